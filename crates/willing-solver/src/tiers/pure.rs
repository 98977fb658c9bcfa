//! The concept and its settings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use willing_check::tiers::{EquilibriumList, PartialSearch, Refutation};
use willing_game::{AggregativeGame, Verdict};
use willing_risk::TierGame;

use super::bernstein::Bernstein;
use super::dominance::Embedded;
use super::leaf::Direct;
use super::search::{Finished, Search};
use super::symmetry::classes;

/// Whether profiles that differ only by an exchange of identical players are listed one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symmetry {
    /// Each profile on its own.
    #[default]
    Distinct,
    /// One ordered profile for each orbit, with its size.
    Orbits,
}

/// All pure Nash equilibria, with a certificate that the list is complete.
#[derive(Clone, Debug)]
pub struct PureEquilibria {
    pub(crate) tolerance: f64,
    pub(crate) tie_band: f64,
    pub(crate) node_limit: u64,
    pub(crate) answer_limit: usize,
    pub(crate) symmetry: Symmetry,
    pub(crate) cancel: Option<Arc<AtomicBool>>,
}

impl Default for PureEquilibria {
    fn default() -> Self {
        Self {
            tolerance: 1e-12,
            tie_band: 1e-10,
            node_limit: 10_000_000,
            answer_limit: 100_000,
            symmetry: Symmetry::Distinct,
            cancel: None,
        }
    }
}

impl PureEquilibria {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε in payoff units (default 1e-12): a deviation that gains at most this much is no reason to
    /// deviate. Larger values list all ε-equilibria.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// A profile with a deviation whose gain is above minus this is flagged as tie-dependent
    /// (default 1e-10, in payoff units).
    #[must_use]
    pub fn tie_band(mut self, tie_band: f64) -> Self {
        self.tie_band = tie_band;
        self
    }

    /// Stops after this many nodes of the tree (default ten million).
    #[must_use]
    pub fn node_limit(mut self, nodes: u64) -> Self {
        self.node_limit = nodes;
        self
    }

    /// Stops after this many equilibria (default 100,000).
    #[must_use]
    pub fn answer_limit(mut self, answers: usize) -> Self {
        self.answer_limit = answers;
        self
    }

    /// How identical players are counted (default: each profile on its own).
    #[must_use]
    pub fn symmetry(mut self, symmetry: Symmetry) -> Self {
        self.symmetry = symmetry;
        self
    }

    /// Stops soon after this flag is set, with what is proved by then.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// Whether the caller asked to stop.
    pub(super) fn cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// All pure equilibria of the model's own payoffs.
    ///
    /// # Returns
    ///
    /// `Exists` with the list and its tree; `Impossible` with a tree without a listed leaf;
    /// `Undecided` with what was proved and the open boxes if a limit was hit.
    pub fn solve(&self, game: &TierGame) -> Verdict<EquilibriumList, Refutation, PartialSearch> {
        let classes = match self.symmetry {
            Symmetry::Distinct => Vec::new(),
            Symmetry::Orbits => classes(game),
        };
        let bounds = Bernstein::new(game, self.tolerance);
        let judge = Direct::of_model(game, self.tolerance);
        self.verdict(Search::new(self, game, bounds, judge, &classes).run(), &classes)
    }

    /// All pure equilibria of an embedder's payoffs, by the bounds that it gives. Players count as
    /// distinct.
    pub fn solve_embedded(
        &self,
        game: &impl AggregativeGame,
    ) -> Verdict<EquilibriumList, Refutation, PartialSearch> {
        let bounds = Embedded::new(game, self.tolerance);
        let judge = Direct::of_embedder(game, self.tolerance);
        self.verdict(Search::new(self, game, bounds, judge, &[]).run(), &[])
    }

    fn verdict(
        &self,
        finished: Finished,
        classes: &[Vec<usize>],
    ) -> Verdict<EquilibriumList, Refutation, PartialSearch> {
        let Finished { equilibria, tree, open, limit } = finished;
        let (tolerance, classes) = (self.tolerance, classes.to_vec());
        match limit {
            Some(limit) => {
                Verdict::Undecided(PartialSearch { limit, tolerance, equilibria, classes, tree, open })
            }
            None if equilibria.is_empty() => Verdict::Impossible(Refutation { tolerance, classes, tree }),
            None => Verdict::Exists(EquilibriumList { tolerance, equilibria, classes, tree }),
        }
    }
}
