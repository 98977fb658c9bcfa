//! The corpus reader reads what is documented and says what it cannot.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![allow(clippy::float_cmp, reason = "numbers are read to the bit")]

use std::path::{Path, PathBuf};

use willing_testkit::corpus::{Error, read_file, read_folder};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/corpus")
}

fn written(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("examples_written.json");
    std::fs::write(&path, text).unwrap();
    path
}

const STATE: &str = r#"{"name": "s", "tau": TAU, "c": 1, "b": 0, "w": 1, "p": [0.5], "loss": [2], "kappa": 1,
    "opp": 0.5, "l_dom": 1, "l_int": 1, "l_ret": 1, "treaty": "none", "a0": 0, "V": 0, "l_ent": 1, "v": 0,
    "tiers": TIERS, "D": 2.5, "omega": 3, "pay": {"P": 0.25}, "colour": "red"}"#;
const COEFFICIENTS: &str = r#"{"rho": [0.4, 0.3, 0.2, 0.1], "rule": "fixed", "lam0": 0.3, "lamz": 0.4, "lamQ": 0.2,
    "z": 1, "D": 1, "theta": 1.5, "chi": 0.5, "eff": [0.8], "back": [0.5], "excl": 0.3, "mu_cas": 1, "sd_cas": 1,
    "mu_fin": 1, "sd_fin": 1, "q_launch": 0.5, "eta_launch": 0.8, "l_launch": 5, "q_dom": 0.8, "eta_dom": 0.5,
    "q_int": 0.5, "q_ret": 0.3, "kret": [0.6, 0.3, 0.1], "q_ent": 0.25,
    "psi": {"none": 0.3, "multilateral": 0.4, "bilateral": 0.9}, "nu": 2}"#;

fn case(tau: &str, tiers: &str) -> String {
    let state = STATE.replace("TAU", tau).replace("TIERS", tiers);
    format!(r#"{{"deep": [{{"list": [{{"G": {COEFFICIENTS}, "S": [{state}], "NE": [["P"]]}}]}}]}}"#)
}

#[test]
fn the_shipped_corpus_is_complete() {
    let cases = read_folder(&folder()).unwrap();
    let of = |file: &str| cases.iter().filter(|case| case.file == file).count();
    assert_eq!(of("reference_model_golden.json"), 8);
    let counts = |wanted: usize| {
        let examples = cases.iter().filter(|case| case.file.starts_with("examples"));
        examples.filter(|case| case.equilibria.as_ref().unwrap().len() == wanted).count()
    };
    assert!(counts(0) >= 2 && counts(2) >= 2 && counts(3) >= 1);
    assert!(cases.iter().all(|case| case.unknown_keys.is_empty() && case.parts.game().is_ok()));
}

#[test]
fn every_documented_spelling_of_infinity_is_read() {
    for spelling in ["null", "\"inf\"", "\"infinity\"", "\"Infinity\"", "Infinity", "1e999"] {
        let path = written("infinity", &case(spelling, r#"["B", "P"]"#));
        let cases = read_file(&path).unwrap();
        assert!(cases[0].parts.states[0].risk_tolerance.is_infinite(), "{spelling}");
    }
    assert!(matches!(
        read_file(&written("word", &case("\"many\"", r#"["B"]"#))),
        Err(Error::Malformed { place, .. }) if place == "/deep/0/list/0"
    ));
}

#[test]
fn optional_keys_are_read_and_unknown_ones_are_named() {
    let cases = read_file(&written("optional", &case("4", r#"["B", "P", "FA"]"#))).unwrap();
    let case = &cases[0];
    let state = &case.parts.states[0];
    assert_eq!(case.name, "/deep/0/list/0");
    assert_eq!(case.parts.tiers.len(), 10, "a financier makes it ten tiers");
    assert_eq!(state.difficulties, [Some(2.5)]);
    assert_eq!(state.payment(case.parts.tiers.tier("P").unwrap().place()), 0.25);
    assert_eq!((state.fixed_weight, case.parts.parameters.credit.finance), (3.0, 0.1));
    assert_eq!(case.unknown_keys, ["colour"]);
    assert_eq!(case.equilibria.as_ref().unwrap().len(), 1);
}

#[test]
fn an_unknown_tier_is_refused_by_name() {
    let refused = read_file(&written("tier", &case("4", r#"["B", "Z"]"#)));
    assert!(matches!(&refused, Err(Error::Refused { .. })), "{refused:?}");
    assert!(refused.unwrap_err().to_string().contains("unknown tier \"Z\""));
}
