//! Deviations by groups: strong equilibria.
//!
//! A profile is a strong equilibrium if no coalition can deviate so that every member gains (Aumann
//! 1959). [`StrongEquilibrium`] decides this for *all* coalitions in games with one integer total;
//! [`GroupDeviations`] looks for deviating groups of bounded size in any
//! [`AggregativeGame`](willing_game::AggregativeGame), the tier game included. Both bring the
//! deviating group as a witness or evidence that there is none ([`willing_check::deviation`]).
#![allow(clippy::indexing_slicing, reason = "seats, actions and sums are validated once, on entry")]

mod ceiling;
mod error;
mod group;
mod strong;

pub use ceiling::tier_payoff_at_most;
pub use error::Error;
pub use group::GroupDeviations;
pub use strong::StrongEquilibrium;
