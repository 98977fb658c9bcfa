//! Evidence about bargaining under a veto when the leader can act outside.

use willing_council::OutsideOption;
use willing_game::Certificate;

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

impl Certificate<OutsideOption> for Concession {
    type Violation = Violation;

    fn check(&self, game: &OutsideOption) -> Result<(), Violation> {
        let stated = |what, stated: f64, actual: f64| {
            let agrees = (stated - actual).abs() <= ROUNDING * (1.0 + actual.abs());
            if agrees { Ok(()) } else { Err(Violation::Stated { what, stated, actual }) }
        };
        stated("payoff of the pivot", self.pivot_payoff, game.pivot_payoff(self.concession))?;
        let outside = game.outside_probability(self.concession);
        stated("probability of acting outside", self.outside_probability, outside)?;
        let candidates = game.costs().iter().map(|cost| OutsideOption::acceptable(cost.cost)).chain([0.0]);
        for better in candidates {
            let gain = game.pivot_payoff(better) - self.pivot_payoff;
            let peace = better > self.concession && gain >= 0.0;
            if gain > ROUNDING * (1.0 + game.damage()) || peace {
                return Err(Violation::Better { better, stated: self.concession });
            }
        }
        Ok(())
    }
}
