//! Why a game with one integer total is refused.

/// Why a game, a profile or a setting is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A player with no action, or with more than a profile can name.
    #[error("player {player} has {got} actions: expected 1..=256")]
    ActionCount {
        /// The player's seat.
        player: usize,
        /// How many actions the game gives it.
        got: usize,
    },
    /// Contributions so large that sums would overflow.
    #[error("contributions sum to more than 2^62 in size: choose a larger unit")]
    ContributionsTooLarge,
    /// More cells than the limit admits.
    #[error(
        "{totals} totals for {players} players: more than {limit} cells, or more than 2^26 totals; choose a larger unit"
    )]
    TooManyCells {
        /// How many totals there are.
        totals: u64,
        /// How many players there are.
        players: usize,
        /// The most totals times players.
        limit: u64,
    },
    /// A payoff that is NaN or infinite.
    #[error(
        "player {player} at action {action} and total {total} has payoff {payoff}: expected a finite number"
    )]
    PayoffNotFinite {
        /// The player's seat.
        player: usize,
        /// The action.
        action: usize,
        /// The total.
        total: i64,
        /// The payoff.
        payoff: f64,
    },
    /// A tolerance or tie band that is negative or not finite.
    #[error("a tolerance of {value}: expected a finite number that is not negative")]
    Tolerance {
        /// The number given.
        value: f64,
    },
    /// A profile of the wrong length.
    #[error("a profile of {got} actions for {players} players")]
    ProfileLength {
        /// How many actions were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// An action that the player does not have.
    #[error("action {action} of player {player}, who has {actions}")]
    NoSuchAction {
        /// The player's seat.
        player: usize,
        /// The action given.
        action: usize,
        /// How many actions the player has.
        actions: usize,
    },
}
