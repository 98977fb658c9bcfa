//! Sums of weights: one condition in whole numbers that are not too large.

use num_bigint::BigUint;
use num_traits::Zero;
use willing_council::Formula;

use super::ordered::Ordered;

/// The greatest sum that is looked at.
const GREATEST: u64 = 1 << 25;

/// The most 64-bit words of a table.
const MOST_WORDS: usize = 1 << 26;

/// The only condition of a game: its quota and weights.
fn single(game: &Ordered) -> Option<(u64, Vec<u64>)> {
    let Formula::One(condition) = *game.formula() else { return None };
    let weights = (0..game.len()).map(|place| game.seat(place).get(condition).copied());
    Some((game.quotas().get(condition).copied()?, weights.collect::<Option<_>>()?))
}

/// What the sums of two games say.
pub(super) enum Between {
    /// The games do not weigh seats alike by one condition each, or are too large.
    Unknown,
    /// Places of seats that weigh at least the one quota and less than the other.
    Found(Vec<usize>),
    /// There are none.
    Nothing,
}

/// Places of seats that weigh at least the quota of `first` and less than that of `second`, where both weigh seats alike by
/// one condition each.
///
/// Bellman (1957): the sums of the first k seats are those of the first k − 1, and these shifted. Kept are the sums as bits
/// and for each sum the seat that reached it first; earlier seats reach the rest.
pub(super) fn between(first: &Ordered, second: &Ordered) -> Between {
    search(first, second).unwrap_or(Between::Unknown)
}

fn search(first: &Ordered, second: &Ordered) -> Option<Between> {
    let ((least, weights), (beyond, same)) = (single(first)?, single(second)?);
    if weights != same || beyond > GREATEST || weights.len() > usize::from(u16::MAX) {
        return None;
    }
    if least == 0 {
        return Some(if beyond > 0 { Between::Found(Vec::new()) } else { Between::Nothing });
    }
    let (least, beyond) = (usize::try_from(least).ok()?, usize::try_from(beyond).ok()?);
    let mut reached = vec![0u64; beyond / 64 + 1];
    let mut by = vec![u16::MAX; beyond];
    *reached.first_mut()? = 1;
    for (place, weight) in (0u16..).zip(&weights) {
        let Some(shift) = usize::try_from(*weight).ok().filter(|weight| *weight > 0 && *weight < beyond)
        else {
            continue;
        };
        let (words, bits) = (shift / 64, shift % 64);
        // From above, so that no seat is taken twice.
        for to in (words..reached.len()).rev() {
            let from = to - words;
            let low = from.checked_sub(1).and_then(|below| reached.get(below)).copied().unwrap_or(0);
            let shifted = reached.get(from)? << bits | if bits == 0 { 0 } else { low >> (64 - bits) };
            let word = reached.get_mut(to)?;
            let mut new = shifted & !*word;
            *word |= shifted;
            while new != 0 {
                let sum = to * 64 + new.trailing_zeros() as usize;
                new &= new - 1;
                match by.get_mut(sum) {
                    Some(by) => *by = place,
                    None => break,
                }
                if sum >= least {
                    return Some(Between::Found(members(&by, &weights, sum)));
                }
            }
        }
    }
    Some(Between::Nothing)
}

/// The seats that reach a sum.
fn members(by: &[u16], weights: &[u64], mut sum: usize) -> Vec<usize> {
    let mut members = Vec::new();
    while let Some(place) = by.get(sum).map(|place| usize::from(*place)).filter(|_| sum > 0) {
        members.push(place);
        let weight = weights.get(place).and_then(|weight| usize::try_from(*weight).ok()).unwrap_or(sum);
        sum = sum.saturating_sub(weight);
    }
    members
}

/// How many coalitions win by one condition, and how many do so minimally; `None` for other games and tables that are
/// too large. Seats must be in the order of falling weight.
///
/// A coalition that loses and wins with the next seat is, with it, minimal, as all others weigh no less; with any of the seats
/// that follow it goes on winning. So one table of how many coalitions of the first seats have which sum is enough.
pub(super) fn counted(game: &Ordered) -> Option<(BigUint, BigUint)> {
    let (quota, weights) = single(game)?;
    let limbs = game.len() / 64 + 1;
    let sums = usize::try_from(quota).ok().filter(|sums| *sums > 0)?;
    if sums.checked_mul(limbs)? > MOST_WORDS || !game.descends() {
        return None;
    }
    let mut table = vec![0u64; sums * limbs];
    *table.first_mut()? = 1;
    let (mut winning, mut minimal) = (BigUint::zero(), BigUint::zero());
    for (place, weight) in weights.iter().enumerate() {
        let weight = usize::try_from(*weight).ok()?.min(sums);
        let window = total(table.get((sums - weight) * limbs..)?, limbs);
        minimal += &window;
        winning += window << (game.len() - place - 1);
        // From above, so that no seat is taken twice. No overflow: there are at most 2ⁿ coalitions.
        for sum in (weight..sums).rev() {
            let (low, high) = table.split_at_mut(sum * limbs);
            if weight == 0 {
                double(high.get_mut(..limbs)?);
            } else {
                add(high.get_mut(..limbs)?, low.get((sum - weight) * limbs..)?);
            }
        }
    }
    Some((winning, minimal))
}

fn add(to: &mut [u64], from: &[u64]) {
    let mut carry = false;
    for (to, from) in to.iter_mut().zip(from) {
        let (sum, over) = to.overflowing_add(*from);
        let (sum, more) = sum.overflowing_add(u64::from(carry));
        (*to, carry) = (sum, over || more);
    }
}

fn double(number: &mut [u64]) {
    let mut carry = 0;
    for limb in number {
        (*limb, carry) = (*limb << 1 | carry, *limb >> 63);
    }
}

/// The sum of numbers of so many limbs.
fn total(numbers: &[u64], limbs: usize) -> BigUint {
    let mut sums = vec![0u128; limbs];
    for number in numbers.chunks_exact(limbs) {
        // At most 2²⁶ numbers of 64 bits.
        sums.iter_mut().zip(number).for_each(|(sum, limb)| *sum += u128::from(*limb));
    }
    sums.iter().rev().fold(BigUint::zero(), |total, sum| (total << 64u32) + *sum)
}
