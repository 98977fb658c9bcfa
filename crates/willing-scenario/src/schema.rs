//! JSON Schema of the files, generated from the shapes that the reader checks.

use serde_json::{Map, Value, json};

use crate::council_file::keys::{self, RECURSIVE};
use crate::shape::{COEFFICIENT, Field, Need, Shape};
use crate::{case, direct, mapping};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema (draft 2020-12) of scenario files, of either kind. Like TOML's floats its numbers know
/// no NaN; checks that go across keys are the reader's alone.
#[must_use]
pub fn scenario_schema() -> Value {
    json!({
        "$schema": DRAFT,
        "title": "A willing scenario",
        "description": "Facts that a mapping turns into parameters, or the parameters themselves.",
        "anyOf": [of_shape(case::SHAPE), of_shape(direct::SHAPE)],
    })
}

/// The JSON Schema (draft 2020-12) of mapping files.
#[must_use]
pub fn mapping_schema() -> Value {
    let mut schema = of_fields(mapping::fields());
    if let Value::Object(keys) = &mut schema {
        keys.insert("$schema".to_owned(), json!(DRAFT));
        keys.insert("title".to_owned(), json!("A willing mapping"));
    }
    schema
}

/// The JSON Schema (draft 2020-12) of files of institutions ([`council_file`](crate::council_file)). That a rule has one kind
/// of requirement, and which keys go with it, is the reader's to check, as are names.
#[must_use]
pub fn council_schema() -> Value {
    let mut schema = spelled_out(&keys::FILE);
    if let Value::Object(keys) = &mut schema {
        keys.insert("$schema".to_owned(), json!(DRAFT));
        keys.insert("title".to_owned(), json!("A willing institution"));
        let named: Map<String, Value> =
            RECURSIVE.iter().map(|(name, shape)| ((*name).to_owned(), spelled_out(shape))).collect();
        keys.insert("$defs".to_owned(), Value::Object(named));
    }
    schema
}

/// The JSON Schema (draft 2020-12) of files of portfolios ([`portfolio_file`](crate::portfolio_file)). That lists have one number for
/// each outcome, that probabilities and weights sum to 1, and which keys go with an attitude is the reader's to check.
#[must_use]
pub fn portfolio_schema() -> Value {
    let mut schema = spelled_out(&crate::portfolio_file::keys::FILE);
    if let Value::Object(keys) = &mut schema {
        keys.insert("$schema".to_owned(), json!(DRAFT));
        keys.insert("title".to_owned(), json!("A willing portfolio"));
    }
    schema
}

/// A shape, or the name of one that would have to be spelled out without end.
fn of_shape(shape: &Shape) -> Value {
    match RECURSIVE.iter().find(|(_, named)| std::ptr::eq(*named, shape)) {
        Some((name, _)) => json!({ "$ref": format!("#/$defs/{name}") }),
        None => spelled_out(shape),
    }
}

fn spelled_out(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Number(bounds) => json!({ "type": "number", "minimum": bounds.low, "maximum": bounds.high }),
        Shape::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::List { of, least, .. } => {
            json!({ "type": "array", "items": of_shape(of), "minItems": least })
        }
        Shape::Table(fields) => of_fields(fields.iter()),
        Shape::Map { of, least, what } => json!({
            "type": "object",
            "additionalProperties": of_shape(of),
            "minProperties": least,
            "description": format!("keyed by {what}"),
        }),
        Shape::Either(shapes) => {
            json!({ "anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>() })
        }
        Shape::Coefficient { bounds, unit } => {
            let number = json!({ "type": "number", "minimum": bounds.low, "maximum": bounds.high });
            let mut schema = of_fields(COEFFICIENT.iter());
            if let Some(Value::Object(keys)) = schema.get_mut("properties") {
                keys.insert("value".to_owned(), number.clone());
                keys.insert("unit".to_owned(), json!({ "const": unit }));
                let range = json!({ "type": "array", "items": number, "minItems": 2, "maxItems": 2 });
                keys.insert("range".to_owned(), range);
            }
            schema
        }
    }
}

fn of_fields<'a>(fields: impl Iterator<Item = &'a Field>) -> Value {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for field in fields {
        let mut schema = of_shape(field.shape);
        if let Value::Object(keys) = &mut schema {
            keys.insert("description".to_owned(), json!(description(field)));
        }
        properties.insert(field.key.to_owned(), schema);
        if field.need == Need::Required {
            needed.push(field.key);
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    })
}

fn description(field: &Field) -> String {
    match field.need {
        Need::Required => field.meaning.to_owned(),
        Need::Optional(default) => format!("{}; if missing: {default}", field.meaning),
    }
}
