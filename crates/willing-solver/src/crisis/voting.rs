//! What the rule of the council makes of its members.

use std::sync::Arc;

use willing_check::crisis::{CouncilParts, Draft, Error, LeftOut, Reckoned, VotingReport};
use willing_check::power::ternary::{self as ternary_check, RollCallPower};
use willing_check::power::{self as power_check, PowerIndices};

use willing_council::{SimpleGame, TernaryGame};
use willing_game::Certificate;

use super::CrisisSolver;
use super::blocking::blocking;
use crate::Run;
use crate::power::ternary::{self, RollCall};
use crate::power::{self, Indices};

/// Beside a crisis, power is counted only where that takes moments: bounds on the counts of a decision diagram, the
/// additions of tables, and the states of roll calls.
const MOST_COUNTS: usize = 1 << 22;
const MOST_STEPS: u64 = 1 << 30;
const MOST_STATES: usize = 1 << 17;

/// Of more seats, coalitions are not enumerated: neither here nor, where a rule has no single quota, by the check.
const MOST_ENUMERATED: usize = 24;

pub(super) fn voting_report(
    solver: &CrisisSolver,
    parts: &CouncilParts,
    drafts: &[Draft],
) -> Result<VotingReport, Error> {
    let (rule, matter) = (parts.council.rule(), &parts.matter);
    let run = match &solver.cancel {
        Some(flag) => Run::new().cancel(Arc::clone(flag)),
        None => Run::new(),
    };
    let mut vetoes = Vec::new();
    for (seat, _) in parts.council.roster() {
        if rule.blocks(&[seat], matter)? {
            vetoes.push(seat);
        }
    }
    Ok(VotingReport {
        vetoes,
        power: power_of(&rule.simple_game(matter)?, &run),
        roll_call: roll_call_of(&rule.ternary_game(matter)?, &run),
        blocking: drafts
            .iter()
            .map(|draft| {
                let fails = !draft.forecast.passes();
                fails.then(|| blocking(rule, matter, &draft.forecast.ballot))
            })
            .collect(),
    })
}

fn power_of(game: &SimpleGame, run: &Run) -> Reckoned<PowerIndices> {
    if run.is_cancelled() {
        return Reckoned::LeftOut(LeftOut::NotRun);
    }
    let indices =
        Indices::new().most_enumerated(MOST_ENUMERATED).most_counts(MOST_COUNTS).most_steps(MOST_STEPS);
    match indices.run(run.clone()).solve(game) {
        // An answer that its own check cannot get through would be refused.
        Ok(power) => match power.check(game) {
            Err(power_check::Violation::TooLarge { .. }) => Reckoned::LeftOut(LeftOut::Uncheckable),
            _ => Reckoned::Computed(power),
        },
        Err(power::Error::Cancelled) => Reckoned::LeftOut(LeftOut::NotRun),
        Err(_) => Reckoned::LeftOut(LeftOut::TooLarge),
    }
}

fn roll_call_of(game: &TernaryGame, run: &Run) -> Reckoned<RollCallPower> {
    if run.is_cancelled() {
        return Reckoned::LeftOut(LeftOut::NotRun);
    }
    match RollCall::new().max_states(MOST_STATES).run(run.clone()).solve(game) {
        Ok(power) => match power.check(game) {
            Err(ternary_check::Violation::TooMuchWork { .. }) => Reckoned::LeftOut(LeftOut::Uncheckable),
            _ => Reckoned::Computed(power),
        },
        Err(ternary::Error::Cancelled) => Reckoned::LeftOut(LeftOut::NotRun),
        Err(_) => Reckoned::LeftOut(LeftOut::TooLarge),
    }
}
