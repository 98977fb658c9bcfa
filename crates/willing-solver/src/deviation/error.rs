//! Why a search for deviating groups is refused.

use willing_check::deviation::MAX_GROUP;

/// Why a game, a profile or a setting is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A profile that does not fit the game.
    #[error(transparent)]
    Profile(#[from] willing_game::Error),
    /// A size of groups out of range.
    #[error("groups of size {got}: expected 1..={MAX_GROUP}")]
    Size {
        /// The size asked for.
        got: usize,
    },
    /// A tolerance that is negative or not finite.
    #[error("a tolerance of {value}: expected a finite number that is not negative")]
    Tolerance {
        /// The number given.
        value: f64,
    },
    /// A payoff that is NaN or infinite.
    #[error("player {player} at action {action} has payoff {payoff}: expected a finite number")]
    PayoffNotFinite {
        /// The player's seat.
        player: usize,
        /// The action.
        action: usize,
        /// The payoff.
        payoff: f64,
    },
}
