//! Evidence about prices and flips, and its checks.
//!
//! The *price* of a tier for a state is the smallest side payment for taking it that makes it a best reply:
//! max_s U(s) − U(t), others' tiers fixed. Its evidence is the payoffs of all feasible tiers.
//!
//! A *flip* is the smallest change of one of the state's own parameters that makes another tier better than
//! its own, others' tiers fixed. Its evidence is a bracket (no tier overtakes just below, one has at the
//! value) and a grid on whose cells it is proved that none overtakes before ([`Variation`]).

mod check;
mod evidence;
mod parameter;
mod variation;
mod violation;

pub(crate) use check::agree;
pub use check::{check_prices, check_sensitivities};
pub use evidence::{Change, Direction, Sensitivity, TierPrice};
pub use parameter::Parameter;
pub use variation::{Surroundings, Variation};
pub use violation::Violation;
