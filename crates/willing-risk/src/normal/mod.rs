//! Sharing jointly normal risks: the cases of the theory that have closed forms.
//!
//! Members with constant absolute risk aversion value a normal payoff Y by its certainty equivalent
//! E Y − Var Y / 2τ. A coalition S with total tolerance T_S = Σ τ_i shares its risk best in the proportions
//! τ_i / T_S (Borch 1962, Wilson 1968), and is worth
//!
//! ```text
//! v(S) = 1'μ_S − 1'Σ_SS 1 / (2 T_S)
//! ```
//!
//! ```
//! use willing_game::Coalition;
//! use willing_game::tu::CharacteristicFunction;
//! use willing_risk::normal::{JointNormal, NormalSyndicate, Tolerances};
//!
//! let risks = JointNormal::independent(vec![1.0, 2.0, 1.5], &[1.0, 4.0, 9.0])?;
//! let syndicate = NormalSyndicate::new(risks, Tolerances::new(vec![1.0, 2.0, 3.0])?)?;
//! assert!((syndicate.worth(Coalition::grand(3)?) - 10.0 / 3.0).abs() < 1e-12);
//! # Ok::<(), willing_risk::Error>(())
//! ```
//!
//! * [`NormalSyndicate`]: the game of sharing risk, its best shares and a point of its core.
//! * [`sharing_loss`]: what another rule of shares costs. [`spread_premium`]: the premium of many equal sharers.
//! * [`side_bets`]: members who disagree about the mean bet against each other (Wilson);
//!   [`no_bets_exchange`]: they may only take over parts of each other's risks.
//! * [`JointNormal::tail`]: conditional value at risk and who causes how much of it.
//! * [`JointNormal::conditional_means`], [`conditional_mean_sharing`]: everybody bears what his own risk was
//!   on average, given the sum.
//! * [`full_insurance`]: consumption under complete insurance (Townsend).
//!
//! # Limits and untrusted input
//!
//! Money lies in [−1e12, 1e12], variances in [0, 1e24], tolerances in [1e-6, 1e12] or infinite; anything else,
//! NaN included, is refused. Risks may be singular: certain, or hedging each other perfectly.

mod conditional;
mod discrete;
mod full_insurance;
mod joint;
mod loss;
mod no_bets;
mod quantile;
mod side_bets;
mod spreading;
mod syndicate;
mod tail;
mod tolerances;

pub use conditional::ConditionalMeans;
pub use discrete::{DiscreteRisk, LARGEST_TABLE, SumOutcome, conditional_mean_sharing};
pub use full_insurance::full_insurance;
pub use joint::{EIGENVALUE_TOLERANCE, JointNormal, SYMMETRY_TOLERANCE};
pub use loss::{equal_shares, sharing_loss};
pub use no_bets::{NoBetsExchange, WaterFilling, no_bets_exchange, water_fill};
pub use quantile::{normal_density, normal_distribution, normal_quantile};
pub use side_bets::{Bets, SideBets, side_bets};
pub use spreading::spread_premium;
pub use syndicate::{MAX_TABLE_MEMBERS, NormalSyndicate};
pub use tail::NormalTail;
pub use tolerances::Tolerances;

pub(crate) use loss::sum_to_one;
pub(crate) use tolerances::tolerance;

use crate::Error;
use crate::error::within;

/// The largest variance: the square of the largest amount of money.
const LARGEST_VARIANCE: f64 = 1e24;

/// Refuses what is no variance.
pub(crate) fn variance(place: &str, value: f64) -> Result<(), Error> {
    within(place, "variance", value, 0.0, LARGEST_VARIANCE, "a number in [0, 1e24]")
}

/// Refuses a list that has not one entry for each of `expected`.
pub(crate) fn one_for_each(
    place: &str,
    quantity: &'static str,
    got: usize,
    expected: usize,
) -> Result<(), Error> {
    if got == expected {
        Ok(())
    } else {
        Err(Error::Length { place: place.to_owned(), quantity, got, expected })
    }
}
