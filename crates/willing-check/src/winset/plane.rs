//! Winsets in a plane.

use willing_council::Seat;
use willing_council::spatial::Plane;
use willing_game::{Certificate, Rational};

use super::circle::{
    Sector, Vector, check_circle, check_pivot, cross_floats, dot, dot_floats, minus, pulls, unit,
};
use super::{Violation, exact_point};

/// All that beats the status quo q in a plane: in each direction from q up to the circle of one member, the pivot, around
/// its ideal point through q. The boundary does not beat q.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlaneWinset {
    /// Once round, with the pivot of each sector that belongs to the winset.
    pub sectors: Vec<Sector>,
    /// The area.
    pub area: f64,
    /// By how much rounding may have moved it, at most.
    pub area_error: f64,
}

impl PlaneWinset {
    /// Whether nothing beats the status quo.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sectors.iter().all(|sector| sector.pivot.is_none())
    }

    /// The boundary but for the status quo itself, in arcs: the pivot, and where its arc starts and ends, in floats. With
    /// weights of the dimensions the arcs are of ellipses.
    #[must_use]
    pub fn boundary(&self, plane: &Plane) -> Vec<(Seat, [[f64; 2]; 2])> {
        let Stretched { stretch, pulls } = Stretched::of(plane);
        let ([across, up], [q0, q1]) = (stretch, plane.status_quo());
        let arcs = self.sectors.iter().filter_map(|sector| {
            let seat = sector.pivot?;
            let pull = *pulls.get(seat.place())?;
            let end = |direction: &Vector| {
                let direction = unit(direction, stretch);
                let radius = 2.0 * dot_floats(pull, direction).max(0.0);
                let [x, y] = direction;
                [q0 + radius * x / across, q1 + radius * y / up]
            };
            Some((seat, [end(&sector.from), end(&sector.to)]))
        });
        arcs.collect()
    }

    /// Sectors and pivots, in exact arithmetic.
    pub(super) fn check_sectors(&self, plane: &Plane) -> Result<(), Violation> {
        check_circle(self.sectors.iter().map(|sector| (&sector.from, &sector.to)))?;
        let pulls = pulls(plane)?;
        self.sectors.iter().try_for_each(|sector| match sector.pivot {
            None => check_gap(plane, &pulls, sector),
            Some(pivot) => {
                check_pivot(plane.game(), &pulls, sector, pivot)?;
                check_gain(&pulls, sector, pivot)
            }
        })
    }
}

/// Those who gain in no direction of the sector block.
fn check_gap(plane: &Plane, pulls: &[Vector], sector: &Sector) -> Result<(), Violation> {
    let gains = |place: usize| {
        let ends = |pull| [dot(pull, &sector.from), dot(pull, &sector.to)];
        pulls.get(place).is_none_or(|pull| ends(pull).iter().any(Rational::is_positive))
    };
    if plane.game().wins(gains) { Err(Violation::NotBlocking) } else { Ok(()) }
}

/// The pivot gains in every direction between the ends.
fn check_gain(pulls: &[Vector], sector: &Sector, pivot: Seat) -> Result<(), Violation> {
    let pull = pulls.get(pivot.place()).ok_or(Violation::NoSuchSeat { seat: pivot })?;
    let ends = [dot(pull, &sector.from), dot(pull, &sector.to)];
    let gains = ends.iter().all(|end| !end.is_negative()) && ends.iter().any(Rational::is_positive);
    if gains { Ok(()) } else { Err(Violation::NoGain { seat: pivot }) }
}

/// Coordinates in which distances are Euclidean, and the ideal points in them as seen from the status quo.
pub(super) struct Stretched {
    /// √w of each dimension.
    pub(super) stretch: [f64; 2],
    /// √W (xᵢ − q).
    pub(super) pulls: Vec<[f64; 2]>,
}

impl Stretched {
    pub(super) fn of(plane: &Plane) -> Self {
        let stretch = plane.weights().map(f64::sqrt);
        let pulls = plane.ideals().iter().map(|ideal| Self::seen(plane, stretch, *ideal)).collect();
        Self { stretch, pulls }
    }

    /// Where a point is, as seen from the status quo.
    pub(super) fn point(&self, plane: &Plane, point: [f64; 2]) -> [f64; 2] {
        Self::seen(plane, self.stretch, point)
    }

    fn seen(plane: &Plane, stretch: [f64; 2], point: [f64; 2]) -> [f64; 2] {
        let ([x, y], [q0, q1], [across, up]) = (point, plane.status_quo(), stretch);
        [(x - q0) * across, (y - q1) * up]
    }
}

/// The area of a sector by elementary geometry: the triangle of q and the two ends of the arc, and the segment between chord
/// and arc, over a central angle twice the angle at q.
fn sector_area(center: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let turn = cross_floats(from, to).atan2(dot_floats(from, to));
    let reach = |direction| 2.0 * dot_floats(center, direction);
    let square = dot_floats(center, center);
    let triangle = reach(from) * reach(to) * turn.sin() / 2.0;
    triangle + square * (2.0 * turn - (2.0 * turn).sin()) / 2.0
}

impl Certificate<Plane> for PlaneWinset {
    type Violation = Violation;

    /// Sectors and pivots in exact arithmetic, O(n) for each sector; the area in floats, by another formula.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        self.check_sectors(plane)?;
        let Stretched { stretch, pulls } = Stretched::of(plane);
        let (mut area, mut tolerance) = (0.0, 0.0);
        for sector in &self.sectors {
            let Some(pull) = sector.pivot.and_then(|pivot| pulls.get(pivot.place())) else { continue };
            area += sector_area(*pull, unit(&sector.from, stretch), unit(&sector.to, stretch));
            tolerance += 64.0 * f64::EPSILON * dot_floats(*pull, *pull);
        }
        let [across, up] = stretch;
        let (found, tolerance) = (area / (across * up), tolerance / (across * up));
        let allowed = 8.0 * tolerance + self.area_error;
        // Refused if NaN. A generous bound is no bound.
        let close = (self.area - found).abs() <= allowed && self.area_error <= 16.0 * tolerance;
        let sensible = self.area_error >= 0.0 && self.area >= 0.0;
        if close && sensible {
            Ok(())
        } else {
            Err(Violation::Off { claimed: self.area, found, tolerance: allowed })
        }
    }
}

/// Whether a member strictly prefers `point` to the status quo, in exact arithmetic: 2p·d > dᵀWd for d = point − q.
pub(crate) fn gains(plane: &Plane, pull: &Vector, point: &Vector) -> Result<bool, Violation> {
    let step = minus(point, &exact_point(plane.status_quo())?);
    let [w0, w1] = exact_point(plane.weights())?;
    let [d0, d1] = &step;
    let pulled = dot(pull, &step);
    Ok(&pulled + &pulled > w0 * d0 * d0 + w1 * d1 * d1)
}
