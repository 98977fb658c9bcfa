//! Directions, and sectors that go round once.

use willing_council::spatial::Plane;
use willing_council::{Seat, SimpleGame};
use willing_game::Rational;

use super::Violation;

/// A vector in exact numbers.
pub(crate) type Vector = [Rational; 2];

/// All directions from one to another, to the left, by less than half a turn; and who is the pivot in them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Sector {
    /// The first direction, of any length.
    pub from: [Rational; 2],
    /// The last direction, of any length.
    pub to: [Rational; 2],
    /// The pivot; `None` if nobody is needed to know: nothing in these directions beats the status quo.
    pub pivot: Option<Seat>,
}

pub(crate) fn dot(a: &Vector, b: &Vector) -> Rational {
    let ([a0, a1], [b0, b1]) = (a, b);
    a0 * b0 + a1 * b1
}

pub(crate) fn cross(a: &Vector, b: &Vector) -> Rational {
    let ([a0, a1], [b0, b1]) = (a, b);
    a0 * b1 - a1 * b0
}

pub(crate) fn minus(a: &Vector, b: &Vector) -> Vector {
    let ([a0, a1], [b0, b1]) = (a, b);
    [a0 - b0, a1 - b1]
}

/// The exact value of a number.
pub(crate) fn number(value: f64) -> Result<Rational, Violation> {
    Rational::from_float(value).map_err(|_| Violation::NotFinite { value })
}

pub(crate) fn exact_point(point: [f64; 2]) -> Result<Vector, Violation> {
    let [x, y] = point;
    Ok([number(x)?, number(y)?])
}

/// W(xᵢ − q) for each member.
pub(crate) fn pulls(plane: &Plane) -> Result<Vec<Vector>, Violation> {
    let status_quo = exact_point(plane.status_quo())?;
    let weights = exact_point(plane.weights())?;
    let pull = |ideal: &[f64; 2]| {
        let [x, y] = minus(&exact_point(*ideal)?, &status_quo);
        let [across, up] = &weights;
        Ok([x * across, y * up])
    };
    plane.ideals().iter().map(pull).collect()
}

/// Whether the sectors go round once: each turns left by less than half a turn and starts where the one before ends.
///
/// As all turn left, they go round as often as they pass one given direction.
pub(crate) fn check_circle<'a>(
    sectors: impl Iterator<Item = (&'a Vector, &'a Vector)> + Clone,
) -> Result<(), Violation> {
    let axis = [Rational::one(), Rational::zero()];
    let mut turns = 0;
    let successors = sectors.clone().skip(1).chain(sectors.clone().take(1));
    for (place, ((from, to), (next, _))) in sectors.zip(successors).enumerate() {
        let joined = cross(to, next).is_zero() && dot(to, next).is_positive();
        if !cross(from, to).is_positive() || !joined {
            return Err(Violation::NotJoined { sector: place });
        }
        if !cross(from, &axis).is_negative() && cross(&axis, to).is_positive() {
            turns += 1;
        }
    }
    if turns == 1 { Ok(()) } else { Err(Violation::Turns { turns }) }
}

/// Whether `pivot` is the pivot of these vectors in every direction of the sector: those with at least its component win,
/// those with more do not.
pub(crate) fn check_pivot(
    game: &SimpleGame,
    vectors: &[Vector],
    sector: &Sector,
    pivot: Seat,
) -> Result<(), Violation> {
    let own = vectors.get(pivot.place()).ok_or(Violation::NoSuchSeat { seat: pivot })?;
    let (mut at_least, mut at_most) = (Vec::new(), Vec::new());
    for vector in vectors {
        let lead = minus(vector, own);
        let ends = [dot(&lead, &sector.from), dot(&lead, &sector.to)];
        at_least.push(ends.iter().all(|end| !end.is_negative()));
        at_most.push(ends.iter().all(|end| !end.is_positive()));
    }
    let is_in = |list: &[bool], place: usize| list.get(place).copied().unwrap_or(false);
    if game.wins(|place| is_in(&at_least, place)) && !game.wins(|place| !is_in(&at_most, place)) {
        Ok(())
    } else {
        Err(Violation::NotPivot { seat: pivot })
    }
}

/// Whether everybody but these members loses: whether they block.
pub(crate) fn check_others_lose(game: &SimpleGame, blockers: &[Seat]) -> Result<(), Violation> {
    let mut blocks = vec![false; game.seats()];
    for seat in blockers {
        if let Some(entry) = blocks.get_mut(seat.place()) {
            *entry = true;
        }
    }
    let others = |place: usize| !blocks.get(place).copied().unwrap_or(false);
    if game.wins(others) { Err(Violation::NotBlocking) } else { Ok(()) }
}

/// A direction as a float of length 1, in coordinates stretched by these factors. Never 0 by underflow: the exact direction
/// is first divided by its larger component.
pub(crate) fn unit(direction: &Vector, stretch: [f64; 2]) -> [f64; 2] {
    let [x, y] = direction;
    let largest = x.abs().max(y.abs());
    let part = |one: &Rational| one.over(&largest).map_or(0.0, |part| part.to_f64());
    let [across, up] = stretch;
    let (x, y) = (part(x) * across, part(y) * up);
    let length = x.hypot(y);
    [x / length, y / length]
}

pub(crate) fn dot_floats(a: [f64; 2], b: [f64; 2]) -> f64 {
    let ([a0, a1], [b0, b1]) = (a, b);
    a0 * b0 + a1 * b1
}

pub(crate) fn cross_floats(a: [f64; 2], b: [f64; 2]) -> f64 {
    let ([a0, a1], [b0, b1]) = (a, b);
    a0 * b1 - a1 * b0
}
