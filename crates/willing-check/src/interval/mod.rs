//! Outward-rounded interval arithmetic in `f64`.
//!
//! Every operation returns an interval that contains all exact results for points of its operands:
//! this is what lets a checker trust inequalities between floating-point numbers. Sums and products
//! are correctly rounded, so their ends move one unit in the last place outward; functions of the
//! mathematical library are assumed accurate to one unit and move two.
//!
//! NaN never appears: an operation without a result at some point yields the whole line.
//!
//! # Example
//!
//! ```
//! use willing_check::interval::Interval;
//!
//! let third = Interval::ONE / 3.0;
//! assert!(third.lower() < third.upper() && (third * 3.0).contains(1.0));
//! assert!((third - third).contains(0.0), "an interval forgets where its numbers came from");
//! ```
//!
//! # References
//!
//! Moore, Kearfott & Cloud (2009), *Introduction to Interval Analysis*; IEEE 1788-2015.

mod function;
mod operator;

use std::fmt;

/// A closed interval of real numbers; ends may be infinite, never NaN, and it is never empty.
///
/// The lower end is below +∞ and the upper end above −∞: infinities are not members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// The number 0.
    pub const ZERO: Self = Self { low: 0.0, high: 0.0 };

    /// The number 1.
    pub const ONE: Self = Self { low: 1.0, high: 1.0 };

    /// All real numbers.
    pub const WHOLE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// The numbers from `low` to `high`; the whole line if an end is NaN or they are out of order.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Self {
        if low <= high { Self::of(low, high) } else { Self::WHOLE }
    }

    /// The number `value`; the whole line for NaN. An infinity stands for an overflow: all numbers
    /// beyond the largest finite one.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self::new(value, value)
    }

    /// The interval spanned by two numbers in either order; the whole line if one is NaN.
    #[must_use]
    pub fn between(one: f64, other: f64) -> Self {
        if one <= other { Self::new(one, other) } else { Self::new(other, one) }
    }

    /// Ends in order and not NaN; an infinite end on the wrong side means an overflow.
    fn of(low: f64, high: f64) -> Self {
        debug_assert!(low <= high, "ends out of order");
        Self { low: low.min(f64::MAX), high: high.max(f64::MIN) }
    }

    /// Its lower end.
    #[must_use]
    pub const fn lower(self) -> f64 {
        self.low
    }

    /// Its upper end.
    #[must_use]
    pub const fn upper(self) -> f64 {
        self.high
    }

    /// Its two ends.
    #[must_use]
    pub const fn ends(self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// A number at least its width.
    #[must_use]
    pub fn width(self) -> f64 {
        (self - self.lower()).upper()
    }

    /// A number in it, about its middle; 0 for the whole line.
    #[must_use]
    pub fn midpoint(self) -> f64 {
        if self == Self::WHOLE { 0.0 } else { f64::midpoint(self.low, self.high).clamp(self.low, self.high) }
    }

    /// The greatest distance of a member from 0.
    #[must_use]
    pub fn magnitude(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// Whether `value` is a member.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether every member of `other` is a member.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// Whether it has exactly one member.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.high <= self.low
    }

    /// Whether both ends are finite.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// Whether every member is greater than `value`.
    #[must_use]
    pub fn exceeds(self, value: f64) -> bool {
        self.low > value
    }

    /// Whether every member is at most `value`.
    #[must_use]
    pub fn is_at_most(self, value: f64) -> bool {
        self.high <= value
    }

    /// The least interval with the members of both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The members of both; `None` if there are none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    /// The lesser of a member of each.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.min(other.high) }
    }

    /// The greater of a member of each.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// Members moved to the nearest number of [`low`, `high`]. Both must be finite and in order.
    #[must_use]
    pub fn clamp(self, low: f64, high: f64) -> Self {
        self.max(Self::point(low)).min(Self::point(high))
    }

    /// Absolute values.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.low >= 0.0 {
            self
        } else if self.high <= 0.0 {
            -self
        } else {
            Self { low: 0.0, high: self.magnitude() }
        }
    }
}

impl Default for Interval {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<f64> for Interval {
    fn from(value: f64) -> Self {
        Self::point(value)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_becomes_the_whole_line() {
        assert_eq!(Interval::point(f64::NAN), Interval::WHOLE);
        assert_eq!(Interval::new(2.0, 1.0), Interval::WHOLE);
        assert_eq!(Interval::between(f64::NAN, 1.0), Interval::WHOLE);
        assert_eq!(Interval::between(2.0, 1.0), Interval::new(1.0, 2.0));
    }

    #[test]
    fn infinities_are_no_members() {
        let overflow = Interval::point(f64::INFINITY);
        assert_eq!(overflow.ends(), (f64::MAX, f64::INFINITY));
        assert_eq!((overflow - overflow), Interval::WHOLE);
    }

    #[test]
    fn sets_behave_like_sets() {
        let (a, b) = (Interval::new(0.0, 2.0), Interval::new(1.0, 3.0));
        assert_eq!(a.intersection(b), Some(Interval::new(1.0, 2.0)));
        assert_eq!(a.hull(b), Interval::new(0.0, 3.0));
        assert_eq!(a.intersection(Interval::new(2.5, 3.0)), None);
        assert_eq!(Interval::new(-3.0, 2.0).abs(), Interval::new(0.0, 3.0));
        assert!(a.hull(b).encloses(a) && !a.encloses(b));
        assert!(b.exceeds(0.5) && !b.exceeds(1.0) && b.is_at_most(3.0));
        assert_eq!(Interval::new(-1.0, 5.0).clamp(0.0, 1.0), Interval::new(0.0, 1.0));
        assert_eq!(Interval::WHOLE.midpoint().to_bits(), 0.0_f64.to_bits());
    }
}
