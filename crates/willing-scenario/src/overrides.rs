//! Changes of single keys, made in the document before it is interpreted.

use crate::document::{Entry, Node, Sources, Value};
use crate::fault::Problem;
use crate::shape::{Shape, join, nearest};

/// How changes name themselves in faults.
const SOURCE: &str = "override";

/// Parses `key.with.dots=value`. The value is TOML, or text without quotes.
pub(crate) fn parse(written: &str, sources: &mut Sources) -> Option<Node> {
    let quoted = match written.split_once('=') {
        Some((key, value)) if !is_toml(written) => format!("{key}={value:?}"),
        _ => written.to_owned(),
    };
    let node = sources.parse(SOURCE, &quoted)?;
    if node.entries().len() == 1 {
        return Some(node);
    }
    sources.fault_at(&Node { origin: node.origin, value: Value::Other }, "", Problem::NotAnOverride);
    None
}

fn is_toml(written: &str) -> bool {
    toml::de::DeTable::parse(written).is_ok()
}

/// Lays the change over the document. A new value for a table that wraps a `value` replaces that value,
/// so that unit, range and source stay.
pub(crate) fn apply(node: &mut Node, change: Node, shape: &Shape, path: &str, sources: &mut Sources) {
    let Value::Table(changes) = change.value else { return };
    let Value::Table(entries) = &mut node.value else { return };
    for change in changes {
        let path = join(path, &change.key);
        let below = shape.below(&change.key);
        match entries.iter_mut().find(|entry| entry.key == change.key) {
            Some(entry) => replace(entry, change, below, &path, sources),
            None if may_be_added(shape, below) => entries.push(change),
            None => {
                let nearest = nearest(&change.key, entries.iter().map(|entry| entry.key.as_str()));
                let problem = Problem::UnknownKey { nearest, expected: "a key of the scenario".to_owned() };
                sources.fault(change.key_origin, &path, None, problem);
            }
        }
    }
}

/// Lays one changed key of known shape over a table.
pub(crate) fn set(node: &mut Node, change: Entry, shape: &'static Shape, path: &str, sources: &mut Sources) {
    let Value::Table(entries) = &mut node.value else { return };
    match entries.iter_mut().find(|entry| entry.key == change.key) {
        Some(entry) => replace(entry, change, Some(shape), path, sources),
        None => entries.push(change),
    }
}

/// A key that the layout knows may be added; a state, method or hazard may not.
fn may_be_added(parent: &Shape, shape: Option<&'static Shape>) -> bool {
    match (parent, shape) {
        (_, None) | (Shape::Map { .. }, Some(Shape::Table(_))) => false,
        (_, Some(_)) => true,
    }
}

fn replace(
    entry: &mut Entry,
    change: Entry,
    shape: Option<&'static Shape>,
    path: &str,
    sources: &mut Sources,
) {
    if !change.node.is_table() {
        match &mut entry.node.value {
            Value::Table(inner) if inner.iter().any(|wrapped| wrapped.key == "value") => {
                for wrapped in inner.iter_mut().filter(|wrapped| wrapped.key == "value") {
                    wrapped.node = change.node.clone();
                }
            }
            _ => entry.node = change.node,
        }
    } else if let (true, Some(shape)) = (entry.node.is_table(), shape) {
        apply(&mut entry.node, change.node, shape, path, sources);
    } else {
        entry.node = change.node;
    }
}
