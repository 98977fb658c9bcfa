//! Talk while something runs, and a clean way to stop it.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use willing::solver::Step;
use willing::solver::crisis::{Progress as SolverProgress, Stage};

use crate::exit::Failure;

/// Whether to talk on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Talk {
    /// If somebody may be looking.
    OnTerminal,
    /// Never.
    Never,
}

impl Talk {
    /// From the option of that name.
    pub(crate) fn unless_quiet(quiet: bool) -> Self {
        if quiet { Self::Never } else { Self::OnTerminal }
    }
}

/// A spinner on stderr, hidden unless stderr is a terminal.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Starts it, saying what is done.
    pub(crate) fn start(talk: Talk, what: String) -> Self {
        let bar = ProgressBar::new_spinner();
        if talk == Talk::Never || !io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }
}

impl Progress {
    /// Shows what a solver reports.
    pub(crate) fn listener(&self) -> impl Fn(SolverProgress) + Send + Sync + 'static {
        let bar = self.0.clone();
        let what = bar.message();
        move |SolverProgress { stage, done, total }| {
            let stage = match stage {
                Stage::Cells => "tier games",
                Stage::States => "states",
                Stage::Burden => "burden",
                Stage::Removals => "without each state",
                Stage::Candidacies => "other leaders",
                _ => "more",
            };
            bar.set_message(format!("{what}: {stage} {done}/{total}"));
        }
    }
}

impl Progress {
    /// Shows what a solver of cooperative games reports.
    pub(crate) fn step_listener(&self) -> impl Fn(Step) + Send + Sync + 'static {
        let bar = self.0.clone();
        let what = bar.message();
        move |Step { stage, done, total }| {
            let of = if total > 0 { format!("/{total}") } else { String::new() };
            bar.set_message(format!("{what}: {stage} {done}{of}"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Installs a handler for Ctrl-C that raises a flag; the second time the process ends at once.
pub(crate) fn stop_on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    let handler = move || {
        if raised.swap(true, Ordering::SeqCst) {
            std::process::exit(3);
        }
    };
    ctrlc::set_handler(handler).map_err(|error| Failure::of(format_args!("ctrl-c: {error}")))?;
    Ok(flag)
}
