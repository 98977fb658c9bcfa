//! What a coalition gains by carrying risk together: worths with evidence for a [`Portfolio`](willing_risk::sharing::Portfolio).
//!
//! * [`Worth`]: of one coalition, by an allocation below and a density above.
//! * [`AllWorths`]: of all 2ⁿ, which makes a [`TableGame`](willing_game::tu::TableGame) for every solver of cooperative games.

mod error;
mod interior;
mod join;
mod mixed;
mod pool;
mod table;
mod worth;

pub use error::Error;
pub use table::AllWorths;
pub use worth::{Worth, WorthVerdict};
