//! Judges of answers, by brute force and without any solver.
//!
//! [`BruteForce`] lists the equilibria of small tier games; [`tu`] solves small games with transferable utility
//! from the definitions, in exact arithmetic.

mod brute_force;
mod judgement;
pub mod tu;

pub use brute_force::{BruteForce, TooLarge, Truth};
pub use judgement::{Band, Fault};
