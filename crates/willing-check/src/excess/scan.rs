//! Integer excesses of all coalitions, and those above a threshold.

use std::ops::{Add, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use willing_game::Rational;
use willing_game::tu::Numerators;

/// Players whose sums stand ready in one table.
const LOW: usize = 10;

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
    /// The largest size of a numerator.
    largest: BigInt,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(numerators: &'a Numerators<'a>, allocation: &[Rational]) -> Self {
        let start = numerators.denominator().clone();
        let unit = allocation.iter().fold(start, |lcm, amount| lcm.lcm(amount.denominator()));
        let factor = &unit / numerators.denominator();
        let amounts =
            allocation.iter().map(|amount| amount.numerator() * (&unit / amount.denominator())).collect();
        let largest = match numerators.as_integers() {
            Some(integers) => {
                BigInt::from(integers.iter().fold(0, |most, value| value.unsigned_abs().max(most)))
            }
            None => (0..numerators.len())
                .map(|mask| numerators.get(mask).unsigned_abs())
                .max()
                .unwrap_or(0)
                .into(),
        };
        Self { numerators, factor, amounts, unit, largest }
    }

    /// The largest integer that is at most `times` times the excess `level`, in the units of the scan.
    pub(crate) fn threshold(&self, level: &Rational, times: i32) -> BigInt {
        (level.numerator() * &self.unit * times).div_floor(level.denominator())
    }

    /// An excess in the units of the scan as one of the game.
    pub(crate) fn excess(&self, units: &BigInt) -> Rational {
        Rational::new(units.clone(), self.unit.clone()).unwrap_or_default()
    }

    /// Calls `found` for every coalition whose excess is above the threshold of its size, with its bit mask and excess,
    /// until it says stop.
    pub(crate) fn above(&self, thresholds: &[BigInt], mut found: impl FnMut(u64, BigInt) -> bool) {
        let sum = self.amounts.iter().map(Signed::abs).sum::<BigInt>();
        let limit = thresholds.iter().map(Signed::abs).max().unwrap_or_default();
        let most = &self.largest * &self.factor + sum + limit;
        if most.bits() < 62
            && let Some(factor) = self.factor.to_i64()
        {
            // Numerators and their products with the factor fit 62 bits, by the choice of `most`.
            #[expect(clippy::cast_possible_truncation, reason = "the numerator fits 62 bits")]
            let worth = |mask: usize| self.numerators.get(mask) as i64 * factor;
            let small = |values: &[BigInt]| values.iter().filter_map(ToPrimitive::to_i64).collect::<Vec<_>>();
            run(&small(&self.amounts), &small(thresholds), &0, worth, |mask, excess| {
                found(mask, excess.into())
            });
        } else if most.bits() < 126
            && let Some(factor) = self.factor.to_i128()
        {
            let worth = |mask: usize| self.numerators.get(mask) * factor;
            let wide = |values: &[BigInt]| values.iter().filter_map(ToPrimitive::to_i128).collect::<Vec<_>>();
            run(&wide(&self.amounts), &wide(thresholds), &0, worth, |mask, excess| {
                found(mask, excess.into())
            });
        } else {
            let worth = |mask: usize| &self.factor * self.numerators.get(mask);
            run(&self.amounts, thresholds, &BigInt::default(), worth, found);
        }
    }
}

/// Calls `found` for all excesses above the thresholds.
fn run<T>(
    amounts: &[T],
    thresholds: &[T],
    zero: &T,
    worth: impl Fn(usize) -> T,
    mut found: impl FnMut(u64, T) -> bool,
) where
    T: Clone + PartialOrd + for<'b> Add<&'b T, Output = T> + for<'b> Sub<&'b T, Output = T>,
{
    let (low, high) = amounts.split_at(amounts.len().min(LOW));
    let sums = low.iter().fold(vec![zero.clone()], |mut sums, amount| {
        let with: Vec<T> = sums.iter().map(|sum| sum.clone() + amount).collect();
        sums.extend(with);
        sums
    });
    for block in 0..1usize << high.len() {
        let members = high.iter().enumerate().filter(|(player, _)| block >> player & 1 == 1);
        let base = members.fold(zero.clone(), |sum, (_, amount)| sum + amount);
        // x(S) plus the threshold of the size |S|.
        let bars: Vec<T> = (0..=low.len())
            .filter_map(|size| thresholds.get(size + block.count_ones() as usize))
            .map(|threshold| base.clone() + threshold)
            .collect();
        let first = block << low.len();
        for (offset, sum) in sums.iter().enumerate() {
            let Some(bar) = bars.get(offset.count_ones() as usize) else { continue };
            let worth = worth(first | offset);
            if worth.clone() - sum > *bar {
                let excess = worth - sum - &base;
                if !found((first | offset) as u64, excess) {
                    return;
                }
            }
        }
    }
}
