//! What was found, in a line each.

use willing_council::{Council, Seat};

use super::{CouncilFindings, Finding, bargaining, space, structure};
use crate::number::fraction;

/// The most members of a group that are named.
const MOST_NAMES: usize = 6;

/// A question and its answer.
pub(super) type Fact = (String, String);

/// What is known of a council, finding by finding.
pub(super) fn facts(council: &CouncilFindings) -> Vec<(&str, Fact)> {
    let of = |finding| facts_of(council, finding).into_iter().map(move |fact| (Finding::key(finding), fact));
    council.findings().iter().flat_map(of).collect()
}

fn facts_of(about: &CouncilFindings, finding: &Finding) -> Vec<Fact> {
    let council = about.council();
    let fact = |question: &str, answer: String| (question.to_owned(), answer);
    match finding {
        Finding::Power(power) => {
            let mut facts = vec![
                fact("coalitions that win", power.winning.to_string()),
                fact("share of all coalitions", fraction(&power.collectivity())),
            ];
            let minimal = power.minimal.iter();
            facts
                .extend(minimal.map(|minimal| fact("minimal winning coalitions", minimal.count.to_string())));
            facts
        }
        Finding::Swings(swings) => vec![fact("coalitions that win", swings.winning.to_string())],
        Finding::Floats(floats) => vec![fact("rounded indices are off by at most", error(floats))],
        Finding::Unions(unions) => vec![fact("unions", unions.unions.len().to_string())],
        Finding::RollCall(power) => {
            let passing = power.passing.iter().sum();
            let chances = [power.chances.yes(), power.chances.abstain(), power.chances.no()].map(fraction);
            vec![
                fact("chances of yes, abstention, no", chances.join(", ")),
                fact("chance that a roll call passes", fraction(&passing)),
            ]
        }
        Finding::Abstention(swings) => {
            vec![fact("roll calls that pass, of 3ⁿ", swings.passing.to_string())]
        }
        Finding::OnLine(line) => space::on_line(council, line),
        Finding::InPlane(plane) => space::in_plane(council, plane),
        Finding::Bargaining(found) => bargaining::facts(council, found),
        Finding::Missing { concept, reason } => vec![fact(concept, format!("not found: {reason}"))],
        structure => structure::facts(council, structure),
    }
}

pub(super) fn undecided(limit: willing_game::Limit) -> String {
    format!("undecided: {limit}")
}

fn error(floats: &willing_check::power::FloatIndices) -> String {
    let largest = |amounts: &willing_game::tu::Amounts| match amounts {
        willing_game::tu::Amounts::Exact(_) => 0.0,
        willing_game::tu::Amounts::Float { bounds, .. } => bounds.iter().copied().fold(0.0, f64::max),
    };
    format!("{:.1e}", largest(&floats.shapley_shubik).max(largest(&floats.penrose_banzhaf)))
}

pub(super) fn name(council: &Council, seat: Seat) -> &str {
    council.name(seat).unwrap_or("nobody")
}

/// Some members by name, and how many more there are.
pub(super) fn group(council: &Council, seats: &[Seat]) -> String {
    let names: Vec<&str> = seats.iter().take(MOST_NAMES).map(|seat| name(council, *seat)).collect();
    match (names.as_slice(), seats.len() - names.len()) {
        ([], _) => "nobody".to_owned(),
        (_, 0) if names.len() == council.seats() && names.len() > 2 => "all".to_owned(),
        (_, 0) => listed(&names),
        (_, _) if seats.len() == council.seats() => "all".to_owned(),
        (_, more) => format!("{} and {more} more", names.join(", ")),
    }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
