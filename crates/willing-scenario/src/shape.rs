//! Shapes: what may stand where in a file. One definition serves the reader, the JSON Schema and the
//! commented template.

use crate::document::{Node, Sources, Value};
use crate::fault::Problem;

/// A closed range of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// What may stand in a place.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text with at least one visible character.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A finite number in a range.
    Number(Bounds),
    /// An integer in a range.
    Whole(i64, i64),
    /// `true` or `false`.
    Truth,
    /// A list of at least so many entries.
    List { of: &'static Shape, least: usize, what: &'static str },
    /// A table with known keys.
    Table(&'static [Field]),
    /// A table whose keys are names of something.
    Map { of: &'static Shape, least: usize, what: &'static str },
    /// Any of these, told apart by type.
    Either(&'static [Shape]),
    /// A coefficient with value, unit, plausible range, source and meaning.
    Coefficient { bounds: Bounds, unit: &'static str },
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) shape: &'static Shape,
    pub(crate) need: Need,
    /// What it means, in a line.
    pub(crate) meaning: &'static str,
    /// A value for the commented template.
    pub(crate) sample: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    /// With what is taken when it is missing.
    Optional(&'static str),
}

pub(crate) const fn required(
    key: &'static str,
    shape: &'static Shape,
    sample: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, shape, need: Need::Required, meaning, sample }
}

pub(crate) const fn optional(
    key: &'static str,
    shape: &'static Shape,
    default: &'static str,
    sample: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, shape, need: Need::Optional(default), meaning, sample }
}

/// The keys of a coefficient.
pub(crate) const COEFFICIENT: &[Field] = &[
    required("value", &Shape::Number(ANY), "0.05", "the value used"),
    required("unit", &Shape::Text, "\"1\"", "the unit of value and range"),
    required(
        "range",
        &Shape::List { of: &Shape::Number(ANY), least: 2, what: "bounds" },
        "[0.01, 0.2]",
        "the plausible range, [low, high]",
    ),
    required("source", &Shape::Text, "\"assumed\"", "where the value comes from, or \"assumed\""),
    required("meaning", &Shape::Text, "\"…\"", "what it does, in a line"),
];

/// Any number that money may be, of either sign.
pub(crate) const ANY: Bounds = Bounds { low: -1e12, high: 1e12 };

impl Bounds {
    pub(crate) fn contains(self, number: f64) -> bool {
        (self.low..=self.high).contains(&number)
    }

    pub(crate) fn text(self) -> String {
        format!("a number in [{}, {}]", plain(self.low), plain(self.high))
    }
}

/// A number as one would write it: 1e12, not a row of zeros.
pub(crate) fn plain(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-4..1e6).contains(&size) { format!("{number:e}") } else { format!("{number}") }
}

impl Shape {
    /// What is expected, for faults.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Word(words) => one_of(words),
            Self::Number(bounds) => bounds.text(),
            Self::Whole(low, high) if low == high => format!("{low}"),
            Self::Whole(low, high) => format!("an integer in [{low}, {high}]"),
            Self::Truth => "true or false".to_owned(),
            Self::List { of, .. } => format!("a list, each entry {}", of.text()),
            Self::Table(fields) => format!("a table with {}", keys(fields)),
            Self::Map { what, .. } => format!("a table keyed by {what}"),
            Self::Either(shapes) => shapes.iter().map(Self::text).collect::<Vec<_>>().join("; or "),
            Self::Coefficient { .. } => "a table with value, unit, range, source, meaning".to_owned(),
        }
    }

    /// Whether a value is of this type at all, whatever its range.
    fn admits(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Text | Self::Word(_), Value::Text(_))
            | (Self::Number(_), Value::Whole(_) | Value::Number(_))
            | (Self::Whole(..), Value::Whole(_))
            | (Self::Truth, Value::Truth(_))
            | (Self::List { .. }, Value::List(_))
            | (Self::Table(_) | Self::Map { .. } | Self::Coefficient { .. }, Value::Table(_)) => true,
            (Self::Either(shapes), _) => shapes.iter().any(|shape| shape.admits(node)),
            _ => false,
        }
    }

    /// The alternative that a value of this type is meant to be.
    pub(crate) fn alternative(&self, node: &Node) -> &Self {
        match self {
            Self::Either(shapes) => {
                shapes.iter().find(|shape| shape.admits(node)).map_or(self, |shape| shape.alternative(node))
            }
            _ => self,
        }
    }

    /// The shape below a key, and whether the key must exist already to be changed.
    pub(crate) fn below(&self, key: &str) -> Option<&'static Shape> {
        match self {
            Self::Table(fields) => fields.iter().find(|field| field.key == key).map(|field| field.shape),
            Self::Map { of, .. } => Some(of),
            Self::Coefficient { .. } => {
                COEFFICIENT.iter().find(|field| field.key == key).map(|field| field.shape)
            }
            Self::Either(shapes) => shapes.iter().find_map(|shape| shape.below(key)),
            _ => None,
        }
    }

    /// Notes every fault of a value.
    pub(crate) fn check(&self, node: &Node, path: &str, sources: &mut Sources) {
        let shape = self.alternative(node);
        if !shape.admits(node) {
            return sources.fault_at(node, path, Problem::WrongType { expected: self.text() });
        }
        match (shape, &node.value) {
            (Self::Text, Value::Text(text)) if text.trim().is_empty() => {
                let expected = "text with a visible character".to_owned();
                sources.fault_at(node, path, Problem::OutOfRange { expected });
            }
            (Self::Word(words), Value::Text(text)) if !words.contains(&text.as_str()) => {
                let nearest = nearest(text, words.iter().copied());
                sources.fault_at(node, path, Problem::UnknownWord { nearest, expected: self.text() });
            }
            (Self::Number(bounds), _) => check_number(*bounds, node, path, sources),
            (Self::Whole(low, high), Value::Whole(whole)) if !(low..=high).contains(&whole) => {
                sources.fault_at(node, path, Problem::OutOfRange { expected: self.text() });
            }
            (Self::List { of, least, what }, Value::List(items)) => {
                if items.len() < *least {
                    let problem = Problem::TooFew { what, got: items.len(), least: *least };
                    sources.fault_at(node, path, problem);
                }
                for (place, item) in items.iter().enumerate() {
                    of.check(item, &format!("{path}[{place}]"), sources);
                }
            }
            (Self::Table(fields), _) => check_table(fields, node, path, sources),
            (Self::Map { of, least, what }, Value::Table(entries)) => {
                if entries.len() < *least {
                    let problem = Problem::TooFew { what, got: entries.len(), least: *least };
                    sources.fault_at(node, path, problem);
                }
                for entry in entries {
                    if entry.key.trim().is_empty() {
                        let expected = "a name with a visible character".to_owned();
                        sources.fault(
                            entry.key_origin,
                            &join(path, &entry.key),
                            None,
                            Problem::OutOfRange { expected },
                        );
                    }
                    of.check(&entry.node, &join(path, &entry.key), sources);
                }
            }
            (Self::Coefficient { bounds, unit }, _) => check_coefficient(*bounds, unit, node, path, sources),
            _ => {}
        }
    }
}

fn check_number(bounds: Bounds, node: &Node, path: &str, sources: &mut Sources) {
    let Some(number) = node.number() else { return };
    if !number.is_finite() {
        sources.fault_at(node, path, Problem::NotFinite { expected: bounds.text() });
    } else if !bounds.contains(number) {
        sources.fault_at(node, path, Problem::OutOfRange { expected: bounds.text() });
    }
}

fn check_table(fields: &'static [Field], node: &Node, path: &str, sources: &mut Sources) {
    check_fields(&fields.iter(), node, path, sources);
}

/// Notes keys that mean nothing, faulty values, and keys that are missing.
pub(crate) fn check_fields(
    fields: &(impl Iterator<Item = &'static Field> + Clone),
    node: &Node,
    path: &str,
    sources: &mut Sources,
) {
    for entry in node.entries() {
        let path = join(path, &entry.key);
        if let Some(field) = fields.clone().find(|field| field.key == entry.key) {
            field.shape.check(&entry.node, &path, sources);
        } else {
            let nearest = nearest(&entry.key, fields.clone().map(|field| field.key));
            let problem = Problem::UnknownKey { nearest, expected: keys_of(fields.clone()) };
            sources.fault(entry.key_origin, &path, None, problem);
        }
    }
    for field in fields.clone().filter(|field| field.need == Need::Required) {
        if node.get(field.key).is_none() {
            let problem = Problem::Missing { expected: field.shape.text() };
            sources.fault(node.origin, &join(path, field.key), None, problem);
        }
    }
}

/// A coefficient's value lies in its plausible range, and that in what the formula bears.
fn check_coefficient(bounds: Bounds, unit: &'static str, node: &Node, path: &str, sources: &mut Sources) {
    check_table(COEFFICIENT, node, path, sources);
    if let Some(value) = node.get("value") {
        check_number(bounds, value, &join(path, "value"), sources);
    }
    if let Some(written) = node.get("unit").filter(|written| written.text().is_some_and(|text| text != unit))
    {
        let problem = Problem::OutOfRange { expected: format!("\"{unit}\"") };
        sources.fault_at(written, &join(path, "unit"), problem);
    }
    let Some(range) = node.get("range") else { return };
    let limits: Vec<f64> = range.items().iter().filter_map(Node::number).collect();
    let path_of_range = join(path, "range");
    for item in range.items() {
        check_number(bounds, item, &path_of_range, sources);
    }
    let value = node.get("value").and_then(Node::number);
    match limits.as_slice() {
        [low, high] if value.is_none_or(|value| (*low..=*high).contains(&value)) && low <= high => {}
        [low, high] if low <= high => {
            let (other, other_value) = (path_of_range, format!("[{}, {}]", plain(*low), plain(*high)));
            let problem = Problem::Contradiction { other, other_value, expected: "a value in its range" };
            let Some(value) = node.get("value") else { return };
            sources.fault_at(value, &join(path, "value"), problem);
        }
        _ => {
            let expected = "[low, high] with low ≤ high".to_owned();
            sources.fault_at(range, &path_of_range, Problem::OutOfRange { expected });
        }
    }
}

/// `path.key`, the key quoted if it must be.
pub(crate) fn join(path: &str, key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let key = if bare { key.to_owned() } else { format!("{key:?}") };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

fn keys(fields: &'static [Field]) -> String {
    keys_of(fields.iter())
}

/// The keys of a table, or how many there are.
pub(crate) fn keys_of(fields: impl Iterator<Item = &'static Field>) -> String {
    let names: Vec<&str> = fields.map(|field| field.key).collect();
    if names.len() > 14 { format!("one of {} keys", names.len()) } else { names.join(", ") }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}", quoted.join(", ")),
    }
}

/// The nearest of these words by edit distance, if it is near enough to be a slip of the pen.
pub(crate) fn nearest<'a>(wrong: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    let length = wrong.chars().count();
    let limit = (length / 3 + 1).min(length.saturating_sub(1));
    let near = words.map(|word| (edits(wrong, word), word)).filter(|(distance, _)| *distance <= limit);
    near.min_by_key(|(distance, _)| *distance).map(|(_, word)| word.to_owned())
}

/// Levenshtein's distance; long words are compared by their first characters.
fn edits(left: &str, right: &str) -> usize {
    const LONGEST: usize = 64;
    let right: Vec<char> = right.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (place, one) in left.chars().take(LONGEST).flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = place;
        let mut before = place + 1;
        for (other, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let change = diagonal + usize::from(one != *other);
            diagonal = *cell;
            *cell = change.min(*cell + 1).min(before + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = place + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_single_changes() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("democracy", "Democracy"), 0);
        assert_eq!(nearest("democrcy", ["gdp", "democracy"].into_iter()), Some("democracy".to_owned()));
        assert_eq!(nearest("zzzzzz", ["gdp", "democracy"].into_iter()), None);
    }

    #[test]
    fn numbers_are_written_as_one_would() {
        assert_eq!(Bounds { low: 0.0, high: 1e12 }.text(), "a number in [0, 1e12]");
        assert_eq!(Bounds { low: 1e-6, high: 0.5 }.text(), "a number in [1e-6, 0.5]");
    }
}
