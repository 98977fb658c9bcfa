//! Detection of structure: supermodular games, weighted potentials.
//!
//! Each detection comes with its proof: [`SupermodularOrder`] gives cells on which
//! [`willing_check::structure`] verifies that gains rise, or a profile where one falls;
//! [`weighted_potential`] gives weights and stand-alone values, or the condition that fails.
//!
//! # What to expect
//!
//! Increasing differences are not a property of the model but of a game. Sufficient along a chain of
//! tiers, and then shown by one cell for each state, are together:
//!
//! * nobody moves the probability of success (by capability or assets);
//! * no share of a burden can exceed one half;
//! * no probability reaches its cap of 1: beyond it legitimacy relieves failure no more, so whoever
//!   goes further gains less by it, risk neutral or not;
//! * χ ≥ 0: otherwise failure is the branch in which legitimacy relieves less, and for risk-averse
//!   states a tier that tilts the odds towards failure lowers what legitimacy is worth.
//!
//! The tests hold a counterexample to leaving out the third or the fourth.

mod potential;
mod supermodular;

pub use potential::{climb_potential, weighted_potential};
pub use supermodular::SupermodularOrder;
