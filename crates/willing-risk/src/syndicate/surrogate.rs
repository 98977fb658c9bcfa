//! The one member that stands for all.

use crate::error::within;
use crate::{Belief, Error};

use super::{Member, Syndicate, Utility};

/// One expected-utility member that owns everything and prices outcomes as the syndicate does: μ(s) ∝ p(s) u'(X(s)).
///
/// It exists, whatever there is to divide, where all members have the same relative aversion γ or all have absolute aversion:
///
/// ```text
/// relative   p(s) ∝ (Σ_i (λ_i p_i(s))^{1/γ})^γ      aversion γ; with the logarithm the linear pool Σ λ_i p_i
/// absolute   p(s) ∝ Π_i p_i(s)^{τ_i/T}              tolerance T = Σ τ_i; the weights do not matter
/// ```
///
/// # References
///
/// Wilson (1968), "The theory of syndicates", theorems 3–5.
///
/// # Example
///
/// ```
/// use willing_game::Players;
/// use willing_risk::{Belief, syndicate::{Member, Surrogate, Syndicate, Utility}};
///
/// let member = |p: [f64; 2]| Member::new(Utility::Log, Belief::new(p.to_vec())?);
/// let members = vec![member([0.5, 0.5])?, member([0.9, 0.1])?];
/// let syndicate = Syndicate::new(Players::new(["a", "b"])?, members, vec![vec![1.0, 2.0]; 2])?;
/// let surrogate = Surrogate::of(&syndicate, &[3.0, 1.0])?.ok_or("all are of one kind")?;
/// assert!((surrogate.belief.probability(0) - 0.6).abs() < 1e-15); // ¾ · 0.5 + ¼ · 0.9
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Surrogate {
    /// How it values money.
    pub utility: Utility,
    /// What it believes.
    pub belief: Belief,
}

impl Surrogate {
    /// The surrogate of `syndicate` with Pareto weights λ by seat; `None` if members differ in kind or in relative aversion.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not a weight for each member; [`Error::OutOfRange`] for a weight that is not positive and
    /// finite.
    pub fn of(syndicate: &Syndicate, weights: &[f64]) -> Result<Option<Self>, Error> {
        let members = syndicate.members();
        if weights.len() != members.len() {
            let (got, expected) = (weights.len(), members.len());
            return Err(Error::Length { place: "syndicate".to_owned(), quantity: "weights", got, expected });
        }
        for (name, &weight) in syndicate.players().names().iter().zip(weights) {
            within(name, "weight", weight, f64::MIN_POSITIVE, f64::MAX, "a positive finite number")?;
        }
        let outcomes = 0..syndicate.outcomes();
        let Some(first) = members.first().map(Member::utility) else { return Ok(None) };
        let (utility, logs): (Utility, Vec<f64>) = if let Some(aversion) = first.relative_aversion() {
            if members.iter().any(|member| differs(member.utility(), aversion)) {
                return Ok(None);
            }
            (first, outcomes.map(|outcome| power_pool(members, weights, outcome, aversion)).collect())
        } else {
            let tolerances: Option<Vec<f64>> = members.iter().map(tolerance).collect();
            let Some(tolerances) = tolerances else { return Ok(None) };
            let logs = outcomes.map(|outcome| log_pool(members, &tolerances, outcome)).collect();
            (Utility::Cara { tolerance: tolerances.iter().sum() }, logs)
        };
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
        let sum: f64 = shares.iter().sum();
        let belief = Belief::new(shares.iter().map(|share| share / sum).collect())?;
        Ok(Some(Self { utility, belief }))
    }
}

fn differs(utility: Utility, aversion: f64) -> bool {
    // Not within rounding of each other: a surrogate of nearly equal aversions would only nearly exist.
    utility.relative_aversion().is_none_or(|own| (own - aversion).abs() > 0.0)
}

fn tolerance(member: &Member) -> Option<f64> {
    match member.utility() {
        Utility::Cara { tolerance } => Some(tolerance),
        Utility::Log | Utility::Crra { .. } => None,
    }
}

/// γ ln Σ (λ p)^{1/γ}; −∞ where nobody believes.
fn power_pool(members: &[Member], weights: &[f64], outcome: usize, aversion: f64) -> f64 {
    let log = |(member, weight): (&Member, &f64)| (weight.ln() + log_probability(member, outcome)) / aversion;
    let logs: Vec<f64> = members.iter().zip(weights).map(log).collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_infinite() {
        return most;
    }
    aversion * (most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln())
}

/// Σ (τ_i/T) ln p_i; −∞ where nobody believes.
fn log_pool(members: &[Member], tolerances: &[f64], outcome: usize) -> f64 {
    let total: f64 = tolerances.iter().sum();
    let pooled = members.iter().zip(tolerances);
    pooled.map(|(member, tolerance)| tolerance / total * log_probability(member, outcome)).sum()
}

fn log_probability(member: &Member, outcome: usize) -> f64 {
    let sum: f64 = member.belief().probabilities().iter().sum();
    (member.belief().probability(outcome) / sum).ln()
}
