//! Divergences of any order: Rényi's, and Chernoff's information, which picks the order itself.

use super::divergence::Disagreement;
use super::log_gap::log_sum_exp;
use crate::Error;

/// From this size of an exponent on, the affinity is summed around its largest term.
const LARGE_EXPONENT: f64 = 1.0;

/// Chernoff's information between two beliefs, and the order at which it is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ChernoffInformation {
    /// max over α in [0, 1] of −ln Σ p^α q^(1−α), in nats; ∞ for beliefs without a common outcome.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub information: f64,
    /// The α that reaches it, in [0, 1]; ½ where every α does: for equal beliefs, and for beliefs without a
    /// common outcome.
    pub order: f64,
}

impl Disagreement {
    /// Rényi's divergence of order α: ln(Σ p^α q^(1−α))/(α − 1), non-decreasing in α.
    ///
    /// Its limits are −ln q(p > 0) at α = 0, [KL(p‖q)](Self::kullback_leibler) at 1 and max ln(p/q) at ∞
    /// (over outcomes with p > 0). ∞ for beliefs without a common outcome, and for α ≥ 1 if q rules out what
    /// p thinks possible.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an order below 0 or NaN.
    ///
    /// # References
    ///
    /// Rényi (1961); van Erven & Harremoës (2014), *Rényi divergence and Kullback–Leibler divergence*.
    #[expect(clippy::float_cmp, reason = "the limit at exactly 1; beside it the formula holds")]
    pub fn renyi(&self, order: f64) -> Result<f64, Error> {
        if order.is_nan() || order < 0.0 {
            return Err(Error::OutOfRange {
                place: "Rényi divergence".to_owned(),
                quantity: "order",
                value: order,
                expected: "a number of at least 0, or infinity",
            });
        }
        if order == 1.0 {
            return Ok(self.kullback_leibler());
        }
        if order >= 1.0 && self.pairs().any(|(p, q)| p > 0.0 && q <= 0.0) {
            return Ok(f64::INFINITY);
        }
        let largest = self.common().map(|(p, q)| p.ln() - q.ln()).fold(0.0, f64::max);
        let divergence = if order.is_infinite() {
            largest
        } else if order > 1.0 && (order - 1.0) * largest > LARGE_EXPONENT {
            // Around the largest ratio, so that no power overflows.
            let powers = self.common().map(|(p, q)| q * (order * (p.ln() - q.ln() - largest)).exp());
            order / (order - 1.0) * largest + powers.sum::<f64>().ln() / (order - 1.0)
        } else {
            self.log_affinity(order) / (order - 1.0)
        };
        // Rounding may leave less than 0 where beliefs agree.
        Ok(divergence.max(0.0))
    }

    /// Chernoff's information: the best exponent at which observations tell the two beliefs apart.
    ///
    /// ln Σ p^α q^(1−α) is convex in α, so its least value is where its derivative changes sign; the order is
    /// found by bisection to the last bit.
    ///
    /// # Complexity
    ///
    /// O(60 · outcomes).
    ///
    /// # References
    ///
    /// Chernoff (1952), *A measure of asymptotic efficiency for tests of a hypothesis*.
    #[must_use]
    pub fn chernoff(&self) -> ChernoffInformation {
        if self.common().next().is_none() {
            return ChernoffInformation { information: f64::INFINITY, order: 0.5 };
        }
        if self.pairs().all(|(p, q)| p.total_cmp(&q).is_eq()) {
            return ChernoffInformation { information: 0.0, order: 0.5 };
        }
        let (mut low, mut high) = (0.0, 1.0);
        let order = if self.affinity_slope(0.0) >= 0.0 {
            0.0
        } else if self.affinity_slope(1.0) <= 0.0 {
            1.0
        } else {
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if self.affinity_slope(middle) < 0.0 {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            f64::midpoint(low, high)
        };
        ChernoffInformation { information: (-self.log_affinity(order)).max(0.0), order }
    }

    /// What the beliefs say of the outcomes that are possible under both.
    fn common(&self) -> impl Iterator<Item = (f64, f64)> {
        self.pairs().filter(|&(p, q)| p > 0.0 && q > 0.0)
    }

    /// ln Σ p^α q^(1−α) over outcomes with p, q > 0. Since Σ p = 1 it is ln(1 + Σ p (e^{(α−1) ln(p/q)} − 1)),
    /// which keeps its digits where it is near 0.
    fn log_affinity(&self, order: f64) -> f64 {
        let exponent = |p: f64, q: f64| (order - 1.0) * (p.ln() - q.ln());
        if self.common().any(|(p, q)| exponent(p, q).abs() > LARGE_EXPONENT) {
            let exponents: Vec<f64> =
                self.common().map(|(p, q)| order * p.ln() + (1.0 - order) * q.ln()).collect();
            return log_sum_exp(&exponents);
        }
        let kept: f64 = self.common().map(|(p, q)| p * exponent(p, q).exp_m1()).sum();
        let lost: f64 = self.pairs().filter(|&(_, q)| q <= 0.0).map(|(p, _)| p).sum();
        (kept - lost).ln_1p()
    }

    /// The sign of the derivative of [`Self::log_affinity`]: Σ p^α q^(1−α) ln(p/q), scaled by its largest
    /// power.
    fn affinity_slope(&self, order: f64) -> f64 {
        let power = |p: f64, q: f64| order * p.ln() + (1.0 - order) * q.ln();
        let largest = self.common().map(|(p, q)| power(p, q)).fold(f64::NEG_INFINITY, f64::max);
        self.common().map(|(p, q)| (power(p, q) - largest).exp() * (p.ln() - q.ln())).sum()
    }
}
