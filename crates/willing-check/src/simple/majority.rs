//! Proper and strong games.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::implied::{Residual, implies};
use super::members::{losing, winning, wins};

/// No two disjoint coalitions win.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Proper {}

/// Two disjoint coalitions that win: the game is improper.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DisjointWinners {
    /// A winning coalition.
    pub one: Vec<Seat>,
    /// Another, without a seat of the first.
    pub other: Vec<Seat>,
}

/// If a coalition loses, all others together win: there is no deadlock of two blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Strong {}

/// A coalition that loses, as do all others together: the game is not strong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LosingComplements {
    /// A losing coalition whose complement loses.
    pub coalition: Vec<Seat>,
}

impl Certificate<SimpleGame> for Proper {
    type Violation = Violation;

    /// A claim about all coalitions: who wins blocks.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        contained(game, &game.dual(), "no two disjoint coalitions win")
    }
}

impl Certificate<SimpleGame> for DisjointWinners {
    type Violation = Violation;

    /// Two evaluations.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let (one, _) = (winning(game, &self.one)?, winning(game, &self.other)?);
        match self.other.iter().find(|seat| one.get(seat.place()) == Some(&true)) {
            Some(&seat) => Err(Violation::SharedSeat { seat }),
            None => Ok(()),
        }
    }
}

impl Certificate<SimpleGame> for Strong {
    type Violation = Violation;

    /// A claim about all coalitions: who blocks wins.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        contained(&game.dual(), game, "of two complementary coalitions one wins")
    }
}

impl Certificate<SimpleGame> for LosingComplements {
    type Violation = Violation;

    /// Two evaluations.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let others: Vec<bool> = losing(game, &self.coalition)?.into_iter().map(|inside| !inside).collect();
        if wins(game, &others) {
            let coalition = (0u32..).map(Seat::new).zip(others).filter(|(_, inside)| *inside);
            return Err(Violation::Wins { coalition: coalition.map(|(seat, _)| seat).collect() });
        }
        Ok(())
    }
}

/// That every coalition that wins in `first` wins in `second`.
pub(super) fn contained(
    first: &SimpleGame,
    second: &SimpleGame,
    what: &'static str,
) -> Result<(), Violation> {
    let free: Vec<usize> = (0..first.seats()).collect();
    implies(&Residual::new(first, &[], &free), &Residual::new(second, &[], &free), what)
}
