//! Coalitions counted by size and weight: coefficients of Π (1 + y xʷ).

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use super::limbs::{BITS, SPARE, natural, planes_for};
use super::power::shift;
use super::sweep::each;

/// Planes of slices: `planes[l][s]` holds the words 56 l .. 56 (l + 1) of the counts of coalitions of s seats, or is
/// empty while these words are 0.
#[derive(Debug)]
pub(super) struct SizeTable {
    planes: Vec<Vec<Vec<u64>>>,
    columns: usize,
    largest: usize,
    /// Weights of the first seats together, from none to all so far.
    sums: Vec<usize>,
    /// log₂ k!
    log_factorials: Vec<f64>,
}

impl SizeTable {
    /// No seat yet, the empty coalition. Coalitions of more than `largest` seats are not counted.
    pub(super) fn new(seats: usize, columns: usize, largest: usize) -> Self {
        let log_factorials = log_factorials(seats);
        let mut table = Self { planes: Vec::new(), columns, largest, sums: vec![0], log_factorials };
        table.widen(0);
        if let Some(constant) = table.planes.iter_mut().flatten().flatten().next() {
            *constant = 1;
        }
        table
    }

    /// The bytes a column takes once all seats are counted.
    pub(super) fn bytes_each(seats: usize, largest: usize) -> u128 {
        let logs = log_factorials(seats);
        (0..=largest).map(|size| 8 * planes_for(bits(&logs, seats, size)) as u128).sum()
    }

    /// The words of every size, plane after plane.
    pub(super) fn planes(&self) -> &[Vec<Vec<u64>>] {
        &self.planes
    }

    /// Adds seats of these weights, at most [`SPARE`] of them. Weights must come in ascending or in descending order.
    ///
    /// Slice s + 1 takes from slice s: no entry meets itself. Coalitions of s of k seats weigh no less than the s
    /// lightest and no more than the s heaviest, which stand at the two ends.
    pub(super) fn add(&mut self, weights: &[u64]) {
        debug_assert!(weights.len() <= SPARE, "words overflow");
        let before = self.sums.len() - 1;
        for weight in weights {
            let last = self.sums.last().copied().unwrap_or(0);
            self.sums.push(last.saturating_add(shift(*weight)));
        }
        self.widen(before + weights.len());
        let (sums, columns, largest) = (&self.sums, self.columns, self.largest);
        for plane in &mut self.planes {
            for (counted, weight) in (before..).zip(weights) {
                for size in (0..=counted.min(largest.saturating_sub(1))).rev() {
                    let (low, high) = range(sums, counted, size);
                    let (taken, given) = plane.split_at_mut(size + 1);
                    let (Some(from), Some(to)) = (taken.last(), given.first_mut()) else { continue };
                    let weight = shift(*weight);
                    let high = high.saturating_add(1).min(columns.saturating_sub(weight));
                    let from = from.get(low..high).unwrap_or_default();
                    let to = to.get_mut(low.saturating_add(weight)..).unwrap_or_default();
                    each(to, from, u64::wrapping_add);
                }
            }
        }
        self.carry();
    }

    fn carry(&mut self) {
        let counted = self.sums.len() - 1;
        for low in 1..self.planes.len() {
            let (below, above) = self.planes.split_at_mut(low);
            let (Some(lows), Some(highs)) = (below.last_mut(), above.first_mut()) else { continue };
            for (size, (low, high)) in lows.iter_mut().zip(highs).enumerate() {
                let (start, end) = range(&self.sums, counted, size);
                let end = self.columns.min(end.saturating_add(1));
                let low = low.get_mut(start..end).unwrap_or_default();
                let high = high.get_mut(start..end).unwrap_or_default();
                for (low, high) in low.iter_mut().zip(high) {
                    *high = high.wrapping_add(*low >> BITS);
                    *low &= (1 << BITS) - 1;
                }
            }
        }
    }

    /// Room for C(k, s) at every size s.
    fn widen(&mut self, seats: usize) {
        for size in 0..=self.largest.min(seats) {
            let needed = planes_for(bits(&self.log_factorials, seats, size));
            while self.planes.len() < needed {
                self.planes.push(vec![Vec::new(); self.largest + 1]);
            }
            for slice in self.planes.iter_mut().take(needed).filter_map(|plane| plane.get_mut(size)) {
                if slice.is_empty() {
                    *slice = vec![0; self.columns];
                }
            }
        }
    }
}

/// The least and the greatest weight of `size` of the first `counted` seats.
fn range(sums: &[usize], counted: usize, size: usize) -> (usize, usize) {
    let sum = |seats: usize| sums.get(seats).copied().unwrap_or(usize::MAX);
    let first = sum(size);
    let last = sum(counted).saturating_sub(sum(counted.saturating_sub(size)));
    (first.min(last), first.max(last))
}

fn log_factorials(seats: usize) -> Vec<f64> {
    std::iter::once(0.0)
        .chain((1..=seats).scan(0.0, |sum, factor| {
            *sum += (factor as f64).log2();
            Some(*sum)
        }))
        .collect()
}

/// Enough bits for C(seats, size), with more to spare than the logarithms are off.
fn bits(logs: &[f64], seats: usize, size: usize) -> usize {
    let log = |number: usize| logs.get(number).copied().unwrap_or(0.0);
    let bits = log(seats) - log(size) - log(seats.saturating_sub(size)) + 1.01;
    bits.to_usize().unwrap_or(seats)
}

/// Sums by class and size, plane after plane, put together at the end.
#[derive(Debug)]
pub(super) struct Sums {
    words: Vec<Vec<i128>>,
    wholes: Vec<BigUint>,
    sizes: usize,
}

impl Sums {
    /// Zeros.
    pub(super) fn new(classes: usize, sizes: usize) -> Self {
        Self { words: vec![Vec::new(); classes * sizes], wholes: Vec::new(), sizes }
    }

    /// The sums of one class at the sizes from `size` on, in this plane.
    pub(super) fn words(
        &mut self,
        class: usize,
        size: usize,
        plane: usize,
    ) -> impl Iterator<Item = &mut i128> {
        let (start, end) = (class * self.sizes + size, (class + 1) * self.sizes);
        self.words.get_mut(start..end).unwrap_or_default().iter_mut().filter_map(move |words| {
            if words.len() <= plane {
                words.resize(plane + 1, 0);
            }
            words.get_mut(plane)
        })
    }

    /// The sums of each class, by size.
    pub(super) fn finish(mut self) -> Vec<Vec<BigUint>> {
        self.wholes = self.words.iter().map(|words| natural(words)).collect();
        self.wholes.chunks(self.sizes.max(1)).map(<[BigUint]>::to_vec).collect()
    }
}
