//! How many coalitions win and block.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::{One, Zero};
use willing_check::simple::CoalitionCounts;
use willing_council::SimpleGame;
use willing_game::Limit;

use super::MinimalWinning;
use super::needs::Needs;
use super::ordered::{Ordered, heavy_first, joined, kinds};
use super::separation::Effort;
use super::sums::counted;
use crate::Run;

/// Counts winning and blocking coalitions, and those that do so minimally.
///
/// Seats that weigh the same are counted by kind where that leaves at most 2²⁰ combinations. For one condition there is a
/// table of sums, O(n²q) bit operations for n seats and a quota of q. Otherwise seats are decided
/// one after the other, and what is still needed of the others is looked up if it was met before. A
/// coalition is minimal if it loses without each of its members: kept are the needs without each, as far as they are not
/// implied by others. Where seats descend in weight by every condition, that is the last member alone.
/// Where even that is too much, minimal coalitions are listed and counted.
///
/// # Errors
///
/// [`solve`](CountCoalitions::solve) ends with [`Limit::Nodes`] where there are too many different needs (or more than 512
/// seats of many kinds), with [`Limit::Cancelled`] on request.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::simple::CountCoalitions;
///
/// let council = VotingRule::un_security_council()?.simple_game(&Matter::Substantive)?;
/// let counts = CountCoalitions::new().solve(&council)?;
/// assert_eq!((counts.winning.to_string(), counts.minimal_winning.to_string()), ("848".into(), "210".into()));
/// counts.check(&council)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CountCoalitions {
    effort: Effort,
}

/// The most combinations of kinds that are looked at one by one.
const MOST_COMBINATIONS: usize = 1 << 20;

impl CountCoalitions {
    /// With default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the most different needs that are kept (default 2²¹), and how many coalitions are listed where that is not
    /// enough, in multiples of 16.
    #[must_use]
    pub fn max_nodes(mut self, nodes: usize) -> Self {
        self.effort.max_nodes = nodes;
        self
    }

    /// Sets a way to stop.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.effort.run = run;
        self
    }

    /// The counts of `game`.
    ///
    /// # Errors
    ///
    /// See [`CountCoalitions`].
    pub fn solve(&self, game: &SimpleGame) -> Result<CoalitionCounts, SearchEnded> {
        let (winning, minimal_winning) = self.both(game)?;
        let blocking = (BigUint::one() << game.seats()) - &winning;
        let minimal_blocking = self.minimal(&game.dual())?;
        Ok(CoalitionCounts { winning, minimal_winning, blocking, minimal_blocking })
    }

    fn both(&self, game: &SimpleGame) -> Result<(BigUint, BigUint), SearchEnded> {
        if let Some(both) = by_kinds(game) {
            return Ok(both);
        }
        let ordered = Ordered::new(game, &heavy_first(game), &[]);
        if let Some(both) = tabulated(&ordered) {
            return Ok(both);
        }
        let mut winners = Winners { memory: Memory::new(&ordered, &self.effort)?, known: HashMap::new() };
        let winning = winners.count(0, ordered.quotas())?;
        drop(winners);
        Ok((winning, self.minimal(game)?))
    }

    fn minimal(&self, game: &SimpleGame) -> Result<BigUint, SearchEnded> {
        if let Some((_, minimal)) = by_kinds(game) {
            return Ok(minimal);
        }
        let ordered = Ordered::new(game, &heavy_first(game), &[]);
        if let Some((_, minimal)) = tabulated(&ordered) {
            return Ok(minimal);
        }
        let mut minimal =
            MinimalWinners { memory: Memory::new(&ordered, &self.effort)?, known: HashMap::new() };
        match minimal.count(0, ordered.quotas(), Vec::new()) {
            Err(SearchEnded(Limit::Nodes)) => {}
            other => return other,
        }
        drop(minimal);
        let most = self.effort.max_nodes.saturating_mul(16);
        let mut count = 0usize;
        for _ in MinimalWinning::new(game) {
            count += 1;
            if count > most {
                return Err(SearchEnded(Limit::Nodes));
            }
            if count.is_multiple_of(1 << 12) && self.effort.run.is_cancelled() {
                return Err(SearchEnded(Limit::Cancelled));
            }
        }
        Ok(count.into())
    }
}

/// By a table of sums, where that is less than the coalitions of few seats whose fate is open.
fn tabulated(game: &Ordered) -> Option<(BigUint, BigUint)> {
    let small = game.quotas().iter().all(|quota| *quota <= 1 << 16);
    if game.len() > 32 || small { counted(game) } else { None }
}

/// A search has ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("undecided: {0} was reached")]
pub struct SearchEnded(pub Limit);

impl From<Limit> for SearchEnded {
    fn from(limit: Limit) -> Self {
        Self(limit)
    }
}

/// All combinations of how many seats of each kind are in, if there are not too many: how many coalitions win, and how many
/// do so minimally.
fn by_kinds(game: &SimpleGame) -> Option<(BigUint, BigUint)> {
    let kinds = kinds(game);
    let combinations = kinds.iter().try_fold(1usize, |product, kind| product.checked_mul(kind.len() + 1));
    combinations.filter(|combinations| *combinations <= MOST_COMBINATIONS)?;
    let firsts: Vec<usize> = kinds.iter().filter_map(|kind| kind.first().copied()).collect();
    let one_each = Ordered::new(game, &firsts, &[]);
    let choices = kinds.iter().map(|kind| binomials(kind.len())).collect();
    let mut count = ByKinds {
        game: &one_each,
        choices,
        members: Vec::new(),
        winning: BigUint::zero(),
        minimal: BigUint::zero(),
    };
    let sums = vec![0; one_each.quotas().len()];
    count.visit(&sums, &BigUint::one());
    Some((count.winning, count.minimal))
}

/// C(n, 0), …, C(n, n).
fn binomials(n: usize) -> Vec<BigUint> {
    let next = |last: &BigUint, k: usize| last * (n - k) / (k + 1);
    let mut all = vec![BigUint::one()];
    for k in 0..n {
        all.extend(all.last().map(|last| next(last, k)));
    }
    all
}

struct ByKinds<'a> {
    /// One seat of each kind.
    game: &'a Ordered,
    /// By kind, by number of members: how many ways there are.
    choices: Vec<Vec<BigUint>>,
    /// How many members there are of each kind.
    members: Vec<usize>,
    winning: BigUint,
    minimal: BigUint,
}

impl ByKinds<'_> {
    fn visit(&mut self, sums: &[u64], ways: &BigUint) {
        let kind = self.members.len();
        let Some(choices) = self.choices.get(kind).cloned() else {
            return self.conclude(sums, ways);
        };
        let mut sums = sums.to_vec();
        for (members, choice) in choices.iter().enumerate() {
            self.members.push(members);
            self.visit(&sums, &(ways * choice));
            self.members.pop();
            if members + 1 < choices.len() {
                sums.iter_mut().zip(self.game.seat(kind)).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }

    fn conclude(&mut self, sums: &[u64], ways: &BigUint) {
        let wins = |less: &[u64]| {
            self.game.formula().holds(&mut |&condition| {
                let of = |numbers: &[u64]| numbers.get(condition).copied().unwrap_or(0);
                of(sums) - of(less) >= of(self.game.quotas())
            })
        };
        if !wins(&[]) {
            return;
        }
        let mut present = self.members.iter().enumerate().filter(|(_, members)| **members > 0);
        let minimal = present.all(|(kind, _)| !wins(self.game.seat(kind)));
        self.winning += ways;
        if minimal {
            self.minimal += ways;
        }
    }
}

/// What both recursions share.
struct Memory<'a> {
    game: &'a Ordered,
    needs: Needs<'a>,
    effort: &'a Effort,
}

impl<'a> Memory<'a> {
    fn new(game: &'a Ordered, effort: &'a Effort) -> Result<Self, SearchEnded> {
        let needs = Needs::new(game, effort.max_nodes).ok_or(Limit::Nodes)?;
        Ok(Self { game, needs, effort })
    }

    fn canonical(&mut self, place: usize, needs: &[u64]) -> Result<Vec<u64>, SearchEnded> {
        Ok(self.needs.canonical(place, needs).ok_or(Limit::Nodes)?)
    }

    fn go_on(&self, nodes: usize) -> Result<(), SearchEnded> {
        match nodes < self.effort.max_nodes {
            _ if self.effort.run.is_cancelled() => Err(Limit::Cancelled.into()),
            true => Ok(()),
            false => Err(Limit::Nodes.into()),
        }
    }
}

struct Winners<'a> {
    memory: Memory<'a>,
    known: HashMap<(usize, Vec<u64>), BigUint>,
}

impl Winners<'_> {
    /// How many coalitions of the seats from `place` on win.
    fn count(&mut self, place: usize, needs: &[u64]) -> Result<BigUint, SearchEnded> {
        let game = self.memory.game;
        if game.wins(needs) {
            return Ok(BigUint::one() << (game.len() - place));
        }
        if !game.is_in_reach(needs, place) {
            return Ok(BigUint::zero());
        }
        let key = (place, self.memory.canonical(place, needs)?);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        self.memory.go_on(self.known.len())?;
        let count =
            self.count(place + 1, &joined(needs, game.seat(place)))? + self.count(place + 1, needs)?;
        self.known.insert(key, count.clone());
        Ok(count)
    }
}

struct MinimalWinners<'a> {
    memory: Memory<'a>,
    known: HashMap<(usize, Vec<Vec<u64>>), BigUint>,
}

impl MinimalWinners<'_> {
    /// How many coalitions of the seats from `place` on win where `needs` is needed, but lose by each of `without` and when
    /// one of them leaves.
    fn count(&mut self, place: usize, needs: &[u64], without: Vec<Vec<u64>>) -> Result<BigUint, SearchEnded> {
        let game = self.memory.game;
        if without.iter().any(|needs| game.wins(needs)) {
            return Ok(BigUint::zero());
        }
        if game.wins(needs) {
            return Ok(BigUint::one());
        }
        if !game.is_in_reach(needs, place) {
            return Ok(BigUint::zero());
        }
        let needs = self.memory.canonical(place, needs)?;
        let without = self.easiest(place, without)?;
        let key = (place, std::iter::once(needs.clone()).chain(without.iter().cloned()).collect());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        self.memory.go_on(self.known.len())?;
        let seat = game.seat(place);
        let after = without.iter().map(|needs| joined(needs, seat)).chain([needs.clone()]);
        let with = self.count(place + 1, &joined(&needs, seat), after.collect())?;
        let count = with + self.count(place + 1, &needs, without)?;
        self.known.insert(key, count.clone());
        Ok(count)
    }

    /// Those needs that could be met and are not implied by others that are met as easily.
    fn easiest(&mut self, place: usize, all: Vec<Vec<u64>>) -> Result<Vec<Vec<u64>>, SearchEnded> {
        let mut kept: Vec<Vec<u64>> = Vec::with_capacity(all.len());
        for needs in all {
            if !self.memory.game.is_in_reach(&needs, place) {
                continue;
            }
            let needs = self.memory.canonical(place, &needs)?;
            let below = |one: &[u64], other: &[u64]| one.iter().zip(other).all(|(one, other)| one <= other);
            if !kept.iter().any(|other| below(other, &needs)) {
                kept.retain(|other| !below(&needs, other));
                kept.push(needs);
            }
        }
        kept.sort_unstable();
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use willing_council::{Formula, WeightCondition};

    use super::*;

    /// Numbers with no pattern that matters (a linear congruential generator, Knuth's constants).
    struct Draws(u64);

    impl Draws {
        fn below(&mut self, count: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % count
        }
    }

    /// One to three conditions, by *and* or *or*, that weigh up to eight seats with little in common.
    fn drawn(draws: &mut Draws) -> SimpleGame {
        let seats = 1 + draws.below(8);
        let condition = |draws: &mut Draws| {
            let weights: Vec<u64> = (0..seats).map(|_| draws.below(9) as u64).collect();
            let quota = draws.below(usize::try_from(weights.iter().sum::<u64>()).unwrap() + 2) as u64;
            Formula::One(WeightCondition { weights, quota })
        };
        let conditions = (0..=draws.below(3)).map(|_| condition(draws)).collect();
        let formula = if draws.below(2) == 0 { Formula::All(conditions) } else { Formula::Any(conditions) };
        SimpleGame::new(seats, formula).unwrap()
    }

    #[test]
    fn every_route_counts_the_same() {
        let mut draws = Draws(11);
        let effort = Effort::default();
        let mut tables = 0;
        for _ in 0..2000 {
            let game = drawn(&mut draws);
            let (winning, minimal) = by_kinds(&game).unwrap();
            let ordered = Ordered::new(&game, &heavy_first(&game), &[]);
            let memory = || Memory::new(&ordered, &effort).unwrap();
            let mut winners = Winners { memory: memory(), known: HashMap::new() };
            assert_eq!(winners.count(0, ordered.quotas()).unwrap(), winning, "{game:?}");
            let mut minimal_winners = MinimalWinners { memory: memory(), known: HashMap::new() };
            assert_eq!(minimal_winners.count(0, ordered.quotas(), Vec::new()).unwrap(), minimal, "{game:?}");
            if let Some(both) = counted(&ordered) {
                assert_eq!(both, (winning, minimal), "{game:?}");
                tables += 1;
            }
        }
        assert!(tables > 200);
    }

    #[test]
    fn counts_of_more_than_64_bits_are_exact() {
        // C(130, k) summed from 66 on is half of 2¹³⁰ less half of C(130, 65); the table needs three words a number.
        let game = SimpleGame::weighted(66, vec![1; 130]).unwrap();
        let table = counted(&Ordered::new(&game, &heavy_first(&game), &[])).unwrap();
        assert_eq!(by_kinds(&game), Some(table.clone()));
        let choose = binomials(130);
        assert_eq!(table.0, ((BigUint::one() << 130) - choose.get(65).unwrap()) / 2u8);
        assert_eq!(Some(&table.1), choose.get(66));
    }
}
