//! The least core and the cost of stability.
//!
//! * [`LeastCore`]: the least possible highest excess, with a point that attains it.
//! * [`CostOfStability`]: the least subsidy at which nobody has a reason to leave.

mod concept;
mod stability;

pub use concept::LeastCore;
pub use stability::CostOfStability;
