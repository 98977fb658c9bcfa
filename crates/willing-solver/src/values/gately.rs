//! The Gately point: equal propensities to disrupt.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use willing_check::values::{Concept, NoGatelyPoint, Value};
use willing_game::tu::{Amounts, TableGame};
use willing_game::{Rational, Verdict};

use super::Error;
use super::shares::Landmarks;

/// The Gately point: the imputation at which all have the same propensity to disrupt.
///
/// The propensity of i at x is what the others lose if it leaves over what it loses itself, (x(N \ i) − v(N \ i)) /
/// (x_i − v({i})). All are equal, and the largest is least, at x_i = v({i}) + g_i (v(N) − Σ v({j})) / Σ g_j, with
/// g_i = v(N) − v(N \ i) − v({i}).
///
/// # Returns
///
/// `Exists` with the point, also if the only imputation has no surplus to share; `Impossible` without an imputation,
/// if nobody disrupts (all g_i = 0), or if some g_i < 0, whose propensity has no least value.
///
/// # Complexity
///
/// 2n + 1 worths; exact tables of floats are scanned once for their common unit.
///
/// # Numerics
///
/// Exact, also for tables of floats.
///
/// # References
///
/// Gately (1974); Littlechild & Vaidya (1976); Staudacher & Anwander (2019) on when it is unique.
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_solver::values::GatelyPoint;
///
/// let gloves = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let value = GatelyPoint::new().solve(&gloves)?.found()?;
/// assert_eq!(value.amounts.to_f64(), [1.0, 0.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatelyPoint;

impl GatelyPoint {
    /// It has no settings.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// The Gately point of `game`, or why there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] if float worths lie too far apart for exact arithmetic.
    pub fn solve(self, game: &TableGame) -> Result<Verdict<Value, NoGatelyPoint>, Error> {
        let marks = Landmarks::of(game)?;
        let surplus = &marks.grand - marks.singles.iter().sum::<BigInt>();
        let gains: Vec<BigInt> =
            marks.utopia.iter().zip(&marks.singles).map(|(utopia, single)| utopia - single).collect();
        if surplus.is_negative() {
            return Ok(Verdict::Impossible(NoGatelyPoint::NoImputation));
        }
        if surplus.is_positive() {
            if let Some(player) = gains.iter().position(Signed::is_negative) {
                return Ok(Verdict::Impossible(NoGatelyPoint::Burden { player }));
            }
            if gains.iter().all(Zero::is_zero) {
                return Ok(Verdict::Impossible(NoGatelyPoint::NobodyDisrupts));
            }
        }
        let share =
            if surplus.is_zero() { None } else { Rational::new(surplus, gains.iter().sum::<BigInt>()) };
        let share = share.unwrap_or_default();
        let amount = |(single, gain): (&BigInt, &BigInt)| {
            marks.scaled(&(Rational::from(single.clone()) + Rational::from(gain.clone()) * &share))
        };
        let amounts = Amounts::Exact(marks.singles.iter().zip(&gains).map(amount).collect());
        Ok(Verdict::Exists(Value { concept: Concept::Gately, amounts }))
    }
}
