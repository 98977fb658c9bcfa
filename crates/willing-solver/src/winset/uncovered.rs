//! Uncovered alternatives of a list.

use num_bigint::BigInt;
use willing_check::winset::{Covered, Covering, Defence, Uncovered, UncoveredSet};
use willing_council::spatial::Alternatives;

use super::Error;
use super::circle::{integer_points, integers};
use crate::Run;

/// Which alternatives of a list are uncovered.
///
/// x covers y if x beats y and, with [`Covering::Upward`], whatever beats x beats y; with [`Covering::Downward`], whatever
/// y beats x beats; by default both.
///
/// # Returns
///
/// [`UncoveredSet`]: the covered with one that covers each, the uncovered with a defence against all that beat them.
///
/// # Errors
///
/// [`Error::Cancelled`].
///
/// # Complexity
///
/// m² coalitions asked for and at most m³ comparisons of m alternatives; distances are compared in integers.
///
/// # References
///
/// Miller (1980), A new solution set for tournaments and majority voting; McKelvey (1986), Covering, dominance, and
/// institution-free properties of social choice.
///
/// # Example
///
/// ```
/// use willing_council::spatial::{Alternatives, Plane};
/// use willing_game::Certificate;
/// use willing_solver::winset::UncoveredSets;
///
/// let plane = Plane::under(&"2 of 3".parse()?, [[0.0, 0.0], [1.0, 0.0], [4.0, 0.0]], [0.0, 0.0])?;
/// let options = Alternatives::new(plane, [[0.0, 0.0], [1.0, 0.0], [9.0, 9.0]])?;
/// let set = UncoveredSets::new().solve(&options)?;
/// set.check(&options)?;
/// assert_eq!(set.uncovered.len(), 1); // the median
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct UncoveredSets {
    covering: Covering,
    run: Run,
}

impl UncoveredSets {
    /// Covering both upward and downward.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What covering means.
    #[must_use]
    pub fn covering(mut self, covering: Covering) -> Self {
        self.covering = covering;
        self
    }

    /// Stop and progress; one thread does it all.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The uncovered ones among the alternatives.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`].
    pub fn solve(&self, alternatives: &Alternatives) -> Result<UncoveredSet, Error> {
        let beats = self.beats(alternatives)?;
        let holds = |x: usize, y: usize| beats.get(x).and_then(|row| row.get(y)).copied().unwrap_or(false);
        let count = beats.len();
        let defence = |x: usize, y: usize| {
            (0..count).find(|z| {
                let upward = holds(*z, x) && !holds(*z, y);
                let downward = holds(y, *z) && !holds(x, *z);
                match self.covering {
                    Covering::Upward => upward,
                    Covering::Downward => downward,
                    Covering::Both => upward || downward,
                }
            })
        };
        let mut set = UncoveredSet { covering: self.covering, uncovered: Vec::new(), covered: Vec::new() };
        for alternative in 0..count {
            if self.run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            self.run.report("alternatives", alternative as u64, count as u64);
            let mut defences = Vec::new();
            let against = (0..count).filter(|x| holds(*x, alternative));
            let mut covered = None;
            for x in against {
                match defence(x, alternative) {
                    Some(by) => defences.push(Defence { against: x, by }),
                    None => covered = covered.or(Some(Covered { alternative, by: x })),
                }
            }
            match covered {
                Some(covered) => set.covered.push(covered),
                None => set.uncovered.push(Uncovered { alternative, defences }),
            }
        }
        Ok(set)
    }

    /// By x, then y: whether x beats y.
    fn beats(&self, alternatives: &Alternatives) -> Result<Vec<Vec<bool>>, Error> {
        let plane = alternatives.plane();
        let mut points = plane.ideals().to_vec();
        points.extend(alternatives.points());
        let points = integer_points(&points)?;
        let weights = integers(plane.weights())?;
        let (ideals, points) = points.split_at_checked(plane.ideals().len()).unwrap_or_default();
        let square = |[p0, p1]: &[BigInt; 2], [x0, x1]: &[BigInt; 2]| {
            let differences = [p0 - x0, p1 - x1];
            differences.iter().zip(&weights).map(|(one, weight)| one * one * weight).sum::<BigInt>()
        };
        let distances: Vec<Vec<BigInt>> =
            points.iter().map(|point| ideals.iter().map(|ideal| square(point, ideal)).collect()).collect();
        let mut table = Vec::new();
        for mine in &distances {
            if self.run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let beats = |yours: &Vec<BigInt>| plane.game().wins(|place| mine.get(place) < yours.get(place));
            table.push(distances.iter().map(beats).collect());
        }
        Ok(table)
    }
}
