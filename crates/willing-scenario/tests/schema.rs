//! The generated JSON Schemas hold for every file that comes along, and refuse what the reader refuses.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use willing_scenario::{
    Template, council_schema, mapping_schema, portfolio_schema, scenario_schema, template,
};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn json(text: &str) -> Value {
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    files.sort();
    files
}

#[test]
fn every_scenario_file_fits_the_schema() {
    let schema = scenario_schema();
    let folders = ["scenarios", "scenarios/reference", "scenarios/examples"];
    let files: Vec<PathBuf> = folders.into_iter().flat_map(files).collect();
    let scenarios = files.iter().filter(|path| path.file_stem().unwrap() != "mapping");
    let mut count = 0;
    for path in scenarios {
        let fits = fits(&json(&fs::read_to_string(path).unwrap()), &schema);
        assert!(fits, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 18);
    for kind in [Template::Facts, Template::Parameters] {
        assert!(fits(&json(&template(kind)), &schema));
    }
}

#[test]
fn the_mapping_fits_its_schema() {
    let text = fs::read_to_string(fixtures().join("scenarios/mapping.toml")).unwrap();
    assert!(fits(&json(&text), &mapping_schema()));
    assert!(!fits(&json(&text.replace("unit = \"km\"", "unit = \"miles\"")), &mapping_schema()));
    assert!(!fits(&json(&text.replace("meaning", "meening")), &mapping_schema()));
}

#[test]
fn the_schema_refuses_what_the_reader_refuses_in_a_single_place() {
    let schema = scenario_schema();
    let mut refused = 0;
    for path in files("faults") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let kinds =
            ["unknown_key", "type_", "range_", "missing_keys", "empty_", "format_", "observed_", "legal_"];
        let by_override = name.contains("override");
        // Checks across keys, and integers that JSON has no room for, are the reader's alone.
        let across = ["range_upside_down", "range_huge_integer", "empty_state_key", "type_date"];
        if !kinds.iter().any(|kind| name.starts_with(kind)) || by_override || across.contains(&name.as_str())
        {
            continue;
        }
        assert!(!fits(&json(&fs::read_to_string(&path).unwrap()), &schema), "{name}");
        refused += 1;
    }
    assert!(refused >= 20, "only {refused}");
}

#[test]
fn every_institution_fits_the_schema() {
    let schema = council_schema();
    let files = files("institutions");
    assert_eq!(files.len(), 29);
    for path in files {
        assert!(fits(&json(&fs::read_to_string(&path).unwrap()), &schema), "{}", path.display());
    }
}

#[test]
fn the_schema_of_institutions_reaches_parts_within_parts() {
    let within = |part: &str| {
        let text = format!(
            "format = 1\nname = \"n\"\nsource = \"s\"\nmembers = [\"a\", \"b\"]\n[rule]\nany = [{{ all = [{part}] }}]\n"
        );
        fits(&json(&text), &council_schema())
    };
    assert!(within("{ quota = 2 }, { share = \"1/2\", of = \"voting\" }"));
    assert!(!within("{ quota = 0 }"));
    assert!(!within("{ qota = 2 }"));
    assert!(!within("{ share = \"1/2\", of = \"nobody\" }"));
    assert!(!within("{ quota = 2, vetoes = [\"a\"] }"), "vetoes stand beside the outermost requirement only");
    assert!(!within(""), "a list of none");
}

#[test]
fn the_schema_of_institutions_refuses_what_the_reader_refuses_in_a_single_place() {
    let schema = council_schema();
    let kinds =
        ["format_", "missing_keys", "unknown_key", "members_is", "members_none", "members_blank", "name_is"];
    let kinds = kinds.into_iter().chain([
        "quota_z",
        "quota_ne",
        "quota_f",
        "quota_nan",
        "rule_is",
        "rule_missing",
        "all_of",
    ]);
    let kinds: Vec<&str> = kinds.collect();
    let mut refused = 0;
    for path in files("faults/councils") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if kinds.iter().any(|kind| name.starts_with(kind)) {
            assert!(!fits(&json(&fs::read_to_string(&path).unwrap()), &schema), "{name}");
            refused += 1;
        }
    }
    assert!(refused >= 15, "only {refused}");
}

#[test]
fn every_portfolio_fits_the_schema_and_what_is_wrong_in_a_single_place_does_not() {
    let schema = portfolio_schema();
    let sound = files("portfolios");
    assert_eq!(sound.len(), 4);
    for path in sound {
        assert!(fits(&json(&fs::read_to_string(&path).unwrap()), &schema), "{}", path.display());
    }
    for name in [
        "format_later",
        "missing_keys",
        "unknown_key",
        "belief_own",
        "outcomes_none",
        "players_none",
        "tolerance_range",
        "attitude_word",
    ] {
        let path = fixtures().join("faults/portfolios").join(name).with_extension("toml");
        assert!(!fits(&json(&fs::read_to_string(&path).unwrap()), &schema), "{name}");
    }
}

/// Whether a value fits a schema made of the keywords that are generated; any other keyword is a panic.
fn fits(value: &Value, schema: &Value) -> bool {
    fits_in(value, schema, schema)
}

/// The same for a part of the schema `root`, whose definitions it may refer to.
fn fits_in(value: &Value, schema: &Value, root: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(keyword, rule)| holds(value, keyword, rule, schema, root))
}

fn holds(value: &Value, keyword: &str, rule: &Value, schema: &Value, root: &Value) -> bool {
    let fits = |value: &Value, schema: &Value| fits_in(value, schema, root);
    let length = value.as_array().map_or(0, Vec::len) as u64;
    let keys = value.as_object();
    match keyword {
        "$schema" | "$defs" | "title" | "description" => true,
        "$ref" => fits(value, root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).unwrap()),
        "type" => match rule.as_str().unwrap() {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.as_i64().is_some(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("{other}"),
        },
        "pattern" => {
            assert_eq!(rule, "\\S");
            value.as_str().is_none_or(|text| !text.trim().is_empty())
        }
        "enum" => rule.as_array().unwrap().contains(value),
        "const" => rule == value,
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
        "minItems" => !value.is_array() || length >= rule.as_u64().unwrap(),
        "maxItems" => !value.is_array() || length <= rule.as_u64().unwrap(),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(item, rule))),
        "minProperties" => keys.is_none_or(|keys| keys.len() as u64 >= rule.as_u64().unwrap()),
        "anyOf" => rule.as_array().unwrap().iter().any(|schema| fits(value, schema)),
        "required" => {
            let needed = rule.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
            keys.is_none_or(|keys| needed.clone().all(|key| keys.contains_key(key)))
        }
        "properties" => keys.is_none_or(|keys| {
            keys.iter().all(|(key, value)| rule.get(key).is_none_or(|schema| fits(value, schema)))
        }),
        "additionalProperties" => keys.is_none_or(|keys| {
            let known = schema.get("properties").and_then(Value::as_object);
            let mut others =
                keys.iter().filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)));
            match rule {
                Value::Bool(allowed) => *allowed || others.next().is_none(),
                _ => others.all(|(_, value)| fits(value, rule)),
            }
        }),
        other => panic!("keyword {other}"),
    }
}
