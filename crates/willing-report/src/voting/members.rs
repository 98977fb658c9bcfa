//! What each member has: columns of the table of members.

use num_bigint::BigUint;
use willing_council::Seat;
use willing_game::Rational;
use willing_game::tu::Amounts;

use super::{CouncilFindings, Finding};
use crate::{Cell, Quantity};

/// A column of the table of members.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    /// For programs.
    pub(super) key: &'static str,
    /// For people.
    pub(super) title: &'static str,
    /// By seat.
    pub(super) cells: Vec<Cell>,
}

/// All columns that the findings about a council fill.
pub(super) fn measures(council: &CouncilFindings) -> Vec<Measure> {
    council.findings().iter().flat_map(|finding| of(finding, council)).collect()
}

fn of(finding: &Finding, council: &CouncilFindings) -> Vec<Measure> {
    let exact = |key, title, numbers: Option<Vec<Rational>>| {
        numbers.map(|numbers| Measure { key, title, cells: numbers.into_iter().map(Cell::Exact).collect() })
    };
    let measures = match finding {
        Finding::Power(power) => vec![
            exact("shapley-shubik", "Shapley–Shubik", Some(power.shapley_shubik.clone())),
            exact("banzhaf", "Banzhaf", power.normalized_banzhaf()),
            exact("penrose", "Penrose", Some(power.penrose_banzhaf())),
            exact("prevent", "can prevent", power.coleman_prevent()),
            exact("initiate", "can initiate", power.coleman_initiate()),
            exact(
                "deegan-packel",
                "Deegan–Packel",
                power.minimal.as_ref().map(|some| some.deegan_packel.clone()),
            ),
            exact(
                "holler",
                "Holler",
                power.minimal.as_ref().and_then(willing_check::power::MinimalCoalitions::public_good),
            ),
            exact("johnston", "Johnston", power.normalized_johnston()),
            Some(counts("swings", "swings", &power.swings)),
        ],
        Finding::Swings(swings) => vec![
            exact("banzhaf", "Banzhaf", swings.normalized_banzhaf()),
            exact("penrose", "Penrose", Some(swings.penrose_banzhaf())),
            Some(counts("swings", "swings", &swings.by_seat)),
        ],
        Finding::Floats(floats) => vec![
            Some(amounts("shapley-shubik-float", "Shapley–Shubik, rounded", &floats.shapley_shubik)),
            Some(amounts("penrose-float", "Penrose, rounded", &floats.penrose_banzhaf)),
        ],
        Finding::Unions(unions) => vec![
            exact("owen", "Owen", Some(unions.owen.clone())),
            exact("banzhaf-owen", "Banzhaf–Owen", Some(unions.banzhaf_owen.clone())),
        ],
        Finding::RollCall(power) => vec![exact("roll-call", "roll call", Some(power.index()))],
        Finding::Abstention(swings) => {
            vec![exact("ternary-banzhaf", "Banzhaf with abstention", swings.normalized())]
        }
        Finding::Roles(roles) => {
            let role = |(place, role): (usize, &willing_check::simple::Role)| {
                Cell::text(match role {
                    role if role.is_dictator() => "dictator",
                    role if role.has_veto() => "veto",
                    role if role.is_dummy() => "dummy",
                    _ if holds_veto(council, place) => "counted towards a veto",
                    _ => "",
                })
            };
            let cells = roles.seats.iter().enumerate().map(role).collect();
            vec![Some(Measure { key: "role", title: "role", cells })]
        }
        Finding::Bargaining(bargaining) => {
            vec![exact("bargaining", "share", Some(bargaining.equilibrium.by_seat()))]
        }
        Finding::OnLine(line) => {
            let cells = line.ideals.iter().map(|ideal| Cell::level(*ideal)).collect();
            vec![Some(Measure { key: "ideal", title: "ideal point", cells })]
        }
        _ => Vec::new(),
    };
    measures.into_iter().flatten().collect()
}

fn holds_veto(council: &CouncilFindings, place: usize) -> bool {
    let seat = u32::try_from(place).map(Seat::new);
    seat.is_ok_and(|seat| council.council().rule().holds_veto(seat, council.matter()))
}

fn counts(key: &'static str, title: &'static str, numbers: &[BigUint]) -> Measure {
    Measure { key, title, cells: numbers.iter().map(|number| Cell::Text(number.to_string())).collect() }
}

/// Floats say how far they may be off.
fn amounts(key: &'static str, title: &'static str, amounts: &Amounts) -> Measure {
    let cells = match amounts {
        Amounts::Exact(numbers) => numbers.iter().cloned().map(Cell::Exact).collect(),
        Amounts::Float { values, .. } => {
            values.iter().map(|value| Cell::Number(*value, Quantity::Level)).collect()
        }
    };
    Measure { key, title, cells }
}
