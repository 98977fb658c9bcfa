//! Why an institution cannot be held by a file.

/// Why an institution was refused. What is wrong with files is said by [`Fault`](crate::Fault)s.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text without a visible character.
    #[error("an empty {what}: expected text with a visible character")]
    Blank {
        /// What it is.
        what: &'static str,
    },
    /// Two tables of weights of one name.
    #[error("two tables of weights {name:?}: expected each name once")]
    TableTwice {
        /// The name.
        name: String,
    },
    /// A table of weights for another number of members.
    #[error("{got} weights in table {name:?}: expected {expected}, one for each member")]
    TableSize {
        /// The name of the table.
        name: String,
        /// How many weights it has.
        got: usize,
        /// How many members there are.
        expected: usize,
    },
    /// A weight that TOML has no number for.
    #[error("weight {weight} in table {name:?}: expected at most 2^63 - 1")]
    TableWeight {
        /// The name of the table.
        name: String,
        /// The weight.
        weight: u64,
    },
}
