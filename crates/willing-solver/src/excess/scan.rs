//! One pass over all 2ⁿ coalitions of a table, for those whose excess is above a level.
//!
//! Coalitions come in blocks that agree on the high players. The low players' sums stand ready in one table of a
//! block's size, so that a block costs one subtraction and one comparison a coalition, which the compiler
//! vectorises. Only blocks that hold something above the level are looked at coalition by coalition, and blocks that
//! can't, by what the scans before found in them, are not read at all.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use rayon::prelude::*;

use super::ceilings::{Ceiling, Ceilings};
use super::span::{self, Span};
use crate::Run;

/// Players of a block; fewer in small games, so that there are some sixty blocks.
const BLOCK_PLAYERS: usize = 10;

/// Blocks that one thread takes at a time.
const BLOCKS_A_TASK: usize = 64;

/// Parts of a scan, after each of which it may have found enough.
const PARTS: usize = 8;

/// Odd, near the golden section of 2³².
const MIXER: usize = 0x9e37_79b1;

/// Numbers that excesses are computed in.
pub(crate) trait Amount: Clone + Send + Sync + PartialOrd {
    /// 0.
    fn nil() -> Self;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    fn minus(&self, other: &Self) -> Self;
    /// About how large.
    fn size(&self) -> f64;
    /// The largest difference of a worth and its sum, if that is above `shift`; else as an error what it is at most,
    /// as a float.
    fn highest(worths: &[Self], sums: &[Self], shift: &Self) -> Result<Self, f64> {
        let mut best: Option<Self> = None;
        for (worth, sum) in worths.iter().zip(sums) {
            let excess = worth.minus(sum);
            if excess > *best.as_ref().unwrap_or(shift) {
                best = Some(excess);
            }
        }
        best.ok_or(f64::INFINITY)
    }
}

impl Amount for f64 {
    fn nil() -> Self {
        0.0
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn size(&self) -> f64 {
        *self
    }

    fn highest(worths: &[f64], sums: &[f64], shift: &f64) -> Result<f64, f64> {
        const LANES: usize = 8;
        let more = |excess: f64, best: f64| if excess > best { excess } else { best };
        let (worth_lanes, worth_rest) = worths.as_chunks::<LANES>();
        let (sum_lanes, sum_rest) = sums.as_chunks::<LANES>();
        let mut best = [f64::NEG_INFINITY; LANES];
        for (worths, sums) in worth_lanes.iter().zip(sum_lanes) {
            for ((best, worth), sum) in best.iter_mut().zip(worths).zip(sums) {
                *best = more(worth - sum, *best);
            }
        }
        let best = best.into_iter().fold(f64::NEG_INFINITY, |most, best| more(best, most));
        let best = worth_rest.iter().zip(sum_rest).fold(best, |best, (worth, sum)| more(worth - sum, best));
        if best > *shift { Ok(best) } else { Err(best) }
    }
}

/// Integers whose sums were found to fit beforehand.
macro_rules! integer_amount {
    ($integer:ty) => {
        impl Amount for $integer {
            fn nil() -> Self {
                0
            }

            fn plus(&self, other: &Self) -> Self {
                self + other
            }

            fn minus(&self, other: &Self) -> Self {
                self - other
            }

            fn size(&self) -> f64 {
                *self as f64
            }

            fn highest(worths: &[Self], sums: &[Self], shift: &Self) -> Result<Self, f64> {
                // The sign of shift − excess, gathered without a branch.
                let signs =
                    worths.iter().zip(sums).fold(0, |signs, (worth, sum)| signs | (shift - (worth - sum)));
                let excesses = worths.iter().zip(sums).map(|(worth, sum)| worth - sum);
                if signs < 0 { excesses.max().ok_or(f64::INFINITY) } else { Err(f64::INFINITY) }
            }
        }
    };
}

integer_amount!(i64);
integer_amount!(i128);

impl Amount for BigInt {
    fn nil() -> Self {
        Self::zero()
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn size(&self) -> f64 {
        self.to_f64().unwrap_or(f64::MAX)
    }
}

/// The worths of a table in the numbers of a scan.
pub(crate) trait Source<T>: Sync {
    /// The worths of the coalitions from `first` on, `length` of them; written to `buffer` if they do not stand in
    /// memory as they are.
    fn block<'b>(&'b self, first: usize, length: usize, buffer: &'b mut Vec<T>) -> &'b [T];
}

/// What a scan compares with.
#[derive(Clone, Debug)]
pub(crate) enum Threshold<T> {
    /// The same for all coalitions.
    Flat(T),
    /// By the number of members, 0 to n.
    BySize(Vec<T>),
}

/// Everything a scan needs.
#[derive(Debug)]
pub(crate) struct Scan<'a, T, S> {
    /// The worths.
    pub(crate) source: &'a S,
    /// x, one amount a player.
    pub(crate) amounts: &'a [T],
    /// Coalitions above this are found.
    pub(crate) threshold: &'a Threshold<T>,
    /// Coalitions in here are left out; it holds the grand coalition.
    pub(crate) span: &'a Span,
}

/// A coalition above the threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Above {
    /// Its bit mask.
    pub(crate) mask: u64,
    /// By how much, about.
    pub(crate) by: f64,
}

impl<T: Amount, S: Source<T>> Scan<'_, T, S> {
    /// At most `most` coalitions above the threshold: the worst of each block, the worst of those first. Empty only
    /// if there is none, or if the run was cancelled. The same for any number of threads.
    ///
    /// Blocks are taken in an order that mixes the high players, from the `start`-th part on, and no more parts are
    /// read once there are twice as many as wanted: only a scan that finds little has to be complete. `ceilings` are
    /// those of earlier scans of the same worths, whose spans were in this one.
    pub(crate) fn worst(&self, start: usize, most: usize, ceilings: &mut Ceilings, run: &Run) -> Vec<Above> {
        let low = self.amounts.len().saturating_sub(6).min(BLOCK_PLAYERS);
        let blocks = 1usize << (self.amounts.len() - low);
        let tables = Tables::new(self, low);
        let rises = ceilings.begin(blocks, self.amounts.iter().take(low).map(Amount::size).collect());
        let part = (blocks / PARTS).max(1);
        let mut found: Vec<Above> = Vec::new();
        for index in 0..blocks / part {
            let first = (start.wrapping_add(index) % (blocks / part)) * part;
            let task = |(task, ceilings): (usize, &mut [Ceiling])| {
                self.task(&tables, first + task * BLOCKS_A_TASK, blocks, ceilings, &rises, run)
            };
            let ceilings = ceilings.of(first..first + part);
            if run.is_parallel() && part > BLOCKS_A_TASK {
                let tasks = ceilings.par_chunks_mut(BLOCKS_A_TASK).enumerate();
                let parts: Vec<Vec<Above>> = tasks.map(task).collect();
                found.extend(parts.into_iter().flatten());
            } else {
                found.extend(ceilings.chunks_mut(BLOCKS_A_TASK).enumerate().flat_map(task));
            }
            if found.len() >= 2 * most || run.is_cancelled() {
                break;
            }
        }
        found.sort_by(|a, b| b.by.total_cmp(&a.by).then(a.mask.cmp(&b.mask)));
        found.truncate(most);
        found
    }

    /// The worst of each block of a task: places from `first` on in the mixed order.
    fn task(
        &self,
        tables: &Tables<T>,
        first: usize,
        blocks: usize,
        ceilings: &mut [Ceiling],
        rises: &[f64],
        run: &Run,
    ) -> Vec<Above> {
        if run.is_cancelled() {
            return Vec::new();
        }
        let mut buffer = Vec::new();
        // An odd factor permutes the numbers below a power of two.
        let mixed = |place: usize| place.wrapping_mul(MIXER) & (blocks - 1);
        let worst = |(ceiling, place): (&mut Ceiling, usize)| {
            let block = mixed(place);
            let shift = tables.high_sum(self.amounts, block);
            if ceiling.is_within(shift.size(), rises) {
                return None;
            }
            let (worst, height) = self.block(tables, block, &shift, &mut buffer);
            ceiling.lower(height, rises);
            worst
        };
        ceilings.iter_mut().zip(first..).filter_map(worst).collect()
    }

    /// The worst coalition of a block, if any is above; and what the excess of any that counts is at most, before the
    /// high players' amounts are taken.
    fn block(
        &self,
        tables: &Tables<T>,
        block: usize,
        shift: &T,
        buffer: &mut Vec<T>,
    ) -> (Option<Above>, f64) {
        let length = 1 << tables.low;
        let worths = self.source.block(block << tables.low, length, buffer);
        let sums = tables.sums(block);
        let highest = match T::highest(worths, sums, shift) {
            Ok(highest) => highest,
            Err(height) => return (None, height),
        };
        let outside = tables.high_residue(self.span, block);
        let grand = (1u64 << self.amounts.len()) - 1;
        let first = block as u64 * length as u64;
        let counts = |mask: u64, residue: u64| span::add(outside, residue) != 0 && mask != 0 && mask != grand;
        // Nearly always the highest is one that counts.
        if let Some(place) = worths.iter().zip(sums).position(|(worth, sum)| worth.minus(sum) == highest) {
            let mask = first + place as u64;
            if counts(mask, tables.residues.get(place).copied().unwrap_or(0)) {
                let above = Above { mask, by: highest.minus(shift).size() };
                return (Some(above), highest.size());
            }
        }
        let mut best: Option<(u64, T)> = None;
        for (((worth, sum), residue), mask) in worths.iter().zip(sums).zip(&tables.residues).zip(first..) {
            let excess = worth.minus(sum);
            let beats = best.as_ref().is_none_or(|(_, best)| excess > *best);
            if beats && counts(mask, *residue) {
                best = Some((mask, excess));
            }
        }
        let height = best.as_ref().map_or(f64::NEG_INFINITY, |(_, excess)| excess.size());
        let above = best.filter(|(_, excess)| excess > shift);
        (above.map(|(mask, excess)| Above { mask, by: excess.minus(shift).size() }), height)
    }
}

/// What does not change from block to block.
struct Tables<T> {
    /// Players of a block.
    low: usize,
    /// x of the low members, with the threshold of the size; one table for each number of high members, or one for
    /// all.
    sums: Vec<Vec<T>>,
    /// The threshold, if it is the same for all.
    flat: T,
    /// The functional of the span, on the low members.
    residues: Vec<u64>,
}

impl<T: Amount> Tables<T> {
    fn new<S>(scan: &Scan<'_, T, S>, low: usize) -> Self {
        let subsets = |values: &[T]| {
            values.iter().take(low).fold(vec![T::nil()], |mut sums, value| {
                let with: Vec<T> = sums.iter().map(|sum| sum.plus(value)).collect();
                sums.extend(with);
                sums
            })
        };
        let plain = subsets(scan.amounts);
        let (sums, flat) = match scan.threshold {
            Threshold::Flat(threshold) => (vec![plain], threshold.clone()),
            Threshold::BySize(thresholds) => {
                let with = |high: usize| {
                    let size = |mask: usize| high + mask.count_ones() as usize;
                    let threshold = |mask| thresholds.get(size(mask)).cloned().unwrap_or_else(T::nil);
                    plain.iter().enumerate().map(|(mask, sum)| sum.plus(&threshold(mask))).collect()
                };
                ((0..=scan.amounts.len() - low).map(with).collect(), T::nil())
            }
        };
        let residues = scan.span.functional().iter().take(low).fold(vec![0], |mut sums, value| {
            let with: Vec<u64> = sums.iter().map(|sum| span::add(*sum, *value)).collect();
            sums.extend(with);
            sums
        });
        Self { low, sums, flat, residues }
    }

    fn sums(&self, block: usize) -> &[T] {
        let table = if self.sums.len() == 1 { 0 } else { block.count_ones() as usize };
        self.sums.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// x of the high members, with the threshold if it is flat.
    fn high_sum(&self, amounts: &[T], block: usize) -> T {
        let members =
            amounts.iter().skip(self.low).enumerate().filter(|(player, _)| block >> player & 1 == 1);
        members.fold(self.flat.clone(), |sum, (_, amount)| sum.plus(amount))
    }

    fn high_residue(&self, span: &Span, block: usize) -> u64 {
        let values = span.functional().iter().skip(self.low).enumerate();
        values
            .filter(|(player, _)| block >> player & 1 == 1)
            .fold(0, |sum, (_, value)| span::add(sum, *value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Table(Vec<f64>);

    impl Source<f64> for Table {
        fn block<'b>(&'b self, first: usize, length: usize, _: &'b mut Vec<f64>) -> &'b [f64] {
            self.0.get(first..first + length).unwrap_or_default()
        }
    }

    #[test]
    fn ceilings_spare_reading_and_change_nothing() {
        let players = 12;
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64
        };
        let source = Table((0..1 << players).map(|_| next()).collect());
        let scale = (1u64 << 24) as f64;
        let mut span = Span::new(players);
        span.insert(&vec![1; players]);
        let mut amounts: Vec<f64> = (0..players).map(|_| next() / 4.0).collect();
        let (mut kept, mut found) = (Ceilings::new(scale), 0);
        for start in 0..60usize {
            // Smaller and smaller steps, and twice something that is settled.
            let step = f64::from(4 << (start / 4).min(20));
            for amount in &mut amounts {
                *amount += (next() - scale / 2.0) / step;
            }
            if start % 20 == 10 {
                let row: Vec<i32> = (0..players).map(|_| i32::from(next() > scale / 2.0)).collect();
                span.insert(&row);
            }
            for threshold in [0.9, 1.2, 1.5].map(|part| Threshold::Flat(part * scale)) {
                let scan = Scan { source: &source, amounts: &amounts, threshold: &threshold, span: &span };
                let (run, most) = (Run::new(), 1 << players);
                let anew = scan.worst(start, most, &mut Ceilings::new(scale), &run);
                assert_eq!(scan.worst(start, most, &mut kept, &run), anew);
                found += usize::from(!anew.is_empty());
            }
        }
        assert!((20..160).contains(&found), "{found} of 180 scans found anything");
    }
}
