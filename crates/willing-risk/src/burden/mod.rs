//! Textbook models of who bears an alliance's burden.
//!
//! They are models of their own, to hold beside the product's coalition: what would theory expect of members with
//! these gains and costs, if all there was between them was one public good?
//!
//! * [`Alliance`]: quadratic benefit and cost. As a pure public good it is Olson and Zeckhauser's, as a joint
//!   product Sandler's.
//! * [`CobbDouglas`]: incomes, contributors and Warr's neutrality (Bergstrom, Blume and Varian).
//! * [`exploitation`]: shares of the burden over shares of the benefit.
//! * [`Membership`]: which sizes of a treaty nobody wants to leave or to join (d'Aspremont; Barrett).
//! * [`nash_bargaining`]: the split of a joint gain that the members would agree on.
//!
//! ```
//! use willing_risk::burden::Alliance;
//!
//! // Four members of equal cost, of whom the first gains most.
//! let alliance = Alliance::pure(10.0, &[8.0, 3.0, 2.0, 1.0], &[1.0; 4])?;
//! let (nash, efficient) = (alliance.nash(), alliance.efficient());
//! assert!(nash.total < efficient.total);
//! assert!(nash.shares()[0] > efficient.shares()[0]);
//! # Ok::<(), willing_risk::Error>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! Money and benefits lie in [0, 1e12], costs in [1e-6, 1e12]; anything else, NaN included, is refused.

mod alliance;
mod bargaining;
mod cobb_douglas;
mod exploitation;
mod membership;
mod replies;
mod treaty;

pub use alliance::{Alliance, Member, Provision};
pub use bargaining::{Bargain, nash_bargaining};
pub use cobb_douglas::{CobbDouglas, Contributions};
pub use exploitation::exploitation;
pub use membership::Membership;
pub use treaty::{LARGEST_TREATY, Timing, linear_treaty, quadratic_treaty};

use crate::Error;
use crate::error::{LARGEST, within};

/// The least cost and weight of private consumption.
const LEAST: f64 = 1e-6;

/// Refuses what may not be 0, or is too large.
fn positive(place: &str, quantity: &'static str, value: f64) -> Result<(), Error> {
    within(place, quantity, value, LEAST, LARGEST, "a number in [1e-6, 1e12]")
}
