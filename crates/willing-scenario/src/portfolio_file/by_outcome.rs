//! Numbers by outcome: a list in the order of the outcomes, or a table by their names.

use std::collections::HashMap;

use willing_risk::{Belief, Error as RiskError};

use crate::document::{Node, Origin, Sources, Value};
use crate::fault::Problem;
use crate::shape::{join, nearest};

/// No nearest name is looked for among more: a slip of the pen in a long file is found by its line.
const MOST_NEAREST: usize = 512;

/// The names of the outcomes, and where each stands in lists.
pub(super) struct Outcomes {
    pub(super) names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Outcomes {
    /// The outcomes of a file, if each is named once.
    pub(super) fn read(written: &Node, sources: &mut Sources) -> Option<Self> {
        let named: Vec<(&str, Origin)> = match &written.value {
            Value::List(items) => {
                items.iter().map(|item| Some((item.text()?, item.origin))).collect::<Option<_>>()?
            }
            _ => written.entries().iter().map(|entry| (entry.key.as_str(), entry.key_origin)).collect(),
        };
        let mut places = HashMap::with_capacity(named.len());
        let mut sound = !named.is_empty();
        for (place, (name, origin)) in named.iter().enumerate() {
            if name.trim().is_empty() {
                sound = false; // The shape says so already.
            } else if places.insert((*name).to_owned(), place).is_some() {
                let problem = Problem::Repeated { what: "outcome" };
                sources.fault(*origin, &join("outcomes", name), None, problem);
                sound = false;
            }
        }
        let names = named.into_iter().map(|(name, _)| name.to_owned()).collect();
        sound.then_some(Self { names, places })
    }

    /// The probabilities that stand beside the names; none where there is no common belief or it is at fault.
    pub(super) fn common(written: &Node, sources: &mut Sources) -> Option<Belief> {
        let probabilities: Option<Vec<f64>> =
            written.entries().iter().map(|entry| entry.node.number()).collect();
        if !written.is_table() {
            return None;
        }
        belief(probabilities?, written.origin, "outcomes", sources)
    }

    /// What a node says for each outcome; those that a table doesn't name have 0.
    pub(super) fn numbers(
        &self,
        written: &Node,
        what: &'static str,
        path: &str,
        sources: &mut Sources,
    ) -> Option<Vec<f64>> {
        if let Value::List(items) = &written.value {
            let (got, expected) = (items.len(), self.names.len());
            if got != expected {
                sources.fault_at(written, path, Problem::PerOutcome { what, got, expected });
                return None;
            }
            return items.iter().map(Node::number).collect();
        }
        if !written.is_table() {
            return None;
        }
        let mut numbers = Some(vec![0.0; self.names.len()]);
        for entry in written.entries() {
            let Some(&place) = self.places.get(&entry.key) else {
                if !entry.key.trim().is_empty() {
                    sources.fault(entry.key_origin, &join(path, &entry.key), None, self.unknown(&entry.key));
                }
                numbers = None;
                continue;
            };
            numbers = numbers.zip(entry.node.number()).map(|(mut numbers, number)| {
                if let Some(slot) = numbers.get_mut(place) {
                    *slot = number;
                }
                numbers
            });
        }
        numbers
    }

    /// A belief of its own.
    pub(super) fn belief(&self, written: &Node, path: &str, sources: &mut Sources) -> Option<Belief> {
        let probabilities = self.numbers(written, "probabilities", path, sources)?;
        belief(probabilities, written.origin, path, sources)
    }

    fn unknown(&self, name: &str) -> Problem {
        let few = self.names.iter().take(if self.names.len() > MOST_NEAREST { 0 } else { MOST_NEAREST });
        let nearest = nearest(name, few.map(String::as_str));
        Problem::UnknownName { what: "outcome", nearest, expected: "a name in `outcomes`" }
    }
}

/// What a belief refuses, said of this place; numbers out of range the shape has said.
fn belief(probabilities: Vec<f64>, origin: Origin, path: &str, sources: &mut Sources) -> Option<Belief> {
    match Belief::new(probabilities) {
        Ok(belief) => Some(belief),
        Err(RiskError::Contradiction { left_value, .. }) => {
            let problem = Problem::Sum { what: "probabilities", sum: left_value };
            sources.fault(origin, path, None, problem);
            None
        }
        Err(_) => None,
    }
}
