//! The concept and its settings.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use willing_check::crisis::{Counterfactuals, Error, Sensitivities, Settings};

use super::{Progress, Stage};
use crate::tiers::PureEquilibria;

/// What is called with each message about progress.
type Listener = Arc<dyn Fn(Progress) + Send + Sync>;

/// Solves a crisis by backward induction: draft → votes → the leader's choice → tiers.
///
/// Settings are chained; [`CrisisSolver::solve`](CrisisSolver::solve) runs it.
#[derive(Clone)]
pub struct CrisisSolver {
    pub(super) settings: Settings,
    threads: usize,
    listener: Option<Listener>,
    pub(super) cancel: Option<Arc<AtomicBool>>,
}

impl Default for CrisisSolver {
    fn default() -> Self {
        Self {
            settings: Settings {
                tolerance: 1e-12,
                tie_band: 1e-10,
                node_limit: 10_000_000,
                answer_limit: 1_000,
                combination_limit: 4_096,
                quantal_precision: 10.0,
                counterfactuals: Counterfactuals::default(),
                sensitivities: Sensitivities::default(),
            },
            threads: 1,
            listener: None,
            cancel: None,
        }
    }
}

impl fmt::Debug for CrisisSolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrisisSolver")
            .field("settings", &self.settings)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

impl CrisisSolver {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε of the search for equilibria, in payoff units (default 1e-12).
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.settings.tolerance = tolerance;
        self
    }

    /// A deviation that comes this close to paying makes an equilibrium tie-dependent (default 1e-10, in
    /// payoff units).
    #[must_use]
    pub fn tie_band(mut self, tie_band: f64) -> Self {
        self.settings.tie_band = tie_band;
        self
    }

    /// The most nodes of each search (default ten million).
    #[must_use]
    pub fn node_limit(mut self, nodes: u64) -> Self {
        self.settings.node_limit = nodes;
        self
    }

    /// The most equilibria of each cell (default 1,000).
    #[must_use]
    pub fn answer_limit(mut self, answers: usize) -> Self {
        self.settings.answer_limit = answers;
        self
    }

    /// The most combinations of equilibria that are looked at (default 4,096); beyond, the main line is
    /// varied one cell at a time.
    #[must_use]
    pub fn combination_limit(mut self, combinations: u64) -> Self {
        self.settings.combination_limit = combinations;
        self
    }

    /// λ of the logit quantal response that stands in for a cell without a pure equilibrium (default 10 per
    /// unit of payoff).
    #[must_use]
    pub fn quantal_precision(mut self, precision: f64) -> Self {
        self.settings.quantal_precision = precision;
        self
    }

    /// Whether the crisis is solved without each state and under each other leader, and whether the
    /// certificates of that are kept (default: solved, summarised).
    #[must_use]
    pub fn counterfactuals(mut self, counterfactuals: Counterfactuals) -> Self {
        self.settings.counterfactuals = counterfactuals;
        self
    }

    /// Whether flips are looked for (default: they are).
    #[must_use]
    pub fn sensitivities(mut self, sensitivities: Sensitivities) -> Self {
        self.settings.sensitivities = sensitivities;
        self
    }

    /// How many threads share the work (default 1; 0 counts as 1). The answer is the same, byte for byte, on
    /// any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Calls `listener` as the run proceeds.
    #[must_use]
    pub fn progress(mut self, listener: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    /// Stops soon after this flag is set, with what is known by then, flagged.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// Refuses settings out of range.
    pub(super) fn validate(&self) -> Result<(), Error> {
        let Settings { tolerance, tie_band, quantal_precision, .. } = self.settings;
        for (quantity, value) in
            [("tolerance", tolerance), ("tie band", tie_band), ("quantal precision", quantal_precision)]
        {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(Error::Setting { quantity, value, expected: "a number that is not negative" });
            }
        }
        Ok(())
    }

    /// The search for equilibria under these settings.
    pub(super) fn search(&self) -> PureEquilibria {
        let search = PureEquilibria::new()
            .tolerance(self.settings.tolerance)
            .tie_band(self.settings.tie_band)
            .node_limit(self.settings.node_limit)
            .answer_limit(self.settings.answer_limit);
        match &self.cancel {
            Some(flag) => search.cancel(Arc::clone(flag)),
            None => search,
        }
    }

    /// Whether the caller asked to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// `job(0), …, job(total − 1)`, in this order whatever the number of threads; stops at the first error.
    pub(super) fn each<T: Send>(
        &self,
        pool: Option<&rayon::ThreadPool>,
        stage: Stage,
        total: usize,
        job: impl Fn(usize) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let done = AtomicUsize::new(0);
        let job = |place: usize| {
            let result = job(place);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if let Some(listener) = &self.listener {
                listener(Progress { stage, done, total });
            }
            result
        };
        match pool {
            // Collected by place: the order does not depend on who finishes first.
            Some(pool) => pool.install(|| (0..total).into_par_iter().map(job).collect()),
            None => (0..total).map(job).collect(),
        }
    }

    /// The threads, if more than one; where the system refuses them, the run does without.
    pub(super) fn pool(&self) -> Option<rayon::ThreadPool> {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(self.threads);
        if self.threads > 1 { builder.build().ok() } else { None }
    }
}
