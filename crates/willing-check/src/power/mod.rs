//! Voting power.

pub mod ternary;
