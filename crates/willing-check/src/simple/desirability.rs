//! The desirability order of seats.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::implied::{Residual, implies};
use super::members::{indicator, prefers};

/// Any two seats can be compared: i is at least as desirable as j if S ∪ {i} wins whenever S ∪ {j} does, for every S without
/// both (Isbell 1958). Such games are called complete, linear or swap robust.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CompleteOrder {
    /// Seats that are equally desirable, the most desirable first.
    pub classes: Vec<Vec<Seat>>,
    /// Between each class and the next: a coalition that wins with the first seat of the one and loses with the first seat of
    /// the other.
    pub separations: Vec<Vec<Seat>>,
}

/// Neither of two seats is at least as desirable as the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Incomparable {
    /// A seat.
    pub one: Seat,
    /// Another.
    pub other: Seat,
    /// A coalition that wins with `one` and loses with `other`.
    pub for_one: Vec<Seat>,
    /// A coalition that wins with `other` and loses with `one`.
    pub for_other: Vec<Seat>,
}

impl CompleteOrder {
    /// The class of a seat, counted from 0; `None` if there is no such seat.
    #[must_use]
    pub fn class(&self, seat: Seat) -> Option<usize> {
        self.classes.iter().position(|class| class.contains(&seat))
    }
}

impl Certificate<SimpleGame> for CompleteOrder {
    type Violation = Violation;

    /// Two claims about all coalitions for each neighbour in a class, one between classes. The order is transitive
    /// (Taylor & Zwicker 1999, proposition 3.2.3), so neighbours are enough.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let listed: Vec<Seat> = self.classes.iter().flatten().copied().collect();
        indicator(game, &listed)?;
        if listed.len() != game.seats() {
            return Err(Violation::Length {
                what: "seats in classes",
                got: listed.len(),
                expected: game.seats(),
            });
        }
        let heads: Option<Vec<Seat>> = self.classes.iter().map(|class| class.first().copied()).collect();
        let heads = heads.ok_or(Violation::EmptyClass)?;
        for (one, next) in self.classes.iter().flat_map(|class| class.iter().zip(class.iter().skip(1))) {
            at_least(game, *one, *next)?;
            at_least(game, *next, *one)?;
        }
        let (got, expected) = (self.separations.len(), heads.len() - 1);
        if got != expected {
            return Err(Violation::Length { what: "separations of classes", got, expected });
        }
        for ((one, next), coalition) in heads.iter().zip(heads.iter().skip(1)).zip(&self.separations) {
            at_least(game, *one, *next)?;
            prefers(game, coalition, *one, *next)?;
        }
        Ok(())
    }
}

/// That `one` is at least as desirable as `other`.
fn at_least(game: &SimpleGame, one: Seat, other: Seat) -> Result<(), Violation> {
    let (one, other) = (one.place(), other.place());
    let free: Vec<usize> = (0..game.seats()).filter(|place| *place != one && *place != other).collect();
    let (first, second) = (Residual::new(game, &[other], &free), Residual::new(game, &[one], &free));
    implies(&first, &second, "a seat is at least as desirable as another")
}

impl Certificate<SimpleGame> for Incomparable {
    type Violation = Violation;

    /// Four evaluations.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        prefers(game, &self.for_one, self.one, self.other)?;
        prefers(game, &self.for_other, self.other, self.one)
    }
}
