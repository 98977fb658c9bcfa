//! Decision diagrams: residual games, one level a kind of seats, equal ones merged.

use std::collections::HashMap;

use super::Error;
use crate::Run;

/// The child that loses whoever joins.
pub(super) const LOSES: u32 = u32::MAX;

/// The child that wins whoever joins.
pub(super) const WINS: u32 = u32::MAX - 1;

/// A decision diagram. A node at level l is a game of the players of kinds l, l+1, …; its child number k is the game
/// left after k players of kind l have joined, a node of the next level or a settled one.
pub(super) struct Diagram {
    /// The whole game.
    pub(super) root: u32,
    /// By level.
    pub(super) levels: Vec<Level>,
}

/// The nodes of a level.
pub(super) struct Level {
    /// How many players the kind has.
    pub(super) count: usize,
    /// How many players the kinds of later levels have.
    pub(super) after: usize,
    /// `count + 1` for each node.
    children: Vec<u32>,
}

impl Level {
    /// The children of each node.
    pub(super) fn nodes(&self) -> std::slice::Chunks<'_, u32> {
        self.children.chunks(self.count + 1)
    }

    /// How many edges lead to the same node of the next level, at most.
    pub(super) fn most_parents(&self) -> usize {
        let mut children: Vec<u32> = self.children.iter().copied().filter(|child| *child < WINS).collect();
        children.sort_unstable();
        children.chunk_by(|one, other| one == other).map(<[u32]>::len).max().unwrap_or(0)
    }
}

impl Diagram {
    /// The diagram of the game with this key, where `step` says what is left of a game at a level after so many joined: a
    /// settled one, or its key, written behind the last argument. Equal keys must mean equal games.
    ///
    /// Keeps at most `most` counts later on, one for each node and size.
    pub(super) fn build(
        counts: &[usize],
        root: Result<bool, Vec<u64>>,
        mut step: impl FnMut(usize, &[u64], usize, &mut Vec<u64>) -> Option<bool>,
        most: usize,
        run: &Run,
    ) -> Result<Self, Error> {
        let settled = |truth| if truth { WINS } else { LOSES };
        let (root, mut keys) = match root {
            Ok(truth) => (settled(truth), Vec::new()),
            Err(key) => (0, vec![key.into_boxed_slice()]),
        };
        let (mut before, mut after) = (0, counts.iter().sum::<usize>());
        let mut room = most;
        let mut levels = Vec::with_capacity(counts.len());
        let mut scratch = Vec::new();
        for (place, &count) in counts.iter().enumerate() {
            after -= count;
            let mut known: HashMap<Box<[u64]>, u32> = HashMap::new();
            let mut next: Vec<Box<[u64]>> = Vec::new();
            let mut children = Vec::with_capacity(keys.len() * (count + 1));
            for (number, key) in keys.iter().enumerate() {
                if number % 4096 == 0 && run.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                room = room.checked_sub(before + count + after + 2).ok_or(Error::TooManyCounts { most })?;
                for joined in 0..=count {
                    scratch.clear();
                    let child = match step(place, key, joined, &mut scratch) {
                        Some(truth) => settled(truth),
                        None => {
                            number_of(&scratch, &mut known, &mut next).ok_or(Error::TooManyCounts { most })?
                        }
                    };
                    children.push(child);
                }
            }
            levels.push(Level { count, after, children });
            before += count;
            keys = next;
            run.report("kinds of seats", place as u64 + 1, counts.len() as u64);
        }
        Ok(Self { root, levels })
    }
}

/// The number of a game among those of the next level, a new one if it is not known; `None` if numbers run out.
fn number_of(key: &[u64], known: &mut HashMap<Box<[u64]>, u32>, next: &mut Vec<Box<[u64]>>) -> Option<u32> {
    if let Some(child) = known.get(key) {
        return Some(*child);
    }
    let child = u32::try_from(next.len()).ok().filter(|child| *child < WINS)?;
    next.push(key.into());
    known.insert(key.into(), child);
    Some(child)
}
