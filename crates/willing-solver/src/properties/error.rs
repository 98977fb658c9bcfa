//! Why a property is not tested.

use willing_game::tu;

/// Why a property of a game is not tested.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Worths that cannot be compared exactly.
    #[error(transparent)]
    Worths(#[from] tu::Error),
    /// The search for a core failed.
    #[error(transparent)]
    Core(#[from] Box<crate::core::Error>),
    /// More players than the limit of the test admits.
    #[error("{players} players: the test admits {limit}")]
    PlayerLimit {
        /// How many players there are.
        players: usize,
        /// The most admitted.
        limit: usize,
    },
}
