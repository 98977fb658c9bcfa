//! Bargaining in legislatures: who proposes, who must agree, who gets what.
//!
//! | question | answer | exact |
//! |---|---|---|
//! | what do members expect when proposers are drawn by chance and buy a cheapest winning coalition? | [`ClosedRule`]: under any simple game, chances of recognition and discount factor | with its residual; 0 where simple fractions solve everything |
//! | the same for equal seats and equal vetoes; and if all are patient? | [`SymmetricLegislature`]: a closed form | yes |
//! | what if everybody must agree, and may leave for an outside option? | [`NashBargaining`](nash::NashBargaining): the division that Nash's product picks | yes |
//!
//! The prize is 1, and who waits gets δ times what it expects. What a leader gets who can act without the council is
//! the question of [`outside`](crate::outside).

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
