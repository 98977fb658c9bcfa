//! How a syndicate of expected-utility members divides what it owns.
//!
//! | question | concept | answer |
//! |---|---|---|
//! | which division is best under given Pareto weights? | [`Borch`] | [`BorchAllocation`](willing_check::syndicate::BorchAllocation) |
//! | which comes about by trade from what each owns? | [`Equilibrium`] | [`Competitive`](willing_check::syndicate::Competitive) |
//!
//! # References
//!
//! Borch (1962), "Equilibrium in a reinsurance market", Econometrica 30: 424–444; Wilson (1968), "The theory of syndicates",
//! Econometrica 36: 119–132; Negishi (1960), "Welfare economics and existence of an equilibrium for a competitive economy",
//! Metroeconomica 12: 92–97.

#![allow(
    clippy::indexing_slicing,
    reason = "numerical code over seats and outcomes that the constructor of the syndicate has checked"
)]

mod borch;
mod equilibrium;
mod error;
mod logarithmic;
mod market;
mod newton;
mod path;
mod refine;
mod split;
mod wants;

pub use borch::Borch;
pub use equilibrium::Equilibrium;
pub use error::Error;

/// How exactly the conditions of an answer hold, as its evidence states.
const TOLERANCE: f64 = 1e-12;
