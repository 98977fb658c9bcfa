//! Functions of an interval. Those of the mathematical library are monotone, so their values at
//! the ends, moved outward, enclose all values.

use super::Interval;

/// Moves a value of a library function down by its assumed error.
#[inline]
fn down(value: f64) -> f64 {
    value.next_down().next_down()
}

#[inline]
fn up(value: f64) -> f64 {
    value.next_up().next_up()
}

impl Interval {
    /// An increasing library function that is defined on all members and exact at 0 and ±∞ only.
    fn increasing(self, function: impl Fn(f64) -> f64) -> Self {
        Self::new(down(function(self.low)), up(function(self.high)))
    }

    /// e^x.
    #[must_use]
    pub fn exp(self) -> Self {
        let Self { low, high } = self.increasing(f64::exp);
        Self { low: low.max(0.0), high }
    }

    /// e^x − 1, accurate near 0.
    #[must_use]
    pub fn exp_m1(self) -> Self {
        let Self { low, high } = self.increasing(f64::exp_m1);
        let low = if self.low >= 0.0 { low.max(0.0) } else { low.max(-1.0) };
        Self { low, high: if self.high <= 0.0 { high.min(0.0) } else { high } }
    }

    /// The natural logarithm; the whole line unless all members are ≥ 0 and one is positive.
    #[must_use]
    pub fn ln(self) -> Self {
        if self.low < 0.0 || self.high <= 0.0 { Self::WHOLE } else { self.increasing(f64::ln) }
    }

    /// ln(1 + x), accurate near 0; the whole line unless all members are ≥ −1 and one is greater.
    #[must_use]
    pub fn ln_1p(self) -> Self {
        if self.low < -1.0 || self.high <= -1.0 {
            return Self::WHOLE;
        }
        let Self { low, high } = self.increasing(f64::ln_1p);
        Self {
            low: if self.low >= 0.0 { low.max(0.0) } else { low },
            high: if self.high <= 0.0 { high.min(0.0) } else { high },
        }
    }

    /// x^exponent of members ≥ 0, with 0^0 = 1; the whole line if a member is negative, or 0 while
    /// the exponent is not positive.
    #[must_use]
    pub fn powf(self, exponent: f64) -> Self {
        if !exponent.is_finite() || self.low < 0.0 || (self.low <= 0.0 && exponent < 0.0) {
            return Self::WHOLE;
        }
        if exponent.abs() <= 0.0 {
            return Self::ONE;
        }
        let (at_low, at_high) = (self.low.powf(exponent), self.high.powf(exponent));
        let (least, greatest) = if exponent > 0.0 { (at_low, at_high) } else { (at_high, at_low) };
        // 0 and ∞ are exact ends: 0^positive is 0, and members are finite.
        let exact_zero = self.high <= 0.0;
        Self::new(down(least).max(0.0), if exact_zero { 0.0 } else { up(greatest) })
    }

    /// x^y of positive members x; the whole line if a member is not positive.
    #[must_use]
    pub fn pow(self, exponent: Self) -> Self {
        if exponent.is_point() {
            return self.powf(exponent.low);
        }
        if self.low <= 0.0 { Self::WHOLE } else { (self.ln() * exponent).exp() }
    }

    /// x²: unlike x · x, both factors are the same number.
    #[must_use]
    pub fn square(self) -> Self {
        let size = self.abs();
        size * size
    }

    /// The square root; the whole line if a member is negative.
    #[must_use]
    pub fn sqrt(self) -> Self {
        if self.low < 0.0 {
            return Self::WHOLE;
        }
        // Correctly rounded by IEEE 754.
        Self::new(self.low.sqrt().next_down().max(0.0), self.high.sqrt().next_up())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    fn inside(one: f64, other: f64, place: f64) -> (Interval, f64) {
        let interval = Interval::between(one, other);
        let (low, high) = interval.ends();
        (interval, (low + place * (high - low)).clamp(low, high))
    }

    proptest! {
        #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(27),
        ..ProptestConfig::default()
    })]

        #[test]
        fn values_at_members_are_members(
            one in -700.0..700.0_f64, other in -700.0..700.0_f64, place in 0.0..=1.0_f64, scale in 0_i32..20,
        ) {
            let shrink = 0.1_f64.powi(scale);
            let (interval, x) = inside(one * shrink, other * shrink, place);
            prop_assert!(interval.exp().contains(x.exp()));
            prop_assert!(interval.exp_m1().contains(x.exp_m1()));
            prop_assert!(interval.square().contains(x * x));
            let (positive, x) = inside(one.abs() * shrink, other.abs() * shrink, place);
            prop_assert!(positive.ln().contains(x.ln()));
            prop_assert!(positive.ln_1p().contains(x.ln_1p()));
            prop_assert!(positive.sqrt().contains(x.sqrt()));
            for exponent in [-2.5, -1.0, 0.0, 0.3, 1.5, 8.0] {
                prop_assert!(positive.powf(exponent).contains(x.powf(exponent)), "{x}^{exponent}");
                let near = Interval::new(exponent - 0.1, exponent + 0.1);
                prop_assert!(positive.pow(near).contains(x.powf(exponent)), "{x}^{exponent}");
            }
        }

        #[test]
        fn inverses_undo_each_other(x in 1e-3..1e3_f64) {
            let point = Interval::point(x);
            for there_and_back in
                [point.ln().exp(), point.ln_1p().exp_m1(), point.sqrt().square(), point.powf(3.0).powf(1.0 / 3.0)]
            {
                prop_assert!(there_and_back.contains(x) || there_and_back.width() < 1e-12 * x);
                prop_assert!(there_and_back.width() <= 1e-13 * x.max(1.0) * 10.0);
            }
        }
    }

    #[test]
    fn undefined_values_are_the_whole_line() {
        assert_eq!(Interval::new(-1.0, 1.0).ln(), Interval::WHOLE);
        assert_eq!(Interval::ZERO.ln(), Interval::WHOLE);
        assert_eq!(Interval::new(-2.0, 0.0).ln_1p(), Interval::WHOLE);
        assert_eq!(Interval::new(-1e-9, 1.0).sqrt(), Interval::WHOLE);
        assert_eq!(Interval::new(-1.0, 1.0).powf(0.5), Interval::WHOLE);
        assert_eq!(Interval::new(0.0, 1.0).powf(-1.0), Interval::WHOLE);
        assert_eq!(Interval::ONE.powf(f64::NAN), Interval::WHOLE);
    }

    #[test]
    fn limits_are_kept() {
        assert_eq!(Interval::new(0.0, 1.0).ln().lower().to_bits(), f64::NEG_INFINITY.to_bits());
        assert_eq!(Interval::WHOLE.exp(), Interval::new(0.0, f64::INFINITY));
        assert_eq!(Interval::ZERO.exp_m1(), Interval::ZERO);
        assert_eq!(Interval::ZERO.ln_1p(), Interval::ZERO);
        assert_eq!(Interval::ZERO.powf(1.5), Interval::ZERO);
        assert_eq!(Interval::new(0.0, f64::INFINITY).powf(0.5), Interval::new(0.0, f64::INFINITY));
        assert!(Interval::point(1000.0).exp().lower() > 1e308);
        assert_eq!(Interval::new(-2.0, 3.0).square().lower().to_bits(), 0.0_f64.to_bits());
    }
}
