//! The run: cells, votes, the leader's choice, states, counterfactuals.

use willing_check::crisis::{
    BurdenReport, Candidacy, Caveat, Cell, CellKey, Counterfactuals, Coverage, Crisis, CrisisAnswer, Error,
    Removal, StateReport,
};

use super::burden::{burden_report, reported_plays};
use super::counterfactual::{Actual, Solved, candidacy, removal};
use super::play::solve_cell;
use super::report::{Shown, shown_cell};
use super::robust::robustness;
use super::voting::voting_report;
use super::{CrisisSolver, Stage};

type Pool<'a> = Option<&'a rayon::ThreadPool>;

impl CrisisSolver {
    /// Solves the crisis.
    ///
    /// # Returns
    ///
    /// The answer with its evidence. A cell that a limit left undecided, one without a pure equilibrium, a run
    /// that was stopped: all that is an answer with a [`Caveat`], not an error.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for settings that are negative, NaN or infinite; what games or council refuse,
    /// which a valid crisis does not bring about.
    ///
    /// # Complexity
    ///
    /// Two searches for equilibria a method, and as many for each state removed and for each other leader.
    ///
    /// # Numerics
    ///
    /// Deterministic: the same bytes on any number of threads. Ties: the leader acts outside if that is as
    /// good as the status quo, tables a draft only if it gains by it, and takes the first of equals.
    pub fn solve(&self, crisis: &Crisis) -> Result<CrisisAnswer, Error> {
        self.validate()?;
        let pool = self.pool();
        let pool = pool.as_ref();
        let keys: Vec<CellKey> = crisis.cells().collect();
        let cells = self.each(pool, Stage::Cells, keys.len(), |place| match keys.get(place) {
            Some(&key) => solve_cell(self, crisis, key),
            None => Err(no_cell(place)),
        })?;
        let solved = Solved::of(self, crisis, cells)?;
        let robustness = robustness(crisis, &solved.cells, &solved.places, self.settings.combination_limit)?;
        let played = solved.line().played(crisis, solved.induction.course);
        let shown = shown_cell(crisis, &solved.cells, played.map(|(cell, _)| cell));
        let shown_cell = shown.and_then(|place| solved.cells.get(place));
        let states = self.states(pool, crisis, shown_cell)?;
        let burden = self.burden(pool, crisis, shown_cell)?;
        let profile =
            played.and_then(|(cell, place)| Some(&solved.cells.get(cell)?.plays.get(place)?.profile));
        let actual = Actual { crisis, course: solved.induction.course, profile };
        let (removals, candidacies) = self.counterfactual_runs(pool, &actual)?;
        let voting = crisis.council().map(|parts| voting_report(self, parts, &solved.induction.drafts));
        let mut caveats = solved.caveats;
        if robustness.coverage == Coverage::OneAtATime {
            caveats.push(Caveat::CombinationsBounded);
        }
        if self.is_cancelled() {
            caveats.push(Caveat::Cancelled);
        }
        Ok(CrisisAnswer {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: self.settings.clone(),
            crisis: crisis.parts(),
            cells: solved.cells,
            drafts: solved.induction.drafts,
            council: solved.induction.council,
            voting: voting.transpose()?,
            options: solved.induction.options,
            course: solved.induction.course,
            leader_status_quo: solved.induction.leader_status_quo,
            shown,
            states,
            burden: Some(burden),
            robustness,
            removals,
            candidacies,
            caveats,
        })
    }

    fn states(
        &self,
        pool: Pool<'_>,
        crisis: &Crisis,
        cell: Option<&Cell>,
    ) -> Result<Vec<StateReport>, Error> {
        let Some((cell, play)) = cell.and_then(|cell| Some((cell, cell.play()?))) else {
            return Ok(Vec::new());
        };
        let game = crisis.game(cell.key())?;
        let shown = Shown::new(crisis, &game, play);
        self.each(pool, Stage::States, crisis.issue().states().len(), |player| shown.report(self, player))
    }

    fn burden(
        &self,
        pool: Pool<'_>,
        crisis: &Crisis,
        cell: Option<&Cell>,
    ) -> Result<Vec<BurdenReport>, Error> {
        let Some(cell) = cell else { return Ok(Vec::new()) };
        let game = crisis.game(cell.key())?;
        let plays = reported_plays(cell);
        self.each(pool, Stage::Burden, plays.len(), |place| match plays.get(place) {
            Some(&play) => burden_report(self, crisis, &game, cell, play),
            None => Err(no_cell(place)),
        })
    }

    /// First every other leader, then every removal: who succeeds a removed leader depends on the former.
    fn counterfactual_runs(
        &self,
        pool: Pool<'_>,
        actual: &Actual<'_>,
    ) -> Result<(Vec<Removal>, Vec<Candidacy>), Error> {
        if self.settings.counterfactuals == Counterfactuals::None {
            return Ok((Vec::new(), Vec::new()));
        }
        let states = actual.crisis.issue().states().len();
        let candidacies =
            self.each(pool, Stage::Candidacies, states, |player| candidacy(self, actual.crisis, player))?;
        let removals =
            self.each(pool, Stage::Removals, states, |player| removal(self, actual, player, &candidacies))?;
        Ok((removals, candidacies))
    }
}

fn no_cell(place: usize) -> Error {
    willing_risk::Error::UnknownName { what: "cell", name: place.to_string() }.into()
}
