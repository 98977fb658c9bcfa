//! Spreading one risk over many members.

use super::tolerances::tolerance;
use super::variance;
use crate::Error;
use crate::error::within;

/// The risk premium that `members` equal sharers of a project pay in all, in money:
/// Var/(2 n τ) + c/τ, where c is the covariance of the project with each one's other income.
///
/// The first part vanishes as members are added (Arrow & Lind). The second does not: a risk that comes with a
/// bad time for everybody cannot be spread. A negative c is a hedge, and the premium may be negative.
///
/// # Errors
///
/// [`Error::OutOfRange`] for a variance outside [0, 1e24], a covariance outside [−1e24, 1e24] or a tolerance
/// that is no number in [1e-6, 1e12] and not infinite; [`Error::TooFew`] without members.
///
/// # References
///
/// Arrow & Lind (1970), *Uncertainty and the evaluation of public investment decisions*.
///
/// # Example
///
/// ```
/// use willing_risk::normal::spread_premium;
///
/// assert_eq!(spread_premium(100.0, 0.0, 2.0, 1)?, 25.0);
/// assert_eq!(spread_premium(100.0, 0.0, 2.0, 100)?, 0.25);
/// assert_eq!(spread_premium(100.0, 3.0, 2.0, 100)?, 1.75);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn spread_premium(
    var: f64,
    covariance_with_income: f64,
    risk_tolerance: f64,
    members: usize,
) -> Result<f64, Error> {
    variance("project", var)?;
    let most = super::LARGEST_VARIANCE;
    within("project", "covariance", covariance_with_income, -most, most, "a number in [-1e24, 1e24]")?;
    tolerance("project", risk_tolerance)?;
    if members == 0 {
        return Err(Error::TooFew { what: "members", got: 0, least: 1 });
    }
    Ok(var / (2.0 * members as f64 * risk_tolerance) + covariance_with_income / risk_tolerance)
}
