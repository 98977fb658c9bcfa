//! Two states that take a share of each other's normal risk, and see its mean differently.

use super::pool::check_tolerance;
use crate::Error;
use crate::error::{amount, signed, unit};

/// Two states of the same risk tolerance τ, each with an independent normal payoff of variance σ². Each
/// believes the mean of its partner's payoff to be lower by g than the partner itself does.
///
/// Each takes the share f of the partner's payoff, 0 ≤ f ≤ 1. Measured from both means, the total of
/// certainty equivalents is −2 f g − (σ²/τ)((1 − f)² + f²), best at
/// **f\* = clamp(½ − g τ/(2σ²), 0, 1)**: sharing stops at g = σ²/τ.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::TwoNormalRisks;
///
/// let risks = TwoNormalRisks::new(3.0, 9.0, 1.0)?;
/// assert!((risks.share() - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(risks.stop_gap(), 3.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "TwoNormalRisksData")
)]
pub struct TwoNormalRisks {
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    tolerance: f64,
    variance: f64,
    gap: f64,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TwoNormalRisksData {
    #[serde(with = "crate::unbounded")]
    tolerance: f64,
    variance: f64,
    gap: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<TwoNormalRisksData> for TwoNormalRisks {
    type Error = Error;

    fn try_from(data: TwoNormalRisksData) -> Result<Self, Error> {
        Self::new(data.tolerance, data.variance, data.gap)
    }
}

impl TwoNormalRisks {
    /// Risk tolerance τ in money, variance σ² in money squared, and the gap g in money; a negative gap means
    /// that each thinks better of the partner's payoff than the partner does.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a risk tolerance outside [1e-6, 1e12] that is not infinite, a variance
    /// outside [0, 1e12] or a gap outside [-1e12, 1e12], NaN included.
    pub fn new(tolerance: f64, variance: f64, gap: f64) -> Result<Self, Error> {
        check_tolerance("two normal risks", tolerance)?;
        amount("two normal risks", "variance", variance)?;
        signed("two normal risks", "gap", gap)?;
        Ok(Self { tolerance, variance, gap })
    }

    /// τ, in money.
    #[must_use]
    pub fn tolerance(self) -> f64 {
        self.tolerance
    }

    /// σ², in money squared.
    #[must_use]
    pub fn variance(self) -> f64 {
        self.variance
    }

    /// g, in money.
    #[must_use]
    pub fn gap(self) -> f64 {
        self.gap
    }

    /// f\* = clamp(½ − g τ/(2σ²), 0, 1): the share of the partner's payoff that each state takes. In the limits
    /// τ = ∞ and σ = 0, all goes to whoever thinks better of it; ½ where both think the same.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.gap.abs() <= 0.0 {
            return 0.5;
        }
        (0.5 - self.gap * (self.tolerance / self.variance) / 2.0).clamp(0.0, 1.0)
    }

    /// The sum of both certainty equivalents less the two means, in money, if each takes this share of the
    /// partner's payoff.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a share outside [0, 1], NaN included.
    pub fn value(self, share: f64) -> Result<f64, Error> {
        unit("two normal risks", "share", share)?;
        Ok(self.value_at(share))
    }

    fn value_at(self, share: f64) -> f64 {
        let spread = (1.0 - share).powi(2) + share.powi(2);
        -2.0 * share * self.gap - self.variance / self.tolerance * spread
    }

    /// The sum of both certainty equivalents less the two means at the best share, [`Self::share`].
    #[must_use]
    pub fn best_value(self) -> f64 {
        self.value_at(self.share())
    }

    /// The gap from which on nothing is shared, σ²/τ, in money.
    #[must_use]
    pub fn stop_gap(self) -> f64 {
        self.variance / self.tolerance
    }
}
