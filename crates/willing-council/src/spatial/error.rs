//! Why a space of policies was refused.

use crate::Seat;

/// Why ideal points, a status quo or weights were refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Ideal points that are not one for each seat.
    #[error("{got} ideal points for {seats} seats")]
    IdealCount {
        /// How many were given.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// An ideal point that is no number, or too far out.
    #[error("the ideal point of seat {seat} is at {value}: expected a finite number, at most {most:e} in size", most = super::members::FARTHEST)]
    Ideal {
        /// The seat.
        seat: Seat,
        /// The coordinate given.
        value: f64,
    },
    /// A status quo, or a point compared with it, that is no number, or too far out.
    #[error("a point at {value}: expected a finite number, at most {most:e} in size", most = super::members::FARTHEST)]
    Point {
        /// The coordinate given.
        value: f64,
    },
    /// A weight of a dimension that is no positive number, or an extreme one.
    #[error("dimension {dimension} weighs {value}: expected a number from 1e-30 to 1e30")]
    Weight {
        /// The dimension, from 0.
        dimension: usize,
        /// The weight given.
        value: f64,
    },
    /// A game that the empty coalition wins: anything would beat anything.
    #[error("the empty coalition wins: expected a rule that needs somebody")]
    NobodyNeeded,
    /// A rule that was refused.
    #[error(transparent)]
    Council(#[from] crate::Error),
}
