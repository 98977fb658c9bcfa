//! The crisis without a state, and under another leader.

use willing_check::crisis::{
    Candidacy, Caveat, Cell, Counterfactuals, Course, Crisis, Error, Indispensability, Move, Removal, Rerun,
};
use willing_game::{Player, Profile, Tier};
use willing_risk::CAPABILITY;

use super::CrisisSolver;
use super::induction::{Induction, Line, induce};
use super::play::{caveats_of, solve_cell};
use super::robust::robustness;

/// What the counterfactuals are compared with.
pub(super) struct Actual<'a> {
    pub(super) crisis: &'a Crisis,
    pub(super) course: Course,
    pub(super) profile: Option<&'a Profile>,
}

/// All cells of a crisis, what is to be said about them, and what follows from the selected plays.
pub(super) struct Solved {
    pub(super) cells: Vec<Cell>,
    pub(super) places: Vec<Option<usize>>,
    pub(super) caveats: Vec<Caveat>,
    pub(super) induction: Induction,
}

impl Solved {
    pub(super) fn line(&self) -> Line<'_> {
        Line { cells: &self.cells, places: &self.places }
    }

    /// From cells that are solved.
    pub(super) fn of(solver: &CrisisSolver, crisis: &Crisis, cells: Vec<Cell>) -> Result<Self, Error> {
        let places: Vec<Option<usize>> = cells.iter().map(|cell| cell.selected).collect();
        let mut caveats = Vec::new();
        for cell in &cells {
            caveats_of(solver, crisis, cell, &mut caveats)?;
        }
        let induction = induce(crisis, Line { cells: &cells, places: &places })?;
        Ok(Self { cells, places, caveats, induction })
    }
}

fn solve_again(solver: &CrisisSolver, crisis: &Crisis) -> Result<Rerun, Error> {
    let cells: Result<Vec<Cell>, Error> = crisis.cells().map(|key| solve_cell(solver, crisis, key)).collect();
    let mut solved = Solved::of(solver, crisis, cells?)?;
    let limit = solver.settings.combination_limit;
    let robust = robustness(crisis, &solved.cells, &solved.places, limit)?;
    if solver.is_cancelled() {
        solved.caveats.push(Caveat::Cancelled);
    }
    let play = solved
        .line()
        .played(crisis, solved.induction.course)
        .and_then(|(cell, place)| solved.cells.get(cell)?.plays.get(place));
    Ok(Rerun {
        course: solved.induction.course,
        council: solved.induction.council.clone(),
        leader_value: solved.induction.leader_value,
        leader_status_quo: solved.induction.leader_status_quo,
        capability: play.map(|play| play.totals[CAPABILITY]),
        profile: play.map(|play| play.profile.clone()),
        outcomes: robust.outcomes.len(),
        caveats: solved.caveats,
        cells: match solver.settings.counterfactuals {
            Counterfactuals::Certified => solved.cells,
            Counterfactuals::None | Counterfactuals::Summarised => Vec::new(),
        },
    })
}

/// What happens without one state.
pub(super) fn removal(
    solver: &CrisisSolver,
    actual: &Actual<'_>,
    player: usize,
    candidacies: &[Candidacy],
) -> Result<Removal, Error> {
    if solver.is_cancelled() {
        return Ok(Removal::NotRun);
    }
    let Some(rest) = actual.crisis.without(player) else {
        let successors = successors(solver, actual.crisis, candidacies)?;
        return Ok(Removal::Leader { successors });
    };
    let rerun = solve_again(solver, &rest)?;
    let indispensable = match (actual.course.acts(), rerun.course.acts()) {
        (true, false) => Indispensability::Decisive,
        (false, true) => Indispensability::Obstacle,
        _ if actual.course != rerun.course => Indispensability::ChangesCourse,
        _ => Indispensability::Dispensable,
    };
    let moved = moves(actual.profile, rerun.profile.as_ref(), player)?;
    Ok(Removal::Follower { rerun: Box::new(rerun), indispensable, moved })
}

/// Whose tiers differ, where action is taken with and without the state that is gone.
fn moves(with: Option<&Profile>, without: Option<&Profile>, gone: usize) -> Result<Vec<Move>, Error> {
    let (Some(with), Some(without)) = (with, without) else { return Ok(Vec::new()) };
    let stayed = with.actions().iter().enumerate().filter(|(player, _)| *player != gone);
    stayed
        .zip(without.actions())
        .filter(|((_, from), to)| from != to)
        .map(|((player, &from), &to)| {
            Ok(Move { player: Player::from_seat(player)?, from: Tier::new(from), to: Tier::new(to) })
        })
        .collect()
}

/// Those who act as leader with the incumbent as a follower, and still do without it.
fn successors(
    solver: &CrisisSolver,
    crisis: &Crisis,
    candidacies: &[Candidacy],
) -> Result<Vec<Player>, Error> {
    let leader = crisis.issue().leader();
    let mut successors = Vec::new();
    for (player, candidacy) in candidacies.iter().enumerate() {
        let Candidacy::Tried { rerun } = candidacy else { continue };
        if !rerun.course.acts() {
            continue;
        }
        let Some(rest) = crisis.with_leader(player)?.without_council().without(leader) else { continue };
        if solve_again(solver, &rest)?.course.acts() {
            successors.push(Player::from_seat(player)?);
        }
    }
    Ok(successors)
}

/// What happens if this state leads.
pub(super) fn candidacy(solver: &CrisisSolver, crisis: &Crisis, player: usize) -> Result<Candidacy, Error> {
    if player == crisis.issue().leader() {
        return Ok(Candidacy::Incumbent);
    }
    if solver.is_cancelled() {
        return Ok(Candidacy::NotRun);
    }
    let Ok(other) = crisis.with_leader(player).map(Crisis::without_council) else {
        return Ok(Candidacy::Inadmissible);
    };
    if other.cells().any(|key| other.game(key).is_err()) {
        return Ok(Candidacy::Inadmissible);
    }
    Ok(Candidacy::Tried { rerun: Box::new(solve_again(solver, &other)?) })
}
