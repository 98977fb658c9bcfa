//! Commented templates of scenario files, generated from the shapes that the reader checks.

use std::fmt::Write as _;

use crate::shape::{Field, Need, Shape};
use crate::{case, direct};

/// The kinds of template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Template {
    /// Facts that a mapping turns into parameters.
    #[default]
    Facts,
    /// The parameters of the model.
    Parameters,
}

/// A scenario file with a comment for every key, which reads without a fault. Keys that may be left out
/// stand behind `#`.
#[must_use]
pub fn template(kind: Template) -> String {
    let (shape, opening) = match kind {
        Template::Facts => (case::SHAPE, "Facts of states, turned into parameters by a mapping."),
        Template::Parameters => (direct::SHAPE, "Parameters of the model, given directly."),
    };
    let mut text = format!(
        "# {opening}\n# Keys behind \"#\" may be left out: the line above says what is taken then.\n\n"
    );
    if let Shape::Table(fields) = shape {
        table(&mut text, "", fields);
    }
    text
}

/// Keys of a table, then the tables below it.
fn table(text: &mut String, path: &str, fields: &[Field]) {
    for field in fields.iter().filter(|field| !field.sample.is_empty()) {
        line(text, field);
    }
    for field in fields.iter().filter(|field| field.sample.is_empty()) {
        let path = if path.is_empty() { field.key.to_owned() } else { format!("{path}.{}", field.key) };
        let mut below = String::new();
        match field.shape {
            Shape::Table(inner) => section(&mut below, &path, field.meaning, inner),
            Shape::Map { of: Shape::Table(inner), what, .. } => {
                for name in examples(what) {
                    section(&mut below, &format!("{path}.{name}"), field.meaning, inner);
                }
            }
            _ => {}
        }
        match field.need {
            Need::Required => text.push_str(&below),
            Need::Optional(default) => comment(text, &below, default),
        }
    }
}

fn section(text: &mut String, path: &str, meaning: &str, fields: &[Field]) {
    let _ = writeln!(text, "\n# {meaning}\n[{path}]");
    table(text, path, fields);
}

/// A table that may be left out: its lines behind `#`.
fn comment(text: &mut String, table: &str, default: &str) {
    let _ = write!(text, "\n# May be left out; then: {default}.");
    for line in table.lines() {
        let _ = match line {
            "" => writeln!(text),
            commented if commented.starts_with('#') => writeln!(text, "{commented}"),
            plain => writeln!(text, "# {plain}"),
        };
    }
}

fn line(text: &mut String, field: &Field) {
    let _ = match field.need {
        Need::Required => writeln!(text, "# {}\n{} = {}", field.meaning, field.key, field.sample),
        Need::Optional(default) => {
            writeln!(text, "# {} (if missing: {default})\n# {} = {}", field.meaning, field.key, field.sample)
        }
    };
}

fn examples(what: &str) -> &'static [&'static str] {
    match what {
        "states" => &["A", "B"],
        "hazards" => &["danger"],
        _ => &["act"],
    }
}
