//! The Shapley–Shubik index, exactly.

use num_bigint::BigUint;
use num_traits::One;
use willing_council::WeightedQuota;
use willing_game::Rational;

use super::limbs::{Prefix, SPARE};
use super::power::{columns, shift};
use super::reduced::Reduced;
use super::sizes::{SizeTable, Sums};
use super::swings::windows;
use super::{Error, WeightedPower};

impl WeightedPower {
    /// The Shapley–Shubik index of every seat, exactly; the sum is 1.
    ///
    /// Coalitions are counted by size and weight where that table fits the memory. Else the generating function is
    /// evaluated at n places modulo primes, which takes little memory and long: a sum over sizes with weights
    /// s! (n − 1 − s)! / n! is a linear functional of n values, and lcm(1..n) times the index is a whole number
    /// between 0 and that.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// With r = min(q, W − q + 1). By size: at most n² r ⌈n/56⌉ additions of words, mostly a tenth of that, and memory
    /// up to 8 n r ⌈n/56⌉ bytes. By evaluation: n² r multiplications for each of 0.05 n primes; memory 4 r bytes a
    /// thread.
    ///
    /// # References
    ///
    /// Mann & Shapley (1962).
    pub fn shapley_shubik(&self, rule: &WeightedQuota) -> Result<Vec<Rational>, Error> {
        let game = Reduced::of(rule);
        let largest = largest_losing(&game);
        let bytes = SizeTable::bytes_each(game.seats(), largest) + 16;
        let multiple = least_common_multiple(game.seats());
        let numerators = match columns(game.least(), bytes, self.memory) {
            Ok(columns) => self.by_size(&game, columns, largest, &multiple)?,
            Err(_) => self.by_evaluation(&game, &multiple)?,
        };
        let shares: Vec<Rational> = numerators
            .into_iter()
            .map(|numerator| Rational::new(numerator, multiple.clone()).unwrap_or_default())
            .collect();
        Ok(game.by_seat(&shares, &Rational::zero()))
    }

    /// About how many additions of words [`WeightedPower::shapley_shubik`] takes.
    pub(in crate::power) fn steps_of_orders(&self, rule: &WeightedQuota) -> u128 {
        let game = Reduced::of(rule);
        let largest = largest_losing(&game);
        let table = u128::from(game.least()).saturating_mul(SizeTable::bytes_each(game.seats(), largest) / 8);
        if table.saturating_mul(8) <= u128::from(self.memory) {
            return table.saturating_mul(game.seats() as u128) / 4;
        }
        let squared = (game.seats() as u128).pow(2);
        let primes = squared / 20 + 1;
        // A multiplication modulo a prime takes about as long as four additions.
        u128::from(game.least())
            .saturating_mul(squared)
            .saturating_mul(4 * primes / game.seats().max(1) as u128)
    }

    /// For each class, the index times `multiple`.
    fn by_size(
        &self,
        game: &Reduced,
        columns: usize,
        largest: usize,
        multiple: &BigUint,
    ) -> Result<Vec<BigUint>, Error> {
        let mut table = SizeTable::new(game.seats(), columns, largest);
        for (batch, weights) in game.ascending.chunks(SPARE).enumerate() {
            self.step("seats counted by size", batch * SPARE, game.seats())?;
            table.add(weights);
        }
        let swings = swings_by_size(&table, columns, largest, game);
        let weights = size_weights(game.seats(), largest, multiple);
        let sum =
            |swings: &Vec<BigUint>| swings.iter().zip(&weights).map(|(count, weight)| count * weight).sum();
        Ok(swings.iter().map(sum).collect())
    }
}

/// For each class, swings by the number of others: at size s, Σ_k (−1)^k times window k of slice s − k.
fn swings_by_size(table: &SizeTable, quota: usize, largest: usize, game: &Reduced) -> Vec<Vec<BigUint>> {
    let mut sums = Sums::new(game.classes.len(), largest + 1);
    let mut prefix = Prefix::default();
    for (plane, slices) in table.planes().iter().enumerate() {
        for (size, slice) in slices.iter().enumerate().filter(|(_, slice)| !slice.is_empty()) {
            prefix.fill(slice);
            for (index, class) in game.classes.iter().enumerate() {
                let windows = windows(quota, shift(class.weight));
                let signs = [1, -1].into_iter().cycle();
                for ((sum, (low, high)), sign) in sums.words(index, size, plane).zip(windows).zip(signs) {
                    *sum += sign * prefix.between(low, high);
                }
            }
        }
    }
    sums.finish()
}

/// The most seats of a coalition that weighs less than r.
pub(super) fn largest_losing(game: &Reduced) -> usize {
    let least = game.least();
    let sums = game.ascending.iter().scan(0u64, |sum, weight| {
        *sum += weight;
        Some(*sum)
    });
    sums.take_while(|sum| *sum < least).count()
}

/// lcm(1..=n).
pub(super) fn least_common_multiple(seats: usize) -> BigUint {
    (1..=seats).fold(BigUint::one(), |multiple, number| {
        let rest = shift((&multiple % number).iter_u64_digits().next().unwrap_or(0));
        multiple * (number / num_integer::gcd(number, rest))
    })
}

/// s! (n − 1 − s)! / n! times `multiple`, for the sizes 0..=largest: `multiple` over n C(n − 1, s), which divides it.
fn size_weights(seats: usize, largest: usize, multiple: &BigUint) -> Vec<BigUint> {
    let mut divisor = BigUint::from(seats);
    let mut weights = Vec::with_capacity(largest + 1);
    for size in 0..=largest {
        weights.push(multiple / &divisor);
        divisor = divisor * seats.saturating_sub(1 + size).max(1) / (size + 1);
    }
    weights
}
