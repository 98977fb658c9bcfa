//! Voting games, spatial votes and bargaining with their known answers, read from JSON files.
//!
//! # Format
//!
//! A file is read if its name starts with `voting` and ends in `.json`. It is an object:
//!
//! | key | holds |
//! |---|---|
//! | `about` | text |
//! | `games` | a list of simple games with their power indices, see [`Case`] |
//! | `large_games` | weighted games of more seats, see [`LargeCase`] |
//! | `spatial` | ideal points and what a council makes of them, see [`SpatialCase`] |
//! | `bargaining` | Baron–Ferejohn games, see [`BargainingCase`] |
//! | `unsc_with_abstention` | name → what is known, see [`AbstentionCase`] |
//!
//! Any of them may be absent. Each field of the types here is the key of the same name, in lower case; where two keys
//! differ in case only, the field says which one it is. `id` must be there, `n` and `rule` (or `quota` and
//! `weights`) of games too; `None` is what the file does not say. Exact numbers are texts `"3/2"` or JSON numbers.
//! Keys that nothing is made of are kept in `unknown`.

mod abstention;
mod bargaining;
mod error;
mod games;
mod numbers;
mod spatial;

pub use abstention::{AbstentionCase, Probability};
pub use bargaining::BargainingCase;
pub use error::Error;
pub use games::{Case, Condition, LargeCase, Nakamura};
pub use spatial::{Ideals, Place, SpatialCase};

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::corpus_files;

/// All of one file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Corpus {
    /// The file it comes from, without its folder.
    #[serde(skip)]
    pub file: String,
    /// What the numbers are.
    pub about: String,
    /// Simple games.
    pub games: Vec<Case>,
    /// Weighted games of many seats.
    pub large_games: Vec<LargeCase>,
    /// Spatial votes.
    pub spatial: Vec<SpatialCase>,
    /// Bargaining.
    pub bargaining: Vec<BargainingCase>,
    /// The Security Council with abstention, by name.
    pub unsc_with_abstention: BTreeMap<String, AbstentionCase>,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// The files `voting*.json` of a folder, in the order of their names; folders in it are not entered.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder(folder: &Path) -> Result<Vec<Corpus>, Error> {
    let files = corpus_files(folder, |name| name.starts_with("voting"))
        .map_err(|source| Error::Unreadable { path: folder.to_owned(), source })?;
    files.iter().map(|file| read_file(file)).collect()
}

/// As [`read_folder`], and then the folder that the environment variable `WILLING_CORPUS` names, if it is set.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder_and_environment(folder: &Path) -> Result<Vec<Corpus>, Error> {
    let mut files = read_folder(folder)?;
    if let Some(more) = std::env::var_os("WILLING_CORPUS") {
        files.extend(read_folder(Path::new(&more))?);
    }
    Ok(files)
}

/// All of one file.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_file(path: &Path) -> Result<Corpus, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let mut corpus: Corpus =
        serde_json::from_str(&text).map_err(|source| Error::Malformed { path: path.to_owned(), source })?;
    file_name(path).clone_into(&mut corpus.file);
    for case in &corpus.games {
        case.check(path)?;
    }
    for case in &corpus.large_games {
        case.check(path)?;
    }
    Ok(corpus)
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
