//! What would happen without a state, or with another leader.

use willing_game::{Player, Profile, Tier};

use super::{Caveat, Cell, CouncilResult, Course};

/// A crisis solved again with one thing changed, in summary.
///
/// Players are those of the *changed* crisis: after the removal of a state, those behind it move up by one seat.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Rerun {
    /// What happens.
    pub course: Course,
    /// What comes of asking the council.
    pub council: CouncilResult,
    /// What that is worth to the leader.
    pub leader_value: f64,
    /// U_L⁰.
    pub leader_status_quo: f64,
    /// K, if anything is done.
    pub capability: Option<f64>,
    /// The tiers, if anything is done.
    pub profile: Option<Profile>,
    /// How many outcomes there are over all equilibria.
    pub outcomes: usize,
    /// Reservations.
    pub caveats: Vec<Caveat>,
    /// The cells with their certificates, if they were asked for
    /// ([`Counterfactuals::Certified`](super::Counterfactuals::Certified)); else empty, and what is said
    /// here is checked only so far as that the profile is an equilibrium with these values.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub cells: Vec<Cell>,
}

/// A state whose tier moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Move {
    /// Which state, by its seat in the crisis as it stands.
    pub player: Player,
    /// Its tier in the outcome.
    pub from: Tier,
    /// Its tier in the other one.
    pub to: Tier,
}

/// What happens without a state.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Removal {
    /// It is the leader: nothing happens unless another leads. Lists those who as leaders would act with it
    /// as a follower, and would still act without it; the council is not asked.
    Leader {
        /// Who would.
        successors: Vec<Player>,
    },
    /// The crisis goes on without it.
    Follower {
        /// What happens.
        rerun: Box<Rerun>,
        /// Whether action hinges on it.
        indispensable: Indispensability,
        /// Whose tiers move, where action is taken with and without it.
        moved: Vec<Move>,
    },
    /// The run was stopped before.
    NotRun,
}

/// What hinges on a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Indispensability {
    /// The leader acts with it and stays out without it.
    Decisive,
    /// The leader acts either way, but by another method or with another authorization.
    ChangesCourse,
    /// The course is the same.
    Dispensable,
    /// The leader stays out with it and acts without it.
    Obstacle,
}

/// What happens if another state leads and the council is not asked: whether it is willing and capable of
/// acting without consensus.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Candidacy {
    /// It is the leader.
    Incumbent,
    /// The crisis under its lead, without a council.
    Tried {
        /// What happens.
        rerun: Box<Rerun>,
    },
    /// The model refuses it as a leader: it has no tier that a leader may take, or the sharing rule does
    /// not admit it among the participants.
    Inadmissible,
    /// The run was stopped before.
    NotRun,
}

/// Whether the certificates of counterfactual solves are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Counterfactuals {
    /// None is solved.
    None,
    /// Solved; only the summary is kept.
    #[default]
    Summarised,
    /// Solved, and every cell is kept with its certificate.
    Certified,
}
