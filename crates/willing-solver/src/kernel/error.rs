//! Why surpluses are not computed.

use willing_game::tu;

/// Why the surpluses of an allocation are not computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An allocation of another length than the game has players, one that is not efficient in it, or worths that
    /// cannot be compared exactly.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// The search for a point failed.
    #[error(transparent)]
    Nucleolus(#[from] crate::nucleolus::Error),
    /// The nucleolus found is not in the kernel: a fault of this library.
    #[error("internal: the nucleolus is outside the kernel")]
    Outside,
}
