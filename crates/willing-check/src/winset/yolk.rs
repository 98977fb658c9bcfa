//! The yolk.

use willing_council::Seat;
use willing_council::spatial::Plane;
use willing_game::{Certificate, Rational};

use super::Violation;
use super::circle::{Sector, Vector, check_circle, check_pivot, cross_floats, dot_floats, exact_point, unit};

/// How far floats may be off, in units of the largest distance between the centre and an ideal point.
const TOLERANCE: f64 = 1e-11;

/// A median line {x : u·x = u·xₖ} that takes part in the bound on the radius.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct MedianLine {
    /// u, of any length: those beyond the line in this direction do not win.
    pub direction: [Rational; 2],
    /// k.
    pub pivot: Seat,
    /// Its weight in the bound.
    pub weight: f64,
}

/// The smallest disc that meets all median lines: those with no winning coalition strictly on one side.
///
/// It takes all of them, not only those through two ideal points (Stone & Tovey 1992). The disc around c meets them all
/// iff its radius is at least f(c) = max_u u·(c − x_k(u)) over directions u of length 1, where k(u) is the last member
/// in direction u who with those beyond wins. No disc is smaller than Σ λ_j u_j·(c − x_k(j)) for directions with
/// Σ λ_j u_j = 0, λ ≥ 0, Σ λ_j = 1.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Yolk {
    /// Its centre.
    pub centre: [f64; 2],
    /// Its radius.
    pub radius: f64,
    /// No disc that meets all median lines has a smaller radius than this.
    pub least_radius: f64,
    /// Once round, with the pivot of every sector.
    pub sectors: Vec<Sector>,
    /// The median lines that bound the radius from below.
    pub lines: Vec<MedianLine>,
}

impl Certificate<Plane> for Yolk {
    type Violation = Violation;

    /// Pivots in exact arithmetic; radius and bound in floats, with a tolerance of 10⁻¹¹ times the largest distance of an
    /// ideal point from the centre.
    fn check(&self, plane: &Plane) -> Result<(), Violation> {
        if let Some(&value) = self.centre.iter().find(|value| !value.is_finite()) {
            return Err(Violation::NotFinite { value });
        }
        check_circle(self.sectors.iter().map(|sector| (&sector.from, &sector.to)))?;
        let ideals: Vec<Vector> =
            plane.ideals().iter().map(|ideal| exact_point(*ideal)).collect::<Result<_, _>>()?;
        for sector in &self.sectors {
            let pivot = sector.pivot.ok_or(Violation::NotBlocking)?;
            check_pivot(plane.game(), &ideals, sector, pivot)?;
        }
        for line in &self.lines {
            if line.direction.iter().all(Rational::is_zero) {
                return Err(Violation::LineWeights);
            }
            let (from, to) = (line.direction.clone(), line.direction.clone());
            check_pivot(plane.game(), &ideals, &Sector { from, to, pivot: None }, line.pivot)?;
        }
        let seen = Seen::of(plane, self.centre);
        let tolerance = TOLERANCE * seen.spread;
        let radius = seen.radius(&self.sectors);
        // NaN is off.
        let close = (self.radius - radius).abs() <= tolerance;
        if !close {
            return Err(Violation::Off { claimed: self.radius, found: radius, tolerance });
        }
        let least = seen.least_radius(&self.lines, radius)?;
        let proved = self.least_radius <= least + tolerance;
        if proved {
            Ok(())
        } else {
            Err(Violation::Off { claimed: self.least_radius, found: least, tolerance })
        }
    }
}

/// The members as seen from a centre, in coordinates in which distances are Euclidean.
struct Seen {
    /// c − xᵢ.
    away: Vec<[f64; 2]>,
    /// The largest length of them.
    spread: f64,
    /// How directions stretch.
    stretch: [f64; 2],
}

impl Seen {
    fn of(plane: &Plane, centre: [f64; 2]) -> Self {
        let ([w0, w1], [c0, c1]) = (plane.weights().map(f64::sqrt), centre);
        let away: Vec<[f64; 2]> =
            plane.ideals().iter().map(|[x0, x1]| [(c0 - x0) * w0, (c1 - x1) * w1]).collect();
        let spread = away.iter().map(|[x, y]| x.hypot(*y)).fold(0.0, f64::max);
        Self { away, spread, stretch: [1.0 / w0, 1.0 / w1] }
    }

    /// f at the centre: the farthest median line.
    fn radius(&self, sectors: &[Sector]) -> f64 {
        let farthest = |sector: &Sector| {
            let away = *self.away.get(sector.pivot?.place())?;
            let (from, to) = (unit(&sector.from, self.stretch), unit(&sector.to, self.stretch));
            let between = cross_floats(from, away) >= 0.0 && cross_floats(away, to) >= 0.0;
            let ends = dot_floats(from, away).max(dot_floats(to, away));
            let [x, y] = away;
            Some(if between { x.hypot(y) } else { ends })
        };
        sectors.iter().filter_map(farthest).fold(f64::NEG_INFINITY, f64::max)
    }

    /// What the lines prove. Where Σ λu is not quite 0, another centre c′ gains at most its length times ‖c′ − c‖; and no
    /// c′ farther away than the radius and the spread together is better than c.
    fn least_radius(&self, lines: &[MedianLine], radius: f64) -> Result<f64, Violation> {
        let (mut bound, mut sum, mut rest) = (0.0, 0.0, [0.0; 2]);
        for line in lines {
            let away =
                *self.away.get(line.pivot.place()).ok_or(Violation::NoSuchSeat { seat: line.pivot })?;
            let direction = unit(&line.direction, self.stretch);
            if line.weight.is_nan() || line.weight < 0.0 {
                return Err(Violation::LineWeights);
            }
            sum += line.weight;
            bound += line.weight * dot_floats(direction, away);
            let ([r0, r1], [u0, u1]) = (rest, direction);
            rest = [r0 + line.weight * u0, r1 + line.weight * u1];
        }
        let [r0, r1] = rest;
        let is_one = (sum - 1.0).abs() <= 1e-12;
        if is_one {
            Ok(bound - r0.hypot(r1) * (radius.max(0.0) + self.spread))
        } else {
            Err(Violation::LineWeights)
        }
    }
}
