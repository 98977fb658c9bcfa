//! The rule: a line of text, or a requirement with vetoes by name.

use willing_council::{Error, Requirement, VotingRule};

use super::reader::Named;
use super::{names, requirement};
use crate::document::{Node, Sources};
use crate::fault::Problem;
use crate::shape::join;

/// The rule, or else the faults in it.
pub(super) fn read(written: &Node, named: &Named<'_>, sources: &mut Sources) -> Option<VotingRule> {
    if !written.is_table() {
        return None;
    }
    match written.get("text") {
        Some(text) => from_text(written, text, named, sources),
        None => with_vetoes(written, named, sources),
    }
}

fn from_text(written: &Node, text: &Node, named: &Named<'_>, sources: &mut Sources) -> Option<VotingRule> {
    let others: Vec<_> = written
        .entries()
        .iter()
        .filter(|entry| requirement::is_key(&entry.key) || entry.key.starts_with("veto"))
        .collect();
    for entry in &others {
        let problem = Problem::Contradiction {
            other: "rule.text".to_owned(),
            other_value: sources.excerpt(text).unwrap_or_default(),
            expected: "the text alone, or the other keys without it",
        };
        sources.fault(entry.key_origin, &join("rule", &entry.key), None, problem);
    }
    let rule: Result<VotingRule, Error> = text.text().filter(|text| !text.trim().is_empty())?.parse();
    let members = named.members.len();
    let rule = rule.and_then(|rule| match rule.seats() {
        seats if seats == members => Ok(rule),
        seats => Err(Error::RuleSize { members, seats }),
    });
    rule.map_err(|error| sources.fault_at(text, "rule.text", Problem::Council(error)))
        .ok()
        .filter(|_| others.is_empty())
}

fn with_vetoes(written: &Node, named: &Named<'_>, sources: &mut Sources) -> Option<VotingRule> {
    let requirement = requirement::read(written, "rule", Requirement::MAX_DEPTH, named, sources);
    let list = written.get("vetoes");
    let vetoes = match list {
        Some(list) => names::seats(list, "rule.vetoes", named.members, sources),
        None => Some(Vec::new()),
    };
    let needed = written.entry("vetoes_needed");
    if let Some(entry) = needed.filter(|_| list.is_none()) {
        let problem = Problem::Missing { expected: "the members with a veto".to_owned() };
        sources.fault(entry.key_origin, "rule.vetoes", None, problem);
        return None;
    }
    let rule = VotingRule::of(requirement?)
        .map_err(|error| sources.fault(written.origin, "rule", None, Problem::Council(error)))
        .ok()?;
    let rule = rule.with_vetoes(vetoes?).ok()?;
    let Some(needed) = needed else { return Some(rule) };
    let count = usize::try_from(needed.node.whole()?).ok()?;
    rule.with_vetoes_needed(count)
        .map_err(|error| sources.fault_at(&needed.node, "rule.vetoes_needed", Problem::Council(error)))
        .ok()
}
