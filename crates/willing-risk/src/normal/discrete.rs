//! Conditional-mean sharing of independent discrete risks.

use std::collections::BTreeMap;

use super::one_for_each;
use crate::error::{signed, unit};
use crate::{Belief, Error};

/// The most numbers that the law of a sum may hold: different sums times risks.
pub const LARGEST_TABLE: usize = 10_000_000;

/// A risk with finitely many values, in whole units of money, so that sums of different risks can meet.
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
/// use willing_risk::normal::DiscreteRisk;
///
/// let loss = DiscreteRisk::new(vec![0, 10, 50], Belief::new(vec![0.5, 0.25, 0.25])?)?;
/// assert_eq!(loss.mean(), 15.0);
/// assert_eq!(DiscreteRisk::bernoulli(0.1, 30)?.mean(), 3.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct DiscreteRisk {
    values: Vec<i64>,
    belief: Belief,
}

impl DiscreteRisk {
    /// The risk that takes value k with the probability of outcome k.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not one value for each outcome; [`Error::OutOfRange`] for a value outside
    /// [−1e12, 1e12].
    pub fn new(values: Vec<i64>, belief: Belief) -> Result<Self, Error> {
        one_for_each("discrete risk", "values", values.len(), belief.outcomes())?;
        for &value in &values {
            signed("discrete risk", "value", value as f64)?;
        }
        Ok(Self { values, belief })
    }

    /// The risk of losing `severity` with this `probability`, and nothing else.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a probability outside [0, 1] or a severity outside [−1e12, 1e12].
    pub fn bernoulli(probability: f64, severity: i64) -> Result<Self, Error> {
        unit("discrete risk", "probability", probability)?;
        Self::new(vec![0, severity], Belief::new(vec![1.0 - probability, probability])?)
    }

    /// Its mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.outcomes().map(|(value, probability)| value as f64 * probability).sum()
    }

    /// Values with their probabilities, those that cannot be left out.
    fn outcomes(&self) -> impl Iterator<Item = (i64, f64)> + '_ {
        let sum: f64 = self.belief.probabilities().iter().sum();
        let outcomes = self.values.iter().zip(self.belief.probabilities());
        outcomes
            .filter(|(_, probability)| **probability > 0.0)
            .map(move |(&value, probability)| (value, probability / sum))
    }
}

/// A value of the sum of independent risks, and who bears how much of it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SumOutcome {
    /// s.
    pub sum: i64,
    /// P(S = s) > 0.
    pub probability: f64,
    /// h_i(s) = E[X_i | S = s], by risk; they sum to s.
    pub conditional_means: Vec<f64>,
}

/// The law of the sum S of independent risks, by rising sums, with the conditional mean of each risk.
///
/// Bearing h_i(S) for X_i costs a member nothing on average and is less risky for him: E h_i(S) = E X_i.
///
/// # Errors
///
/// [`Error::TooFew`] without risks; [`Error::OutOfRange`] if the law has more than [`LARGEST_TABLE`] numbers.
///
/// # Complexity
///
/// The risks are added one after the other, and with the probability of each sum s the numbers
/// E[X_i; S = s] are carried on: O(n) times the convolutions. Nothing is divided before the end, so the
/// relative error is a few ulps a risk where losses do not change sign.
///
/// # References
///
/// Denuit & Dhaene (2012), *Convex order and comonotonic conditional mean risk sharing*.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{DiscreteRisk, conditional_mean_sharing};
///
/// let risks = [DiscreteRisk::bernoulli(0.5, 1)?, DiscreteRisk::bernoulli(0.5, 1)?];
/// let law = conditional_mean_sharing(&risks)?;
/// assert_eq!((law[1].sum, law[1].probability), (1, 0.5));
/// assert_eq!(law[1].conditional_means, [0.5, 0.5]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn conditional_mean_sharing(risks: &[DiscreteRisk]) -> Result<Vec<SumOutcome>, Error> {
    if risks.is_empty() {
        return Err(Error::TooFew { what: "risks", got: 0, least: 1 });
    }
    let mut law = BTreeMap::from([(0_i64, Weight { probability: 1.0, moments: Vec::new() })]);
    for risk in risks {
        law = convolved(&law, risk);
        let numbers = law.len().saturating_mul(risks.len());
        if numbers > LARGEST_TABLE {
            return Err(Error::OutOfRange {
                place: "law of the sum".to_owned(),
                quantity: "different sums times risks",
                value: numbers as f64,
                expected: "at most 1e7",
            });
        }
    }
    let outcome = |(sum, weight): (i64, Weight)| SumOutcome {
        sum,
        probability: weight.probability,
        conditional_means: weight.moments.into_iter().map(|moment| moment / weight.probability).collect(),
    };
    Ok(law.into_iter().filter(|(_, weight)| weight.probability > 0.0).map(outcome).collect())
}

/// P(S = s), and E[X_i; S = s] for each risk added so far.
#[derive(Default)]
struct Weight {
    probability: f64,
    moments: Vec<f64>,
}

/// The law of the sum with one risk more.
fn convolved(law: &BTreeMap<i64, Weight>, risk: &DiscreteRisk) -> BTreeMap<i64, Weight> {
    let mut next: BTreeMap<i64, Weight> = BTreeMap::new();
    for (sum, weight) in law {
        for (value, probability) in risk.outcomes() {
            // At most 1e7 sums of at most 1e12 in size: far from the ends of i64.
            let joined = next.entry(sum.saturating_add(value)).or_default();
            joined.moments.resize(weight.moments.len() + 1, 0.0);
            let both = weight.probability * probability;
            joined.probability += both;
            let added = weight.moments.iter().map(|moment| moment * probability);
            let added = added.chain([both * value as f64]);
            joined.moments.iter_mut().zip(added).for_each(|(moment, more)| *moment += more);
        }
    }
    next
}

/// The risk as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    values: Vec<i64>,
    probabilities: Belief,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for DiscreteRisk {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.values, written.probabilities)
    }
}

#[cfg(feature = "serde")]
impl From<DiscreteRisk> for Written {
    fn from(risk: DiscreteRisk) -> Self {
        Self { values: risk.values, probabilities: risk.belief }
    }
}
