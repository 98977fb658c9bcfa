//! Integer excesses of all coalitions, and those above a threshold.

use std::ops::{Add, Range, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use willing_game::Rational;
use willing_game::tu::Numerators;

/// Players whose sums stand ready in one table: those of a block.
const LOW: usize = 10;

/// Blocks that one thread reads at a time.
const BLOCKS_A_TASK: usize = 64;

/// Excesses in units in which they are integers.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    numerators: &'a Numerators<'a>,
    /// What a worth's numerator is multiplied with.
    factor: BigInt,
    /// x in these units.
    amounts: Vec<BigInt>,
    /// One unit of the game in these units.
    unit: BigInt,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(numerators: &'a Numerators<'a>, allocation: &[Rational]) -> Self {
        let start = numerators.denominator().clone();
        let unit = allocation.iter().fold(start, |lcm, amount| lcm.lcm(amount.denominator()));
        let factor = &unit / numerators.denominator();
        let amounts =
            allocation.iter().map(|amount| amount.numerator() * (&unit / amount.denominator())).collect();
        Self { numerators, factor, amounts, unit }
    }

    /// The largest integer that is at most `times` times the excess `level`, in the units of the scan.
    pub(crate) fn threshold(&self, level: &Rational, times: i32) -> BigInt {
        (level.numerator() * &self.unit * times).div_floor(level.denominator())
    }

    /// An excess in the units of the scan as one of the game.
    pub(crate) fn excess(&self, units: &BigInt) -> Rational {
        Rational::new(units.clone(), self.unit.clone()).unwrap_or_default()
    }

    /// What `judge` has against the first coalition against which it has anything, in the order of bit masks. It is
    /// asked about those whose excess is above the threshold of their size, with bit mask and excess.
    ///
    /// With the feature `rayon`, and in a thread of a pool of several, all of them read; elsewhere only the caller's own.
    pub(crate) fn first_above<V: Send>(
        &self,
        thresholds: &[BigInt],
        judge: impl Fn(u64, BigInt) -> Option<V> + Sync,
    ) -> Option<V> {
        let sum = self.amounts.iter().map(Signed::abs).sum::<BigInt>();
        let limit = thresholds.iter().map(Signed::abs).max().unwrap_or_default();
        // Whatever is added or compared below is at most this in size.
        let most = BigInt::from(self.numerators.largest()) * &self.factor + sum + limit;
        let small =
            |values: &[BigInt]| -> Vec<i64> { values.iter().filter_map(ToPrimitive::to_i64).collect() };
        let factor = self.factor.to_i64().filter(|_| most.bits() < 62);
        if most.bits() <= FLOAT_BITS
            && let (Some((worths, scale)), Some(factor)) = (self.numerators.as_floats(), factor)
        {
            let floats = |values| small(values).into_iter().map(|value| value as f64).collect::<Vec<_>>();
            let source = Floats { worths, scale: scale * factor as f64 };
            let judge = |mask, excess: f64| judge(mask, excess.to_i64().unwrap_or_default().into());
            run(&floats(&self.amounts), &floats(thresholds), &0.0, &source, judge)
        } else if let Some(factor) = factor
            // What goes for one place goes for all.
            && self.numerators.fill(0..1, factor, &mut Vec::new())
        {
            let source = Integers { numerators: self.numerators, factor, first: 0, block: Vec::new() };
            let judge = |mask, excess: i64| judge(mask, excess.into());
            run(&small(&self.amounts), &small(thresholds), &0, &source, judge)
        } else if most.bits() < 126
            && let Some(factor) = self.factor.to_i128()
        {
            let wide = |values: &[BigInt]| values.iter().filter_map(ToPrimitive::to_i128).collect::<Vec<_>>();
            let source = |mask| self.numerators.get(mask) * factor;
            let judge = |mask, excess: i128| judge(mask, excess.into());
            run(&wide(&self.amounts), &wide(thresholds), &0, &source, judge)
        } else {
            let source = |mask| &self.factor * self.numerators.get(mask);
            run(&self.amounts, thresholds, &BigInt::default(), &source, judge)
        }
    }
}

/// Floats add and subtract integers of so many bits exactly, with one to spare.
const FLOAT_BITS: u64 = 52;

/// Worths in the units of a scan.
trait Source<T>: Clone {
    /// Whether any worth of the block from `first` on is above its bar and the base together.
    fn any_above(&mut self, first: usize, bars: &[T], base: &T) -> bool;

    /// A worth of the block that was asked about last.
    fn worth(&self, mask: usize) -> T;
}

/// Integers that are floats times a scale.
#[derive(Clone)]
struct Floats<'a> {
    worths: &'a [f64],
    scale: f64,
}

impl Source<f64> for Floats<'_> {
    fn any_above(&mut self, first: usize, bars: &[f64], base: &f64) -> bool {
        let worths = self.worths.get(first..first + bars.len()).unwrap_or_default();
        // The sign of base + bar − worth, gathered without a branch: the compiler vectorises it.
        let rest = |(worth, bar): (&f64, &f64)| (base - (worth * self.scale - bar)).to_bits();
        worths.iter().zip(bars).map(rest).fold(0, |signs, rest| signs | rest) >> 63 == 1
    }

    fn worth(&self, mask: usize) -> f64 {
        self.worths.get(mask).copied().unwrap_or(0.0) * self.scale
    }
}

/// Integers of 64 bits.
#[derive(Clone)]
struct Integers<'a> {
    numerators: &'a Numerators<'a>,
    factor: i64,
    first: usize,
    block: Vec<i64>,
}

impl Source<i64> for Integers<'_> {
    fn any_above(&mut self, first: usize, bars: &[i64], base: &i64) -> bool {
        self.first = first;
        self.numerators.fill(first..first + bars.len(), self.factor, &mut self.block);
        self.block.iter().zip(bars).fold(0, |signs, (worth, bar)| signs | (base - (worth - bar))) < 0
    }

    fn worth(&self, mask: usize) -> i64 {
        self.block.get(mask - self.first).copied().unwrap_or(0)
    }
}

/// Anything else, one by one.
impl<T, F> Source<T> for F
where
    T: PartialOrd + for<'b> Sub<&'b T, Output = T>,
    F: Fn(usize) -> T + Clone,
{
    fn any_above(&mut self, first: usize, bars: &[T], base: &T) -> bool {
        (first..).zip(bars).any(|(mask, bar)| self(mask) - bar > *base)
    }

    fn worth(&self, mask: usize) -> T {
        self(mask)
    }
}

/// The first that `judge` has anything against, of all excesses above the thresholds.
fn run<T, V>(
    amounts: &[T],
    thresholds: &[T],
    zero: &T,
    source: &(impl Source<T> + Sync),
    judge: impl Fn(u64, T) -> Option<V> + Sync,
) -> Option<V>
where
    T: Clone + PartialOrd + Send + Sync + for<'b> Add<&'b T, Output = T> + for<'b> Sub<&'b T, Output = T>,
    V: Send,
{
    let (low, high) = amounts.split_at(amounts.len().min(LOW));
    let sums = low.iter().fold(vec![zero.clone()], |mut sums, amount| {
        let with: Vec<T> = sums.iter().map(|sum| sum.clone() + amount).collect();
        sums.extend(with);
        sums
    });
    // x of the low members plus the threshold of the size, for each number of high members.
    let bars = |members: usize| -> Vec<T> {
        let threshold = |mask: usize| thresholds.get(members + mask.count_ones() as usize);
        let bar = |(mask, sum): (usize, &T)| Some(sum.clone() + threshold(mask)?);
        sums.iter().enumerate().filter_map(bar).collect()
    };
    let bars: Vec<Vec<T>> = (0..=high.len()).map(bars).collect();
    let blocks = |numbers: Range<usize>| {
        let mut source = source.clone();
        numbers.into_iter().find_map(|number| {
            let members = high.iter().enumerate().filter(|(player, _)| number >> player & 1 == 1);
            let base = members.fold(zero.clone(), |sum, (_, amount)| sum + amount);
            let bars = bars.get(number.count_ones() as usize)?;
            let first = number << low.len();
            if !source.any_above(first, bars, &base) {
                return None;
            }
            let mut coalitions = (first..).zip(sums.iter().zip(bars));
            coalitions.find_map(|(mask, (sum, bar))| {
                let worth = source.worth(mask);
                if worth.clone() - bar > base { judge(mask as u64, worth - sum - &base) } else { None }
            })
        })
    };
    let count = 1usize << high.len();
    in_order(count.div_ceil(BLOCKS_A_TASK), |task| {
        blocks(task * BLOCKS_A_TASK..count.min((task + 1) * BLOCKS_A_TASK))
    })
}

/// What the first task finds that finds anything.
fn in_order<V: Send>(tasks: usize, task: impl Fn(usize) -> Option<V> + Sync) -> Option<V> {
    #[cfg(feature = "rayon")]
    if tasks > 1 && rayon::current_thread_index().is_some() && rayon::current_num_threads() > 1 {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        return (0..tasks).into_par_iter().find_map_first(&task);
    }
    (0..tasks).find_map(task)
}

#[cfg(test)]
mod tests {
    use willing_game::tu::TableGame;

    use super::*;

    #[test]
    fn the_first_coalition_above_is_found_in_any_kind_of_numbers_and_on_any_number_of_threads()
    -> Result<(), Box<dyn std::error::Error>> {
        let players = 17;
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 44).cast_signed()
        };
        let worths: Vec<i64> =
            (0..1usize << players).map(|mask| if mask == 0 { 0 } else { next() }).collect();
        let floats = |scale: f64| worths.iter().map(|worth| *worth as f64 * scale).collect::<Vec<_>>();
        let mut far = floats(1.0);
        if let Some(last) = far.last_mut() {
            *last = 2f64.powi(100);
        }
        let tables = [
            (TableGame::from_integers(worths.clone())?, 1.0),
            (TableGame::from_floats(floats(1.0))?, 1.0),
            (TableGame::from_floats(floats(0.25))?, 0.25),
            // Beyond what floats add exactly, beyond 64 bits, beyond 128 bits.
            (TableGame::from_floats(floats(2f64.powi(-40)))?, 2f64.powi(-40)),
            (TableGame::from_floats(far)?, 1.0),
        ];
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
        for (game, scale) in tables {
            let numerators = game.numerators()?;
            for denominator in [1, 7, (1 << 31) - 1, (1 << 37) + 9, i64::MAX] {
                let unit = Rational::from_float(scale)?;
                let odd = Rational::new(1, denominator).ok_or("zero")?;
                let allocation: Vec<Rational> =
                    (0..players).map(|seat| &unit * (Rational::from(seat * 9_000) + &odd)).collect();
                let scan = Scan::new(&numerators, &allocation);
                let excess = |mask: usize| {
                    let seats = allocation.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
                    numerators.worth(mask) - seats.map(|(_, amount)| amount).sum::<Rational>()
                };
                for mask in [1, 0x2a, 0x1_0001, 0x1_5a5a, (1 << players) - 1] {
                    let level = excess(mask);
                    let bar = scan.threshold(&level, 1);
                    let above = |bar: &BigInt, judge: &(dyn Fn(u64, BigInt) -> Option<BigInt> + Sync)| {
                        let bars = vec![bar.clone(); allocation.len() + 1];
                        let alone = scan.first_above(&bars, judge);
                        assert_eq!(pool.install(|| scan.first_above(&bars, judge)), alone);
                        alone
                    };
                    let own = |found: u64, excess: BigInt| (found == mask as u64).then_some(excess);
                    assert_eq!(above(&bar, &own), None);
                    let found = above(&(&bar - 1), &own).ok_or("not found")?;
                    assert_eq!(scan.excess(&found), level);
                    // Late in either half of the table.
                    let late = above(&bar, &|mask, _| (mask % 65_536 > 60_000).then(|| mask.into()));
                    let Some(late) = late.and_then(|mask| mask.to_usize()) else { continue };
                    assert!(excess(late) > level);
                    let before = late.saturating_sub(500)..late;
                    assert!(before.into_iter().all(|mask| mask % 65_536 <= 60_000 || excess(mask) <= level));
                }
            }
        }
        Ok(())
    }
}
