//! Uncovered alternatives of a list.

use willing_council::spatial::{Alternatives, Plane};
use willing_game::{Certificate, Rational};

use super::Violation;
use super::circle::{Vector, exact_point};

/// When x covers y. They differ only where some pairs are tied; in all of them x beats y.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Covering {
    /// Whatever beats x beats y.
    Upward,
    /// Whatever y beats, x beats.
    Downward,
    /// Both.
    #[default]
    Both,
}

/// An alternative that is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Covered {
    /// Its place in the list of points.
    pub alternative: usize,
    /// One that covers it.
    pub by: usize,
}

/// Why x, which beats y, does not cover it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Defence {
    /// x.
    pub against: usize,
    /// One that beats x but not y, or that y beats but x does not.
    pub by: usize,
}

/// An alternative that is uncovered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Uncovered {
    /// Its place in the list of points.
    pub alternative: usize,
    /// A defence against each that beats it.
    pub defences: Vec<Defence>,
}

/// Which alternatives are covered, and which are not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct UncoveredSet {
    /// What covering means.
    pub covering: Covering,
    /// The uncovered ones, ascending.
    pub uncovered: Vec<Uncovered>,
    /// The others, ascending.
    pub covered: Vec<Covered>,
}

/// Who beats whom, in exact arithmetic.
struct Beats {
    /// By alternative x, then y: whether x beats y.
    table: Vec<Vec<bool>>,
}

impl Beats {
    fn of(alternatives: &Alternatives) -> Result<Self, Violation> {
        let plane = alternatives.plane();
        let points: Vec<Vector> =
            alternatives.points().iter().map(|point| exact_point(*point)).collect::<Result<_, _>>()?;
        let distances = points.iter().map(|point| distances(plane, point)).collect::<Result<Vec<_>, _>>()?;
        let row = |x: &Vec<Rational>| {
            let prefers = |y: &Vec<Rational>, place: usize| {
                x.get(place).zip(y.get(place)).is_some_and(|(mine, yours)| mine < yours)
            };
            distances.iter().map(|y| plane.game().wins(|place| prefers(y, place))).collect()
        };
        Ok(Self { table: distances.iter().map(row).collect() })
    }

    fn holds(&self, x: usize, y: usize) -> bool {
        self.table.get(x).and_then(|row| row.get(y)).copied().unwrap_or(false)
    }

    /// Whether z shows that x does not cover y.
    fn defends(&self, covering: Covering, x: usize, y: usize, z: usize) -> bool {
        let upward = self.holds(z, x) && !self.holds(z, y);
        let downward = self.holds(y, z) && !self.holds(x, z);
        match covering {
            Covering::Upward => upward,
            Covering::Downward => downward,
            Covering::Both => upward || downward,
        }
    }
}

/// Squares of the distances from each member.
fn distances(plane: &Plane, point: &Vector) -> Result<Vec<Rational>, Violation> {
    let [w0, w1] = exact_point(plane.weights())?;
    let square = |ideal: &[f64; 2]| {
        let ([x0, x1], [p0, p1]) = (exact_point(*ideal)?, point);
        let (d0, d1) = (p0 - x0, p1 - x1);
        Ok(&w0 * &d0 * &d0 + &w1 * &d1 * &d1)
    };
    plane.ideals().iter().map(square).collect()
}

impl Certificate<Alternatives> for UncoveredSet {
    type Violation = Violation;

    /// Exact: m² comparisons of m alternatives, then O(m) for each of them.
    fn check(&self, alternatives: &Alternatives) -> Result<(), Violation> {
        let count = alternatives.points().len();
        let mut places: Vec<usize> = self.uncovered.iter().map(|one| one.alternative).collect();
        places.extend(self.covered.iter().map(|one| one.alternative));
        places.sort_unstable();
        let missing = places.iter().copied().chain([count]).enumerate().find(|(want, got)| want != got);
        if let Some((alternative, _)) = missing {
            return Err(Violation::Alternative { alternative });
        }
        let beats = Beats::of(alternatives)?;
        for &Covered { alternative, by } in &self.covered {
            let mut others = 0..count;
            let refuted = others.any(|z| beats.defends(self.covering, by, alternative, z));
            if !beats.holds(by, alternative) || refuted {
                return Err(Violation::NotCovering { alternative, by });
            }
        }
        for Uncovered { alternative, defences } in &self.uncovered {
            let mut ready = vec![false; count];
            for &Defence { against, by } in defences {
                if let Some(one) = ready.get_mut(against) {
                    *one |= beats.defends(self.covering, against, *alternative, by);
                }
            }
            let open =
                ready.iter().enumerate().find(|(by, ready)| !**ready && beats.holds(*by, *alternative));
            if let Some((by, _)) = open {
                return Err(Violation::NoDefence { alternative: *alternative, by });
            }
        }
        Ok(())
    }
}
