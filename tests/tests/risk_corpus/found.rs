//! What was found, set beside what a case states.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{Debug, Display};

use serde_json::{Map, Value, json};
use willing_testkit::corpus::risk::Case;

/// What finding the answers of a case comes to.
pub(crate) type Outcome = Result<Found, Box<dyn Error>>;

/// Answers by the names that cases use, and what is wrong whatever a case states.
#[derive(Debug, Default)]
pub(crate) struct Found {
    answers: BTreeMap<String, Value>,
    faults: Vec<String>,
}

impl Found {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// An answer: a number, a truth, a text, or lists of them.
    pub(crate) fn give(&mut self, name: impl Into<String>, answer: impl Into<Value>) {
        self.answers.insert(name.into(), answer.into());
    }

    /// Rows of numbers.
    pub(crate) fn give_rows(&mut self, name: &str, rows: &[Vec<f64>]) {
        self.give(name, json!(rows));
    }

    /// Answers that have names of their own.
    pub(crate) fn give_named<V: Into<Value>>(
        &mut self,
        name: &str,
        answers: impl IntoIterator<Item = (String, V)>,
    ) {
        let named: Map<String, Value> = answers.into_iter().map(|(key, value)| (key, value.into())).collect();
        self.give(name, named);
    }

    /// Worths of coalitions, by their bits; nobody is left out.
    pub(crate) fn give_worths(&mut self, name: &str, worths: &[f64]) {
        self.give_named(
            name,
            worths.iter().enumerate().skip(1).map(|(bits, worth)| (bits.to_string(), *worth)),
        );
    }

    /// Evidence, which must hold.
    pub(crate) fn holds<V: Display>(&mut self, what: &str, checked: Result<(), V>) {
        if let Err(violation) = checked {
            self.faults.push(format!("{what}: {violation}"));
        }
    }

    /// A statement that must be true.
    pub(crate) fn is_so(&mut self, what: &str, is_so: bool) {
        if !is_so {
            self.faults.push(what.to_owned());
        }
    }

    /// Two ways to the same number.
    pub(crate) fn agree(&mut self, what: &str, one: f64, other: f64, off: f64) {
        // In this form a NaN differs.
        let agrees = (one - other).abs() <= off * (1.0 + one.abs());
        self.is_so(&format!("{what}: {one} and {other}"), agrees);
    }

    /// How many answers the case states, all of them found.
    pub(crate) fn compared_with(self, case: &Case) -> Result<usize, String> {
        let mut comparison = Comparison { case, stated: 0, wrong: self.faults };
        for (name, stated) in &case.expected {
            match self.answers.get(name) {
                Some(found) => comparison.compare(name, stated, found),
                None => comparison.wrong.push(format!("expected.{name}: nothing is known about this")),
            }
        }
        match (comparison.wrong.is_empty(), comparison.stated) {
            (true, 0) => Err(format!("{}: no answer is stated", case.id)),
            (true, stated) => Ok(stated),
            (false, _) => Err(format!("{}: {}", case.id, comparison.wrong.join("; "))),
        }
    }
}

struct Comparison<'a> {
    case: &'a Case,
    stated: usize,
    wrong: Vec<String>,
}

impl Comparison<'_> {
    fn compare(&mut self, place: &str, stated: &Value, found: &Value) {
        match (stated, found) {
            (Value::Number(stated), Value::Number(found)) => {
                self.stated += 1;
                let (stated, found) = (stated.as_f64().unwrap(), found.as_f64().unwrap());
                let allowed = self.case.tolerance_abs + self.case.tolerance_rel * stated.abs();
                let is_near = (found - stated).abs() <= allowed;
                if !is_near {
                    self.differ(place, &stated, &found);
                }
            }
            (Value::Array(stated), Value::Array(found)) if stated.len() == found.len() => {
                for (number, (stated, found)) in stated.iter().zip(found).enumerate() {
                    self.compare(&format!("{place}.{number}"), stated, found);
                }
            }
            (Value::Object(stated), Value::Object(found)) if stated.keys().eq(found.keys()) => {
                for ((key, stated), found) in stated.iter().zip(found.values()) {
                    self.compare(&format!("{place}.{key}"), stated, found);
                }
            }
            (stated, found) => {
                self.stated += 1;
                if stated != found {
                    self.differ(place, stated, found);
                }
            }
        }
    }

    fn differ(&mut self, place: &str, stated: &dyn Debug, found: &dyn Debug) {
        self.wrong.push(format!("expected.{place}: {stated:?} is stated, {found:?} is found"));
    }
}
