//! In a plane.

use willing_council::Seat;
use willing_council::spatial::Plane;
use willing_game::{Certificate, Rational};

use super::Violation;
use crate::winset::{check_circle, check_others_lose, dot, gains, pulls};

/// Directions, and members who gain by no move in any of them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BlockedSector {
    /// The first direction, of any length.
    pub from: [Rational; 2],
    /// The last direction, less than half a turn to the left of the first.
    pub to: [Rational; 2],
    /// Who blocks there.
    pub blockers: Vec<Seat>,
}

/// Nothing beats the status quo: whatever the direction, there are members who gain nothing in it and without whom nobody
/// wins.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlaneDeadlock {
    /// Once round.
    pub sectors: Vec<BlockedSector>,
}

impl Certificate<Plane> for PlaneDeadlock {
    type Violation = Violation;

    /// Exact. Who gains at neither end of a sector gains nowhere in it: its gains are a convex cone's complement, cut by a
    /// line through the status quo.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        check_circle(self.sectors.iter().map(|sector| (&sector.from, &sector.to)))?;
        let pulls = pulls(plane)?;
        for BlockedSector { from, to, blockers } in &self.sectors {
            // Also refuses seats that are not there, or twice.
            plane.game().is_winning(blockers)?;
            for &seat in blockers {
                let pull = pulls.get(seat.place()).ok_or(Violation::NoSuchSeat { seat })?;
                if dot(pull, from).is_positive() || dot(pull, to).is_positive() {
                    return Err(Violation::Gains { seat });
                }
            }
            check_others_lose(plane.game(), blockers)?;
        }
        Ok(())
    }
}

/// A point that beats the status quo.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlaneWinner {
    /// The point.
    pub point: [Rational; 2],
    /// Members who are strictly nearer to it, and win.
    pub coalition: Vec<Seat>,
}

impl Certificate<Plane> for PlaneWinner {
    type Violation = Violation;

    /// Exact; one coalition is asked for.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        if !plane.game().is_winning(&self.coalition)? {
            return Err(Violation::NotWinning);
        }
        let pulls = pulls(plane)?;
        for &seat in &self.coalition {
            let pull = pulls.get(seat.place()).ok_or(Violation::NoSuchSeat { seat })?;
            if !gains(plane, pull, &self.point)? {
                return Err(Violation::NoGain { seat });
            }
        }
        Ok(())
    }
}
