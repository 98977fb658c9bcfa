//! Conditional value at risk of a normal portfolio, and who causes how much of it.

use super::{JointNormal, normal_density, normal_quantile};
use crate::Error;
use crate::error::within;

/// The conditional value at risk of a sum of normal losses at a level α.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NormalTail {
    /// k = φ(z_α)/(1 − α): how many standard deviations beyond the mean the average of the worst 1 − α lies.
    pub multiplier: f64,
    /// E S + k σ_S: the average of the sum of losses in its worst 1 − α.
    pub total: f64,
    /// Euler contributions μ_i + k cov(X_i, S)/σ_S: what each risk adds to the total at the margin. They sum to
    /// it, and no group would have less alone: they are in the core.
    pub contributions: Vec<f64>,
    /// μ_i + k σ_i: each risk by itself.
    pub alone: Vec<f64>,
}

impl JointNormal {
    /// The conditional value at risk of the sum of these risks, taken as *losses*, at level α in [0, 1).
    ///
    /// At α = 0 it is the mean. A sum that is certain has no unique contributions; the means are given, which
    /// are always among them.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for α outside [0, 1).
    ///
    /// # References
    ///
    /// Rockafellar & Uryasev (2000); Tasche (1999) and Denault (2001) for the contributions.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_risk::normal::JointNormal;
    ///
    /// let losses = JointNormal::independent(vec![1.0, 2.0], &[9.0, 16.0])?;
    /// let tail = losses.tail(0.95)?;
    /// assert!((tail.total - (3.0 + 5.0 * tail.multiplier)).abs() < 1e-12);
    /// assert!((tail.contributions[1] - (2.0 + 3.2 * tail.multiplier)).abs() < 1e-12);
    /// # Ok::<(), willing_risk::Error>(())
    /// ```
    pub fn tail(&self, level: f64) -> Result<NormalTail, Error> {
        let range = "a number in [0, 1)";
        within("conditional value at risk", "level", level, 0.0, 1.0_f64.next_down(), range)?;
        // Below the least probability that has a quantile, the multiplier is 0 to the last bit.
        let multiplier = if level < f64::MIN_POSITIVE {
            0.0
        } else {
            normal_density(normal_quantile(level)?) / (1.0 - level)
        };
        let deviation = self.total_variance().sqrt();
        let slope = |covariance: f64| if deviation > 0.0 { covariance / deviation } else { 0.0 };
        let beyond = |(mean, deviation): (&f64, f64)| mean + multiplier * deviation;
        let slopes = self.covariances_with_total().into_iter().map(slope);
        let contributions = self.means().iter().zip(slopes).map(beyond).collect();
        let deviations = self.variances().into_iter().map(f64::sqrt);
        let alone = self.means().iter().zip(deviations).map(beyond).collect();
        Ok(NormalTail { multiplier, total: self.total_mean() + multiplier * deviation, contributions, alone })
    }
}
