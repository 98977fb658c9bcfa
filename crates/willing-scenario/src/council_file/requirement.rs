//! Requirements as tables.

use willing_council::{
    Against, Base, BlockingMinority, Error, Requirement, Strictly, WeightedQuota, WeightedShare, Weights,
};

use super::names;
use super::reader::Named;
use crate::document::{Entry, Node, Sources};
use crate::fault::Problem;
use crate::shape::{join, nearest};

/// Keys that say which kind of requirement it is; a table has one of them.
const KINDS: [&str; 6] = ["all", "any", "quota", "share", "minority", "quorum"];

/// Keys beside them: beside which, and how that is said.
const BESIDE: [(&str, &[&str], &str); 5] = [
    ("of", &["share"], "this key beside `share` only"),
    ("more_than", &["share"], "this key beside `share` only"),
    ("against", &["minority"], "this key beside `minority` only"),
    ("weights", &["quota", "share", "minority", "quorum"], WEIGHED),
    ("members", &["quota", "share", "minority", "quorum"], WEIGHED),
];
const WEIGHED: &str = "this key beside `quota`, `share`, `minority` or `quorum` only";

/// Whether it is a key of requirements.
pub(super) fn is_key(key: &str) -> bool {
    KINDS.contains(&key) || BESIDE.iter().any(|(beside, ..)| *beside == key)
}

/// The requirement of a table, which may hold others as many levels deep, or else the faults in it.
pub(super) fn read(
    written: &Node,
    path: &str,
    depth: usize,
    named: &Named<'_>,
    sources: &mut Sources,
) -> Option<Requirement> {
    let kind = kind(written, path, sources)?;
    check_beside(written, kind, path, sources);
    let path_of_kind = join(path, &kind.key);
    let list = |sources: &mut Sources| -> Option<Vec<Requirement>> {
        let Some(depth) = depth.checked_sub(1) else {
            let problem = Problem::Council(Error::TooDeep { most: Requirement::MAX_DEPTH });
            sources.fault(kind.key_origin, &path_of_kind, None, problem);
            return None;
        };
        let read = |(place, item): (usize, &Node)| {
            read(item, &format!("{path_of_kind}[{place}]"), depth, named, sources)
        };
        // Every fault is wanted: the first that is missing does not end the search.
        let all: Vec<Option<Requirement>> = kind.node.items().iter().enumerate().map(read).collect();
        all.into_iter().collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
    };
    match kind.key.as_str() {
        "all" => list(sources).map(Requirement::All),
        "any" => list(sources).map(Requirement::Any),
        _ => {
            let weights = weights(written, path, named, sources);
            let part = part(written, kind, path, weights, sources)?;
            part.map_err(|error| sources.fault_at(&kind.node, &path_of_kind, Problem::Council(error))).ok()
        }
    }
}

/// The one key that says the kind.
fn kind<'a>(written: &'a Node, path: &str, sources: &mut Sources) -> Option<&'a Entry> {
    if !written.is_table() {
        return None;
    }
    let mut kinds = written.entries().iter().filter(|entry| KINDS.contains(&entry.key.as_str()));
    let Some(first) = kinds.next() else {
        let text = if path == "rule" { ", or text" } else { "" };
        let expected = format!("one of {}{text}", KINDS.join(", "));
        sources.fault(written.origin, path, None, Problem::Missing { expected });
        return None;
    };
    for other in kinds {
        let problem = Problem::Contradiction {
            other: join(path, &first.key),
            other_value: sources.excerpt(&first.node).unwrap_or_default(),
            expected: "one of the two, or both in a list `all` or `any`",
        };
        sources.fault(other.key_origin, &join(path, &other.key), None, problem);
    }
    Some(first)
}

/// Keys that mean nothing beside this kind.
fn check_beside(written: &Node, kind: &Entry, path: &str, sources: &mut Sources) {
    for (key, _, expected) in BESIDE.iter().filter(|(_, kinds, _)| !kinds.contains(&kind.key.as_str())) {
        if let Some(entry) = written.entry(key) {
            let problem = Problem::Contradiction {
                other: join(path, &kind.key),
                other_value: sources.excerpt(&kind.node).unwrap_or_default(),
                expected,
            };
            sources.fault(entry.key_origin, &join(path, key), None, problem);
        }
    }
}

/// The weights of a part: of a table, or 1 for members listed, or 1 for everybody.
fn weights(written: &Node, path: &str, named: &Named<'_>, sources: &mut Sources) -> Option<Weights> {
    let (table, listed) = (written.get("weights"), written.entry("members"));
    if let (Some(table), Some(listed)) = (table, listed) {
        let problem = Problem::Contradiction {
            other: join(path, "weights"),
            other_value: sources.excerpt(table).unwrap_or_default(),
            expected: "one of the two",
        };
        sources.fault(listed.key_origin, &join(path, "members"), None, problem);
        return None;
    }
    if let Some(table) = table {
        let name = table.text()?;
        return if let Some((_, weights)) = named.tables.iter().find(|(known, _)| known == name) {
            weights.clone()
        } else {
            let nearest = nearest(name, named.tables.iter().map(|(known, _)| known.as_str()));
            let expected = "the name of a table in [weights]";
            let problem = Problem::UnknownName { what: "table of weights", nearest, expected };
            sources.fault_at(table, &join(path, "weights"), problem);
            None
        };
    }
    let seats = named.members.len();
    let Some(listed) = listed else { return Weights::equal(seats).ok() };
    if listed.node.items().is_empty() {
        return None; // The shape says so already.
    }
    let mut weights = vec![0; seats];
    for seat in names::seats(&listed.node, &join(path, "members"), named.members, sources)? {
        if let Some(weight) = weights.get_mut(seat.place()) {
            *weight = 1;
        }
    }
    Weights::new(weights).ok()
}

/// A requirement that is not made of others; `None` if there are faults of its keys.
fn part(
    written: &Node,
    kind: &Entry,
    path: &str,
    weights: Option<Weights>,
    sources: &mut Sources,
) -> Option<Result<Requirement, Error>> {
    let whole = || u64::try_from(kind.node.whole()?).ok().filter(|whole| *whole > 0);
    Some(match kind.key.as_str() {
        "quota" => WeightedQuota::of(weights?, whole()?).map(Requirement::Quota),
        "quorum" => WeightedQuota::of(weights?, whole()?).map(Requirement::Quorum),
        "minority" => {
            let Some(against) = written.get("against") else {
                let problem = Problem::Missing { expected: "\"no\" or \"not yes\"".to_owned() };
                sources.fault(kind.key_origin, &join(path, "against"), None, problem);
                return None;
            };
            let against = match against.text()? {
                "no" => Against::No,
                "not yes" => Against::NotYes,
                _ => return None,
            };
            BlockingMinority::new(weights?, whole()?, against).map(Requirement::Minority)
        }
        _ => {
            let Some(fraction) = kind.node.text().and_then(fraction) else {
                let expected = "a fraction such as \"2/3\", of whole numbers below 2^32".to_owned();
                sources.fault_at(&kind.node, &join(path, "share"), Problem::WrongType { expected });
                return None;
            };
            let of = match written.get("of").map(Node::text) {
                None | Some(Some("all")) => Base::All,
                Some(Some("present")) => Base::Present,
                Some(Some("voting")) => Base::Voting,
                Some(_) => return None,
            };
            let strictly = match written.get("more_than").map(Node::truth) {
                None | Some(Some(false)) => Strictly::AtLeast,
                Some(Some(true)) => Strictly::MoreThan,
                Some(None) => return None,
            };
            WeightedShare::new(weights?, fraction, strictly, of).map(Requirement::Share)
        }
    })
}

/// Digits, a stroke, digits; blanks don't matter.
fn fraction(text: &str) -> Option<(u32, u32)> {
    let number = |text: &str| {
        let digits = text.trim();
        digits.bytes().all(|letter| letter.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    };
    let (numerator, denominator) = text.split_once('/')?;
    Some((number(numerator)?, number(denominator)?))
}
