//! Voting power where members may abstain: counts of swings and the roll-call index, recomputed.
//!
//! The check shares nothing with a count by sums. It walks over what the rule still *needs*, seat by seat, with the vote of
//! one seat held fixed, and takes differences; the sum over orders of the roll call becomes an integral over the
//! chance to have voted, a polynomial that its values at n points determine.

mod chances;
#[cfg(feature = "serde")]
mod decimal;
mod evidence;
mod integral;
mod kinds;
mod need;
mod recount;
mod violation;

pub use chances::{ChanceError, VoteChances};
pub use evidence::{LevelSwings, RollCallPower, TernarySwings};
pub use violation::Violation;
