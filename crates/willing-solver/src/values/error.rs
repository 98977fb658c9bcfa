//! Why a value is refused.

use willing_game::{Rational, tu};

/// Why a value of a game could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The game has no exact arithmetic, or a structure does not fit it.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
    /// A list of weights of another length than there are players.
    #[error("{got} weights: expected one for each of {players} players")]
    WeightCount {
        /// How many were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// A weight below 0 of a semivalue.
    #[error("coalitions of {size} have weight {weight}: a semivalue has none below 0")]
    NegativeWeight {
        /// The size of the coalitions that the player joins.
        size: usize,
        /// The weight.
        weight: Rational,
    },
    /// Weights of a semivalue that are no probabilities.
    #[error("the weights of all coalitions of others sum to {sum}: a semivalue's sum to 1")]
    WeightSum {
        /// Σ C(n−1, s) p_s.
        sum: Rational,
    },
    /// A weight that is NaN or infinite.
    #[error("coalitions of {size} have weight {weight}: expected a finite number")]
    WeightNotFinite {
        /// The size of the coalitions that the player joins.
        size: usize,
        /// The weight.
        weight: f64,
    },
    /// A probability outside 0..=1.
    #[error("probability {probability}: expected 0..=1")]
    Probability {
        /// The number given.
        probability: Rational,
    },
    /// A player's weight that is not above 0.
    #[error("player {player} has weight {weight}: expected more than 0")]
    PlayerWeight {
        /// The player's seat.
        player: usize,
        /// The weight.
        weight: Rational,
    },
    /// Weights whose common denominator and sum do not fit 63 bits.
    #[error("the weights of the players do not fit 63 bits over a common denominator")]
    WeightRange,
    /// More than the concept takes on.
    #[error("{got} {what}: expected at most {most}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// The most.
        most: usize,
    },
    /// A structure or graph of another number of players than the game.
    #[error("{got} players in the structure or graph, {players} in the game")]
    Players {
        /// How many it has.
        got: usize,
        /// How many the game has.
        players: usize,
    },
    /// Amounts to normalize whose sum is 0, or not known to be another.
    #[error("the amounts sum to 0, or floats cannot tell: nothing to normalize")]
    SumIsZero,
    /// Sums of float worths beyond the range of floats.
    #[error("sums of worths exceed the range of floats: use exact arithmetic or a larger unit")]
    FloatOverflow,
    /// Worths too large for exact dividends.
    #[error("worths of {bits} bits: exact dividends of {players} players need at most {most}")]
    DividendRange {
        /// The bits of the largest worth over the common denominator.
        bits: u64,
        /// How many players there are.
        players: usize,
        /// The most bits.
        most: u64,
    },
    /// Fewer evaluations than an estimate takes.
    #[error("{got} evaluations: an estimate with its standard error takes at least {least}")]
    TooFewEvaluations {
        /// How many were admitted.
        got: u64,
        /// The least.
        least: u64,
    },
}
