//! Rounding to one side, and polynomials in Bernstein form that bound from that side.

use crate::interval::Interval;

/// A side from which numbers ≥ 0 are bounded.
///
/// Coefficients are sums of products of numbers ≥ 0, so that no relative error grows by
/// cancellation: they are computed in plain arithmetic and moved once, by more than all rounding.
/// With u = 2⁻⁵³ a factor takes 2 roundings, the k-th multiplication at most k + 1 more (doubling is
/// exact), writing a lower degree as a cubic 2, a mixture of two branches 2, moving 1: less than
/// 16 u in all. Underflow, multiplied by factors below e³⁰⁰ in all, adds less than 1e−190.
pub(super) trait Side {
    /// Whether numbers are bounded from below.
    const BELOW: bool;
    /// The end of an interval on this side.
    fn end(interval: Interval) -> f64;
    /// This end of e^x.
    fn exp(interval: Interval) -> f64;
    /// Moves a computed number past all rounding, but not below 0.
    fn moved(value: f64) -> f64;
}

/// 16 u.
const ROUNDING: f64 = 1.0 / 562_949_953_421_312.0;
const UNDERFLOW: f64 = 1e-190;

/// From below.
pub(super) struct Below;

/// From above.
pub(super) struct Above;

impl Side for Below {
    const BELOW: bool = true;

    #[inline]
    fn end(interval: Interval) -> f64 {
        interval.lower()
    }

    #[inline]
    fn exp(interval: Interval) -> f64 {
        Interval::point(interval.lower()).exp().lower()
    }

    #[inline]
    fn moved(value: f64) -> f64 {
        (value * (1.0 - ROUNDING) - UNDERFLOW).max(0.0)
    }
}

impl Side for Above {
    const BELOW: bool = false;

    #[inline]
    fn end(interval: Interval) -> f64 {
        interval.upper()
    }

    #[inline]
    fn exp(interval: Interval) -> f64 {
        Interval::point(interval.upper()).exp().upper()
    }

    #[inline]
    fn moved(value: f64) -> f64 {
        value * (1.0 + ROUNDING) + UNDERFLOW
    }
}

/// Coefficients of a cubic in Bernstein form over an interval: its values lie between the least and
/// the greatest, and the first and last are its values at the ends.
pub(super) type Cubic = [f64; 4];

/// A product of functions ≥ 0 as a polynomial with coefficients ≥ 0, up to rounding.
pub(super) struct Product {
    coefficients: Cubic,
    degree: usize,
}

impl Product {
    #[inline]
    pub(super) fn constant(value: f64) -> Self {
        Self { coefficients: [value, 0.0, 0.0, 0.0], degree: 0 }
    }

    /// Multiplies by the affine function with these values at the ends. At most three times.
    #[inline]
    pub(super) fn times(self, [first, last]: [f64; 2]) -> Self {
        let [a, b, c, _] = self.coefficients;
        // Degree elevation weighs the two contributions to coefficient k by (n + 1 − k) and k over n + 1.
        let coefficients = match self.degree {
            0 => [a * first, a * last, 0.0, 0.0],
            1 => [a * first, 0.5 * (a * last + b * first), b * last, 0.0],
            _ => [
                a * first,
                (2.0 * (b * first) + a * last) / 3.0,
                (2.0 * (b * last) + c * first) / 3.0,
                c * last,
            ],
        };
        Self { coefficients, degree: self.degree + 1 }
    }

    /// The same polynomial written with four coefficients.
    #[inline]
    pub(super) fn cubic(self) -> Cubic {
        let third = |one: f64, other: f64| (2.0 * one + other) / 3.0;
        let [a, b, c, d] = self.coefficients;
        match self.degree {
            0 => [a; 4],
            1 => [a, third(a, b), third(b, a), b],
            2 => [a, third(b, a), third(b, c), c],
            _ => [a, b, c, d],
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests may")]

    use super::*;

    fn at(cubic: Cubic, x: f64) -> f64 {
        let y = 1.0 - x;
        cubic[0] * y * y * y + 3.0 * cubic[1] * x * y * y + 3.0 * cubic[2] * x * x * y + cubic[3] * x * x * x
    }

    #[test]
    fn a_product_of_affine_functions_lies_between_its_bounds() {
        let factors = [[1.0, 3.0], [2.5, 0.5], [0.1, 7.0]];
        for count in 0..=3 {
            let product = factors[..count].iter().fold(Product::constant(1.7), |p, &f| p.times(f));
            let cubic = product.cubic();
            let (below, above) = (cubic.map(Below::moved), cubic.map(Above::moved));
            for step in 0..=10 {
                let x = f64::from(step) / 10.0;
                let exact: f64 = 1.7 * factors[..count].iter().map(|[a, b]| a + x * (b - a)).product::<f64>();
                assert!(at(below, x) <= exact * (1.0 + 1e-14) && exact <= at(above, x) * (1.0 + 1e-14));
                assert!(at(above, x) - at(below, x) <= 1e-13 * exact, "count {count} at {x}");
            }
        }
    }
}
