//! Winsets in a plane.

use num_traits::Signed;
use willing_check::winset::{PlaneWinset, Sector};
use willing_council::Seat;
use willing_council::spatial::Plane;

use super::Error;
use super::area::{Seen, area, inner, unit};
use super::circle::{Circle, Direction, axes, cross, dot, integer_pulls, left, rational};
use crate::Run;

/// All that beats the status quo in a plane.
///
/// The circles of points that members find as good as the status quo q all pass through q. In direction u, of length 1,
/// member i gains up to 2 u·(xᵢ − q): the winset is star-shaped, and in each direction reaches to the circle of the
/// pivot, the last member, in the order of falling reach, who with those before it wins. One walk round all directions
/// finds where the pivot changes.
///
/// # Returns
///
/// [`PlaneWinset`]: sectors with their pivots, and the area. It is empty iff no sector has a pivot.
///
/// # Errors
///
/// [`Error::Cancelled`].
///
/// # Complexity
///
/// O(n log n) in integers and O(log n) coalitions asked for at each of the directions at which somebody comes level with
/// the pivot: at most O(n²), in practice few times n.
///
/// # Numerics
///
/// Sectors and pivots are exact. The area is a sum of closed formulas in floats; its error is stated, and about 10⁻¹⁴
/// times the squares of the distances between ideal points and status quo.
///
/// # References
///
/// Shepsle & Weingast (1984), Uncovered sets and sophisticated voting outcomes; Miller, Grofman & Feld (1989), The
/// geometry of majority rule.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Plane;
/// use willing_game::Certificate;
/// use willing_solver::winset::PlaneWinsets;
///
/// let two = Plane::under(&"2 of 2".parse()?, [[2.0, 0.0], [0.0, 2.0]], [0.0, 0.0])?;
/// let winset = PlaneWinsets::new().solve(&two)?;
/// winset.check(&two)?;
/// assert!((winset.area - (2.0 * std::f64::consts::PI - 4.0)).abs() < 1e-13); // a lens
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PlaneWinsets {
    run: Run,
}

impl PlaneWinsets {
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

    /// The winset of the plane's status quo.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`].
    pub fn solve(&self, plane: &Plane) -> Result<PlaneWinset, Error> {
        let pulls = integer_pulls(plane)?;
        let sectors = if plane.game().wins(|_| true) {
            self.sectors(&Circle { game: plane.game(), vectors: pulls })?
        } else {
            round(None)
        };
        let seen = Seen::of(plane);
        let (mut sum, mut error) = (0.0, 0.0);
        for (from, to, pivot) in &sectors {
            let Some(pull) = pivot.and_then(|pivot| seen.pulls.get(pivot)) else { continue };
            sum += area(*pull, unit(from, seen.stretch), unit(to, seen.stretch));
            error += 64.0 * f64::EPSILON * inner(*pull, *pull);
        }
        let evidence = sectors.into_iter().map(|(from, to, pivot)| Sector {
            from: rational(&from),
            to: rational(&to),
            pivot: pivot.and_then(|pivot| u32::try_from(pivot).ok()).map(Seat::new),
        });
        Ok(PlaneWinset {
            sectors: evidence.collect(),
            area: seen.unseen_area(sum).max(0.0),
            area_error: seen.unseen_area(error),
        })
    }

    fn sectors(&self, circle: &Circle<'_>) -> Result<Vec<Span>, Error> {
        // Where the pivot's pull vanishes, the winset ends or begins.
        let arcs = circle.walk(&self.run, |pull| Some(left(pull)))?;
        let mut spans: Vec<Span> = Vec::new();
        for arc in arcs {
            let is_pulled = circle.vectors.get(arc.pivot).is_some_and(|pull| {
                let ends = [dot(pull, &arc.from), dot(pull, &arc.to)];
                ends.iter().all(|end| !end.is_negative()) && ends.iter().any(Signed::is_positive)
            });
            if is_pulled {
                spans.push((arc.from, arc.to, Some(arc.pivot)));
                continue;
            }
            match spans.last_mut() {
                Some((from, to, None)) if is_gap(circle, from, &arc.to) => *to = arc.to,
                _ => spans.push((arc.from, arc.to, None)),
            }
        }
        Ok(spans)
    }
}

/// From one direction to another, and the pivot if anything there beats the status quo.
type Span = (Direction, Direction, Option<usize>);

/// Whether those who gain in no direction between these block.
fn is_gap(circle: &Circle<'_>, from: &Direction, to: &Direction) -> bool {
    let gains = |place: usize| {
        circle
            .vectors
            .get(place)
            .is_some_and(|pull| dot(pull, from).is_positive() || dot(pull, to).is_positive())
    };
    cross(from, to).is_positive() && !circle.game.wins(gains)
}

/// The four quarters.
fn round(pivot: Option<usize>) -> Vec<Span> {
    let axes = axes();
    let ends = axes.iter().cycle().skip(1);
    axes.iter().zip(ends).map(|(from, to)| (from.clone(), to.clone(), pivot)).collect()
}
