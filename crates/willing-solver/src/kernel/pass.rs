//! All maximum surpluses in one pass over a table.
//!
//! Coalitions are read in blocks of 2¹⁰, whose members share the players from seat 10 on ("high" players) and
//! differ in the low ones. With n² pairs, a pass that raised each separated pair would take n²/4 operations a
//! coalition; blocks take about four:
//!
//! * low i, low j: the elementwise maximum over all blocks, resolved once at the end;
//! * high i, high j: the largest excess of each block;
//! * high and low: for each block the largest excess with and without each low player, by folding the block in half
//!   player by player.
#![allow(
    clippy::indexing_slicing,
    reason = "masks are below 2ⁿ, seats below n and folds below the block's length"
)]

use std::cmp::Reverse;
use std::ops::{Add, Sub};

use rayon::prelude::*;

use crate::Run;

/// Players that differ within a block.
const LOW: usize = 10;

/// Blocks read between two looks at the flag that stops a run. Fixed, so that answers do not depend on threads.
const STRETCH: usize = 64;

/// What excesses are computed in.
pub(super) trait Number:
    Clone
    + Ord
    + Default
    + Send
    + Sync
    + for<'a> Add<&'a Self, Output = Self>
    + for<'a> Sub<&'a Self, Output = Self>
{
}

impl<T> Number for T where
    T: Clone + Ord + Default + Send + Sync + for<'a> Add<&'a T, Output = T> + for<'a> Sub<&'a T, Output = T>
{
}

/// A game as the pass reads it.
pub(super) struct Game<'a, T, W> {
    /// The worth of a coalition, by mask.
    pub(super) worth: W,
    /// What each player gets, in the same unit.
    pub(super) amounts: &'a [T],
}

/// The largest excess found, and the coalition.
pub(super) type Best<T> = Option<(T, usize)>;

/// What some blocks say.
struct Partial<T> {
    /// For each coalition of low players the largest excess over the blocks; empty before the first.
    low: Vec<T>,
    /// For each ordered pair with a high player the largest excess, and the block it was found in.
    pairs: Vec<Best<T>>,
}

impl<T: Number, W: Fn(usize) -> T + Sync> Game<'_, T, W> {
    /// s_ij for all i ≠ j by rows, with a coalition that attains it; `None` if the run was stopped.
    pub(super) fn surpluses(&self, run: &Run) -> Option<Vec<Best<T>>> {
        let players = self.amounts.len();
        let low_players = players.min(LOW);
        let blocks = 1usize << (players - low_players);
        let low_paid = paid(&self.amounts[..low_players]);
        let stretches = blocks.div_ceil(STRETCH);
        let stretch = |stretch: usize| {
            if run.is_cancelled() {
                return None;
            }
            run.report("surpluses: stretches of the table", stretch as u64, stretches as u64);
            let first = stretch * STRETCH;
            Some(self.stretch(first..blocks.min(first + STRETCH), &low_paid))
        };
        let total = if run.is_parallel() {
            (0..stretches).into_par_iter().map(stretch).try_reduce_with(|a, b| Some(a.merge(b)))??
        } else {
            (0..stretches).map(stretch).reduce(|a, b| Some(a?.merge(b?)))??
        };
        Some(self.resolve(total, &low_paid, blocks))
    }

    /// Reads these blocks.
    fn stretch(&self, blocks: std::ops::Range<usize>, low_paid: &[T]) -> Partial<T> {
        let players = self.amounts.len();
        let low_players = players.min(LOW);
        let mut partial = Partial { low: Vec::new(), pairs: vec![None; players * players] };
        let mut excesses: Vec<T> = Vec::with_capacity(low_paid.len());
        for block in blocks {
            self.excesses(block, low_paid, &mut excesses);
            if partial.low.is_empty() {
                partial.low.clone_from(&excesses);
            } else {
                for (largest, excess) in partial.low.iter_mut().zip(&excesses) {
                    if excess > largest {
                        largest.clone_from(excess);
                    }
                }
            }
            if players > low_players {
                raise_high(&mut partial.pairs, players, low_players, block, &mut excesses);
            }
        }
        partial
    }

    /// The excesses of the block's coalitions.
    fn excesses(&self, block: usize, low_paid: &[T], excesses: &mut Vec<T>) {
        let low_players = self.amounts.len().min(LOW);
        let high_paid = sum_over(&self.amounts[low_players..], block);
        let first = block << low_players;
        excesses.clear();
        let both = low_paid.iter().zip(first..);
        excesses.extend(both.map(|(low_paid, mask)| (self.worth)(mask) - low_paid - &high_paid));
    }

    /// Names the coalitions, and reads the pairs of low players off the elementwise maxima.
    fn resolve(&self, total: Partial<T>, low_paid: &[T], blocks: usize) -> Vec<Best<T>> {
        let players = self.amounts.len();
        let low_players = players.min(LOW);
        let excess = |block: usize, low: usize| {
            let high_paid = sum_over(&self.amounts[low_players..], block);
            (self.worth)(block << low_players | low) - &low_paid[low] - &high_paid
        };
        let separates = |mask: usize, of: usize, over: usize| mask >> of & 1 == 1 && mask >> over & 1 == 0;
        let mut pairs = total.pairs;
        for of in 0..players {
            for over in (0..players).filter(|&over| over != of) {
                let best = &mut pairs[of * players + over];
                if of < low_players && over < low_players {
                    let lows = (0..low_paid.len()).filter(|&low| separates(low, of, over));
                    // The least low part that attains the maximum, with the least block that does.
                    let low =
                        lows.reduce(|best, low| if total.low[low] > total.low[best] { low } else { best });
                    *best = low.map(|low| {
                        let value = total.low[low].clone();
                        let block = (0..blocks).find(|&block| excess(block, low) == value).unwrap_or(0);
                        (value, block << low_players | low)
                    });
                } else if let Some((value, block)) = best.take() {
                    let mut masks = (0..low_paid.len()).map(|low| (low, block << low_players | low));
                    let attains = |&(low, mask): &(usize, usize)| {
                        separates(mask, of, over) && excess(block, low) == value
                    };
                    let mask = masks.find(attains).map_or(0, |(_, mask)| mask);
                    *best = Some((value, mask));
                }
            }
        }
        pairs
    }
}

impl<T: Number> Partial<T> {
    /// What the blocks of both say.
    fn merge(mut self, other: Self) -> Self {
        for (mine, theirs) in self.low.iter_mut().zip(other.low) {
            if theirs > *mine {
                *mine = theirs;
            }
        }
        for (mine, theirs) in self.pairs.iter_mut().zip(other.pairs) {
            // Larger first, then the earlier block: the same in whatever order the stretches come together.
            let key = |best: &Best<T>| best.clone().map(|(value, block)| (value, Reverse(block)));
            if key(&theirs) > key(mine) {
                *mine = theirs;
            }
        }
        self
    }
}

/// Raises the pairs with a high player by the excesses of one block, which are folded to nothing.
fn raise_high<T: Number>(
    pairs: &mut [Best<T>],
    players: usize,
    low_players: usize,
    block: usize,
    excesses: &mut [T],
) {
    let is_in = |high: &usize| block >> (high - low_players) & 1 == 1;
    let (inside, outside): (Vec<usize>, Vec<usize>) = (low_players..players).partition(is_in);
    for low in (0..low_players).rev() {
        let (without, with) = excesses[..2 << low].split_at_mut(1 << low);
        let (most_without, most_with) = (largest(without), largest(with));
        for high in &inside {
            raise(&mut pairs[high * players + low], &most_without, block);
        }
        for high in &outside {
            raise(&mut pairs[low * players + high], &most_with, block);
        }
        for (without, with) in without.iter_mut().zip(with.iter()) {
            if with > without {
                without.clone_from(with);
            }
        }
    }
    let most = &excesses[0];
    for of in &inside {
        for over in &outside {
            raise(&mut pairs[of * players + over], most, block);
        }
    }
}

/// Raises a maximum; of equal ones the first stays.
fn raise<T: Ord + Clone>(best: &mut Best<T>, value: &T, block: usize) {
    if best.as_ref().is_none_or(|(largest, _)| value > largest) {
        *best = Some((value.clone(), block));
    }
}

/// The largest of these. Folded over several accumulators, so that no comparison waits for the one before.
fn largest<T: Ord + Clone + Default>(values: &[T]) -> T {
    let (eights, rest) = values.as_chunks::<8>();
    let mut eights = eights.iter();
    let most = eights.next().map(|first| {
        let mut most = first.clone();
        for eight in eights {
            for (most, value) in most.iter_mut().zip(eight) {
                if value > most {
                    most.clone_from(value);
                }
            }
        }
        most
    });
    let all = most.iter().flatten().chain(rest);
    all.max().cloned().unwrap_or_default()
}

/// What each coalition of these players gets.
fn paid<T: Number>(amounts: &[T]) -> Vec<T> {
    let mut sums = vec![T::default()];
    for amount in amounts {
        sums.extend(sums.clone().into_iter().map(|sum| sum + amount));
    }
    sums
}

fn sum_over<T: Number>(amounts: &[T], mask: usize) -> T {
    let members = amounts.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
    members.fold(T::default(), |sum, (_, amount)| sum + amount)
}
