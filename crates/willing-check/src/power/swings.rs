//! Winning coalitions and swings alone.

use num_bigint::BigUint;
use num_traits::Zero;
use willing_game::Rational;

use super::indices::ratio;

/// How often each seat turns a losing coalition into a winning one: what is exact and cheap even for hundreds of seats.
///
/// Its check recounts: [`Certificate`](willing_game::Certificate).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Swings {
    /// |W|, how many coalitions win.
    #[cfg_attr(feature = "serde", serde(with = "super::natural"))]
    pub winning: BigUint,
    /// η_i: for each seat, how many coalitions of the others lose without it and win with it, its raw Banzhaf count.
    #[cfg_attr(feature = "serde", serde(with = "super::natural::list"))]
    pub by_seat: Vec<BigUint>,
}

impl Swings {
    /// η_i/Σ η, if anybody swings.
    #[must_use]
    pub fn normalized_banzhaf(&self) -> Option<Vec<Rational>> {
        let total: BigUint = self.by_seat.iter().sum();
        let shares = self.by_seat.iter().map(|swings| ratio(swings, &total));
        (!total.is_zero()).then(|| shares.flatten().collect())
    }

    /// η_i/2ⁿ⁻¹.
    #[must_use]
    pub fn penrose_banzhaf(&self) -> Vec<Rational> {
        let others = BigUint::from(1u8) << self.by_seat.len().saturating_sub(1);
        self.by_seat.iter().map(|swings| ratio(swings, &others).unwrap_or_default()).collect()
    }
}
