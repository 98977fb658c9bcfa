//! On a line.

use willing_council::Seat;
use willing_council::spatial::Line;
use willing_game::{Certificate, Rational};

use super::Violation;
use crate::winset::{check_others_lose, number};

/// Nothing beats the status quo: to either side there are members who gain nothing there and without whom nobody wins.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LineDeadlock {
    /// Who blocks a move to the left.
    pub against_left: Vec<Seat>,
    /// Who blocks a move to the right.
    pub against_right: Vec<Seat>,
}

impl Certificate<Line> for LineDeadlock {
    type Violation = Violation;

    /// Exact; two coalitions are asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        let status_quo = line.status_quo();
        check_blocks(line, &self.against_left, |ideal| ideal < status_quo)?;
        check_blocks(line, &self.against_right, |ideal| ideal > status_quo)
    }
}

fn check_blocks(line: &Line, blockers: &[Seat], gains: impl Fn(f64) -> bool) -> Result<(), Violation> {
    // Also refuses seats that are not there, or twice.
    line.game().is_winning(blockers)?;
    match blockers.iter().find(|seat| line.ideal(**seat).is_none_or(&gains)) {
        Some(&seat) => Err(Violation::Gains { seat }),
        None => check_others_lose(line.game(), blockers),
    }
}

/// A point that beats the status quo.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LineWinner {
    /// The point.
    pub point: Rational,
    /// Members who are strictly nearer to it, and win.
    pub coalition: Vec<Seat>,
}

impl Certificate<Line> for LineWinner {
    type Violation = Violation;

    /// Exact; one coalition is asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        if !line.game().is_winning(&self.coalition)? {
            return Err(Violation::NotWinning);
        }
        let status_quo = number(line.status_quo())?;
        for &seat in &self.coalition {
            let ideal = number(line.ideal(seat).ok_or(Violation::NoSuchSeat { seat })?)?;
            if (&self.point - &ideal).abs() >= (&status_quo - &ideal).abs() {
                return Err(Violation::NoGain { seat });
            }
        }
        Ok(())
    }
}
