//! How a member values money.

use crate::error::{LARGEST, LEAST_TOLERANCE, within};
use crate::{Belief, Error};

use super::certainty::{of_absolute, of_relative};

/// The least constant relative aversion accepted. Less is nearly risk neutral: consumption jumps with prices.
pub const LEAST_AVERSION: f64 = 1e-3;

/// The largest constant relative aversion accepted.
pub const LARGEST_AVERSION: f64 = 1e3;

/// A concave utility of money with hyperbolic absolute aversion.
///
/// | | u(y) | u'(y) | risk tolerance −u'/u'' | consumption |
/// |---|---|---|---|---|
/// | [`Log`](Self::Log) | ln y | 1/y | y | positive |
/// | [`Crra`](Self::Crra) | (y^{1−γ} − 1)/(1−γ) | y^{−γ} | y/γ | positive |
/// | [`Cara`](Self::Cara) | −e^{−y/τ} | e^{−y/τ}/τ | τ | any |
///
/// The constant −1/(1−γ) makes the second tend to the first as γ → 1; no choice depends on it.
///
/// # Example
///
/// ```
/// use willing_risk::{Belief, syndicate::Utility};
///
/// let even = Belief::uniform(2)?;
/// assert_eq!(Utility::Log.certainty_equivalent(&even, &[1.0, 4.0])?, 2.0); // the geometric mean
/// let harmonic = Utility::Crra { aversion: 2.0 }.certainty_equivalent(&even, &[1.0, 4.0])?;
/// assert!((harmonic - 1.6).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Utility {
    /// The logarithm: constant relative aversion 1.
    Log,
    /// Constant relative risk aversion.
    Crra {
        /// γ in [[`LEAST_AVERSION`], [`LARGEST_AVERSION`]], without a unit; 1 is the logarithm.
        aversion: f64,
    },
    /// Constant absolute risk aversion.
    Cara {
        /// τ in [1e-6, 1e12], in money.
        tolerance: f64,
    },
}

impl Utility {
    /// Refuses a parameter out of range; `place` says whose it is.
    pub(super) fn validate(self, place: &str) -> Result<(), Error> {
        match self {
            Self::Log => Ok(()),
            Self::Crra { aversion } => {
                let range = "a number in [1e-3, 1e3]";
                within(place, "relative risk aversion", aversion, LEAST_AVERSION, LARGEST_AVERSION, range)
            }
            Self::Cara { tolerance } => {
                let range = "a number in [1e-6, 1e12]";
                within(place, "risk tolerance", tolerance, LEAST_TOLERANCE, LARGEST, range)
            }
        }
    }

    /// γ, which is 1 for the logarithm; `None` with constant absolute aversion.
    #[must_use]
    pub const fn relative_aversion(self) -> Option<f64> {
        match self {
            Self::Log => Some(1.0),
            Self::Crra { aversion } => Some(aversion),
            Self::Cara { .. } => None,
        }
    }

    /// u(y). −∞ where it is unbounded: at 0 with γ ≥ 1, and where floats overflow; NaN for y < 0 unless aversion is absolute.
    #[must_use]
    pub fn value(self, consumption: f64) -> f64 {
        match self {
            Self::Log => consumption.ln(),
            Self::Crra { aversion } => power(consumption.ln(), 1.0 - aversion),
            Self::Cara { tolerance } => -(-consumption / tolerance).exp(),
        }
    }

    /// u'(y); ∞ where floats overflow.
    #[must_use]
    pub fn marginal(self, consumption: f64) -> f64 {
        self.log_marginal(consumption).exp()
    }

    /// ln u'(y), which does not overflow: −γ ln y, or −y/τ − ln τ.
    #[must_use]
    pub fn log_marginal(self, consumption: f64) -> f64 {
        match self {
            Self::Log => -consumption.ln(),
            Self::Crra { aversion } => -aversion * consumption.ln(),
            Self::Cara { tolerance } => -consumption / tolerance - tolerance.ln(),
        }
    }

    /// The consumption at which ln u' has this value, the inverse of [`log_marginal`](Self::log_marginal).
    #[must_use]
    pub fn consumption_at(self, log_marginal: f64) -> f64 {
        match self {
            Self::Log => (-log_marginal).exp(),
            Self::Crra { aversion } => (-log_marginal / aversion).exp(),
            Self::Cara { tolerance } => -tolerance * (log_marginal + tolerance.ln()),
        }
    }

    /// The risk tolerance −u'/u'' at a consumption, in money: what decides who bears the next bit of risk.
    #[must_use]
    pub fn tolerance_at(self, consumption: f64) -> f64 {
        match self {
            Self::Log => consumption,
            Self::Crra { aversion } => consumption / aversion,
            Self::Cara { tolerance } => tolerance,
        }
    }

    /// Σ_s p(s) u(y(s)). Outcomes without probability do not count, whatever is consumed there.
    ///
    /// # Errors
    ///
    /// As [`certainty_equivalent`](Self::certainty_equivalent).
    pub fn expectation(self, belief: &Belief, consumption: &[f64]) -> Result<f64, Error> {
        let likely = self.likely(belief, consumption)?;
        Ok(likely.iter().map(|&(probability, amount)| probability * self.value(amount)).sum())
    }

    /// The sure consumption that is worth as much as `consumption`, by outcome, under `belief`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if the amounts are not one for each outcome; [`Error::OutOfRange`] for one that is not finite, or is
    /// negative without constant absolute aversion.
    ///
    /// # Numerics
    ///
    /// Relative error of a few ulps for every aversion, also next to 1; of the consumption's size with absolute aversion.
    pub fn certainty_equivalent(self, belief: &Belief, consumption: &[f64]) -> Result<f64, Error> {
        let likely = self.likely(belief, consumption)?;
        Ok(match self {
            Self::Log => of_relative(0.0, &likely),
            Self::Crra { aversion } => of_relative(1.0 - aversion, &likely),
            Self::Cara { tolerance } => of_absolute(tolerance, &likely),
        })
    }

    /// The outcomes of positive probability: that probability and what is consumed.
    fn likely(self, belief: &Belief, consumption: &[f64]) -> Result<Vec<(f64, f64)>, Error> {
        if consumption.len() != belief.outcomes() {
            return Err(Error::Length {
                place: "consumption".to_owned(),
                quantity: "amounts",
                got: consumption.len(),
                expected: belief.outcomes(),
            });
        }
        let (least, expected) = match self {
            Self::Cara { .. } => (f64::MIN, "a finite number"),
            Self::Log | Self::Crra { .. } => (0.0, "a finite number of at least 0"),
        };
        for (outcome, &amount) in consumption.iter().enumerate() {
            let place = format!("consumption, outcome {outcome}");
            within(&place, "amount", amount, least, f64::MAX, expected)?;
        }
        let sum: f64 = belief.probabilities().iter().sum();
        let pairs = belief.probabilities().iter().zip(consumption);
        Ok(pairs.filter(|(p, _)| **p > 0.0).map(|(probability, &y)| (probability / sum, y)).collect())
    }
}

/// (y^e − 1)/e from ln y, tending to ln y as e → 0.
fn power(log: f64, exponent: f64) -> f64 {
    if exponent.abs() <= 0.0 { log } else { (exponent * log).exp_m1() / exponent }
}
