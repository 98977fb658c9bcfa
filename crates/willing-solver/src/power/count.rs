//! Numbers of coalitions: machine words while they provably fit, big integers beyond.

use num_bigint::BigUint;
use num_traits::{One, Zero};

/// A number of coalitions. Nothing here exceeds the number of all coalitions of n seats, 2ⁿ.
pub(super) trait Count: Clone + Send + Sync {
    /// 0.
    fn zero() -> Self;
    /// 1.
    fn one() -> Self;
    /// Whether it is 0.
    fn is_nothing(&self) -> bool;
    /// self += other.
    fn add(&mut self, other: &Self);
    /// self += one · other.
    fn add_product(&mut self, one: &Self, other: &Self);
    /// self − other, which is not larger.
    fn minus(&self, other: &Self) -> Self;
    /// As an integer.
    fn big(&self) -> BigUint;

    /// C(n, 0), …, C(n, n), by Pascal's rule, which never exceeds the row it makes.
    fn binomials(n: usize) -> Vec<Self> {
        let mut row = vec![Self::one()];
        for _ in 0..n {
            let mut before = Self::zero();
            for number in &mut row {
                let kept = number.clone();
                number.add(&before);
                before = kept;
            }
            row.push(before);
        }
        row
    }
}

macro_rules! word {
    ($word:ty) => {
        impl Count for $word {
            fn zero() -> Self {
                0
            }

            fn one() -> Self {
                1
            }

            fn is_nothing(&self) -> bool {
                *self == 0
            }

            fn add(&mut self, other: &Self) {
                *self += other;
            }

            fn add_product(&mut self, one: &Self, other: &Self) {
                *self += one * other;
            }

            fn minus(&self, other: &Self) -> Self {
                self - other
            }

            fn big(&self) -> BigUint {
                (*self).into()
            }
        }
    };
}

word!(u64);
word!(u128);

impl Count for BigUint {
    fn zero() -> Self {
        Zero::zero()
    }

    fn one() -> Self {
        One::one()
    }

    fn is_nothing(&self) -> bool {
        self.is_zero()
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn add_product(&mut self, one: &Self, other: &Self) {
        if !one.is_zero() && !other.is_zero() {
            *self += one * other;
        }
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn big(&self) -> BigUint {
        self.clone()
    }

    /// By quotients, n steps instead of n².
    fn binomials(n: usize) -> Vec<Self> {
        let mut row = vec![BigUint::from(1u8)];
        for k in 0..n {
            let next = row.last().map(|last| last * (n - k) / (k + 1));
            row.extend(next);
        }
        row
    }
}

/// A word that holds the number of all coalitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// 64 bits.
    Word,
    /// 128 bits.
    Double,
    /// Any number.
    Big,
}

impl Width {
    /// For this many seats: 2ⁿ must fit.
    pub(super) const fn of(seats: usize) -> Self {
        match seats {
            0..=63 => Self::Word,
            64..=127 => Self::Double,
            _ => Self::Big,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_pascals_triangle_are_the_same_in_every_width() {
        for n in [0, 1, 2, 5, 62, 63] {
            let big = BigUint::binomials(n);
            assert_eq!(u64::binomials(n).iter().map(Count::big).collect::<Vec<_>>(), big);
            assert_eq!(u128::binomials(n).iter().map(Count::big).collect::<Vec<_>>(), big);
        }
        let last = u128::binomials(127).iter().map(Count::big).sum::<BigUint>();
        assert_eq!(last, BigUint::from(1u8) << 127);
    }
}
