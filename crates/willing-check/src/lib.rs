//! Certificates of the answers and their checks, in outward-rounded or exact arithmetic.
//!
//! This crate never sees the solver: a checker that shares code with the suspect checks nothing. It reads
//! the raw numbers of a game, encloses payoffs in intervals, and accepts evidence only if the claim holds
//! for every number in them:
//!
//! ```text
//! listed profile      upper end of every gain ≤ ε + 2η        (η: what rounding can move)
//! dropped action      lower end of the gain of a better one > ε, over the whole box of totals
//! list is complete    the boxes of the tree cover everything
//! ```
//!
//! * [`tiers`]: complete lists of equilibria, proofs that there is none, partial searches.
//! * [`integer`], [`deviation`]: decompositions over one integer total; deviations by groups.
//! * [`structure`], [`monotone`], [`quantal`]: supermodularity and potentials, climbs to the least and
//!   greatest equilibrium, residuals of quantal responses.
//! * [`crisis`], [`price`]: the answer to a crisis, its votes, choices, prices and flips.
//! * [`interval`]: the arithmetic.
//!
//! Games with transferable utility are checked in exact arithmetic, integers and fractions of any size:
//!
//! * [`core`], [`least_core`]: points with one scan of all coalitions; balanced collections against them.
//! * [`nucleolus`]: levels of excess with the weighted coalitions that settle there.
//! * [`values`]: recomputed by the defining formulas.
//! * [`kernel`], [`bargaining`], [`properties`]: surpluses, objections and counterexamples.
//! * [`program`]: optima, contradictions and rays of linear programs.
//!
//! Votes, in the same arithmetic:
//!
//! * [`power`]: indices of voting power, recounted coalition by coalition or by the sums they reach; with a-priori unions;
//!   as floats, with their bounds. [`power::ternary`]: where members may abstain.
//! * [`simple`]: numbers of coalitions, vetoes and dummies, orders, weights or a trade against them, the Nakamura number.
//! * [`winset`], [`deadlock`]: once round all directions, who is the pivot or who blocks in each. Areas and distances
//!   are floats with a tolerance.
//! * [`legislature`]: what proposers buy, compared with all coalitions; what Nash's product picks.
//! * [`outside`]: what a veto player concedes to a leader who can act alone, in floats.
//!
//! Sharing risk, in intervals:
//!
//! * [`sharing`]: worths of coalitions, from an allocation below and a density above; why a worth is not finite.
//! * [`syndicate`]: efficient divisions among expected-utility members, and competitive equilibria.
//!
//! All evidence is data and implements [`Certificate`](willing_game::Certificate); what it can fail by is a
//! typed violation that says where. Evidence from a file may hold anything: it is refused, never a panic.
//!
//! # Features
//!
//! `serde`: evidence as data. Off by default.

pub mod bargaining;
pub mod core;
pub mod crisis;
pub mod deadlock;
pub mod deviation;
mod excess;
pub mod integer;
pub mod interval;
pub mod kernel;
pub mod least_core;
pub mod legislature;
pub mod monotone;
pub mod nucleolus;
pub mod outside;
pub mod power;
pub mod price;
pub mod program;
pub mod properties;
pub mod quantal;
pub mod sharing;
pub mod simple;
pub mod structure;
pub mod syndicate;
pub mod tiers;
#[cfg(feature = "serde")]
mod unbounded;
pub mod values;
pub mod winset;
