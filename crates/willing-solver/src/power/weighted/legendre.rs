//! Nodes and weights of Gauss and Legendre.

use std::f64::consts::PI;

use super::double::Double;

/// Newton steps: the guess is off by less than 10⁻², each step squares that, until 10⁻³⁰ or so.
const STEPS: usize = 6;

/// A node in −1 .. 1 and its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) place: f64,
    pub(super) weight: f64,
}

/// The m nodes that integrate every polynomial of degree 2m − 1 over −1 .. 1 exactly, in descending order.
///
/// Found in double precision and then rounded, so that each number is within one unit in its last place.
pub(super) fn nodes(count: usize) -> Vec<Node> {
    (0..count).map(|index| node(count, index)).collect()
}

fn node(count: usize, index: usize) -> Node {
    let guess = (PI * (index as f64 + 0.75) / (count as f64 + 0.5)).cos();
    let mut place = Double::new(guess);
    for _ in 0..STEPS {
        let (value, slope) = polynomial(count, place);
        place = place.minus(value.over(slope));
    }
    let (_, slope) = polynomial(count, place);
    let weight = Double::new(2.0).over(Double::new(1.0).minus(place.times(place)).times(slope).times(slope));
    Node { place: place.high, weight: weight.high }
}

/// Legendre's polynomial of this degree, at least 1, and its derivative.
fn polynomial(degree: usize, x: Double) -> (Double, Double) {
    let (mut before, mut value) = (Double::new(1.0), x);
    for k in 1..degree {
        let k = k as f64;
        let next = Double::new(2.0 * k + 1.0).times(x).times(value).minus(Double::new(k).times(before));
        (before, value) = (value, next.over(Double::new(k + 1.0)));
    }
    // (1 − x²) P′ = m (P_{m−1} − x P_m)
    let slope = Double::new(degree as f64).times(before.minus(x.times(value)));
    (value, slope.over(Double::new(1.0).minus(x.times(x))))
}

#[cfg(test)]
mod tests {
    use super::nodes;

    #[test]
    fn powers_are_integrated_exactly_up_to_twice_the_nodes() {
        for count in [1, 2, 3, 10, 40, 101] {
            let nodes = nodes(count);
            for power in 0..2 * count {
                let sum: f64 = nodes
                    .iter()
                    .map(|node| node.weight * node.place.powi(i32::try_from(power).unwrap_or(0)))
                    .sum();
                let exact = if power % 2 == 0 { 2.0 / (power as f64 + 1.0) } else { 0.0 };
                assert!((sum - exact).abs() < 1e-14, "{count} nodes, power {power}: {sum} is not {exact}");
            }
        }
    }
}
