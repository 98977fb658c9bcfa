//! Prices and sensitivities, with what it takes to verify them.

use willing_game::Tier;

use super::Parameter;

/// Payoff and price of one tier for one state, others' tiers fixed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TierPrice {
    /// The tier.
    pub tier: Tier,
    /// U_i(t).
    pub payoff: f64,
    /// The smallest side payment for taking the tier that makes it a best reply: max U_i − U_i(t).
    pub price: f64,
}

/// Which way a parameter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Direction {
    /// Down.
    Decrease,
    /// Up.
    Increase,
}

/// What moving one parameter of one state one way does to its best reply, others' tiers fixed.
///
/// A tier *overtakes* the state's own when it gains more over it than the slack: the tolerance of the
/// search for equilibria plus twice the rounding allowance
/// ([`rounding_allowance`](crate::tiers::rounding_allowance)).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Sensitivity {
    /// Which parameter.
    pub parameter: Parameter,
    /// Which way.
    pub direction: Direction,
    /// Its value.
    pub from: f64,
    /// What happens.
    pub change: Change,
    /// Values from `from` outward, on whose cells it is proved that no tier overtakes; the last one is as
    /// far as that goes.
    pub grid: Vec<f64>,
}

/// What happens as a parameter moves away from its value.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Change {
    /// At `to` another tier has overtaken, and up to `keeps` none has: proved on the grid, which ends there.
    /// Between the two lies less than a billionth.
    Flips {
        /// The last value at which the own tier is known to hold.
        keeps: f64,
        /// The value at which another tier is better.
        to: f64,
        /// That tier: the best reply at `to`.
        tier: Tier,
        /// The size of the change ([`Parameter::size_of_change`]).
        size: f64,
    },
    /// No tier overtakes up to the end of the range: proved on the grid, which ends there.
    Holds {
        /// The end of the range searched.
        to: f64,
    },
    /// Another tier has overtaken at `to`, but it is proved only up to `proved` that none does before.
    FlipsUnproved {
        /// How far the proof reaches.
        proved: f64,
        /// A value at which another tier is better.
        to: f64,
        /// That tier.
        tier: Tier,
        /// The size of the change to `to`, an upper bound on the smallest.
        size: f64,
    },
    /// No value is known at which another tier is better, but it is proved only up to `proved` that there
    /// is none.
    HoldsUnproved {
        /// How far the proof reaches.
        proved: f64,
        /// The end of the range searched.
        to: f64,
    },
}

impl Sensitivity {
    /// Where another tier is better, which, and how large the change is; `None` if no such value is known.
    #[must_use]
    pub const fn flip(&self) -> Option<(f64, Tier, f64)> {
        match self.change {
            Change::Flips { to, tier, size, .. } | Change::FlipsUnproved { to, tier, size, .. } => {
                Some((to, tier, size))
            }
            Change::Holds { .. } | Change::HoldsUnproved { .. } => None,
        }
    }
}
