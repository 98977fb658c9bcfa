//! Two dimensions.

use super::Error;
use super::members::{check_ideals, check_members, check_point, veto_seats};
use crate::{Matter, Seat, SimpleGame, VotingRule};

/// Members with ideal points in a plane, and a status quo.
///
/// Distances are ‖z‖² = w₀ z₀² + w₁ z₁² with weights that all members share; 1 unless said otherwise.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Plane;
///
/// let council = Plane::under(&"2 of 3".parse()?, [[0.0, 0.0], [2.0, 0.0], [1.0, 1.5]], [1.0, 0.5])?;
/// assert_eq!(council.weights(), [1.0, 1.0]);
/// assert!(council.veto_seats().is_empty());
/// # Ok::<(), willing_council::spatial::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "PlaneData", into = "PlaneData"))]
pub struct Plane {
    game: SimpleGame,
    ideals: Vec<[f64; 2]>,
    status_quo: [f64; 2],
    weights: [f64; 2],
}

impl Plane {
    /// Members of `game` with these ideal points, by seat.
    ///
    /// # Errors
    ///
    /// [`Error::IdealCount`], [`Error::Ideal`], [`Error::Point`] for the status quo; [`Error::NobodyNeeded`].
    pub fn new(
        game: SimpleGame,
        ideals: impl Into<Vec<[f64; 2]>>,
        status_quo: [f64; 2],
    ) -> Result<Self, Error> {
        let ideals = ideals.into();
        check_members(&game, ideals.len())?;
        check_ideals(Seat::every().zip(&ideals).flat_map(|(seat, ideal)| ideal.map(|value| (seat, value))))?;
        check_point(&status_quo)?;
        Ok(Self { game, ideals, status_quo, weights: [1.0; 2] })
    }

    /// Members under this rule, on a matter of substance: who gains says yes, everybody else no.
    ///
    /// # Errors
    ///
    /// Those of [`Plane::new`].
    pub fn under(
        rule: &VotingRule,
        ideals: impl Into<Vec<[f64; 2]>>,
        status_quo: [f64; 2],
    ) -> Result<Self, Error> {
        Self::new(rule.simple_game(&Matter::Substantive)?, ideals, status_quo)
    }

    /// The same with other weights of the dimensions.
    ///
    /// # Errors
    ///
    /// [`Error::Weight`].
    pub fn with_weights(self, weights: [f64; 2]) -> Result<Self, Error> {
        match weights.iter().enumerate().find(|(_, weight)| !(1e-30..=1e30).contains(*weight)) {
            Some((dimension, &value)) => Err(Error::Weight { dimension, value }),
            None => Ok(Self { weights, ..self }),
        }
    }

    /// The same members at another status quo.
    ///
    /// # Errors
    ///
    /// [`Error::Point`].
    pub fn with_status_quo(self, status_quo: [f64; 2]) -> Result<Self, Error> {
        check_point(&status_quo)?;
        Ok(Self { status_quo, ..self })
    }

    /// The same game, status quo and weights with other ideal points.
    ///
    /// # Errors
    ///
    /// [`Error::IdealCount`], [`Error::Ideal`].
    pub fn with_ideals(self, ideals: impl Into<Vec<[f64; 2]>>) -> Result<Self, Error> {
        let weights = self.weights;
        Ok(Self { weights, ..Self::new(self.game, ideals, self.status_quo)? })
    }

    /// Who wins.
    #[must_use]
    pub const fn game(&self) -> &SimpleGame {
        &self.game
    }

    /// The ideal points, by seat.
    #[must_use]
    pub fn ideals(&self) -> &[[f64; 2]] {
        &self.ideals
    }

    /// The status quo.
    #[must_use]
    pub const fn status_quo(&self) -> [f64; 2] {
        self.status_quo
    }

    /// The weights of the dimensions.
    #[must_use]
    pub const fn weights(&self) -> [f64; 2] {
        self.weights
    }

    /// The ideal point of `seat`.
    #[must_use]
    pub fn ideal(&self, seat: Seat) -> Option<[f64; 2]> {
        self.ideals.get(seat.place()).copied()
    }

    /// The members without whom nobody wins, in the order of the seats; all of them if nobody can win.
    #[must_use]
    pub fn veto_seats(&self) -> Vec<Seat> {
        veto_seats(&self.game)
    }
}

/// A plane as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaneData {
    game: SimpleGame,
    ideals: Vec<[f64; 2]>,
    status_quo: [f64; 2],
    #[serde(default = "unweighted")]
    weights: [f64; 2],
}

#[cfg(feature = "serde")]
fn unweighted() -> [f64; 2] {
    [1.0; 2]
}

#[cfg(feature = "serde")]
impl TryFrom<PlaneData> for Plane {
    type Error = Error;

    fn try_from(data: PlaneData) -> Result<Self, Error> {
        Self::new(data.game, data.ideals, data.status_quo)?.with_weights(data.weights)
    }
}

#[cfg(feature = "serde")]
impl From<Plane> for PlaneData {
    fn from(plane: Plane) -> Self {
        Self { game: plane.game, ideals: plane.ideals, status_quo: plane.status_quo, weights: plane.weights }
    }
}
