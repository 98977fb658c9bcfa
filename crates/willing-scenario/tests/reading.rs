//! Reading files: what cannot be read is a fault like any other, and faults of all files come at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use willing_scenario::{NoFiles, Problem, Reader, STANDARD_MAPPING, Scenario, Template, template};

fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn faults(path: &Path) -> Vec<String> {
    let folder = format!("{}/", path.parent().unwrap().display());
    let faults = Scenario::read(path).unwrap_err();
    faults.iter().map(|fault| fault.to_string().replace(&folder, "")).collect()
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no such file.toml");
    assert_eq!(
        faults(&path),
        ["no such file.toml:1:1: cannot be read (entity not found): expected a readable file"]
    );
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let path = scratch("bytes.toml", b"format = 1\nname = \"\xff\"\n");
    assert_eq!(faults(&path), ["bytes.toml:1:1: not UTF-8 from byte 19: expected text"]);
}

#[test]
fn text_longer_than_a_scenario_can_be_is_refused() {
    let text = " ".repeat((16 << 20) + 1);
    let (scenario, faults) = Scenario::parse(&text, "long.toml", &NoFiles);
    assert!(scenario.is_none());
    assert!(matches!(faults.as_slice(), [fault] if matches!(fault.problem, Problem::TooLong { .. })));
}

#[test]
fn a_mapping_is_found_beside_its_scenario() {
    scratch("found.toml", STANDARD_MAPPING.as_bytes());
    let text = template(Template::Facts).replace("\"standard\"", "\"found.toml\"");
    let path = scratch("beside.toml", text.as_bytes());
    let scenario = Scenario::read(path).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(scenario.mapping.is_some_and(|mapping| mapping.file.ends_with("found.toml")));
}

#[test]
fn faults_of_all_files_come_at_once_and_in_order() {
    scratch("wrong.toml", STANDARD_MAPPING.replacen("\"km\"", "\"miles\"", 1).as_bytes());
    let text = template(Template::Facts)
        .replace("\"standard\"", "\"wrong.toml\"")
        .replace("democracy = 0.85", "democracy = 85");
    let path = scratch("several.toml", text.as_bytes());
    let reader = Reader::new().with_override("states.B.gdp=-1");
    let found = reader.read(&path).unwrap_err();
    let keys: Vec<(&str, &str)> = found
        .iter()
        .map(|fault| (fault.place.file.rsplit('/').next().unwrap_or_default(), fault.key.as_str()))
        .collect();
    assert_eq!(
        keys,
        [
            ("several.toml", "states.A.democracy"),
            ("several.toml", "states.B.democracy"),
            ("override", "states.B.gdp"),
            ("wrong.toml", "asset_reach.unit"),
        ]
    );
    assert_eq!(found.to_string().lines().count(), 4);
}

#[test]
fn a_path_out_of_nowhere_is_not_read_from_text() {
    let text = template(Template::Facts).replace("\"standard\"", "\"found.toml\"");
    let (scenario, faults) = Scenario::parse(&text, "text.toml", &NoFiles);
    assert!(scenario.is_none());
    assert!(matches!(faults.as_slice(), [fault] if matches!(fault.problem, Problem::Unreadable(_))));
}

#[test]
fn faults_beyond_a_thousand_are_counted() {
    let mut text = template(Template::Parameters);
    text.extend((0..1500).map(|place| format!("x{place} = 1\n")));
    let (scenario, faults) = Scenario::parse(&text, "many.toml", &NoFiles);
    assert!(scenario.is_none());
    assert_eq!(faults.len(), 1001);
    assert!(matches!(faults.last().map(|fault| &fault.problem), Some(Problem::More { count: 500 })));
}
