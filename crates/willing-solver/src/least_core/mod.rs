//! The least core and the cost of stability.
//!
//! * [`LeastCore`]: the least possible highest excess, with a point that attains it.

mod concept;

pub use concept::LeastCore;
