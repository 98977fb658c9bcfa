//! Evidence about the prekernel and the kernel, and its checks.
//!
//! The maximum surplus of player i over player j at x is s_ij(x) = max { e(S, x) : i ∈ S, j ∉ S }, with
//! e(S, x) = v(S) − x(S). For the grand coalition,
//!
//! ```text
//! x in the prekernel   s_ij(x) = s_ji(x)                       for all i ≠ j,   x(N) = v(N)
//! x in the kernel      s_ij(x) > s_ji(x) only if x_j = v({j})  for all i ≠ j,   x an imputation
//! ```
//!
//! * [`Surpluses`]: all maximum surpluses of an allocation, each with a coalition that attains it.
//! * [`InPrekernel`], [`InKernel`]: membership; the surpluses, recomputed by a scan, balance.
//! * [`OutsidePrekernel`], [`OutsideKernel`]: the pair that is out of balance, with a coalition for either.
//!
//! # Cost
//!
//! A scan costs n²2ⁿ/4 comparisons of integers of 128 bits, or of any size where these do not suffice.
//!
//! # References
//!
//! Davis & Maschler (1965), The kernel of a cooperative game, *Naval Research Logistics Quarterly* 12;
//! Maschler, Peleg & Shapley (1979), Geometric properties of the kernel, nucleolus, and related solution concepts,
//! *Mathematics of Operations Research* 4.

mod check;
mod evidence;
mod scan;
mod violation;

pub use evidence::{
    InKernel, InPrekernel, MaximumSurplus, OutsideKernel, OutsidePrekernel, Outweighed, Surpluses,
};
pub use violation::Violation;
