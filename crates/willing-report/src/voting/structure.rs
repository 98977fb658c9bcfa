//! What a rule is like, in a line each.

use willing_check::simple::{CoalitionKind, MeetingBound, Role, SeatRoles};
use willing_council::Council;
use willing_game::Verdict;

use super::Finding;
use super::sentence::{Fact, group, name, undecided};

/// Facts of findings about coalitions, roles and properties; others have none here.
pub(super) fn facts(council: &Council, finding: &Finding) -> Vec<Fact> {
    let fact = |question: &str, answer: String| (question.to_owned(), answer);
    match finding {
        Finding::Counts(counts) => vec![
            fact("coalitions that win", counts.winning.to_string()),
            fact("minimal winning coalitions", counts.minimal_winning.to_string()),
            fact("coalitions that block", counts.blocking.to_string()),
            fact("minimal blocking coalitions", counts.minimal_blocking.to_string()),
        ],
        Finding::Coalitions(listed) => {
            let what = match listed.kind {
                CoalitionKind::MinimalWinning => "minimal winning coalitions",
                CoalitionKind::MinimalBlocking => "minimal blocking coalitions",
            };
            let which = if listed.complete { "all are listed" } else { "the first are listed" };
            vec![fact(what, format!("{}: {which}", listed.coalitions.len()))]
        }
        Finding::Roles(roles) => of_roles(council, roles),
        Finding::Desirability(verdict) => vec![fact(
            "members by desirability",
            match verdict {
                Verdict::Exists(order) => {
                    if order.classes.len() == 1 {
                        "all alike".to_owned()
                    } else {
                        format!("{} classes: each above the next", order.classes.len())
                    }
                }
                Verdict::Impossible(pair) => format!(
                    "{} and {} can't be compared: each wins where the other would lose",
                    name(council, pair.one),
                    name(council, pair.other)
                ),
                Verdict::Undecided(limit) => undecided(*limit),
            },
        )],
        Finding::Proper(verdict) => vec![fact(
            "proper",
            match verdict {
                Verdict::Exists(_) => "yes: no two disjoint coalitions win".to_owned(),
                Verdict::Impossible(pair) => {
                    format!(
                        "no: {} win, and so do {}",
                        group(council, &pair.one),
                        group(council, &pair.other)
                    )
                }
                Verdict::Undecided(limit) => undecided(*limit),
            },
        )],
        Finding::Strong(verdict) => vec![fact(
            "strong",
            match verdict {
                Verdict::Exists(_) => "yes: if a coalition loses, the others win".to_owned(),
                Verdict::Impossible(pair) => {
                    format!("no: {} lose, and so do all others", group(council, &pair.coalition))
                }
                Verdict::Undecided(limit) => undecided(*limit),
            },
        )],
        Finding::Weights(verdict) => vec![fact(
            "weighted voting",
            match verdict {
                Verdict::Exists(rule) => {
                    let weights: Vec<String> = rule.weights.iter().map(ToString::to_string).collect();
                    format!("yes: quota {}, weights {}", rule.quota, weights.join(" "))
                }
                Verdict::Impossible(trade) => format!(
                    "no weights exist: {} winning coalitions can trade members until all of them lose",
                    trade.winning.iter().map(|one| u128::from(one.times)).sum::<u128>()
                ),
                Verdict::Undecided(limit) => undecided(*limit),
            },
        )],
        Finding::Nakamura(verdict) => vec![fact(
            "Nakamura number",
            match verdict {
                Verdict::Exists(family) => {
                    let how = match family.bound {
                        MeetingBound::Exhausted => ", by exhaustive search",
                        _ => "",
                    };
                    format!(
                        "{}{how}: with fewer alternatives there is always one that none beats",
                        family.number()
                    )
                }
                Verdict::Impossible(_) => {
                    "infinite: somebody is in every winning coalition, so nothing cycles".to_owned()
                }
                Verdict::Undecided(limit) => undecided(*limit),
            },
        )],
        _ => Vec::new(),
    }
}

fn of_roles(council: &Council, roles: &SeatRoles) -> Vec<Fact> {
    let with = |has: fn(&Role) -> bool| {
        let seats = council.roster().zip(&roles.seats).filter(|(_, role)| has(role));
        group(council, &seats.map(|((seat, _), _)| seat).collect::<Vec<_>>())
    };
    vec![
        ("in every winning coalition".to_owned(), with(Role::has_veto)),
        ("never matter".to_owned(), with(Role::is_dummy)),
    ]
}
