//! Preferences over payoffs: an attitude with a belief, or a mixture of several.

use super::{Attitude, DENSITY_TOLERANCE};
use crate::error::within;
use crate::{Belief, Error, SUM_TOLERANCE};

/// One term of a preference: w · U under one attitude and one belief.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Part {
    /// w in (0, 1].
    pub weight: f64,
    /// How payoffs are valued.
    pub attitude: Attitude,
    /// p, the probabilities of the outcomes.
    pub belief: Belief,
}

/// How a member values payoffs: U(Y) = Σ_k w_k U_k(Y), weights summing to 1.
///
/// One part is an attitude with a belief. Several model a government that listens to several experts, or weighs the mean
/// against the worst cases: with CVaR parts of one belief, a spectral measure (Acerbi 2002). The penalty of a mixture is
/// α(q) = min { Σ w_k α_k(q_k) : Σ w_k q_k = q }.
///
/// Risk-neutral parts are merged into one with the averaged belief, equal parts into one, when a preference is built.
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
/// use willing_risk::sharing::Preference;
///
/// let belief = Belief::new(vec![0.5, 0.5])?;
/// let careful = Preference::cvar(0.5, belief.clone())?; // the mean of the worse half
/// assert_eq!(careful.value(&[-4.0, 0.0])?, -4.0);
/// let neutral = Preference::entropic(f64::INFINITY, belief)?;
/// assert_eq!(neutral.value(&[-4.0, 0.0])?, -2.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Vec<Part>", into = "Vec<Part>")
)]
pub struct Preference {
    parts: Vec<Part>,
}

impl Preference {
    /// One attitude with one belief.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn new(attitude: Attitude, belief: Belief) -> Result<Self, Error> {
        Self::mixture(vec![Part { weight: 1.0, attitude, belief }])
    }

    /// Constant absolute risk aversion 1/`tolerance`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn entropic(tolerance: f64, belief: Belief) -> Result<Self, Error> {
        Self::new(Attitude::Entropic { tolerance }, belief)
    }

    /// The mean of the worst 1 − `level` of the outcomes.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn cvar(level: f64, belief: Belief) -> Result<Self, Error> {
        Self::new(Attitude::Cvar { level }, belief)
    }

    /// Mean less variance over twice the `tolerance`.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`].
    pub fn mean_variance(tolerance: f64, belief: Belief) -> Result<Self, Error> {
        Self::new(Attitude::MeanVariance { tolerance }, belief)
    }

    /// A spectral measure: CVaR at several (weight, level), under one belief.
    ///
    /// # Errors
    ///
    /// As [`Preference::mixture`].
    pub fn spectral(levels: &[(f64, f64)], belief: &Belief) -> Result<Self, Error> {
        let part = |&(weight, level): &(f64, f64)| Part {
            weight,
            attitude: Attitude::Cvar { level },
            belief: belief.clone(),
        };
        Self::mixture(levels.iter().map(part).collect())
    }

    /// A mixture; its weights must sum to 1 and its beliefs be of the same outcomes.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without parts, [`Error::OutOfRange`], [`Error::Length`] for beliefs of different outcomes,
    /// [`Error::Contradiction`] for weights that do not sum to 1.
    pub fn mixture(parts: Vec<Part>) -> Result<Self, Error> {
        let Some(first) = parts.first() else {
            return Err(Error::TooFew { what: "parts of a preference", got: 0, least: 1 });
        };
        let outcomes = first.belief.outcomes();
        for (number, part) in parts.iter().enumerate() {
            let place = format!("preference, part {number}");
            part.attitude.validate(&place)?;
            within(
                &place,
                "weight",
                part.weight,
                f64::MIN_POSITIVE,
                1.0 + SUM_TOLERANCE,
                "a number in (0, 1]",
            )?;
            let got = part.belief.outcomes();
            if got != outcomes {
                return Err(Error::Length { place, quantity: "probabilities", got, expected: outcomes });
            }
        }
        let sum: f64 = parts.iter().map(|part| part.weight).sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(Error::Contradiction {
                place: "preference".to_owned(),
                left: "the sum of the weights",
                left_value: sum,
                right: "the whole",
                right_value: 1.0,
                expected: "both the same within 1e-9",
            });
        }
        Ok(Self { parts: merged(parts)? })
    }

    /// Its parts; at least one.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The only part; `None` for a mixture.
    #[must_use]
    pub fn single(&self) -> Option<&Part> {
        if let [part] = self.parts.as_slice() { Some(part) } else { None }
    }

    /// How many outcomes its beliefs are about.
    #[must_use]
    pub fn outcomes(&self) -> usize {
        self.parts.first().map_or(0, |part| part.belief.outcomes())
    }

    /// Whether a higher payoff in some outcome never lowers the value.
    #[must_use]
    pub fn is_monotone(&self) -> bool {
        self.parts.iter().all(|part| part.attitude.is_monotone())
    }

    /// U(Y): what `payoffs`, by outcome, are worth for certain, in their unit.
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    ///
    /// # Complexity
    ///
    /// O(|Ω|) a part; O(|Ω| log |Ω|) for CVaR.
    pub fn value(&self, payoffs: &[f64]) -> Result<f64, Error> {
        self.expect_outcomes("payoffs", payoffs.len())?;
        let total: f64 = self.parts.iter().map(|part| part.weight).sum();
        let weighed = self.parts.iter().map(|part| part.weight * part.attitude.value(&part.belief, payoffs));
        Ok(weighed.sum::<f64>() / total)
    }

    /// α(q) of a density, infinite outside the domain; `None` for a mixture without a formula for it.
    ///
    /// Single attitudes and spectral measures have one. For any preference, α(q) is the worth of the coalition of the
    /// member and somebody risk neutral with belief q when neither faces anything.
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    pub fn penalty(&self, density: &[f64]) -> Result<Option<f64>, Error> {
        self.expect_outcomes("densities", density.len())?;
        if let Some(part) = self.single() {
            return Ok(Some(part.attitude.penalty(&part.belief, density)));
        }
        Ok(self.spectrum().map(|spectrum| spectrum.penalty(density)))
    }

    /// Whether a density is in the domain: whether its penalty is finite. `None` as in [`Preference::penalty`].
    ///
    /// # Errors
    ///
    /// [`Error::Length`].
    pub fn admits(&self, density: &[f64]) -> Result<Option<bool>, Error> {
        Ok(self.penalty(density)?.map(f64::is_finite))
    }

    fn expect_outcomes(&self, quantity: &'static str, got: usize) -> Result<(), Error> {
        let expected = self.outcomes();
        let place = || "preference".to_owned();
        if got == expected { Ok(()) } else { Err(Error::Length { place: place(), quantity, got, expected }) }
    }

    /// Weights and levels, if all parts are CVaR under one belief.
    fn spectrum(&self) -> Option<Spectrum<'_>> {
        let belief = &self.parts.first()?.belief;
        let level = |part: &Part| match part.attitude {
            Attitude::Cvar { level } if part.belief == *belief => Some((part.weight, level)),
            _ if part.attitude.is_neutral() && part.belief == *belief => Some((part.weight, 0.0)),
            _ => None,
        };
        let levels = self.parts.iter().map(level).collect::<Option<Vec<_>>>()?;
        Some(Spectrum { levels, belief })
    }
}

/// The domain of a spectral measure: the densities q with Σ_B q ≤ Σ_k w_k min(1, p(B)/(1 − a_k)) for the B that hold the
/// greatest ratios q/p (Strassen's condition: the right-hand side is a concave distortion of p).
struct Spectrum<'a> {
    levels: Vec<(f64, f64)>,
    belief: &'a Belief,
}

impl Spectrum<'_> {
    fn penalty(&self, density: &[f64]) -> f64 {
        let total: f64 = self.belief.probabilities().iter().sum();
        let mass: f64 = density.iter().sum();
        let weights: f64 = self.levels.iter().map(|(weight, _)| weight).sum();
        let mut outcomes: Vec<(f64, f64)> =
            self.belief.probabilities().iter().zip(density).map(|(p, q)| (p / total, q / mass)).collect();
        if outcomes.iter().any(|(p, q)| *q < 0.0 || (*p <= 0.0 && *q > 0.0)) {
            return f64::INFINITY;
        }
        outcomes.retain(|(p, _)| *p > 0.0);
        outcomes.sort_by(|one, other| (other.1 / other.0).total_cmp(&(one.1 / one.0)));
        let (mut p_sum, mut q_sum) = (0.0, 0.0);
        for (p, q) in outcomes {
            p_sum += p;
            q_sum += q;
            let part = |&(weight, level): &(f64, f64)| weight * (p_sum / (1.0 - level)).min(1.0);
            let most: f64 = self.levels.iter().map(part).sum::<f64>() / weights;
            if q_sum > most * (1.0 + DENSITY_TOLERANCE) {
                return f64::INFINITY;
            }
        }
        0.0
    }
}

/// Equal parts as one, and risk-neutral ones as one with the averaged belief.
fn merged(parts: Vec<Part>) -> Result<Vec<Part>, Error> {
    let (neutral, averse): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| part.attitude.is_neutral());
    let mut merged: Vec<Part> = Vec::new();
    for part in averse {
        match merged.iter_mut().find(|other| other.attitude == part.attitude && other.belief == part.belief) {
            Some(equal) => equal.weight += part.weight,
            None => merged.push(part),
        }
    }
    if let Some((first, others)) = neutral.split_first() {
        let attitude = Attitude::Entropic { tolerance: f64::INFINITY };
        let one = if others.is_empty() {
            Part { attitude, ..first.clone() }
        } else {
            let weight: f64 = neutral.iter().map(|part| part.weight).sum();
            let average = |outcome| {
                neutral.iter().map(|part| part.weight * part.belief.probability(outcome)).sum::<f64>()
                    / weight
            };
            let belief = Belief::new((0..first.belief.outcomes()).map(average).collect())?;
            Part { weight, attitude, belief }
        };
        merged.push(one);
    }
    Ok(merged)
}

impl TryFrom<Vec<Part>> for Preference {
    type Error = Error;

    fn try_from(parts: Vec<Part>) -> Result<Self, Error> {
        Self::mixture(parts)
    }
}

impl From<Preference> for Vec<Part> {
    fn from(preference: Preference) -> Self {
        preference.parts
    }
}
