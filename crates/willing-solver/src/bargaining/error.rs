//! Why membership in the bargaining set is not decided.

use willing_game::tu;

/// Why membership in the bargaining set is not decided.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An allocation of another length than the game has players, one that is not efficient in it, or worths that
    /// cannot be compared exactly.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// More players than the limit admits.
    #[error("{players} players: the limit is {limit}, and 14 for games that can be checked")]
    PlayerLimit {
        /// How many players there are.
        players: usize,
        /// The most admitted.
        limit: usize,
    },
}
