//! Where evidence about the core can fail.

use willing_game::{Coalition, Rational};

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// An allocation of the wrong length.
    #[error("{got} amounts for {players} players")]
    Length {
        /// How many amounts there are.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// Amounts that do not sum to what there is to share.
    #[error("the amounts sum to {sum}: expected {worth}")]
    NotEfficient {
        /// x(N).
        sum: Rational,
        /// What there is to share.
        worth: Rational,
    },
    /// A coalition whose excess is above what is claimed.
    #[error("{coalition:?} has excess {excess}: expected at most {most}")]
    Excess {
        /// The coalition.
        coalition: Coalition,
        /// Its excess.
        excess: Rational,
        /// The most claimed.
        most: Rational,
    },
    /// A coalition that has another excess than is claimed.
    #[error("{coalition:?} has excess {excess}, not {claimed}")]
    OtherExcess {
        /// The coalition.
        coalition: Coalition,
        /// Its excess.
        excess: Rational,
        /// The excess claimed.
        claimed: Rational,
    },
    /// A coalition that is empty, or not of this game.
    #[error("{coalition:?} is no proper coalition of the game")]
    NoSuchCoalition {
        /// The coalition.
        coalition: Coalition,
    },
    /// A weight that is not positive.
    #[error("{coalition:?} has weight {weight}: expected more than 0")]
    Weight {
        /// The coalition.
        coalition: Coalition,
        /// Its weight.
        weight: Rational,
    },
    /// More weighted coalitions than a proof needs.
    #[error("{got} weighted coalitions: at most {most} are looked at, and n + 1 are always enough")]
    TooManyCoalitions {
        /// How many there are.
        got: usize,
        /// The most.
        most: usize,
    },
    /// Weights that do not balance.
    #[error("the coalitions of player {player} have weight {weight} in sum: expected {expected}")]
    NotBalanced {
        /// The player's seat.
        player: usize,
        /// The sum of its coalitions' weights.
        weight: Rational,
        /// What was expected.
        expected: Rational,
    },
    /// A balanced collection that is not worth what is claimed.
    #[error("the weighted coalitions are worth {worth} in sum: expected {expected}")]
    Worth {
        /// Σ λ_S v(S).
        worth: Rational,
        /// What was expected, in words and numbers.
        expected: String,
    },
    /// A subsidy below zero.
    #[error("the subsidy is {subsidy}: expected 0 or more")]
    NegativeSubsidy {
        /// The subsidy.
        subsidy: Rational,
    },
    /// Float worths too far apart to be compared exactly.
    #[error("the worths cannot be compared exactly: {0}")]
    Range(willing_game::tu::Error),
}
