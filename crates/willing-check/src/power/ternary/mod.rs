//! Voting power where members may abstain: counts of swings and the roll-call index, recomputed.
//!
//! ```text
//! ternary Banzhaf: profiles of the others in which the draft passes with i's yes and fails with its no, of 3ⁿ⁻¹
//! roll call: the chance that i is the voter after whom the outcome is fixed, in a random order of independent votes
//! ```
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
