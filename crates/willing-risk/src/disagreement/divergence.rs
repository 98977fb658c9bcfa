//! Divergences between two beliefs about the same outcomes.

use super::log_gap::relative_entropy_term;
use crate::error::unit;
use crate::{Belief, Error};

/// Two beliefs, p and q, about the same outcomes: how far apart they are, by every usual measure.
///
/// All divergences are in nats, non-negative, and 0 exactly if the beliefs are the same. Each takes time
/// proportional to the number of outcomes, unless it says otherwise.
///
/// | measure | symmetric | largest value |
/// |---|---|---|
/// | [`kullback_leibler`](Self::kullback_leibler), [`chi_squared`](Self::chi_squared), [`renyi`](Self::renyi) | no | ∞ |
/// | [`jeffreys`](Self::jeffreys), [`bhattacharyya`](Self::bhattacharyya), [`chernoff`](Self::chernoff) | yes | ∞ |
/// | [`jensen_shannon`](Self::jensen_shannon); its distance | yes | ln 2; √ln 2 |
/// | [`total_variation`](Self::total_variation), [`hellinger`](Self::hellinger) | yes | 1 |
/// | [`wasserstein`](Self::wasserstein) | yes | the range of the points |
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
/// use willing_risk::disagreement::Disagreement;
///
/// let alarmed = Belief::new(vec![0.5, 0.5])?;
/// let calm = Belief::new(vec![1.0, 0.0])?;
/// let disagreement = Disagreement::between(alarmed, calm)?;
/// assert_eq!(disagreement.total_variation(), 0.5);
/// // The calm state rules out what the alarmed one expects; not the other way round.
/// assert_eq!(disagreement.kullback_leibler(), f64::INFINITY);
/// assert!((disagreement.reversed().kullback_leibler() - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "DisagreementData")
)]
pub struct Disagreement {
    first: Belief,
    second: Belief,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct DisagreementData {
    first: Belief,
    second: Belief,
}

#[cfg(feature = "serde")]
impl TryFrom<DisagreementData> for Disagreement {
    type Error = Error;

    fn try_from(data: DisagreementData) -> Result<Self, Error> {
        Self::between(data.first, data.second)
    }
}

impl Disagreement {
    /// The disagreement of p = `first` and q = `second`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if they are not about the same number of outcomes.
    pub fn between(first: Belief, second: Belief) -> Result<Self, Error> {
        if first.outcomes() != second.outcomes() {
            return Err(Error::Length {
                place: "disagreement, second belief".to_owned(),
                quantity: "outcomes",
                got: second.outcomes(),
                expected: first.outcomes(),
            });
        }
        Ok(Self { first, second })
    }

    /// The disagreement of two states about one hazard, which one gives the probability `first` and the
    /// other `second`: outcome 0 is that nothing happens, outcome 1 the hazard.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a number outside [0, 1], NaN included.
    pub fn about_hazard(first: f64, second: f64) -> Result<Self, Error> {
        unit("disagreement", "probability of the hazard", first)?;
        unit("disagreement", "probability of the hazard", second)?;
        Self::between(Belief::new(vec![1.0 - first, first])?, Belief::new(vec![1.0 - second, second])?)
    }

    /// p.
    #[must_use]
    pub fn first(&self) -> &Belief {
        &self.first
    }

    /// q.
    #[must_use]
    pub fn second(&self) -> &Belief {
        &self.second
    }

    /// The same two beliefs with p and q exchanged.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { first: self.second.clone(), second: self.first.clone() }
    }

    /// What the beliefs mean, by outcome: their probabilities divided by their sums.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        let sum = |belief: &Belief| belief.probabilities().iter().sum::<f64>();
        let (first_sum, second_sum) = (sum(&self.first), sum(&self.second));
        let both = self.first.probabilities().iter().zip(self.second.probabilities());
        both.map(move |(p, q)| (p / first_sum, q / second_sum))
    }

    /// KL(p‖q) = Σ p ln(p/q): what p loses by being told q. ∞ if q rules out what p thinks possible.
    ///
    /// Every term is computed as p ln(p/q) − p + q ≥ 0, so that beliefs that nearly agree keep their digits.
    ///
    /// # References
    ///
    /// Kullback & Leibler (1951), *On information and sufficiency*.
    #[must_use]
    pub fn kullback_leibler(&self) -> f64 {
        self.pairs().map(|(p, q)| relative_entropy_term(p, q)).sum()
    }

    /// KL(p‖q) + KL(q‖p) = Σ (p − q) ln(p/q). ∞ unless both think the same outcomes possible.
    ///
    /// # References
    ///
    /// Jeffreys (1946), *An invariant form for the prior probability*.
    #[must_use]
    pub fn jeffreys(&self) -> f64 {
        self.pairs().map(|(p, q)| relative_entropy_term(p, q) + relative_entropy_term(q, p)).sum()
    }

    /// ½ KL(p‖m) + ½ KL(q‖m) with m = (p + q)/2; at most ln 2, for beliefs without a common outcome.
    ///
    /// # References
    ///
    /// Lin (1991), *Divergence measures based on the Shannon entropy*.
    #[must_use]
    pub fn jensen_shannon(&self) -> f64 {
        let terms = self.pairs().map(|(p, q)| {
            let middle = p + (q - p) / 2.0;
            f64::midpoint(relative_entropy_term(p, middle), relative_entropy_term(q, middle))
        });
        terms.sum::<f64>().min(std::f64::consts::LN_2)
    }

    /// The square root of the [Jensen–Shannon divergence](Self::jensen_shannon): a metric.
    ///
    /// # References
    ///
    /// Endres & Schindelin (2003), *A new metric for probability distributions*.
    #[must_use]
    pub fn jensen_shannon_distance(&self) -> f64 {
        self.jensen_shannon().sqrt()
    }

    /// ½ Σ |p − q|: the largest difference of the two probabilities of one event. A metric.
    #[must_use]
    pub fn total_variation(&self) -> f64 {
        (self.pairs().map(|(p, q)| (p - q).abs()).sum::<f64>() / 2.0).min(1.0)
    }

    /// 1 − BC = ½ Σ (√p − √q)², with the Bhattacharyya coefficient BC = Σ √(p q).
    fn squared_hellinger(&self) -> f64 {
        // √p − √q = (p − q)/(√p + √q), without cancellation.
        let possible = self.pairs().filter(|&(p, q)| p > 0.0 || q > 0.0);
        let terms = possible.map(|(p, q)| ((p - q) / (p.sqrt() + q.sqrt())).powi(2));
        (terms.sum::<f64>() / 2.0).min(1.0)
    }

    /// √(1 − Σ √(p q)): a metric, 1 for beliefs without a common outcome.
    ///
    /// # References
    ///
    /// Hellinger (1909).
    #[must_use]
    pub fn hellinger(&self) -> f64 {
        self.squared_hellinger().sqrt()
    }

    /// −ln Σ √(p q); ∞ for beliefs without a common outcome. Half the [Rényi divergence](Self::renyi) of
    /// order ½.
    ///
    /// # References
    ///
    /// Bhattacharyya (1943).
    #[must_use]
    pub fn bhattacharyya(&self) -> f64 {
        let lost = self.squared_hellinger();
        if lost < 0.5 {
            // Subtracted from 0, so that agreement is not −0.
            return 0.0 - (-lost).ln_1p();
        }
        let common: f64 = self.pairs().map(|(p, q)| p.sqrt() * q.sqrt()).sum();
        -common.ln()
    }

    /// Pearson's χ²(p, q) = Σ (p − q)²/q; ∞ if q rules out what p thinks possible.
    ///
    /// # References
    ///
    /// Pearson (1900).
    #[must_use]
    pub fn chi_squared(&self) -> f64 {
        let terms = self.pairs().map(|(p, q)| {
            if p <= 0.0 && q <= 0.0 {
                0.0
            } else {
                let difference = p - q;
                difference * (difference / q)
            }
        });
        terms.sum()
    }
}

/// logit p − logit q, in nats: how far apart two probabilities of one hazard are in log-odds, positive if
/// the first is higher. ±∞ if exactly one of them is certain, or both are of the opposite; 0 if both are of
/// the same.
///
/// # Errors
///
/// [`Error::OutOfRange`] for a number outside [0, 1], NaN included.
pub fn logit_gap(first: f64, second: f64) -> Result<f64, Error> {
    unit("log-odds", "probability of the hazard", first)?;
    unit("log-odds", "probability of the hazard", second)?;
    let logit = |p: f64| p.ln() - (-p).ln_1p();
    let (own, other) = (logit(first), logit(second));
    Ok(if own.is_infinite() && own.total_cmp(&other).is_eq() { 0.0 } else { own - other })
}
