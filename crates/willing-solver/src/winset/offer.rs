//! One offer, to take or leave.

use willing_check::winset::{LineOffer, PlaneOffer};
use willing_council::Seat;
use willing_council::spatial::{Line, Plane};
use willing_game::Rational;

use super::area::{Seen, inner, turn, unit};
use super::circle::{dot, integer_pulls, integers};
use super::line::{mirrored, pivots};
use super::{Error, PlaneWinsets};
use crate::Run;

/// What a setter gets on a line who may make one offer, exactly. Members who are indifferent accept.
///
/// What passes is the closure of the winset, an interval around the status quo; the outcome is its point nearest to the
/// setter's ideal. With members who all hold a veto it is the common part of the windows from q to 2v − q.
///
/// # Returns
///
/// [`LineOffer`]: the status quo itself if nothing better for the setter passes.
///
/// # Errors
///
/// [`Error::NotFinite`].
///
/// # References
///
/// Romer & Rosenthal (1978), Political resource allocation, controlled agendas, and the status quo.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Line;
/// use willing_game::{Certificate, Rational};
/// use willing_solver::winset::line_offer;
///
/// let two = Line::under(&"2 of 2".parse()?, [2.0, 3.5], 5.0)?;
/// let offer = line_offer(&two, 0.0)?;
/// offer.check(&two)?;
/// assert_eq!(offer.outcome, Rational::from(2)); // any less, and the member at 3.5 says no
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn line_offer(line: &Line, setter: f64) -> Result<LineOffer, Error> {
    let exact = |value: f64| Rational::from_float(value).map_err(|_| Error::NotFinite { value });
    let (status_quo, ideal) = (exact(line.status_quo())?, exact(setter)?);
    let mut ends = [status_quo.clone(), status_quo.clone()];
    if let (Some([right, left]), [least, most]) = (pivots(line), &mut ends) {
        for pivot in [left, right] {
            let end =
                mirrored(line.status_quo(), pivot.ideal).ok_or(Error::NotFinite { value: pivot.ideal })?;
            // Each pivot counts on its own side only.
            let is_left = pivot == left && end < *least;
            let is_right = pivot == right && end > *most;
            if is_left {
                *least = end.clone();
            }
            if is_right {
                *most = end;
            }
        }
    }
    let [least, most] = ends;
    let outcome = ideal.max(least).min(most);
    let mut accepted_by = Vec::new();
    for (seat, ideal) in (0u32..).map(Seat::new).zip(line.ideals()) {
        let ideal = exact(*ideal)?;
        if (&outcome - &ideal).abs() <= (&status_quo - &ideal).abs() {
            accepted_by.push(seat);
        }
    }
    Ok(LineOffer { setter, outcome, accepted_by })
}

/// What a setter gets in a plane who may make one offer. Members who are indifferent accept.
///
/// What passes is the closure of the winset: in each sector, the disc around the pivot's ideal point through the status
/// quo. The outcome is the nearest point to the setter's ideal: that ideal itself, its projection on one of the circles, a
/// corner between two, or the status quo. All are closed formulas, so that winsets that are not convex, of rules with
/// other than vetoes, are no harder.
///
/// # Returns
///
/// [`PlaneOffer`], in floats, with by how much rounding violates somebody's acceptance at most.
///
/// # Errors
///
/// [`Error::NotFinite`], [`Error::Cancelled`].
///
/// # Complexity
///
/// That of [`PlaneWinsets`].
///
/// # Numerics
///
/// Whether the setter's own ideal point passes is decided exactly; the rest is off by a few units in the last place of the
/// largest distance from the status quo.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Plane;
/// use willing_game::Certificate;
/// use willing_solver::winset::PlaneOffers;
///
/// let one = Plane::under(&"1 of 1".parse()?, [[3.0, 0.0]], [5.0, 0.0])?;
/// let offer = PlaneOffers::new().solve(&one, [0.0, 0.0])?;
/// offer.check(&one)?;
/// assert_eq!(offer.outcome, [1.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PlaneOffers {
    run: Run,
}

impl PlaneOffers {
    /// Unobserved, to the end.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stop and progress; one thread does it all.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The outcome for a setter with this ideal point.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`], [`Error::Cancelled`].
    pub fn solve(&self, plane: &Plane, setter: [f64; 2]) -> Result<PlaneOffer, Error> {
        let passing = accepting(plane, setter)?;
        let winset = PlaneWinsets::new().run(self.run.clone()).solve(plane)?;
        let seen = Seen::of(plane);
        let target = seen.point(setter);
        let mut best = Candidate { point: [0.0, 0.0], distance: length(target), accepted_by: Vec::new() };
        if let Some(accepted_by) = passing {
            best = Candidate { point: target, distance: 0.0, accepted_by };
        } else {
            let pulls = integer_pulls(plane)?;
            for sector in &winset.sectors {
                let Some(seat) = sector.pivot else { continue };
                let (Some(center), Some(own)) = (seen.pulls.get(seat.place()), pulls.get(seat.place()))
                else {
                    continue;
                };
                let ends =
                    [&sector.from, &sector.to].map(|end| end.clone().map(|part| part.numerator().clone()));
                let [from, to] = ends.each_ref().map(|end| unit(end, seen.stretch));
                let (point, distance) = nearest(target, *center, from, to);
                if distance < best.distance {
                    // Who pulls at least as hard as the pivot at both ends does so between them.
                    let is_ahead = |pull: &[num_bigint::BigInt; 2]| {
                        ends.iter().all(|end| dot(pull, end) >= dot(own, end))
                    };
                    let members = (0u32..).map(Seat::new).zip(&pulls);
                    let accepted_by =
                        members.filter(|(_, pull)| is_ahead(pull)).map(|(seat, _)| seat).collect();
                    best = Candidate { point, distance, accepted_by };
                }
            }
        }
        let outcome = if best.distance > 0.0 { seen.unseen(best.point) } else { setter };
        let loss = |seat: &Seat| {
            let [p0, p1] = *seen.pulls.get(seat.place())?;
            let [x0, x1] = seen.point(outcome);
            Some(length([x0 - p0, x1 - p1]) - length([p0, p1]))
        };
        let residual = best.accepted_by.iter().filter_map(loss).fold(0.0, f64::max);
        let Candidate { distance, accepted_by, .. } = best;
        Ok(PlaneOffer { setter, outcome, distance, residual, accepted_by, winset })
    }
}

struct Candidate {
    point: [f64; 2],
    distance: f64,
    accepted_by: Vec<Seat>,
}

fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}

/// Those who find a point at least as good as the status quo, exactly, if they win.
fn accepting(plane: &Plane, [s0, s1]: [f64; 2]) -> Result<Option<Vec<Seat>>, Error> {
    let [q0, q1] = plane.status_quo();
    let values = plane.ideals().iter().flatten().copied().chain([s0, s1, q0, q1]);
    let weights = integers(plane.weights())?;
    let all = integers(values)?;
    let mut points: Vec<&[num_bigint::BigInt]> = all.chunks(2).collect();
    let (Some(status_quo), Some(point)) = (points.pop(), points.pop()) else { return Ok(None) };
    let square = |one: &[num_bigint::BigInt], other: &[num_bigint::BigInt]| {
        let terms = one.iter().zip(other).zip(&weights).map(|((a, b), weight)| (a - b) * (a - b) * weight);
        terms.sum::<num_bigint::BigInt>()
    };
    let accepts = |ideal: &[num_bigint::BigInt]| square(ideal, point) <= square(ideal, status_quo);
    let accepts: Vec<bool> = points.iter().map(|ideal| accepts(ideal)).collect();
    let passes = plane.game().wins(|place| accepts.get(place).copied().unwrap_or(false));
    let members =
        (0u32..).map(Seat::new).zip(&accepts).filter(|(_, accepts)| **accepts).map(|(seat, _)| seat);
    Ok(passes.then(|| members.collect()))
}

/// The nearest point to `target`, which does not pass, on the arc of the circle around `center` between two directions.
fn nearest(target: [f64; 2], center: [f64; 2], from: [f64; 2], to: [f64; 2]) -> ([f64; 2], f64) {
    let away = |[x, y]: [f64; 2]| {
        let [t0, t1] = target;
        length([x - t0, y - t1])
    };
    let ([t0, t1], [c0, c1]) = (target, center);
    let (radius, beyond) = (length(center), away(center));
    let projected = [c0 + (t0 - c0) * radius / beyond, c1 + (t1 - c1) * radius / beyond];
    let is_between = turn(from, projected) >= 0.0 && turn(projected, to) >= 0.0;
    if beyond > 0.0 && is_between {
        return (projected, away(projected));
    }
    let ends = [from, to].map(|direction| {
        let reach = 2.0 * inner(center, direction).max(0.0);
        direction.map(|part| part * reach)
    });
    let [first, last] = ends.map(|end| (end, away(end)));
    if first.1 <= last.1 { first } else { last }
}
