//! The tier games of a crisis, solved.

use willing_game::{Profile, Totals, Verdict};
use willing_risk::Authorization;

use super::CellKey;
use crate::tiers::{EquilibriumList, PartialSearch, Refutation};

/// What was proved about the pure equilibria of a cell.
pub type CellVerdict = Verdict<EquilibriumList, Refutation, PartialSearch>;

/// One tier game of the crisis with everything that was proved about it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cell {
    /// The place of the method among those of the issue.
    pub method: usize,
    /// z.
    pub authorization: Authorization,
    /// All pure equilibria, a proof that there are none, or how far the search came.
    pub verdict: CellVerdict,
    /// How each equilibrium is played, in the order of the list. For a cell without a pure equilibrium one
    /// entry, the logit quantal response; empty if the search was stopped before it found anything.
    pub plays: Vec<Play>,
    /// The place in `plays` of the one that the selection picks; `None` if there is none.
    pub selected: Option<usize>,
}

impl Cell {
    /// Method and authorization.
    #[must_use]
    pub const fn key(&self) -> CellKey {
        CellKey { method: self.method, authorization: self.authorization }
    }

    /// The play that the selection picks.
    #[must_use]
    pub fn play(&self) -> Option<&Play> {
        self.plays.get(self.selected?)
    }

    /// Whether the list of plays is proved complete.
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        !matches!(self.verdict, Verdict::Undecided(_))
    }
}

/// How a cell is played: a profile, or a mixture of tiers, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Play {
    /// The tier of each state; of a mixture, the most probable one (of equals the first).
    pub profile: Profile,
    /// The mixture, where the cell has no pure equilibrium.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub mixture: Option<Mixture>,
    /// (K, Σ w y, Σ ω x, Σ ω max(x, f/2)); expected ones for a mixture.
    pub totals: Totals,
    /// Q: mean stance.
    pub mean_stance: f64,
    /// Λ: legitimacy.
    pub legitimacy: f64,
    /// U_i of each state; expected ones for a mixture.
    pub payoffs: Vec<f64>,
}

/// A logit quantal response: each state answers with probabilities proportional to e^{λ U}, where the others
/// enter by their expected totals.
///
/// It stands in where a cell has no pure equilibrium; the proof of that stays with the cell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Mixture {
    /// λ: precision, per unit of payoff.
    pub precision: f64,
    /// The largest difference between a probability and the logit response to all of them.
    pub residual: f64,
    /// For each state, the probability of each tier of the set, 0 for one that is not feasible.
    pub probabilities: Vec<Vec<f64>>,
}
