//! Where the answer to a crisis can fail.

use super::{CellKey, Error};
use crate::{nucleolus, power, price, quantal, tiers, values};

/// Why an answer was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// The answer is to another crisis.
    #[error("the answer embeds another crisis")]
    OtherCrisis,
    /// The crisis that the answer embeds, or a variation of it, cannot be built.
    #[error("the crisis is refused: {0}")]
    Crisis(#[from] Error),
    /// The evidence about the pure equilibria of a cell.
    #[error("equilibria of {cell}: {source}")]
    Equilibria {
        /// Which cell.
        cell: CellKey,
        /// What is wrong.
        source: tiers::Violation,
    },
    /// The quantal response that stands in for a cell.
    #[error("quantal response of {cell}: {source}")]
    Mixture {
        /// Which cell.
        cell: CellKey,
        /// What is wrong.
        source: quantal::Violation,
    },
    /// Prices or sensitivities of a state.
    #[error(transparent)]
    Price(#[from] price::Violation),
    /// The power of the members of the council.
    #[error("voting power: {0}")]
    Power(#[from] power::Violation),
    /// The power of members who may abstain.
    #[error("voting power in roll calls: {0}")]
    RollCall(#[from] power::ternary::Violation),
    /// The Shapley value of a coalition's gain.
    #[error("Shapley value of the shared gain: {0}")]
    Shapley(#[from] values::Violation),
    /// The nucleolus of a coalition's gain.
    #[error("nucleolus of the shared gain: {0}")]
    Nucleolus(#[from] nucleolus::Violation),
    /// A number that is not what follows from the crisis.
    #[error("{place}: {quantity} is {stated}, not {actual}")]
    Number {
        /// Where it stands.
        place: String,
        /// What it is.
        quantity: &'static str,
        /// The number stated.
        stated: f64,
        /// The number found.
        actual: f64,
    },
    /// A statement that does not follow from the crisis and the rest of the answer.
    #[error("{place}: {statement} does not follow")]
    Statement {
        /// Where it stands.
        place: String,
        /// What does not follow.
        statement: &'static str,
    },
}

impl From<willing_risk::Error> for Violation {
    fn from(error: willing_risk::Error) -> Self {
        Self::Crisis(error.into())
    }
}

impl From<willing_council::Error> for Violation {
    fn from(error: willing_council::Error) -> Self {
        Self::Crisis(error.into())
    }
}
