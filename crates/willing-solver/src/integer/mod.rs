//! All equilibria of games with one integer total, exactly.
//!
//! A game in which player i of action a contributes an integer c_i(a) to a total T and has payoff
//! u_i(a, T) falls apart by the value of T: with
//!
//! ```text
//! R_i(T) = { a : u_i(a, T) ≥ u_i(b, T − c_i(a) + c_i(b)) − ε for all b },
//! ```
//!
//! a profile s is an ε-equilibrium with total T if and only if s_i ∈ R_i(T) for all i and
//! Σ c_i(s_i) = T. [`IntegerEquilibria`] decides every T, counts, lists and proves;
//! [`willing_check::integer`] checks the proof. A game of 193 players and 6 actions has 10¹⁵⁰ profiles
//! and some thousands of totals.
//!
//! Real contributions have to be rounded to a unit. Payoffs may be any function of the total.
#![allow(clippy::indexing_slicing, reason = "seats, actions and sums are validated once, on entry")]

mod cells;
mod concept;
mod error;
mod knapsack;
mod profiles;
mod replies;
mod table;

pub use concept::IntegerEquilibria;
pub use error::Error;
pub(crate) use knapsack::Sums;
pub use profiles::{CellProfiles, profiles};
pub(crate) use table::{Table, check_tolerance, payoff};
