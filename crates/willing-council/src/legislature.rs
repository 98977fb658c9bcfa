//! Legislatures that divide a prize of 1.

use willing_game::Rational;

use crate::SimpleGame;

/// Bargaining over a prize of 1 under a closed rule: in every round one seat is recognized by chance and proposes a
/// division; it is accepted if those who vote for it win, and otherwise the next round starts, discounted.
///
/// # References
///
/// Baron & Ferejohn (1989), "Bargaining in legislatures", American Political Science Review 83: 1181–1206.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legislature {
    game: SimpleGame,
    recognition: Vec<Rational>,
    discount: Rational,
}

/// Why numbers make no legislature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LegislatureError {
    /// Chances of recognition for another number of seats.
    #[error("{got} chances of recognition: expected one for each of {seats} seats")]
    RecognitionCount {
        /// How many there are.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// A chance of recognition below 0.
    #[error("seat {seat} is recognized with chance {chance}: expected at least 0")]
    NegativeRecognition {
        /// The place of the seat.
        seat: usize,
        /// The chance.
        chance: Rational,
    },
    /// Chances of recognition that leave something over, or too little.
    #[error("the chances of recognition sum to {sum}: expected 1")]
    RecognitionSum {
        /// Their sum.
        sum: Rational,
    },
    /// A discount factor outside [0, 1].
    #[error("a discount factor of {discount}: it must be in [0, 1]")]
    Discount {
        /// The factor.
        discount: Rational,
    },
    /// No proposal could ever pass.
    #[error("not even all seats together win")]
    NobodyWins,
}

impl Legislature {
    /// The legislature of this rule, chances of recognition by seat, and discount factor δ.
    ///
    /// # Errors
    ///
    /// [`LegislatureError`].
    pub fn new(
        game: SimpleGame,
        recognition: Vec<Rational>,
        discount: Rational,
    ) -> Result<Self, LegislatureError> {
        let (got, seats) = (recognition.len(), game.seats());
        if got != seats {
            return Err(LegislatureError::RecognitionCount { got, seats });
        }
        if let Some((seat, chance)) = recognition.iter().enumerate().find(|(_, chance)| chance.is_negative())
        {
            return Err(LegislatureError::NegativeRecognition { seat, chance: chance.clone() });
        }
        let sum = recognition.iter().sum::<Rational>();
        if sum != Rational::one() {
            return Err(LegislatureError::RecognitionSum { sum });
        }
        if discount.is_negative() || discount > Rational::one() {
            return Err(LegislatureError::Discount { discount });
        }
        if !game.wins(|_| true) {
            return Err(LegislatureError::NobodyWins);
        }
        Ok(Self { game, recognition, discount })
    }

    /// Every seat is recognized with the same chance.
    ///
    /// # Errors
    ///
    /// [`LegislatureError::Discount`], [`LegislatureError::NobodyWins`].
    pub fn equal(game: SimpleGame, discount: Rational) -> Result<Self, LegislatureError> {
        // There is at least one seat.
        let chance = Rational::new(1, game.seats()).unwrap_or_default();
        let recognition = vec![chance; game.seats()];
        Self::new(game, recognition, discount)
    }

    /// Who can pass a proposal.
    #[must_use]
    pub const fn game(&self) -> &SimpleGame {
        &self.game
    }

    /// The chance of recognition, by seat.
    #[must_use]
    pub fn recognition(&self) -> &[Rational] {
        &self.recognition
    }

    /// δ.
    #[must_use]
    pub const fn discount(&self) -> &Rational {
        &self.discount
    }
}
