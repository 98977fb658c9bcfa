//! What holds in all equilibria.

use willing_game::ActionSet;

use super::Course;

/// How often something happens over all combinations of equilibria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Modality {
    /// In all.
    Always,
    /// In some.
    Sometimes,
    /// In none.
    Never,
}

/// Whether all combinations were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Coverage {
    /// All of them, and every cell's list of equilibria is proved complete.
    Complete,
    /// All combinations of the equilibria found, but some cell is undecided.
    FoundOnly,
    /// Too many combinations: the main line, and from there every cell varied on its own.
    OneAtATime,
}

/// An outcome that some combination of equilibria leads to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PossibleOutcome {
    /// What happens.
    pub course: Course,
    /// Which of the cell's plays; `None` for the status quo.
    pub play: Option<usize>,
    /// How many combinations lead there.
    pub combinations: u64,
}

/// The set of outcomes over all combinations of equilibria, and which claims hold in all of them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Robustness {
    /// Whether all combinations were looked at.
    pub coverage: Coverage,
    /// How many were.
    pub combinations: u64,
    /// The outcomes, without repetition, in order.
    pub outcomes: Vec<PossibleOutcome>,
    /// Whether the leader acts.
    pub acts: Modality,
    /// Whether the council authorizes.
    pub authorized: Modality,
    /// Whether the council is deadlocked.
    pub deadlocked: Modality,
    /// For each state, the tiers it takes in outcomes in which anything is done. A tier is certain if it
    /// is the only one and the leader always acts. Of mixtures, the most probable tier.
    pub tiers: Vec<ActionSet>,
}
