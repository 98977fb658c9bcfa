//! What both kinds of scenario say alike: tiers, leader, and the checks that go across keys.

use willing_game::{ActionSet, TierPoint, TierSet};
use willing_risk::{Credit, Method, Parameters};

use crate::document::{Entry, Node, Sources, Value};
use crate::fault::Problem;
use crate::record::word;
use crate::shape::{join, nearest, plain};

/// The parts of an issue that are the same in both kinds of scenario.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) tiers: TierSet,
    pub(crate) leader: String,
    pub(crate) leader_tiers: ActionSet,
}

/// Reads tiers and leader.
pub(crate) fn frame(root: &Node, sources: &mut Sources) -> Option<Frame> {
    let issue = root.get("issue")?;
    let tiers = tiers(issue.get("tiers"), sources)?;
    let leader = issue.get("leader")?;
    if root.get("states").is_some() {
        let states = names(root.get("states"));
        check_name(leader, "issue.leader", "state", states, "a key of [states]", sources);
    }
    let leader_tiers = match issue.get("leader_tiers") {
        Some(written) => tier_keys(written, "issue.leader_tiers", &tiers, sources)?,
        None => match tiers.tier("C") {
            Ok(core) => ActionSet::only(core.place()),
            Err(error) => {
                sources.fault(issue.origin, "issue.leader_tiers", None, Problem::Game(error));
                return None;
            }
        },
    };
    Some(Frame { tiers, leader: leader.text()?.to_owned(), leader_tiers })
}

fn tiers(written: Option<&Node>, sources: &mut Sources) -> Option<TierSet> {
    let Some(written) = written else { return Some(TierSet::with_finance()) };
    match &written.value {
        Value::Text(text) if text == "eight" => Some(TierSet::default()),
        Value::Text(text) if text == "ten" => Some(TierSet::with_finance()),
        Value::List(items) => {
            let entries: Option<Vec<_>> = items.iter().map(tier).collect();
            let set = TierSet::new(entries?);
            set.map_err(|error| sources.fault_at(written, "issue.tiers", Problem::Game(error))).ok()
        }
        _ => None,
    }
}

fn tier(written: &Node) -> Option<(&str, &str, TierPoint)> {
    let number = |key| written.get(key)?.number();
    let point = TierPoint::new(number("exposure")?, number("stance")?, number("access")?, number("finance")?);
    Some((written.get("key")?.text()?, written.get("name")?.text()?, point))
}

/// `"all"` or a list of tier keys; each must be one of the set's.
pub(crate) fn tier_keys(
    written: &Node,
    path: &str,
    tiers: &TierSet,
    sources: &mut Sources,
) -> Option<ActionSet> {
    if written.text() == Some("all") {
        return Some(ActionSet::first(tiers.len()));
    }
    let mut set = ActionSet::EMPTY;
    let mut sound = matches!(written.value, Value::List(_));
    for (place, item) in written.items().iter().enumerate() {
        let path = format!("{path}[{place}]");
        let Some(key) = item.text() else { continue };
        match tiers.tier(key) {
            Ok(tier) if set.contains(tier.place()) => {
                sources.fault_at(item, &path, Problem::Repeated { what: "tier" });
                sound = false;
            }
            Ok(tier) => set = set.with(tier.place()),
            Err(error) => {
                sources.fault_at(item, &path, Problem::Game(error));
                sound = false;
            }
        }
    }
    sound.then_some(set)
}

/// The keys of a table.
pub(crate) fn names(table: Option<&Node>) -> impl Iterator<Item = &str> + Clone {
    table.map(Node::entries).unwrap_or_default().iter().map(|entry| entry.key.as_str())
}

/// Notes text that names nothing.
pub(crate) fn check_name<'a>(
    written: &Node,
    path: &str,
    what: &'static str,
    mut known: impl Iterator<Item = &'a str> + Clone,
    expected: &'static str,
    sources: &mut Sources,
) -> bool {
    let Some(text) = written.text() else { return false };
    if text.trim().is_empty() {
        return false; // The shape says so already.
    }
    if known.clone().any(|name| name == text) {
        return true;
    }
    let nearest = nearest(text, known.by_ref());
    sources.fault_at(written, path, Problem::UnknownName { what, nearest, expected });
    false
}

/// Notes names in a list that name nothing or stand twice; the sound ones in order.
pub(crate) fn check_names<'a, 'n>(
    written: Option<&'n Node>,
    path: &str,
    what: &'static str,
    known: &(impl Iterator<Item = &'a str> + Clone),
    expected: &'static str,
    sources: &mut Sources,
) -> Vec<&'n str> {
    let mut seen: Vec<&str> = Vec::new();
    for (place, item) in written.map(Node::items).unwrap_or_default().iter().enumerate() {
        let path = format!("{path}[{place}]");
        let Some(text) = item.text() else { continue };
        if seen.contains(&text) {
            sources.fault_at(item, &path, Problem::Repeated { what });
        } else if check_name(item, &path, what, known.clone(), expected, sources) {
            seen.push(text);
        }
    }
    seen
}

/// One value for each name, in the order of the names; names that are missing or unknown are noted.
pub(crate) fn by_name<'a, T>(
    written: &Node,
    path: &str,
    what: &'static str,
    names: &(impl Iterator<Item = &'a str> + Clone),
    sources: &mut Sources,
    read: impl Fn(&Node) -> Option<T>,
) -> Option<Vec<T>> {
    check_keys(written, path, what, names, sources);
    let mut values = Vec::new();
    let mut complete = true;
    for name in names.clone() {
        if let Some(entry) = written.get(name) {
            values.push(read(entry));
        } else {
            complete = false;
            let problem = Problem::Missing { expected: format!("an entry for each {what}") };
            sources.fault(written.origin, &join(path, name), None, problem);
        }
    }
    let values: Option<Vec<T>> = values.into_iter().collect();
    values.filter(|_| complete)
}

/// Notes keys of a table that name nothing.
pub(crate) fn check_keys<'a>(
    written: &Node,
    path: &str,
    what: &'static str,
    names: &(impl Iterator<Item = &'a str> + Clone),
    sources: &mut Sources,
) {
    for Entry { key, key_origin, .. } in written.entries() {
        if !names.clone().any(|name| name == key) {
            let nearest = nearest(key, names.clone());
            let expected = "one that the issue or [states] names";
            sources.fault(
                *key_origin,
                &join(path, key),
                None,
                Problem::UnknownName { what, nearest, expected },
            );
        }
    }
}

/// A number, bare or wrapped with where it comes from. A wrapped one must lie in its own range.
pub(crate) fn assumed(written: Option<&Node>, path: &str, sources: &mut Sources) -> Option<f64> {
    let written = written?;
    let Some(value) = written.get("value") else { return written.number() };
    let number = value.number()?;
    if let Some(range) = written.get("range") {
        let limits: Vec<f64> = range.items().iter().filter_map(Node::number).collect();
        match limits.as_slice() {
            [low, high] if (*low..=*high).contains(&number) => {}
            [low, high] if low <= high => {
                let other_value = format!("[{}, {}]", plain(*low), plain(*high));
                let other = join(path, "range");
                let problem = Problem::Contradiction { other, other_value, expected: "a value in its range" };
                sources.fault_at(value, &join(path, "value"), problem);
            }
            _ => {
                let expected = "[low, high] with low ≤ high".to_owned();
                sources.fault_at(range, &join(path, "range"), Problem::OutOfRange { expected });
            }
        }
    }
    Some(number)
}

/// λ₀ ≥ λ_Q and λ₀ + λ_z + λ_Q ≤ 1, noted where λ₀ is written.
pub(crate) fn check_legitimacy(
    written: &Node,
    path: &str,
    method: &Method,
    parameters: &Parameters,
    keys: (&str, &str),
    sources: &mut Sources,
) {
    const SLACK: f64 = 1e-9;
    let own = method.legitimacy;
    let (authorization, stance) = (parameters.authorization_legitimacy, parameters.stance_legitimacy);
    if own + SLACK < stance {
        let problem = Problem::Contradiction {
            other: keys.1.to_owned(),
            other_value: plain(stance),
            expected: "the legitimacy of the method to be at least that of stance",
        };
        sources.fault_at(written, path, problem);
    }
    if own + authorization + stance > 1.0 + SLACK {
        let problem = Problem::Contradiction {
            other: format!("{} + {}", keys.0, keys.1),
            other_value: plain(authorization + stance),
            expected: "a sum of at most 1",
        };
        sources.fault_at(written, path, problem);
    }
}

/// Σρ = 1, noted at the table (or the first coefficient) that holds them.
pub(crate) fn check_credit(node: &Node, path: &str, credit: Credit, sources: &mut Sources) {
    let sum = credit.exposure + credit.stance + credit.access + credit.finance;
    if (sum - 1.0).abs() > 1e-9 {
        let problem = Problem::Contradiction {
            other: "the sum of the four credits".to_owned(),
            other_value: plain((sum * 1e9).round() / 1e9),
            expected: "a sum of 1",
        };
        sources.fault_at(node, path, problem);
    }
}

/// The variant that an optional word names, or the default.
pub(crate) fn word_or_default<T: for<'a> serde::Deserialize<'a> + Default>(written: Option<&Node>) -> T {
    written.and_then(word).unwrap_or_default()
}

/// Every id of a source that is used must be listed.
pub(crate) fn check_sources(root: &Node, sources: &mut Sources) {
    let ids = || names(root.get("sources"));
    let expected = "a key of [sources]";
    let mut check = |table: &Node, path: &str| {
        check_names(table.get("sources"), &join(path, "sources"), "source", &ids(), expected, sources);
    };
    for entry in root.get("facts").map(Node::entries).unwrap_or_default() {
        check(&entry.node, &join("facts", &entry.key));
    }
    for state in root.get("states").map(Node::entries).unwrap_or_default() {
        for entry in state.node.entries().iter().filter(|entry| entry.node.is_table()) {
            check(&entry.node, &join(&join("states", &state.key), &entry.key));
        }
    }
}
