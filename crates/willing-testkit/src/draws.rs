//! Seeded randomness: one documented stream, a few distributions.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A seeded source of random numbers (ChaCha with 8 rounds). The same seed gives the same stream.
#[derive(Clone, Debug)]
pub struct Draws(ChaCha8Rng);

/// 2⁻⁵³: the spacing of the uniform numbers drawn.
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

impl Draws {
    /// The stream of this seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * UNIT
    }

    /// Uniform in [`low`, `high`).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// e to the power of a uniform number: spreads evenly over orders of magnitude.
    pub fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        self.uniform(low.ln(), high.ln()).exp()
    }

    /// Standard normal, by Box and Muller (1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Whether an event of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform in `0..count`; 0 if `count` is 0. Biased by less than `count`/2⁶⁴.
    pub fn below(&mut self, count: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * count as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// One of `choices`, all equally likely; `None` if there are none.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.below(choices.len())).copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_seed_is_a_stream() {
        let stream = |seed| {
            let mut draws = Draws::seeded(seed);
            (0..5).map(|_| draws.unit().to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(stream(7), stream(7));
        assert_ne!(stream(7), stream(8));
    }

    #[test]
    fn moments_are_those_of_the_distribution() {
        let mut draws = Draws::seeded(1);
        let normal: Vec<f64> = (0..20_000).map(|_| draws.normal()).collect();
        let mean = normal.iter().sum::<f64>() / 20_000.0;
        let variance = normal.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
        let mut seen = [0; 3];
        (0..3000).for_each(|_| seen[draws.below(3)] += 1);
        assert!(seen.iter().all(|&count| (900..1100).contains(&count)), "{seen:?}");
        assert!((0..1000).map(|_| draws.uniform(2.0, 3.0)).all(|x| (2.0..3.0).contains(&x)));
    }
}
