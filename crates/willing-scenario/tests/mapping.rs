//! The mapping: no name in it, changes of single keys, unknown facts treated in the open.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp, reason = "tests")]

use std::path::{Path, PathBuf};

use willing_risk::{Authorization, State, Treaty};
use willing_scenario::{Evidence, Reader, STANDARD_MAPPING, Scenario};

const CASES: [&str; 5] = ["iraq_2003", "kosovo_1999", "afghanistan_2001", "gulf_1990", "korea_1950"];

fn path(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../fixtures/scenarios/{case}.toml"))
}

fn read(case: &str, changes: &[&str]) -> Scenario {
    let reader = Reader::new().with_overrides(changes.iter().copied());
    reader.read(path(case)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn state<'a>(scenario: &'a Scenario, key: &str) -> &'a State {
    scenario.issue.states_before_communication().iter().find(|state| state.name == key).unwrap()
}

#[test]
fn the_mapping_names_no_state_and_no_case() {
    let words: Vec<&str> = STANDARD_MAPPING.split(|c: char| !c.is_alphanumeric()).collect();
    let lower = format!(" {} ", words.join(" ").to_lowercase());
    for case in CASES {
        let scenario = read(case, &[]);
        let target = scenario.target.clone().unwrap();
        let names = scenario.states.iter().map(|record| record.name.clone());
        for name in names.chain([target, case.to_owned(), case.split('_').next().unwrap().to_owned()]) {
            let name: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
            let name = name.join(" ").to_lowercase();
            assert!(!lower.contains(&format!(" {name} ")), "{name}");
        }
        for record in &scenario.states {
            assert!(!words.contains(&record.key.as_str()), "{}", record.key);
        }
    }
}

#[test]
fn one_mapping_serves_all_cases() {
    let first = read(CASES[0], &[]).mapping.unwrap();
    assert_eq!(first.assumed.len(), first.coefficients.entries().len(), "all are assumed by hand so far");
    for case in CASES {
        assert_eq!(read(case, &[]).mapping.unwrap().coefficients, first.coefficients);
    }
}

#[test]
fn what_states_did_changes_no_parameter() {
    let before = read("iraq_2003", &[]);
    let after = read(
        "iraq_2003",
        &[
            "states.FRA.observed.tier=combat",
            "states.FRA.observed.political_support=yes",
            "states.GBR.observed.score=false",
        ],
    );
    assert_ne!(before.states, after.states);
    assert_eq!(before.issue.parts(), after.issue.parts());
    assert_eq!(before.council, after.council);
}

#[test]
fn an_override_changes_one_fact_of_one_state() {
    let before = read("iraq_2003", &[]);
    let after = read("iraq_2003", &["states.FRA.democracy=0.1"]);
    assert!(state(&after, "FRA").domestic_severity < state(&before, "FRA").domestic_severity);
    assert!(state(&after, "FRA").casualty_sensitivity < state(&before, "FRA").casualty_sensitivity);
    let others = |scenario: &Scenario| -> Vec<State> {
        scenario.issue.parts().states.into_iter().filter(|state| state.name != "FRA").collect()
    };
    assert_eq!(others(&before), others(&after));
}

#[test]
fn an_override_reaches_issue_mapping_and_words() {
    let base = read("iraq_2003", &[]);
    let changed = read(
        "iraq_2003",
        &[
            "issue.methods.invasion.difficulty=0.25",
            "mapping.risk_tolerance_share=0.02",
            "states.FRA.treaty=bilateral",
            "states.FRA.opposition=0.75",
            "issue.sharing=equal",
        ],
    );
    assert_eq!(changed.issue.methods()[0].difficulty, 0.25);
    assert_eq!(changed.mapping.as_ref().unwrap().coefficients.risk_tolerance_share, 0.02);
    assert!((state(&changed, "POL").risk_tolerance - 0.4 * state(&base, "POL").risk_tolerance).abs() < 1e-9);
    assert_eq!(state(&base, "FRA").treaty, Treaty::Multilateral);
    assert_eq!(state(&changed, "FRA").treaty, Treaty::Bilateral);
    assert_eq!(state(&changed, "FRA").opposition, 0.75);
    assert_eq!(changed.issue.parameters().sharing.to_string(), "equal");
}

#[test]
fn an_unknown_fact_is_treated_as_the_mapping_says_and_reported() {
    let scenario = read("iraq_2003", &[]);
    let unknown = |fact| -> Vec<&str> {
        scenario
            .unknowns
            .iter()
            .filter(|unknown| unknown.fact == fact)
            .map(|unknown| unknown.state.as_str())
            .collect()
    };
    assert_eq!(unknown("alignment_gap"), ["TWN"]);
    assert_eq!(unknown("opposition").len(), 98);
    assert_eq!(unknown("military_spending"), ["ISL", "AFG", "PRK"]);
    assert!(unknown("gdp").is_empty());
    let coefficients = scenario.mapping.as_ref().unwrap().coefficients;
    let affinity = 1.0 - coefficients.unknown_gap / coefficients.affinity_neutral_gap;
    assert!((state(&scenario, "TWN").affinity - affinity).abs() < 1e-12);
    let other = read("iraq_2003", &["mapping.unknown_gap=1.5"]);
    assert!(state(&other, "TWN").affinity > state(&scenario, "TWN").affinity);
    assert_eq!(state(&other, "FRA"), state(&scenario, "FRA"));
    // The record keeps what is known and how.
    let record = scenario.states.iter().find(|record| record.key == "TWN").unwrap();
    let facts = record.facts.as_ref().unwrap();
    assert_eq!(facts.alignment_gap.value, None);
    assert_eq!(facts.gdp.evidence, Some(Evidence::Derived));
    assert_eq!(facts.gdp.sources, ["GDP"]);
}

#[test]
fn facts_move_parameters_the_way_the_formulas_say() {
    let near = read("iraq_2003", &["states.POL.target_distance=100"]);
    let far = read("iraq_2003", &["states.POL.target_distance=9000"]);
    let (near, far) = (state(&near, "POL"), state(&far, "POL"));
    assert!(near.hazards[0].severity > far.hazards[0].severity);
    assert!(near.retaliation_severity > far.retaliation_severity);
    assert!(near.asset_capability > far.asset_capability);
    assert!(near.payments[3] > far.payments[3], "the access price is paid near the target");
    assert!(near.projection_cost < far.projection_cost);
    let friend = read("iraq_2003", &["states.POL.alignment_gap=0.1"]);
    let stranger = read("iraq_2003", &["states.POL.alignment_gap=3.9"]);
    let (friend, stranger) = (state(&friend, "POL"), state(&stranger, "POL"));
    assert!(friend.affinity > stranger.affinity && stranger.affinity >= -1.0);
    assert!(friend.opposition < stranger.opposition);
    assert!(friend.hazards[0].probability > stranger.hazards[0].probability);
    assert!(friend.feasible.len() > stranger.feasible.len(), "strangers are not asked for troops");
}

#[test]
fn who_was_asked_decides_the_feasible_tiers() {
    let nobody = read("iraq_2003", &["issue.asked.troops=nobody"]);
    let ten = nobody.issue.tiers().clone();
    let core = ten.tier("C").unwrap().place();
    assert!(!state(&nobody, "GBR").feasible.contains(core));
    let listed = read("iraq_2003", &["issue.asked.troops=[\"POL\"]"]);
    assert!(state(&listed, "POL").feasible.contains(core));
    assert!(!state(&listed, "GBR").feasible.contains(core));
    let own = read("iraq_2003", &["states.GBR.asked=[]"]);
    let few: Vec<&str> = ten
        .tiers()
        .filter(|tier| state(&own, "GBR").feasible.contains(tier.place()))
        .map(|tier| ten.key(tier))
        .collect();
    assert_eq!(few, ["O", "B"]);
    // A strike of one night admits neither partial contingents nor money.
    let afghanistan = read("afghanistan_2001", &[]);
    let strike = afghanistan.issue.methods().iter().position(|method| method.name == "strike").unwrap();
    let game = afghanistan.issue.game(strike, Authorization::Unauthorized).unwrap();
    assert!(game.tiers().tier("W").is_ok_and(|tier| !game.method().feasible.contains(tier.place())));
}

#[test]
fn another_leader_is_led_by_its_own_facts() {
    let scenario = read("iraq_2003", &["issue.leader=GBR"]);
    assert_eq!(scenario.issue.states()[scenario.issue.leader()].name, "GBR");
    assert_eq!(state(&scenario, "GBR").stance_weight, 1.0);
    assert_eq!(state(&scenario, "GBR").protection_value, 0.0);
}
