//! Why nothing was learned about a core.

/// Why a game or an allocation is refused, or an answer withheld.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The search for the least core failed.
    #[error(transparent)]
    LeastCore(#[from] crate::nucleolus::Error),
    /// An allocation of the wrong length.
    #[error("{got} amounts for {players} players")]
    Length {
        /// How many amounts were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
}
