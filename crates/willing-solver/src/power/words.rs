//! Which of 64 coalitions win, at once.

use super::kinds::{Conditions, Tree};

/// How many seats are inside a word.
const INSIDE: usize = 6;

/// For each word of coalitions, which of them win.
pub(super) struct Words {
    tree: Tree,
    slots: Vec<Slot>,
    /// How many seats are outside of words.
    outside: usize,
    /// The coalitions that there are inside a word.
    valid: u64,
}

/// One condition.
struct Slot {
    quota: u64,
    /// Sums of coalitions of the first half of the seats outside, and of the second.
    halves: [Vec<u64>; 2],
    /// What coalitions inside a word weigh, rising, and with each the coalitions that weigh as much or more.
    inside: Vec<(u64, u64)>,
}

impl Words {
    /// For seats of these weights, by condition; the first six are inside a word.
    pub(super) fn of(conditions: &Conditions, seats: &[&[u64]]) -> Self {
        let inside = seats.len().min(INSIDE);
        let outside = seats.len() - inside;
        let slot = |(slot, quota): (usize, &u64)| {
            let weights: Vec<u64> =
                seats.iter().map(|weights| weights.get(slot).copied().unwrap_or(0)).collect();
            let (low, high) = weights.split_at(inside);
            let (first, second) = high.split_at(outside / 2);
            let mut sums: Vec<(u64, u64)> =
                sums(low).into_iter().enumerate().map(|(place, sum)| (sum, 1 << place)).collect();
            sums.sort_unstable();
            // The coalitions from each place on.
            let mut above = 0;
            for (_, coalitions) in sums.iter_mut().rev() {
                above |= *coalitions;
                *coalitions = above;
            }
            Slot { quota: *quota, halves: [self::sums(first), self::sums(second)], inside: sums }
        };
        let slots = conditions.quotas.iter().enumerate().map(slot).collect();
        let valid = if inside == INSIDE { u64::MAX } else { (1 << (1 << inside)) - 1 };
        Self { tree: conditions.tree.clone(), slots, outside, valid }
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        1 << self.outside
    }

    /// The winning coalitions of a word.
    pub(super) fn word(&self, place: usize) -> u64 {
        self.tree_word(&self.tree, place) & self.valid
    }

    fn tree_word(&self, tree: &Tree, place: usize) -> u64 {
        match tree {
            Tree::One(slot) => self.slots.get(*slot).map_or(0, |slot| slot.word(place, self.outside / 2)),
            Tree::All(all, _) => all.iter().fold(u64::MAX, |word, one| match word {
                0 => 0,
                word => word & self.tree_word(one, place),
            }),
            Tree::Any(any, _) => any.iter().fold(0, |word, one| match word {
                u64::MAX => u64::MAX,
                word => word | self.tree_word(one, place),
            }),
        }
    }
}

impl Slot {
    fn word(&self, place: usize, split: usize) -> u64 {
        let [first, second] = &self.halves;
        let sum = |half: &Vec<u64>, place: usize| half.get(place).copied().unwrap_or(0);
        let reached = sum(first, place & ((1 << split) - 1)) + sum(second, place >> split);
        let need = self.quota.saturating_sub(reached);
        let first = self.inside.partition_point(|(sum, _)| *sum < need);
        self.inside.get(first).map_or(0, |(_, coalitions)| *coalitions)
    }
}

/// What each coalition of these seats weighs.
fn sums(weights: &[u64]) -> Vec<u64> {
    let mut sums = vec![0];
    for weight in weights {
        let more: Vec<u64> = sums.iter().map(|sum| sum + weight).collect();
        sums.extend(more);
    }
    sums
}
