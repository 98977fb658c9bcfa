//! In a plane.

use std::borrow::Cow;

use num_traits::Signed;
use willing_check::deadlock::{BlockedSector, PlaneDeadlock, PlaneWinner};
use willing_council::Seat;
use willing_council::spatial::Plane;
use willing_game::{Rational, Verdict};

use super::Error;
use crate::winset::{Direction, axes, cross, dot, integer_pulls, left, next, rational};

/// Whether nothing beats the status quo in a plane, exactly.
///
/// Member i gains by small moves in direction u iff u·W(xᵢ − q) > 0. Who gains changes only at right angles to the pulls
/// W(xᵢ − q): nothing beats q iff in none of the directions between two of these those who gain win.
///
/// # Returns
///
/// `Exists` if nothing does: once round, who blocks in each sector. `Impossible`: a point that beats it, and who carries it.
///
/// # Errors
///
/// None for a plane that was built; [`Error::NotFinite`] for completeness.
///
/// # Complexity
///
/// O(n²) in integers, and O(n) coalitions asked for.
///
/// # References
///
/// Plott (1967), A notion of equilibrium and its possibility under majority rule.
///
/// # Example
///
/// ```
/// use willing_council::spatial::Plane;
/// use willing_game::Certificate;
/// use willing_solver::deadlock::in_plane;
///
/// let corners = [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]];
/// let all = Plane::under(&"3 of 3".parse()?, corners, [2.0, 2.0])?; // between two of them
/// in_plane(&all)?.found()?.check(&all)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn in_plane(plane: &Plane) -> Result<Verdict<PlaneDeadlock, PlaneWinner>, Error> {
    let pulls = integer_pulls(plane)?;
    let critical: Vec<Direction> = pulls.iter().map(left).chain(axes()).collect();
    let [start, ..] = axes();
    let mut sectors: Vec<(Direction, Direction)> = Vec::new();
    let mut open: Vec<(Direction, Direction)> = Vec::new();
    let mut from = start;
    // Once round, by steps of at most a right angle, ending at the axis where it started.
    while let Some(to) = next(&from, critical.iter().map(Cow::Borrowed)) {
        if blocks(plane, &pulls, &from, &to) {
            match sectors.last_mut() {
                Some((first, last))
                    if cross(first, &to).is_positive() && blocks(plane, &pulls, first, &to) =>
                {
                    last.clone_from(&to);
                }
                _ => sectors.push((from, to.clone())),
            }
        } else {
            open.push((from, to.clone()));
        }
        let [x, y] = &to;
        if x.is_positive() && y.sign() == num_bigint::Sign::NoSign {
            break;
        }
        from = to;
    }
    if let Some(winner) = winner(plane, &pulls, &open) {
        return Ok(Verdict::Impossible(winner));
    }
    let sectors = sectors.into_iter().map(|(from, to)| {
        let blockers = seats(&pulls, |pull| !gains(pull, &from, &to));
        BlockedSector { from: rational(&from), to: rational(&to), blockers }
    });
    Ok(Verdict::Exists(PlaneDeadlock { sectors: sectors.collect() }))
}

/// Whether a member gains in some direction of the sector.
fn gains(pull: &Direction, from: &Direction, to: &Direction) -> bool {
    dot(pull, from).is_positive() || dot(pull, to).is_positive()
}

/// Whether those who gain nowhere in the sector block.
fn blocks(plane: &Plane, pulls: &[Direction], from: &Direction, to: &Direction) -> bool {
    !plane.game().wins(|place| pulls.get(place).is_some_and(|pull| gains(pull, from, to)))
}

fn seats(pulls: &[Direction], is_member: impl Fn(&Direction) -> bool) -> Vec<Seat> {
    let members = (0u32..).map(Seat::new).zip(pulls).filter(|(_, pull)| is_member(pull));
    members.map(|(seat, _)| seat).collect()
}

/// A point that beats the status quo in one of these sectors, all of which hold some: with coordinates that are floats if
/// such a point is found, half as far out as the members who carry it gain.
fn winner(plane: &Plane, pulls: &[Direction], open: &[(Direction, Direction)]) -> Option<PlaneWinner> {
    let exact: Vec<PlaneWinner> =
        open.iter().filter_map(|(from, to)| between(plane, pulls, from, to)).collect();
    let status_quo = point(plane.status_quo())?;
    let far = |one: &PlaneWinner| {
        let ([x, y], [q0, q1]) = (&one.point, &status_quo);
        (x - q0).to_f64().hypot((y - q1).to_f64())
    };
    let best = exact.into_iter().max_by(|one, other| far(one).total_cmp(&far(other)))?;
    let near = best.point.each_ref().map(Rational::to_f64);
    let rounded = PlaneWinner { point: point(near)?, coalition: best.coalition.clone() };
    Some(if willing_game::Certificate::check(&rounded, plane).is_ok() { rounded } else { best })
}

/// In the middle of a sector: q + t u for u between its ends and the t at which the coalition has half of its reach.
fn between(plane: &Plane, pulls: &[Direction], from: &Direction, to: &Direction) -> Option<PlaneWinner> {
    let size = |[x, y]: &Direction| x.abs().max(y.abs());
    let (long, short) = (size(to), size(from));
    let ([f0, f1], [t0, t1]) = (from, to);
    let direction: Direction = [f0 * &long + t0 * &short, f1 * &long + t1 * &short];
    let members = |pull: &Direction| dot(pull, &direction).is_positive();
    let coalition = seats(pulls, members);
    if !plane.game().wins(|place| pulls.get(place).is_some_and(members)) {
        return None;
    }
    let direction = rational(&direction);
    let ([u0, u1], [w0, w1]) = (&direction, &point(plane.weights())?);
    let square = w0 * u0 * u0 + w1 * u1 * u1;
    let status_quo = point(plane.status_quo())?;
    let [q0, q1] = &status_quo;
    let reach = |seat: &Seat| {
        let [x0, x1] = point(plane.ideal(*seat)?)?;
        (w0 * &(x0 - q0) * u0 + w1 * &(x1 - q1) * u1).over(&square)
    };
    let step = coalition.iter().filter_map(reach).min()?;
    Some(PlaneWinner { point: [q0 + &step * u0, q1 + &step * u1], coalition })
}

fn point([x, y]: [f64; 2]) -> Option<[Rational; 2]> {
    Some([Rational::from_float(x).ok()?, Rational::from_float(y).ok()?])
}
