//! One quota and any number of seats: counts by dynamic programs over the weight.
//!
//! Let c\[j\] be the number of coalitions of weight j: the coefficients of Π (1 + x^{w_i}). Seat i swings a coalition
//! of others whose weight is in q − w_i ..= q − 1, so that all seats of weight w need one window of c / (1 + xʷ):
//!
//! ```text
//! swings(w) = Σ_k (−1)^k (P[q − kw] − P[q − (k+1)w]),      P[j] = c[0] + … + c[j − 1]
//! ```
//!
//! which takes q / w additions, once c is known. The dual game, with quota W − q + 1, has the same swings and orders,
//! so that tables end at the smaller of the two.
//!
//! | question | function | cost |
//! |---|---|---|
//! | swings and winning coalitions, exactly | [`WeightedPower::swings`] | n q ⌈n/56⌉ additions at most |
//! | Shapley–Shubik index, exactly | [`WeightedPower::shapley_shubik`] | n² q ⌈n/56⌉ additions, or n² q multiplications a prime |
//! | probability of a swing, as float | [`WeightedPower::float_banzhaf`] | n q |
//! | Shapley–Shubik index, as float | [`WeightedPower::float_shapley_shubik`] | n q for each of some 50 nodes |
//! | minimal winning coalitions, Holler's counts | [`WeightedPower::minimal_winning`] | n q times the sum of 1/w |
//! | Deegan–Packel index | [`WeightedPower::minimal_winning_by_size`] | n times that |
//! | what if a member came or left, or the quota changed? | [`SwingTable`] | q ⌈n/56⌉ each |
//!
//! # References
//!
//! Mann & Shapley (1962), generating functions; Owen (1972), the multilinear extension; Uno (2012), all seats at the
//! cost of one by division; Bolus (2011), windows of prefix sums.

mod double;
mod error;
mod float;
mod legendre;
mod limbs;
mod minimal;
mod orders;
mod points;
mod power;
mod prime;
mod quadrature;
mod reduced;
mod sizes;
mod sweep;
mod swings;
mod table;

pub use error::Error;
pub use float::Floats;
pub use minimal::{MinimalWinning, MinimalWinningBySize};
pub use power::WeightedPower;
pub use table::SwingTable;
