//! Checks of what would happen without a state, or with another leader.

use willing_game::{AggregativeGame, Profile, Tier};
use willing_risk::{CAPABILITY, TierGame};

use super::cells::{caveats, check_cells, pure_values};
use super::derive::{Derived, derive, outcomes};
use super::{claim, number};
use crate::crisis::{
    Candidacy, Counterfactuals, Course, Crisis, CrisisAnswer, Indispensability, Move, Removal, Rerun,
    Violation,
};
use crate::tiers::rounding_allowance;

/// Verifies removals and candidacies as far as their evidence reaches.
pub(super) fn check_counterfactuals(
    answer: &CrisisAnswer,
    crisis: &Crisis,
    actual: &Derived,
) -> Result<(), Violation> {
    let states = if answer.has_counterfactuals() { crisis.issue().states().len() } else { 0 };
    claim("removals", "their number", answer.removals.len() == states)?;
    claim("candidacies", "their number", answer.candidacies.len() == states)?;
    for (player, candidacy) in answer.candidacies.iter().enumerate() {
        check_candidacy(answer, crisis, player, candidacy)?;
    }
    for (player, removal) in answer.removals.iter().enumerate() {
        check_removal(answer, crisis, actual, player, removal)?;
    }
    Ok(())
}

fn check_candidacy(
    answer: &CrisisAnswer,
    crisis: &Crisis,
    player: usize,
    candidacy: &Candidacy,
) -> Result<(), Violation> {
    let place = format!("candidacy {player}");
    let leads = player == crisis.issue().leader();
    let other = crisis.with_leader(player).map(Crisis::without_council).ok();
    let admissible = |other: &Crisis| other.cells().all(|key| other.game(key).is_ok());
    match candidacy {
        Candidacy::Incumbent => claim(&place, "that it leads already", leads),
        Candidacy::NotRun => claim(&place, "that it was not run", answer.is_cut_short() && !leads),
        Candidacy::Inadmissible => {
            claim(&place, "that it is inadmissible", !leads && !other.as_ref().is_some_and(admissible))
        }
        Candidacy::Tried { rerun } => {
            claim(&place, "that it is tried", !leads)?;
            match other {
                Some(other) => check_rerun(answer, &place, &other, rerun),
                None => claim(&place, "that it is admissible", false),
            }
        }
    }
}

fn check_removal(
    answer: &CrisisAnswer,
    crisis: &Crisis,
    actual: &Derived,
    player: usize,
    removal: &Removal,
) -> Result<(), Violation> {
    let place = format!("removal {player}");
    let leads = player == crisis.issue().leader();
    match removal {
        Removal::NotRun => claim(&place, "that it was not run", answer.is_cut_short()),
        Removal::Leader { successors } => {
            claim(&place, "that it leads", leads)?;
            let acts = |candidacy: &Candidacy| matches!(candidacy, Candidacy::Tried { rerun } if rerun.course.acts());
            let named = successors.iter().all(|s| answer.candidacies.get(s.seat()).is_some_and(acts));
            claim(&place, "a successor", named)?;
            let ordered = successors.iter().zip(successors.iter().skip(1)).all(|(one, next)| one < next);
            claim(&place, "the order of successors", ordered)
        }
        Removal::Follower { rerun, indispensable, moved } => {
            let Some(rest) = crisis.without(player) else { return claim(&place, "that it follows", false) };
            check_rerun(answer, &place, &rest, rerun)?;
            let expected = match (actual.course, rerun.course) {
                (here, there) if here == there => Indispensability::Dispensable,
                (_, Course::StatusQuo) => Indispensability::Decisive,
                (Course::StatusQuo, _) => Indispensability::Obstacle,
                _ => Indispensability::ChangesCourse,
            };
            claim(&place, "whether it is indispensable", *indispensable == expected)?;
            let here = actual.played.and_then(|(cell, play)| answer.cells.get(cell)?.plays.get(play));
            let expected = moves(here.map(|play| &play.profile), rerun.profile.as_ref(), player);
            claim(&place, "whose tiers move", *moved == expected)
        }
    }
}

fn moves(here: Option<&Profile>, there: Option<&Profile>, gone: usize) -> Vec<Move> {
    let (Some(here), Some(there)) = (here, there) else { return Vec::new() };
    let mut here: Vec<(u32, u8)> = (0_u32..).zip(here.actions().iter().copied()).collect();
    here.retain(|(player, _)| usize::try_from(*player).is_ok_and(|player| player != gone));
    let pairs = here.into_iter().zip(there.actions());
    pairs
        .filter(|((_, from), to)| from != *to)
        .map(|((player, from), &to)| Move {
            player: willing_game::Player::new(player),
            from: Tier::new(from),
            to: Tier::new(to),
        })
        .collect()
}

/// With certificates, everything is derived; without, the profile stated must be an equilibrium of the
/// changed game with the values stated.
fn check_rerun(answer: &CrisisAnswer, place: &str, crisis: &Crisis, rerun: &Rerun) -> Result<(), Violation> {
    let leader = crisis.issue().leader();
    number(
        place,
        "the status quo of the leader",
        rerun.leader_status_quo,
        crisis.issue().status_quo(leader),
    )?;
    if answer.settings.counterfactuals == Counterfactuals::Certified {
        check_certified(answer, place, crisis, rerun)?;
    } else {
        claim(place, "cells that were not asked for", rerun.cells.is_empty())?;
    }
    let Some(key) = rerun.course.cell(crisis.standing()) else {
        let nothing = rerun.profile.is_none() && rerun.capability.is_none();
        claim(place, "a profile of the status quo", nothing)?;
        return number(place, "the value", rerun.leader_value, rerun.leader_status_quo);
    };
    let (Some(profile), Some(capability)) = (&rerun.profile, rerun.capability) else {
        return claim(place, "a course without a profile", false);
    };
    let game = crisis.game(key)?;
    profile.fits(&game).map_err(|error| Violation::Crisis(error.into()))?;
    let mixed = rerun
        .caveats
        .iter()
        .any(|caveat| matches!(caveat, crate::crisis::Caveat::MixedCell { cell } if *cell == key));
    if mixed {
        // A mixture is not kept in a summary; its values are checked with its certificate only.
        return Ok(());
    }
    let (totals, payoffs) = pure_values(&game, profile);
    number(place, "the capability", capability, totals[CAPABILITY])?;
    number(place, "the value", rerun.leader_value, payoffs.get(leader).copied().unwrap_or(f64::NAN))?;
    claim(place, "an equilibrium", is_equilibrium(&game, profile, &payoffs, answer.settings.tolerance))
}

fn is_equilibrium(game: &TierGame, profile: &Profile, payoffs: &[f64], tolerance: f64) -> bool {
    let totals = game.totals(profile);
    payoffs.iter().enumerate().all(|(player, payoff)| {
        let others = game.others(player, profile, &totals);
        let most = tolerance + 2.0 * rounding_allowance(game, player);
        game.feasible(player).iter().all(|tier| game.payoff(player, tier, &others) - payoff <= most)
    })
}

fn check_certified(
    answer: &CrisisAnswer,
    place: &str,
    crisis: &Crisis,
    rerun: &Rerun,
) -> Result<(), Violation> {
    check_cells(crisis, &answer.settings, &rerun.cells)?;
    let main: Vec<Option<usize>> = rerun.cells.iter().map(|cell| cell.selected).collect();
    let derived = derive(crisis, &rerun.cells, &main)?;
    claim(place, "the course", rerun.course == derived.course)?;
    claim(place, "the council's result", rerun.council == derived.council)?;
    number(place, "the value", rerun.leader_value, derived.leader_value(crisis, &rerun.cells))?;
    let set = outcomes(crisis, &rerun.cells, &main, answer.settings.combination_limit)?;
    claim(place, "the number of outcomes", rerun.outcomes == set.list.len())?;
    let play = derived.played.and_then(|(cell, play)| rerun.cells.get(cell)?.plays.get(play));
    claim(place, "the tiers", rerun.profile.as_ref() == play.map(|play| &play.profile))?;
    if let (Some(stated), Some(play)) = (rerun.capability, play) {
        number(place, "the capability", stated, play.totals[CAPABILITY])?;
    }
    let mut stated = rerun.caveats.clone();
    stated.retain(|caveat| *caveat != crate::crisis::Caveat::Cancelled);
    claim(place, "a caveat", stated == caveats(crisis, &rerun.cells)?)
}
