//! What is claimed about the pure equilibria of a game with one integer total.

use std::fmt;
use std::str::FromStr;

use willing_game::{Limit, Profile};

/// How many profiles there are. Written as a decimal number or `beyond`; as data, too, because
/// numbers of this size do not survive in most readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub enum Count {
    /// This many; less than `u128::MAX`.
    Exactly(u128),
    /// At least `u128::MAX`, about 3.4e38.
    Beyond,
}

/// A count that is neither a decimal number below `u128::MAX` nor `beyond`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is no count: expected a decimal number below {most} or \"beyond\"", most = u128::MAX)]
pub struct CountError {
    /// What was written.
    pub text: String,
}

impl FromStr for Count {
    type Err = CountError;

    fn from_str(text: &str) -> Result<Self, CountError> {
        let exactly = || text.parse().ok().filter(|&count| count < u128::MAX).map(Self::Exactly);
        let count = if text == "beyond" { Some(Self::Beyond) } else { exactly() };
        count.ok_or_else(|| CountError { text: text.to_owned() })
    }
}

impl TryFrom<String> for Count {
    type Error = CountError;

    fn try_from(text: String) -> Result<Self, CountError> {
        text.parse()
    }
}

impl From<Count> for String {
    fn from(count: Count) -> Self {
        count.to_string()
    }
}

impl Count {
    /// None.
    pub const ZERO: Self = Self::Exactly(0);

    /// The count that a sum which saturates at `u128::MAX` stands for.
    #[must_use]
    pub const fn saturated(sum: u128) -> Self {
        if sum == u128::MAX { Self::Beyond } else { Self::Exactly(sum) }
    }

    /// This many and `other` more.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exactly(mine), Self::Exactly(others)) => Self::saturated(mine.saturating_add(others)),
            _ => Self::Beyond,
        }
    }

    /// The number as a `usize`, if it is at most `limit`.
    #[must_use]
    pub fn within(self, limit: usize) -> Option<usize> {
        match self {
            Self::Exactly(count) => usize::try_from(count).ok().filter(|count| *count <= limit),
            Self::Beyond => None,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::Beyond => f.write_str("beyond"),
        }
    }
}

/// What is known about a total T. R_i(T) are the actions of player i that are best replies when
/// everybody's contributions sum to T.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Tag {
    /// R_i(T) is empty for this player: no equilibrium has this total.
    NoBestReply {
        /// The player's seat.
        player: usize,
    },
    /// The least contributions of best replies sum to more than T.
    Above,
    /// The greatest contributions of best replies sum to less than T.
    Below,
    /// No choice of best replies contributes exactly T in sum.
    Unreachable,
    /// Some choice does: there are equilibria with this total.
    Holds,
}

/// Consecutive totals of one tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Run {
    /// How many totals; at least 1.
    pub totals: u64,
    /// What is known about each of them.
    pub tag: Tag,
}

/// What is known about consecutive totals.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Decomposition {
    /// The first total: the sum of everybody's least contributions.
    pub lowest: i64,
    /// What is known about it and the totals that follow, without gaps.
    pub runs: Vec<Run>,
}

impl Decomposition {
    /// How many totals it speaks of.
    #[must_use]
    pub fn totals(&self) -> u64 {
        self.runs.iter().fold(0, |sum, run| sum.saturating_add(run.totals))
    }
}

/// Players who are interchangeable at one total: the same best replies, which contribute the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Class {
    /// The players' seats, ascending.
    pub players: Vec<u32>,
    /// Their best replies, ascending.
    pub actions: Vec<u8>,
    /// What each of these actions contributes.
    pub contributions: Vec<i64>,
}

/// All equilibria of one total: each player takes an action of its class so that the sum is right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cell {
    /// The total.
    pub total: i64,
    /// How many equilibria have it; at least one.
    pub count: Count,
    /// The best replies of all players, in the order of the first player of each class.
    pub classes: Vec<Class>,
}

/// An equilibrium on the list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListedProfile {
    /// What everybody contributes in sum.
    pub total: i64,
    /// The profile.
    pub profile: Profile,
    /// The largest gain that a single deviation brings: at most the tolerance, below 0 if the
    /// equilibrium is strict; negative infinity if nobody has a choice.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub worst_gain: f64,
    /// Whether the largest gain is at least minus the tie band, so that membership depends on how
    /// ties are read. With a band of 0: whether the equilibrium is not strict.
    pub tie_dependent: bool,
}

/// Whether the equilibria are listed one by one.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Listing {
    /// Every equilibrium, by total, then by profile.
    All(Vec<ListedProfile>),
    /// More than the answer limit: only counted, and described by the cells.
    Counted,
}

/// All pure equilibria of a game with one integer total, with the proof that there are no others.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct IntegerEquilibriumList {
    /// ε: a deviation that gains at most this much is no reason to deviate. In payoff units.
    pub tolerance: f64,
    /// How close to 0 a gain makes an equilibrium tie-dependent. In payoff units.
    pub tie_band: f64,
    /// What is known about each total.
    pub decomposition: Decomposition,
    /// The totals that hold equilibria, ascending; never empty.
    pub cells: Vec<Cell>,
    /// How many equilibria there are.
    pub count: Count,
    /// The equilibria, if they are few enough.
    pub listing: Listing,
}

impl IntegerEquilibriumList {
    /// The equilibria one by one, if they are listed.
    #[must_use]
    pub fn listed(&self) -> Option<&[ListedProfile]> {
        match &self.listing {
            Listing::All(profiles) => Some(profiles),
            Listing::Counted => None,
        }
    }
}

/// Proof that a game with one integer total has no pure equilibrium.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct IntegerRefutation {
    /// ε, as in [`IntegerEquilibriumList`].
    pub tolerance: f64,
    /// What is known about each total: none holds an equilibrium.
    pub decomposition: Decomposition,
}

/// What a run that hit a limit has proved: all equilibria of the totals it came to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct IntegerPartial {
    /// The limit that was hit.
    pub limit: Limit,
    /// ε, as in [`IntegerEquilibriumList`].
    pub tolerance: f64,
    /// What is known about the totals decided.
    pub decomposition: Decomposition,
    /// Those that hold equilibria, ascending.
    pub cells: Vec<Cell>,
    /// How many equilibria these have.
    pub count: Count,
    /// How many totals, from the last one decided up, are open.
    pub open: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_writing_and_saturate() {
        for count in [Count::ZERO, Count::Exactly(u128::MAX - 1), Count::Beyond] {
            assert_eq!(count.to_string().parse(), Ok(count));
        }
        for text in ["", "-1", "1.5", "many", "340282366920938463463374607431768211455"] {
            assert_eq!(text.parse::<Count>(), Err(CountError { text: text.into() }));
        }
        assert_eq!(Count::Exactly(u128::MAX - 1).plus(Count::Exactly(1)), Count::Beyond);
        assert_eq!(Count::Exactly(7).within(6), None);
        assert_eq!(Count::Exactly(7).within(7), Some(7));
        assert_eq!(Count::Beyond.within(usize::MAX), None);
    }
}
