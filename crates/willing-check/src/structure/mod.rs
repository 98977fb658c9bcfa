//! Evidence that a tier game has a structure, and its checks.
//!
//! * [`Supermodular`]: increasing differences along chains of tiers, proved cell by cell with
//!   outward-rounded slopes ([`CrossEffects`]); [`NotSupermodular`] shows where it fails.
//! * [`WeightedPotential`]: weights and stand-alone values of a potential, with the conditions on
//!   the parameters under which it is one.
//!
//! # References
//!
//! Topkis (1998), *Supermodularity and Complementarity*; Milgrom & Roberts (1990),
//! *Rationalizability, learning, and equilibrium in games with strategic complementarities*;
//! Monderer & Shapley (1996), *Potential games*.

mod chain;
mod effects;
mod potential;
mod side;
mod slopes;
mod supermodular;
mod violation;

pub use chain::{Chains, NotAChain};
pub use effects::CrossEffects;
pub use potential::{NoPotential, WeightedPotential};
pub use supermodular::{Cut, DecreasingDifferences, NotSupermodular, Supermodular};
pub use violation::Violation;
