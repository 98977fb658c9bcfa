//! How far somebody who commits to a way of informing can move a listener to act.

use crate::Error;
use crate::error::unit;

/// A leader who wants a state to act, and commits in advance to how it will report on a danger; the state
/// acts if it then believes in the danger with at least a threshold.
///
/// The upper bound of what any communication can achieve: the state draws the right conclusions and is
/// still moved to act as often as possible.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::BayesianPersuasion;
///
/// let persuasion = BayesianPersuasion::new(0.3, 0.5)?;
/// assert!((persuasion.probability_of_action() - 0.6).abs() < 1e-15);
/// // Always alarm when there is danger, and in 3/7 of the cases in which there is none.
/// assert!((persuasion.false_alarm() - 3.0 / 7.0).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Kamenica & Gentzkow (2011), *Bayesian persuasion*.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "BayesianPersuasionData")
)]
pub struct BayesianPersuasion {
    prior: f64,
    threshold: f64,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct BayesianPersuasionData {
    prior: f64,
    threshold: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<BayesianPersuasionData> for BayesianPersuasion {
    type Error = Error;

    fn try_from(data: BayesianPersuasionData) -> Result<Self, Error> {
        Self::new(data.prior, data.threshold)
    }
}

/// What the state may come to believe.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Posterior {
    /// The probability that it then gives to the danger.
    pub belief: f64,
    /// How likely it is to come to believe this.
    pub probability: f64,
    /// Whether it then acts.
    pub acts: bool,
}

impl BayesianPersuasion {
    /// A state that believes in the danger with probability `prior` and acts from `threshold` on, at the
    /// threshold included.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a number outside [0, 1], NaN included.
    pub fn new(prior: f64, threshold: f64) -> Result<Self, Error> {
        unit("persuasion", "prior", prior)?;
        unit("persuasion", "threshold", threshold)?;
        Ok(Self { prior, threshold })
    }

    /// μ₀.
    #[must_use]
    pub fn prior(self) -> f64 {
        self.prior
    }

    /// t.
    #[must_use]
    pub fn threshold(self) -> f64 {
        self.threshold
    }

    /// How likely the state is to act under the best way of informing it: min(1, μ₀/t).
    #[must_use]
    pub fn probability_of_action(self) -> f64 {
        if self.prior >= self.threshold { 1.0 } else { self.prior / self.threshold }
    }

    /// How likely the leader is to raise alarm although there is no danger: μ₀ (1 − t)/(t (1 − μ₀)), at most
    /// 1; it always does when there is.
    #[must_use]
    pub fn false_alarm(self) -> f64 {
        if self.prior >= self.threshold {
            return 1.0;
        }
        self.prior / self.threshold * (1.0 - self.threshold) / (1.0 - self.prior)
    }

    /// What the state may come to believe, from calm to alarm: 0 or exactly the threshold; only the prior, if
    /// it acts without being told anything or excludes the danger.
    #[must_use]
    pub fn posteriors(self) -> Vec<Posterior> {
        let action = self.probability_of_action();
        if self.prior >= self.threshold || self.prior <= 0.0 {
            let acts = self.prior >= self.threshold;
            return vec![Posterior { belief: self.prior, probability: 1.0, acts }];
        }
        vec![
            Posterior { belief: 0.0, probability: 1.0 - action, acts: false },
            Posterior { belief: self.threshold, probability: action, acts: true },
        ]
    }
}
