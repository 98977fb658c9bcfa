//! What a seat can do alone, and whether it matters.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::implied::{Residual, implies};
use super::members::{pivoted, winning, wins_without};

/// The role of every seat, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SeatRoles {
    /// One for each seat.
    pub seats: Vec<Role>,
}

/// What a seat can do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Role {
    /// Whether it is in every winning coalition.
    pub veto: Veto,
    /// Whether it wins alone.
    pub passer: bool,
    /// A coalition that loses and wins with the seat; none if the seat is a dummy, critical in no coalition.
    pub pivots: Option<Vec<Seat>>,
}

/// Whether a seat is in every winning coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Veto {
    /// It is; also if no coalition wins.
    Held,
    /// This coalition wins without it.
    Avoided {
        /// Winning, without the seat.
        coalition: Vec<Seat>,
    },
}

impl Role {
    /// Whether the coalitions that win are those with the seat.
    #[must_use]
    pub fn is_dictator(&self) -> bool {
        self.passer && self.veto == Veto::Held && self.pivots.is_some()
    }

    /// Whether the seat is critical in no coalition.
    #[must_use]
    pub fn is_dummy(&self) -> bool {
        self.pivots.is_none()
    }

    /// Whether the seat is in every winning coalition.
    #[must_use]
    pub fn has_veto(&self) -> bool {
        self.veto == Veto::Held
    }
}

impl Certificate<SimpleGame> for SeatRoles {
    type Violation = Violation;

    /// Two evaluations a seat; dummies by a claim about all coalitions.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let (got, expected) = (self.seats.len(), game.seats());
        if got != expected {
            return Err(Violation::Length { what: "roles", got, expected });
        }
        for (role, seat) in self.seats.iter().zip((0u32..).map(Seat::new)) {
            role.check(game, seat)?;
        }
        Ok(())
    }
}

impl Role {
    fn check(&self, game: &SimpleGame, seat: Seat) -> Result<(), Violation> {
        let own = seat.place();
        match &self.veto {
            Veto::Held if wins_without(game, own) => return Err(Violation::Role { seat, what: "a veto" }),
            Veto::Held => {}
            Veto::Avoided { coalition } if coalition.contains(&seat) => {
                return Err(Violation::SeatInside { seat });
            }
            Veto::Avoided { coalition } => {
                winning(game, coalition)?;
            }
        }
        if self.passer != game.wins(|place| place == own) {
            return Err(Violation::Role { seat, what: "winning alone" });
        }
        if let Some(coalition) = &self.pivots {
            return pivoted(game, coalition, seat);
        }
        let free: Vec<usize> = (0..game.seats()).filter(|place| *place != own).collect();
        let (with, without) = (Residual::new(game, &[own], &free), Residual::new(game, &[], &free));
        implies(&with, &without, "a seat is critical in no coalition")
    }
}
