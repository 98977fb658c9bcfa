//! What is left of a game once some kinds have been decided on: what each condition still needs.

use super::kinds::{Conditions, Kind, Tree};

/// A condition that holds needs nothing, one that can no longer hold needs this. No quota is as large.
pub(super) const NEVER: u64 = u64::MAX;

/// The most sums of weights kept for a level and condition.
const MOST_SUMS: usize = 1 << 16;

/// The residual games of a game, with what it takes to tell whether two are the same.
pub(super) struct Residuals {
    tree: Tree,
    /// By kind and condition.
    weights: Vec<Vec<u64>>,
    /// By level and condition: what all from this kind on weigh.
    rest: Vec<Vec<u64>>,
    /// By level and condition: the sums that coalitions of them reach, rising; none if there are too many.
    sums: Vec<Vec<Option<Vec<u64>>>>,
}

impl Residuals {
    pub(super) fn of(conditions: &Conditions, kinds: &[Kind]) -> Self {
        let slots = conditions.quotas.len();
        let (mut rest, mut sums) = (vec![vec![0; slots]], vec![vec![Some(vec![0]); slots]]);
        for kind in kinds.iter().rev() {
            let (below, sums_below) = (rest.last().cloned(), sums.last().cloned());
            let (below, sums_below) = (below.unwrap_or_default(), sums_below.unwrap_or_default());
            let count = kind.players.len();
            // No overflow: all weights of a condition together fit.
            let more = below.iter().zip(&kind.weights).map(|(sum, weight)| sum + weight * count as u64);
            rest.push(more.collect());
            let more =
                sums_below.into_iter().zip(&kind.weights).map(|(sums, weight)| with(sums?, *weight, count));
            sums.push(more.collect());
        }
        rest.reverse();
        sums.reverse();
        let weights = kinds.iter().map(|kind| kind.weights.clone()).collect();
        Self { tree: conditions.tree.clone(), weights, rest, sums }
    }

    /// How many conditions there are.
    pub(super) fn width(&self) -> usize {
        self.rest.first().map_or(0, Vec::len)
    }

    /// What is needed after `count` players of the kind at `level` have joined.
    pub(super) fn join(&self, level: usize, needs: &[u64], count: usize, out: &mut Vec<u64>) {
        let weights = self.weights.get(level).into_iter().flatten();
        let left = needs.iter().zip(weights).map(|(need, weight)| match *need {
            NEVER => NEVER,
            need => need.saturating_sub(weight * count as u64),
        });
        out.extend(left);
    }

    /// Whether a residual game at `level` is settled. If not, its needs become those that all equal games share: the least
    /// sum that will do, and parts of the formula that are settled settled in every condition.
    pub(super) fn settle(&self, level: usize, needs: &mut [u64]) -> Option<bool> {
        let levels =
            self.rest.get(level).into_iter().flatten().zip(self.sums.get(level).into_iter().flatten());
        for (need, (rest, sums)) in needs.iter_mut().zip(levels) {
            if *need == 0 {
                continue;
            }
            *need = match sums {
                _ if *need > *rest => NEVER,
                None => *need,
                Some(sums) => {
                    let place = sums.partition_point(|sum| *sum < *need);
                    sums.get(place).copied().unwrap_or(NEVER)
                }
            };
        }
        settle(&self.tree, needs)
    }
}

/// All sums with up to `count` times `weight` more; none if too many.
fn with(sums: Vec<u64>, weight: u64, count: usize) -> Option<Vec<u64>> {
    let mut all = sums;
    if weight == 0 {
        return Some(all);
    }
    for _ in 0..count {
        let more: Vec<u64> = all.iter().map(|sum| sum + weight).collect();
        all = merged(&all, &more);
        if all.len() > MOST_SUMS {
            return None;
        }
    }
    Some(all)
}

/// Two rising lists as one, without repetitions.
fn merged(one: &[u64], other: &[u64]) -> Vec<u64> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a <= b => left.next(),
            (_, Some(_)) => right.next(),
            (_, None) => left.next(),
        };
        let Some(next) = next else { return merged };
        if merged.last() != Some(&next) {
            merged.push(next);
        }
    }
}

fn settle(tree: &Tree, needs: &mut [u64]) -> Option<bool> {
    match tree {
        Tree::One(slot) => match needs.get(*slot) {
            Some(0) => Some(true),
            Some(&NEVER) | None => Some(false),
            Some(_) => None,
        },
        Tree::All(parts, slots) => part(parts, slots, needs, true),
        Tree::Any(parts, slots) => part(parts, slots, needs, false),
    }
}

/// Settles all parts: they are `neutral` if all are, the opposite if one is, open otherwise.
fn part(parts: &[Tree], slots: &std::ops::Range<usize>, needs: &mut [u64], neutral: bool) -> Option<bool> {
    let mut settled = Some(neutral);
    for one in parts {
        match settle(one, needs) {
            Some(truth) if truth == neutral => {}
            None if settled == Some(neutral) => settled = None,
            None => {}
            Some(_) => settled = Some(!neutral),
        }
    }
    if let Some(truth) = settled
        && let Some(needs) = needs.get_mut(slots.clone())
    {
        needs.fill(if truth { 0 } else { NEVER });
    }
    settled
}
