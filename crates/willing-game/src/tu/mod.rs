//! Games with transferable utility: what each coalition is worth, and what its members may share.
//!
//! A game is a characteristic function v: 2^N → ℝ with v(∅) = 0. It comes as
//!
//! * a [`TableGame`]: all 2ⁿ worths, as floats or as integers over a common denominator (exact);
//! * a [`CharacteristicFunction`]: an oracle, what an embedder implements;
//! * a structured game, whose worths follow from a few numbers ([`structured`]);
//! * a [`typed`] game, in which players of one type are interchangeable.
//!
//! [`derived`] makes games from games: dual, savings, restrictions, reduced games. [`CoalitionStructure`] and
//! [`Graph`] say who belongs together and who talks to whom. [`generate`] draws the published families.

mod allocation;
mod amounts;
mod characteristic;
pub mod derived;
mod error;
pub mod generate;
mod graph;
mod numerators;
mod partition;
pub mod structured;
mod table;
pub mod typed;

pub use allocation::Allocation;
pub use amounts::Amounts;
pub use characteristic::{CharacteristicFunction, ExactCharacteristicFunction, Oracle};
pub use error::Error;
pub use graph::Graph;
pub use numerators::Numerators;
pub use partition::CoalitionStructure;
pub use table::{TableGame, Worths};
