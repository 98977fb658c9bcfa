//! The answer to a crisis.

use willing_game::Player;

use super::{
    BurdenReport, Candidacy, Cell, CellKey, CouncilResult, Counterfactuals, Course, CrisisParts, Draft,
    LeaderOption, Play, Removal, Robustness, StateReport, VotingReport,
};

/// The settings of the run that gave an answer: what it takes to repeat it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Settings {
    /// ε of the search for equilibria, in payoff units.
    pub tolerance: f64,
    /// Within which a deviation makes an equilibrium tie-dependent, in payoff units.
    pub tie_band: f64,
    /// The most nodes of each search.
    pub node_limit: u64,
    /// The most equilibria of each search.
    pub answer_limit: usize,
    /// The most combinations of equilibria looked at.
    pub combination_limit: u64,
    /// λ of the quantal response where a cell has no pure equilibrium, per unit of payoff.
    pub quantal_precision: f64,
    /// What was solved besides the crisis itself.
    pub counterfactuals: Counterfactuals,
    /// Whether sensitivities were computed.
    pub sensitivities: Sensitivities,
}

/// Whether the smallest changes of parameters are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Sensitivities {
    /// They are not.
    Omitted,
    /// For every state, parameter and direction.
    #[default]
    Computed,
}

/// A reservation about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Caveat {
    /// The search in this cell hit a limit: there may be other equilibria.
    UndecidedCell {
        /// Which.
        cell: CellKey,
    },
    /// This cell has no pure equilibrium; a quantal response stands in.
    MixedCell {
        /// Which.
        cell: CellKey,
    },
    /// No quantal response was found to stand in: the cell has no play at all.
    UnplayedCell {
        /// Which.
        cell: CellKey,
    },
    /// The play of this cell depends on how ties are read.
    TiedCell {
        /// Which.
        cell: CellKey,
    },
    /// This cell has several equilibria; the selection decides.
    SeveralEquilibria {
        /// Which.
        cell: CellKey,
        /// How many.
        count: usize,
    },
    /// Sequential accession did not settle in this cell; the leader-preferred equilibrium stands in.
    AccessionUnsettled {
        /// Which.
        cell: CellKey,
    },
    /// Too many combinations of equilibria to look at all.
    CombinationsBounded,
    /// The run was stopped before it was complete.
    Cancelled,
}

/// The answer to a crisis, complete enough to be checked on its own.
///
/// It embeds the crisis. [`Certificate::check`](willing_game::Certificate::check) verifies it against a
/// crisis, [`CrisisAnswer::check_alone`] against the one it embeds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CrisisAnswer {
    /// The version of the library that computed it.
    pub version: String,
    /// The settings of the run.
    pub settings: Settings,
    /// The crisis.
    pub crisis: CrisisParts,
    /// Every tier game with its certificate, in the order of [`Crisis::cells`](super::Crisis::cells).
    pub cells: Vec<Cell>,
    /// For each method the draft that would authorize it; empty without a council or where a cell that the
    /// votes depend on has no play.
    pub drafts: Vec<Draft>,
    /// What came of asking the council.
    pub council: CouncilResult,
    /// What the rule makes of the members of the council; `None` without one, and in answers older than the report.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub voting: Option<VotingReport>,
    /// The leader's options: status quo, each method outside, each method authorized.
    pub options: Vec<LeaderOption>,
    /// What happens.
    pub course: Course,
    /// U_L⁰ of the leader: what staying out is worth to it.
    pub leader_status_quo: f64,
    /// The cell that the reports on states describe: the one that is played or, if the leader stays out, the
    /// one it likes best, "had it acted". `None` if no cell has a play.
    pub shown: Option<usize>,
    /// Each state in the play that is shown, seat by seat; empty if there is none.
    pub states: Vec<StateReport>,
    /// For each equilibrium of the cell that is shown, as far as they have one, how its burden is shared; none for a mixture.
    /// `None` in answers older than these reports.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub burden: Option<Vec<BurdenReport>>,
    /// The set of outcomes over all equilibria, and what holds in all of them.
    pub robustness: Robustness,
    /// What happens without each state, seat by seat; empty if not asked for.
    pub removals: Vec<Removal>,
    /// What happens if each other state leads, seat by seat; empty if not asked for.
    pub candidacies: Vec<Candidacy>,
    /// Reservations.
    pub caveats: Vec<Caveat>,
}

impl CrisisAnswer {
    /// The cell of this method and authorization.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.key() == key)
    }

    /// The play that the reports on states describe.
    #[must_use]
    pub fn shown_play(&self) -> Option<&Play> {
        self.cells.get(self.shown?)?.play()
    }

    /// The leader's seat.
    #[must_use]
    pub fn leader(&self) -> Option<Player> {
        let leader = &self.crisis.issue.leader;
        let seat = self.crisis.issue.states.iter().position(|state| state.name == *leader)?;
        Player::from_seat(seat).ok()
    }

    /// Whether something was left undecided that the answer depends on.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.caveats.iter().any(|caveat| {
            matches!(caveat, Caveat::UndecidedCell { .. } | Caveat::UnplayedCell { .. } | Caveat::Cancelled)
        })
    }

    /// Whether the tier of this state is the same in all outcomes in which anything is done, all of them
    /// known and the leader acting in each.
    #[must_use]
    pub fn is_certain(&self, player: Player) -> bool {
        use super::{Coverage, Modality};
        let tiers = self.robustness.tiers.get(player.seat());
        self.robustness.coverage == Coverage::Complete
            && self.robustness.acts == Modality::Always
            && tiers.is_some_and(|tiers| tiers.len() == 1)
    }
}
