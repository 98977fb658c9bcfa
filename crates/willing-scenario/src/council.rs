//! The council as a scenario describes it.

use willing_council::{Council, Matter, Seat, Thresholds, VotingBehaviour, VotingRule, WeightedQuota};
use willing_game::{Player, Players};

use crate::common::{check_keys, check_names};
use crate::document::{Entry, Node, Sources};
use crate::fault::Problem;
use crate::shape::join;

/// The council as a scenario describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct CouncilSetup {
    /// Members, permanent seats and rule.
    pub council: Council,
    /// Substantive, procedural or a dispute with its parties.
    pub matter: Matter,
    /// How strongly members must feel before they take a side.
    pub behaviour: VotingBehaviour,
    /// The player in each seat.
    pub players: Vec<Player>,
    /// The seats that take no part in votes, in order.
    pub absent: Vec<Seat>,
}

/// The council, if the file describes one. `thresholds` are those of each state, in order.
pub(crate) fn read(
    root: &Node,
    thresholds: &[Option<Thresholds>],
    sources: &mut Sources,
) -> Option<CouncilSetup> {
    let states = root.get("states")?.entries();
    let written = root.get("council")?;
    let seated: Vec<(usize, &Entry, &str)> = states
        .iter()
        .enumerate()
        .filter_map(|(player, entry)| Some((player, entry, entry.node.get("council")?.text()?)))
        .filter(|(_, _, seat)| *seat == "permanent" || *seat == "elected")
        .collect();
    let members = seated.iter().map(|(_, entry, _)| entry.key.as_str());
    let permanent =
        seated.iter().filter(|(.., seat)| *seat == "permanent").map(|(_, entry, _)| entry.key.as_str());
    let expected = "a state with a seat in the council";
    let absent = check_names(written.get("absent"), "council.absent", "member", &members, expected, sources);
    let parties =
        check_names(written.get("parties"), "council.parties", "member", &members, expected, sources);
    let vetoes = check_names(written.get("vetoes"), "council.vetoes", "member", &members, expected, sources);
    check_rule_keys(written, sources);
    let rule = written.get("rule")?;
    let built = match rule.text()? {
        "security-council" => Council::un_security_council(members.clone(), permanent),
        "security-council-1946" => Council::un_security_council_1946(members.clone(), permanent),
        "quota" => by_quota(written, &members, permanent, &vetoes, sources)?,
        text => build(&members, permanent, &vetoes, needed(written), || text.parse::<VotingRule>()),
    };
    let council = match built {
        Ok(council) => council,
        Err(error) => {
            sources.fault_at(rule, "council.rule", Problem::Council(error));
            return None;
        }
    };
    let seats = |names: &[&str]| -> Option<Vec<Seat>> {
        let mut seats: Vec<Seat> = names.iter().map(|name| council.seat(name).ok()).collect::<Option<_>>()?;
        seats.sort_unstable();
        Some(seats)
    };
    let matter = match written.get("matter").and_then(Node::text) {
        Some("procedural") => Matter::Procedural,
        Some("dispute") => Matter::dispute(seats(&parties)?),
        _ => Matter::Substantive,
    };
    let absent = seats(&absent)?;
    let behaviour: Option<Vec<Thresholds>> =
        seated.iter().map(|(player, ..)| thresholds.get(*player).copied().flatten()).collect();
    let players: Option<Vec<Player>> =
        seated.iter().map(|(player, ..)| Player::from_seat(*player).ok()).collect();
    Some(CouncilSetup {
        matter,
        behaviour: VotingBehaviour::new(behaviour?),
        players: players?,
        absent,
        council,
    })
}

/// Keys that only some rules and matters know.
fn check_rule_keys(written: &Node, sources: &mut Sources) {
    let text = |key| written.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    let (rule, matter) = (text("rule"), text("matter"));
    let chartered = rule == "security-council" || rule == "security-council-1946";
    let keys = [
        ("quota", rule != "quota", "this key with rule \"quota\" only"),
        ("weights", rule != "quota", "this key with rule \"quota\" only"),
        ("vetoes", chartered, "this key with other rules only"),
        ("vetoes_needed", chartered, "this key with other rules only"),
    ];
    for (key, refused, expected) in keys {
        if let Some(entry) = written.entry(key).filter(|_| refused) {
            let problem = Problem::Contradiction {
                other: "council.rule".to_owned(),
                other_value: format!("\"{rule}\""),
                expected,
            };
            sources.fault(entry.key_origin, &join("council", key), None, problem);
        }
    }
    if let Some(entry) = written.entry("parties").filter(|_| matter != "dispute") {
        let shown = if matter.is_empty() { "substantive".to_owned() } else { matter };
        let problem = Problem::Contradiction {
            other: "council.matter".to_owned(),
            other_value: format!("\"{shown}\""),
            expected: "parties in a \"dispute\" only",
        };
        sources.fault(entry.key_origin, "council.parties", None, problem);
    }
}

fn by_quota<'a>(
    written: &Node,
    members: &(impl Iterator<Item = &'a str> + Clone),
    permanent: impl Iterator<Item = &'a str>,
    vetoes: &[&str],
    sources: &mut Sources,
) -> Option<Result<Council, willing_council::Error>> {
    let Some(quota) = written.get("quota") else {
        let problem =
            Problem::Missing { expected: "the weight of yes votes that rule \"quota\" needs".to_owned() };
        sources.fault(written.origin, "council.quota", None, problem);
        return None;
    };
    let quota = u64::try_from(quota.whole()?).ok()?;
    let weights = written.get("weights");
    if let Some(weights) = weights {
        check_keys(weights, "council.weights", "member", members, sources);
    }
    let weight = |name: &str| {
        let given = weights.and_then(|weights| weights.get(name)).and_then(Node::whole);
        given.and_then(|weight| u64::try_from(weight).ok()).unwrap_or(1)
    };
    let rule = || WeightedQuota::new(members.clone().map(weight), quota).map(VotingRule::new);
    Some(build(members, permanent, vetoes, needed(written), rule))
}

/// How many vetoes it takes, if the file says so.
fn needed(written: &Node) -> Option<usize> {
    usize::try_from(written.get("vetoes_needed")?.whole()?).ok()
}

/// A council under a rule, with the vetoes that the file lists beside it, if it lists any.
fn build<'a>(
    members: &(impl Iterator<Item = &'a str> + Clone),
    permanent: impl Iterator<Item = &'a str>,
    vetoes: &[&str],
    needed: Option<usize>,
    rule: impl FnOnce() -> Result<VotingRule, willing_council::Error>,
) -> Result<Council, willing_council::Error> {
    let players = Players::new(members.clone())?;
    let seat = |name: &str| -> Result<Seat, willing_council::Error> {
        let place = u32::try_from(players.find(name)?.seat()).unwrap_or(u32::MAX);
        Ok(Seat::new(place))
    };
    let permanent: Vec<Seat> = permanent.map(seat).collect::<Result<_, _>>()?;
    let mut rule = rule()?;
    if !vetoes.is_empty() {
        rule = rule.with_vetoes(vetoes.iter().map(|name| seat(name)).collect::<Result<Vec<_>, _>>()?)?;
    }
    if let Some(needed) = needed {
        rule = rule.with_vetoes_needed(needed)?;
    }
    Council::new(players.clone(), permanent, rule)
}
