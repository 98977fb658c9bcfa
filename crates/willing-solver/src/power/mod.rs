//! Voting power: how often each seat of a simple game is critical.
//!
//! [`Indices`] counts coalitions exactly, by one of several [`Route`]s, and gives every index in one pass.
//!
//! ```text
//! seats ──► kinds (same weights in every condition) ──► profiles        few of them: all indices
//!                                                   ├─► enumeration     up to 28 seats: all indices
//!                                                   ├─► sums            one quota: all, up to hundreds of seats
//!                                                   └─► diagram         any number: all; Johnston's if one quota
//! ```
//!
//! Games with one quota have more in [`weighted`]: swings alone, floats with bounds, tables that answer what-ifs. Where
//! members may abstain, power is counted in [`ternary`].

mod by_diagram;
mod by_sums;
mod count;
mod diagram;
mod enumeration;
mod error;
mod floats;
mod flow;
mod indices;
mod kinds;
mod profiles;
mod residual;
mod route;
mod slack;
mod tallies;
pub mod ternary;
mod unions;
pub mod weighted;
mod words;

pub use error::Error;
pub use indices::Indices;
pub use route::Route;
