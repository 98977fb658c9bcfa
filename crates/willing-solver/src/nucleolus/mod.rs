//! The nucleolus and its relatives: the allocations at which the worst-off coalitions are as well off as can be.
//!
//! * [`Nucleolus`]: of a table or a game with interchangeable players, over imputations or all allocations, plain or per
//!   capita.
//! * [`Modiclus`]: the same for differences between excesses.
//!
//! ```text
//! level 1   min t  over x(N) = v(N), (x_i ≥ v({i})),  e(S, x) ≤ g(S) t for all S
//! settle    the S whose row has a positive multiplier: they are tight at every optimum
//! level 2   the same with these as equations, and so on until x is determined
//! ```
//!
//! Rows come from scans of all 2ⁿ coalitions, a few at a time. Coalitions in the span of settled ones are skipped by one
//! random functional that vanishes there. The search runs in floats; its final bases are then recomputed in integers,
//! which gives exact levels and multipliers, and one exact scan verifies them. Where floats led astray (a
//! superpower and a micro-state in one game) the search is repeated with exact programs and exact scans.

mod concept;
mod error;
mod modiclus;
mod typed;

pub use crate::Arithmetic;
pub use concept::Nucleolus;
pub(crate) use concept::undecided;
pub use error::Error;
pub use modiclus::Modiclus;
pub use willing_check::nucleolus::Concept;
