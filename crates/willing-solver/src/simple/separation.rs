//! A coalition that wins in one game and loses in another.

use std::collections::HashSet;

use willing_game::Limit;

use super::implication::follows;
use super::needs::Needs;
use super::ordered::{Ordered, joined};
use super::sums::{Between, between};
use crate::Run;

/// How long a search may take.
#[derive(Clone, Debug)]
pub(super) struct Effort {
    pub(super) max_nodes: usize,
    pub(super) run: Run,
}

impl Default for Effort {
    fn default() -> Self {
        Self { max_nodes: super::MAX_NODES, run: Run::default() }
    }
}

/// Places of free seats that win in `first` and lose in `second`, or `None` if there are none. Both games have the same free
/// seats in the same order.
pub(super) fn separation(
    first: &Ordered,
    second: &Ordered,
    effort: &Effort,
) -> Result<Option<Vec<usize>>, Limit> {
    if follows(first, second) {
        return Ok(None);
    }
    if let Some(found) = greedy(first, second) {
        return Ok(Some(found));
    }
    match between(first, second) {
        Between::Found(places) => return Ok(Some(places)),
        Between::Nothing => return Ok(None),
        Between::Unknown => {}
    }
    let most = effort.max_nodes;
    let (Some(mine), Some(theirs)) = (Needs::new(first, most), Needs::new(second, most)) else {
        return Err(Limit::Nodes);
    };
    let mut search =
        Search { first, second, mine, theirs, failed: HashSet::new(), effort, members: Vec::new() };
    Ok(search.visit(0, first.quotas(), second.quotas())?.then_some(search.members))
}

/// Takes in seats as long as the coalition loses in `second`, or drops seats as long as it wins in `first`; heavy or
/// light ones first.
fn greedy(first: &Ordered, second: &Ordered) -> Option<Vec<usize>> {
    let forth: Vec<usize> = (0..first.len()).collect();
    let back: Vec<usize> = forth.iter().rev().copied().collect();
    [&forth, &back]
        .into_iter()
        .find_map(|places| filled(first, second, places).or_else(|| emptied(first, second, places)))
}

fn filled(first: &Ordered, second: &Ordered, places: &[usize]) -> Option<Vec<usize>> {
    let (mut mine, mut theirs) = (first.quotas().to_vec(), second.quotas().to_vec());
    if second.wins(&theirs) {
        return None;
    }
    let mut members = Vec::new();
    for &place in places {
        let next = joined(&theirs, second.seat(place));
        if !second.wins(&next) {
            theirs = next;
            mine = joined(&mine, first.seat(place));
            members.push(place);
        }
    }
    first.wins(&mine).then_some(members)
}

fn emptied(first: &Ordered, second: &Ordered, places: &[usize]) -> Option<Vec<usize>> {
    let members = shrunk(first, places)?;
    let theirs =
        members.iter().fold(second.quotas().to_vec(), |needs, &place| joined(&needs, second.seat(place)));
    (!second.wins(&theirs)).then_some(members)
}

/// What remains if seats leave a coalition of all, in the order of `places`, as long as it wins; `None` if it loses.
pub(super) fn shrunk(game: &Ordered, places: &[usize]) -> Option<Vec<usize>> {
    let mut weights = game.left(0).to_vec();
    let wins = |weights: &[u64]| {
        game.formula().holds(&mut |&condition| match (weights.get(condition), game.quotas().get(condition)) {
            (Some(weight), Some(quota)) => weight >= quota,
            _ => false,
        })
    };
    if !wins(&weights) {
        return None;
    }
    let mut members = Vec::new();
    for &place in places {
        let less: Vec<u64> = weights.iter().zip(game.seat(place)).map(|(sum, weight)| sum - weight).collect();
        if wins(&less) {
            weights = less;
        } else {
            members.push(place);
        }
    }
    Some(members)
}

struct Search<'a> {
    first: &'a Ordered,
    second: &'a Ordered,
    mine: Needs<'a>,
    theirs: Needs<'a>,
    /// Places and needs from which there is no way.
    failed: HashSet<(usize, Vec<u64>)>,
    effort: &'a Effort,
    members: Vec<usize>,
}

impl Search<'_> {
    /// Whether seats from `place` on, which are then members, win where `mine` is needed and lose where `theirs` is.
    fn visit(&mut self, place: usize, mine: &[u64], theirs: &[u64]) -> Result<bool, Limit> {
        if self.second.wins(theirs) || !self.first.is_in_reach(mine, place) {
            return Ok(false);
        }
        if self.first.wins(mine) {
            return Ok(true);
        }
        let canonical = (self.mine.canonical(place, mine)).zip(self.theirs.canonical(place, theirs));
        let (mut key, other) = canonical.ok_or(Limit::Nodes)?;
        key.extend(other);
        let key = (place, key);
        if self.failed.contains(&key) {
            return Ok(false);
        }
        if self.failed.len() >= self.effort.max_nodes {
            return Err(Limit::Nodes);
        }
        if self.effort.run.is_cancelled() {
            return Err(Limit::Cancelled);
        }
        self.members.push(place);
        let with = (joined(mine, self.first.seat(place)), joined(theirs, self.second.seat(place)));
        if self.visit(place + 1, &with.0, &with.1)? {
            return Ok(true);
        }
        self.members.pop();
        if self.visit(place + 1, mine, theirs)? {
            return Ok(true);
        }
        self.failed.insert(key);
        Ok(false)
    }
}
