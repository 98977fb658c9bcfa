//! Allocations: what each player gets of the worth of the grand coalition.

use crate::tu::{Error, TableGame};
use crate::{Coalition, Rational};

/// An exact, efficient allocation: x(N) = v(N), one amount for each player.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Allocation(Vec<Rational>);

impl Allocation {
    /// The allocation of these amounts in `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::NotEfficient`].
    pub fn new(game: &TableGame, amounts: Vec<Rational>) -> Result<Self, Error> {
        let players = game.player_count();
        if amounts.len() != players {
            return Err(Error::Length { what: "amounts", got: amounts.len(), players });
        }
        let (sum, worth) = (amounts.iter().sum::<Rational>(), game.exact_worth(game.grand()));
        if sum != worth {
            return Err(Error::NotEfficient { sum: sum.to_string(), worth: worth.to_string() });
        }
        Ok(Self(amounts))
    }

    /// What each player gets, by seat.
    #[must_use]
    pub fn amounts(&self) -> &[Rational] {
        &self.0
    }

    /// x(S): what the members of `coalition` get together.
    #[must_use]
    pub fn of(&self, coalition: Coalition) -> Rational {
        coalition.players().filter_map(|player| self.0.get(player.seat())).sum()
    }

    /// e(S, x) = v(S) − x(S): what `coalition` lacks.
    #[must_use]
    pub fn excess(&self, game: &TableGame, coalition: Coalition) -> Rational {
        game.exact_worth(coalition) - self.of(coalition)
    }

    /// Rounded to floats.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        self.0.iter().map(Rational::to_f64).collect()
    }
}
