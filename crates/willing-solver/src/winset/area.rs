//! Circles through the status quo in polar coordinates.

use willing_council::spatial::Plane;

use super::circle::{Direction, rational};

/// The plane as seen from its status quo, in coordinates in which distances are Euclidean.
pub(super) struct Seen {
    /// √W.
    pub(super) stretch: [f64; 2],
    /// √W (xᵢ − q).
    pub(super) pulls: Vec<[f64; 2]>,
    status_quo: [f64; 2],
}

impl Seen {
    pub(super) fn of(plane: &Plane) -> Self {
        let mut seen = Self {
            stretch: plane.weights().map(f64::sqrt),
            pulls: Vec::new(),
            status_quo: plane.status_quo(),
        };
        seen.pulls = plane.ideals().iter().map(|ideal| seen.point(*ideal)).collect();
        seen
    }

    pub(super) fn point(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let ([q0, q1], [across, up]) = (self.status_quo, self.stretch);
        [(x - q0) * across, (y - q1) * up]
    }

    /// Back in the plane.
    pub(super) fn unseen(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let ([q0, q1], [across, up]) = (self.status_quo, self.stretch);
        [q0 + x / across, q1 + y / up]
    }

    /// The area in the plane of an area seen.
    pub(super) fn unseen_area(&self, area: f64) -> f64 {
        let [across, up] = self.stretch;
        area / (across * up)
    }
}

/// A direction of length 1 in stretched coordinates.
pub(super) fn unit(direction: &Direction, [across, up]: [f64; 2]) -> [f64; 2] {
    let [x, y] = rational(direction);
    let largest = x.abs().max(y.abs());
    let part = |one: willing_game::Rational| one.over(&largest).map_or(0.0, |part| part.to_f64());
    normal([part(x) * across, part(y) * up])
}

pub(super) fn normal([x, y]: [f64; 2]) -> [f64; 2] {
    let length = x.hypot(y);
    if length > 0.0 { [x / length, y / length] } else { [0.0, 0.0] }
}

pub(super) fn inner([a0, a1]: [f64; 2], [b0, b1]: [f64; 2]) -> f64 {
    a0 * b0 + a1 * b1
}

pub(super) fn turn([a0, a1]: [f64; 2], [b0, b1]: [f64; 2]) -> f64 {
    a0 * b1 - a1 * b0
}

/// The area between two directions from the origin up to the circle around `center` through it:
/// ½ ∫ (2ρ cos φ)² dφ = ρ² (β − α) + ρ² sin(β − α) cos(α + β), angles from the centre's direction.
pub(super) fn area(center: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let sine = turn(from, to);
    let angle = sine.atan2(inner(from, to));
    let cosine_of_sum = inner(center, from) * inner(center, to) - turn(center, from) * turn(center, to);
    inner(center, center) * angle + cosine_of_sum * sine
}
