//! What the council would do and does, and what the leader chooses.

use willing_council::{DraftForecast, Outcome, PositionChange, Remedy, Seat, VoteChange};
use willing_risk::Authorization;

use super::CellKey;

/// What happens in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Course {
    /// The leader stays out; nothing happens.
    StatusQuo,
    /// The leader acts by this method without the council: under the authorization that stands, which is
    /// none where there is a council.
    Outside {
        /// The place of the method.
        method: usize,
    },
    /// The council authorizes this method, and the leader acts by it.
    Authorized {
        /// The place of the method.
        method: usize,
    },
}

impl Course {
    /// Whether anything is done.
    #[must_use]
    pub const fn acts(self) -> bool {
        !matches!(self, Self::StatusQuo)
    }

    /// The tier game that is played, if anything is done, where this authorization holds without a council.
    #[must_use]
    pub const fn cell(self, standing: Authorization) -> Option<CellKey> {
        match self {
            Self::StatusQuo => None,
            Self::Outside { method } => Some(CellKey { method, authorization: standing }),
            Self::Authorized { method } => Some(CellKey { method, authorization: Authorization::Authorized }),
        }
    }

    /// The method, if anything is done.
    #[must_use]
    pub const fn method(self) -> Option<usize> {
        match self {
            Self::StatusQuo => None,
            Self::Outside { method } | Self::Authorized { method } => Some(method),
        }
    }
}

/// A draft "authorize this method", as foreseen before anybody votes.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Draft {
    /// The place of the method.
    pub method: usize,
    /// Each member's support d_i = V_i(1) − V_i(0) + ν_c v_i, its vote, and the count.
    pub forecast: DraftForecast,
    /// What an authorized action gives the leader beyond what it has without tabling the draft.
    pub leader_gain: f64,
    /// Members that would rather see the authorized action than the status quo.
    pub prefer_acting: Vec<Seat>,
    /// What becomes of it.
    pub fate: DraftFate,
    /// The fewest votes that would have to change for it to pass.
    pub fewest_changes: Remedy<VoteChange>,
    /// The least change of positions that would pass it.
    pub least_shift: Remedy<PositionChange>,
}

/// What becomes of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum DraftFate {
    /// Tabled and passed.
    Adopted,
    /// It would pass, but the leader has something at least as good: another draft, acting alone, or the
    /// status quo.
    NotTabled,
    /// Foreseen to fail and withdrawn.
    Withdrawn {
        /// What is on record: who would have vetoed, and the votes it would have had.
        record: Outcome,
    },
}

/// What came of asking the council.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum CouncilResult {
    /// There is no council to ask.
    NoCouncil,
    /// It authorized a method.
    Authorized {
        /// The place of the method.
        method: usize,
    },
    /// Some draft would pass, but the leader gains nothing by it.
    NotAsked,
    /// No draft would pass, although acting is wanted.
    Deadlocked {
        /// Who wants it.
        wanted_by: DeadlockDemand,
    },
    /// No draft would pass, and neither the leader nor enough members want to act.
    Unmoved,
    /// Some cell that the votes depend on is undecided.
    Unknown,
}

/// Who prefers acting to the status quo although no draft would pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum DeadlockDemand {
    /// The leader, authorized or not.
    Leader,
    /// At least a quota of members, by some authorized method.
    Members,
    /// Both.
    LeaderAndMembers,
}

/// One of the leader's options and what it is worth to it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LeaderOption {
    /// What would happen.
    pub course: Course,
    /// U_L; `None` where the cell is undecided and nothing was found.
    pub value: Option<f64>,
    /// Whether the leader can have it, and whether it takes it.
    pub standing: OptionStanding,
}

/// Whether the leader can have an option, and whether it takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum OptionStanding {
    /// Chosen.
    Chosen,
    /// Within reach, but another is at least as good.
    Rejected,
    /// The council would not authorize it.
    Blocked,
    /// Nothing is known about it.
    Unknown,
}
