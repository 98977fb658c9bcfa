//! The yolk.

use willing_check::winset::{MedianLine, Sector, Yolk};
use willing_council::Seat;
use willing_council::spatial::Plane;
use willing_game::Rational;

use super::Error;
use super::area::{inner, normal, turn, unit};
use super::circle::{Arc, Circle, dot, integer_points, rational};
use crate::Run;

/// How many times the region with the centre is cut: each time to at most 1 − 1/e of its area.
const CUTS: usize = 220;

/// The yolk: the smallest disc that meets all median lines, those with no winning coalition strictly on one side.
///
/// The disc around c has to reach f(c) = max_u u·(c − x_k(u)), where k(u) is the pivot in direction u; f is convex. One walk
/// round all directions finds the pivots; then cuts through the centre of gravity close in on the least f. All median lines
/// count, not only those through two ideal points, which are not enough (Stone & Tovey 1992).
///
/// # Returns
///
/// [`Yolk`], with up to three median lines which show that no smaller disc will do.
///
/// # Errors
///
/// [`Error::NobodyWins`]; [`Error::NoMedianLine`] if two disjoint coalitions win on either side of a line;
/// [`Error::Cancelled`].
///
/// # Complexity
///
/// One walk, as [`PlaneWinsets`](super::PlaneWinsets), then O(sectors) for each of at most 220 cuts.
///
/// # Numerics
///
/// Pivots are exact. The radius is in floats, and within [`Yolk::radius`] − [`Yolk::least_radius`] of the least.
///
/// # References
///
/// McKelvey (1986), Covering, dominance, and institution-free properties of social choice; Tovey (1992), A polynomial-time
/// algorithm for computing the yolk in fixed dimension; Stone & Tovey (1992), Limiting median lines do not suffice to
/// determine the yolk.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Plane;
/// use willing_game::Certificate;
/// use willing_solver::winset::Yolks;
///
/// let triangle = Plane::under(&"2 of 3".parse()?, [[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]], [0.0, 0.0])?;
/// let yolk = Yolks::new().solve(&triangle)?;
/// yolk.check(&triangle)?;
/// assert!((yolk.radius - 1.0).abs() < 1e-11); // the incircle
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Yolks {
    run: Run,
}

impl Yolks {
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

    /// The yolk of the members; the status quo plays no part.
    ///
    /// # Errors
    ///
    /// Those of the type.
    pub fn solve(&self, plane: &Plane) -> Result<Yolk, Error> {
        if !plane.game().wins(|_| true) {
            return Err(Error::NobodyWins);
        }
        let circle = Circle { game: plane.game(), vectors: integer_points(plane.ideals())? };
        let arcs = circle.walk(&self.run, |_| None)?;
        check_median_lines(&circle, &arcs)?;
        let medians = Medians::of(plane, arcs);
        let centre = self.least(&medians)?;
        let (radius, lines, least_radius) = medians.bounds(centre);
        let evidence = |arc: &Arc| Sector {
            from: rational(&arc.from),
            to: rational(&arc.to),
            pivot: u32::try_from(arc.pivot).ok().map(Seat::new),
        };
        let sectors = medians.arcs.iter().map(evidence).collect();
        Ok(Yolk { centre: medians.unseen(centre), radius, least_radius, sectors, lines })
    }

    /// Where f is least: the best centre of gravity of a region that keeps to where f may be smaller (Levin 1965, Newman
    /// 1965), or the best ideal point.
    fn least(&self, medians: &Medians) -> Result<[f64; 2], Error> {
        let mut best = ([0.0, 0.0], f64::INFINITY);
        let mut try_at = |point: [f64; 2]| {
            let tight = medians.farthest(point);
            if tight.value < best.1 {
                best = (point, tight.value);
            }
            tight.direction
        };
        for ideal in &medians.ideals {
            let _ = try_at(*ideal);
        }
        let mut region = medians.square();
        for cut in 0..CUTS {
            if self.run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            self.run.report("cuts", cut as u64, CUTS as u64);
            let Some(centre) = gravity(&region) else { break };
            let steepest = try_at(centre);
            region = behind(&region, centre, steepest);
        }
        Ok(best.0)
    }
}

/// In every direction there is a median line: the pivot that way is not beyond the pivot the other way.
///
/// It is enough to look at the directions where either changes: between them, both are linear.
fn check_median_lines(circle: &Circle<'_>, arcs: &[Arc]) -> Result<(), Error> {
    for arc in arcs {
        let [x, y] = &arc.from;
        let back = circle.pivot_after(&[-x, -y]).and_then(|pivot| circle.vectors.get(pivot));
        if let (Some(there), Some(back)) = (circle.vectors.get(arc.pivot), back)
            && dot(there, &arc.from) > dot(back, &arc.from)
        {
            return Err(Error::NoMedianLine);
        }
    }
    Ok(())
}

/// The median line that a disc has farthest to go to.
#[derive(Clone)]
struct Tight {
    arc: usize,
    direction: [f64; 2],
    value: f64,
    /// Whether the direction is inside its arc.
    is_inside: bool,
}

/// Median lines in coordinates in which distances are Euclidean.
struct Medians {
    arcs: Vec<Arc>,
    /// Both ends of each arc, of length 1.
    ends: Vec<[[f64; 2]; 2]>,
    /// The ideal points, seen from the first.
    ideals: Vec<[f64; 2]>,
    origin: [f64; 2],
    stretch: [f64; 2],
}

impl Medians {
    fn of(plane: &Plane, arcs: Vec<Arc>) -> Self {
        let stretch = plane.weights().map(f64::sqrt);
        let origin = plane.ideals().first().copied().unwrap_or_default();
        let ([w0, w1], [o0, o1]) = (stretch, origin);
        let ideals = plane.ideals().iter().map(|[x, y]| [(x - o0) * w0, (y - o1) * w1]).collect();
        // A direction is applied to stretched points, and so shrinks.
        let shrink = [1.0 / w0, 1.0 / w1];
        let ends = arcs.iter().map(|arc| [unit(&arc.from, shrink), unit(&arc.to, shrink)]).collect();
        Self { arcs, ends, ideals, origin, stretch }
    }

    fn unseen(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let ([w0, w1], [o0, o1]) = (self.stretch, self.origin);
        [o0 + x / w0, o1 + y / w1]
    }

    fn tight(&self, centre: [f64; 2]) -> impl Iterator<Item = Tight> {
        let [c0, c1] = centre;
        self.arcs.iter().zip(&self.ends).enumerate().filter_map(move |(place, (arc, [from, to]))| {
            let [x, y] = *self.ideals.get(arc.pivot)?;
            let away = [c0 - x, c1 - y];
            if turn(*from, away) > 0.0 && turn(away, *to) > 0.0 {
                let value = inner(away, away).sqrt();
                return Some(Tight { arc: place, direction: normal(away), value, is_inside: true });
            }
            let (first, last) = (inner(*from, away), inner(*to, away));
            let (direction, value) = if first >= last { (*from, first) } else { (*to, last) };
            Some(Tight { arc: place, direction, value, is_inside: false })
        })
    }

    fn farthest(&self, centre: [f64; 2]) -> Tight {
        let none = Tight { arc: 0, direction: [0.0, 0.0], value: f64::NEG_INFINITY, is_inside: false };
        self.tight(centre).fold(none, |best, one| if one.value > best.value { one } else { best })
    }

    fn spread(&self) -> f64 {
        self.ideals.iter().map(|[x, y]| x.hypot(*y)).fold(0.0, f64::max)
    }

    /// A square around all ideal points: no centre outside is better than its projection on their hull.
    fn square(&self) -> Vec<[f64; 2]> {
        let half = 1.1 * self.spread();
        vec![[-half, -half], [half, -half], [half, half], [-half, half]]
    }

    /// The radius at a centre, lines that bound it from below, and that bound.
    fn bounds(&self, centre: [f64; 2]) -> (f64, Vec<MedianLine>, f64) {
        let radius = self.farthest(centre).value;
        let reach = radius.max(0.0) + 2.2 * self.spread();
        let mut best = (Vec::new(), f64::NEG_INFINITY);
        // Lines that are tight but for rounding, then ever less so, until they hold the centre between them.
        for slack in [1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-4] {
            let least = radius - slack * self.spread();
            let mut tight: Vec<Tight> = self.tight(centre).filter(|one| one.value >= least).collect();
            tight.sort_by(|one, other| angle(one.direction).total_cmp(&angle(other.direction)));
            for anchor in tight.iter().step_by(tight.len() / 64 + 1) {
                let chosen = around(anchor, &tight, reach);
                let bound = bound(&chosen, reach);
                if bound > best.1 {
                    best = (chosen, bound);
                }
            }
        }
        let (chosen, bound) = best;
        let lines = chosen.iter().filter_map(|(tight, weight)| self.evidence(tight, *weight));
        (radius, lines.collect(), bound)
    }

    fn evidence(&self, tight: &Tight, weight: f64) -> Option<MedianLine> {
        let arc = self.arcs.get(tight.arc)?;
        let [from, to] = [&arc.from, &arc.to].map(rational);
        let ([x, y], [w0, w1]) = (tight.direction, self.stretch);
        let direction = [Rational::from_float(x * w0).ok()?, Rational::from_float(y * w1).ok()?];
        let turns = |one: &[Rational; 2], other: &[Rational; 2]| {
            let ([a0, a1], [b0, b1]) = (one, other);
            !(a0 * b1 - a1 * b0).is_negative()
        };
        let direction = match (turns(&from, &direction), turns(&direction, &to)) {
            // Ends are exact as they stand; rounding may have moved an inner direction beyond one.
            (true, true) if tight.is_inside => direction,
            _ => {
                let [first, last] = *self.ends.get(tight.arc)?;
                if inner(first, tight.direction) >= inner(last, tight.direction) { from } else { to }
            }
        };
        let pivot = Seat::new(u32::try_from(arc.pivot).ok()?);
        Some(MedianLine { direction, pivot, weight })
    }
}

fn angle([x, y]: [f64; 2]) -> f64 {
    y.atan2(x)
}

/// The anchor and the two directions next to its opposite, with weights for which they sum to 0, or nearly so.
///
/// `sorted` is by angle. If 0 is in the convex hull of the directions, it is in that of such three, for some anchor.
fn around(anchor: &Tight, sorted: &[Tight], reach: f64) -> Vec<(Tight, f64)> {
    let [x, y] = anchor.direction;
    let back = angle([-x, -y]);
    let split = sorted.partition_point(|one| angle(one.direction) <= back);
    let before = split.checked_sub(1).and_then(|place| sorted.get(place)).or(sorted.last());
    let after = sorted.get(split).or(sorted.first());
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let [one, two, three] = [anchor, before, after].map(|tight| tight.direction);
    let three_lines = [turn(two, three), turn(three, one), turn(one, two)].map(|weight| weight.max(0.0));
    let sum: f64 = three_lines.iter().sum();
    // Of two opposite lines, rounding may leave no more than noise in the weights of three.
    let options = [three_lines.map(|weight| weight / sum), [0.5, 0.5, 0.0], [0.5, 0.0, 0.5]];
    let weighted = options.into_iter().filter(|weights| weights.iter().all(|weight| weight.is_finite()));
    let choices = weighted.map(|weights| {
        let lines = [anchor, before, after].into_iter().cloned().zip(weights);
        lines.filter(|(_, weight)| *weight > 0.0).collect::<Vec<_>>()
    });
    choices.max_by(|one, other| bound(one, reach).total_cmp(&bound(other, reach))).unwrap_or_default()
}

/// What lines prove about the radius, if no better centre is farther away than `reach`.
fn bound(chosen: &[(Tight, f64)], reach: f64) -> f64 {
    if chosen.is_empty() {
        return f64::NEG_INFINITY;
    }
    let (mut value, mut rest) = (0.0, [0.0; 2]);
    for (tight, weight) in chosen {
        value += weight * tight.value;
        let ([r0, r1], [u0, u1]) = (rest, tight.direction);
        rest = [r0 + weight * u0, r1 + weight * u1];
    }
    let [r0, r1] = rest;
    value - reach * r0.hypot(r1)
}

/// The centre of gravity of a convex region; `None` once it is too thin for floats.
fn gravity(region: &[[f64; 2]]) -> Option<[f64; 2]> {
    let [o0, o1] = *region.first()?;
    let (mut area, mut moment) = (0.0, [0.0; 2]);
    for ([a0, a1], [b0, b1]) in region.iter().zip(region.iter().skip(1)) {
        let (one, other) = ([a0 - o0, a1 - o1], [b0 - o0, b1 - o1]);
        let double = turn(one, other);
        area += double;
        let ([m0, m1], [p0, p1], [q0, q1]) = (moment, one, other);
        moment = [m0 + double * (p0 + q0), m1 + double * (p1 + q1)];
    }
    let [m0, m1] = moment;
    (area > 0.0).then(|| [o0 + m0 / (3.0 * area), o1 + m1 / (3.0 * area)])
}

/// The part of a convex region where u·(x − centre) ≤ 0.
fn behind(region: &[[f64; 2]], centre: [f64; 2], direction: [f64; 2]) -> Vec<[f64; 2]> {
    let height = |[x, y]: [f64; 2]| {
        let [c0, c1] = centre;
        inner([x - c0, y - c1], direction)
    };
    let mut kept = Vec::new();
    for (one, other) in region.iter().zip(region.iter().cycle().skip(1)) {
        let (here, there) = (height(*one), height(*other));
        if here <= 0.0 {
            kept.push(*one);
        }
        if (here < 0.0 && there > 0.0) || (here > 0.0 && there < 0.0) {
            let ([x0, x1], [y0, y1], share) = (*one, *other, here / (here - there));
            kept.push([x0 + share * (y0 - x0), x1 + share * (y1 - x1)]);
        }
    }
    kept
}
