//! A list of policies to choose from.

use super::members::check_point;
use super::{Error, Plane};

/// Finitely many points of a plane; its status quo plays no part.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "AlternativesData", into = "AlternativesData"))]
pub struct Alternatives {
    plane: Plane,
    points: Vec<[f64; 2]>,
}

impl Alternatives {
    /// These points; equal ones are different alternatives, neither of which beats the other.
    ///
    /// # Errors
    ///
    /// [`Error::Point`].
    pub fn new(plane: Plane, points: impl Into<Vec<[f64; 2]>>) -> Result<Self, Error> {
        let points = points.into();
        points.iter().try_for_each(|point| check_point(point))?;
        Ok(Self { plane, points })
    }

    /// Who chooses.
    #[must_use]
    pub const fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The points.
    #[must_use]
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }
}

/// Alternatives as they stand in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AlternativesData {
    plane: Plane,
    points: Vec<[f64; 2]>,
}

#[cfg(feature = "serde")]
impl TryFrom<AlternativesData> for Alternatives {
    type Error = Error;

    fn try_from(data: AlternativesData) -> Result<Self, Error> {
        Self::new(data.plane, data.points)
    }
}

#[cfg(feature = "serde")]
impl From<Alternatives> for AlternativesData {
    fn from(alternatives: Alternatives) -> Self {
        Self { plane: alternatives.plane, points: alternatives.points }
    }
}
