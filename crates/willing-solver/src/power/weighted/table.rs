//! What if: members come and go, the quota changes, and the table of counts is kept.

use num_bigint::BigUint;
use num_traits::One;
use willing_check::power::Swings;
use willing_council::{Error as RuleError, Weights};

use super::limbs::{Limbs, planes_for};
use super::power::{columns, shift};
use super::reduced::Class;
use super::swings::Windows;
use super::{Error, WeightedPower};

/// The number of coalitions of every weight, from which the swings at any quota are read.
///
/// The counts are symmetric, c\[W − j\] = c\[j\], so that half of them is kept. A member more is a factor 1 + xʷ
/// more, a member less one less.
///
/// # Complexity
///
/// Memory 4 W (⌊n/56⌋ + 1) bytes, and 8 W while a quota is read; the limit counts both. A member more or less takes
/// O(W ⌈n/56⌉), a quota the same and q / w for each weight w; a fresh table takes O(n W ⌈n/56⌉).
///
/// # Example
///
/// ```
/// use willing_council::Weights;
/// use willing_solver::power::weighted::SwingTable;
///
/// let five = SwingTable::new(&Weights::new([4, 4, 4, 2, 2])?)?;
/// let six = five.with_member(1)?;
/// assert_eq!(six.at_quota(12)?.by_seat[5], 0u32.into()); // Luxembourg never counted
/// assert_eq!(six.without_member(5)?.at_quota(12)?, five.at_quota(12)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SwingTable {
    weights: Vec<u64>,
    total: u64,
    /// Coefficients up to W / 2 of the product over members whose weight is above 0.
    counts: Limbs,
    memory: u64,
}

impl WeightedPower {
    /// Counts coalitions of these members, for questions at any quota and about members who come and go; tables
    /// made from this one keep to the same limit of memory.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    pub fn swing_table(&self, weights: &Weights) -> Result<SwingTable, Error> {
        let total = weights.total();
        let mut ascending: Vec<u64> =
            weights.as_slice().iter().copied().filter(|&weight| weight > 0).collect();
        ascending.sort_unstable();
        let columns = half(total, ascending.len(), self.memory)?;
        let counts = self.run.install(|| self.product(&ascending, columns))?;
        Ok(SwingTable { weights: weights.as_slice().to_vec(), total, counts, memory: self.memory })
    }
}

impl SwingTable {
    /// Counts coalitions of these members, in at most [`WeightedPower::MEMORY`] bytes;
    /// [`WeightedPower::swing_table`] has settings.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`].
    pub fn new(weights: &Weights) -> Result<Self, Error> {
        WeightedPower::new().swing_table(weights)
    }

    /// The weights of the members, by seat.
    #[must_use]
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// The table with one member more, in the last seat.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Rule`] if there are too many seats or too much weight.
    pub fn with_member(&self, weight: u64) -> Result<Self, Error> {
        let mut weights = self.weights.clone();
        weights.push(weight);
        let total = Weights::new(weights.iter().copied())?.total();
        let counts = if weight > 0 {
            let seats = nonzero(&weights);
            let columns = half(total, seats, self.memory)?;
            self.counts.joined(shift(weight), columns, seats, shift(self.total))
        } else {
            self.counts.clone()
        };
        Ok(Self { weights, total, counts, memory: self.memory })
    }

    /// The table without the member in this seat; later seats move up.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`]; [`Error::Rule`] if nobody is left.
    pub fn without_member(&self, seat: usize) -> Result<Self, Error> {
        if seat >= self.weights.len() {
            return Err(Error::NoSuchSeat { seat, seats: self.weights.len() });
        }
        let mut weights = self.weights.clone();
        let weight = weights.remove(seat);
        let total = Weights::new(weights.iter().copied())?.total();
        let counts = if weight > 0 {
            let seats = nonzero(&weights);
            let mut counts = self.counts.first(half(total, seats, self.memory)?);
            counts.over(shift(weight), seats);
            counts
        } else {
            self.counts.clone()
        };
        Ok(Self { weights, total, counts, memory: self.memory })
    }

    /// Winning coalitions and swings at this quota.
    ///
    /// # Errors
    ///
    /// [`Error::Rule`] if the quota is 0 or more than all weights together.
    pub fn at_quota(&self, quota: u64) -> Result<Swings, Error> {
        if quota == 0 || quota > self.total {
            return Err(RuleError::QuotaOutOfReach { quota, total: self.total }.into());
        }
        let blocking = self.total - quota + 1;
        let mut ascending: Vec<u64> = self.weights.iter().copied().filter(|&weight| weight > 0).collect();
        ascending.sort_unstable();
        let seats = ascending.len();
        ascending.dedup();
        let classes: Vec<Class> = ascending.iter().map(|&weight| Class { weight, seats: 1 }).collect();
        let windows = Windows::of(&self.counts, shift(quota.min(blocking)), &classes);
        let winning =
            if quota <= blocking { (BigUint::one() << seats) - windows.below } else { windows.below };
        let weightless = self.weights.len() - seats;
        let of = |weight: &u64| {
            let class = ascending.binary_search(weight).ok().and_then(|class| windows.by_class.get(class));
            class.map_or_else(BigUint::default, |swings| swings << weightless)
        };
        Ok(Swings { winning: winning << weightless, by_seat: self.weights.iter().map(of).collect() })
    }
}

fn nonzero(weights: &[u64]) -> usize {
    weights.iter().filter(|weight| **weight > 0).count()
}

/// How many coefficients are kept: 0..=W / 2. Reading a quota takes prefix sums of one plane besides.
fn half(total: u64, seats: usize, memory: u64) -> Result<usize, Error> {
    columns(total / 2 + 1, 8 * planes_for(seats) as u128 + 16, memory)
}
