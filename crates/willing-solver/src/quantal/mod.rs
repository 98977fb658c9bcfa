//! Logit quantal response along a path of precisions.
//!
//! In a logit quantal response equilibrium of precision λ each player mixes in proportion to
//! e^{λ u_i(a, p)}. At λ = 0 everybody mixes uniformly; the branch that starts there exists for
//! almost every game, and its end for λ → ∞ is a Nash equilibrium. It serves games that have no pure
//! equilibrium, and gives probabilities where there are several.
//!
//! The branch is followed by pseudo-arclength continuation, so that it may turn back in λ: grid points
//! are recorded where it first reaches them.
//!
//! # References
//!
//! McKelvey & Palfrey (1995), *Quantal response equilibria for normal form games*; Turocy (2005), *A
//! dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence*;
//! Keller (1977) for the continuation.

#![allow(
    clippy::indexing_slicing,
    reason = "numerical code over arrays whose sizes the constructors of the systems fix"
)]

mod continuation;
pub(crate) mod linear;
mod mean;
mod table;

use std::convert::Infallible;

use willing_check::quantal::{
    Expectation, PartialQuantalPath, QuantalPath, QuantalPoint, StrategicForm, StrategicFormError,
};
use willing_game::{AggregativeGame, Limit, Verdict};
use willing_risk::TierGame;

use continuation::{Continuation, Landing};
use mean::MeanTotals;
use table::Table;

/// Settings that make no path.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A precision that is no finite number ≥ 0, or not above the one before.
    #[error("precision {value} at place {place}: they must be finite, ≥ 0 and increasing")]
    Precision {
        /// The place in the grid.
        place: usize,
        /// The value.
        value: f64,
    },
    /// A bound on residuals outside [1e-13, 1e-6].
    #[error("bound {value} on residuals: it must be in [1e-13, 1e-6]")]
    Bound {
        /// The value.
        value: f64,
    },
    /// Exact expectations need a table that is too large, or payoffs are not finite.
    #[error(transparent)]
    Table(#[from] StrategicFormError),
    /// A player without an action.
    #[error("player {player} has no action")]
    NoAction {
        /// The player's seat.
        player: usize,
    },
}

/// What a path ends in: it always exists, but a limit may cut it short.
pub type QuantalVerdict = Verdict<QuantalPath, Infallible, PartialQuantalPath>;

/// Logit quantal responses on a grid of precisions, along the branch from uniform mixing.
///
/// # Settings
///
/// The grid is in one over the unit of payoffs (default 0, .01, .02, .05, …, 10). What an action is
/// worth against mixing others is a *choice*, [`Expectation`]; by default it is exact while a table of
/// all payoffs has at most 200,000 entries, and else the payoff at expected totals.
///
/// # Returns
///
/// The points with their residuals; or, when steps run out or become too small, those reached by then.
///
/// # Complexity
///
/// A step costs O(n K · 5) payoffs for expected totals, O(n² · profiles + (n K)³) for exact ones.
#[derive(Clone, Debug)]
pub struct LogitPath {
    precisions: Vec<f64>,
    bound: f64,
    step_limit: usize,
    expectation: Option<Expectation>,
}

impl Default for LogitPath {
    fn default() -> Self {
        Self {
            precisions: vec![0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0],
            bound: 1e-10,
            step_limit: 5_000,
            expectation: None,
        }
    }
}

/// The most table entries for which expectations are exact by default.
const EXACT_ENTRIES: usize = 200_000;

impl LogitPath {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The precisions to report, increasing.
    #[must_use]
    pub fn precisions(mut self, precisions: impl Into<Vec<f64>>) -> Self {
        self.precisions = precisions.into();
        self
    }

    /// The greatest residual of a reported point (default 1e-10).
    #[must_use]
    pub fn bound(mut self, bound: f64) -> Self {
        self.bound = bound;
        self
    }

    /// Stops after this many steps along the path (default 5,000).
    #[must_use]
    pub fn step_limit(mut self, steps: usize) -> Self {
        self.step_limit = steps;
        self
    }

    /// What actions are worth.
    #[must_use]
    pub fn expectation(mut self, expectation: Expectation) -> Self {
        self.expectation = Some(expectation);
        self
    }

    /// The path of a tier game.
    ///
    /// # Errors
    ///
    /// [`Error`]: a bad grid or bound, or exact expectations asked for a game that is too large.
    pub fn solve(&self, game: &TierGame) -> Result<QuantalVerdict, Error> {
        let entries = (0..game.player_count())
            .fold(game.player_count() as f64, |product, player| product * game.feasible(player).len() as f64);
        let affordable =
            if entries <= EXACT_ENTRIES as f64 { Expectation::Exact } else { Expectation::MeanTotals };
        match self.expectation.unwrap_or(affordable) {
            Expectation::MeanTotals => self.solve_mean_totals(game),
            Expectation::Exact => self.solve_exact(game),
        }
    }

    /// The path of any aggregative game, actions being worth their payoff at the others' expected totals.
    ///
    /// # Errors
    ///
    /// [`Error`]: a bad grid or bound, a player without an action.
    pub fn solve_mean_totals(&self, game: &impl AggregativeGame) -> Result<QuantalVerdict, Error> {
        let actions = feasible_actions(game)?;
        let system = MeanTotals::new(game, &actions);
        self.follow(&system, &actions, Expectation::MeanTotals)
    }

    /// The path of a game in strategic form, with exact expectations.
    ///
    /// # Errors
    ///
    /// [`Error`]: a bad grid or bound.
    pub fn solve_strategic(&self, game: &StrategicForm) -> Result<QuantalVerdict, Error> {
        let actions: Vec<Vec<usize>> = game.actions().iter().map(|&count| (0..count).collect()).collect();
        self.follow(&Table::new(game), &actions, Expectation::Exact)
    }

    fn solve_exact(&self, game: &TierGame) -> Result<QuantalVerdict, Error> {
        let actions = feasible_actions(game)?;
        let counts: Vec<usize> = actions.iter().map(Vec::len).collect();
        let table = StrategicForm::new(&counts, |player, places| {
            let mut others = [0.0; 4];
            for (other, &place) in places.iter().enumerate().filter(|&(other, _)| other != player) {
                let own = game.contribution(other, actions[other][place]);
                others.iter_mut().zip(own).for_each(|(total, own)| *total += own);
            }
            game.payoff(player, actions[player][places[player]], &others)
        })?;
        self.follow(&Table::new(&table), &actions, Expectation::Exact)
    }

    fn follow(
        &self,
        system: &impl continuation::System,
        actions: &[Vec<usize>],
        expectation: Expectation,
    ) -> Result<QuantalVerdict, Error> {
        self.validate()?;
        let run = Continuation::new(system, self.bound / 4.0, self.step_limit).run(&self.precisions);
        let points = run.landings.iter().map(|landing| point(landing, actions)).collect();
        let path = QuantalPath { expectation, bound: self.bound, points };
        if run.landings.len() == self.precisions.len() {
            return Ok(Verdict::Exists(path));
        }
        Ok(Verdict::Undecided(PartialQuantalPath { limit: Limit::Iterations, reached: run.reached, path }))
    }

    fn validate(&self) -> Result<(), Error> {
        let mut least = 0.0;
        for (place, &value) in self.precisions.iter().enumerate() {
            if !value.is_finite() || value < least || (place > 0 && value <= least) {
                return Err(Error::Precision { place, value });
            }
            least = value;
        }
        let fits = (1e-13..=1e-6).contains(&self.bound);
        if fits { Ok(()) } else { Err(Error::Bound { value: self.bound }) }
    }
}

fn feasible_actions(game: &impl AggregativeGame) -> Result<Vec<Vec<usize>>, Error> {
    let own = |player| {
        let actions: Vec<usize> = game.feasible(player).iter().collect();
        if actions.is_empty() { Err(Error::NoAction { player }) } else { Ok(actions) }
    };
    (0..game.player_count()).map(own).collect()
}

/// From one flat list over feasible actions to one list for each player over all actions.
fn point(landing: &Landing, actions: &[Vec<usize>]) -> QuantalPoint {
    let mut flat = landing.probabilities.iter();
    let spread = |own: &Vec<usize>| {
        let mut mix = vec![0.0; own.last().map_or(0, |last| last + 1)];
        own.iter().zip(flat.by_ref()).for_each(|(&action, &probability)| mix[action] = probability);
        mix
    };
    let probabilities = actions.iter().map(spread).collect();
    QuantalPoint { precision: landing.precision, probabilities, residual: landing.residual }
}
