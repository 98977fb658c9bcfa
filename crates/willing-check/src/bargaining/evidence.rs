//! What is claimed about the bargaining set.

use willing_game::tu::Allocation;
use willing_game::{Coalition, Player, Rational};

/// A coalition that counters objections, with its weight among others that do so together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Counter {
    /// T.
    pub coalition: Coalition,
    /// λ_T ≥ 0.
    pub weight: Rational,
}

/// Why no objection of one player against another through one coalition is justified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Answer {
    /// i, who objects.
    pub objector: Player,
    /// j, against whom.
    pub target: Player,
    /// S.
    pub coalition: Coalition,
    /// Coalitions that counter together; at most as many as S has members.
    pub counters: Vec<Counter>,
}

/// The claim that an imputation is in the bargaining set of the grand coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct InBargainingSet {
    /// x.
    pub allocation: Allocation,
    /// Answers to the objections that no single coalition answers for all payments, ordered by objector, target
    /// and coalition.
    pub answers: Vec<Answer>,
}

/// An objection: what a coalition could pay its members.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Objection {
    /// i, who objects.
    pub objector: Player,
    /// j, against whom.
    pub target: Player,
    /// S.
    pub coalition: Coalition,
    /// y, for the members of S by seat.
    pub payments: Vec<Rational>,
}

/// The claim that an allocation is not in the bargaining set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum OutsideBargainingSet {
    /// It is no imputation: a player gets less than it earns alone.
    NoImputation {
        /// x.
        allocation: Allocation,
        /// The player.
        player: Player,
    },
    /// An objection that nobody can counter.
    Justified {
        /// x.
        allocation: Allocation,
        /// The objection.
        objection: Objection,
    },
}
