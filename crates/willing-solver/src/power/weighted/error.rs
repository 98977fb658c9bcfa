//! Why the power of seats under one quota was not computed.

/// Why counts of a weighted quota could not be had.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
    /// The table that the method fills is larger than allowed: weights and quota too large for it.
    #[error("a table of {entries} weights takes {bytes} bytes: at most {most} are allowed")]
    TableTooLarge {
        /// How many totals of weight it has a column for.
        entries: u64,
        /// What it would take.
        bytes: u128,
        /// The limit.
        most: u64,
    },
    /// A seat outside the table.
    #[error("seat {seat}: expected one below {seats}")]
    NoSuchSeat {
        /// The seat, from 0.
        seat: usize,
        /// How many there are.
        seats: usize,
    },
    /// Weights or a quota that make no rule.
    #[error(transparent)]
    Rule(#[from] willing_council::Error),
}
