//! Pareto sets.

use num_bigint::BigInt;
use num_traits::Signed;
use willing_check::winset::{LineHull, Pivot, PlaneHull, Whose};
use willing_council::Seat;
use willing_council::spatial::{Line, Plane};

use super::circle::{Direction, cross, integer_points};

fn everyone(seats: usize) -> Vec<Seat> {
    (0u32..).map(Seat::new).take(seats).collect()
}

/// The Pareto set on a line, of everyone or of those with a veto (the *unanimity core*): the interval of their ideal points.
///
/// # Returns
///
/// `None` if nobody has a veto.
#[must_use]
pub fn line_hull(line: &Line, whose: Whose) -> Option<LineHull> {
    let members = match whose {
        Whose::Everyone => everyone(line.ideals().len()),
        Whose::VetoMembers => line.veto_seats(),
    };
    let pivots = || members.iter().filter_map(|seat| Some(Pivot { seat: *seat, ideal: line.ideal(*seat)? }));
    let order = |one: &Pivot, other: &Pivot| one.ideal.total_cmp(&other.ideal);
    Some(LineHull { whose, ends: [pivots().min_by(order)?, pivots().max_by(order)?] })
}

/// The Pareto set in a plane, of everyone or of those with a veto (the *unanimity core*): the convex hull of their ideal
/// points.
///
/// # Returns
///
/// Its corners, by Andrew's monotone chain in integers; `None` if nobody has a veto.
///
/// # Complexity
///
/// O(n log n).
///
/// # References
///
/// Tsebelis (2002), *Veto players*, chapter 1.
#[must_use]
pub fn plane_hull(plane: &Plane, whose: Whose) -> Option<PlaneHull> {
    let members = match whose {
        Whose::Everyone => everyone(plane.ideals().len()),
        Whose::VetoMembers => plane.veto_seats(),
    };
    let ideals: Vec<[f64; 2]> = members.iter().filter_map(|seat| plane.ideal(*seat)).collect();
    let mut points: Vec<(Direction, Seat)> = integer_points(&ideals).ok()?.into_iter().zip(members).collect();
    points.sort();
    points.dedup_by(|later, earlier| later.0 == earlier.0);
    let corners = match points.as_slice() {
        [] => return None,
        [(_, seat)] => vec![*seat],
        many => {
            let below = chain(many.iter());
            let above = chain(many.iter().rev());
            below.into_iter().chain(above).map(|(_, seat)| *seat).collect()
        }
    };
    Some(PlaneHull { whose, corners })
}

/// The corners on the right-hand side of a tour through sorted points, without the last.
fn chain<'a>(points: impl Iterator<Item = &'a (Direction, Seat)>) -> Vec<&'a (Direction, Seat)> {
    let mut kept: Vec<&(Direction, Seat)> = Vec::new();
    for point in points {
        while let [.., (before, _), (last, _)] = kept.as_slice() {
            if turn(before, last, &point.0).is_positive() {
                break;
            }
            kept.pop();
        }
        kept.push(point);
    }
    kept.pop();
    kept
}

/// Positive if the way from a to c by b turns left.
fn turn([a0, a1]: &Direction, [b0, b1]: &Direction, [c0, c1]: &Direction) -> BigInt {
    cross(&[b0 - a0, b1 - a1], &[c0 - b0, c1 - b1])
}
