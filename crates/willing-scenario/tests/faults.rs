//! Malformed and contradictory files, each with the exact faults it must give.
//!
//! Set `WILLING_BLESS=1` to write the faults found as those expected, then read the difference.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use willing_scenario::{Reader, Resolver, STANDARD_MAPPING};

/// The least number of files that this test must find, so that it can't pass by finding none.
const LEAST: usize = 60;

/// Reads beside the faulty files. The mapping named `changed` is the one that comes along, with the changes
/// that lines `#! mapping table: old => new` describe.
struct Mappings<'a>(&'a str);

impl Resolver for Mappings<'_> {
    fn load(&self, path: &str) -> Result<(String, String), io::ErrorKind> {
        if path != "changed" {
            let text = fs::read_to_string(folder().join(path)).map_err(|error| error.kind())?;
            return Ok((path.to_owned(), text));
        }
        let changes = self.0.lines().filter_map(|line| line.strip_prefix("#! mapping "));
        let text = changes.fold(STANDARD_MAPPING.to_owned(), |text, change| {
            let (table, change) = change.split_once(": ").unwrap();
            let (old, new) = change.split_once(" => ").unwrap();
            let start = text.find(&format!("[{table}]")).unwrap();
            let (before, after) = text.split_at(start);
            assert!(after.contains(old), "{table}: {old}");
            format!("{before}{}", after.replacen(old, new, 1))
        });
        Ok((path.to_owned(), text))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/faults")
}

fn files(ending: &str) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == ending)).collect()
}

/// Lines `#! override key=value` at the top of a file are changes to read it with.
fn faults_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let changes = text.lines().filter_map(|line| line.strip_prefix("#! override ")).map(str::trim_end);
    let reader = Reader::new().with_overrides(changes);
    let name = path.file_name().unwrap().to_string_lossy();
    let (scenario, faults) = reader.parse(&text, &name, &Mappings(&text));
    assert_eq!(scenario.is_none(), !faults.is_empty(), "{name}");
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn every_faulty_file_gives_exactly_the_faults_expected() {
    let files = files("toml");
    assert!(files.len() >= LEAST, "only {} files", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let found = faults_of(path);
        assert!(!found.trim().is_empty(), "{}: no fault", path.display());
        let golden = path.with_extension("expected");
        if std::env::var_os("WILLING_BLESS").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\nexpected:\n{expected}found:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_file() {
    for path in files("expected") {
        assert!(path.with_extension("toml").exists(), "{}", path.display());
    }
}
