//! The scenario files that come along read without a fault, and say what their sources say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use willing_council::Seat;
use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Authorization, Communication, Credit, Hazard, IssueParts, Method, Parameters, Pool, ProtectionByOthers,
    SharingRule, State, Treaty, TreatyCredit,
};
use willing_scenario::{NoFiles, ObservedClass, Scenario, Scoring, parameter_file};

const CASES: [(&str, usize, usize); 5] = [
    ("iraq_2003", 98, 15),
    ("kosovo_1999", 49, 15),
    ("afghanistan_2001", 70, 15),
    ("gulf_1990", 62, 15),
    ("korea_1950", 36, 11),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn read(path: &str) -> Scenario {
    let path = fixtures().join("scenarios").join(path);
    Scenario::read(&path).unwrap_or_else(|faults| panic!("{faults}"))
}

fn corpus(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(fixtures().join("corpus").join(name)).unwrap()).unwrap()
}

#[test]
fn the_cases_read_without_a_fault() {
    for (case, states, members) in CASES {
        let scenario = read(&format!("{case}.toml"));
        assert_eq!(scenario.name, case);
        assert_eq!(scenario.issue.name(), case);
        assert_eq!(scenario.issue.states().len(), states, "{case}");
        let council = scenario.council.as_ref().unwrap();
        assert_eq!(council.council.seats(), members, "{case}");
        assert_eq!(council.council.permanent().len(), 5, "{case}");
        assert_eq!(council.behaviour.thresholds().len(), members, "{case}");
        for (seat, name) in council.council.roster() {
            let player = council.players[seat.place()].seat();
            assert_eq!(scenario.issue.states()[player].name, name, "{case}");
        }
        assert!(scenario.mapping.is_some(), "{case}");
    }
}

#[test]
fn records_stand_in_the_order_of_the_states() {
    for (case, ..) in CASES {
        let scenario = read(&format!("{case}.toml"));
        assert_eq!(scenario.states.len(), scenario.issue.states().len());
        for (record, state) in scenario.states.iter().zip(scenario.issue.states()) {
            assert_eq!(record.key, state.name);
            assert!(record.facts.is_some() && record.observed.is_some() && record.region.is_some());
        }
        // The leader is never scored.
        let leader = scenario.record(scenario.issue.leader()).unwrap();
        assert_eq!(leader.observed.as_ref().unwrap().scoring, Scoring::Unscored);
    }
}

#[test]
fn observed_tiers_are_carried_as_the_case_files_have_them() {
    let scenario = read("iraq_2003.toml");
    let observed = |key: &str| {
        let record = scenario.states.iter().find(|record| record.key == key).unwrap();
        record.observed.clone().unwrap()
    };
    assert_eq!(observed("GBR").tier.class(), ObservedClass::Military);
    assert_eq!(observed("FRA").tier.class(), ObservedClass::Opposed);
    assert_eq!(observed("JPN").tier.class(), ObservedClass::Political);
    assert_eq!(observed("KWT").tier.class(), ObservedClass::Material);
    let scored = scenario.states.iter().filter_map(|record| record.observed.as_ref());
    assert_eq!(scored.filter(|observed| observed.scoring == Scoring::Scored).count(), 46);
}

#[test]
fn a_member_that_stays_away_is_absent() {
    let scenario = read("korea_1950.toml");
    let council = scenario.council.unwrap();
    let names: Vec<&str> = council.council.names(&council.absent).collect();
    assert_eq!(names, ["RUS"]);
    assert!(council.council.is_permanent(council.absent[0]));
    assert_eq!(council.council.rule().to_string(), "7 of 11, veto {0-2, 5-6}");
    assert_ne!(council.absent[0], Seat::new(99));
}

#[test]
fn every_scenario_survives_being_written_as_parameters() {
    let reference = fs::read_dir(fixtures().join("scenarios/reference")).unwrap();
    let examples = fs::read_dir(fixtures().join("scenarios/examples")).unwrap();
    let direct = reference.chain(examples).map(|entry| entry.unwrap().path());
    let cases = CASES.iter().map(|(case, ..)| fixtures().join(format!("scenarios/{case}.toml")));
    let mut count = 0;
    for path in direct.chain(cases) {
        let scenario = Scenario::read(&path).unwrap_or_else(|faults| panic!("{faults}"));
        let written = parameter_file(&scenario);
        let (again, faults) = Scenario::parse(&written, "written.toml", &NoFiles);
        let again = again.unwrap_or_else(|| panic!("{}: {}", path.display(), faults[0]));
        assert_eq!(again.issue.parts(), scenario.issue.parts(), "{}", path.display());
        assert_eq!(again.council, scenario.council, "{}", path.display());
        assert_eq!(again.authorization, scenario.authorization, "{}", path.display());
        assert_eq!(parameter_file(&again), written, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 18);
}

#[test]
fn the_reference_scenarios_are_the_corpus() {
    let golden = corpus("reference_model_golden.json");
    let scenarios = golden["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 8);
    for entry in scenarios {
        let name = entry["name"].as_str().unwrap();
        let scenario = read(&format!("reference/{name}.toml"));
        assert_eq!(scenario.issue.parts(), parts_of(name, entry), "{name}");
        let authorized = entry["G"]["z"] == 1;
        assert_eq!(scenario.authorization == Authorization::Authorized, authorized, "{name}");
    }
}

#[test]
fn the_examples_are_the_corpus() {
    let several = corpus("examples_0_or_2_equilibria.json");
    let odd = corpus("examples_no_pure_equilibrium.json");
    let lists = [("two", &several["2"]), ("no", &odd["examples"]["0"]), ("three", &odd["examples"]["3"])];
    for (name, list) in lists {
        for (place, entry) in list.as_array().unwrap().iter().enumerate() {
            let name = format!("{name}_equilibria_{}", place + 1);
            let scenario = read(&format!("examples/{name}.toml"));
            assert_eq!(scenario.issue.parts(), parts_of(&name, entry), "{name}");
        }
    }
}

/// The issue that an entry of the corpus describes.
fn parts_of(name: &str, entry: &Value) -> IssueParts {
    let common = &entry["G"];
    let states = entry["S"].as_array().unwrap();
    let number = |key: &str| common[key].as_f64().unwrap();
    let tiers = TierSet::default();
    let hazards = ["first", "second"][..states[0]["p"].as_array().unwrap().len()].iter();
    let sharing = match common["rule"].as_str().unwrap() {
        "borch" => SharingRule::Borch,
        "proportional" => SharingRule::Proportional,
        "equal" => SharingRule::Equal,
        other => panic!("{other}"),
    };
    let [exposure, stance, access] = three(&common["rho"]);
    IssueParts {
        name: name.to_owned(),
        hazards: hazards.map(ToString::to_string).collect(),
        methods: vec![Method {
            name: "act".to_owned(),
            legitimacy: number("lam0"),
            difficulty: number("D"),
            effectiveness: numbers(&common["eff"]),
            backlash: numbers(&common["back"]),
            casualties: Pool { mean: number("mu_cas"), deviation: number("sd_cas") },
            financial: Pool { mean: number("mu_fin"), deviation: number("sd_fin") },
            projection_scale: 1.0,
            feasible: ActionSet::first(tiers.len()),
        }],
        parameters: Parameters {
            credit: Credit { exposure, stance, access, finance: 0.0 },
            sharing,
            authorization_legitimacy: number("lamz"),
            stance_legitimacy: number("lamQ"),
            contest_exponent: number("theta"),
            failure_markup: number("chi"),
            excludable_protection: number("excl"),
            launch_probability: number("q_launch"),
            launch_legitimacy: number("eta_launch"),
            launch_severity: number("l_launch"),
            domestic_probability: number("q_dom"),
            domestic_legitimacy: number("eta_dom"),
            military_licence: 0.0,
            international_probability: number("q_int"),
            retaliation_probability: number("q_ret"),
            retaliation_weights: three(&common["kret"]),
            entrapment_probability: number("q_ent"),
            treaty_credit: TreatyCredit {
                none: common["psi"]["none"].as_f64().unwrap(),
                multilateral: common["psi"]["multilateral"].as_f64().unwrap(),
                bilateral: common["psi"]["bilateral"].as_f64().unwrap(),
            },
            value_weight: number("nu"),
        },
        leader: states[0]["name"].as_str().unwrap().to_owned(),
        leader_tiers: tier_set(&states[0]["tiers"], &tiers),
        states: states.iter().map(|state| state_of(state, &tiers)).collect(),
        communication: Communication::default(),
        protection_by_others: ProtectionByOthers::Nothing,
        vote_value_weight: 0.0,
        tiers,
    }
}

fn state_of(entry: &Value, tiers: &TierSet) -> State {
    let number = |key: &str| entry[key].as_f64().unwrap();
    let views = numbers(&entry["p"]).into_iter().zip(numbers(&entry["loss"]));
    State {
        name: entry["name"].as_str().unwrap().to_owned(),
        risk_tolerance: number("tau"),
        capability: number("c"),
        asset_capability: number("b"),
        stance_weight: number("w"),
        hazards: views.map(|(probability, severity)| Hazard { probability, severity }).collect(),
        difficulties: entry.get("D").map(|own| vec![own.as_f64()]).unwrap_or_default(),
        casualty_sensitivity: number("kappa"),
        opposition: number("opp"),
        domestic_severity: number("l_dom"),
        international_severity: number("l_int"),
        retaliation_severity: number("l_ret"),
        entrapment_severity: number("l_ent"),
        treaty: match entry["treaty"].as_str().unwrap() {
            "none" => Treaty::None,
            "multilateral" => Treaty::Multilateral,
            _ => Treaty::Bilateral,
        },
        abandonment_probability: number("a0"),
        protection_value: number("V"),
        affinity: number("v"),
        projection_cost: 0.0,
        fixed_weight: entry.get("omega").and_then(Value::as_f64).unwrap_or(1.0),
        payments: Vec::new(),
        feasible: tier_set(&entry["tiers"], tiers),
    }
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn three(list: &Value) -> [f64; 3] {
    numbers(list).try_into().unwrap()
}

fn tier_set(list: &Value, tiers: &TierSet) -> ActionSet {
    let keys = list.as_array().unwrap().iter().map(|key| key.as_str().unwrap());
    ActionSet::of(keys.map(|key| tiers.tier(key).unwrap().place()))
}
