//! Winsets: what could beat the status quo in a space of policies.
//!
//! Members have ideal points on a [`Line`](willing_council::spatial::Line) or in a
//! [`Plane`](willing_council::spatial::Plane); y beats the status quo q if those who are strictly nearer to y win.
//!
//! | evidence | says |
//! |---|---|
//! | [`LineWinset`], [`PlaneWinset`] | all that beats the status quo |
//! | [`GridlockInterval`], [`NoGridlock`] | which status quos on a line nothing beats |
//! | [`LineHull`], [`PlaneHull`] | the Pareto set of some members; of those with a veto: the unanimity core |
//! | [`LineOffer`], [`PlaneOffer`] | what a setter gets who may make one offer |
//! | [`Yolk`] | the smallest disc that meets all median lines |
//! | [`UncoveredSet`] | which alternatives of a list are uncovered |
//!
//! # The plane in polar coordinates
//!
//! Let pᵢ = W(xᵢ − q) be the *pull* of member i, W the weights of the dimensions. It gains by a move from q to q + t u
//! iff t uᵀWu < 2 pᵢ·u. In direction u the winset thus reaches to the pull of one member, the *pivot* there:
//! the members who pull as hard as it or harder win, those who pull strictly harder do not. Where the pivot's pull is not
//! positive, nothing in this direction beats q.
//!
//! A [`Sector`] says who is the pivot in all directions between two. As pulls are linear in u, it is enough to compare
//! them at both ends of a sector of less than half a turn, in exact arithmetic; areas and distances are floats.

mod circle;
mod hull;
mod line;
mod offer;
mod plane;
mod uncovered;
mod violation;
mod yolk;

pub use circle::Sector;
pub(crate) use circle::{check_circle, check_others_lose, dot, exact_point, number, pulls};
pub use hull::{LineHull, PlaneHull, Whose};
pub use line::{GridlockInterval, LineWinset, NoGridlock, Pivot, Reach};
pub use offer::{LineOffer, PlaneOffer};
pub use plane::PlaneWinset;
pub(crate) use plane::gains;
pub use uncovered::{Covered, Covering, Defence, Uncovered, UncoveredSet};
pub use violation::Violation;
pub use yolk::{MedianLine, Yolk};
