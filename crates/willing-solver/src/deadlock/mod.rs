//! Deadlock: whether any proposal could beat the status quo.
//!
//! | question | answer |
//! |---|---|
//! | does anything beat the status quo, and who blocks? | [`on_line`], [`in_plane`] |
//! | is another point in the core? | the same with [`with_status_quo`](willing_council::spatial::Plane::with_status_quo) |
//! | how likely is a deadlock if ideal points are uncertain? | [`DeadlockProbability`] |
//!
//! Decided exactly, ties included: nobody gains by a move at a right angle to the way to its ideal point.

mod line;
mod plane;
mod probability;
mod sign;

pub use crate::winset::Error;
pub use line::on_line;
pub use plane::in_plane;
pub use probability::{DeadlockProbability, ProbabilityError};
