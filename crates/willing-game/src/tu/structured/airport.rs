//! Airport games: one runway, long enough for the largest.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::{check_not_negative, check_players, exact};

/// The airport game, a cost game: a coalition pays for the runway that its largest member needs,
/// c(S) = max of c_i over i in S.
///
/// # Complexity
///
/// O(n) for one worth.
///
/// # References
///
/// Littlechild & Owen (1973); Littlechild (1974).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::Airport;
///
/// let airport = Airport::new([4, 7, 10])?;
/// assert_eq!(airport.exact_worth(Coalition::from_bits(0b011)), 7.into());
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Airport {
    costs: Vec<Rational>,
}

impl Airport {
    /// The game in which player k needs a runway of the k-th cost.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for a negative cost.
    pub fn new(costs: impl IntoIterator<Item = impl Into<Rational>>) -> Result<Self, Error> {
        let costs = exact(costs);
        check_players(costs.len())?;
        check_not_negative("cost", &costs)?;
        Ok(Self { costs })
    }

    /// What each player would pay alone.
    #[must_use]
    pub fn costs(&self) -> &[Rational] {
        &self.costs
    }
}

impl ExactCharacteristicFunction for Airport {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        let costs = coalition.players().filter_map(|player| self.costs.get(player.seat()));
        costs.max().cloned().unwrap_or_default()
    }
}
