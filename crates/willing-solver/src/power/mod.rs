//! Voting power.

pub mod ternary;
mod weighted;
