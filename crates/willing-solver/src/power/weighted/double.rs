//! Numbers of twice the precision of a float: an unevaluated sum of two.

/// high + low, where |low| is at most half a unit in the last place of high; about 106 bits.
///
/// The algorithms are Dekker's (1971) and Knuth's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Double {
    pub(super) high: f64,
    pub(super) low: f64,
}

impl Double {
    pub(super) const fn new(high: f64) -> Self {
        Self { high, low: 0.0 }
    }

    /// The sum of two floats, exactly.
    pub(super) fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let kept = high - a;
        Self { high, low: (a - (high - kept)) + (b - kept) }
    }

    /// The product of two floats, exactly unless it leaves the range of floats.
    pub(super) fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        let (a_high, a_low) = split(a);
        let (b_high, b_low) = split(b);
        let low = a_low * b_low - (((high - a_high * b_high) - a_low * b_high) - a_high * b_low);
        Self { high, low }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let sum = Self::sum(self.high, other.high);
        Self::sum(sum.high, sum.low + (self.low + other.low))
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.scaled(-1.0))
    }

    pub(super) fn times(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        Self::sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }

    pub(super) fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.minus(other.times(Self::new(first)));
        let second = rest.high / other.high;
        let rest = rest.minus(other.times(Self::new(second)));
        Self::sum(first, second).plus(Self::new(rest.high / other.high))
    }

    /// Times a power of two, which is exact.
    pub(super) fn scaled(self, power_of_two: f64) -> Self {
        Self { high: self.high * power_of_two, low: self.low * power_of_two }
    }
}

/// Veltkamp's split into halves of 26 bits.
fn split(a: f64) -> (f64, f64) {
    const SPLITTER: f64 = 134_217_729.0;
    let scaled = SPLITTER * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// Sums of the entries below each column, each as exact as a [`Double`].
#[derive(Debug, Default)]
pub(super) struct DoublePrefix {
    high: Vec<f64>,
    low: Vec<f64>,
}

impl DoublePrefix {
    pub(super) fn of(entries: &[f64]) -> Self {
        let mut high = Vec::with_capacity(entries.len() + 1);
        let mut low = Vec::with_capacity(entries.len() + 1);
        let mut sum = Double::new(0.0);
        high.push(0.0);
        low.push(0.0);
        for &entry in entries {
            let step = Double::sum(sum.high, entry);
            sum = Double { high: step.high, low: sum.low + step.low };
            high.push(sum.high);
            low.push(sum.low);
        }
        Self { high, low }
    }

    /// Σ_{low ≤ t < high} entries\[t\].
    pub(super) fn between(&self, low: usize, high: usize) -> f64 {
        let at = |sums: &[f64], column: usize| sums.get(column).copied().unwrap_or(0.0);
        (at(&self.high, high) - at(&self.high, low)) + (at(&self.low, high) - at(&self.low, low))
    }
}

#[cfg(test)]
mod tests {
    use super::Double;

    #[test]
    fn a_third_times_three_is_one_to_a_hundred_bits() {
        let third = Double::new(1.0).over(Double::new(3.0));
        let off = third.times(Double::new(3.0)).minus(Double::new(1.0));
        assert!((off.high + off.low).abs() < 2f64.powi(-100), "{off:?}");
        assert!(third.low.abs() > 2f64.powi(-60), "the second half is not used");
    }
}
