//! Evidence made of best replies: least and greatest equilibria, and best-reply paths.
//!
//! # Tolerances
//!
//! As in [`crate::tiers`]: ε is the tolerance in payoff units and η_i the rounding allowance of a
//! player ([`crate::tiers::rounding_allowance`]; 0 for embedders' games unless they say otherwise).
//! A gain counts if it is computed as more than ε + η_i; then it truly exceeds ε.

mod climb;
mod path;
mod potential;
mod totals;
mod violation;

pub use climb::{Climb, Direction, ExtremalEquilibria, Upgrade};
pub use path::{BestReplyCycle, BestReplyPath, Move, PartialBestReplyPath};
pub use potential::PotentialClimb;
pub use totals::RunningTotals;
pub use violation::Violation;
