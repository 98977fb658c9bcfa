//! Linear programs.
//!
//! * [`Optimum`]: the optimum of a model of yours, in exact numbers and with proof, or the proof that there is none. Models
//!   and evidence stand in [`willing_check::program`].
//!
//! A back end in floats, through `good_lp`, can propose where to start ([`Start::BackEnd`], feature `good_lp`). It is not the default: its
//! status is never believed, but it has been seen not to end on a model with free variables (microlp 0.6), and a
//! limit in seconds would make answers depend on the clock.
//!
//! # Inside
//!
//! Small dense programs with many rows, which arrive one by one, are solved by a dual simplex of our own.
//!
//! The programs at the heart of the core, the least core and the nucleolus have one column a player, one more for
//! the level of excess, and a row for every coalition, of which only a few hundred are ever looked at:
//!
//! ```text
//! min c·y   such that   a_r·y ≥ b_r  or  a_r·y = b_r,   y free
//! ```
//!
//! A *basis* is a set of as many independent rows as there are columns, taken as equations. It is dual feasible if
//! c = Σ λ_r a_r over its rows with λ_r ≥ 0 at the inequalities. The dual simplex (Lemke 1954) keeps that true: it
//! takes in the row that is violated most and lets go the one whose multiplier falls to 0 first. At the end the
//! multipliers prove that nothing lower is possible; if no multiplier falls, they prove that no y satisfies the
//! rows (Farkas 1902). New rows leave a basis dual feasible, so solving goes on where it stopped.
//!
//! One driver works on a basis in floats (fast, with tolerances, finds the right one nearly always) and on a basis in
//! integers (fraction-free, always right).

use crate::Run;

mod exact;
mod float;
mod guess;
mod optimum;
mod tableau;

pub(crate) use exact::{Entry, ExactBasis};
pub(crate) use float::FloatBasis;
pub use optimum::{Error, Optimum, Start};

/// Whether a row is an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// a·y ≥ b.
    AtLeast,
    /// a·y = b; its multiplier has any sign, and it never leaves a basis.
    Equal,
}

/// How an optimization ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The basis is optimal for all rows.
    Optimal,
    /// No point satisfies all rows: this row contradicts the basis.
    Infeasible {
        /// The row.
        row: usize,
    },
    /// The bound on exchanges was hit: rounding, or a cycle of it.
    Stalled,
    /// The caller asked to stop.
    Cancelled,
}

/// A dual feasible basis of a program, and what moves it.
pub(crate) trait Basis {
    /// The row that is violated most; with `first`, the first one that is violated.
    fn violated(&self, first: bool) -> Option<usize>;

    /// The place in the basis that falls to 0 first when `row` enters; of several the one of the lowest row. Keeps
    /// the coordinates of `row` in the basis for [`Basis::exchange`].
    fn leaving(&mut self, row: usize) -> Option<usize>;

    /// Lets `row` take `place`. Whether the objective rose.
    fn exchange(&mut self, place: usize, row: usize) -> bool;

    /// Drops what rounding has gathered, if there is any.
    fn refresh(&mut self);

    /// The most exchanges for this many columns after which floats are taken to go in circles. Exact bases never do.
    fn most_exchanges(columns: usize) -> usize;
}

/// Exchanges without progress after which the rule that never cycles (Bland 1977) takes over.
const PATIENCE: usize = 60;

/// Floats are recomputed after so many exchanges.
const REFRESH: usize = 40;

/// Moves `basis`, which has this many columns, to an optimal one.
pub(crate) fn optimize<B: Basis>(basis: &mut B, columns: usize, run: &Run) -> Outcome {
    let mut idle = 0;
    for step in 1..=B::most_exchanges(columns) {
        let careful = idle > PATIENCE;
        let Some(row) = basis.violated(careful) else {
            return Outcome::Optimal;
        };
        let Some(place) = basis.leaving(row) else {
            return Outcome::Infeasible { row };
        };
        idle = if basis.exchange(place, row) { 0 } else { idle + 1 };
        if step % REFRESH == 0 {
            basis.refresh();
            if run.is_cancelled() {
                return Outcome::Cancelled;
            }
        }
    }
    Outcome::Stalled
}
