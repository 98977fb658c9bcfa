//! Stationary equilibria of legislatures under the closed rule.
//!
//! A seat of value v accepts δv, what waiting is worth. So a proposer buys a cheapest coalition that wins with it and
//! keeps the rest, and values are what these choices make of them. Evidence lists values and coalitions; the check looks
//! for a cheaper coalition by going through all, and adds up who gets what, in rational numbers.

mod cheapest;
mod check;
mod evidence;
mod violation;

pub use evidence::{Offer, StationaryEquilibrium};
pub use violation::Violation;
