//! Where evidence about values can fail.

use willing_game::{Coalition, tu};

/// Where a claimed value fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// The game has no exact arithmetic, or the unions or links do not fit it.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// A list of the wrong length.
    #[error("{got} {what}: expected one for each of {expected}")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many it holds.
        got: usize,
        /// How many it should.
        expected: usize,
    },
    /// Another number than the concept gives.
    #[error("player {player} gets {stated}, but the value is {actual}")]
    Amount {
        /// The player's seat.
        player: usize,
        /// As stated.
        stated: String,
        /// As recomputed.
        actual: String,
    },
    /// A float farther from the exact number than its bound.
    #[error("player {player} gets {stated} within {bound}, but the value is {actual}")]
    OutsideBound {
        /// The player's seat.
        player: usize,
        /// As stated.
        stated: f64,
        /// The bound stated.
        bound: f64,
        /// As recomputed.
        actual: String,
    },
    /// A float or a bound that is not finite, or a bound below 0.
    #[error("player {player} gets {stated} within {bound}: expected finite numbers and a bound not below 0")]
    NotFinite {
        /// The player's seat.
        player: usize,
        /// As stated.
        stated: f64,
        /// The bound stated.
        bound: f64,
    },
    /// A weight that is not above 0.
    #[error("player {player} has weight {weight}: expected more than 0")]
    Weight {
        /// The player's seat.
        player: usize,
        /// The weight.
        weight: String,
    },
    /// The value divides by a sum that is 0.
    #[error("the amounts sum to 0: nothing to normalize")]
    SumIsZero,
    /// The game has no value of this kind.
    #[error("the game has no such value")]
    DoesNotExist,
    /// More than the check takes on.
    #[error("{got} {what}: the check takes at most {most}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many it takes.
        most: usize,
    },
    /// A seat that the game does not have.
    #[error("player {player} of a game with {players} players")]
    NoSuchPlayer {
        /// The seat named.
        player: usize,
        /// How many players there are.
        players: usize,
    },
    /// A coalition that does not hold the player it speaks of, or players that are not there.
    #[error("the coalition named for player {player} does not fit")]
    Coalition {
        /// The player's seat.
        player: usize,
    },
    /// Dividends that do not sum to a worth.
    #[error("the dividends within {coalition:?} sum to {sum}, but it is worth {worth}")]
    Dividends {
        /// The coalition.
        coalition: Coalition,
        /// Their sum.
        sum: String,
        /// v(S).
        worth: String,
    },
    /// A value that takes a table to check.
    #[error("only Shapley and Banzhaf values are checked from weights")]
    NotByWeights,
    /// The reason given against existence does not hold.
    #[error("the reason given why there is no such value does not hold")]
    ReasonFails,
}
