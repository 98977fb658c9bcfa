//! Voting power.

pub mod ternary;
pub mod weighted;
