//! Properties with their counterexamples in the names of players, and kinds of players.

use willing_check::properties::{Counterexample, PlayerKinds};
use willing_game::{Coalition, Player, Rational, Verdict};

use super::{Finding, Form, Subject, words};
use crate::number::fraction;
use crate::{Cell, Column, Document, Table};

/// The properties, the core among them as what makes a game balanced, and the kinds of players.
pub(super) fn section(subject: &Subject, findings: &[Finding], document: &mut Document) {
    let table = table(subject, findings);
    if !table.is_empty() {
        document.heading("Properties");
        document.table(table);
    }
    let kinds = findings.iter().filter_map(|finding| match finding {
        Finding::Kinds(kinds) => Some(kinds),
        _ => None,
    });
    kinds.for_each(|kinds| say_kinds(subject, kinds, document));
}

fn say_kinds(subject: &Subject, kinds: &PlayerKinds, document: &mut Document) {
    let players = subject.players();
    document.heading("Kinds of players");
    let names = |members: Coalition| -> Vec<String> {
        members.players().map(|player| words::player(players, player)).collect()
    };
    let mut points: Vec<String> = kinds
        .classes
        .iter()
        .filter(|class| class.len() > 1)
        .map(|class| format!("{} are interchangeable", words::listed(&names(*class))))
        .collect();
    let profiles = kinds.classes.iter().map(|class| class.len() as u64 + 1).product::<u64>();
    points.push(if points.is_empty() {
        "no two players are interchangeable".to_owned()
    } else {
        format!("by kinds there are {profiles} profiles instead of {} coalitions", 1_u64 << players.len())
    });
    points.push(match kinds.dummies.len() {
        0 => "nobody is a dummy".to_owned(),
        1 => format!(
            "{} is a dummy: it adds to every coalition what it earns alone",
            words::listed(&names(kinds.dummies))
        ),
        _ => format!(
            "{} are dummies: they add to every coalition what they earn alone",
            words::listed(&names(kinds.dummies))
        ),
    });
    document.points(points);
}

/// Whether an answer is about properties.
pub(super) fn are_asked(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| matches!(finding, Finding::Property { .. }))
}

/// One row a property.
pub(super) fn table(subject: &Subject, findings: &[Finding]) -> Table {
    let columns = [
        Column::name("property", "property"),
        Column::name("holds", "holds"),
        Column::words("why_not", "why not"),
    ];
    let mut table = Table::new("properties", columns);
    let is_about_properties = are_asked(findings);
    for finding in findings {
        let (name, holds, why) = match finding {
            Finding::Property { property, verdict } => {
                let name = words::property_key(*property);
                match verdict {
                    Verdict::Exists(_) => (name, "yes", Cell::Missing),
                    Verdict::Impossible(counterexample) => {
                        (name, "no", Cell::text(reason(subject, counterexample)))
                    }
                    Verdict::Undecided(limit) => (name, "?", Cell::text(format!("undecided: {limit}"))),
                }
            }
            Finding::Core(verdict) if is_about_properties => match verdict {
                Verdict::Exists(_) => ("balanced", "yes", Cell::Missing),
                Verdict::Impossible(_) => ("balanced", "no", Cell::text("the core is empty")),
                Verdict::Undecided(limit) => ("balanced", "?", Cell::text(format!("undecided: {limit}"))),
            },
            _ => continue,
        };
        table.push([Cell::text(name), Cell::text(holds), why]);
    }
    table
}

/// A counterexample with the worths that make it one.
fn reason(subject: &Subject, counterexample: &Counterexample) -> String {
    let players = subject.players();
    let worth = |coalition: Coalition| match subject.form() {
        Form::Table(game) => game.exact_worth(coalition),
        Form::Voting(game) => Rational::from(u32::from(game.wins(coalition))),
    };
    let with = |coalition: Coalition, player: Player| coalition.with(player).unwrap_or(coalition);
    let single = |player: Player| with(Coalition::EMPTY, player);
    let earn = |coalition: Coalition| {
        let verb = if coalition.len() == 1 { "earns" } else { "earn" };
        format!("{} {verb} {}", words::coalition(players, coalition), fraction(&worth(coalition)))
    };
    match *counterexample {
        Counterexample::Superadditive { first, second } => {
            format!("{}, {}, joined {}", earn(first), earn(second), fraction(&worth(first.union(second))))
        }
        Counterexample::Convex { coalition, one, other } => {
            let name = words::player(players, one);
            let more = with(coalition, other);
            let adds = |to: Coalition| fraction(&(worth(with(to, one)) - worth(to)));
            format!(
                "{name} adds {} to {}, but {} to {}",
                adds(coalition),
                words::coalition(players, coalition),
                adds(more),
                words::coalition(players, more)
            )
        }
        Counterexample::Monotone { coalition, joining }
        | Counterexample::LosesByJoining { coalition, joining } => {
            format!(
                "{}, with {} {}",
                earn(coalition),
                words::player(players, joining),
                fraction(&worth(with(coalition, joining)))
            )
        }
        Counterexample::ZeroMonotone { coalition, joining } => format!(
            "{}, {}, joined {}",
            earn(coalition),
            earn(single(joining)),
            fraction(&worth(with(coalition, joining)))
        ),
        Counterexample::Additive { coalition } => {
            let alone: Rational = coalition.players().map(|player| worth(single(player))).sum();
            format!("{}, each alone {} in sum", earn(coalition), fraction(&alone))
        }
        Counterexample::Essential => {
            let alone: Rational = (0..players.len())
                .filter_map(|seat| Player::from_seat(seat).ok())
                .map(|player| worth(single(player)))
                .sum();
            format!(
                "each alone earn {} in sum, together {}",
                fraction(&alone),
                fraction(&subject.grand_worth())
            )
        }
        Counterexample::NeitherWinsNorLoses { coalition } => earn(coalition),
        Counterexample::GrandCoalitionLoses => format!("everybody earn {}", fraction(&subject.grand_worth())),
        Counterexample::ConstantSum { coalition } => {
            let all = Coalition::grand(players.len()).unwrap_or_default();
            let rest = all.difference(coalition);
            format!("{}, {}, together {}", earn(coalition), earn(rest), fraction(&subject.grand_worth()))
        }
        Counterexample::Symmetric { first, second } => format!("{}, {}", earn(first), earn(second)),
        _ => String::new(),
    }
}
