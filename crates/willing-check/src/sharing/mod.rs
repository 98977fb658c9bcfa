//! Worths of sharing risk: an allocation below, a density above.
//!
//! For a [`Portfolio`](willing_risk::sharing::Portfolio) and a coalition S,
//!
//! ```text
//! Σ_S U_i(Y_i)  ≤  v(S)  ≤  E_q X_S + Σ_S α_i(q)       for every Y with Σ_S Y_i = X_S and every density q
//! ```
//!
//! so that two lists of numbers enclose a worth, whoever found them. Both sides are evaluated in outward-rounded intervals
//! in O(|S|·|Ω|). Beliefs and weights mean what they say divided by their sum. Densities are compared with the bounds
//! of their domain within [`DENSITY_TOLERANCE`](willing_risk::sharing::DENSITY_TOLERANCE).
//!
//! * [`SharedWorth`]: the worth of one coalition. [`Incompatible`]: promises that sum to nothing and that the members together
//!   value without bound, so that no density is in all domains and v(S) = ∞.
//! * [`SharingTable`]: all 2ⁿ worths; those of entropic members by their formula.
//! * [`Assessed`]: an allocation, and whether some coalition would do better by itself.
//! * [`LinearExchange`], [`ExchangeTable`]: the same where members only carry shares of each other's risks, between 0 and 1, so
//!   that nobody bets on an ally's harm; a density of its own for each member above.

mod entropic;
mod exchange;
mod exchange_table;
mod incompatible;
mod penalty;
mod standing;
mod table;
mod value;
mod violation;
mod worth;

pub use entropic::entropic_worth;
pub use exchange::LinearExchange;
pub use exchange_table::ExchangeTable;
pub use incompatible::Incompatible;
pub use standing::{Assessed, Standing};
pub use table::SharingTable;
pub use violation::Violation;
pub use worth::SharedWorth;
