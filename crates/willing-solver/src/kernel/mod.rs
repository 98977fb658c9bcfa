//! The prekernel and the kernel: allocations at which no player outweighs another.
//!
//! The maximum surplus s_ij(x) = max { e(S, x) : i ∈ S, j ∉ S } is what player i could claim without player j.
//! [`surpluses`] computes all of them in one pass over a table; [`Prekernel`] and [`Kernel`] decide whether an exact
//! allocation belongs, and find a point. The prenucleolus is always in the prekernel, the nucleolus in the kernel (Schmeidler 1969).
//! [`willing_check::kernel`] checks the answers.

mod concept;
mod error;
mod excess;
mod pass;
mod point;

pub use concept::{Kernel, Prekernel, surpluses};
pub use error::Error;
pub(crate) use excess::Excesses;
