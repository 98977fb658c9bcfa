//! Evidence about bargaining under a veto when the leader can act outside.

mod screening;

use willing_council::{AlliedOption, OutsideOption};
use willing_game::Certificate;

pub use screening::Screening;

/// The concession that the pivotal member proposes, and what comes of it.
///
/// The evidence is the claim itself: between two concessions that some cost of the leader just accepts,
/// the pivot's payoff falls in the concession, so those and 0 are the only candidates.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Concession {
    /// y in [0, 1]: how far the pivot goes towards the leader's ideal.
    pub concession: f64,
    /// What the pivot expects.
    pub pivot_payoff: f64,
    /// The probability that the leader acts outside all the same: more than 0 if the pivot *screens*.
    pub outside_probability: f64,
}

/// Where a claimed concession fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A stated number is not what the game gives.
    #[error("{what} is stated as {stated}, but is {actual}")]
    Stated {
        /// Which number.
        what: &'static str,
        /// As stated.
        stated: f64,
        /// As computed from the game.
        actual: f64,
    },
    /// The leader has another number of costs than two.
    #[error("{got} costs: screening is about 2")]
    NotTwo {
        /// How many there are.
        got: usize,
    },
    /// Another concession serves the pivot better, or as well with less war.
    #[error("conceding {better} instead of {stated} serves the pivot better")]
    Better {
        /// The better concession.
        better: f64,
        /// The one stated.
        stated: f64,
    },
}

/// What rounding may move a payoff of order 1.
const ROUNDING: f64 = 1e-12;

/// A game in which the pivot proposes, as far as the check needs it.
struct Proposing<'a> {
    /// The damage e.
    damage: f64,
    /// The least concession that each cost accepts.
    accepted: Vec<f64>,
    payoff: &'a dyn Fn(f64) -> f64,
    outside: &'a dyn Fn(f64) -> f64,
}

impl Concession {
    fn check_in(&self, game: &Proposing<'_>) -> Result<(), Violation> {
        same("payoff of the pivot", self.pivot_payoff, (game.payoff)(self.concession))?;
        same("probability of acting outside", self.outside_probability, (game.outside)(self.concession))?;
        for better in game.accepted.iter().copied().chain([0.0]) {
            let gain = (game.payoff)(better) - self.pivot_payoff;
            let peace = better > self.concession && gain >= 0.0;
            if gain > ROUNDING * (1.0 + game.damage) || peace {
                return Err(Violation::Better { better, stated: self.concession });
            }
        }
        Ok(())
    }
}

impl Certificate<OutsideOption> for Concession {
    type Violation = Violation;

    fn check(&self, game: &OutsideOption) -> Result<(), Violation> {
        self.check_in(&Proposing {
            damage: game.damage(),
            accepted: game.costs().iter().map(|cost| OutsideOption::acceptable(cost.cost)).collect(),
            payoff: &|concession| game.pivot_payoff(concession),
            outside: &|concession| game.outside_probability(concession),
        })
    }
}

impl Certificate<AlliedOption> for Concession {
    type Violation = Violation;

    fn check(&self, game: &AlliedOption) -> Result<(), Violation> {
        self.check_in(&Proposing {
            damage: game.alone().damage(),
            accepted: game.alone().costs().iter().map(|cost| game.acceptable(cost.cost)).collect(),
            payoff: &|concession| game.pivot_payoff(concession),
            outside: &|concession| game.outside_probability(concession),
        })
    }
}

fn same(what: &'static str, stated: f64, actual: f64) -> Result<(), Violation> {
    let agrees = (stated - actual).abs() <= ROUNDING * (1.0 + actual.abs());
    if agrees { Ok(()) } else { Err(Violation::Stated { what, stated, actual }) }
}
