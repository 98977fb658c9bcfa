//! A TOML document in which every key and value knows where it was written.

use toml::de::{DeTable, DeValue};

use crate::fault::{Fault, Place, Problem};

/// Where something was written: the bytes of one of the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub(crate) source: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) origin: Origin,
    pub(crate) value: Value,
}

/// A TOML value. Tables keep the order in which their keys were written.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Whole(i64),
    Number(f64),
    Truth(bool),
    /// Of no use in a scenario: a date, or an integer beyond 64 bits.
    Other,
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_origin: Origin,
    pub(crate) node: Node,
}

impl Node {
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Value::Table(entries) = &self.value { entries } else { &[] }
    }

    pub(crate) fn items(&self) -> &[Node] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Whole(whole) => Some(whole as f64),
            _ => None,
        }
    }

    pub(crate) fn whole(&self) -> Option<i64> {
        if let Value::Whole(whole) = self.value { Some(whole) } else { None }
    }

    pub(crate) fn truth(&self) -> Option<bool> {
        if let Value::Truth(truth) = self.value { Some(truth) } else { None }
    }

    pub(crate) fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }
}

/// The texts that nodes were written in, and the faults found in them.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    files: Vec<(String, String)>,
    faults: Vec<(Origin, Fault)>,
    /// How many faults were found beyond [`MOST_FAULTS`].
    beyond: usize,
}

/// The most faults that are kept: more tell nobody anything, and finding the line of each takes time.
const MOST_FAULTS: usize = 1000;

/// The most characters of a value that a fault repeats.
const EXCERPT: usize = 60;

impl Sources {
    /// Adds a text and parses it; `None` if it is no TOML, which is then among the faults.
    pub(crate) fn parse(&mut self, name: &str, text: &str) -> Option<Node> {
        let source = self.add(name, text);
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut repeated_until = 0;
        for error in &errors {
            let span = error.span().unwrap_or_default();
            // Below the header of a table that stands twice every key would be called a duplicate.
            if span.start < repeated_until {
                continue;
            }
            if text.get(..span.start).is_some_and(|before| before.ends_with(['[', '.'])) {
                let rest = text.get(span.start..).unwrap_or_default();
                repeated_until = rest.find("\n[").map_or(text.len(), |at| span.start + at);
            }
            let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            let origin = Origin { source, start: span.start, end: span.end };
            let value = self.excerpt(&Node { origin, value: Value::Other }).filter(|value| !value.is_empty());
            self.fault(origin, "", value, Problem::Syntax { message });
        }
        let whole = Origin { source, start: 0, end: 0 };
        errors.is_empty().then(|| table(source, whole, document.into_inner()))
    }

    /// Adds a text that is not parsed here; its place among the sources.
    pub(crate) fn add(&mut self, name: &str, text: &str) -> usize {
        self.files.push((name.to_owned(), text.to_owned()));
        self.files.len() - 1
    }

    /// Notes a fault. The first fault of a key in a place is the one that counts: what follows from it is no news.
    pub(crate) fn fault(&mut self, origin: Origin, key: &str, value: Option<String>, problem: Problem) {
        if self.faults.len() >= MOST_FAULTS {
            self.beyond += 1;
            return;
        }
        if self.faults.iter().any(|(other, fault)| *other == origin && fault.key == key && !key.is_empty()) {
            return;
        }
        let place = self.locate(origin);
        self.faults.push((origin, Fault { place, key: key.to_owned(), value, problem }));
    }

    /// Notes a fault of a value, repeating it.
    pub(crate) fn fault_at(&mut self, node: &Node, key: &str, problem: Problem) {
        let value = self.excerpt(node).filter(|value| !value.is_empty());
        self.fault(node.origin, key, value, problem);
    }

    /// Whether a fault of this value was noted.
    pub(crate) fn is_faulty(&self, node: &Node) -> bool {
        self.faults.iter().any(|(origin, _)| *origin == node.origin)
    }

    pub(crate) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// All faults, in the order of sources and of places in them, each once.
    pub(crate) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults;
        faults.sort_by(|(one, left), (other, right)| {
            one.cmp(other)
                .then_with(|| left.key.cmp(&right.key))
                .then_with(|| left.to_string().cmp(&right.to_string()))
        });
        let mut faults: Vec<Fault> = faults.into_iter().map(|(_, fault)| fault).collect();
        faults.dedup();
        if let Some(last) = faults.last().filter(|_| self.beyond > 0) {
            let problem = Problem::More { count: self.beyond };
            faults.push(Fault { place: last.place.clone(), key: String::new(), value: None, problem });
        }
        faults
    }

    /// What was written there, shortened to a line; `None` for tables.
    pub(crate) fn excerpt(&self, node: &Node) -> Option<String> {
        if node.is_table() {
            return None;
        }
        let Origin { source, start, end } = node.origin;
        let written = self.files.get(source)?.1.get(start..end)?;
        let line = written.lines().next().unwrap_or_default();
        let shortened: String = line.chars().take(EXCERPT).collect();
        Some(if shortened.len() < written.len() { format!("{shortened}…") } else { shortened })
    }

    fn locate(&self, origin: Origin) -> Place {
        let Some((file, text)) = self.files.get(origin.source) else {
            return Place { file: String::new(), line: 1, column: 1, span: origin.start..origin.end };
        };
        let before = text.get(..origin.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let line = before.matches('\n').count() + 1;
        Place { file: file.clone(), line, column, span: origin.start..origin.end }
    }
}

/// The nodes of a table, in the order in which they were written; a table stands where its key does.
fn table(source: usize, origin: Origin, written: DeTable<'_>) -> Node {
    let mut entries: Vec<Entry> = written
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            let key_origin = Origin { source, start: span.start, end: span.end };
            Entry { key: key.into_inner().into_owned(), key_origin, node: node(source, key_origin, value) }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_origin);
    Node { origin, value: Value::Table(entries) }
}

fn node(source: usize, key_origin: Origin, written: toml::Spanned<DeValue<'_>>) -> Node {
    let span = written.span();
    let origin = Origin { source, start: span.start, end: span.end };
    let value = match written.into_inner() {
        DeValue::Table(inner) => return table(source, key_origin, inner),
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Value::Other, Value::Whole)
        }
        DeValue::Float(digits) => digits.as_str().parse().map_or(Value::Other, Value::Number),
        DeValue::Boolean(truth) => Value::Truth(truth),
        DeValue::Array(items) => {
            // A table in a list has no key of its own: it stands where it is written.
            let item = |item: toml::Spanned<DeValue<'_>>| {
                let span = item.span();
                node(source, Origin { source, start: span.start, end: span.end }, item)
            };
            Value::List(items.into_iter().map(item).collect())
        }
        DeValue::Datetime(_) => Value::Other,
    };
    Node { origin, value }
}
