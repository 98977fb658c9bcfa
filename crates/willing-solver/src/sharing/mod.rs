//! What a coalition gains by carrying risk together: worths with evidence for a [`Portfolio`](willing_risk::sharing::Portfolio).
//!
//! * [`Worth`]: of one coalition, by an allocation below and a density above.
//! * [`AllWorths`]: of all 2ⁿ, which makes a [`TableGame`](willing_game::tu::TableGame) for every solver of cooperative games.
//! * [`Exchange`], [`AllExchanges`]: the same where members carry shares of each other's risks, between 0 and 1.
//! * [`AumannShapley`]: prices averaged on the way to the whole.
//! * [`assess`]: whether an allocation is in the core of these worths, or which coalition objects.

mod allocation;
mod error;
mod exchange;
mod interior;
mod join;
mod mixed;
mod pool;
mod standing;
mod table;
mod worth;

pub use allocation::{AumannShapley, NoAmounts};
pub use error::Error;
pub use exchange::{AllExchanges, Exchange, ExchangeError};
pub use standing::assess;
pub use table::AllWorths;
pub use worth::{Worth, WorthVerdict};
