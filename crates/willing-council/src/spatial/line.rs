//! One dimension.

use super::Error;
use super::members::{check_ideals, check_members, check_point, seats_where, veto_seats};
use crate::{Matter, Seat, SimpleGame, VotingRule};

/// Members with ideal points on a line, and a status quo.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
///
/// let council = Line::under(&"2 of 3, veto {0}".parse()?, [0.0, 1.0, 4.0], 3.0)?;
/// assert_eq!(council.veto_seats().len(), 1);
/// assert!(council.wins(|ideal| ideal < 2.0)); // those who gain by a move from 3 to 1
/// # Ok::<(), willing_council::spatial::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "LineData", into = "LineData"))]
pub struct Line {
    game: SimpleGame,
    ideals: Vec<f64>,
    status_quo: f64,
}

impl Line {
    /// Members of `game` with these ideal points, by seat.
    ///
    /// # Errors
    ///
    /// [`Error::IdealCount`], [`Error::Ideal`], [`Error::Point`] for the status quo; [`Error::NobodyNeeded`].
    pub fn new(game: SimpleGame, ideals: impl Into<Vec<f64>>, status_quo: f64) -> Result<Self, Error> {
        let ideals = ideals.into();
        check_members(&game, ideals.len())?;
        check_ideals(Seat::every().zip(ideals.iter().copied()))?;
        check_point(&[status_quo])?;
        Ok(Self { game, ideals, status_quo })
    }

    /// Members under this rule, on a matter of substance: who gains says yes, everybody else no.
    ///
    /// # Errors
    ///
    /// Those of [`Line::new`].
    pub fn under(rule: &VotingRule, ideals: impl Into<Vec<f64>>, status_quo: f64) -> Result<Self, Error> {
        Self::new(rule.simple_game(&Matter::Substantive)?, ideals, status_quo)
    }

    /// The same members at another status quo.
    ///
    /// # Errors
    ///
    /// [`Error::Point`].
    pub fn with_status_quo(self, status_quo: f64) -> Result<Self, Error> {
        check_point(&[status_quo])?;
        Ok(Self { status_quo, ..self })
    }

    /// The same game and status quo with other ideal points.
    ///
    /// # Errors
    ///
    /// [`Error::IdealCount`], [`Error::Ideal`].
    pub fn with_ideals(self, ideals: impl Into<Vec<f64>>) -> Result<Self, Error> {
        Self::new(self.game, ideals, self.status_quo)
    }

    /// Who wins.
    #[must_use]
    pub const fn game(&self) -> &SimpleGame {
        &self.game
    }

    /// The ideal points, by seat.
    #[must_use]
    pub fn ideals(&self) -> &[f64] {
        &self.ideals
    }

    /// The status quo.
    #[must_use]
    pub const fn status_quo(&self) -> f64 {
        self.status_quo
    }

    /// The ideal point of `seat`.
    #[must_use]
    pub fn ideal(&self, seat: Seat) -> Option<f64> {
        self.ideals.get(seat.place()).copied()
    }

    /// Whether the members with such ideal points win.
    #[must_use]
    pub fn wins(&self, is_member: impl Fn(f64) -> bool) -> bool {
        self.game.wins(|place| self.ideals.get(place).is_some_and(|ideal| is_member(*ideal)))
    }

    /// The members with such ideal points, in the order of the seats.
    #[must_use]
    pub fn seats_where(&self, is_member: impl Fn(f64) -> bool) -> Vec<Seat> {
        seats_where(self.ideals.len(), |place| self.ideals.get(place).is_some_and(|ideal| is_member(*ideal)))
    }

    /// The members without whom nobody wins, in the order of the seats; all of them if nobody can win.
    #[must_use]
    pub fn veto_seats(&self) -> Vec<Seat> {
        veto_seats(&self.game)
    }
}

/// A line as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LineData {
    game: SimpleGame,
    ideals: Vec<f64>,
    status_quo: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<LineData> for Line {
    type Error = Error;

    fn try_from(data: LineData) -> Result<Self, Error> {
        Self::new(data.game, data.ideals, data.status_quo)
    }
}

#[cfg(feature = "serde")]
impl From<Line> for LineData {
    fn from(line: Line) -> Self {
        Self { game: line.game, ideals: line.ideals, status_quo: line.status_quo }
    }
}
