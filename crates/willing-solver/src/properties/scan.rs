//! Scans of a table: coalition by coalition, and pair of players by pair of players.

use rayon::prelude::*;
use willing_check::properties::Counterexample;
use willing_game::{Coalition, Player};

use super::worths::Integer;
use crate::Run;

/// Coalitions between two looks at the flag that stops a run.
const STRETCH: usize = 1 << 16;

/// What came of a search for a failure.
pub(super) enum Found<F> {
    /// There is none.
    Nothing,
    /// The first one.
    Failure(F),
    /// Somebody asked to stop.
    Cancelled,
}

impl<F> Found<F> {
    pub(super) fn map<G>(self, name: impl FnOnce(F) -> G) -> Found<G> {
        match self {
            Self::Nothing => Found::Nothing,
            Self::Failure(failure) => Found::Failure(name(failure)),
            Self::Cancelled => Found::Cancelled,
        }
    }
}

/// The least coalition for which `bad(mask, worth)`.
pub(super) fn scan<T: Integer>(worths: &[T], run: &Run, bad: impl Fn(usize, T) -> bool) -> Found<Coalition> {
    for (stretch, part) in worths.chunks(STRETCH).enumerate() {
        if run.is_cancelled() {
            return Found::Cancelled;
        }
        let first = stretch * STRETCH;
        if let Some(mask) = (first..).zip(part).find_map(|(mask, worth)| bad(mask, *worth).then_some(mask)) {
            return Found::Failure(coalition(mask));
        }
    }
    Found::Nothing
}

/// The least coalition S, then the least player i outside, for which `bad(v(S), v({i}), v(S∪i))`.
pub(super) fn least_join<T: Integer>(
    worths: &[T],
    run: &Run,
    bad: impl Fn(T, T, T) -> bool,
) -> Found<(Coalition, Player)> {
    let worth = |mask: usize| worths.get(mask).copied().unwrap_or_default();
    let joining = |mask: usize, alone: T| {
        singles_outside(mask, worths.len()).find(|&i| bad(alone, worth(i), worth(mask + i)))
    };
    let found = scan(worths, run, |mask, alone| joining(mask, alone).is_some());
    match found {
        Found::Failure(coalition) => {
            let mask = usize::try_from(coalition.bits()).unwrap_or(0);
            match joining(mask, worth(mask)) {
                Some(single) => Found::Failure((coalition, player(single))),
                None => Found::Nothing,
            }
        }
        Found::Nothing => Found::Nothing,
        Found::Cancelled => Found::Cancelled,
    }
}

/// The least coalition S, then the least players i and j outside, with v(S∪i) + v(S∪j) > v(S∪ij) + v(S).
///
/// Random games fail at once, so the first coalitions are looked at one by one; then each pair of players is
/// compared over the whole table, in runs the compiler vectorises; the least S is looked for only if some pair
/// fails.
pub(super) fn convex<T: Integer>(players: usize, worths: &[T], run: &Run) -> Found<Counterexample> {
    let first = least_convex_failure(worths, worths.len().min(1 << 10));
    if let Some(failure) = first {
        return Found::Failure(failure);
    }
    match all_pairs_convex(players, worths, run) {
        None => Found::Cancelled,
        Some(true) => Found::Nothing,
        Some(false) => match least_convex_failure(worths, worths.len()) {
            Some(failure) => Found::Failure(failure),
            None => Found::Nothing,
        },
    }
}

/// The first failure among the first `count` coalitions.
fn least_convex_failure<T: Integer>(worths: &[T], count: usize) -> Option<Counterexample> {
    let worth = |mask: usize| worths.get(mask).copied().unwrap_or_default();
    (0..count).find_map(|mask| {
        let outside = || singles_outside(mask, worths.len());
        let pairs = outside().flat_map(|i| outside().skip_while(move |&j| j <= i).map(move |j| (i, j)));
        let mut bad =
            pairs.filter(|&(i, j)| worth(mask + i) + worth(mask + j) > worth(mask + i + j) + worth(mask));
        bad.next().map(|(i, j)| Counterexample::Convex {
            coalition: coalition(mask),
            one: player(i),
            other: player(j),
        })
    })
}

/// Whether no pair of players contradicts convexity; `None` if the run was stopped.
pub(super) fn all_pairs_convex<T: Integer>(players: usize, worths: &[T], run: &Run) -> Option<bool> {
    let pairs = (0..players).flat_map(|j| (0..j).map(move |i| (i, j)));
    let pairs: Vec<_> = (0u64..).zip(pairs).collect();
    let total = pairs.len() as u64;
    // Some(verdict) ends the search: a failure, or the request to stop.
    let look = |&(done, (i, j)): &(u64, (usize, usize))| {
        if run.is_cancelled() {
            return Some(None);
        }
        run.report("convexity: pairs of players", done, total);
        (!pair_convex(worths, i, j)).then_some(Some(false))
    };
    let ended =
        if run.is_parallel() { pairs.par_iter().find_map_any(look) } else { pairs.iter().find_map(look) };
    ended.unwrap_or(Some(true))
}

/// Whether v(S∪i) + v(S∪j) ≤ v(S∪ij) + v(S) for all S without i < j.
fn pair_convex<T: Integer>(worths: &[T], i: usize, j: usize) -> bool {
    let nothing = T::default();
    worths.chunks_exact(2 << j).all(|block| {
        let (without, with) = block.split_at(1 << j);
        // A negative number leaves its sign in the disjunction of all.
        let mut signs = nothing;
        for (without, with) in without.chunks_exact(2 << i).zip(with.chunks_exact(2 << i)) {
            let ((neither, one), (other, both)) = (without.split_at(1 << i), with.split_at(1 << i));
            for ((neither, one), (other, both)) in neither.iter().zip(one).zip(other.iter().zip(both)) {
                signs = signs | (*both - *one + (*neither - *other));
            }
        }
        signs >= nothing
    })
}

/// The players outside a coalition, each as a mask.
fn singles_outside(mask: usize, count: usize) -> impl Iterator<Item = usize> {
    let mut rest = count - 1 - mask;
    std::iter::from_fn(move || {
        let single = rest & rest.wrapping_neg();
        rest -= single;
        (single != 0).then_some(single)
    })
}

pub(super) fn coalition(mask: usize) -> Coalition {
    Coalition::from_bits(mask as u64)
}

fn player(single: usize) -> Player {
    Player::new(single.trailing_zeros())
}
