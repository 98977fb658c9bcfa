//! The model against an independent copy of it: every number and every equilibrium of the corpus.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use willing::game::{AggregativeGame, Tier};
use willing::risk::{Branch, CAPABILITY, Channel, Communication, RiskType, STANCE, State, TierGame};
use willing_testkit::corpus::{Case, Detail, StateDetail, read_folder_and_environment};
use willing_tests::{certified, in_workspace, profiles, relative_error};

const TOLERANCE: f64 = 1e-11;

fn corpus() -> Vec<Case> {
    let cases = read_folder_and_environment(&in_workspace("fixtures/corpus")).unwrap();
    assert!(cases.len() >= 13, "the shipped corpus has 13 cases, {} were read", cases.len());
    cases
}

fn case(name: &str) -> Case {
    corpus().into_iter().find(|case| case.name == name).unwrap()
}

/// Collects what disagrees, so that one run shows all of it.
#[derive(Default)]
struct Disagreements {
    compared: usize,
    found: Vec<String>,
}

impl Disagreements {
    fn compare(&mut self, place: &str, got: f64, expected: f64) {
        self.compared += 1;
        let error = relative_error(got, expected);
        if error.is_nan() || error > TOLERANCE {
            self.found.push(format!("{place}: {got:e}, expected {expected:e}, relative error {error:e}"));
        }
    }

    fn compare_given(&mut self, place: &str, got: f64, expected: Option<f64>) {
        if let Some(expected) = expected {
            self.compare(place, got, expected);
        }
    }
}

fn risk_type(key: &str) -> RiskType {
    match key {
        "security" => RiskType::Security,
        "casualty" | "casualties" => RiskType::Casualties,
        "financial" => RiskType::Financial,
        "launch" => RiskType::Launch,
        "domestic" => RiskType::Domestic,
        "international" => RiskType::International,
        "retaliation" => RiskType::Retaliation,
        "abandonment" => RiskType::Abandonment,
        "entrapment" => RiskType::Entrapment,
        "projection" => RiskType::Projection,
        other => panic!("no risk type \"{other}\""),
    }
}

fn tier(game: &TierGame, detail: &Detail, player: usize) -> Tier {
    let tier = game.tiers().tiers().find(|tier| tier.place() == detail.profile.action(player));
    tier.unwrap()
}

fn compare_detail(game: &TierGame, name: &str, detail: &Detail, all: &mut Disagreements) {
    let totals = game.totals(&detail.profile);
    let weights: f64 = game.states().iter().map(|state| state.stance_weight).sum();
    let mean_stance = if weights > 0.0 { totals[STANCE] / weights } else { 0.0 };
    all.compare_given(&format!("{name}: K"), totals[CAPABILITY], detail.capability);
    all.compare_given(&format!("{name}: Q"), mean_stance, detail.stance);
    all.compare_given(&format!("{name}: Lambda"), game.legitimacy(&totals), detail.legitimacy);
    for (player, &share) in detail.shares.iter().enumerate() {
        let (military, _) = game.shares(player, tier(game, detail, player), &totals);
        all.compare(&format!("{name}: share of {player}"), military, share);
    }
    for (player, &share) in detail.finance_shares.iter().enumerate() {
        let (_, finance) = game.shares(player, tier(game, detail, player), &totals);
        all.compare(&format!("{name}: finance share of {player}"), finance, share);
    }
    for state in &detail.states {
        compare_state(game, &format!("{name}: {}", state.name), detail, state, all);
    }
}

fn compare_state(
    game: &TierGame,
    place: &str,
    detail: &Detail,
    expected: &StateDetail,
    all: &mut Disagreements,
) {
    let player = game.find(&expected.name).unwrap().seat();
    let own = tier(game, detail, player);
    let totals = game.totals(&detail.profile);
    let others = game.others(player, &detail.profile, &totals);
    let costs = game.costs(player, own, &totals).unwrap();
    all.compare_given(&format!("{place}: pi"), costs.odds.success, expected.success);
    let branches =
        [(Branch::Success, &expected.costs_of_success), (Branch::Failure, &expected.costs_of_failure)];
    for (branch, list) in branches {
        for (key, cost) in list {
            all.compare(&format!("{place}: {key} in {branch}"), costs.of(risk_type(key), branch), *cost);
        }
    }
    let payoff = game.payoff(player, own.place(), &others);
    all.compare_given(&format!("{place}: U"), payoff, expected.payoff);
    all.compare_given(&format!("{place}: U status quo"), game.status_quo(player), expected.status_quo);
    for &(tier, payoff) in &expected.payoff_by_tier {
        let key = game.tiers().key(tier);
        all.compare(&format!("{place}: U at {key}"), game.payoff(player, tier.place(), &others), payoff);
    }
    let radius = game.parameters().credit.radius(&game.tiers().point(own));
    all.compare_given(&format!("{place}: radius"), radius, expected.radius);
}

#[test]
fn every_number_of_the_reference_agrees_to_eleven_digits() {
    let mut all = Disagreements::default();
    for case in corpus() {
        let game = case.parts.game().unwrap();
        for detail in &case.details {
            compare_detail(&game, &format!("{}/{}", case.file, case.name), detail, &mut all);
        }
    }
    assert!(all.found.is_empty(), "{} numbers disagree:\n{}", all.found.len(), all.found.join("\n"));
    assert!(all.compared > 1300, "only {} numbers were compared", all.compared);
}

#[test]
fn every_equilibrium_set_of_the_corpus_is_found_and_certified() {
    let mut counts = [0; 4];
    for case in corpus() {
        let Some(expected) = &case.equilibria else { continue };
        let game = case.parts.game().unwrap();
        let listed = certified(&game).unwrap_or_else(|why| panic!("{}/{}: {why}", case.file, case.name));
        let mut found = profiles(&listed);
        found.sort();
        assert_eq!(&found, expected, "{}/{} ({:?})", case.file, case.name, case.unknown_keys);
        counts[expected.len().min(3)] += 1;
    }
    assert!(counts.iter().all(|&count| count > 0), "0, 1, 2 and 3 equilibria are all there: {counts:?}");
}

/// The fidelity in "communication_phi_0.5…" and the response of the public in a note with "kdom=0.6".
fn spoken(case: &Case) -> Option<(f64, f64)> {
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        text[..end].parse::<f64>().ok()
    };
    let fidelity = number(case.name.strip_prefix("communication_phi_")?)?;
    let response = case.note.split_once("kdom=").and_then(|(_, rest)| number(rest)).unwrap_or(0.0);
    Some((fidelity, response))
}

#[test]
fn what_states_hear_from_the_leader_is_what_the_reference_says() {
    let base = case("base");
    let mut all = Disagreements::default();
    let mut scenarios = 0;
    for case in corpus() {
        let Some((fidelity, public_response)) = spoken(&case) else { continue };
        scenarios += 1;
        let fidelity = vec![fidelity; base.parts.states.len()];
        let said = Communication {
            channel: Channel::Broadcast { fidelity },
            public_response,
            ..Communication::default()
        };
        let heard = said.apply(&base.parts.states, 0).unwrap();
        compare_beliefs(&case, &heard, &mut all);
        let mut parts = base.parts.clone();
        parts.states = heard;
        let after = certified(&parts.game().unwrap()).unwrap();
        assert_eq!(Some(profiles(&after)), case.equilibria, "{}", case.name);
    }
    assert!(scenarios >= 2, "two communication scenarios are shipped");
    assert!(all.found.is_empty(), "{}", all.found.join("\n"));
}

fn compare_beliefs(case: &Case, heard: &[State], all: &mut Disagreements) {
    for (state, expected) in heard.iter().zip(&case.parts.states) {
        let place = format!("{}: {}", case.name, state.name);
        for (hazard, expected) in state.hazards.iter().zip(&expected.hazards) {
            all.compare(&format!("{place}: probability"), hazard.probability, expected.probability);
        }
        all.compare(&format!("{place}: opposition"), state.opposition, expected.opposition);
    }
}

#[test]
fn the_issue_of_a_case_has_the_same_game() {
    for case in corpus() {
        let issue = case.parts.issue(&case.name).unwrap();
        let game = issue.game(0, case.parts.authorization).unwrap();
        for detail in &case.details {
            let direct = case.parts.game().unwrap();
            for player in 0..game.player_count() {
                let through_issue = game.payoff_in(player, &detail.profile);
                let payoff = direct.payoff_in(player, &detail.profile);
                assert_eq!(through_issue.to_bits(), payoff.to_bits(), "{}: player {player}", case.name);
            }
        }
    }
}
