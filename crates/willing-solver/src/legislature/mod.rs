//! Bargaining in legislatures: who proposes, who must agree, who gets what.
//!
//! * [`ClosedRule`]: stationary equilibria under any simple game, chances of recognition and discount factor.
//! * [`SymmetricLegislature`]: the closed form for a quota with equal vetoes, and its limit for patient members.
//! * [`NashBargaining`](nash::NashBargaining): the division that Nash's product picks, with outside options.

mod coalitions;
mod dense;
mod error;
mod exact;
mod kinds;
mod limit;
pub mod nash;
mod smooth;
mod stationary;
mod symmetric;

pub use error::Error;
pub use stationary::ClosedRule;
pub use symmetric::{SymmetricLegislature, SymmetricValues};
