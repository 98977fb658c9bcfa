//! Raw Banzhaf counts.

use num_bigint::BigUint;
use num_traits::One;
use willing_check::power::Swings;
use willing_council::WeightedQuota;

use super::limbs::{Limbs, Prefix, SPARE, natural, planes_for};
use super::power::shift;
use super::reduced::{Class, Reduced};
use super::{Error, WeightedPower};

impl WeightedPower {
    /// Winning coalitions and swings of every seat, exactly.
    ///
    /// # Errors
    ///
    /// [`Error::TableTooLarge`]; [`Error::Cancelled`].
    ///
    /// # Complexity
    ///
    /// With r = min(q, W − q + 1): at most n r ⌈n/56⌉ additions of words, and r / w for each weight w; memory
    /// 8 r ⌈n/56⌉ + 16 r bytes.
    pub fn swings(&self, rule: &WeightedQuota) -> Result<Swings, Error> {
        let game = Reduced::of(rule);
        let bytes = 8 * planes_for(game.seats()) as u128 + 16;
        let columns = self.columns(game.least(), bytes)?;
        let table = self.run.install(|| self.product(&game.ascending, columns))?;
        let windows = Windows::of(&table, columns, &game.classes);
        let all = BigUint::one() << game.seats();
        let winning = if game.quota <= game.blocking { all - windows.below } else { windows.below };
        let by_class: Vec<BigUint> =
            windows.by_class.iter().map(|swings| swings << game.weightless).collect();
        Ok(Swings {
            winning: winning << game.weightless,
            by_seat: game.by_seat(&by_class, &BigUint::default()),
        })
    }

    /// The first coefficients of Π (1 + xʷ).
    pub(super) fn product(&self, weights: &[u64], columns: usize) -> Result<Limbs, Error> {
        let mut table = Limbs::one(columns);
        let mut reach = columns.min(1);
        for (batch, group) in weights.chunks(SPARE).enumerate() {
            let before = batch * SPARE;
            self.step("seats counted", before, weights.len())?;
            table.widen(before + group.len());
            let shifts: Vec<usize> = group.iter().copied().map(shift).collect();
            reach = table.times(&shifts, reach, &self.run);
        }
        Ok(table)
    }
}

/// What a table of counts says about one quota.
#[derive(Debug)]
pub(super) struct Windows {
    /// Coalitions that weigh less than the quota.
    pub(super) below: BigUint,
    /// For each class, the coalitions of others from q − w to q − 1.
    pub(super) by_class: Vec<BigUint>,
}

impl Windows {
    /// At this quota, which is at most the number of columns.
    pub(super) fn of(table: &Limbs, quota: usize, classes: &[Class]) -> Self {
        let mut below = Vec::new();
        let mut by_class = vec![Vec::new(); classes.len()];
        let mut prefix = Prefix::default();
        for plane in table.planes() {
            prefix.fill(plane.get(..quota).unwrap_or(plane));
            below.push(prefix.below(quota));
            for (words, class) in by_class.iter_mut().zip(classes) {
                words.push(alternating(&prefix, quota, shift(class.weight)));
            }
        }
        let by_class = by_class.iter().map(|words| natural(words)).collect();
        Self { below: natural(&below), by_class }
    }
}

/// Σ_k (−1)^k (P\[q − kw\] − P\[q − (k+1)w\]): the first window of c / (1 + xʷ) below q.
fn alternating(prefix: &Prefix, quota: usize, weight: usize) -> i128 {
    windows(quota, weight)
        .fold((0, 1), |(sum, sign), (low, high)| (sum + sign * prefix.between(low, high), -sign))
        .0
}

/// Columns below `quota` cut into windows of `weight`, from the top; the last is shorter. The weight is above 0.
pub(super) fn windows(quota: usize, weight: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut high = quota;
    std::iter::from_fn(move || {
        let low = high.saturating_sub(weight);
        let window = (high > 0).then_some((low, high));
        high = low;
        window
    })
}
