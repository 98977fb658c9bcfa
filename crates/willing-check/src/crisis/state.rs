//! What the answer says about each state.

use willing_game::{Player, Tier};
use willing_risk::{Ledger, RiskType};

use crate::price::{Sensitivity, TierPrice};

/// One risk that a state carries, and its part of everybody's.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Responsibility {
    /// Which risk.
    pub risk: RiskType,
    /// Its expected cost to this state: mean over the branches of the certainty-equivalent cost.
    pub expected_cost: f64,
    /// This state's part of the sum of that cost over all states; 0 if nobody bears any.
    pub share: f64,
}

/// Everything about one state in the play that is shown ([`CrisisAnswer::shown`](super::CrisisAnswer::shown)).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct StateReport {
    /// Its seat.
    pub player: Player,
    /// Its name.
    pub name: String,
    /// Its tier.
    pub tier: Tier,
    /// y of the tier.
    pub stance: f64,
    /// 1 − r(t): 0 at the core, 1 for a bystander, above 1 for an opponent.
    pub radius: f64,
    /// What it adds to K.
    pub capability: f64,
    /// Its share of the military burden.
    pub military_share: f64,
    /// Its share of the financial burden.
    pub financial_share: f64,
    /// Each risk, in the order of [`RiskType::ALL`].
    pub responsibilities: Vec<Responsibility>,
    /// U_i.
    pub payoff: f64,
    /// U_i⁰.
    pub status_quo: f64,
    /// The exact split of U_i(t) − U_i(bystander), others' tiers fixed.
    pub ledger: Ledger,
    /// The largest gain that another tier would bring; minus infinity for a state without a choice.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub worst_gain: f64,
    /// The side payment that Nash bargaining gives it under the negotiated sharing rule, else 0.
    pub negotiated_payment: f64,
    /// Payoff and price of each feasible tier, in the order of the tier set.
    pub prices: Vec<TierPrice>,
    /// How far each of its own parameters must move to change its tier; empty for a state without a choice
    /// and in a mixture. One entry for each parameter and direction, the smallest change first.
    pub sensitivities: Vec<Sensitivity>,
}
