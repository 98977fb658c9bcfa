//! The stream that our own families are drawn from.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Words of 64 bits of `ChaCha` with 8 rounds, seeded by `seed_from_u64`; one word a draw.
pub(super) struct Draws(ChaCha8Rng);

impl Draws {
    pub(super) fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform in `low..=high`: `low` + ⌊word · (high − low + 1) / 2⁶⁴⌋.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u128::from(high.abs_diff(low)) + 1;
        let above = (u128::from(self.0.next_u64()) * width) >> 64;
        low.saturating_add(i64::try_from(above).unwrap_or(0))
    }

    /// Whether an event of probability 1/`odds` happens; one word.
    pub(super) fn one_in(&mut self, odds: i64) -> bool {
        self.between(1, odds) == 1
    }

    /// `count` numbers in `low..=high`, in the order drawn.
    pub(super) fn list(&mut self, count: usize, low: i64, high: i64) -> Vec<i64> {
        (0..count).map(|_| self.between(low, high)).collect()
    }
}
