//! Conditional-mean sharing of jointly normal risks.

use super::JointNormal;
use crate::Error;
use crate::belief::SUM_TOLERANCE;
use crate::error::signed;

/// What each bears when the sum turns out to be s: the mean of his own risk, given that.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ConditionalMeans {
    /// h_i(s) = E[X_i | S = s]; they sum to s.
    pub shares: Vec<f64>,
    /// cov(X_i, S)/Var S: what he bears of one more unit of the sum; they sum to 1, or are 0 if the sum is
    /// certain.
    pub slopes: Vec<f64>,
}

impl JointNormal {
    /// The conditional means given that the sum of all risks is `sum`:
    /// h_i = μ_i + (s − E S) cov(X_i, S)/Var S.
    ///
    /// Every member who is averse to risk prefers his part to his own risk.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a sum outside [−1e12, 1e12]; [`Error::Contradiction`] if the sum is certain and
    /// is another.
    ///
    /// # References
    ///
    /// Denuit & Dhaene (2012), *Convex order and comonotonic conditional mean risk sharing*.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_risk::normal::JointNormal;
    ///
    /// let risks = JointNormal::independent(vec![1.0, 2.0], &[1.0, 3.0])?;
    /// assert_eq!(risks.conditional_means(7.0)?.shares, [2.0, 5.0]);
    /// # Ok::<(), willing_risk::Error>(())
    /// ```
    pub fn conditional_means(&self, sum: f64) -> Result<ConditionalMeans, Error> {
        signed("conditional means", "sum", sum)?;
        let (mean, variance) = (self.total_mean(), self.total_variance());
        let surprise = sum - mean;
        let size: f64 = self.means().iter().map(|mean| mean.abs()).sum();
        if variance <= 0.0 && surprise.abs() > SUM_TOLERANCE * size.max(sum.abs()) {
            return Err(Error::Contradiction {
                place: "conditional means".to_owned(),
                left: "the sum",
                left_value: sum,
                right: "its certain value",
                right_value: mean,
                expected: "both the same within 1e-9 of their size",
            });
        }
        let slope = |covariance: f64| if variance > 0.0 { covariance / variance } else { 0.0 };
        let slopes: Vec<f64> = self.covariances_with_total().into_iter().map(slope).collect();
        let shares = self.means().iter().zip(&slopes).map(|(mean, slope)| mean + slope * surprise).collect();
        Ok(ConditionalMeans { shares, slopes })
    }
}
