//! Once round all directions, in integers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use willing_council::SimpleGame;
use willing_council::spatial::Plane;
use willing_game::Rational;

use super::Error;
use crate::Run;

/// A vector of integers; of a direction the length means nothing.
pub(crate) type Direction = [BigInt; 2];

pub(crate) fn dot([a0, a1]: &Direction, [b0, b1]: &Direction) -> BigInt {
    a0 * b0 + a1 * b1
}

pub(crate) fn cross([a0, a1]: &Direction, [b0, b1]: &Direction) -> BigInt {
    a0 * b1 - a1 * b0
}

/// A quarter turn to the left.
pub(crate) fn left([x, y]: &Direction) -> Direction {
    [-y, x.clone()]
}

fn opposite([x, y]: &Direction) -> Direction {
    [-x, -y]
}

/// The shortest vector of integers in the same direction.
pub(crate) fn primitive([x, y]: Direction) -> Direction {
    let divisor = x.gcd(&y);
    if divisor.is_zero() || divisor.is_one() { [x, y] } else { [x / &divisor, y / divisor] }
}

pub(crate) fn rational(direction: &Direction) -> [Rational; 2] {
    direction.clone().map(Rational::from)
}

/// The directions of the axes, once round: with them, no step turns by more than a right angle.
pub(crate) fn axes() -> [Direction; 4] {
    let (zero, one) = (BigInt::zero, BigInt::one);
    [[one(), zero()], [zero(), one()], [-one(), zero()], [zero(), -one()]]
}

/// The first of these directions and of their opposites to the left of `from`, by less than half a turn.
pub(crate) fn next<'a>(
    from: &Direction,
    candidates: impl Iterator<Item = std::borrow::Cow<'a, Direction>>,
) -> Option<Direction> {
    let mut best: Option<Direction> = None;
    for candidate in candidates {
        let turn = cross(from, &candidate);
        let ahead = match turn.sign() {
            num_bigint::Sign::Plus => candidate.into_owned(),
            num_bigint::Sign::Minus => opposite(&candidate),
            num_bigint::Sign::NoSign => continue,
        };
        if best.as_ref().is_none_or(|best| cross(&ahead, best).is_positive()) {
            best = Some(ahead);
        }
    }
    best.map(primitive)
}

/// Floats as integers, all multiplied by the same power of two.
pub(super) fn integers(values: impl IntoIterator<Item = f64>) -> Result<Vec<BigInt>, Error> {
    let exact = |value| Rational::from_float(value).map_err(|_| Error::NotFinite { value });
    let fractions = values.into_iter().map(exact).collect::<Result<Vec<Rational>, Error>>()?;
    // Denominators are powers of two: the largest is a multiple of all.
    let common = fractions.iter().map(Rational::denominator).max().cloned().unwrap_or_else(BigInt::one);
    Ok(fractions.iter().map(|one| one.numerator() * (&common / one.denominator())).collect())
}

/// Points as integers, all multiplied by the same power of two.
pub(super) fn integer_points(points: &[[f64; 2]]) -> Result<Vec<Direction>, Error> {
    let mut all = integers(points.iter().flatten().copied())?.into_iter();
    Ok(std::iter::from_fn(|| Some([all.next()?, all.next()?])).collect())
}

/// W(xᵢ − q) for each member, all multiplied by the same number.
pub(crate) fn integer_pulls(plane: &Plane) -> Result<Vec<Direction>, Error> {
    let mut points = plane.ideals().to_vec();
    points.push(plane.status_quo());
    let mut points = integer_points(&points)?;
    let weights = integers(plane.weights())?;
    let (Some([q0, q1]), [w0, w1]) = (points.pop(), weights.as_slice()) else { return Ok(Vec::new()) };
    Ok(points.into_iter().map(|[x, y]| [(x - &q0) * w0, (y - &q1) * w1]).collect())
}

/// Directions from one to another, and the member who is the pivot in all of them.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    pub(super) from: Direction,
    pub(super) to: Direction,
    pub(super) pivot: usize,
}

/// Vectors of members, and who wins.
///
/// The *pivot* in direction u is the last member, in the order of falling components in that direction, that those before it
/// need to win.
pub(super) struct Circle<'a> {
    pub(super) game: &'a SimpleGame,
    pub(super) vectors: Vec<Direction>,
}

impl Circle<'_> {
    /// The pivot just to the left of a direction, for members of whom not all together lose.
    ///
    /// Members with the same component in this direction are in the order of their components a quarter turn to the left:
    /// their order after a small turn.
    pub(super) fn pivot_after(&self, direction: &Direction) -> Option<usize> {
        let sideways = left(direction);
        let mut order: Vec<(BigInt, BigInt, usize)> = self
            .vectors
            .iter()
            .enumerate()
            .map(|(place, vector)| (-dot(vector, direction), -dot(vector, &sideways), place))
            .collect();
        order.sort_unstable();
        let mut rank = vec![0; order.len()];
        for (position, (_, _, place)) in order.iter().enumerate() {
            if let Some(entry) = rank.get_mut(*place) {
                *entry = position;
            }
        }
        // The fewest in this order that win.
        let (mut losing, mut winning) = (0, order.len());
        while losing + 1 < winning {
            let middle = usize::midpoint(losing, winning);
            if self.game.wins(|place| rank.get(place).is_some_and(|rank| *rank < middle)) {
                winning = middle;
            } else {
                losing = middle;
            }
        }
        order.get(winning.checked_sub(1)?).map(|(_, _, place)| *place)
    }

    /// Once round from the first axis: a new arc wherever a member comes level with the pivot; `also` gives directions,
    /// for a pivot, at which an arc ends too.
    pub(super) fn walk(
        &self,
        run: &Run,
        also: impl Fn(&Direction) -> Option<Direction>,
    ) -> Result<Vec<Arc>, Error> {
        use std::borrow::Cow;
        let axes = axes();
        let [start, ..] = &axes;
        let mut arcs: Vec<Arc> = Vec::new();
        let mut from = start.clone();
        loop {
            if run.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let Some(pivot) = self.pivot_after(&from) else { return Ok(arcs) };
            let Some(own) = self.vectors.get(pivot) else { return Ok(arcs) };
            let level = self.vectors.iter().map(|[x, y]| {
                let [x0, y0] = own;
                Cow::Owned(left(&[x - x0, y - y0]))
            });
            let candidates = level.chain(also(own).map(Cow::Owned)).chain(axes.iter().map(Cow::Borrowed));
            let Some(to) = next(&from, candidates) else { return Ok(arcs) };
            let [x, y] = &to;
            let is_round = y.is_zero() && x.is_positive();
            arcs.push(Arc { from, to: to.clone(), pivot });
            run.report("directions", arcs.len() as u64, 0);
            if is_round {
                return Ok(self.merged(arcs, also));
            }
            from = to;
        }
    }

    /// Neighbouring arcs of one pivot as one, where the same members stay ahead of it or level with it and no arc ends for
    /// another reason.
    fn merged(&self, arcs: Vec<Arc>, also: impl Fn(&Direction) -> Option<Direction>) -> Vec<Arc> {
        let ends = |arc: &Arc| {
            let end = self.vectors.get(arc.pivot).and_then(&also);
            end.is_some_and(|end| cross(&end, &arc.to).is_zero())
        };
        let mut kept: Vec<Arc> = Vec::new();
        for arc in arcs {
            match kept.last_mut() {
                Some(last)
                    if last.pivot == arc.pivot
                        && !ends(last)
                        && self.is_pivot(last.pivot, &last.from, &arc.to) =>
                {
                    last.to = arc.to;
                }
                _ => kept.push(arc),
            }
        }
        kept
    }

    fn is_pivot(&self, pivot: usize, from: &Direction, to: &Direction) -> bool {
        let Some([x0, y0]) = self.vectors.get(pivot) else { return false };
        let leads: Vec<[BigInt; 2]> = self
            .vectors
            .iter()
            .map(|[x, y]| {
                let lead = [x - x0, y - y0];
                [dot(&lead, from), dot(&lead, to)]
            })
            .collect();
        let all = |place: usize, holds: fn(&BigInt) -> bool| {
            leads.get(place).is_some_and(|lead| lead.iter().all(holds))
        };
        cross(from, to).is_positive()
            && self.game.wins(|place| all(place, |lead| !lead.is_negative()))
            && !self.game.wins(|place| !all(place, |lead| !lead.is_positive()))
    }
}
