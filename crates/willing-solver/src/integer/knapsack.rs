//! Sums of one contribution of each player: bit sets of the sums that can be had, and their number.

/// Bit `k` is set if the sum `k` can be had.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    words: Vec<u64>,
}

impl Sums {
    /// Only the sum 0, with room for sums up to `most`.
    pub(crate) fn zero(most: usize) -> Self {
        let mut words = vec![0; most / 64 + 1];
        words[0] = 1;
        Self { words }
    }

    /// No sum, with room for sums up to `most`.
    pub(crate) fn reset_empty(&mut self, most: usize) {
        self.words.clear();
        self.words.resize(most / 64 + 1, 0);
    }

    /// Takes `sum` in, if there is room for it.
    pub(crate) fn insert(&mut self, sum: usize) {
        if let Some(word) = self.words.get_mut(sum / 64) {
            *word |= 1 << (sum % 64);
        }
    }

    pub(crate) fn contains(&self, sum: usize) -> bool {
        self.words.get(sum / 64).is_some_and(|word| word >> (sum % 64) & 1 == 1)
    }

    /// These sums, each with one of the `offsets` added; sums beyond the room are lost.
    pub(crate) fn plus_one_of(&self, offsets: &[usize], into: &mut Self) {
        into.words.clear();
        into.words.resize(self.words.len(), 0);
        for &offset in offsets {
            into.join_shifted(self, offset);
        }
    }

    fn join_shifted(&mut self, from: &Self, shift: usize) {
        let (skip, bits) = (shift / 64, shift % 64);
        if skip >= self.words.len() {
            return;
        }
        let to = &mut self.words[skip..];
        if bits == 0 {
            to.iter_mut().zip(&from.words).for_each(|(to, from)| *to |= from);
            return;
        }
        to[0] |= from.words[0] << bits;
        for (to, pair) in to[1..].iter_mut().zip(from.words.windows(2)) {
            *to |= pair[1] << bits | pair[0] >> (64 - bits);
        }
    }
}

/// One list of offsets (≥ 0) for each player that has a choice, and the sum they have to reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knapsack {
    /// What each choice adds to the least of its list.
    pub(crate) offsets: Vec<Vec<usize>>,
    /// What the choices have to add in sum.
    pub(crate) target: usize,
}

impl Knapsack {
    /// Whether the target can be had.
    pub(crate) fn is_reachable(&self) -> bool {
        let mut sums = Sums::zero(self.target);
        let mut next = Sums::default();
        for offsets in &self.offsets {
            sums.plus_one_of(offsets, &mut next);
            std::mem::swap(&mut sums, &mut next);
        }
        sums.contains(self.target)
    }

    /// In how many ways; saturates at `u128::MAX`.
    pub(crate) fn ways(&self) -> u128 {
        let mut ways = vec![0_u128; self.target + 1];
        ways[0] = 1;
        for offsets in &self.offsets {
            let stay = offsets.iter().filter(|&&offset| offset == 0).count() as u128;
            // From the top down, so that the smaller sums are still those without this player.
            for sum in (0..ways.len()).rev() {
                let moved = offsets.iter().filter(|&&offset| 0 < offset && offset <= sum);
                ways[sum] = moved.fold(ways[sum].saturating_mul(stay), |all, &offset| {
                    all.saturating_add(ways[sum - offset])
                });
            }
        }
        ways[self.target]
    }

    /// For each place in the list of players, the sums that the players from there on can have.
    pub(crate) fn suffixes(&self) -> Vec<Sums> {
        let mut suffixes = vec![Sums::zero(self.target)];
        for offsets in self.offsets.iter().rev() {
            let mut next = Sums::default();
            if let Some(last) = suffixes.last() {
                last.plus_one_of(offsets, &mut next);
            }
            suffixes.push(next);
        }
        suffixes.reverse();
        suffixes
    }

    /// Roughly how many word operations deciding and counting take.
    pub(crate) fn work(&self) -> u64 {
        let choices: usize = self.offsets.iter().map(Vec::len).sum();
        (choices as u64).saturating_mul(self.target as u64 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reachability_counting_and_suffixes_agree() {
        let offsets = vec![vec![0, 3, 64, 130], vec![0, 0, 5], vec![0, 128]];
        for target in 0..=270 {
            let knapsack = Knapsack { offsets: offsets.clone(), target };
            let mut ways = 0;
            for a in &offsets[0] {
                for b in &offsets[1] {
                    ways += offsets[2].iter().filter(|&c| a + b + c == target).count() as u128;
                }
            }
            assert_eq!(knapsack.ways(), ways, "{target}");
            assert_eq!(knapsack.is_reachable(), ways > 0, "{target}");
            assert_eq!(knapsack.suffixes()[0].contains(target), ways > 0, "{target}");
        }
    }

    #[test]
    fn counts_beyond_the_type_saturate() {
        assert_eq!(Knapsack { offsets: vec![vec![0, 0]; 127], target: 0 }.ways(), 1 << 127);
        assert_eq!(Knapsack { offsets: vec![vec![0, 0]; 128], target: 0 }.ways(), u128::MAX);
    }
}
