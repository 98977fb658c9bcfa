//! The mapping: one file that turns facts into parameters, the same for all states and all cases.

use serde::Serialize;
use willing_game::{ActionSet, TierSet};
use willing_risk::Treaty;

use crate::coefficients::{Coefficients, FIELDS};
use crate::common::{check_credit, tier_keys};
use crate::document::{Node, Sources};
use crate::fault::Problem;
use crate::formulas;
use crate::layout::MAPPING_HEAD;
use crate::record::word;
use crate::shape::{Field, Shape, check_fields, join, nearest, plain};

/// The mapping that was used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mapping {
    /// Its name.
    pub name: String,
    /// Where it was read: a path, or `standard`.
    pub file: String,
    /// Its coefficients.
    pub coefficients: Coefficients,
    /// The keys of those whose value is not taken from a source but assumed.
    pub assumed: Vec<&'static str>,
}

/// A mapping file whose shape was checked.
#[derive(Debug)]
pub(crate) struct MappingFile {
    pub(crate) node: Node,
    pub(crate) mapping: Mapping,
}

/// All keys of a mapping file.
pub(crate) fn fields() -> impl Iterator<Item = &'static Field> + Clone {
    MAPPING_HEAD.iter().chain(FIELDS)
}

/// Checks a mapping and reads its coefficients.
pub(crate) fn interpret(node: Node, file: String, sources: &mut Sources) -> Option<MappingFile> {
    check_fields(&fields(), &node, "", sources);
    check_operations(&node, sources);
    let coefficients = Coefficients::read(&node)?;
    check_sums(&node, &coefficients, sources);
    let is_assumed =
        |key: &str| node.get(key).and_then(|c| c.get("source")).and_then(Node::text) == Some("assumed");
    let assumed = FIELDS.iter().map(|field| field.key).filter(|key| is_assumed(key)).collect();
    let name = node.get("name")?.text()?.to_owned();
    Some(MappingFile { mapping: Mapping { name, file, coefficients, assumed }, node })
}

/// Every tier that an operation admits is one of the ten.
fn check_operations(node: &Node, sources: &mut Sources) {
    for entry in node.get("operations").map(Node::entries).unwrap_or_default() {
        tier_keys(&entry.node, &join("operations", &entry.key), &TierSet::with_finance(), sources);
    }
}

/// Credits sum to 1; a bilateral treaty gives at least as much credit as a multilateral one, and that as none.
fn check_sums(node: &Node, c: &Coefficients, sources: &mut Sources) {
    let value = |key: &str| node.get(key).and_then(|coefficient| coefficient.get("value"));
    if let Some(first) = value("credit_exposure") {
        let credit = formulas::credit(c);
        check_credit(first, "credit_exposure.value", credit, sources);
    }
    let order = [
        (
            "treaty_credit_multilateral",
            c.treaty_credit_multilateral,
            "treaty_credit_none",
            c.treaty_credit_none,
        ),
        (
            "treaty_credit_bilateral",
            c.treaty_credit_bilateral,
            "treaty_credit_multilateral",
            c.treaty_credit_multilateral,
        ),
    ];
    for (key, larger, other, smaller) in order {
        if let Some(written) = value(key).filter(|_| larger < smaller) {
            let problem = Problem::Contradiction {
                other: join(other, "value"),
                other_value: plain(smaller),
                expected: "bilateral at least multilateral, and that at least none",
            };
            sources.fault_at(written, &join(key, "value"), problem);
        }
    }
}

impl MappingFile {
    /// The kind of treaty that a label stands for.
    pub(crate) fn treaty(&self, label: &Node, path: &str, sources: &mut Sources) -> Option<Treaty> {
        let text = label.text()?;
        let treaties = self.node.get("treaties")?;
        if let Some(kind) = treaties.get(text) {
            return word(kind);
        }
        let nearest = nearest(text, treaties.entries().iter().map(|entry| entry.key.as_str()));
        let expected = "a label of the mapping's [treaties]";
        sources.fault_at(label, path, Problem::UnknownName { what: "treaty", nearest, expected });
        None
    }

    /// The tiers that a kind of operation admits. The mapping may name tiers that a set lacks: they are left out.
    pub(crate) fn admits(
        &self,
        operation: &str,
        tiers: &TierSet,
        sources: &mut Sources,
    ) -> Option<ActionSet> {
        let ten = TierSet::with_finance();
        let path = join("operations", operation);
        let admitted = tier_keys(self.node.get("operations")?.get(operation)?, &path, &ten, sources)?;
        let known = |tier: &willing_game::Tier| {
            ten.tier(tiers.key(*tier)).map_or(true, |named| admitted.contains(named.place()))
        };
        Some(ActionSet::of(tiers.tiers().filter(known).map(willing_game::Tier::place)))
    }

    /// The value of a coefficient as it is written.
    pub(crate) fn value(&self, key: &str) -> Option<&Node> {
        self.node.get(key)?.get("value")
    }
}

/// Whether the shape of a mapping's key is known, and which it is.
pub(crate) fn shape_of(key: &str) -> Option<&'static Shape> {
    fields().find(|field| field.key == key).map(|field| field.shape)
}
