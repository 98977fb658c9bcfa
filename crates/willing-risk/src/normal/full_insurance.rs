//! Consumption of members who share all their risk.

use super::{Tolerances, one_for_each};
use crate::Error;
use crate::belief::SUM_TOLERANCE;
use crate::error::signed;

/// What each member consumes in each period under full insurance: c_i = (τ_i/T) C + k_i, with C the sum of
/// incomes of the period and k_i his `intercept`. `incomes` holds a list by member for each period; so does
/// the answer.
///
/// His own income does not matter beyond what it adds to C. That is Townsend's test: regressed on C and on his
/// own income, consumption has the coefficients τ_i/T and 0.
///
/// # Errors
///
/// [`Error::Length`] if intercepts or the incomes of a period are not one for each member;
/// [`Error::OutOfRange`] for a number outside [−1e12, 1e12]; [`Error::Contradiction`] if the intercepts do not
/// sum to 0 within 1e-9 of their size: more would be consumed than there is.
///
/// # References
///
/// Townsend (1994), *Risk and insurance in village India*, Econometrica 62.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{Tolerances, full_insurance};
///
/// let members = Tolerances::new(vec![1.0, 3.0])?;
/// // Who earns what does not matter: only the sum does.
/// let consumption = full_insurance(&members, &[vec![2.0, 6.0], vec![6.0, 2.0]], &[0.0, 0.0])?;
/// assert_eq!(consumption, [[2.0, 6.0], [2.0, 6.0]]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn full_insurance(
    tolerances: &Tolerances,
    incomes: &[Vec<f64>],
    intercepts: &[f64],
) -> Result<Vec<Vec<f64>>, Error> {
    one_for_each("full insurance", "intercepts", intercepts.len(), tolerances.members())?;
    for (member, &intercept) in intercepts.iter().enumerate() {
        signed(&format!("member {member}"), "intercept", intercept)?;
    }
    balanced(intercepts)?;
    let shares = tolerances.borch_shares();
    let consume = |(period, incomes): (usize, &Vec<f64>)| {
        let place = format!("period {period}");
        one_for_each(&place, "incomes", incomes.len(), tolerances.members())?;
        incomes.iter().try_for_each(|&income| signed(&place, "income", income))?;
        let total: f64 = incomes.iter().sum();
        Ok(shares.iter().zip(intercepts).map(|(share, intercept)| share * total + intercept).collect())
    };
    incomes.iter().enumerate().map(consume).collect()
}

/// Refuses intercepts that do not sum to 0.
fn balanced(intercepts: &[f64]) -> Result<(), Error> {
    let sum: f64 = intercepts.iter().sum();
    let size: f64 = intercepts.iter().map(|intercept| intercept.abs()).sum();
    if sum.abs() <= SUM_TOLERANCE * size {
        return Ok(());
    }
    Err(Error::Contradiction {
        place: "full insurance".to_owned(),
        left: "the sum of the intercepts",
        left_value: sum,
        right: "what is left over",
        right_value: 0.0,
        expected: "both the same within 1e-9 of the intercepts' size",
    })
}
