//! Certainty-equivalent costs under constant absolute risk aversion.

/// e^{l/τ} overflows from here on; the Bernoulli cost is then computed around its severity.
const LARGE_EXPONENT: f64 = 30.0;

/// Certainty-equivalent cost of losing `severity` with `probability`, at risk tolerance `tolerance`.
///
/// τ ln(1 − q + q e^{l/τ}); its limit q l when τ = ∞. Relative error a few ulps for every ratio l/τ.
///
/// # Example
///
/// ```
/// use willing_risk::bernoulli_cost;
///
/// let averse = bernoulli_cost(10.0, 0.5, 20.0);
/// let neutral = bernoulli_cost(f64::INFINITY, 0.5, 20.0);
/// assert!(neutral == 10.0 && averse > neutral && averse < 20.0);
/// ```
#[must_use]
pub fn bernoulli_cost(tolerance: f64, probability: f64, severity: f64) -> f64 {
    if probability <= 0.0 || severity <= 0.0 {
        return 0.0;
    }
    if tolerance.is_infinite() {
        return probability * severity;
    }
    let exponent = severity / tolerance;
    if exponent <= LARGE_EXPONENT {
        tolerance * (probability * exponent.exp_m1()).ln_1p()
    } else {
        severity + tolerance * (probability + (1.0 - probability) * (-exponent).exp()).ln()
    }
}

/// Certainty-equivalent cost of a Gaussian pool of this `mean` and standard `deviation`:
/// μ + σ²/2τ; its limit μ when τ = ∞.
#[must_use]
pub fn gaussian_cost(tolerance: f64, mean: f64, deviation: f64) -> f64 {
    if tolerance.is_infinite() { mean } else { mean + deviation * deviation / (2.0 * tolerance) }
}

/// The chances of the two branches. Both are kept: near certainty, 1 − π would lose the digits that
/// a costly failure depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Odds {
    /// π: probability of success.
    pub success: f64,
    /// 1 − π.
    pub failure: f64,
}

impl Odds {
    /// The odds of a contest: π = K^θ / (K^θ + D^θ), from the ratio, so that no power overflows.
    /// D = 0 always succeeds; otherwise K = 0 never does.
    #[must_use]
    pub fn of_contest(capability: f64, difficulty: f64, exponent: f64) -> Self {
        if difficulty <= 0.0 {
            return Self { success: 1.0, failure: 0.0 };
        }
        if capability <= 0.0 {
            return Self { success: 0.0, failure: 1.0 };
        }
        let ratio = (difficulty / capability).powf(exponent);
        if ratio.is_infinite() {
            return Self { success: 0.0, failure: 1.0 };
        }
        Self { success: 1.0 / (1.0 + ratio), failure: ratio / (1.0 + ratio) }
    }

    /// The mean of a quantity over the branches.
    #[must_use]
    pub fn mean(&self, success: f64, failure: f64) -> f64 {
        self.success * success + self.failure * failure
    }
}

/// Certainty-equivalent cost of a gamble between two certain costs:
/// τ ln[π e^{S/τ} + (1 − π) e^{F/τ}] by log-sum-exp: never overflows.
#[must_use]
pub fn branch_cost(tolerance: f64, odds: Odds, success: f64, failure: f64) -> f64 {
    if tolerance.is_infinite() {
        return odds.mean(success, failure);
    }
    if odds.failure <= 0.0 {
        return success;
    }
    if odds.success <= 0.0 {
        return failure;
    }
    let worst = success.max(failure);
    let weighted = odds.mean(((success - worst) / tolerance).exp(), ((failure - worst) / tolerance).exp());
    worst + tolerance * weighted.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bernoulli_cost_tends_to_its_limits() {
        // Risk neutral as τ grows; the severity as τ falls.
        assert!((bernoulli_cost(1e9, 0.3, 10.0) - 3.0).abs() < 1e-6);
        assert!((bernoulli_cost(1e-3, 0.3, 10.0) - 10.0).abs() < 2e-3);
        // Both formulas agree where they meet.
        let (below, above) = (bernoulli_cost(1.0, 0.3, 29.999_999), bernoulli_cost(1.0, 0.3, 30.000_001));
        assert!((below - above).abs() < 3e-6);
    }

    #[test]
    fn the_gamble_never_overflows() {
        let cost = branch_cost(1e-3, Odds { success: 0.5, failure: 0.5 }, 1e6, 2e6);
        assert!((cost - 2e6).abs() < 1.0);
    }
}
