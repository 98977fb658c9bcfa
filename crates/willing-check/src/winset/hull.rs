//! Pareto sets: convex hulls of ideal points.

use willing_council::Seat;
use willing_council::spatial::{Line, Plane};
use willing_game::{Certificate, Rational};

use super::circle::{Vector, cross, dot, exact_point, minus};
use super::{Pivot, Violation};

/// Whose Pareto set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Whose {
    /// That of all members.
    Everyone,
    /// That of the members without whom nobody wins: the unanimity core, where nothing beats the status quo whatever the
    /// others want.
    VetoMembers,
}

impl Whose {
    fn on(self, line: &Line) -> Vec<Seat> {
        match self {
            Self::Everyone => line.seats_where(|_| true),
            Self::VetoMembers => line.veto_seats(),
        }
    }

    fn within(self, plane: &Plane) -> Vec<Seat> {
        match self {
            Self::Everyone => (0u32..).map(Seat::new).take(plane.ideals().len()).collect(),
            Self::VetoMembers => plane.veto_seats(),
        }
    }
}

/// The points of a line that no other one is better than for all of some members: the interval of their ideal points.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LineHull {
    /// Whose.
    pub whose: Whose,
    /// The outermost of them, from left to right.
    pub ends: [Pivot; 2],
}

impl LineHull {
    /// Whether a point is in it.
    #[must_use]
    pub fn contains(&self, point: f64) -> bool {
        let [first, last] = self.ends;
        first.ideal <= point && point <= last.ideal
    }
}

impl Certificate<Line> for LineHull {
    type Violation = Violation;

    /// Exact.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        let members = self.whose.on(line);
        for end in self.ends {
            let is_right = line.ideal(end.seat).is_some_and(|ideal| ideal.to_bits() == end.ideal.to_bits());
            if !is_right || !members.contains(&end.seat) {
                return Err(Violation::NoSuchSeat { seat: end.seat });
            }
        }
        let outside = |seat: &Seat| line.ideal(*seat).is_none_or(|ideal| !self.contains(ideal));
        match members.into_iter().find(outside) {
            Some(seat) => Err(Violation::NotHull { seat }),
            None => Ok(()),
        }
    }
}

/// The points of a plane that no other one is better than for all of some members: the convex hull of their ideal points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlaneHull {
    /// Whose.
    pub whose: Whose,
    /// The members at its corners, to the left all the way round: one for a single point, two for a segment.
    pub corners: Vec<Seat>,
}

impl PlaneHull {
    /// Whether a point is in it, in exact arithmetic, given that the hull is one of this plane.
    ///
    /// # Errors
    ///
    /// [`Violation::NoSuchSeat`]; [`Violation::NotFinite`].
    pub fn contains(&self, plane: &Plane, point: [f64; 2]) -> Result<bool, Violation> {
        Ok(covers(&self.points(plane)?, &exact_point(point)?))
    }

    fn points(&self, plane: &Plane) -> Result<Vec<Vector>, Violation> {
        let point =
            |seat: &Seat| exact_point(plane.ideal(*seat).ok_or(Violation::NoSuchSeat { seat: *seat })?);
        self.corners.iter().map(point).collect()
    }
}

/// Each corner with the next one.
fn edges(corners: &[Vector]) -> impl Iterator<Item = (&Vector, &Vector)> {
    corners.iter().zip(corners.iter().cycle().skip(1))
}

/// Whether a point is in the hull of corners that turn left.
fn covers(corners: &[Vector], point: &Vector) -> bool {
    let is_left =
        |(from, to): (&Vector, &Vector)| !cross(&minus(to, from), &minus(point, from)).is_negative();
    match corners {
        [] => false,
        [one] => one == point,
        // Both edges of a segment: on its line. And between its ends.
        [one, other] => {
            let (towards, back) = (minus(one, point), minus(other, point));
            cross(&towards, &back).is_zero() && !dot(&towards, &back).is_positive()
        }
        many => edges(many).all(is_left),
    }
}

impl Certificate<Plane> for PlaneHull {
    type Violation = Violation;

    /// Exact, O(n) for each corner.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        let members = self.whose.within(plane);
        let mut listed = self.corners.clone();
        listed.sort_unstable();
        listed.dedup();
        let stranger = self.corners.iter().find(|seat| members.binary_search(seat).is_err());
        match (stranger, self.corners.first()) {
            (Some(&seat), _) => return Err(Violation::NoSuchSeat { seat }),
            (None, Some(&seat)) if listed.len() != self.corners.len() => {
                return Err(Violation::NotHull { seat });
            }
            _ => {}
        }
        let corners = self.points(plane)?;
        let steps: Vec<Vector> = edges(&corners).map(|(from, to)| minus(to, from)).collect();
        if corners.len() > 2 {
            let straight =
                edges(&steps).map(|(one, next)| cross(one, next)).position(|turn| !turn.is_positive());
            if let Some(&seat) = straight.and_then(|place| self.corners.get(place)) {
                return Err(Violation::NotHull { seat });
            }
        } else if let ([_, _], Some(&seat)) = (corners.as_slice(), self.corners.first())
            && steps.iter().flatten().all(Rational::is_zero)
        {
            return Err(Violation::NotHull { seat });
        }
        for seat in members {
            let ideal = plane.ideal(seat).ok_or(Violation::NoSuchSeat { seat })?;
            if !covers(&corners, &exact_point(ideal)?) {
                return Err(Violation::NotHull { seat });
            }
        }
        Ok(())
    }
}
