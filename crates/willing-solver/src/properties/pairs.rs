//! Superadditivity: all pairs of disjoint coalitions.

use rayon::prelude::*;
use willing_check::properties::Counterexample;
use willing_game::Coalition;

use super::scan::{Found, all_pairs_convex, coalition, least_join};
use super::worths::Integer;
use crate::Run;

/// Seats whose coalitions are compared in one unrolled step.
const LOW: usize = 3;

/// The worths of coalitions that differ in the lowest seats only.
type Row<T> = [T; 1 << LOW];

/// The first pair of disjoint coalitions with v(S) + v(T) > v(S∪T): single players first.
pub(super) fn superadditive<T: Integer>(players: usize, worths: &[T], run: &Run) -> Found<Counterexample> {
    let single =
        least_join(worths, run, |rest, single, union| rest + single > union).map(|(first, joining)| {
            let second = Coalition::EMPTY.with(joining).unwrap_or_default();
            Counterexample::Superadditive { first, second }
        });
    if !matches!(single, Found::Nothing) {
        return single;
    }
    // Convex games are superadditive, and convexity takes n² passes where all pairs take 1.5ⁿ.
    match all_pairs_convex(players, worths, run) {
        None => Found::Cancelled,
        Some(true) => Found::Nothing,
        Some(false) => all_disjoint_pairs(worths, run),
    }
}

/// Row by row: the coalitions of a row differ in the lowest seats only, and form their pairs with all rows T of
/// lower seats in one unrolled step each.
fn all_disjoint_pairs<T: Integer>(worths: &[T], run: &Run) -> Found<Counterexample> {
    let (rows, rest) = worths.as_chunks::<{ 1 << LOW }>();
    if !rest.is_empty() {
        return first_pair(worths, 0..worths.len()).map_or(Found::Nothing, Found::Failure);
    }
    let total = rows.len() as u64;
    // Some(row) ends the search: a failure, or none for the request to stop.
    let look = |row: usize| {
        if run.is_cancelled() {
            return Some(None);
        }
        if row.is_multiple_of(1 << 10) {
            run.report("superadditivity: coalitions, in eights", row as u64, total);
        }
        (!row_superadditive(rows, row)).then_some(Some(row))
    };
    let ended = if run.is_parallel() {
        (0..rows.len()).into_par_iter().find_map_first(look)
    } else {
        (0..rows.len()).find_map(look)
    };
    match ended {
        None => Found::Nothing,
        Some(None) => Found::Cancelled,
        Some(Some(row)) => {
            first_pair(worths, row << LOW..(row + 1) << LOW).map_or(Found::Nothing, Found::Failure)
        }
    }
}

/// Whether no coalition of the row contradicts superadditivity together with one of a row below its highest seat.
#[expect(clippy::indexing_slicing, reason = "rows joined are below 2ⁿ⁻³")]
fn row_superadditive<T: Integer>(rows: &[Row<T>], row: usize) -> bool {
    let nothing = T::default();
    // All rows of seats below the highest of this one and outside it: each pair of rows comes once.
    let below = (row + 1).next_power_of_two() / 2;
    let free = below.saturating_sub(1) & !row;
    let firsts = rows[row];
    let mut other = free;
    loop {
        let (seconds, unions) = (&rows[other], &rows[row | other]);
        if row_signs(&firsts, seconds, unions) < nothing {
            return false;
        }
        if other == 0 {
            return true;
        }
        other = (other - 1) & free;
    }
}

/// The first pair of disjoint coalitions S > T that gains by not joining: the least S in `firsts`, then the least T.
fn first_pair<T: Integer>(worths: &[T], firsts: std::ops::Range<usize>) -> Option<Counterexample> {
    let worth = |mask: usize| worths.get(mask).copied().unwrap_or_default();
    let grand = worths.len() - 1;
    for first in firsts {
        let outside = grand - first;
        let mut second = 0;
        loop {
            if worth(first) + worth(second) > worth(first + second) {
                let (first, second) = (coalition(first), coalition(second));
                return Some(Counterexample::Superadditive { first, second });
            }
            // The next larger subset of those outside.
            second = second.wrapping_sub(outside) & outside;
            if second == 0 || second > first {
                break;
            }
        }
    }
    None
}

/// Negative if some pair of disjoint coalitions of three players is worth more than its union: a negative number leaves
/// its sign in the disjunction of all. Written out, because the compiler does not unroll a loop over the pairs.
fn row_signs<T: Integer>(firsts: &Row<T>, seconds: &Row<T>, unions: &Row<T>) -> T {
    let mut signs = T::default();
    macro_rules! pairs {
        ($($first:literal $second:literal),*) => {
            $(signs = signs | (unions[$first | $second] - firsts[$first] - seconds[$second]);)*
        };
    }
    pairs!(
        0 0, 0 1, 0 2, 0 3, 0 4, 0 5, 0 6, 0 7, 1 0,
        1 2, 1 4, 1 6, 2 0, 2 1, 2 4, 2 5, 3 0, 3 4,
        4 0, 4 1, 4 2, 4 3, 5 0, 5 2, 6 0, 6 1, 7 0
    );
    signs
}
