//! Worths of sharing risk, enclosed.
//!
//! * [`Exchange`], [`AllExchanges`]: members carry shares of each other's risks, between 0 and 1.

mod exchange;

pub use exchange::{AllExchanges, Exchange, ExchangeError};
