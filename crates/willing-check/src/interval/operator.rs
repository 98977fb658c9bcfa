//! The four operations and negation, between intervals and between an interval and a number.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

use super::Interval;

/// A sum rounded down. Adding 0 is exact, and keeps ends at 0 where they are.
#[inline]
fn sum_down(one: f64, other: f64) -> f64 {
    let sum = one + other;
    if is_zero(one) || is_zero(other) { sum } else { sum.next_down() }
}

#[inline]
fn sum_up(one: f64, other: f64) -> f64 {
    let sum = one + other;
    if is_zero(one) || is_zero(other) { sum } else { sum.next_up() }
}

#[inline]
fn is_zero(value: f64) -> bool {
    value.abs() <= 0.0
}

/// A product of ends: 0 times anything is 0, since an infinite end stands for finite members.
#[inline]
fn product(one: f64, other: f64) -> f64 {
    if is_zero(one) || is_zero(other) { 0.0 } else { one * other }
}

/// A product of numbers ≥ 0, rounded down.
#[inline]
fn product_down(one: f64, other: f64) -> f64 {
    if is_zero(one) || is_zero(other) { 0.0 } else { (one * other).next_down().max(0.0) }
}

/// A product of numbers ≥ 0, rounded up.
#[inline]
fn product_up(one: f64, other: f64) -> f64 {
    if is_zero(one) || is_zero(other) { 0.0 } else { (one * other).next_up() }
}

impl Neg for Interval {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

impl Add for Interval {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self { low: sum_down(self.low, other.low), high: sum_up(self.high, other.high) }
    }
}

impl Sub for Interval {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Interval {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        if self.low >= 0.0 && other.low >= 0.0 {
            // Most products of a payoff are of this kind.
            return Self { low: product_down(self.low, other.low), high: product_up(self.high, other.high) };
        }
        self.mul_signed(other)
    }
}

impl Interval {
    fn mul_signed(self, other: Self) -> Self {
        if is_zero(self.magnitude()) || is_zero(other.magnitude()) {
            return Self::ZERO;
        }
        if self.high <= 0.0 {
            return -(-self * other);
        }
        if other.high <= 0.0 {
            return -(self * -other);
        }
        // One of them has members of both signs, so 0 is inside and may round away from it.
        let low = product(self.low, other.high).min(product(self.high, other.low));
        let high = product(self.low, other.low).max(product(self.high, other.high));
        Self { low: low.next_down(), high: high.next_up() }
    }
}

impl Div for Interval {
    type Output = Self;

    /// The whole line if the divisor contains 0.
    fn div(self, other: Self) -> Self {
        if self.low >= 0.0 && other.low > 0.0 {
            // ∞/∞: members of both may be anything positive.
            let high = if self.high.is_infinite() { f64::INFINITY } else { self.high / other.low };
            let low = (self.low / other.high).next_down().max(0.0);
            return Self { low, high: if is_zero(self.high) { 0.0 } else { high.next_up() } };
        }
        if other.contains(0.0) {
            return Self::WHOLE;
        }
        if is_zero(self.magnitude()) {
            return Self::ZERO;
        }
        let quotient = |numerator: f64, denominator: f64| {
            let quotient = numerator / denominator;
            // ∞/∞: members may grow at any rate, and 0 and ∞ are both corners.
            if quotient.is_nan() { 0.0 } else { quotient }
        };
        let quotients = [
            quotient(self.low, other.low),
            quotient(self.low, other.high),
            quotient(self.high, other.low),
            quotient(self.high, other.high),
        ];
        let low = quotients.iter().copied().fold(f64::INFINITY, f64::min);
        let high = quotients.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Quotients of one sign keep it, also where they underflow.
        let positive = other.low > 0.0;
        let nonnegative = if positive { self.low >= 0.0 } else { self.high <= 0.0 };
        let nonpositive = if positive { self.high <= 0.0 } else { self.low >= 0.0 };
        Self {
            low: if nonnegative { low.next_down().max(0.0) } else { low.next_down() },
            high: if nonpositive { high.next_up().min(0.0) } else { high.next_up() },
        }
    }
}

macro_rules! with_number {
    ($trait:ident, $method:ident) => {
        impl $trait<f64> for Interval {
            type Output = Self;

            #[inline]
            fn $method(self, other: f64) -> Self {
                self.$method(Self::point(other))
            }
        }

        impl $trait<Interval> for f64 {
            type Output = Interval;

            #[inline]
            fn $method(self, other: Interval) -> Interval {
                Interval::point(self).$method(other)
            }
        }
    };
}

with_number!(Add, add);
with_number!(Sub, sub);
with_number!(Div, div);

/// A product of two ends, moved down; exact if one is 0.
#[inline]
fn signed_down(one: f64, other: f64) -> f64 {
    if is_zero(one) || is_zero(other) { 0.0 } else { (one * other).next_down() }
}

#[inline]
fn signed_up(one: f64, other: f64) -> f64 {
    if is_zero(one) || is_zero(other) { 0.0 } else { (one * other).next_up() }
}

impl Mul<f64> for Interval {
    type Output = Self;

    #[inline]
    fn mul(self, factor: f64) -> Self {
        if !factor.is_finite() {
            return self * Self::point(factor);
        }
        let (least, greatest) = if factor >= 0.0 { (self.low, self.high) } else { (self.high, self.low) };
        Self { low: signed_down(least, factor), high: signed_up(greatest, factor) }
    }
}

impl Mul<Interval> for f64 {
    type Output = Interval;

    #[inline]
    fn mul(self, interval: Interval) -> Interval {
        interval * self
    }
}

impl AddAssign for Interval {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Interval {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl MulAssign for Interval {
    #[inline]
    fn mul_assign(&mut self, other: Self) {
        *self = *self * other;
    }
}

impl Sum for Interval {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    /// Numbers of all sizes, with small integers and zeros often.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            (-4_i32..=4).prop_map(f64::from),
            (-1.0..1.0_f64, -320_i32..308).prop_map(|(mantissa, exponent)| mantissa * 10_f64.powi(exponent)),
            -10.0..10.0_f64,
        ]
    }

    fn interval() -> impl Strategy<Value = (Interval, f64)> {
        (number(), number(), 0.0..=1.0_f64).prop_map(|(one, other, place)| {
            let interval = Interval::between(one, other);
            let (low, high) = interval.ends();
            (interval, (low + place * (high - low)).clamp(low, high))
        })
    }

    /// Whether `interval` contains a + b exactly: the error of the sum is itself a number (Knuth).
    fn contains_sum(interval: Interval, a: f64, b: f64) -> bool {
        let sum = a + b;
        let rest = sum - a;
        let error = (a - (sum - rest)) + (b - rest);
        if !sum.is_finite() {
            return interval.upper() >= sum || interval.lower() <= sum;
        }
        (interval.lower() < sum || interval.lower() <= sum && error >= 0.0)
            && (interval.upper() > sum || interval.upper() >= sum && error <= 0.0)
    }

    /// Whether `interval` contains a · b exactly: a fused multiply-add gives the sign of the error.
    fn contains_product(interval: Interval, a: f64, b: f64) -> bool {
        let product = a * b;
        let error = a.mul_add(b, -product);
        (interval.lower() < product || interval.lower() <= product && error >= 0.0)
            && (interval.upper() > product || interval.upper() >= product && error <= 0.0)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(27),
            ..ProptestConfig::default()
        })]

        #[test]
        fn results_at_members_are_members((a, x) in interval(), (b, y) in interval()) {
            prop_assert!(contains_sum(a + b, x, y), "{x} + {y} in {}", a + b);
            prop_assert!(contains_sum(a - b, x, -y), "{x} - {y} in {}", a - b);
            prop_assert!(contains_product(a * b, x, y), "{x} * {y} in {}", a * b);
            prop_assert!(contains_product(a * y, x, y), "{x} * {y} in {}", a * y);
            if y.abs() > 0.0 {
                prop_assert!((a / b).contains(x / y), "{x} / {y} in {}", a / b);
            }
        }

        #[test]
        fn points_are_enclosed_within_two_units(x in -10.0..10.0_f64, y in 0.1..10.0_f64) {
            let (a, b) = (Interval::point(x), Interval::point(y));
            for (interval, value) in [(a + b, x + y), (a - b, x - y), (a * b, x * y), (a / b, x / y)] {
                prop_assert!(interval.contains(value));
                prop_assert!(interval.width() <= 3.0 * (value.abs() * f64::EPSILON + f64::MIN_POSITIVE));
            }
        }

        #[test]
        fn signs_survive((a, _) in interval(), (b, _) in interval()) {
            let (a, b) = (a.abs(), b.abs());
            prop_assert!((a * b).lower() >= 0.0 && (a * -b).upper() <= 0.0 && (-a * -b).lower() >= 0.0);
            prop_assert!((a + b).lower() >= 0.0);
            if b.lower() > 0.0 {
                prop_assert!((a / b).lower() >= 0.0 && (-a / b).upper() <= 0.0);
            }
        }
    }

    #[test]
    fn a_divisor_around_zero_says_nothing() {
        assert_eq!(Interval::ONE / Interval::new(-1.0, 1.0), Interval::WHOLE);
        assert_eq!(Interval::ONE / 0.0, Interval::WHOLE);
    }

    #[test]
    fn unbounded_operands_do_not_make_nan() {
        let tail = Interval::new(1.0, f64::INFINITY);
        assert_eq!(tail * Interval::ZERO, Interval::ZERO);
        assert_eq!(tail / tail, Interval::new(0.0, f64::INFINITY));
        assert_eq!(tail - tail, Interval::WHOLE);
        assert_eq!(Interval::WHOLE * Interval::new(-1.0, 0.0), Interval::WHOLE);
        assert_eq!(Interval::WHOLE * Interval::ZERO, Interval::ZERO);
        let huge = Interval::point(f64::MAX);
        assert_eq!((huge + huge).ends(), (f64::MAX, f64::INFINITY));
        assert_eq!((huge * -huge).ends(), (f64::NEG_INFINITY, f64::MIN));
    }
}
