//! Why a coalition has no finite worth: promises that all find better than nothing.

use willing_game::{Certificate, Player};
use willing_risk::sharing::Portfolio;

use super::Violation;
use super::value::recession_at_least;
use super::worth::{check_members, check_rows, with_rest};
use crate::interval::Interval;

/// No density is in the domains of all members: their awareness is incompatible, and v(S) = ∞.
///
/// The promises sum to nothing in every outcome, yet Σ min { E_q Y_i : q in the domain of i } > 0: made t times as
/// large, they are worth t times as much, without end. If some q were in all domains, the sum would be at most
/// E_q Σ Y_i = 0. (Separation of convex sets; Rockafellar 1970, §11.)
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Incompatible {
    /// The members, in the order of their seats.
    pub members: Vec<Player>,
    /// What each member is promised, by outcome. The rows sum to 0 but for rounding.
    pub promises: Vec<Vec<f64>>,
    /// The place among the members of the one who is promised exactly what makes the sum 0.
    pub rest: usize,
}

impl Incompatible {
    /// A number that the promises are worth at least, made large, per unit.
    ///
    /// # Errors
    ///
    /// Where its shape does not fit the portfolio.
    pub fn lower_bound(&self, portfolio: &Portfolio) -> Result<f64, Violation> {
        check_members(&self.members, portfolio)?;
        check_rows("rows of promises", "promise", &self.promises, self.members.len(), portfolio)?;
        let rows = with_rest(&[], &self.promises, self.rest)?;
        let mut sum = Interval::ZERO;
        for (player, row) in self.members.iter().zip(&rows) {
            let value =
                portfolio.preference(*player).map_or(f64::NEG_INFINITY, |of| recession_at_least(of, row));
            if !value.is_finite() {
                return Ok(f64::NEG_INFINITY);
            }
            sum += Interval::point(value);
        }
        Ok(sum.lower())
    }
}

impl Certificate<Portfolio> for Incompatible {
    type Violation = Violation;

    fn check(&self, portfolio: &Portfolio) -> Result<(), Violation> {
        let proved = self.lower_bound(portfolio)?;
        if proved > 0.0 { Ok(()) } else { Err(Violation::WorthNothing { proved }) }
    }
}
