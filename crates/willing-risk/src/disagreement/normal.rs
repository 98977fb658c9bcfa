//! Divergences between two normal laws, in closed form.

use super::log_gap::log_gap;
use crate::Error;
use crate::error::{signed, within};

/// A belief that a quantity, say a severity, is normal with this mean and standard deviation.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::NormalBelief;
///
/// let (sure, unsure) = (NormalBelief::new(0.0, 1.0)?, NormalBelief::new(1.0, 2.0)?);
/// assert!((sure.wasserstein(unsure) - 2_f64.sqrt()).abs() < 1e-15);
/// // Who is unsure loses less by being told the other's belief than the sure one by being told his.
/// assert!(sure.kullback_leibler(unsure) < unsure.kullback_leibler(sure));
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "NormalBeliefData")
)]
pub struct NormalBelief {
    mean: f64,
    deviation: f64,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct NormalBeliefData {
    mean: f64,
    deviation: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<NormalBeliefData> for NormalBelief {
    type Error = Error;

    fn try_from(data: NormalBeliefData) -> Result<Self, Error> {
        Self::new(data.mean, data.deviation)
    }
}

impl NormalBelief {
    /// The normal law N(mean, deviation²).
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a mean outside [-1e12, 1e12] or a deviation outside [1e-12, 1e12], NaN
    /// included.
    pub fn new(mean: f64, deviation: f64) -> Result<Self, Error> {
        signed("normal belief", "mean", mean)?;
        within("normal belief", "deviation", deviation, 1e-12, 1e12, "a number in [1e-12, 1e12]")?;
        Ok(Self { mean, deviation })
    }

    /// μ.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// σ > 0.
    #[must_use]
    pub fn deviation(self) -> f64 {
        self.deviation
    }

    /// KL(self‖other) = ln(σ₂/σ₁) + (σ₁² + (μ₁ − μ₂)²)/(2σ₂²) − ½, in nats.
    ///
    /// Computed as ½ [v − 1 − ln v + (μ₁ − μ₂)²/σ₂²] with v = σ₁²/σ₂², two terms of one sign.
    #[must_use]
    pub fn kullback_leibler(self, other: Self) -> f64 {
        let ratio = self.deviation / other.deviation;
        let excess = (self.deviation - other.deviation) / other.deviation * (ratio + 1.0);
        // Far below 1 the excess rounds to −1 and would lose ln v.
        let spread = if ratio < 0.5 { ratio * ratio - 1.0 - 2.0 * ratio.ln() } else { log_gap(excess) };
        let shift = (self.mean - other.mean) / other.deviation;
        f64::midpoint(spread, shift * shift)
    }

    /// KL(self‖other) + KL(other‖self), in nats.
    #[must_use]
    pub fn jeffreys(self, other: Self) -> f64 {
        self.kullback_leibler(other) + other.kullback_leibler(self)
    }

    /// Bhattacharyya's distance: (μ₁ − μ₂)²/(4(σ₁² + σ₂²)) + ½ ln((σ₁² + σ₂²)/(2σ₁σ₂)), in nats.
    #[must_use]
    pub fn bhattacharyya(self, other: Self) -> f64 {
        let shift = (self.mean - other.mean) / self.deviation.hypot(other.deviation);
        let apart = self.deviation - other.deviation;
        let spread = (apart / self.deviation) * (apart / other.deviation) / 2.0;
        shift * shift / 4.0 + spread.ln_1p() / 2.0
    }

    /// Hellinger's distance √(1 − e^{−B}), with B [Bhattacharyya's](Self::bhattacharyya).
    #[must_use]
    pub fn hellinger(self, other: Self) -> f64 {
        (-(-self.bhattacharyya(other)).exp_m1()).sqrt()
    }

    /// Wasserstein's distance of order 2: √((μ₁ − μ₂)² + (σ₁ − σ₂)²), in the unit of the quantity.
    ///
    /// # References
    ///
    /// Dowson & Landau (1982); Olkin & Pukelsheim (1982).
    #[must_use]
    pub fn wasserstein(self, other: Self) -> f64 {
        (self.mean - other.mean).hypot(self.deviation - other.deviation)
    }
}
