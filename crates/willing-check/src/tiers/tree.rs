//! The tree of a complete search, step by step in depth-first order.
//!
//! A node is a set of actions (its *domain*) for each player and a box of totals. The root has all
//! feasible actions and the whole space. The steps of a node change its domains and box until a
//! step closes it: refuted, a leaf, left open, or split into children, whose steps follow one child
//! after the other. A child starts from the domains and box that its parent had at the split.

/// What the others' totals are bounded by when an action is pruned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those compatible with the pruned action itself: (box − own contribution) ∩ (sums of the others).
    Own,
    /// The hull of those compatible with any action of the player's domain.
    Common,
}

/// One step of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// Sums the least and greatest contributions over all domains; the box of totals becomes its
    /// intersection with these sums. Later steps of this node bound the others by *these* sums less
    /// the player's own range at this moment.
    Tighten,
    /// No totals of the others are compatible with `action` in the box: dropped from the domain.
    Unattainable {
        /// The player.
        player: usize,
        /// The action dropped.
        action: usize,
    },
    /// `better` (any feasible action) gains more than the tolerance over `action` for all totals of
    /// the others in scope: dropped from the domain.
    Prune {
        /// The player.
        player: usize,
        /// The action dropped.
        action: usize,
        /// The action that is better.
        better: usize,
        /// For which totals of the others.
        scope: Scope,
    },
    /// `action` is dropped because identical players are counted once: in the order of a class,
    /// actions never decrease. It is less than every action left to the class member before, or
    /// greater than every action left to the one after.
    OutOfOrder {
        /// The player.
        player: usize,
        /// The action dropped.
        action: usize,
    },
    /// Closes the node: the last tightening left the box empty in `dimension`.
    RefutedByTotals {
        /// The empty dimension.
        dimension: usize,
    },
    /// Closes the node: no action is left to `player`.
    RefutedByPlayer {
        /// The player.
        player: usize,
    },
    /// Closes the node: one action is left to each player, and the profile is listed.
    Listed,
    /// Closes the node: one action is left to each player, and `player` gains more than the
    /// tolerance by `better`.
    Deviation {
        /// The player.
        player: usize,
        /// The action that is better.
        better: usize,
    },
    /// Closes the node without a decision. Only partial searches have such nodes.
    Open,
    /// Closes the node with two children: totals at most `at`, and at least `at`, in `dimension`.
    SplitTotals {
        /// The dimension.
        dimension: usize,
        /// Where it is cut.
        at: f64,
    },
    /// Closes the node with one child for each action in the domain of `player`, from the least.
    SplitPlayer {
        /// The player.
        player: usize,
    },
}

/// A tree packed into words: 4 bytes a step, 8 more for a cut.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Tree {
    words: Vec<u32>,
    cuts: Vec<f64>,
}

const KIND_BITS: u32 = 4;
const ACTION_BITS: u32 = 5;
const PLAYER_SHIFT: u32 = KIND_BITS + 2 * ACTION_BITS;

impl Tree {
    /// The most players that a packed step can name.
    pub const MAX_PLAYERS: usize = 1 << (32 - PLAYER_SHIFT);

    /// The size of the packed tree in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        4 * self.words.len() + 8 * self.cuts.len()
    }

    /// How many steps it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no step.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The steps in depth-first order; `None` in place of a word that is no step.
    pub fn steps(&self) -> impl Iterator<Item = Option<Step>> + '_ {
        let mut cuts = self.cuts.iter();
        self.words.iter().map(move |&word| {
            let field = |shift: u32, bits: u32| (word >> shift & ((1 << bits) - 1)) as usize;
            let (kind, action, better) = (
                field(0, KIND_BITS),
                field(KIND_BITS, ACTION_BITS),
                field(KIND_BITS + ACTION_BITS, ACTION_BITS),
            );
            let player = (word >> PLAYER_SHIFT) as usize;
            Some(match kind {
                0 => Step::Tighten,
                1 => Step::Unattainable { player, action },
                2 => Step::Prune { player, action, better, scope: Scope::Own },
                3 => Step::Prune { player, action, better, scope: Scope::Common },
                4 => Step::OutOfOrder { player, action },
                5 => Step::RefutedByTotals { dimension: action },
                6 => Step::RefutedByPlayer { player },
                7 => Step::Listed,
                8 => Step::Deviation { player, better },
                9 => Step::Open,
                10 => Step::SplitTotals { dimension: action, at: *cuts.next()? },
                11 => Step::SplitPlayer { player },
                _ => return None,
            })
        })
    }
}

/// Writes a tree step by step.
#[derive(Clone, Debug, Default)]
pub struct TreeWriter(Tree);

impl TreeWriter {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a step. Actions must be below 32 and players below [`Tree::MAX_PLAYERS`].
    pub fn push(&mut self, step: Step) {
        let (kind, player, action, better) = match step {
            Step::Tighten => (0, 0, 0, 0),
            Step::Unattainable { player, action } => (1, player, action, 0),
            Step::Prune { player, action, better, scope: Scope::Own } => (2, player, action, better),
            Step::Prune { player, action, better, scope: Scope::Common } => (3, player, action, better),
            Step::OutOfOrder { player, action } => (4, player, action, 0),
            Step::RefutedByTotals { dimension } => (5, 0, dimension, 0),
            Step::RefutedByPlayer { player } => (6, player, 0, 0),
            Step::Listed => (7, 0, 0, 0),
            Step::Deviation { player, better } => (8, player, 0, better),
            Step::Open => (9, 0, 0, 0),
            Step::SplitTotals { dimension, at } => {
                self.0.cuts.push(at);
                (10, 0, dimension, 0)
            }
            Step::SplitPlayer { player } => (11, player, 0, 0),
        };
        debug_assert!(
            action < 32 && better < 32 && player < Tree::MAX_PLAYERS,
            "a step that cannot be packed"
        );
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the assertion above")]
        let word = kind
            | (action as u32) << KIND_BITS
            | (better as u32) << (KIND_BITS + ACTION_BITS)
            | (player as u32) << PLAYER_SHIFT;
        self.0.words.push(word);
    }

    /// The finished tree.
    #[must_use]
    pub fn finish(self) -> Tree {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_survives_packing() {
        let steps = [
            Step::Tighten,
            Step::Unattainable { player: 262_143, action: 31 },
            Step::Prune { player: 3, action: 1, better: 30, scope: Scope::Own },
            Step::Prune { player: 4, action: 31, better: 2, scope: Scope::Common },
            Step::OutOfOrder { player: 7, action: 5 },
            Step::RefutedByTotals { dimension: 3 },
            Step::RefutedByPlayer { player: 9 },
            Step::Listed,
            Step::Deviation { player: 11, better: 6 },
            Step::Open,
            Step::SplitTotals { dimension: 1, at: 0.487 },
            Step::SplitPlayer { player: 5 },
        ];
        let mut writer = TreeWriter::new();
        for &step in &steps {
            writer.push(step);
        }
        let tree = writer.finish();
        assert_eq!(tree.steps().collect::<Option<Vec<_>>>(), Some(steps.to_vec()));
        assert_eq!(tree.bytes(), 4 * 12 + 8);
    }
}
