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

/// Of more seats, coalitions are not enumerated.
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
        // All coalitions of so few seats are checked, if need be in seconds.
        Ok(power) if game.seats() <= power_check::MOST_ENUMERATED => Reckoned::Computed(power),
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::atomic::AtomicBool;

    use willing_council::{Matter, VotingRule};

    use super::*;

    /// `seats` weights that look like populations.
    fn weights(seats: u64) -> String {
        let weights = (1..=seats).map(|seat| (seat * seat * 7_919 % 80_021 + 400).to_string());
        weights.collect::<Vec<_>>().join(", ")
    }

    fn power(rule: &str, run: &Run) -> (Reckoned<PowerIndices>, Reckoned<RollCallPower>) {
        let rule: VotingRule = rule.parse().unwrap();
        let simple = rule.simple_game(&Matter::Substantive).unwrap();
        let ternary = rule.ternary_game(&Matter::Substantive).unwrap();
        let found = (power_of(&simple, run), roll_call_of(&ternary, run));
        if let Reckoned::Computed(power) = &found.0 {
            assert_eq!(power.check(&simple), Ok(()));
        }
        if let Reckoned::Computed(power) = &found.1 {
            assert_eq!(power.check(&ternary), Ok(()));
        }
        found
    }

    #[test]
    fn power_that_takes_too_much_work_is_left_out_with_the_reason() {
        let run = Run::new();
        let union = format!("[> 65/100 of all; {}] and 12 of 20 or 18 of 20", weights(20));
        let board = format!("[> 85/100 of all; {}]", weights(190));
        let two_kinds = format!("[> 1/2 of all; {}] and [< 20 no; 60*1]", weights(60));
        for (rule, has_power, has_roll_call) in [
            ("9 of 15, veto {0-4}", true, true),
            ("[< 1 no; 32*1]", true, true),
            (&union, true, false),
            (&board, false, false),
            (&two_kinds, false, false),
        ] {
            let (simple, roll_call) = power(rule, &run);
            assert_eq!(simple.computed().is_some(), has_power, "{rule}");
            assert_eq!(roll_call.computed().is_some(), has_roll_call, "{rule}");
        }
    }

    #[test]
    fn a_run_that_is_stopped_leaves_power_out() {
        let stopped = Run::new().cancel(Arc::new(AtomicBool::new(true)));
        let (simple, roll_call) = power("9 of 15, veto {0-4}", &stopped);
        assert_eq!(simple, Reckoned::LeftOut(LeftOut::NotRun));
        assert_eq!(roll_call, Reckoned::LeftOut(LeftOut::NotRun));
    }
}
