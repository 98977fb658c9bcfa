//! How a solver of cooperative games runs: on how many threads, who may stop it, who listens.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::ThreadPoolBuilder;

/// What is called with each message about progress.
type Listener = Arc<dyn Fn(Step) + Send + Sync>;

/// How an answer about a cooperative game is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arithmetic {
    /// In rational numbers, also for a table of floats, which are fractions.
    #[default]
    Exact,
    /// In floats, which is faster; the answer says how far it may be off.
    Float,
}

/// How a solver runs: on how many threads, who may stop it, who listens. None of it changes a byte of an answer
/// that is reached.
#[derive(Clone)]
pub struct Run {
    threads: usize,
    cancel: Option<Arc<AtomicBool>>,
    listener: Option<Listener>,
}

/// A message about a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the run is at, in words.
    pub stage: &'static str,
    /// How many are done.
    pub done: u64,
    /// Of how many; 0 if that is not known.
    pub total: u64,
}

impl Default for Run {
    fn default() -> Self {
        Self { threads: 1, cancel: None, listener: None }
    }
}

impl Run {
    /// On one thread, unobserved, to the end.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// On this many threads (default 1; 0 counts as 1).
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Stops soon after this flag is set.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// Calls `listener` now and then, possibly from several threads.
    #[must_use]
    pub fn progress(mut self, listener: impl Fn(Step) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    /// Whether somebody asked to stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Tells the listener, if there is one.
    pub(crate) fn report(&self, stage: &'static str, done: u64, total: u64) {
        if let Some(listener) = &self.listener {
            listener(Step { stage, done, total });
        }
    }

    /// Whether there is more than one thread.
    pub(crate) fn is_parallel(&self) -> bool {
        self.threads > 1
    }

    /// Does `work` where rayon has this many threads; on the caller's own if one is asked for or no more can be
    /// had.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        if !self.is_parallel() {
            return work();
        }
        match ThreadPoolBuilder::new().num_threads(self.threads).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("threads", &self.threads).finish_non_exhaustive()
    }
}
