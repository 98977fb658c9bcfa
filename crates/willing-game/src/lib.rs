//! The nouns of coalition games: nothing here searches for anything.
//!
//! * [`Player`], [`Players`]: seats with unique names.
//! * [`Coalition`] (up to 64 players, one machine word) and [`LargeCoalition`] (any size).
//! * [`TierSet`]: how far a state goes along, as points (x, y, a, f) of military exposure, public
//!   stance, asset access and finance; with their order and lattice tests.
//! * [`AggregativeGame`]: a strategic game in which others matter only through a few totals. It is
//!   what an embedder implements for payoffs of his own.
//! * [`Profile`]: one action for each player.
//! * [`tu`]: games with transferable utility, as tables, oracles and structured games; exact or in floats.
//! * [`Rational`]: the exact numbers of such games.
//! * [`Verdict`] and [`Certificate`]: what a solver learned, and evidence that can be checked
//!   without knowing how it was found.
//!
//! # Example
//!
//! ```
//! use willing_game::{Coalition, Player, TierSet};
//!
//! let tiers = TierSet::default();
//! let core = tiers.tier("C")?;
//! let opponent = tiers.tier("O")?;
//! assert!(tiers.point(core).exposure > tiers.point(opponent).exposure);
//!
//! let pair = Coalition::grand(5)?.without(Player::new(0)).intersection(Coalition::of([1, 2])?);
//! assert_eq!(pair.len(), 2);
//! # Ok::<(), willing_game::Error>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! Every constructor is fallible and refuses NaN, infinities, duplicate or empty names and sizes
//! out of range with a typed [`Error`]; nothing panics on what a user can write.
//!
//! # Features
//!
//! `serde`: the nouns as data. `generate`: random games of documented families ([`tu::generate`]). Off by default.

mod aggregative;
mod coalition;
mod error;
mod player;
mod rational;
mod tier;
pub mod tu;
mod verdict;

pub use aggregative::{
    ActionSet, AggregativeGame, IntegerAggregativeGame, MAX_ACTIONS, MAX_AGGREGATES, Profile, Totals,
    TotalsBox,
};
pub use coalition::{Coalition, LargeCoalition};
pub use error::Error;
pub use player::{Player, Players};
pub use rational::{NumberError, Rational};
pub use tier::{Tier, TierPoint, TierSet};
pub use verdict::{Certificate, Limit, NotFound, Verdict};
