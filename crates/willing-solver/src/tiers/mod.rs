//! All pure equilibria of a tier game, by complete search with a certificate.
//!
//! Players with thousands of joint choices cannot be enumerated; totals can be bisected. For a box
//! of totals, most tiers of most states are beaten by another tier whatever the others do inside the
//! box; what is left is contradictory, decided, or cut again. The tree of these steps is the
//! certificate ([`willing_check::tiers`]).

#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "players, actions and dimensions come from the game's own sizes; the search indexes several arrays made from them at once"
)]

mod bernstein;
mod dominance;
mod leaf;
mod pure;
mod search;
mod symmetry;

pub use pure::{PureEquilibria, Symmetry};
