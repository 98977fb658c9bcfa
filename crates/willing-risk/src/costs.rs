//! The costs of a tier, by risk type and branch.

use std::fmt;

use crate::tolerance::Odds;

/// A type of risk that a state carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum RiskType {
    /// The dangers themselves.
    Security,
    /// The pool of casualties.
    Casualties,
    /// The pool of expenses.
    Financial,
    /// Blame and cost of launching the action.
    Launch,
    /// Trouble at home.
    Domestic,
    /// Blame abroad.
    International,
    /// Retaliation by the target.
    Retaliation,
    /// Being abandoned by the leader.
    Abandonment,
    /// Being drawn in further.
    Entrapment,
    /// The certain cost of deploying at a distance.
    Projection,
}

impl RiskType {
    /// All types, in the order of [`Costs`].
    pub const ALL: [Self; 10] = [
        Self::Security,
        Self::Casualties,
        Self::Financial,
        Self::Launch,
        Self::Domestic,
        Self::International,
        Self::Retaliation,
        Self::Abandonment,
        Self::Entrapment,
        Self::Projection,
    ];

    /// Its place in [`RiskType::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }
}

impl fmt::Display for RiskType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Security => "security",
            Self::Casualties => "casualties",
            Self::Financial => "financial",
            Self::Launch => "launch",
            Self::Domestic => "domestic",
            Self::International => "international",
            Self::Retaliation => "retaliation",
            Self::Abandonment => "abandonment",
            Self::Entrapment => "entrapment",
            Self::Projection => "projection",
        })
    }
}

/// The branch of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Branch {
    /// It succeeds.
    Success,
    /// It fails.
    Failure,
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Success => "success",
            Self::Failure => "failure",
        })
    }
}

/// Certainty-equivalent costs of one branch, in money, in the order of [`RiskType::ALL`].
pub type BranchCosts = [f64; RiskType::ALL.len()];

/// Everything that a state's payoff at one tier is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Costs {
    /// π and 1 − π, in this state's view.
    pub odds: Odds,
    /// Costs if it succeeds.
    pub success: BranchCosts,
    /// Costs if it fails.
    pub failure: BranchCosts,
    /// ν v y: the worth of standing with those who share its values.
    pub values: f64,
    /// pay(t): the side payment received.
    pub payment: f64,
}

impl Costs {
    /// The cost of one risk type in one branch.
    #[must_use]
    pub fn of(&self, risk: RiskType, branch: Branch) -> f64 {
        let costs = match branch {
            Branch::Success => &self.success,
            Branch::Failure => &self.failure,
        };
        costs.get(risk.place()).copied().unwrap_or(0.0)
    }

    /// The cost of one risk type, averaged over branches by their probability.
    #[must_use]
    pub fn expected(&self, risk: RiskType) -> f64 {
        self.odds.mean(self.of(risk, Branch::Success), self.of(risk, Branch::Failure))
    }

    /// The payoff U at risk tolerance τ: certainty equivalent of the branches, plus values and payment.
    #[must_use]
    pub fn payoff(&self, tolerance: f64) -> f64 {
        let success: f64 = self.success.iter().sum();
        let failure: f64 = self.failure.iter().sum();
        self.values + self.payment - crate::branch_cost(tolerance, self.odds, success, failure)
    }
}
