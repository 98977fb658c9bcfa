//! Winsets and gridlock on a line.

use willing_council::Seat;
use willing_council::spatial::Line;
use willing_game::{Certificate, Rational};

use super::Violation;
use super::circle::number;

/// How far the winset reaches in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Reach {
    /// The member who would not go further: its gains end there.
    pub pivot: Seat,
    /// The end, 2x − q for its ideal point x. It does not beat the status quo itself.
    pub end: Rational,
}

/// All that beats the status quo q on a line: the open intervals (end to the left, q) and (q, end to the right).
///
/// Both are there only if two disjoint coalitions win.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LineWinset {
    /// To the left; `None` if nothing there beats it.
    pub left: Option<Reach>,
    /// To the right; `None` if nothing there beats it.
    pub right: Option<Reach>,
}

impl LineWinset {
    /// Whether nothing beats the status quo.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left.is_none() && self.right.is_none()
    }

    /// The open intervals, given the status quo.
    #[must_use]
    pub fn intervals(&self, status_quo: &Rational) -> Vec<(Rational, Rational)> {
        let left = self.left.iter().map(|reach| (reach.end.clone(), status_quo.clone()));
        let right = self.right.iter().map(|reach| (status_quo.clone(), reach.end.clone()));
        left.chain(right).collect()
    }

    /// Whether a point beats the status quo.
    #[must_use]
    pub fn contains(&self, status_quo: &Rational, point: &Rational) -> bool {
        self.intervals(status_quo).iter().any(|(left, right)| left < point && point < right)
    }
}

impl Certificate<Line> for LineWinset {
    type Violation = Violation;

    /// Exact; at most four coalitions are asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        for (reach, side) in [(&self.left, Side::Left), (&self.right, Side::Right)] {
            match reach {
                Some(reach) => check_reach(line, reach, side)?,
                None if line.wins(|ideal| side.is_beyond(ideal, line.status_quo())) => {
                    return Err(Violation::NotBlocking);
                }
                None => {}
            }
        }
        Ok(())
    }
}

fn check_reach(line: &Line, reach: &Reach, side: Side) -> Result<(), Violation> {
    let ideal = check_pivot(line, reach.pivot, side)?;
    if !side.is_beyond(ideal, line.status_quo()) {
        return Err(Violation::NoGain { seat: reach.pivot });
    }
    let ideal = number(ideal)?;
    let exact = &ideal + &ideal - number(line.status_quo())?;
    if exact == reach.end { Ok(()) } else { Err(Violation::Bound { claimed: reach.end.clone(), exact }) }
}

/// A direction on the line.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) fn is_beyond(self, one: f64, other: f64) -> bool {
        match self {
            Self::Left => one < other,
            Self::Right => one > other,
        }
    }
}

/// The ideal point of the pivot to one side: those at least as far out win, those further out do not.
fn check_pivot(line: &Line, pivot: Seat, side: Side) -> Result<f64, Violation> {
    let own = line.ideal(pivot).ok_or(Violation::NoSuchSeat { seat: pivot })?;
    if line.wins(|ideal| !side.is_beyond(own, ideal)) && !line.wins(|ideal| side.is_beyond(ideal, own)) {
        Ok(own)
    } else {
        Err(Violation::NotPivot { seat: pivot })
    }
}

/// A member whose ideal point bounds the gridlock interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Pivot {
    /// Its seat.
    pub seat: Seat,
    /// Its ideal point.
    pub ideal: f64,
}

/// The status quos that nothing beats: a closed interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct GridlockInterval {
    /// The pivots at its ends: left of the first, enough members want to move right, right of the second to the left.
    /// `None` if no coalition wins at all: the interval is the whole line.
    pub ends: Option<[Pivot; 2]>,
}

impl GridlockInterval {
    /// Whether a status quo is gridlocked.
    #[must_use]
    pub fn contains(&self, status_quo: f64) -> bool {
        self.ends.is_none_or(|[first, last]| first.ideal <= status_quo && status_quo <= last.ideal)
    }
}

/// Something beats every status quo: two disjoint coalitions win, one of members further right than all of the other.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoGridlock {
    /// The pivots to the right and to the left, the first of whom is right of the second.
    pub pivots: [Pivot; 2],
}

fn check_pivots(line: &Line, pivots: &[Pivot; 2]) -> Result<[f64; 2], Violation> {
    let [right, left] = pivots;
    let found = [check_pivot(line, right.seat, Side::Right)?, check_pivot(line, left.seat, Side::Left)?];
    for (pivot, ideal) in pivots.iter().zip(found) {
        if pivot.ideal.to_bits() != ideal.to_bits() {
            return Err(Violation::Bound { claimed: number(pivot.ideal)?, exact: number(ideal)? });
        }
    }
    Ok(found)
}

impl Certificate<Line> for GridlockInterval {
    type Violation = Violation;

    /// Exact; at most four coalitions are asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        match &self.ends {
            None if line.wins(|_| true) => Err(Violation::NotBlocking),
            None => Ok(()),
            Some(pivots) => {
                let [first, last] = check_pivots(line, pivots)?;
                if first <= last { Ok(()) } else { Err(Violation::Ends) }
            }
        }
    }
}

impl Certificate<Line> for NoGridlock {
    type Violation = Violation;

    /// Exact; four coalitions are asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        let [right, left] = check_pivots(line, &self.pivots)?;
        if right > left { Ok(()) } else { Err(Violation::Ends) }
    }
}
