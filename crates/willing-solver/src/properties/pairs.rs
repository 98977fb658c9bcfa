//! Superadditivity: all pairs of disjoint coalitions.

use rayon::prelude::*;
use willing_check::properties::Counterexample;
use willing_game::Coalition;

use super::scan::{Found, all_pairs_convex, coalition, least_join};
use super::worths::Integer;
use crate::Run;

/// Seats whose coalitions are compared in one unrolled step.
const LOW: usize = 3;

/// All pairs of disjoint coalitions of three players.
const DISJOINT: [(usize, usize); 27] = disjoint();

/// The first pair of disjoint coalitions with v(S) + v(T) > v(S∪T): single players first.
pub(super) fn superadditive<T: Integer>(players: usize, worths: &[T], run: &Run) -> Found<Counterexample> {
    let single = least_join(worths, run, |rest, single, union| rest + single > union).map(|(first, joining)| {
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
#[expect(clippy::indexing_slicing, reason = "rows joined are below 2ⁿ⁻³, members of a row below 8")]
fn row_superadditive<T: Integer>(rows: &[[T; 1 << LOW]], row: usize) -> bool {
    let nothing = T::default();
    // All rows of seats below the highest of this one and outside it: each pair of rows comes once.
    let below = (row + 1).next_power_of_two() / 2;
    let free = below.saturating_sub(1) & !row;
    let firsts = rows[row];
    let mut other = free;
    loop {
        let (seconds, unions) = (&rows[other], &rows[row | other]);
        // A negative number leaves its sign in the disjunction of all.
        let signs = DISJOINT.iter().fold(nothing, |signs, &(first, second)| {
            signs | (unions[first | second] - firsts[first] - seconds[second])
        });
        if signs < nothing {
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

const fn disjoint() -> [(usize, usize); 27] {
    let mut pairs = [(0, 0); 27];
    let (mut found, mut first) = (0, 0);
    while first < 1 << LOW {
        let mut second = 0;
        while second < 1 << LOW {
            if first & second == 0 {
                #[expect(clippy::indexing_slicing, reason = "3³ = 27, evaluated by the compiler")]
                {
                    pairs[found] = (first, second);
                }
                found += 1;
            }
            second += 1;
        }
        first += 1;
    }
    pairs
}
