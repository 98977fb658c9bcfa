//! Members who disagree but may not bet: shares of each risk between none and all.

use std::iter::zip;

use super::{Tolerances, one_for_each, variance};
use crate::Error;
use crate::error::signed;

/// How one risk is shared by members who may not bet against it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WaterFilling {
    /// s_i ≥ 0, by member; they sum to 1.
    pub shares: Vec<f64>,
    /// μ: what the last bit of the risk is worth to each who bears some. The multiplier of Σ s_i = 1.
    pub price: f64,
    /// Σ_i (s_i m_i − s_i² σ² / 2τ_i): the sum of certainty equivalents.
    pub value: f64,
}

/// How several independent risks are shared by members who may not bet against them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoBetsExchange {
    /// The sharing of each risk.
    pub risks: Vec<WaterFilling>,
    /// The sum of certainty equivalents over members and risks.
    pub total: f64,
}

/// How members with these `tolerances`, who expect these `means` of it, share one normal risk of variance σ².
///
/// Maximises Σ_i (s_i m_i − s_i² σ² / 2τ_i) over s ≥ 0, Σ s_i = 1. The optimum is a water level: member i takes
/// s_i = max(0, τ_i (m_i − μ)/σ²) with the price μ at which the shares sum to 1. When all expect the same mean
/// these are the [Borch shares](Tolerances::borch_shares); a member who expects much less than the others takes
/// nothing. A certain payoff goes to those who expect most of it.
///
/// Members who are tied without curvature (risk neutral, or a certain payoff) share by
/// tolerance, the risk-neutral equally.
///
/// # Errors
///
/// [`Error::Length`] if there is not one mean for each member; [`Error::OutOfRange`] for a mean outside
/// [−1e12, 1e12] or a variance outside [0, 1e24].
///
/// # Complexity
///
/// O(n log n + k²) for the k members who take a share.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{Tolerances, water_fill};
///
/// // The partner expects 1 less of my risk than I do: I keep two thirds of it.
/// let shared = water_fill(&Tolerances::new(vec![3.0, 3.0])?, &[0.0, -1.0], 9.0)?;
/// assert!((shared.shares[1] - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn water_fill(tolerances: &Tolerances, means: &[f64], var: f64) -> Result<WaterFilling, Error> {
    one_for_each("shared risk", "means", means.len(), tolerances.members())?;
    for (member, &mean) in means.iter().enumerate() {
        signed(&format!("member {member}"), "mean", mean)?;
    }
    variance("shared risk", var)?;
    let (shares, price) = if var > 0.0 {
        let floor = zip(means, tolerances.values()).filter(|(_, tolerance)| tolerance.is_infinite());
        let floor = floor.fold(f64::NEG_INFINITY, |most, (&mean, _)| most.max(mean));
        above_the_floor(tolerances, means, var, floor).unwrap_or_else(|| by_level(tolerances, means, var))
    } else {
        to_the_most_hopeful(tolerances, means)
    };
    let parts = zip(zip(&shares, means), tolerances.values());
    let value =
        parts.map(|((share, mean), tolerance)| share * (mean - share * var / (2.0 * tolerance))).sum();
    Ok(WaterFilling { shares, price, value })
}

/// How members share several independent risks: each risk by [`water_fill`]. `means` holds a list for each
/// member, of what he expects of each risk; `variances` are those of the risks.
///
/// # Errors
///
/// As for [`water_fill`]; [`Error::Length`] also if a member does not have one mean for each risk.
///
/// # References
///
/// Wilson (1968) with shares kept from being negative; Bühlmann & Jewell (1979), *Optimal risk exchanges*.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{Tolerances, no_bets_exchange};
///
/// let members = Tolerances::new(vec![1.0, 1.0])?;
/// // Each expects nothing of his own risk and fears the other's.
/// let exchange = no_bets_exchange(&members, &[vec![0.0, -5.0], vec![-5.0, 0.0]], &[1.0, 1.0])?;
/// assert_eq!(exchange.risks[0].shares, [1.0, 0.0]);
/// assert_eq!(exchange.total, -1.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn no_bets_exchange(
    tolerances: &Tolerances,
    means: &[Vec<f64>],
    variances: &[f64],
) -> Result<NoBetsExchange, Error> {
    one_for_each("exchange", "lists of means", means.len(), tolerances.members())?;
    for (member, own) in means.iter().enumerate() {
        one_for_each(&format!("member {member}"), "means", own.len(), variances.len())?;
    }
    let share = |(risk, &var): (usize, &f64)| {
        let of_risk: Vec<f64> = means.iter().filter_map(|own| own.get(risk)).copied().collect();
        water_fill(tolerances, &of_risk, var)
    };
    let risks: Vec<WaterFilling> = variances.iter().enumerate().map(share).collect::<Result<_, _>>()?;
    let total = risks.iter().map(|risk| risk.value).sum();
    Ok(NoBetsExchange { risks, total })
}

/// The shares at the price that risk-neutral members pay, if the others leave them anything.
fn above_the_floor(tolerances: &Tolerances, means: &[f64], var: f64, floor: f64) -> Option<(Vec<f64>, f64)> {
    let neutral = |mean: f64, tolerance: f64| tolerance.is_infinite() && mean >= floor;
    let taken = |mean: f64, tolerance: f64| {
        if tolerance.is_infinite() || mean <= floor { 0.0 } else { tolerance * ((mean - floor) / var) }
    };
    let members = || zip(means.iter().copied(), tolerances.values().iter().copied());
    let rest = 1.0 - members().map(|(mean, tolerance)| taken(mean, tolerance)).sum::<f64>();
    let takers = members().filter(|(mean, tolerance)| neutral(*mean, *tolerance)).count();
    if takers == 0 || rest <= 0.0 {
        return None;
    }
    let share = |(mean, tolerance)| {
        if neutral(mean, tolerance) { rest / takers as f64 } else { taken(mean, tolerance) }
    };
    Some((members().map(share).collect(), floor))
}

/// The shares among risk-averse members: those who expect most are let in one after the other while the
/// price of those inside is below what the next expects.
fn by_level(tolerances: &Tolerances, means: &[f64], var: f64) -> (Vec<f64>, f64) {
    let members = zip(means.iter().copied(), tolerances.values().iter().copied());
    let mut averse: Vec<(f64, f64)> = members.filter(|(_, tolerance)| tolerance.is_finite()).collect();
    averse.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    let top = averse.first().map_or(0.0, |&(mean, _)| mean);
    // Depth of the level below the highest mean, for the members let in so far.
    let (mut tolerance_inside, mut weighted_gaps, mut depth, mut inside) = (0.0, 0.0, f64::INFINITY, 0);
    for &(mean, tolerance) in &averse {
        if top - mean >= depth {
            break;
        }
        tolerance_inside += tolerance;
        weighted_gaps += tolerance * (top - mean);
        depth = (var + weighted_gaps) / tolerance_inside;
        inside += 1;
    }
    let (insiders, _) = averse.split_at_checked(inside).unwrap_or((&averse, &[]));
    let price = top - depth;
    // s_i = (τ_i/T)(1 + Σ_j τ_j (m_i − m_j)/σ²): differences of means, not m_i − μ, so that the shares sum
    // to 1 however small the variance.
    let share = |(&mean, &tolerance): (&f64, &f64)| {
        if tolerance.is_infinite() || top - mean >= depth {
            return 0.0;
        }
        let ahead: f64 = insiders.iter().map(|(other, weight)| weight * ((mean - other) / var)).sum();
        (tolerance / tolerance_inside * (1.0 + ahead)).max(0.0)
    };
    (zip(means, tolerances.values()).map(share).collect(), price)
}

/// A certain payoff is given to those who expect most of it, by tolerance.
fn to_the_most_hopeful(tolerances: &Tolerances, means: &[f64]) -> (Vec<f64>, f64) {
    let top = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let members = || zip(means.iter().copied(), tolerances.values().iter().copied());
    let at_top = || members().filter(|(mean, _)| *mean >= top).map(|(_, tolerance)| tolerance);
    let total: f64 = at_top().sum();
    let neutral = at_top().filter(|tolerance| tolerance.is_infinite()).count();
    let share = |(mean, tolerance): (f64, f64)| match (mean >= top, total.is_finite()) {
        (true, true) => tolerance / total,
        (true, false) if tolerance.is_infinite() => 1.0 / neutral as f64,
        _ => 0.0,
    };
    (members().map(share).collect(), top)
}
