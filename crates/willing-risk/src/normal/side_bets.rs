//! Members who disagree about the mean of their risk: Wilson's side bets.

use super::{Tolerances, one_for_each, variance};
use crate::Error;
use crate::error::signed;

/// What members who disagree do with a common normal risk.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Bets {
    /// A best way of sharing it.
    Bounded(SideBets),
    /// None: every bet is beaten by a larger one. Members disagree about a certain outcome, or two
    /// risk-neutral ones about the mean. Also said of bets too large for a number.
    Unbounded,
}

/// The best way of sharing a normal risk among members who expect different means.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SideBets {
    /// m̄ = Σ (τ_i/T) m_i: the mean that the syndicate acts on.
    pub surrogate_mean: f64,
    /// T = Σ τ_i: the tolerance that it acts on.
    #[cfg_attr(feature = "serde", serde(with = "crate::unbounded"))]
    pub surrogate_tolerance: f64,
    /// s_i = τ_i/T + τ_i (m_i − m̄)/σ²: each member's share of the risk; negative for one who bets against it.
    pub slopes: Vec<f64>,
    /// The sum of certainty equivalents, m̄ − σ²/2T + Σ τ_i (m_i − m̄)² / 2σ².
    pub total_with_bets: f64,
    /// That of the shares τ_i/T, with which nobody bets: m̄ − σ²/2T.
    pub total_without_bets: f64,
    /// Their difference, T V / 2σ² with V the variance of the means by tolerance.
    pub value_of_bets: f64,
}

/// How members with these `tolerances` who expect these `means` share a normal risk of this variance σ².
///
/// Each member's certainty equivalent is by his own mean. Disagreement *raises* their sum, because members bet
/// on who is right; see [`no_bets_exchange`](super::no_bets_exchange) for those who may not.
///
/// # Errors
///
/// [`Error::Length`] if there is not one mean for each member; [`Error::OutOfRange`] for a mean outside
/// [−1e12, 1e12] or a variance outside [0, 1e24].
///
/// # Complexity
///
/// O(n²).
///
/// # References
///
/// Wilson (1968), *The theory of syndicates*, Econometrica 36.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{Bets, Tolerances, side_bets};
///
/// let tolerances = Tolerances::new(vec![1.0, 2.0, 3.0])?;
/// let Bets::Bounded(bets) = side_bets(&tolerances, &[-2.0, 1.0, 0.0], 4.0)? else { unreachable!() };
/// assert!((bets.value_of_bets - 0.75).abs() < 1e-12);
/// assert_eq!(side_bets(&tolerances, &[-2.0, 1.0, 0.0], 0.0)?, Bets::Unbounded);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn side_bets(tolerances: &Tolerances, means: &[f64], var: f64) -> Result<Bets, Error> {
    one_for_each("side bets", "means", means.len(), tolerances.members())?;
    for (member, &mean) in means.iter().enumerate() {
        signed(&format!("member {member}"), "mean", mean)?;
    }
    variance("shared risk", var)?;

    let shares = tolerances.borch_shares();
    let by_member = || means.iter().copied().zip(tolerances.values());
    let neutral = by_member().filter(|(_, tolerance)| tolerance.is_infinite()).map(|(mean, _)| mean);
    let all_agree = agree(means.iter().copied());
    if !agree(neutral) || var <= 0.0 && !all_agree {
        return Ok(Bets::Unbounded);
    }

    // Σ s_i m_i from the first mean on: exact when all are the same.
    let first = means.first().copied().unwrap_or(0.0);
    let surrogate_mean =
        first + means.iter().zip(&shares).map(|(mean, share)| (mean - first) * share).sum::<f64>();
    let surrogate_tolerance = tolerances.total();
    // τ_i (m_i − m̄)/σ², from differences of means: a large tolerance would blow up the rounding of m̄.
    let bet = |(mean, &tolerance): (f64, &f64)| {
        if all_agree || tolerance.is_infinite() {
            return 0.0; // the risk neutral hold the surrogate mean themselves, and take the other side below
        }
        if surrogate_tolerance.is_infinite() {
            return tolerance * ((mean - surrogate_mean) / var);
        }
        let ahead: f64 = by_member().map(|(other, weight)| weight * ((mean - other) / var)).sum();
        tolerance / surrogate_tolerance * ahead
    };
    let bets: Vec<f64> = by_member().map(bet).collect();
    let other_side = if surrogate_tolerance.is_infinite() { bets.iter().sum::<f64>() } else { 0.0 };
    let slopes: Vec<f64> =
        shares.iter().zip(&bets).map(|(share, bet)| share * (1.0 - other_side) + bet).collect();
    let worth = |(bet, tolerance): (&f64, &f64)| bet * bet * var / (2.0 * tolerance);
    let value_of_bets: f64 = bets.iter().zip(tolerances.values()).map(worth).sum();
    let total_without_bets = surrogate_mean - super::syndicate::half_ratio(var, surrogate_tolerance);
    if !slopes.iter().chain([&value_of_bets]).all(|number| number.is_finite()) {
        return Ok(Bets::Unbounded);
    }
    Ok(Bets::Bounded(SideBets {
        surrogate_mean,
        surrogate_tolerance,
        slopes,
        total_with_bets: total_without_bets + value_of_bets,
        total_without_bets,
        value_of_bets,
    }))
}

/// Whether all means are the same.
fn agree(means: impl Iterator<Item = f64>) -> bool {
    let (least, most) = means
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), mean| (least.min(mean), most.max(mean)));
    // Of nobody, least is +∞.
    least >= most
}
