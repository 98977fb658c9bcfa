//! The indices as data.

use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use willing_game::Rational;

/// The voting power of every seat of a simple game: counts and indices that cannot be derived from each other, and
/// methods for those that can.
///
/// Where nobody is ever critical, since all coalitions win or none, the indices are 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PowerIndices {
    /// |W|, how many coalitions win.
    #[cfg_attr(feature = "serde", serde(with = "super::natural"))]
    pub winning: BigUint,
    /// η_i, in how many winning coalitions each seat is critical: raw Banzhaf.
    #[cfg_attr(feature = "serde", serde(with = "super::natural::list"))]
    pub swings: Vec<BigUint>,
    /// The share of all orders in which each seat is the one whose joining wins.
    pub shapley_shubik: Vec<Rational>,
    /// What minimal winning coalitions tell, if asked for.
    pub minimal: Option<MinimalCoalitions>,
    /// Johnston's Σ 1/(critical members) for each seat, if asked for.
    pub johnston: Option<Vec<Rational>>,
}

/// What minimal winning coalitions, in which every member is critical, tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct MinimalCoalitions {
    /// How many there are.
    #[cfg_attr(feature = "serde", serde(with = "super::natural"))]
    pub count: BigUint,
    /// In how many each seat is: raw Holler index.
    #[cfg_attr(feature = "serde", serde(with = "super::natural::list"))]
    pub memberships: Vec<BigUint>,
    /// The mean over them of 1/size for members and 0 for others.
    pub deegan_packel: Vec<Rational>,
}

impl PowerIndices {
    /// How many seats there are.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.swings.len()
    }

    /// Coleman's power of a collectivity to act, |W|/2ⁿ.
    #[must_use]
    pub fn collectivity(&self) -> Rational {
        ratio(&self.winning, &(BigUint::from(1u8) << self.seats())).unwrap_or_default()
    }

    /// Σ η_i.
    #[must_use]
    pub fn total_swings(&self) -> BigUint {
        self.swings.iter().sum()
    }

    /// η_i/Σ η; `None` if nobody is ever critical.
    #[must_use]
    pub fn normalized_banzhaf(&self) -> Option<Vec<Rational>> {
        over(&self.swings, &self.total_swings())
    }

    /// η_i/2ⁿ⁻¹, the chance to be critical if everybody tosses a coin.
    #[must_use]
    pub fn penrose_banzhaf(&self) -> Vec<Rational> {
        over(&self.swings, &(BigUint::from(1u8) << self.seats().saturating_sub(1))).unwrap_or_default()
    }

    /// Coleman's power to prevent action, η_i/|W|; `None` if no coalition wins.
    #[must_use]
    pub fn coleman_prevent(&self) -> Option<Vec<Rational>> {
        over(&self.swings, &self.winning)
    }

    /// Coleman's power to initiate action, η_i/(2ⁿ − |W|); `None` if no coalition loses.
    #[must_use]
    pub fn coleman_initiate(&self) -> Option<Vec<Rational>> {
        let all = BigUint::from(1u8) << self.seats();
        (self.winning < all).then(|| over(&self.swings, &(all - &self.winning))).flatten()
    }

    /// Rae's index ½ + η_i/2ⁿ: how often the council decides as the seat votes, if everybody tosses a coin.
    #[must_use]
    pub fn rae(&self) -> Vec<Rational> {
        let half = Rational::new(1, 2).unwrap_or_default();
        self.penrose_banzhaf().iter().map(|power| &half + &half * power).collect()
    }

    /// Johnston's index scaled to sum to 1; `None` if not asked for, or nobody is ever critical.
    #[must_use]
    pub fn normalized_johnston(&self) -> Option<Vec<Rational>> {
        let raw = self.johnston.as_ref()?;
        let sum = raw.iter().sum::<Rational>();
        raw.iter().map(|share| share.over(&sum)).collect()
    }
}

impl MinimalCoalitions {
    /// Holler's public good index: memberships scaled to sum to 1; `None` if there are none.
    #[must_use]
    pub fn public_good(&self) -> Option<Vec<Rational>> {
        over(&self.memberships, &self.memberships.iter().sum())
    }
}

fn over(counts: &[BigUint], divisor: &BigUint) -> Option<Vec<Rational>> {
    counts.iter().map(|count| ratio(count, divisor)).collect()
}

pub(super) fn ratio(count: &BigUint, divisor: &BigUint) -> Option<Rational> {
    if divisor.is_zero() {
        return None;
    }
    Rational::new(BigInt::from(count.clone()), BigInt::from(divisor.clone()))
}
