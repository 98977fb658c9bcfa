//! The ledger: why a state is where it is, as an exact split of a payoff difference.

use willing_game::{AggregativeGame, Profile, Tier, Totals};

use crate::costs::{Branch, BranchCosts, Costs, RiskType};
use crate::tier_game::TierGame;
use crate::tolerance::Odds;

/// The split of U(t) − U(reference) by risk type and branch, others' tiers fixed. Positive entries
/// speak for t.
///
/// Aumann–Shapley attribution along the segment from the costs at the reference tier to those at t,
/// on which the log-odds of success move in step (for a risk-neutral state, its probability does).
/// All integrals are closed forms; entries sum to the difference up to rounding. If success is
/// certain or impossible at one end only, costs move first at the reference's probability and
/// `success` is the rest.
///
/// # References
///
/// Aumann & Shapley (1974), *Values of Non-Atomic Games*; Billera & Heath (1982) for cost shares.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ledger {
    /// Contributions through the costs of the success branch.
    pub on_success: BranchCosts,
    /// Contributions through the costs of the failure branch.
    pub on_failure: BranchCosts,
    /// Contribution of the change in the probability of success.
    pub success: f64,
    /// Contribution of values, ν v Δy.
    pub values: f64,
    /// Contribution of side payments.
    pub payment: f64,
}

impl Ledger {
    /// Splits U(`tier`) − U(`reference`) of `player`, the others' contributions being `others`; O(1).
    /// `None` for a player the game does not have.
    #[must_use]
    pub fn between(
        game: &TierGame,
        player: usize,
        reference: Tier,
        tier: Tier,
        others: &Totals,
    ) -> Option<Self> {
        let tolerance = game.states().get(player)?.risk_tolerance;
        let costs = |tier| game.costs(player, tier, &game.totals_with(player, tier, others));
        Some(Self::of_costs(tolerance, &costs(reference)?, &costs(tier)?))
    }

    /// Splits U(own tier) − U(bystander) of `player` in `profile`; O(n).
    #[must_use]
    pub fn of(game: &TierGame, player: usize, profile: &Profile) -> Option<Self> {
        let others = game.others(player, profile, &game.totals(profile));
        let tier = Tier::new(u8::try_from(profile.action(player)).ok()?);
        Self::between(game, player, game.tiers().bystander(), tier, &others)
    }

    /// Splits the payoff difference of two sets of costs at risk tolerance τ.
    #[must_use]
    pub fn of_costs(tolerance: f64, from: &Costs, to: &Costs) -> Self {
        let weights = branch_weights(tolerance, from, to);
        let split = |from: &BranchCosts, to: &BranchCosts, weight: f64| {
            let mut parts = [0.0; RiskType::ALL.len()];
            for (part, (from, to)) in parts.iter_mut().zip(from.iter().zip(to)) {
                *part = -(to - from) * weight;
            }
            parts
        };
        Self {
            on_success: split(&from.success, &to.success, weights.success),
            on_failure: split(&from.failure, &to.failure, 1.0 - weights.success),
            success: weights.probability,
            values: to.values - from.values,
            payment: to.payment - from.payment,
        }
    }

    /// The contribution of one risk type over both branches.
    #[must_use]
    pub fn by_type(&self, risk: RiskType) -> f64 {
        self.entry(risk, Branch::Success) + self.entry(risk, Branch::Failure)
    }

    /// The contribution of one risk type in one branch.
    #[must_use]
    pub fn entry(&self, risk: RiskType, branch: Branch) -> f64 {
        let entries = match branch {
            Branch::Success => &self.on_success,
            Branch::Failure => &self.on_failure,
        };
        entries.get(risk.place()).copied().unwrap_or(0.0)
    }

    /// The sum of all entries: U(t) − U(reference).
    #[must_use]
    pub fn total(&self) -> f64 {
        let risks: f64 = RiskType::ALL.iter().map(|&risk| self.by_type(risk)).sum();
        risks + self.success + self.values + self.payment
    }
}

/// Mean weight of the success branch along the path, and what the change in its probability is worth.
struct BranchWeights {
    success: f64,
    probability: f64,
}

fn branch_weights(tolerance: f64, from: &Costs, to: &Costs) -> BranchWeights {
    let sums = |costs: &Costs| (costs.success.iter().sum::<f64>(), costs.failure.iter().sum::<f64>());
    let ((from_success, from_failure), (to_success, to_failure)) = (sums(from), sums(to));
    let (p, q) = (from.odds, to.odds);
    if tolerance.is_infinite() {
        // U = −(π S + (1 − π) F) with all three linear in the path: integrals of products of lines.
        let gap = |success: f64, failure: f64| failure - success;
        let mean_gap = f64::midpoint(gap(from_success, from_failure), gap(to_success, to_failure));
        return BranchWeights {
            success: f64::midpoint(p.success, q.success),
            probability: (q.success - p.success) * mean_gap,
        };
    }
    let inner = |odds: Odds| odds.success > 0.0 && odds.failure > 0.0;
    let (from_gap, to_gap) =
        ((from_success - from_failure) / tolerance, (to_success - to_failure) / tolerance);
    if inner(p) && inner(q) {
        let (from_odds, to_odds) = (log_odds(p), log_odds(q));
        let success = mean_logistic(from_odds + from_gap, to_odds + to_gap);
        let probability = -tolerance * (to_odds - from_odds) * (success - mean_logistic(from_odds, to_odds));
        return BranchWeights { success, probability };
    }
    // One end is certain: costs move at the reference's probability, the probability jumps last.
    let success =
        if inner(p) { mean_logistic(log_odds(p) + from_gap, log_odds(p) + to_gap) } else { p.success };
    let at = |odds| crate::branch_cost(tolerance, odds, to_success, to_failure);
    BranchWeights { success, probability: at(p) - at(q) }
}

fn log_odds(odds: Odds) -> f64 {
    (odds.success / odds.failure).ln()
}

/// The mean of 1/(1 + e^{−x}) for x between two ends: a difference of softplus, with its series
/// where the ends are close.
fn mean_logistic(from: f64, to: f64) -> f64 {
    let (middle, width) = (f64::midpoint(from, to), to - from);
    if width.abs() < 1e-2 {
        let value = logistic(middle);
        let (slope, spread) = (value * (1.0 - value), width * width);
        let second = slope * (1.0 - 2.0 * value);
        let fourth = second * (1.0 - 12.0 * slope);
        return value + spread / 24.0 * second + spread * spread / 1920.0 * fourth;
    }
    (softplus(to) - softplus(from)) / width
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}
