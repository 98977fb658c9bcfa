//! Voting power: indices of simple games, and their checks.
//!
//! A coalition wins or loses; seat i is *critical* in a winning coalition that loses without it. With W the set of
//! winning coalitions of n seats and η_i the number of those in which i is critical,
//!
//! ```text
//! collectivity |W|/2ⁿ       Penrose–Banzhaf η_i/2ⁿ⁻¹       Coleman prevent η_i/|W|       initiate η_i/(2ⁿ − |W|)
//! Rae ½ + η_i/2ⁿ
//! Shapley–Shubik Σ (s−1)! (n−s)!/n! over the coalitions of s seats in which i is critical
//! Deegan–Packel mean of 1/s over the minimal winning coalitions, 0 for those without i       Holler: how many have i
//! Johnston Σ 1/(critical members) over the coalitions in which i is critical
//! ```
//!
//! [`PowerIndices`] holds what cannot be derived, and derives the rest. Its check recounts without the solver's
//! decision diagrams: every coalition by itself up to 28 seats, above that numbers of coalitions by the sums they reach.
//! [`Swings`] are |W| and η alone, for large councils. [`FloatIndices`] are two of the indices as floats with
//! bounds. [`UnionIndices`] are the indices with a-priori unions, checked from the definition.
//! Where members may abstain, power is counted in [`ternary`].
//!
//! # References
//!
//! Penrose (1946); Shapley & Shubik (1954); Banzhaf (1965); Coleman (1971); Owen (1977, 1981); Deegan & Packel (1978);
//! Johnston (1978); Holler (1982); Rae (1969). Felsenthal & Machover (1998), *The Measurement of Voting Power*, compare them.

mod check;
mod enumerate;
mod floats;
mod indices;
#[cfg(feature = "serde")]
mod natural;
mod residues;
mod sums;
mod swings;
pub mod ternary;
mod unions;
mod violation;

pub use enumerate::MOST_ENUMERATED;
pub use floats::FloatIndices;
pub use indices::{MinimalCoalitions, PowerIndices};
pub use swings::Swings;
pub use unions::UnionIndices;
pub use violation::Violation;
