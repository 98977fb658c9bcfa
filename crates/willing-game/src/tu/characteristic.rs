//! Characteristic functions: what a stranger implements to bring a game.

use std::fmt;

use crate::{Coalition, Rational};

/// A game with transferable utility: what each coalition is worth by itself.
///
/// Implementations are functions: the same coalition always has the same worth, the empty one has worth 0,
/// and worths are finite. Solvers check the latter two where they read all worths.
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::CharacteristicFunction;
///
/// /// A coalition of k players earns k².
/// struct Squares(usize);
/// impl CharacteristicFunction for Squares {
///     fn player_count(&self) -> usize { self.0 }
///     fn worth(&self, coalition: Coalition) -> f64 { (coalition.len() as f64).powi(2) }
/// }
/// assert_eq!(Squares(5).worth(Coalition::grand(5)?), 25.0);
/// # Ok::<(), willing_game::Error>(())
/// ```
pub trait CharacteristicFunction {
    /// n, the number of players; at most [`Coalition::MAX_PLAYERS`].
    fn player_count(&self) -> usize;

    /// v(S) in the unit of the game; seats outside `0..n` do not occur.
    fn worth(&self, coalition: Coalition) -> f64;
}

/// A characteristic function whose worths are known exactly.
pub trait ExactCharacteristicFunction: CharacteristicFunction {
    /// v(S) exactly.
    fn exact_worth(&self, coalition: Coalition) -> Rational;
}

impl<G: CharacteristicFunction + ?Sized> CharacteristicFunction for &G {
    fn player_count(&self) -> usize {
        (**self).player_count()
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        (**self).worth(coalition)
    }
}

impl<G: ExactCharacteristicFunction + ?Sized> ExactCharacteristicFunction for &G {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        (**self).exact_worth(coalition)
    }
}

/// A game given by a closure.
#[derive(Clone, Copy)]
pub struct Oracle<F> {
    players: usize,
    worth: F,
}

impl<F: Fn(Coalition) -> f64> Oracle<F> {
    /// The game of `players` players in which `worth` says what a coalition earns.
    #[must_use]
    pub const fn new(players: usize, worth: F) -> Self {
        Self { players, worth }
    }
}

impl<F: Fn(Coalition) -> f64> CharacteristicFunction for Oracle<F> {
    fn player_count(&self) -> usize {
        self.players
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        (self.worth)(coalition)
    }
}

impl<F> fmt::Debug for Oracle<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oracle").field("players", &self.players).finish_non_exhaustive()
    }
}
