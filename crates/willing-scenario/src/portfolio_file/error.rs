//! Why a portfolio cannot be held by a file.

/// Why a portfolio was refused. What is wrong with files is said by [`Fault`](crate::Fault)s.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text without a visible character.
    #[error("an empty {what}: expected text with a visible character")]
    Blank {
        /// What it is.
        what: &'static str,
    },
    /// Another number of names than there are outcomes.
    #[error("{got} names of outcomes: expected {expected}, one for each")]
    Outcomes {
        /// How many names there are.
        got: usize,
        /// How many outcomes there are.
        expected: usize,
    },
    /// Two outcomes of one name.
    #[error("two outcomes {name:?}: expected each name once")]
    OutcomeTwice {
        /// The name.
        name: String,
    },
}
