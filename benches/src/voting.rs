//! Weighted voting games to be measured.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use willing::council::{Error, WeightedQuota};

/// Simple majority of `seats` whose weights are drawn from 1 to `heaviest`, each as likely: the quota is ⌊W/2⌋ + 1.
///
/// The same seed gives the same game.
///
/// # Errors
///
/// [`Error::NoSeats`], [`Error::TooManySeats`], [`Error::WeightOverflow`].
///
/// # Example
///
/// ```
/// let majority = willing_bench::voting::drawn_majority(20, 100, 1)?;
/// assert!(majority.weights().as_slice().iter().all(|weight| (1..=100).contains(weight)));
/// assert_eq!(majority.quota(), majority.weights().total() / 2 + 1);
/// # Ok::<(), willing::council::Error>(())
/// ```
pub fn drawn_majority(seats: usize, heaviest: u64, seed: u64) -> Result<WeightedQuota, Error> {
    let mut stream = ChaCha8Rng::seed_from_u64(seed);
    let weights: Vec<u64> = (0..seats).map(|_| stream.random_range(1..=heaviest.max(1))).collect();
    let half = weights.iter().fold(0u64, |sum, weight| sum.saturating_add(*weight)) / 2;
    WeightedQuota::new(weights, half + 1)
}
