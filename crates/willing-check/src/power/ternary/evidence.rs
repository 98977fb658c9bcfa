//! The claims, as data.

use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use willing_game::Rational;

use super::VoteChances;

/// In how many profiles of the others a seat decides, by what it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LevelSwings {
    /// The draft passes with its yes and fails with its abstention.
    #[cfg_attr(feature = "serde", serde(with = "super::decimal"))]
    pub yes_to_abstain: BigUint,
    /// The draft passes with its abstention and fails with its no.
    #[cfg_attr(feature = "serde", serde(with = "super::decimal"))]
    pub abstain_to_no: BigUint,
}

impl LevelSwings {
    /// Profiles of the others in which the draft passes with its yes and fails with its no: every one is counted under
    /// one level and not under the other.
    #[must_use]
    pub fn total(&self) -> BigUint {
        &self.yes_to_abstain + &self.abstain_to_no
    }
}

/// Swings of every seat over all 3ⁿ⁻¹ profiles of the others, and passing profiles of all.
///
/// # References
///
/// Felsenthal & Machover (1997), "Ternary voting games"; Freixas & Zwicker (2003).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TernarySwings {
    /// How many of the 3ⁿ profiles pass.
    #[cfg_attr(feature = "serde", serde(with = "super::decimal"))]
    pub passing: BigUint,
    /// By seat.
    pub seats: Vec<LevelSwings>,
}

impl TernarySwings {
    /// The absolute index: each seat's swings over 3ⁿ⁻¹.
    #[must_use]
    pub fn absolute(&self) -> Vec<Rational> {
        let others = u32::try_from(self.seats.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.over(&BigUint::from(3_u32).pow(others))
    }

    /// The normalized index: each seat's share of all swings; `None` if nobody has one.
    #[must_use]
    pub fn normalized(&self) -> Option<Vec<Rational>> {
        let all = self.seats.iter().map(LevelSwings::total).sum::<BigUint>();
        (!all.is_zero()).then(|| self.over(&all))
    }

    fn over(&self, all: &BigUint) -> Vec<Rational> {
        let share = |seat: &LevelSwings| {
            Rational::new(BigInt::from(seat.total()), BigInt::from(all.clone())).unwrap_or_default()
        };
        self.seats.iter().map(share).collect()
    }
}

/// How likely each seat is the pivot of a roll call in random order, where every vote has the same independent chances.
///
/// The pivot is the seat after whose vote the outcome is fixed, whatever those after it say. With no chance of an
/// abstention and the others equal it is the Shapley–Shubik index.
///
/// # References
///
/// Felsenthal & Machover (1997); Freixas (2005), "The Shapley–Shubik power index for games with several levels of
/// approval in the input and output".
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct RollCallPower {
    /// The chances of each vote.
    pub chances: VoteChances,
    /// By seat: the chance that its vote makes passage certain. Their sum is the chance that the draft passes.
    pub passing: Vec<Rational>,
    /// By seat: the chance that its vote makes failure certain.
    pub failing: Vec<Rational>,
}

impl RollCallPower {
    /// The index, by seat: the chance to be the pivot. It sums to 1 unless the rule decides before anybody votes, where it
    /// is 0.
    #[must_use]
    pub fn index(&self) -> Vec<Rational> {
        self.passing.iter().zip(&self.failing).map(|(passing, failing)| passing + failing).collect()
    }
}
