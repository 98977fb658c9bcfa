//! Evidence about the pure equilibria of a tier game, and its checks.
//!
//! # The claim
//!
//! For a tolerance ε ≥ 0 in payoff units and a rounding allowance η_i of each player
//! ([`rounding_allowance`]):
//!
//! * every listed profile is an (ε + 2 η)-equilibrium: no deviation of player i gains more than ε + 2 η_i;
//! * every profile that is not listed is no ε-equilibrium: some deviation gains more than ε.
//!
//! A profile whose worst gain lies within the tolerance of 0 is listed and flagged as tie-dependent.
//!
//! # The check
//!
//! `list.check(&game)` for a [`TierGame`](willing_risk::TierGame), `list.check(&Embedded(&game))` for
//! payoffs of an embedder's own. It verifies each listed profile by itself, then replays the tree:
//! one sum for a tightening, one bound ([`GainBounds`]) for a pruned action, no search. All of it is
//! outward rounded, from the raw numbers of the game. Corrupted evidence gives a [`Violation`].
//!
//! The size of the tie band is a setting of the search and no part of the claim: a flag is demanded
//! only where a deviation certainly gains something.

mod check;
mod enclosure;
mod evidence;
mod model;
mod replay;
mod sums;
mod tree;
mod violation;

pub use enclosure::GainBounds;
pub use evidence::{
    EquilibriumList, Listed, OpenBox, PartialSearch, Refutation, only_profile, root_domains,
    rounding_allowance,
};
pub use model::Embedded;
pub use tree::{Scope, Step, Tree, TreeWriter};
pub use violation::Violation;
