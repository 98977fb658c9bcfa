//! Runs the tool as a process, and keeps golden outputs.

#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot start its subject has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Set to 1 to write golden outputs instead of comparing with them.
const UPDATE: &str = "WILLING_UPDATE_GOLDEN";

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the tool in the root of the workspace, so that paths in outputs are the same everywhere.
pub(crate) fn willing(arguments: &[&str]) -> Run {
    let output = command(arguments).output().unwrap();
    of(&output)
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_willing"));
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

pub(crate) fn of(output: &Output) -> Run {
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout.clone()).unwrap(),
        stderr: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Runs the tool, which must succeed, and returns what it printed.
pub(crate) fn stdout(arguments: &[&str]) -> String {
    let run = willing(arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    run.stdout
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A small crisis with a council and observed tiers.
pub(crate) const QUARREL: &str = "crates/willing-cli/tests/data/quarrel.toml";

/// A directory of its own for the files of one test, empty at the start.
pub(crate) fn directory(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    drop(fs::remove_dir_all(&directory));
    fs::create_dir_all(&directory).unwrap();
    directory
}

/// Compares with `fixtures/reports/NAME`, byte for byte.
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = root().join("fixtures/reports").join(name);
    if std::env::var(UPDATE).is_ok_and(|value| value == "1") {
        fs::write(&path, text).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden != text {
        let line = golden.lines().zip(text.lines()).position(|(old, new)| old != new);
        let line = line.unwrap_or_else(|| golden.lines().count().min(text.lines().count()));
        panic!(
            "{name} differs from line {} on: \"{}\" is now \"{}\"; {UPDATE}=1 rewrites it",
            line + 1,
            golden.lines().nth(line).unwrap_or_default(),
            text.lines().nth(line).unwrap_or_default(),
        );
    }
}
