//! Judges of answers, by brute force and without any solver.

mod brute_force;
mod judgement;

pub use brute_force::{BruteForce, TooLarge, Truth};
pub use judgement::{Band, Fault};
