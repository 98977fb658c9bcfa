//! Sums of contributions, enclosed to a unit in the last place whatever cancels.
//!
//! Every addition is split into its rounded result and its exact error (Knuth's two-sum); the
//! errors are summed apart. What is lost is of the order of n² u² of the sizes added.

use willing_game::MAX_AGGREGATES;

use super::enclosure::Others;
use crate::interval::Interval;

/// Lower ends, then upper ends, of what a player may contribute.
pub(super) const LANES: usize = 2 * MAX_AGGREGATES;
pub(super) type Range = [f64; LANES];

/// The error of a sum of up to 2¹⁸ terms, relative to the sum of their sizes: n² u² < 1e−20.
const SLACK: f64 = 1e-20;

/// The range of contributions of some actions.
pub(super) fn range(mut contributions: impl Iterator<Item = Others>) -> Option<Range> {
    let first = contributions.next()?;
    let hull = contributions.fold(first, |mut hull, other| {
        hull.iter_mut().zip(other).for_each(|(hull, other)| *hull = hull.hull(other));
        hull
    });
    let mut range = [0.0; LANES];
    let (lower, upper) = range.split_at_mut(MAX_AGGREGATES);
    for ((lower, upper), interval) in lower.iter_mut().zip(upper).zip(hull) {
        (*lower, *upper) = interval.ends();
    }
    Some(range)
}

/// A sum of ranges.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    sum: Range,
    error: Range,
    size: Range,
}

impl Sums {
    pub(super) fn of<'a>(ranges: impl IntoIterator<Item = &'a Range>) -> Self {
        ranges.into_iter().fold(Self::default(), |sums, range| sums.plus(range, 1.0))
    }

    #[inline]
    #[expect(
        clippy::indexing_slicing,
        clippy::needless_range_loop,
        reason = "lanes of equal arrays, kept in step for the vector unit"
    )]
    fn plus(mut self, range: &Range, sign: f64) -> Self {
        for lane in 0..LANES {
            let (one, other) = (self.sum[lane], sign * range[lane]);
            let sum = one + other;
            let rest = sum - one;
            self.error[lane] += (one - (sum - rest)) + (other - rest);
            self.size[lane] += other.abs();
            self.sum[lane] = sum;
        }
        self
    }

    /// The sum without one of the ranges in it.
    pub(super) fn without(self, range: &Range) -> Others {
        self.plus(range, -1.0).total()
    }

    pub(super) fn total(&self) -> Others {
        let lanes = || self.sum.iter().zip(&self.error).zip(&self.size);
        let lower = lanes().map(|((sum, error), size)| (sum + error).next_down() - SLACK * size);
        let upper = lanes().map(|((sum, error), size)| (sum + error).next_up() + SLACK * size);
        let mut total = [Interval::WHOLE; MAX_AGGREGATES];
        for (total, (lower, upper)) in total.iter_mut().zip(lower.zip(upper.skip(MAX_AGGREGATES))) {
            // The last subtraction rounds as well. A NaN or an overflow leaves the whole line.
            *total = Interval::new(lower.next_down(), upper.next_up());
        }
        total
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests may")]

    use super::*;

    fn lanes(low: f64, high: f64) -> Range {
        let mut range = [0.0; LANES];
        (range[0], range[4]) = (low, high);
        range
    }

    #[test]
    fn cancelling_sums_stay_sharp() {
        let ranges = [lanes(1e16, 1e16), lanes(1.0, 1.5), lanes(-1e16, -1e16), lanes(0.1, 0.1)];
        let total = Sums::of(&ranges).total()[0];
        assert!(total.encloses(Interval::new(1.1, 1.6)) && total.width() < 0.5 + 1e-3, "{total}");
        let rest = Sums::of(&ranges[..2]).without(&ranges[0])[0];
        assert!(rest.encloses(Interval::new(1.0, 1.5)) && rest.width() < 0.5 + 1e-3, "{rest}");
        let thirds: Vec<Range> = std::iter::repeat_n(lanes(0.1, 0.1), 1000).collect();
        let total = Sums::of(&thirds).total()[0];
        assert!(total.contains(100.0 + 1000.0 * (0.1 - 0.1)) && total.width() < 1e-13, "{total}");
    }

    #[test]
    fn an_overflow_leaves_the_whole_line() {
        let huge = lanes(f64::MAX, f64::MAX);
        assert_eq!(Sums::of(&[huge, huge]).total()[0], Interval::WHOLE);
    }
}
