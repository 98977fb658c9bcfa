//! Evidence about how a syndicate divides what it owns: efficient divisions, and the competitive equilibrium.
//!
//! Both rest on first-order conditions, which are enough because utilities are concave:
//!
//! ```text
//! efficient      λ_i p_i(s) u_i'(y_i(s)) = μ(s),  Σ_i y_i(s) = X(s)
//! competitive    the same with μ(s) = q(s), the prices, and Σ_s q(s) (y_i(s) − e_i(s)) = 0 for every member
//! ```
//!
//! They are verified in logarithms, which neither overflow nor lose small consumption, and in outward-rounded intervals:
//! what is accepted holds for the exact numbers.
//!
//! # Tolerances
//!
//! Evidence states a `tolerance` t ≤ [`LARGEST_TOLERANCE`]; conditions hold within t times the size of their terms:
//!
//! | condition | size |
//! |---|---|
//! | ln λ + ln p + ln u' − ln μ = 0 | 1 + the absolute values of these + γ: what relative errors of size t in the numbers do |
//! | Σ_i y_i(s) = X(s) | Σ_i (\|y_i(s)\| + \|e_i(s)\|) |
//! | Σ_s q(s) (y_i(s) − e_i(s)) = 0 | Σ_s q(s) (\|y_i(s)\| + \|e_i(s)\|), with absolute aversion also τ_i Σ_s q(s) |
//! | certainty equivalents | themselves; with absolute aversion also the largest amount consumed or owned |
//! | nobody is better off alone | twice both sizes of certainty equivalents, with absolute aversion also τ_i |
//!
//! # References
//!
//! Borch (1962), Econometrica 30: 424–444; Arrow (1964), "The role of securities in the optimal allocation of risk-bearing",
//! Review of Economic Studies 31: 91–96.

mod certainty;
mod check;
mod evidence;
mod marginal;
mod violation;

pub use evidence::{BorchAllocation, Competitive, LARGEST_TOLERANCE};
pub use violation::Violation;
