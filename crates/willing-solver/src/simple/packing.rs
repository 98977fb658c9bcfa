//! Seats spread over groups that can be spared: bin packing by the conditions of a game.

use willing_council::Formula::{All, Any, One};
use willing_council::SimpleGame;
use willing_game::Limit;

use super::ordered::{Ordered, heavy_first};
use super::separation::Effort;

/// A spread of seats over groups, without each of which the others win.
pub(super) struct Packing<'a> {
    game: &'a Ordered,
    /// By group, by condition: what its seats weigh.
    groups: Vec<Vec<u64>>,
    /// By place in the order: the group of the seat.
    assigned: Vec<usize>,
    nodes: usize,
    effort: &'a Effort,
}

/// Groups of seats, heavy seats first in the first group that can take them (first fit decreasing), or in the fullest one
/// (best fit), whichever takes fewer groups; `None` if a seat cannot be spared at all.
pub(super) fn fitted(game: &SimpleGame) -> Option<Vec<Vec<usize>>> {
    let order = heavy_first(game);
    let ordered = Ordered::new(game, &order, &[]);
    let effort = Effort::default();
    let first = Packing::new(&ordered, 0, &effort).fit(|_| 0.0)?;
    let best = Packing::new(&ordered, 0, &effort).fit(|fullness| -fullness)?;
    let fewer = if groups(&best) < groups(&first) { best } else { first };
    Some(named(&order, &fewer))
}

/// So many groups of seats, heavy seats first in the emptiest group that can take them (Graham 1969); `None` if that fails.
pub(super) fn balanced(game: &SimpleGame, number: usize) -> Option<Vec<Vec<usize>>> {
    let order = heavy_first(game);
    let ordered = Ordered::new(game, &order, &[]);
    let assigned = Packing::new(&ordered, number, &Effort::default()).fit(|fullness| fullness)?;
    (groups(&assigned) <= number).then(|| named(&order, &assigned))
}

/// Spreads seats over `most` groups by branch and bound; `Ok(None)` if that is impossible.
pub(super) fn packed(
    game: &SimpleGame,
    most: usize,
    effort: &Effort,
) -> Result<Option<Vec<Vec<usize>>>, Limit> {
    let order = heavy_first(game);
    let ordered = Ordered::new(game, &order, &[]);
    let mut packing = Packing::new(&ordered, most, effort);
    Ok(packing.search()?.then(|| named(&order, &packing.assigned)))
}

fn groups(assigned: &[usize]) -> usize {
    assigned.iter().max().map_or(0, |last| last + 1)
}

fn named(order: &[usize], assigned: &[usize]) -> Vec<Vec<usize>> {
    let members =
        |group| order.iter().zip(assigned).filter(move |(_, of)| **of == group).map(|(seat, _)| *seat);
    (0..groups(assigned)).map(|group| members(group).collect()).collect()
}

impl<'a> Packing<'a> {
    fn new(game: &'a Ordered, groups: usize, effort: &'a Effort) -> Self {
        let groups = vec![vec![0; game.quotas().len()]; groups];
        Self { game, groups, assigned: Vec::new(), nodes: 0, effort }
    }

    /// Whether the others win without a group of this weight.
    fn is_spared(&self, weight: &[u64]) -> bool {
        let all = self.game.left(0);
        self.game.formula().holds(&mut |&condition| {
            let of = |numbers: &[u64]| numbers.get(condition).copied().unwrap_or(0);
            of(all) - of(weight) >= of(self.game.quotas())
        })
    }

    fn with(&self, group: usize, place: usize) -> Option<Vec<u64>> {
        let group = self.groups.get(group)?;
        let weight: Vec<u64> = group.iter().zip(self.game.seat(place)).map(|(sum, one)| sum + one).collect();
        self.is_spared(&weight).then_some(weight)
    }

    /// Every seat in the group of lowest rank that can take it, a new one if none can.
    fn fit(mut self, rank: impl Fn(f64) -> f64) -> Option<Vec<usize>> {
        let fullness = |weight: &[u64]| {
            weight
                .iter()
                .zip(self.game.left(0))
                .map(|(sum, all)| *sum as f64 / (*all).max(1) as f64)
                .sum::<f64>()
        };
        for place in 0..self.game.len() {
            let fitting = (0..self.groups.len()).filter_map(|group| Some((group, self.with(group, place)?)));
            let ranked = fitting.map(|(group, weight)| (rank(fullness(&weight)), group, weight));
            match ranked.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))) {
                Some((_, group, weight)) => {
                    *self.groups.get_mut(group)? = weight;
                    self.assigned.push(group);
                }
                None if self.is_spared(self.game.seat(place)) => {
                    self.assigned.push(self.groups.len());
                    self.groups.push(self.game.seat(place).to_vec());
                }
                None => return None,
            }
        }
        Some(self.assigned)
    }

    /// Whether what is left to assign could fit: for conditions that all must hold, by weight.
    fn has_room(&self, place: usize) -> bool {
        let fits = |condition: usize| {
            let of = |numbers: &[u64]| u128::from(numbers.get(condition).copied().unwrap_or(0));
            let spare = of(self.game.left(0)).saturating_sub(of(self.game.quotas()));
            let room: u128 = self.groups.iter().map(|group| spare.saturating_sub(of(group))).sum();
            of(self.game.left(place)) <= room
        };
        match self.game.formula() {
            One(condition) => fits(*condition),
            All(all) => all.iter().all(|one| if let One(condition) = one { fits(*condition) } else { true }),
            Any(_) => true,
        }
    }

    /// Depth first, seats in order, without a call for each seat.
    fn search(&mut self) -> Result<bool, Limit> {
        // By assigned seat: the weight that its group had without it.
        let mut before: Vec<Vec<u64>> = Vec::new();
        let mut from = 0;
        loop {
            let place = self.assigned.len();
            if place == self.game.len() {
                return Ok(true);
            }
            self.nodes += 1;
            if self.nodes > self.effort.max_nodes {
                return Err(Limit::Nodes);
            }
            if self.effort.run.is_cancelled() {
                return Err(Limit::Cancelled);
            }
            let choice = if from > 0 || self.has_room(place) { self.choice(place, from) } else { None };
            if let Some((group, weight)) = choice {
                before.push(self.put(group, weight));
                self.assigned.push(group);
                from = 0;
            } else {
                let (Some(group), Some(weight)) = (self.assigned.pop(), before.pop()) else {
                    return Ok(false);
                };
                self.put(group, weight);
                from = group + 1;
            }
        }
    }

    fn put(&mut self, group: usize, weight: Vec<u64>) -> Vec<u64> {
        self.groups.get_mut(group).map_or_else(Vec::new, |old| std::mem::replace(old, weight))
    }

    /// The first group from `from` on that can take the seat and is unlike the groups before it. A seat like the one before
    /// goes to no earlier group than that.
    fn choice(&self, place: usize, from: usize) -> Option<(usize, Vec<u64>)> {
        let previous =
            place.checked_sub(1).filter(|previous| self.game.seat(*previous) == self.game.seat(place));
        let least = previous.and_then(|previous| self.assigned.get(previous).copied()).unwrap_or(0);
        (from.max(least)..self.groups.len()).find_map(|group| {
            let twin =
                self.groups.iter().take(group).skip(least).any(|other| self.groups.get(group) == Some(other));
            if twin { None } else { Some((group, self.with(group, place)?)) }
        })
    }
}
