//! The crates and arrows that the documentation lists are those that there are.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use willing_tests::in_workspace;

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What a crate may use, bottom up. The compiler holds most of these; that the checker, the report and the
/// test kit know no solver is what makes their word worth something.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("willing-game", &[]),
    ("willing-council", &["willing-game"]),
    ("willing-risk", &["willing-game"]),
    ("willing-check", &["willing-council", "willing-risk", "willing-game"]),
    ("willing-solver", &["willing-check", "willing-council", "willing-risk", "willing-game"]),
    ("willing-report", &["willing-check", "willing-council", "willing-risk", "willing-game"]),
    ("willing-testkit", &["willing-check", "willing-council", "willing-risk", "willing-game"]),
    ("willing-scenario", &["willing-council", "willing-risk", "willing-game"]),
    (
        "willing",
        &[
            "willing-game",
            "willing-council",
            "willing-risk",
            "willing-check",
            "willing-solver",
            "willing-report",
            "willing-scenario",
        ],
    ),
    ("willing-cli", &["willing"]),
    ("willing-bench", &["willing", "willing-testkit"]),
    ("willing-tests", &["willing", "willing-testkit"]),
];

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(in_workspace("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn is_ours(name: &str) -> bool {
    name == "willing" || name.starts_with("willing-")
}

/// The arrows that Cargo sees; test-only dependencies do not count.
fn arrows_of_cargo(metadata: &Value) -> Arrows {
    let packages = metadata["packages"].as_array().unwrap().iter();
    let arrows = packages.map(|package| {
        let uses = package["dependencies"].as_array().unwrap().iter();
        let uses = uses.filter(|dependency| dependency["kind"] != "dev");
        let uses = uses.map(|dependency| dependency["name"].as_str().unwrap().to_owned());
        (package["name"].as_str().unwrap().to_owned(), uses.filter(|name| is_ours(name)).collect())
    });
    arrows.collect()
}

/// The arrows in the block that starts with "```arrows": a line a crate, `crate: what it uses`.
fn arrows_of_the_documentation() -> Arrows {
    let text = std::fs::read_to_string(in_workspace("docs/architecture.md")).unwrap();
    let (_, rest) = text.split_once("```arrows\n").expect_block();
    let (block, _) = rest.split_once("```").expect_block();
    let lines = block.lines().filter(|line| !line.trim().is_empty());
    let arrows = lines.map(|line| {
        let (name, uses) = line.split_once(':').expect_block();
        (name.trim().to_owned(), uses.split_whitespace().map(str::to_owned).collect())
    });
    arrows.collect()
}

trait ExpectBlock<T> {
    fn expect_block(self) -> T;
}

impl<T> ExpectBlock<T> for Option<T> {
    #[expect(clippy::expect_used, reason = "a test fails by panicking")]
    fn expect_block(self) -> T {
        self.expect("docs/architecture.md has a block ```arrows with lines `crate: what it uses`")
    }
}

#[test]
fn the_documented_arrows_are_those_of_cargo() {
    assert_eq!(arrows_of_the_documentation(), arrows_of_cargo(&metadata()));
}

#[test]
fn no_crate_uses_what_it_may_not() {
    let arrows = arrows_of_cargo(&metadata());
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ALLOWED.iter().map(|(name, uses)| (*name, uses.iter().copied().collect())).collect();
    let names: BTreeSet<&str> = arrows.keys().map(String::as_str).collect();
    assert_eq!(names, allowed.keys().copied().collect(), "the crates of the workspace");
    for (name, uses) in &arrows {
        for used in uses {
            assert!(allowed[name.as_str()].contains(used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn versions_and_lints_live_in_one_place() {
    let packages = metadata()["packages"].as_array().unwrap().clone();
    let versions: BTreeSet<&str> =
        packages.iter().map(|package| package["version"].as_str().unwrap()).collect();
    assert_eq!(versions.len(), 1, "{versions:?}");
    for package in &packages {
        let manifest = package["manifest_path"].as_str().unwrap();
        let text = std::fs::read_to_string(manifest).unwrap();
        assert!(text.contains("[lints]\nworkspace = true"), "{manifest} has the lints of the workspace");
        assert!(text.contains("version.workspace = true"), "{manifest} has the version of the workspace");
    }
}

#[test]
fn the_noun_crates_and_the_checker_stay_almost_free_of_other_crates() {
    let packages = metadata()["packages"].as_array().unwrap().clone();
    for name in ["willing-game", "willing-council", "willing-check"] {
        let package = packages.iter().find(|package| package["name"] == name).unwrap();
        let uses = package["dependencies"].as_array().unwrap();
        let foreign = uses.iter().filter(|dependency| dependency["kind"] != "dev");
        let foreign = foreign.map(|dependency| dependency["name"].as_str().unwrap());
        let foreign: BTreeSet<&str> = foreign.filter(|name| !is_ours(name)).collect();
        // The texts of errors; exact numbers of any size.
        let always = ["thiserror", "num-bigint", "num-integer", "num-rational", "num-traits"];
        // Behind features only: data, a stream of random numbers, the threads of a caller.
        let optional = ["serde", "rand_chacha", "rayon"];
        let is_optional = |name: &str| uses.iter().any(|own| own["name"] == name && own["optional"] == true);
        for name in foreign {
            assert!(always.contains(&name) || optional.contains(&name) && is_optional(name), "{name}");
        }
    }
}
