//! A syndicate of expected-utility members: who holds what beliefs, values money how, and owns what in each outcome.
//!
//! Member i values a consumption y_i(s) by outcome s at Σ_s p_i(s) u_i(y_i(s)), with a belief p_i and a concave utility u_i of
//! its own. All of X(s) = Σ_i e_i(s) can be divided anew. A division is efficient iff there are Pareto weights λ_i with
//!
//! ```text
//! λ_i p_i(s) u_i'(y_i(s)) = μ(s)   for every member and outcome,   Σ_i y_i(s) = X(s)
//! ```
//!
//! Unlike the functionals that price a game with transferable utility, those of constant relative aversion change with wealth:
//! the rich bear more, and what a coalition is worth is no single number.
//!
//! * [`Utility`], [`Member`], [`Syndicate`]: the nouns.
//! * [`Surrogate`]: the one member that stands for all, where there is one.
//!
//! # References
//!
//! Borch (1962), "Equilibrium in a reinsurance market", Econometrica 30: 424–444; Wilson (1968), "The theory of syndicates",
//! Econometrica 36: 119–132.

mod certainty;
mod member;
mod noun;
mod surrogate;
mod utility;

pub use member::Member;
pub use noun::{LEAST_TOTAL, Syndicate};
pub use surrogate::Surrogate;
pub use utility::{LARGEST_AVERSION, LEAST_AVERSION, Utility};
