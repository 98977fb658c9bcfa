//! Where claims about voting power can fail.

use num_bigint::BigUint;
use willing_game::Rational;

/// Where a claim about voting power fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A list of the wrong length.
    #[error("{got} {what}: expected one for each of {seats} seats")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many it holds.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// Another number of passing profiles.
    #[error("{stated} passing profiles: there are {actual}")]
    Passing {
        /// As stated.
        stated: BigUint,
        /// As recounted.
        actual: BigUint,
    },
    /// Another number of swings.
    #[error("seat {seat} has {stated} {what}: there are {actual}")]
    Swings {
        /// Which swings.
        what: &'static str,
        /// The place of the seat.
        seat: usize,
        /// As stated.
        stated: BigUint,
        /// As recounted.
        actual: BigUint,
    },
    /// Another chance to be the pivot.
    #[error("seat {seat} is the pivot of {what} with chance {stated}: it is {actual}")]
    Pivot {
        /// Passage or failure.
        what: &'static str,
        /// The place of the seat.
        seat: usize,
        /// As stated.
        stated: Rational,
        /// As recomputed.
        actual: Rational,
    },
    /// More work than the check takes on.
    #[error("the check would take more than {most} steps")]
    TooMuchWork {
        /// How many steps it takes.
        most: u64,
    },
}
