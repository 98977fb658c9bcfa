//! Evidence about deviations by groups, and its checks.
//!
//! A profile is a strong equilibrium if no coalition can deviate so that *every* member gains (Aumann
//! 1959). With a tolerance ε ≥ 0 in payoff units a member gains if its payoff rises by more than ε.
//! A member that keeps its action can be left out without changing anything for the others, so it is
//! enough to look at coalitions whose members all change theirs.
//!
//! * Games with one integer total, all coalitions: [`NoBlockingCoalition`] or [`BlockingCoalition`].
//!   With D_i(T′) = { c_i(a) − c_i(s_i) : a ≠ s_i, u_i(a, T′) − u_i(s) > ε }, some coalition blocks s
//!   if and only if, for some total T′, a non-empty choice of at most one number from each D_i(T′) sums
//!   to T′ − T. Each T′ has a [`BlockTag`] that says why there is none.
//! * Games with up to four real totals, groups of bounded size: [`NoGroupDeviation`] or
//!   [`GroupDeviation`].
//!
//! # References
//!
//! Aumann (1959), Acceptable points in general cooperative *n*-person games, *Contributions to the
//! Theory of Games IV*. Bounded sizes: *k*-strong equilibrium, Andelman, Feldman & Mansour (2009),
//! Strong price of anarchy, *Games and Economic Behavior* 65.
#![allow(clippy::indexing_slicing, reason = "seats and actions are checked once, on entry")]

mod evidence;
mod group;
mod integer;
mod violation;

pub use evidence::{
    BlockRun, BlockTag, BlockingCoalition, GroupDeviation, MAX_GROUP, Move, NoBlockingCoalition,
    NoGroupDeviation, PartialBlockSearch, PartialGroupSearch,
};
pub use violation::Violation;
