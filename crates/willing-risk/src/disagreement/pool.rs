//! What several beliefs agree on: linear and logarithmic pools, and the gap between the beliefs.

use super::log_gap::{log_sum_exp, relative_entropy_term};
use crate::error::{LARGEST, LEAST_TOLERANCE, amount};
use crate::{Belief, Error};

/// Several beliefs about the same outcomes, each with a weight.
///
/// The logarithmic pool is the belief that a coalition acts on which shares risk well: risk is shared as if
/// a single state with the sum T of the risk tolerances believed Π p_i^{τ_i/T}, normalised. Its
/// [gap](Self::gap) times T is what the members gain by betting against each other.
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
/// use willing_risk::disagreement::OpinionPool;
///
/// let beliefs = vec![Belief::new(vec![0.8, 0.2])?, Belief::new(vec![0.2, 0.8])?];
/// // The second state tolerates three times the risk: the coalition listens to it.
/// let pool = OpinionPool::by_tolerance(beliefs, &[1.0, 3.0])?;
/// assert!((pool.linear().probability(0) - 0.35).abs() < 1e-15);
/// // Odds 4^(1/4) · (1/4)^(3/4) = 1/2.
/// assert!((pool.logarithmic().unwrap().probability(0) - 1.0 / 3.0).abs() < 1e-15);
/// assert!(pool.gap() > 0.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Stone (1961), *The opinion pool*; Wilson (1968), *The theory of syndicates*; Genest & Zidek (1986).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "OpinionPoolData")
)]
pub struct OpinionPool {
    beliefs: Vec<Belief>,
    weights: Vec<f64>,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OpinionPoolData {
    beliefs: Vec<Belief>,
    weights: Vec<f64>,
}

#[cfg(feature = "serde")]
impl TryFrom<OpinionPoolData> for OpinionPool {
    type Error = Error;

    fn try_from(data: OpinionPoolData) -> Result<Self, Error> {
        Self::new(data.beliefs, data.weights)
    }
}

impl OpinionPool {
    /// Beliefs with `weights`, which count relative to their sum.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without beliefs, or if no weight is positive; [`Error::Length`] for beliefs about
    /// different numbers of outcomes, or weights that are not one for each; [`Error::OutOfRange`] for a
    /// weight outside [0, 1e12], NaN included.
    pub fn new(beliefs: Vec<Belief>, weights: Vec<f64>) -> Result<Self, Error> {
        let outcomes = match beliefs.first() {
            Some(belief) => belief.outcomes(),
            None => return Err(Error::TooFew { what: "beliefs", got: 0, least: 1 }),
        };
        for (place, belief) in beliefs.iter().enumerate() {
            check_length(&format!("pool, belief {place}"), "outcomes", belief.outcomes(), outcomes)?;
        }
        check_length("pool", "weights", weights.len(), beliefs.len())?;
        weights.iter().try_for_each(|&weight| amount("pool", "weight", weight))?;
        if weights.iter().all(|&weight| weight <= 0.0) {
            return Err(Error::TooFew { what: "positive weights", got: 0, least: 1 });
        }
        Ok(Self { beliefs, weights })
    }

    /// Beliefs weighted by the risk tolerances of who holds them, as in [`tolerance_weights`].
    ///
    /// # Errors
    ///
    /// Those of [`Self::new`] and [`tolerance_weights`].
    pub fn by_tolerance(beliefs: Vec<Belief>, tolerances: &[f64]) -> Result<Self, Error> {
        check_length("pool", "risk tolerances", tolerances.len(), beliefs.len())?;
        Self::new(beliefs, tolerance_weights(tolerances)?)
    }

    /// The beliefs.
    #[must_use]
    pub fn beliefs(&self) -> &[Belief] {
        &self.beliefs
    }

    /// Their weights, as given.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The linear pool Σ w_i p_i: of all beliefs f, the one with least Σ w_i KL(p_i‖f).
    #[must_use]
    pub fn linear(&self) -> Belief {
        let columns = self.columns();
        Belief::of_masses(columns.iter().map(|column| self.mean(column)).collect())
    }

    /// The logarithmic pool Π p_i^{w_i}/Z: of all beliefs f, the one with least Σ w_i KL(f‖p_i). `None` if
    /// no outcome is possible for everybody of positive weight.
    #[must_use]
    pub fn logarithmic(&self) -> Option<Belief> {
        let exponents = self.log_means();
        let largest = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        largest
            .is_finite()
            .then(|| Belief::of_masses(exponents.iter().map(|exponent| (exponent - largest).exp()).collect()))
    }

    /// The gap in awareness, −ln Z = −ln Σ_s Π p_i(s)^{w_i} = min over f of Σ w_i KL(f‖p_i), in nats.
    ///
    /// 0 exactly if everybody of positive weight holds the same belief; ∞ if no outcome is possible for all
    /// of them. Times the sum of the risk tolerances, with weights by tolerance, it is the value of the bets
    /// that the members would make with each other.
    ///
    /// # Numerics
    ///
    /// With m = Σ w_i p_i, 1 − Z = Σ_s m(s)(1 − e^{−d(s)}), d(s) = Σ w_i (u − ln(1 + u)) at
    /// u = p_i(s)/m(s) − 1: sums of terms of one sign, so that close beliefs keep their digits.
    #[must_use]
    pub fn gap(&self) -> f64 {
        let columns = self.columns();
        let lost: f64 = columns.iter().map(|column| self.lost_at(column)).sum();
        if lost < 0.5 { 0.0 - (-lost).ln_1p() } else { -log_sum_exp(&self.log_means()) }
    }

    /// The generalised Jensen–Shannon divergence Σ w_i KL(p_i‖m) with m = Σ w_i p_i, in nats: at most the
    /// entropy of the weights.
    ///
    /// # References
    ///
    /// Lin (1991), *Divergence measures based on the Shannon entropy*.
    #[must_use]
    pub fn jensen_shannon(&self) -> f64 {
        let shares = self.shares();
        let at_outcome = |column: &Vec<f64>| {
            let middle = self.mean(column);
            let terms = column.iter().zip(&shares).filter(|&(_, &share)| share > 0.0);
            terms.map(|(&p, share)| share * relative_entropy_term(p, middle)).sum::<f64>()
        };
        self.columns().iter().map(at_outcome).sum()
    }

    /// The weights divided by their sum.
    fn shares(&self) -> Vec<f64> {
        let total: f64 = self.weights.iter().sum();
        self.weights.iter().map(|weight| weight / total).collect()
    }

    /// By outcome, what each belief says of it.
    fn columns(&self) -> Vec<Vec<f64>> {
        let sums: Vec<f64> = self.beliefs.iter().map(|belief| belief.probabilities().iter().sum()).collect();
        let outcomes = self.beliefs.first().map_or(0, Belief::outcomes);
        let column = |outcome| {
            let each = self.beliefs.iter().zip(&sums);
            each.map(|(belief, sum)| belief.probability(outcome) / sum).collect()
        };
        (0..outcomes).map(column).collect()
    }

    /// Σ w_i p_i at one outcome, around one of them, so that equal opinions have themselves as their mean.
    fn mean(&self, column: &[f64]) -> f64 {
        let shares = self.shares();
        let positive = || column.iter().zip(&shares).filter(|&(_, &share)| share > 0.0);
        let around = positive().map(|(&p, _)| p).next().unwrap_or(0.0);
        around + positive().map(|(p, share)| share * (p - around)).sum::<f64>()
    }

    /// m − Π p_i^{w_i} ≥ 0 at one outcome.
    fn lost_at(&self, column: &[f64]) -> f64 {
        let middle = self.mean(column);
        if middle <= 0.0 {
            return 0.0;
        }
        let shares = self.shares();
        let terms = column.iter().zip(&shares).filter(|&(_, &share)| share > 0.0);
        let distance: f64 = terms.map(|(&p, share)| share * relative_entropy_term(middle, p) / middle).sum();
        -middle * (-distance).exp_m1()
    }

    /// Σ w_i ln p_i, by outcome; −∞ where somebody of positive weight sees no chance.
    fn log_means(&self) -> Vec<f64> {
        let shares = self.shares();
        let log_mean = |column: &Vec<f64>| {
            let terms = column.iter().zip(&shares).filter(|&(_, &share)| share > 0.0);
            terms.map(|(p, share)| share * p.ln()).sum()
        };
        self.columns().iter().map(log_mean).collect()
    }
}

/// The weights of a coalition's members in its common belief: τ_i/T, with T = Σ τ_i. If somebody is risk
/// neutral (τ = ∞), only the risk-neutral ones count, equally.
///
/// # Errors
///
/// [`Error::TooFew`] without members; [`Error::OutOfRange`] for a risk tolerance outside [1e-6, 1e12] that
/// is not infinite, NaN included.
pub fn tolerance_weights(tolerances: &[f64]) -> Result<Vec<f64>, Error> {
    if tolerances.is_empty() {
        return Err(Error::TooFew { what: "risk tolerances", got: 0, least: 1 });
    }
    for (member, &value) in tolerances.iter().enumerate() {
        check_tolerance(&format!("member {member}"), value)?;
    }
    let neutral = tolerances.iter().filter(|tolerance| tolerance.is_infinite()).count();
    if neutral > 0 {
        let weight = |tolerance: &f64| if tolerance.is_infinite() { 1.0 / neutral as f64 } else { 0.0 };
        return Ok(tolerances.iter().map(weight).collect());
    }
    let total: f64 = tolerances.iter().sum();
    Ok(tolerances.iter().map(|tolerance| tolerance / total).collect())
}

/// The gap in awareness of a coalition whose members hold these beliefs and risk tolerances:
/// [`OpinionPool::gap`] with weights τ_i/T.
///
/// # Errors
///
/// Those of [`OpinionPool::by_tolerance`].
///
/// # Example
///
/// ```
/// use willing_risk::Belief;
/// use willing_risk::disagreement::gap;
///
/// let beliefs = [Belief::new(vec![0.9, 0.1])?, Belief::new(vec![0.5, 0.5])?];
/// let wide = gap(&beliefs, &[1.0, 1.0])?;
/// // Half the Rényi divergence of order ½ between two members of the same tolerance.
/// assert!((wide + (0.45_f64.sqrt() + 0.05_f64.sqrt()).ln()).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn gap(beliefs: &[Belief], tolerances: &[f64]) -> Result<f64, Error> {
    Ok(OpinionPool::by_tolerance(beliefs.to_vec(), tolerances)?.gap())
}

/// Refuses what is not a risk tolerance: positive and moderate, or infinite.
pub(super) fn check_tolerance(place: &str, value: f64) -> Result<(), Error> {
    let known = (LEAST_TOLERANCE..=LARGEST).contains(&value) || (value.is_infinite() && value > 0.0);
    if known {
        return Ok(());
    }
    Err(Error::OutOfRange {
        place: place.to_owned(),
        quantity: "risk tolerance",
        value,
        expected: "a number in [1e-6, 1e12], or infinity",
    })
}

fn check_length(place: &str, quantity: &'static str, got: usize, expected: usize) -> Result<(), Error> {
    if got == expected {
        return Ok(());
    }
    Err(Error::Length { place: place.to_owned(), quantity, got, expected })
}
