//! Simple games: which coalitions win, block and matter.
//!
//! S wins or loses; what contains a winning coalition wins. S *blocks* if N∖S loses. Evidence names coalitions as lists of
//! seats, so that no number of seats is too large for it.
//!
//! | claim | evidence | refuted by |
//! |---|---|---|
//! | how many win, block, do so minimally | [`CoalitionCounts`] | |
//! | vetoes, passers, dictators, dummies | [`SeatRoles`] | |
//! | seats are ordered by desirability | [`CompleteOrder`] | [`Incomparable`] |
//! | no two disjoint coalitions win | [`Proper`] | [`DisjointWinners`] |
//! | of S and N∖S one wins | [`Strong`] | [`LosingComplements`] |
//! | weights and a quota say who wins | [`Representation`] | [`Trade`] |
//! | the Nakamura number | [`EmptyIntersection`] | [`AlwaysMeet`] |
//! | some profile of preferences has no core | [`CyclicProfile`] | |
//!
//! # How claims about all coalitions are checked
//!
//! Witnesses are evaluated. "Every coalition that wins in one game wins in another" is first tried by a bound: of the
//! fractional coalitions that meet a condition of the one, the lightest under a condition of the other. Where that does not
//! settle it, all sums of weights that coalitions can have are listed, seat by seat, up to [`MOST_STATES`]
//! at a time; beyond, the claim is not accepted ([`Violation::TooLarge`]).

mod counts;
mod desirability;
mod implied;
mod listed;
mod majority;
mod members;
mod nakamura;
mod profile;
mod roles;
mod violation;
mod weighted;

pub use counts::CoalitionCounts;
pub use desirability::{CompleteOrder, Incomparable};
pub use implied::MOST_STATES;
pub use listed::{CoalitionKind, ListedCoalitions};
pub use majority::{DisjointWinners, LosingComplements, Proper, Strong};
pub use nakamura::{AlwaysMeet, EmptyIntersection, MeetingBound};
pub use profile::{BeatenAlternative, CyclicProfile};
pub use roles::{Role, SeatRoles, Veto};
pub use violation::Violation;
pub use weighted::{Representation, Trade, TradedCoalition};
