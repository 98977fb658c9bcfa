//! Needs with the same future.
//!
//! A condition that still needs r of the seats from a place on is met by certain coalitions of them. The needs that are met
//! by the same ones form an interval (Behle 2007); its upper end stands for all.

use std::collections::BTreeMap;

use super::ordered::Ordered;

/// The most seats whose needs are looked into: one call a seat.
const MOST_SEATS: usize = 512;

/// The intervals found so far.
#[derive(Debug)]
pub(super) struct Needs<'a> {
    game: &'a Ordered,
    /// By condition, by place: upper ends of intervals with their lower ends.
    intervals: Vec<Vec<BTreeMap<u64, u64>>>,
    /// How many more may be found.
    spare: usize,
}

impl<'a> Needs<'a> {
    /// None found yet, at most `most` to be found; `None` if the game has too many seats.
    pub(super) fn new(game: &'a Ordered, most: usize) -> Option<Self> {
        let levels = vec![BTreeMap::new(); game.len() + 1];
        (game.len() <= MOST_SEATS).then(|| Self {
            game,
            intervals: vec![levels; game.quotas().len()],
            spare: most,
        })
    }

    /// These needs at `place`, each replaced by the greatest with the same future; `None` if too many have been found.
    pub(super) fn canonical(&mut self, place: usize, needs: &[u64]) -> Option<Vec<u64>> {
        needs
            .iter()
            .enumerate()
            .map(|(condition, need)| Some(self.interval(condition, place, *need)?.1))
            .collect()
    }

    /// The least and greatest need with the future of `need`.
    fn interval(&mut self, condition: usize, place: usize, need: u64) -> Option<(u64, u64)> {
        if need == 0 {
            return Some((0, 0));
        }
        let left = self.game.left(place).get(condition).copied()?;
        if need > left {
            // Out of reach. No overflow: `need` is greater.
            return Some((left + 1, u64::MAX));
        }
        let known = self.intervals.get(condition)?.get(place)?.range(need..).next();
        if let Some((&high, &low)) = known.filter(|(_, low)| **low <= need) {
            return Some((low, high));
        }
        self.spare = self.spare.checked_sub(1)?;
        let weight = self.game.seat(place).get(condition).copied()?;
        let without = self.interval(condition, place + 1, need)?;
        let with = self.interval(condition, place + 1, need.saturating_sub(weight))?;
        let low = if with.0 == 0 { 1 } else { with.0.saturating_add(weight) };
        let (low, high) = (without.0.max(low), without.1.min(with.1.saturating_add(weight)));
        self.intervals.get_mut(condition)?.get_mut(place)?.insert(high, low);
        Some((low, high))
    }
}
