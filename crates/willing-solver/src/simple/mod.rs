//! Simple games: which coalitions win, block and matter.
//!
//! | question | concept | a yes | a no |
//! |---|---|---|---|
//! | how many win, block, do so minimally? | [`CountCoalitions`] | counts | |
//! | which ones do so minimally? | [`MinimalWinning`], [`minimal_blocking`], [`maximal_losing`] | one after the other | |
//! | who has a veto, wins alone, never matters? | [`Roles`] | [`SeatRoles`](willing_check::simple::SeatRoles) | |
//! | can any two seats be compared? | [`Desirability`] | [`CompleteOrder`](willing_check::simple::CompleteOrder) | [`Incomparable`](willing_check::simple::Incomparable) |
//! | do two disjoint coalitions win? can two blocks deadlock? | [`Properness`], [`Strength`] | | |
//! | do weights say it all? | [`Weightedness`] | [`Representation`](willing_check::simple::Representation) | [`Trade`](willing_check::simple::Trade) |
//! | how few winning coalitions have nobody in common? | [`NakamuraNumber`] | [`EmptyIntersection`](willing_check::simple::EmptyIntersection) | [`AlwaysMeet`](willing_check::simple::AlwaysMeet) |
//! | preferences under which every alternative is beaten? | [`cyclic_profile`] | [`CyclicProfile`](willing_check::simple::CyclicProfile) | |
//!
//! # One search for many questions
//!
//! Most of these ask whether some coalition wins in one game and loses in another with the same seats: with and without seat
//! i (is i critical?), with i and with j (is i better?), in the game and in its dual (is it proper?), by the rule and by
//! weights (do they represent it?). It is searched for by deciding seat after seat, heavy ones first. A condition
//! that still needs r is replaced by the largest need with the same fate, so that different pasts with the same future meet
//! and failures are met once. That is a decision diagram, built as far as it is needed.
//!
//! # References
//!
//! Taylor & Zwicker (1999), *Simple games*. Bolus (2011), "Power indices of simple games and vector-weighted majority games by
//! means of binary decision diagrams", European Journal of Operational Research 210: 258–272.

mod counts;
mod desirability;
mod implication;
mod majority;
mod minimal;
mod nakamura;
mod needs;
mod ordered;
mod packing;
mod profile;
mod roles;
mod separation;
mod sums;
mod trade;
mod weightedness;

pub use counts::{CountCoalitions, SearchEnded};
pub use desirability::Desirability;
pub use majority::{Properness, Strength};
pub use minimal::{MaximalLosing, MinimalWinning, maximal_losing, minimal_blocking};
pub use nakamura::{NakamuraBounds, NakamuraNumber};
pub use profile::cyclic_profile;
pub use roles::Roles;
pub use weightedness::Weightedness;

/// The default bound on nodes of a search.
const MAX_NODES: usize = 1 << 21;
