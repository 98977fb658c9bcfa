//! Bargaining in legislatures: who proposes, who must agree, who gets what.
//!
//! * [`stationary`]: equilibria of the closed rule, with the coalitions that proposers buy.
//! * [`nash`]: the division that Nash's product picks, with outside options as floors.

pub mod nash;
pub mod stationary;
