//! Whether every coalition that wins in one game wins in another.

use std::cmp::Ordering;
use std::collections::HashSet;

use willing_council::{Formula, SimpleGame, WeightCondition};

use super::Violation;

/// The most vectors of sums that a check holds at a time.
pub const MOST_STATES: usize = 1 << 19;

/// A game with some seats inside for certain, some outside, and the others free.
pub(super) struct Residual {
    pub(super) formula: Formula<usize>,
    /// What each condition still needs of the free seats.
    pub(super) needs: Vec<u64>,
    /// By free seat, by condition.
    pub(super) weights: Vec<Vec<u64>>,
}

impl Residual {
    /// `game` with the seats `inside` in and all others but `free` out.
    pub(super) fn new(game: &SimpleGame, inside: &[usize], free: &[usize]) -> Self {
        let conditions = game.formula().conditions();
        let weight =
            |condition: &WeightCondition, seat: usize| condition.weights.get(seat).copied().unwrap_or(0);
        let needs = conditions.iter().map(|condition| {
            inside.iter().fold(condition.quota, |need, &seat| need.saturating_sub(weight(condition, seat)))
        });
        let weights =
            free.iter().map(|&seat| conditions.iter().map(|condition| weight(condition, seat)).collect());
        Self { formula: numbered(game.formula(), &mut 0), needs: needs.collect(), weights: weights.collect() }
    }

    fn wins(&self, needs: &[u64]) -> bool {
        self.formula.holds(&mut |&place| needs.get(place) == Some(&0))
    }
}

/// The formula with its conditions replaced by their numbers, from left to right.
fn numbered(formula: &Formula<WeightCondition>, next: &mut usize) -> Formula<usize> {
    match formula {
        Formula::One(_) => {
            *next += 1;
            Formula::One(*next - 1)
        }
        Formula::All(all) => Formula::All(all.iter().map(|one| numbered(one, next)).collect()),
        Formula::Any(any) => Formula::Any(any.iter().map(|one| numbered(one, next)).collect()),
    }
}

/// Whether every choice of free seats that wins in `first` wins in `second`, where both have the same free seats.
pub(super) fn implies(first: &Residual, second: &Residual, what: &'static str) -> Result<(), Violation> {
    if follows(first, &first.formula, second, &second.formula) {
        Ok(())
    } else {
        exhaust(first, second, what)
    }
}

/// By bounds on fractional coalitions. `false` says nothing.
fn follows(one: &Residual, first: &Formula<usize>, other: &Residual, second: &Formula<usize>) -> bool {
    match (first, second) {
        (Formula::Any(any), _) => any.iter().all(|first| follows(one, first, other, second)),
        (_, Formula::All(all)) => all.iter().all(|second| follows(one, first, other, second)),
        (Formula::One(first), Formula::One(second)) => single(one, *first, other, *second),
        (_, Formula::One(second)) if other.needs.get(*second) == Some(&0) => true,
        (_, _) => {
            let firsts = if let Formula::All(all) = first { all.as_slice() } else { &[] };
            let seconds = if let Formula::Any(any) = second { any.as_slice() } else { &[] };
            firsts.iter().any(|first| follows(one, first, other, second))
                || seconds.iter().any(|second| follows(one, first, other, second))
        }
    }
}

/// Whether the lightest fractional coalition that meets condition `first`, weighed by `second`, meets that too: the
/// continuous knapsack, filled in the order of the ratios.
fn single(one: &Residual, first: usize, other: &Residual, second: usize) -> bool {
    let (Some(&need), Some(&wanted)) = (one.needs.get(first), other.needs.get(second)) else { return false };
    let pair = |(mine, theirs): (&Vec<u64>, &Vec<u64>)| {
        Some((u128::from(*mine.get(first)?), u128::from(*theirs.get(second)?)))
    };
    let pairs: Option<Vec<(u128, u128)>> = one.weights.iter().zip(&other.weights).map(pair).collect();
    let Some(mut pairs) = pairs else { return false };
    pairs.retain(|(mine, _)| *mine > 0);
    // Ratios theirs/mine ascending; 64-bit weights multiply within 128.
    pairs.sort_by(|a, b| (a.1 * b.0).cmp(&(b.1 * a.0)));
    let (mut rest, mut weight) = (u128::from(need), 0u128);
    for (mine, theirs) in pairs {
        match mine.cmp(&rest) {
            Ordering::Less => {
                rest -= mine;
                weight += theirs;
            }
            // The weight of a coalition is whole, so the bound may be rounded up.
            _ => return weight + (theirs * rest).div_ceil(mine) >= u128::from(wanted),
        }
    }
    // No choice meets the first condition, unless it needs nothing.
    rest > 0 || weight >= u128::from(wanted)
}

/// By all vectors of needs that coalitions leave, seat by seat.
fn exhaust(first: &Residual, second: &Residual, what: &'static str) -> Result<(), Violation> {
    let split = first.needs.len();
    let mut seats: Vec<Vec<u64>> = first
        .weights
        .iter()
        .zip(&second.weights)
        .map(|(one, other)| [one.as_slice(), other].concat())
        .collect();
    let totals = |seats: &[Vec<u64>]| {
        let zero = vec![0u64; split + second.needs.len()];
        seats
            .iter()
            .fold(zero, |sums, seat| sums.iter().zip(seat).map(|(sum, weight)| sum + weight).collect())
    };
    let all: Vec<u64> = totals(&seats);
    // Heavy seats first: conditions are settled early.
    let share = |seat: &Vec<u64>| {
        seat.iter().zip(&all).map(|(weight, total)| *weight as f64 / (*total).max(1) as f64).sum::<f64>()
    };
    seats.sort_by(|a, b| share(b).total_cmp(&share(a)));
    let mut left = all.clone();
    let contradicted = |needs: &[u64]| {
        let (mine, theirs) = needs.split_at(split);
        first.wins(mine) && !second.wins(theirs)
    };
    // What can no longer contradict the claim: it cannot win in the first game, or has won in the second.
    let settled = |needs: &[u64], left: &[u64]| {
        let (mine, theirs) = needs.split_at(split);
        let in_reach = |&place: &usize| match (mine.get(place), left.get(place)) {
            (Some(need), Some(left)) => need <= left,
            _ => false,
        };
        second.wins(theirs) || !first.formula.holds(&mut |place| in_reach(place))
    };
    let start = [first.needs.as_slice(), &second.needs].concat();
    if contradicted(&start) {
        return Err(Violation::Contradicted { what });
    }
    let mut layer = HashSet::from([start]);
    for seat in &seats {
        for (left, weight) in left.iter_mut().zip(seat) {
            *left -= weight;
        }
        let mut next = HashSet::with_capacity(layer.len());
        for needs in layer {
            let with: Vec<u64> =
                needs.iter().zip(seat).map(|(need, weight)| need.saturating_sub(*weight)).collect();
            if contradicted(&with) {
                return Err(Violation::Contradicted { what });
            }
            next.extend([needs, with].into_iter().filter(|needs| !settled(needs, &left)));
            if next.len() > MOST_STATES {
                return Err(Violation::TooLarge { what, most: MOST_STATES });
            }
        }
        layer = next;
    }
    Ok(())
}
