//! Malformed files, each with the faults that it must give beside it.
//!
//! Set `WILLING_BLESS=1` to write the faults found as those expected, then read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of a folder, of which there are at least so many, gives exactly the faults of its golden file.
pub(crate) fn assert_faults(
    folder: &Path,
    least: usize,
    golden: impl Fn(&PathBuf) -> PathBuf,
    faults_of: impl Fn(&Path) -> String,
) {
    let all: BTreeSet<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (expected, files): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|path| path.extension().is_some_and(|extension| extension == "expected"));
    assert!(files.len() >= least, "only {} files", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let found = faults_of(path);
        if std::env::var_os("WILLING_BLESS").is_some() {
            fs::write(golden(path), &found).unwrap();
        }
        let expected = fs::read_to_string(golden(path)).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\nexpected:\n{expected}found:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let wanted: BTreeSet<PathBuf> = files.iter().map(&golden).collect();
    assert!(expected.iter().all(|path| wanted.contains(path)), "an expectation without its file");
}
