//! What a setter gets who may make one offer: the members accept it or stay with the status quo.

use willing_council::Seat;
use willing_council::spatial::{Line, Plane};
use willing_game::{Certificate, Rational};

use super::circle::{cross_floats, dot_floats, number, unit};
use super::plane::Stretched;
use super::{PlaneWinset, Violation};

/// How far floats may be off, in units of the largest distance from the status quo.
const TOLERANCE: f64 = 1e-9;

/// The offer on a line that is best for the setter among those that pass. Who is indifferent accepts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LineOffer {
    /// The setter's ideal point.
    pub setter: f64,
    /// What comes of it; the status quo if nothing better for the setter passes.
    pub outcome: Rational,
    /// Who accepts: a winning coalition; of no matter where the outcome is the status quo.
    pub accepted_by: Vec<Seat>,
}

impl Certificate<Line> for LineOffer {
    type Violation = Violation;

    /// Exact; two coalitions are asked for.
    fn check(&self, line: &Line) -> Result<(), Violation> {
        let (status_quo, setter) = (number(line.status_quo())?, number(self.setter)?);
        if self.outcome != status_quo {
            if !line.game().is_winning(&self.accepted_by)? {
                return Err(Violation::NotWinning);
            }
            for &seat in &self.accepted_by {
                let ideal = number(line.ideal(seat).ok_or(Violation::NoSuchSeat { seat })?)?;
                if (&self.outcome - &ideal).abs() > (&status_quo - &ideal).abs() {
                    return Err(Violation::NoGain { seat });
                }
            }
        }
        if self.outcome == setter {
            return Ok(());
        }
        // The offers that pass on one side of q are an interval from q: nothing is closer to the setter if the outcome is on
        // its way from q, and nothing just beyond it passes.
        let rightwards = setter > self.outcome;
        let on_the_way = if rightwards { self.outcome >= status_quo } else { self.outcome <= status_quo };
        if !on_the_way {
            return Err(Violation::BetterOffer);
        }
        let accepts_more = |place: usize| {
            let ideal = line.ideals().get(place).and_then(|ideal| number(*ideal).ok());
            let end = ideal.map(|ideal| &ideal + &ideal - &status_quo);
            end.is_none_or(|end| if rightwards { end > self.outcome } else { end < self.outcome })
        };
        if line.game().wins(accepts_more) { Err(Violation::BetterOffer) } else { Ok(()) }
    }
}

/// The offer in a plane that is best for the setter among those that pass, in floats. Who is indifferent accepts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlaneOffer {
    /// The setter's ideal point.
    pub setter: [f64; 2],
    /// What comes of it; the status quo if nothing better for the setter passes.
    pub outcome: [f64; 2],
    /// How far that is from the setter's ideal point.
    pub distance: f64,
    /// By how much the outcome is farther from the ideal point of some who accept it than the status quo, at most: 0 but for
    /// rounding.
    pub residual: f64,
    /// Who accepts: a winning coalition; of no matter where the outcome is the status quo.
    pub accepted_by: Vec<Seat>,
    /// All that beats the status quo.
    pub winset: PlaneWinset,
}

impl Certificate<Plane> for PlaneOffer {
    type Violation = Violation;

    /// Who wins where in exact arithmetic; distances in floats, with a tolerance of 10⁻⁹ times the largest distance from the
    /// status quo.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        let stray = self.setter.iter().chain(&self.outcome).find(|value| !value.is_finite());
        if let Some(&value) = stray {
            return Err(Violation::NotFinite { value });
        }
        self.winset.check_sectors(plane)?;
        let seen = Stretched::of(plane);
        let (setter, outcome) = (seen.point(plane, self.setter), seen.point(plane, self.outcome));
        let sizes = seen.pulls.iter().chain([&setter, &outcome]).map(|[x, y]| x.hypot(*y));
        let tolerance = TOLERANCE * sizes.fold(0.0, f64::max);
        self.check_acceptance(plane, &seen, outcome, tolerance)?;
        let ([s0, s1], [x0, x1]) = (setter, outcome);
        let found = (s0 - x0).hypot(s1 - x1);
        let is_off = |claimed: f64, found: f64| {
            // NaN is off.
            if (claimed - found).abs() <= tolerance {
                Ok(())
            } else {
                Err(Violation::Off { claimed, found, tolerance })
            }
        };
        is_off(self.distance, found)?;
        let least = self.winset.sectors.iter().filter_map(|sector| {
            let pull = *seen.pulls.get(sector.pivot?.place())?;
            Some(least_distance(
                setter,
                pull,
                unit(&sector.from, seen.stretch),
                unit(&sector.to, seen.stretch),
            ))
        });
        let stay = s0.hypot(s1);
        if least.fold(stay, f64::min) < found - tolerance { Err(Violation::BetterOffer) } else { Ok(()) }
    }
}

impl PlaneOffer {
    fn check_acceptance(
        &self,
        plane: &Plane,
        seen: &Stretched,
        outcome: [f64; 2],
        tolerance: f64,
    ) -> Result<(), Violation> {
        let [x0, x1] = outcome;
        // As NaN fails: not `residual > tolerance`.
        let is_small = (0.0..=tolerance).contains(&self.residual);
        if !is_small {
            return Err(Violation::Off { claimed: self.residual, found: 0.0, tolerance });
        }
        if x0.abs() + x1.abs() <= 0.0 {
            return Ok(());
        }
        if !plane.game().is_winning(&self.accepted_by)? {
            return Err(Violation::NotWinning);
        }
        for &seat in &self.accepted_by {
            let [p0, p1] = *seen.pulls.get(seat.place()).ok_or(Violation::NoSuchSeat { seat })?;
            let loss = (x0 - p0).hypot(x1 - p1) - p0.hypot(p1);
            if loss > self.residual + tolerance * 1e-3 {
                return Err(Violation::NoGain { seat });
            }
        }
        Ok(())
    }
}

/// How far it is from a point to what a sector holds of the disc around `pull` through the origin.
fn least_distance(point: [f64; 2], pull: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let between = |[x, y]: [f64; 2]| cross_floats(from, [x, y]) >= 0.0 && cross_floats([x, y], to) >= 0.0;
    let away = |[x, y]: [f64; 2]| {
        let [a, b] = point;
        (a - x).hypot(b - y)
    };
    let ([a, b], [p0, p1]) = (point, pull);
    let radius = p0.hypot(p1);
    let beyond = away(pull);
    if beyond <= radius && between(point) {
        return 0.0;
    }
    let scale = radius / beyond;
    let projected = [p0 + (a - p0) * scale, p1 + (b - p1) * scale];
    let ends = [from, to].map(|direction| {
        let reach = 2.0 * dot_floats(pull, direction).max(0.0);
        away(direction.map(|part| part * reach))
    });
    let least = ends.into_iter().fold(f64::INFINITY, f64::min);
    if beyond > 0.0 && between(projected) { least.min((beyond - radius).abs()) } else { least }
}
