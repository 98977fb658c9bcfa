//! Engines that solve the same problem by turns.

use std::fmt::{self, Display};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::page::plain;

/// An engine with its problem.
pub struct Entrant<'a, E = String> {
    runs: usize,
    solve: Box<dyn FnMut() -> Result<f64, E> + 'a>,
}

impl<'a, E> Entrant<'a, E> {
    /// One that is measured so often. `solve` solves once and verifies: the seconds without the verification, or why the
    /// answer counts for nothing.
    pub fn new(runs: usize, solve: impl FnMut() -> Result<f64, E> + 'a) -> Self {
        Self { runs, solve: Box::new(solve) }
    }
}

impl<E> fmt::Debug for Entrant<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entrant").field("runs", &self.runs).finish_non_exhaustive()
    }
}

/// What the runs of one engine took, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    ascending: Vec<f64>,
}

impl Timing {
    /// Of these runs.
    #[must_use]
    pub fn of(mut seconds: Vec<f64>) -> Self {
        seconds.sort_by(f64::total_cmp);
        Self { ascending: seconds }
    }

    /// The one in the middle, or the mean of the two; not a number if there are none.
    #[must_use]
    pub fn median(&self) -> f64 {
        let middle = self.ascending.len() / 2;
        let at = |place: usize| self.ascending.get(place).copied().unwrap_or(f64::NAN);
        if self.ascending.len().is_multiple_of(2) {
            f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
        } else {
            at(middle)
        }
    }

    /// The shortest.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.ascending.first().copied().unwrap_or(f64::NAN)
    }

    /// The longest.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.ascending.last().copied().unwrap_or(f64::NAN)
    }
}

/// What the runs of each entrant took, in order. All runs of all entrants are mixed, in an order that `seed` decides,
/// after one each that does not count, where there are several. A wrong answer has no time, and ends the entrant's runs.
pub fn runs<E>(mut entrants: Vec<Entrant<'_, E>>, seed: u64) -> Vec<Result<Timing, E>> {
    let mut turns: Vec<usize> =
        entrants.iter().enumerate().flat_map(|(place, entrant)| vec![place; entrant.runs]).collect();
    turns.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut results: Vec<Result<Vec<f64>, E>> = Vec::new();
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
    results.into_iter().map(|result| result.map(Timing::of)).collect()
}

/// The median seconds of each entrant: see [`runs`].
#[must_use]
pub fn contest<E>(entrants: Vec<Entrant<'_, E>>, seed: u64) -> Vec<Result<f64, E>> {
    runs(entrants, seed).into_iter().map(|result| result.map(|timing| timing.median())).collect()
}

/// The median of values in any order, the mean of two where there is none in the middle.
#[must_use]
pub fn median(values: Vec<f64>) -> f64 {
    Timing::of(values).median()
}

/// The ratio of two times, if both are there.
pub fn ratio<E>(of: &Result<f64, E>, over: &Result<f64, E>) -> Option<f64> {
    Some(of.as_ref().ok()? / over.as_ref().ok()?)
}

/// Milliseconds for a table, or why there are none.
pub fn milliseconds<E: Display>(time: &Result<f64, E>) -> String {
    match time {
        Ok(seconds) => plain(1e3 * seconds),
        Err(reason) => format!("none: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn runs_are_mixed_and_a_wrong_answer_ends_them() {
        let order = RefCell::new(Vec::new());
        let right = |name: char| {
            let order = &order;
            move || {
                order.borrow_mut().push(name);
                Ok(f64::from(u32::try_from(order.borrow().len()).unwrap_or(0)))
            }
        };
        let wrong = || {
            order.borrow_mut().push('w');
            Err("wrong")
        };
        let entrants = vec![Entrant::new(5, right('a')), Entrant::new(5, wrong), Entrant::new(1, right('b'))];
        let results = runs(entrants, 1);
        assert!(matches!(results.as_slice(), [Ok(_), Err("wrong"), Ok(_)]), "{results:?}");
        let order: String = order.borrow().iter().collect();
        assert_eq!((order.get(..2), order.matches('a').count()), (Some("aw"), 6), "{order}");
        assert_eq!((order.matches('w').count(), order.matches('b').count()), (1, 1), "{order}");
    }

    #[test]
    fn a_timing_has_a_middle_and_two_ends() {
        let timing = Timing::of(vec![4.0, 1.0, 2.0, 3.0]);
        let [low, middle, high] = [timing.least(), timing.median(), timing.most()];
        assert!((low - 1.0).abs() + (middle - 2.5).abs() + (high - 4.0).abs() < 1e-12, "{timing:?}");
        assert!(median(Vec::new()).is_nan());
    }
}
