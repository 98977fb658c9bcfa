//! The claims, as data.

use willing_risk::syndicate::Syndicate;

/// The largest tolerance that evidence may state.
pub const LARGEST_TOLERANCE: f64 = 1e-6;

/// The division of what a syndicate owns that maximises Σ_i λ_i Σ_s p_i(s) u_i(y_i(s)).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BorchAllocation {
    /// ln λ_i, by seat.
    pub log_weights: Vec<f64>,
    /// y_i(s), by seat and outcome, in money. 0 stands for a consumption too small for a float.
    pub allocation: Vec<Vec<f64>>,
    /// ln μ(s), by outcome: what one more unit there adds to the weighted sum. `None` where nobody believes in the outcome.
    pub log_multipliers: Vec<Option<f64>>,
    /// How exactly the conditions hold.
    pub tolerance: f64,
}

/// An equilibrium of markets for money in each outcome: prices at which what everybody wants is what there is.
///
/// Efficient (it is the division with the weights stated), and nobody is worse off than alone.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Competitive {
    /// q(s), by outcome: the price of a unit there, such that a sure unit costs 1. 0 where nobody believes in the outcome.
    pub prices: Vec<f64>,
    /// ln λ_i, by seat: the weights that give this division, λ_i p_i(s) u_i'(y_i(s)) = q(s).
    pub log_weights: Vec<f64>,
    /// y_i(s), by seat and outcome, in money. 0 stands for a consumption too small for a float.
    pub allocation: Vec<Vec<f64>>,
    /// What this is worth to each, by seat, in money.
    pub certainty_equivalents: Vec<f64>,
    /// What each one's own endowment is worth to it, by seat, in money.
    pub autarky: Vec<f64>,
    /// How exactly the conditions hold.
    pub tolerance: f64,
}

impl Competitive {
    /// What each member's endowment costs in the market, by seat, where a sure unit costs 1.
    #[must_use]
    pub fn wealth(&self, syndicate: &Syndicate) -> Vec<f64> {
        let cost = |row: &Vec<f64>| self.cost(row);
        syndicate.endowments().iter().map(cost).collect()
    }

    /// The same prices in the unit in which all that there is costs 1, and each member's share of it; `None` unless all that
    /// there is costs something.
    ///
    /// With logarithmic utility the shares solve W_j = Σ_i W_i Σ_s p_i(s) e_j(s)/X(s), and prices are Σ_i p_i(s) W_i / X(s).
    #[must_use]
    pub fn in_units_of_all(&self, syndicate: &Syndicate) -> Option<(Vec<f64>, Vec<f64>)> {
        let all = self.cost(syndicate.totals());
        let shares = || self.wealth(syndicate).iter().map(|wealth| wealth / all).collect();
        (all > 0.0).then(|| (self.prices.iter().map(|price| price / all).collect(), shares()))
    }

    fn cost(&self, amounts: &[f64]) -> f64 {
        self.prices.iter().zip(amounts).map(|(price, amount)| price * amount).sum()
    }
}
