//! Deadlock in a plane without a certificate, fast: signs in floats where these are certain.

use std::cmp::Ordering;

use willing_council::SimpleGame;
use willing_game::Rational;

/// Whether nothing beats the status quo. Weights of the dimensions play no part.
///
/// Just to the left of the direction a quarter turn left of xᵢ − q, member j gains if xⱼ is on the left of the line from q
/// to xᵢ; on the line, if xⱼ is on the other side of q. One turn further round, the other way. These directions are
/// all there are.
pub(super) fn is_deadlocked(game: &SimpleGame, ideals: &[[f64; 2]], status_quo: [f64; 2]) -> bool {
    let gains = |i: &[f64; 2], j: &[f64; 2], opposite: bool| {
        let side = match orientation(status_quo, *i, *j) {
            Ordering::Equal => along(status_quo, *i, *j).reverse(),
            side => side,
        };
        if opposite { side == Ordering::Less } else { side == Ordering::Greater }
    };
    // Who is at q gains nowhere, and makes no direction special.
    let is_away = |ideal: &&[f64; 2]| (*ideal).partial_cmp(&status_quo) != Some(Ordering::Equal);
    ideals.iter().filter(is_away).all(|i| {
        [false, true]
            .iter()
            .all(|opposite| !game.wins(|place| ideals.get(place).is_some_and(|j| gains(i, j, *opposite))))
    })
}

/// On which side of the line from q to a is b: greater on its left.
fn orientation([q0, q1]: [f64; 2], [a0, a1]: [f64; 2], [b0, b1]: [f64; 2]) -> Ordering {
    let (one, other) = ((a0 - q0) * (b1 - q1), (a1 - q1) * (b0 - q0));
    let (difference, size) = (one - other, one.abs() + other.abs());
    // Shewchuk (1997), Adaptive precision floating-point arithmetic and fast robust geometric predicates, §4.3: an error of
    // at most (3 + 16ε)ε, ε = 2⁻⁵³, of the sizes, if nothing underflows.
    if size > 1e-250 && size < 1e300 && difference.abs() > 4e-16 * size {
        return if difference > 0.0 { Ordering::Greater } else { Ordering::Less };
    }
    let minus = |x: f64, y: f64| {
        let exact = |value| Rational::from_float(value).unwrap_or_default();
        exact(x) - exact(y)
    };
    (minus(a0, q0) * minus(b1, q1)).cmp(&(minus(a1, q1) * minus(b0, q0)))
}

/// For points on one line through q: greater if a and b are on the same side of q, equal if one of them is q.
fn along([q0, q1]: [f64; 2], [a0, a1]: [f64; 2], [b0, b1]: [f64; 2]) -> Ordering {
    let side = |x: f64, q: f64| x.partial_cmp(&q).unwrap_or(Ordering::Equal);
    let product = |one: Ordering, other: Ordering| match one {
        Ordering::Less => other.reverse(),
        Ordering::Equal => Ordering::Equal,
        Ordering::Greater => other,
    };
    product(side(a0, q0), side(b0, q0)).then(product(side(a1, q1), side(b1, q1)))
}
