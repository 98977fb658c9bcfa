//! Polynomials whose coefficients are whole numbers of any size, kept in planes of 56 bits.

use std::ops::Range;

use num_bigint::{BigInt, BigUint};
use rayon::prelude::*;

use super::sweep::{each, multiply};
use crate::Run;

/// Bits of a plane. A coefficient is Σ plane_l · 2^(56 l), and its words have 8 bits to spare: eight products with
/// 1 + xʷ, each of which at most doubles a word, need no carry.
pub(super) const BITS: usize = 56;

/// Products with 1 + xʷ between two carries.
pub(super) const SPARE: usize = 8;

/// Columns that are done at once: with all planes of a few hundred seats they stay in the nearest cache.
const BLOCK: usize = 512;

const _: () = assert!(BITS + SPARE <= 64, "words overflow between carries");

const MASK: u64 = (1 << BITS) - 1;

/// Planes that hold numbers below 2^bits.
pub(super) fn planes_for(bits: usize) -> usize {
    bits / BITS + 1
}

/// Coefficients of x⁰, x¹, … of a product of 1 + xʷ.
#[derive(Clone, Debug)]
pub(super) struct Limbs {
    planes: Vec<Vec<u64>>,
    columns: usize,
}

impl Limbs {
    /// 1, or 0 if there are no columns.
    pub(super) fn one(columns: usize) -> Self {
        let mut first = vec![0; columns];
        if let Some(constant) = first.first_mut() {
            *constant = 1;
        }
        Self { planes: vec![first], columns }
    }

    /// The words of all coefficients, lowest plane first.
    pub(super) fn planes(&self) -> &[Vec<u64>] {
        &self.planes
    }

    /// Makes room for numbers below 2^bits.
    pub(super) fn widen(&mut self, bits: usize) {
        while self.planes.len() < planes_for(bits) {
            self.planes.push(vec![0; self.columns]);
        }
    }

    /// Drops planes that numbers below 2^bits do not need.
    fn narrow(&mut self, bits: usize) {
        self.planes.truncate(planes_for(bits));
    }

    /// Multiplies by 1 + xʷ for each weight, at most [`SPARE`] of them, then carries. Coefficients from column `reach`
    /// on are 0 before; returns the column from which they are 0 now.
    ///
    /// Plane by plane: a plane of a thousand seats stays in the cache, all planes do not.
    pub(super) fn times(&mut self, weights: &[usize], reach: usize, run: &Run) -> usize {
        let grown = |reach: usize, weight: &usize| self.columns.min(reach.saturating_add(*weight));
        let all = |plane: &mut Vec<u64>| {
            weights.iter().fold(reach, |reach, weight| {
                let reach = grown(reach, weight);
                multiply(plane.get_mut(..reach).unwrap_or_default(), *weight, u64::wrapping_add);
                reach
            })
        };
        let end = weights.iter().fold(reach, grown);
        if run.is_parallel() {
            self.planes.par_iter_mut().for_each(|plane| {
                all(plane);
            });
        } else {
            for plane in &mut self.planes {
                all(plane);
            }
        }
        self.carry(end);
        end
    }

    /// Carries within the first `reach` coefficients.
    fn carry(&mut self, reach: usize) {
        for low in 1..self.planes.len() {
            let (below, above) = self.planes.split_at_mut(low);
            if let (Some(low), Some(high)) = (below.last_mut(), above.first_mut()) {
                carry_up(low, high.get_mut(..reach).unwrap_or_default());
            }
        }
    }

    /// Divides by 1 + xʷ, w > 0, which must be a factor; quotients are below 2^bits. Words must be carried.
    ///
    /// d[j] = c[j] − d[j − w]: block after block from below, each carried before it is used. Carries have a sign
    /// here.
    pub(super) fn over(&mut self, weight: usize, bits: usize) {
        let mut start = weight;
        while start < self.columns {
            let end = self.columns.min(start.saturating_add(weight));
            for plane in &mut self.planes {
                let (below, above) = plane.split_at_mut(start);
                let source = below.get(start - weight..end - weight).unwrap_or_default();
                each(above, source, u64::wrapping_sub);
            }
            self.carry_signed(start, end);
            start = end;
        }
        self.narrow(bits);
    }

    fn carry_signed(&mut self, start: usize, end: usize) {
        for low in 1..self.planes.len() {
            let (below, above) = self.planes.split_at_mut(low);
            if let (Some(low), Some(high)) = (below.last_mut(), above.first_mut()) {
                let low = low.get_mut(start..end).unwrap_or_default();
                let high = high.get_mut(start..end).unwrap_or_default();
                for (low, high) in low.iter_mut().zip(high) {
                    *high = high.wrapping_add((low.cast_signed() >> BITS).cast_unsigned());
                    *low &= MASK;
                }
            }
        }
    }

    /// The product with 1 + xʷ, w > 0, up to a column: a new table of numbers below 2^bits. Words must be carried, and
    /// coefficients be symmetric, c\[total − j\] = c\[j\], which gives those that are not kept.
    ///
    /// Block after block through all planes, so that a long table is read and written once.
    pub(super) fn joined(&self, weight: usize, columns: usize, bits: usize, total: usize) -> Self {
        let mut planes: Vec<Vec<u64>> = (0..planes_for(bits)).map(|_| Vec::with_capacity(columns)).collect();
        for start in (0..columns).step_by(BLOCK) {
            let end = columns.min(start + BLOCK);
            for index in 0..planes.len() {
                let (below, above) = planes.split_at_mut(index);
                let Some(target) = above.first_mut() else { continue };
                let source = self.planes.get(index).map(Vec::as_slice).unwrap_or_default();
                append(target, source, start..end, total);
                let first = start.max(weight);
                if first < end {
                    let shifted = source.get(first - weight..end - weight).unwrap_or_default();
                    each(target.get_mut(first..).unwrap_or_default(), shifted, u64::wrapping_add);
                }
                if let Some(low) = below.last_mut() {
                    let low = low.get_mut(start..).unwrap_or_default();
                    carry_up(low, target.get_mut(start..).unwrap_or_default());
                }
            }
        }
        Self { planes, columns }
    }

    /// The first coefficients only.
    pub(super) fn first(&self, columns: usize) -> Self {
        let first = |plane: &Vec<u64>| plane.get(..columns).unwrap_or(plane).to_vec();
        Self { planes: self.planes.iter().map(first).collect(), columns }
    }
}

/// Appends the words of these columns; those beyond the source are found from the other end.
fn append(target: &mut Vec<u64>, source: &[u64], columns: Range<usize>, total: usize) {
    let kept = source.len().clamp(columns.start, columns.end);
    target.extend_from_slice(source.get(columns.start..kept).unwrap_or_default());
    let twin = |column| total.checked_sub(column).and_then(|twin| source.get(twin)).copied().unwrap_or(0);
    target.extend((kept..columns.end).map(twin));
}

/// Carries from the words of a plane to those of the next.
fn carry_up(low: &mut [u64], high: &mut [u64]) {
    for (low, high) in low.iter_mut().zip(high) {
        *high = high.wrapping_add(*low >> BITS);
        *low &= MASK;
    }
}

/// Σ words_l · 2^(56 l).
pub(super) fn whole(words: &[i128]) -> BigInt {
    words.iter().rev().fold(BigInt::ZERO, |sum, word| (sum << BITS) + word)
}

/// The same, where it is known not to be below 0.
pub(super) fn natural(words: &[i128]) -> BigUint {
    let (sign, magnitude) = whole(words).into_parts();
    debug_assert_ne!(sign, num_bigint::Sign::Minus, "counts are not negative");
    magnitude
}

/// Sums of the words below each column: entry j is Σ_{t < j} words\[t\].
#[derive(Debug, Default)]
pub(super) struct Prefix(Vec<i128>);

impl Prefix {
    /// Of these words, in place of what was there.
    pub(super) fn fill(&mut self, words: &[u64]) {
        self.0.clear();
        self.0.push(0);
        self.0.extend(words.iter().scan(0, |sum, &word| {
            *sum += i128::from(word);
            Some(*sum)
        }));
    }

    /// The sum of the words below `column`.
    pub(super) fn below(&self, column: usize) -> i128 {
        self.0.get(column).or(self.0.last()).copied().unwrap_or(0)
    }

    /// Σ_{low ≤ t < high} words\[t\].
    pub(super) fn between(&self, low: usize, high: usize) -> i128 {
        self.below(high) - self.below(low)
    }
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn words_join_at_fifty_six_bits() {
        assert_eq!(natural(&[1, 1]), ((1u64 << 56) + 1).into());
        assert_eq!(natural(&[-1, 1]), ((1u64 << 56) - 1).into());
    }
}
