//! Winsets: what could beat the status quo in a space of policies.
//!
//! | question | answer |
//! |---|---|
//! | what beats the status quo on a line? | [`line_winset`] |
//! | which status quos does nothing beat? | [`gridlock`] |
//! | what beats the status quo in a plane, and how large is that? | [`PlaneWinsets`] |
//! | where do members agree that there is nothing to gain for all of them? | [`line_hull`], [`plane_hull`] |
//! | what does a setter get with one offer? | [`line_offer`], [`PlaneOffers`] |
//! | how far is the plane from a median in all directions? | [`Yolks`] |
//! | which alternatives of a list are uncovered? | [`UncoveredSets`] |
//!
//! Any simple game will do: quotas, vetoes, and all that *and* and *or* make of them. A winset is empty iff its status quo
//! is in the core; [`deadlock`](crate::deadlock) decides that faster and says who blocks.
//!
//! # Numerics
//!
//! Coordinates are floats and taken at their exact value. Who is the pivot where, and so whether the winset is empty, is
//! decided in integers, ties included. Areas, the yolk, and offers in a plane are floats; what they may be off by is said
//! with them.

mod area;
mod circle;
mod error;
mod hull;
mod line;
mod offer;
mod plane;
mod uncovered;
mod yolk;

pub(crate) use circle::{Direction, axes, cross, dot, integer_pulls, left, next, rational};
pub use error::Error;
pub use hull::{line_hull, plane_hull};
pub(crate) use line::pivots;
pub use line::{gridlock, line_winset};
pub use offer::{PlaneOffers, line_offer};
pub use plane::PlaneWinsets;
pub use uncovered::UncoveredSets;
pub use yolk::Yolks;
