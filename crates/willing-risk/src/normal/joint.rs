//! Jointly normal risks: means and covariances.

use nalgebra::DMatrix;

use super::{one_for_each, variance};
use crate::Error;
use crate::error::{signed, within};

/// How far two entries of a covariance that should be one number may differ, relative to the larger. What is
/// left is rounding: their mean is kept.
pub const SYMMETRY_TOLERANCE: f64 = 1e-12;

/// How far below 0 the least eigenvalue of the correlations may lie, for each risk: a covariance of perfectly
/// hedged risks has the eigenvalue 0, and rounding moves it to either side.
pub const EIGENVALUE_TOLERANCE: f64 = 1e-12;

/// Payoffs X ~ N(μ, Σ) of members 0, 1, …, in money.
///
/// Valid once built: at least one risk, Σ symmetric and positive semi-definite. It may be singular.
/// Definiteness is decided on the correlations Σ_ij / (σ_i σ_j), so that the units of the risks do not matter:
/// no correlation beyond ±1, and no eigenvalue below −n · [`EIGENVALUE_TOLERANCE`].
///
/// # Complexity
///
/// O(n³) to build, for the eigenvalues; O(n²) memory.
///
/// # Example
///
/// ```
/// use willing_risk::normal::JointNormal;
///
/// let hedge = JointNormal::new(vec![1.0, 2.0], &[vec![4.0, -4.0], vec![-4.0, 4.0]])?;
/// assert_eq!(hedge.total_variance(), 0.0);
/// assert!(JointNormal::new(vec![1.0, 2.0], &[vec![4.0, 5.0], vec![5.0, 4.0]]).is_err());
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct JointNormal {
    means: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

impl JointNormal {
    /// The risks of these means μ and this covariance Σ, by rows.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without risks; [`Error::Length`] if Σ is not square and of the size of μ;
    /// [`Error::OutOfRange`] for a mean outside [−1e12, 1e12], a variance outside [0, 1e24], an eigenvalue of
    /// the correlations below 0, NaN and infinities; [`Error::Contradiction`] if Σ is not symmetric or a
    /// covariance is larger than two risks of such variances can have.
    pub fn new(means: Vec<f64>, covariance: &[Vec<f64>]) -> Result<Self, Error> {
        if means.is_empty() {
            return Err(Error::TooFew { what: "risks", got: 0, least: 1 });
        }
        one_for_each("covariance", "rows", covariance.len(), means.len())?;
        for (risk, (&mean, row)) in means.iter().zip(covariance).enumerate() {
            let place = format!("risk {risk}");
            signed(&place, "mean", mean)?;
            one_for_each(&place, "covariances", row.len(), means.len())?;
            row.get(risk).map_or(Ok(()), |&own| variance(&place, own))?;
        }
        let covariance = symmetric(covariance)?;
        let deviations: Vec<f64> = diagonal(&covariance).map(f64::sqrt).collect();
        within_deviations(&covariance, &deviations)?;
        semidefinite(&covariance, &deviations)?;
        Ok(Self { means, covariance })
    }

    /// Independent risks of these means and variances.
    ///
    /// # Errors
    ///
    /// As for [`JointNormal::new`].
    pub fn independent(means: Vec<f64>, variances: &[f64]) -> Result<Self, Error> {
        let row = |risk: usize, &variance: &f64| {
            let mut row = vec![0.0; variances.len()];
            row.iter_mut().skip(risk).take(1).for_each(|own| *own = variance);
            row
        };
        let rows: Vec<Vec<f64>> = variances.iter().enumerate().map(|(risk, own)| row(risk, own)).collect();
        Self::new(means, &rows)
    }

    /// How many risks there are; at least 1.
    #[must_use]
    pub fn risks(&self) -> usize {
        self.means.len()
    }

    /// μ, by risk.
    #[must_use]
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// Σ, by rows; symmetric to the last bit.
    #[must_use]
    pub fn covariance(&self) -> &[Vec<f64>] {
        &self.covariance
    }

    /// Σ_ii, by risk.
    #[must_use]
    pub fn variances(&self) -> Vec<f64> {
        diagonal(&self.covariance).collect()
    }

    /// E X_N: the mean of the sum of all risks.
    #[must_use]
    pub fn total_mean(&self) -> f64 {
        self.means.iter().sum()
    }

    /// Var X_N = 1'Σ1: the variance of the sum of all risks.
    ///
    /// Exactly 0 when it is no larger than the rounding of its own sum, so that a perfect hedge is one.
    #[must_use]
    pub fn total_variance(&self) -> f64 {
        let entries = || self.covariance.iter().flatten();
        let sum: f64 = entries().sum();
        let size: f64 = entries().map(|entry| entry.abs()).sum();
        let rounding = self.risks() as f64 * f64::EPSILON * size;
        if sum <= rounding { 0.0 } else { sum }
    }

    /// cov(X_i, X_N), by risk; all 0 if the sum is certain.
    #[must_use]
    pub fn covariances_with_total(&self) -> Vec<f64> {
        if self.total_variance() <= 0.0 {
            return vec![0.0; self.risks()];
        }
        self.covariance.iter().map(|row| row.iter().sum()).collect()
    }
}

fn diagonal(rows: &[Vec<f64>]) -> impl Iterator<Item = f64> {
    rows.iter().enumerate().filter_map(|(risk, row)| row.get(risk).copied())
}

/// The mean of the two halves, if they agree.
fn symmetric(rows: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error> {
    let mean = |(row, column), upper: f64, lower: f64| {
        let place = || format!("covariance of risks {row} and {column}");
        within(&place(), "covariance", upper, -super::LARGEST_VARIANCE, super::LARGEST_VARIANCE, RANGE)?;
        // A NaN below the diagonal is refused when its own row comes.
        if (upper - lower).abs() > SYMMETRY_TOLERANCE * upper.abs().max(lower.abs()) {
            return Err(Error::Contradiction {
                place: place(),
                left: "one half",
                left_value: upper,
                right: "the other",
                right_value: lower,
                expected: "both the same within 1e-12 of the larger",
            });
        }
        Ok(f64::midpoint(upper, lower))
    };
    let lower = |row: usize, column: usize| rows.get(column).and_then(|other| other.get(row)).copied();
    let line = |(row, entries): (usize, &Vec<f64>)| {
        let entries = entries.iter().enumerate();
        entries
            .map(|(column, &upper)| mean((row, column), upper, lower(row, column).unwrap_or(upper)))
            .collect()
    };
    rows.iter().enumerate().map(line).collect()
}

const RANGE: &str = "a number in [-1e24, 1e24]";

/// Refuses a correlation beyond ±1. A certain risk has no covariance with anything.
fn within_deviations(rows: &[Vec<f64>], deviations: &[f64]) -> Result<(), Error> {
    for (row, (entries, own)) in rows.iter().zip(deviations).enumerate() {
        for (column, (&entry, other)) in entries.iter().zip(deviations).enumerate() {
            let most = own * other * (1.0 + SYMMETRY_TOLERANCE);
            if row != column && entry.abs() > most {
                return Err(Error::Contradiction {
                    place: format!("covariance of risks {row} and {column}"),
                    left: "its size",
                    left_value: entry.abs(),
                    right: "the product of their deviations",
                    right_value: own * other,
                    expected: "the first to be no larger",
                });
            }
        }
    }
    Ok(())
}

/// Refuses correlations with an eigenvalue below 0.
fn semidefinite(rows: &[Vec<f64>], deviations: &[f64]) -> Result<(), Error> {
    let size = deviations.len();
    let entries = rows.iter().zip(deviations).flat_map(|(row, own)| {
        row.iter().zip(deviations).map(move |(entry, other)| {
            // Divided one after the other: the product of two tiny deviations may be 0.
            if *own > 0.0 && *other > 0.0 { entry / own / other } else { 0.0 }
        })
    });
    let correlations = DMatrix::from_row_iterator(size, size, entries);
    let least = correlations.symmetric_eigenvalues().min();
    if least < -EIGENVALUE_TOLERANCE * size as f64 {
        return Err(Error::OutOfRange {
            place: "covariance".to_owned(),
            quantity: "least eigenvalue of the correlations",
            value: least,
            expected: "at least 0, less 1e-12 for each risk",
        });
    }
    Ok(())
}

/// The risks as they are written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    means: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for JointNormal {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.means, &written.covariance)
    }
}

#[cfg(feature = "serde")]
impl From<JointNormal> for Written {
    fn from(risks: JointNormal) -> Self {
        Self { means: risks.means, covariance: risks.covariance }
    }
}
