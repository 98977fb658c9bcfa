//! Deadlock: whether any proposal could beat the status quo.
//!
//! Nothing beats it iff in every direction members block who gain by no move that way: [`LineDeadlock`],
//! [`PlaneDeadlock`]. Otherwise there is a point that beats it, and a coalition that carries it: [`LineWinner`],
//! [`PlaneWinner`]. All of it is checked in exact arithmetic.
//!
//! How likely a deadlock is under uncertainty, a [`DeadlockEstimate`] says. It is no certificate: with its seed the samples can
//! be drawn again.

mod estimate;
mod line;
mod plane;

pub use crate::winset::Violation;
pub use estimate::DeadlockEstimate;
pub use line::{LineDeadlock, LineWinner};
pub use plane::{BlockedSector, PlaneDeadlock, PlaneWinner};
