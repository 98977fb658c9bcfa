//! What a wrong rule of shares costs.

use super::{Tolerances, one_for_each, variance};
use crate::Error;
use crate::belief::SUM_TOLERANCE;
use crate::error::signed;

/// What is lost by splitting a risk of this `variance` in these `shares` and not by tolerance, in money:
/// (Var/2)(Σ s_i²/τ_i − 1/T) ≥ 0, and 0 only for the [Borch shares](Tolerances::borch_shares).
///
/// # Errors
///
/// [`Error::OutOfRange`] for a variance outside [0, 1e24] or a share outside [−1e12, 1e12]; [`Error::Length`]
/// if there is not one share for each member; [`Error::Contradiction`] if they do not sum to 1 within
/// [`SUM_TOLERANCE`].
///
/// # Numerics
///
/// Computed as (Var/2) Σ (s_i − τ_i/T)²/τ_i, the same number where Σ s_i = 1: a small loss keeps its digits.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{Tolerances, equal_shares, sharing_loss};
///
/// let tolerances = Tolerances::new(vec![1.0, 2.0, 5.0])?;
/// let loss = sharing_loss(9.0, &tolerances, &equal_shares(3))?;
/// assert!((loss - 0.2875).abs() < 1e-12);
/// assert_eq!(sharing_loss(9.0, &tolerances, &tolerances.borch_shares())?, 0.0);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn sharing_loss(var: f64, tolerances: &Tolerances, shares: &[f64]) -> Result<f64, Error> {
    variance("shared risk", var)?;
    one_for_each("sharing rule", "shares", shares.len(), tolerances.members())?;
    for (member, &share) in shares.iter().enumerate() {
        signed(&format!("member {member}"), "share", share)?;
    }
    sum_to_one("sharing rule", "the sum of the shares", shares)?;
    let best = tolerances.borch_shares();
    let errors = shares.iter().zip(best).zip(tolerances.values());
    let loss: f64 = errors.map(|((share, best), tolerance)| (share - best).powi(2) / tolerance).sum();
    Ok(var / 2.0 * loss)
}

/// The same share 1/n for each of `members`.
#[must_use]
pub fn equal_shares(members: usize) -> Vec<f64> {
    vec![1.0 / members.max(1) as f64; members]
}

/// Refuses shares or weights that do not sum to 1.
pub(crate) fn sum_to_one(place: &str, left: &'static str, parts: &[f64]) -> Result<(), Error> {
    let sum: f64 = parts.iter().sum();
    if (sum - 1.0).abs() <= SUM_TOLERANCE {
        return Ok(());
    }
    Err(Error::Contradiction {
        place: place.to_owned(),
        left,
        left_value: sum,
        right: "the whole",
        right_value: 1.0,
        expected: "both the same within 1e-9",
    })
}
