//! What the rule of the council makes of its members: who holds a veto, how much power each has, who blocks a draft.

use num_bigint::BigUint;
use willing_council::Seat;

use crate::power::PowerIndices;
use crate::power::ternary::RollCallPower;

/// Vetoes, power and blocking coalitions under the actual rule on the matter at hand.
///
/// Vetoes and power are those of the rule alone, before anybody's position is known; a member that takes no part
/// counts as if it did.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct VotingReport {
    /// Members whose no alone stops a draft that all others want, in order.
    pub vetoes: Vec<Seat>,
    /// Winning coalitions, swings and Shapley–Shubik indices if nobody abstains.
    pub power: Reckoned<PowerIndices>,
    /// The roll-call index, where yes, abstention and no have a chance of a third each.
    pub roll_call: Reckoned<RollCallPower>,
    /// For each draft, in their order, who blocks it; `None` for one that would pass.
    pub blocking: Vec<Option<BlockingCoalitions>>,
}

/// Something that may take too much work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Reckoned<T> {
    /// It was computed.
    Computed(T),
    /// It was left out.
    LeftOut(LeftOut),
}

impl<T> Reckoned<T> {
    /// What was computed, if it was.
    pub const fn computed(&self) -> Option<&T> {
        match self {
            Self::Computed(value) => Some(value),
            Self::LeftOut(_) => None,
        }
    }
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum LeftOut {
    /// Counting takes more room or steps than the solver takes on beside a crisis.
    TooLarge,
    /// It was counted, but the check of it would take more steps than checks do.
    Uncheckable,
    /// The run was stopped before.
    NotRun,
}

/// The minimal coalitions that block a draft.
///
/// A coalition of members who are free to vote and do not say yes *blocks* if the draft fails though all others who are
/// free say yes and only its members vote as they do; it is minimal if none of them could be spared. Parties that must
/// abstain do so in any case. Every draft that fails has such a coalition; if even the empty one blocks, no vote could
/// pass it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BlockingCoalitions {
    /// How many there are; `None` where there are more than [`MOST_PROFILES`](Self::MOST_PROFILES) profiles to go through.
    #[cfg_attr(feature = "serde", serde(with = "count"))]
    pub count: Option<BigUint>,
    /// The first [`MOST_LISTED`](Self::MOST_LISTED) families of them, in order; where they are not counted, some.
    pub families: Vec<BlockingFamily>,
}

impl BlockingCoalitions {
    /// The most families that are listed.
    pub const MOST_LISTED: usize = 16;

    /// The most profiles, ways to take so many of each kind of members, for which coalitions are counted.
    pub const MOST_PROFILES: usize = 1 << 14;

    /// How many coalitions the listed families have.
    #[must_use]
    pub fn listed(&self) -> BigUint {
        self.families.iter().map(BlockingFamily::count).sum()
    }
}

/// Blocking coalitions that differ only in who of equals is in them: so many of each kind.
///
/// Members are of one *kind* if the rule takes their votes alike: they weigh the same in every part of it that minds such
/// a vote, and both or neither cast a veto.
///
/// Families are in order of the size of their coalitions, then of the seats of their picks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BlockingFamily {
    /// How many of which members, in the order of their first seats; nothing for the empty coalition.
    pub picks: Vec<Pick>,
}

impl BlockingFamily {
    /// How many members each of its coalitions has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.picks.iter().map(|pick| pick.take).sum()
    }

    /// How many coalitions it has.
    #[must_use]
    pub fn count(&self) -> BigUint {
        self.picks.iter().map(|pick| binomial(pick.of.len(), pick.take)).product()
    }

    /// What families are ordered by.
    #[must_use]
    pub fn order(&self) -> (usize, &[Pick]) {
        (self.size(), &self.picks)
    }
}

/// Any so many of these members.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Pick {
    /// All members of one kind, in order.
    pub of: Vec<Seat>,
    /// How many of them; at least one.
    pub take: usize,
}

fn binomial(all: usize, take: usize) -> BigUint {
    if take > all {
        return BigUint::default();
    }
    // Exact at every step: the product of i consecutive integers is divisible by i!.
    (1..=take).fold(BigUint::from(1_u32), |product, i| product * (all - take + i) / i)
}

/// A count that may be missing, as a text of digits.
#[cfg(feature = "serde")]
mod count {
    use num_bigint::BigUint;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::power::natural;

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Count(#[serde(with = "natural")] BigUint);

    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(
        count: &Option<BigUint>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        count.clone().map(Count).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<BigUint>, D::Error> {
        Ok(Option::<Count>::deserialize(deserializer)?.map(|Count(count)| count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_has_as_many_coalitions_as_there_are_ways_to_pick() {
        let pick = |seats: std::ops::Range<u32>, take| Pick { of: seats.map(Seat::new).collect(), take };
        let family = BlockingFamily { picks: vec![pick(0..11, 7), pick(11..14, 1)] };
        assert_eq!((family.size(), family.count()), (8, 990_u32.into()));
        assert_eq!(BlockingFamily { picks: vec![] }.count(), 1_u32.into());
        assert_eq!(BlockingFamily { picks: vec![pick(0..2, 3)] }.count(), 0_u32.into());
    }
}
