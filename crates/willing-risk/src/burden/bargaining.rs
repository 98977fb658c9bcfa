//! Nash bargaining over certainty equivalents.

use crate::Error;
use crate::error::{signed, unit};
use crate::normal::{one_for_each, sum_to_one};

/// What bargaining over a total ends in.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Bargain {
    /// What each gets, in certainty equivalents; it sums to the total.
    Agreement(Vec<f64>),
    /// No agreement: together they get less than apart.
    NoAgreement {
        /// Σ d_i − total > 0.
        shortfall: f64,
    },
}

/// The Nash bargaining solution where certainty equivalents move from one to another by payments:
/// d_i + w_i (total − Σ d_j), with d_i what i gets without an agreement and w_i his bargaining weight.
///
/// It maximises Π (x_i − d_i)^{w_i} over Σ x_i = total. Equal weights 1/n give everybody the same gain.
///
/// # Errors
///
/// [`Error::TooFew`] without players; [`Error::Length`] if there is not one weight for each; [`Error::OutOfRange`]
/// for money outside [−1e12, 1e12] or a weight outside [0, 1]; [`Error::Contradiction`] if the weights do not sum
/// to 1 within 1e-9.
///
/// # References
///
/// Nash (1950), *The bargaining problem*; Kalai (1977) for the weights.
///
/// # Example
///
/// ```
/// use willing_risk::burden::{Bargain, nash_bargaining};
///
/// let split = nash_bargaining(&[-2.0, -1.0, -3.0], -3.0, &[0.5, 0.25, 0.25])?;
/// assert_eq!(split, Bargain::Agreement(vec![-0.5, -0.25, -2.25]));
/// let none = nash_bargaining(&[1.0, 1.0], 1.5, &[0.5, 0.5])?;
/// assert_eq!(none, Bargain::NoAgreement { shortfall: 0.5 });
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn nash_bargaining(disagreement: &[f64], total: f64, weights: &[f64]) -> Result<Bargain, Error> {
    if disagreement.is_empty() {
        return Err(Error::TooFew { what: "players", got: 0, least: 1 });
    }
    one_for_each("bargaining", "weights", weights.len(), disagreement.len())?;
    signed("bargaining", "total", total)?;
    for (player, (&alone, &weight)) in disagreement.iter().zip(weights).enumerate() {
        let place = format!("player {player}");
        signed(&place, "disagreement payoff", alone)?;
        unit(&place, "bargaining weight", weight)?;
    }
    sum_to_one("bargaining", "the sum of the weights", weights)?;
    let surplus = total - disagreement.iter().sum::<f64>();
    if surplus < 0.0 {
        return Ok(Bargain::NoAgreement { shortfall: -surplus });
    }
    // The weights mean their parts of their sum, so that the total is split to the last bit of rounding.
    let whole: f64 = weights.iter().sum();
    let split = disagreement.iter().zip(weights).map(|(alone, weight)| alone + weight / whole * surplus);
    Ok(Bargain::Agreement(split.collect()))
}
