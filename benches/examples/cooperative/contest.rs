//! Engines that solve the same problem by turns.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// An engine with its problem.
pub(crate) struct Entrant<'a> {
    /// How often it is measured.
    pub(crate) runs: usize,
    /// Solves once and verifies: the seconds without the verification, or why the answer counts for nothing.
    pub(crate) solve: Box<dyn FnMut() -> Result<f64, String> + 'a>,
}

impl<'a> Entrant<'a> {
    pub(crate) fn new(runs: usize, solve: impl FnMut() -> Result<f64, String> + 'a) -> Self {
        Self { runs, solve: Box::new(solve) }
    }
}

/// The median seconds of each entrant, in order; all runs of all entrants are mixed, in an order that `seed` decides,
/// after one that does not count where there are several. A wrong answer has no time.
pub(crate) fn contest(mut entrants: Vec<Entrant<'_>>, seed: u64) -> Vec<Result<f64, String>> {
    let mut turns: Vec<usize> =
        entrants.iter().enumerate().flat_map(|(place, entrant)| vec![place; entrant.runs]).collect();
    turns.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut results: Vec<Result<Vec<f64>, String>> = Vec::new();
    for entrant in &mut entrants {
        let warm = if entrant.runs > 1 { (entrant.solve)().map(drop) } else { Ok(()) };
        results.push(warm.map(|()| Vec::new()));
    }
    for turn in turns {
        let (Some(entrant), Some(result)) = (entrants.get_mut(turn), results.get_mut(turn)) else { continue };
        if let Ok(times) = result {
            match (entrant.solve)() {
                Ok(seconds) => times.push(seconds),
                Err(reason) => *result = Err(reason),
            }
        }
    }
    results.into_iter().map(|result| result.map(median)).collect()
}

/// The one in the middle, or the mean of the two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
    if values.len().is_multiple_of(2) {
        f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
    } else {
        at(middle)
    }
}

/// The ratio of two times, if both are there.
pub(crate) fn ratio(of: &Result<f64, String>, over: &Result<f64, String>) -> Option<f64> {
    Some(of.as_ref().ok()? / over.as_ref().ok()?)
}

/// Milliseconds for a table, or why there are none.
pub(crate) fn milliseconds(time: &Result<f64, String>) -> String {
    match time {
        Ok(seconds) => willing_bench::plain(1e3 * seconds),
        Err(reason) => format!("none: {reason}"),
    }
}
