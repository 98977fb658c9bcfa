//! What the density of a worth says of its members: who has what at these prices.

use willing_check::sharing::SharedWorth;
use willing_risk::sharing::Portfolio;

/// The prices of a unit in each outcome: q, summing to 1.
pub(super) fn of_outcomes(worth: &SharedWorth) -> Vec<f64> {
    let mass: f64 = worth.density.iter().sum();
    worth.density.iter().map(|q| q / mass).collect()
}

/// What each member has if it sells what it holds and buys what it prefers, φ_i = E_q X_i + α_i(q); nothing if the worth does
/// not fit the portfolio.
pub(super) fn amounts(portfolio: &Portfolio, worth: &SharedWorth) -> Vec<f64> {
    let intervals = worth.prices(portfolio).unwrap_or_default();
    intervals.iter().map(|price| f64::midpoint(price.lower(), price.upper())).collect()
}
