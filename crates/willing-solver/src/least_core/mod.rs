//! The least core and the cost of stability.
//!
//! * [`LeastCore`]: the least possible highest excess, with a point that attains it.
//! * [`CostOfStability`]: the least subsidy at which nobody has a reason to leave, with conditions on payments if there are
//!   any ([`CostOfStability::solve_under`]).

mod concept;
mod conditions;
mod stability;

pub use crate::nucleolus::Error;
pub use concept::LeastCore;
pub use conditions::ConditionError;
pub use stability::CostOfStability;
