//! A belief: the probabilities that somebody gives to the outcomes of a finite space.

use crate::Error;

/// How far the probabilities of a belief may be from summing to 1. What is left is rounding: the
/// belief *means* its probabilities divided by their sum.
pub const SUM_TOLERANCE: f64 = 1e-9;

/// Probabilities of the outcomes 0, 1, … of a finite space.
///
/// Valid once built: at least one outcome, each probability in [0, 1], their sum 1 within
/// [`SUM_TOLERANCE`]. The numbers are kept as given.
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
///
/// let belief = Belief::new(vec![0.75, 0.25])?;
/// assert_eq!(belief.probabilities(), [0.75, 0.25]);
/// assert!(Belief::new(vec![0.75, 0.75]).is_err());
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Vec<f64>", into = "Vec<f64>")
)]
pub struct Belief {
    probabilities: Vec<f64>,
}

impl Belief {
    /// The belief with these probabilities, by outcome.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without outcomes; [`Error::OutOfRange`] for a number outside [0, 1], NaN included;
    /// [`Error::Contradiction`] if they do not sum to 1.
    pub fn new(probabilities: Vec<f64>) -> Result<Self, Error> {
        if probabilities.is_empty() {
            return Err(Error::TooFew { what: "outcomes", got: 0, least: 1 });
        }
        for (outcome, &value) in probabilities.iter().enumerate() {
            if !(0.0..=1.0).contains(&value) {
                let place = format!("belief, outcome {outcome}");
                return Err(Error::OutOfRange {
                    place,
                    quantity: "probability",
                    value,
                    expected: "a number in [0, 1]",
                });
            }
        }
        let sum: f64 = probabilities.iter().sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(Error::Contradiction {
                place: "belief".to_owned(),
                left: "the sum of the probabilities",
                left_value: sum,
                right: "the probability of all outcomes",
                right_value: 1.0,
                expected: "both the same within 1e-9",
            });
        }
        Ok(Self { probabilities })
    }

    /// The belief that all of `outcomes` outcomes are equally likely.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without outcomes.
    pub fn uniform(outcomes: usize) -> Result<Self, Error> {
        Self::new(vec![1.0 / outcomes.max(1) as f64; outcomes])
    }

    /// The belief proportional to `masses`, which the caller knows to be finite, not negative and not all 0.
    pub(crate) fn of_masses(masses: Vec<f64>) -> Self {
        let total: f64 = masses.iter().sum();
        Self { probabilities: masses.into_iter().map(|mass| mass / total).collect() }
    }

    /// How many outcomes there are; at least 1.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.probabilities.len()
    }

    /// The probabilities, by outcome.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// The probability of an outcome; 0 for one that there is not.
    #[must_use]
    pub fn probability(&self, outcome: usize) -> f64 {
        self.probabilities.get(outcome).copied().unwrap_or(0.0)
    }

    /// What `payoffs`, by outcome, amount to on average.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if they are not one for each outcome.
    pub fn expectation(&self, payoffs: &[f64]) -> Result<f64, Error> {
        if payoffs.len() != self.outcomes() {
            let place = "expectation".to_owned();
            return Err(Error::Length {
                place,
                quantity: "payoffs",
                got: payoffs.len(),
                expected: self.outcomes(),
            });
        }
        let sum: f64 = self.probabilities.iter().sum();
        let weighed =
            self.probabilities.iter().zip(payoffs).map(|(probability, payoff)| probability * payoff);
        Ok(weighed.sum::<f64>() / sum)
    }
}

impl TryFrom<Vec<f64>> for Belief {
    type Error = Error;

    fn try_from(probabilities: Vec<f64>) -> Result<Self, Error> {
        Self::new(probabilities)
    }
}

impl From<Belief> for Vec<f64> {
    fn from(belief: Belief) -> Self {
        belief.probabilities
    }
}
