//! The evidence.

use willing_game::{Coalition, Rational};

use super::WeightedCoalition;

/// Which of the relatives of the nucleolus is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Concept {
    /// Over imputations: x(N) = v(N) and x_i ≥ v({i}) (Schmeidler 1969).
    Nucleolus,
    /// Over all x with x(N) = v(N) (Sobolev 1975).
    Prenucleolus,
    /// Over imputations, excesses divided by the number of members (Grotte 1970).
    PerCapitaNucleolus,
    /// Over all x with x(N) = v(N), excesses divided by the number of members.
    PerCapitaPrenucleolus,
}

impl Concept {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Nucleolus, Self::Prenucleolus, Self::PerCapitaNucleolus, Self::PerCapitaPrenucleolus];

    /// Whether only imputations are considered.
    #[must_use]
    pub const fn is_over_imputations(self) -> bool {
        matches!(self, Self::Nucleolus | Self::PerCapitaNucleolus)
    }

    /// Whether excesses are divided by the number of members.
    #[must_use]
    pub const fn is_per_capita(self) -> bool {
        matches!(self, Self::PerCapitaNucleolus | Self::PerCapitaPrenucleolus)
    }

    /// What the excess of a coalition is divided by.
    #[must_use]
    pub fn gauge(self, coalition: Coalition) -> i32 {
        if self.is_per_capita() { i32::try_from(coalition.len()).unwrap_or(i32::MAX) } else { 1 }
    }
}

/// A player with its weight in a balanced collection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedPlayer {
    /// The player's seat.
    pub player: usize,
    /// Its weight; positive.
    pub weight: Rational,
}

/// A level of excess, and the proof that it can't be lower.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Level {
    /// t: the highest excess of a coalition that is not settled before; per member where excesses are.
    pub excess: Rational,
    /// Coalitions of this excess, which settle here.
    pub coalitions: Vec<WeightedCoalition>,
    /// Players at their individual worths, who settle here; empty unless imputations are meant.
    pub players: Vec<WeightedPlayer>,
}

/// The nucleolus of a game, or a relative of it, with the proof.
///
/// At most n − 1 levels of at most n coalitions each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedNucleolus {
    /// Which relative.
    pub concept: Concept,
    /// What each player gets, by seat.
    pub allocation: Vec<Rational>,
    /// From the highest excess to the lowest. Empty if there is only one allocation to choose from.
    pub levels: Vec<Level>,
    /// By how much an unsettled excess may be above its level, in the unit of the game: 0 for an exact answer,
    /// more where the scan was done in floats.
    pub slack: Rational,
}

impl CertifiedNucleolus {
    /// The allocation, rounded to floats.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        self.allocation.iter().map(Rational::to_f64).collect()
    }

    /// Whether it is proved without any slack.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.slack.is_zero()
    }
}

/// There is no imputation: the players' individual worths sum to more than there is to share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoImputation {
    /// Σ v({i}).
    pub individual: Rational,
    /// v(N), which is less.
    pub grand: Rational,
}
