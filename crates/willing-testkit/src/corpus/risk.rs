//! Closed forms and solved examples of sharing risk, read from JSON files.
//!
//! # Format
//!
//! A file is read if its name starts with `risk` and ends in `.json`. It is an object with a list `cases`, or that list:
//!
//! | key | holds |
//! |---|---|
//! | `id`, `title`, `theory`, `concept`, `notes` | text; only `id` must be there |
//! | `inputs` | what is given, by name: numbers, texts, lists of them |
//! | `expected` | what must come out, likewise; objects name their parts by coalition (bits), sum or discount factor |
//! | `expected_25d` | the same in 25 digits, or as exact fractions: texts |
//! | `tolerance_abs`, `tolerance_rel` | how far off a number may be: |found − stated| ≤ abs + rel · |stated|; 1e-12 each if absent |
//!
//! What a case is about, its *shape*, is what its `inputs` and `expected` are called; `id` says nothing. Infinity may be
//! written `Infinity`, `"inf"` or `1e999`. Other keys are kept in `unknown`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use willing_game::Rational;

use super::corpus_files;
use super::json::spell_infinities;

/// Why a file of cases could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no JSON, or not of the documented shape.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why, with line and column.
        source: serde_json::Error,
    },
    /// A case whose answers in many digits are not those it states as floats.
    #[error("{}: {id}: expected.{place} and its 25 digits differ", path.display())]
    Digits {
        /// The file.
        path: PathBuf,
        /// The case.
        id: String,
        /// Where in the answers.
        place: String,
    },
}

/// What a case gives is absent, or has another form than cases of its shape have.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("inputs.{key}: expected {expected}")]
pub struct Misshapen {
    /// The input.
    pub key: String,
    /// What was expected there.
    pub expected: &'static str,
}

/// A question about sharing risk with its known answers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Case {
    /// What it is called.
    pub id: String,
    /// What it shows.
    #[serde(default)]
    pub title: String,
    /// The formula behind it.
    #[serde(default)]
    pub theory: String,
    /// What it is an example of.
    #[serde(default)]
    pub concept: String,
    /// What else there is to say.
    #[serde(default)]
    pub notes: String,
    /// What is given.
    pub inputs: BTreeMap<String, Value>,
    /// What must come out.
    pub expected: BTreeMap<String, Value>,
    /// The same in 25 digits or exactly; empty if the file does not say.
    #[serde(default)]
    pub expected_25d: BTreeMap<String, Value>,
    /// How far off a number may be.
    #[serde(default = "default_tolerance")]
    pub tolerance_abs: f64,
    /// How far off it may be, of itself.
    #[serde(default = "default_tolerance")]
    pub tolerance_rel: f64,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

fn default_tolerance() -> f64 {
    1e-12
}

impl Case {
    fn input<T>(
        &self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, Misshapen> {
        self.inputs.get(key).and_then(read).ok_or_else(|| misshapen(key, expected))
    }

    /// A number of the inputs.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn number(&self, key: &str) -> Result<f64, Misshapen> {
        self.input(key, "a number", number)
    }

    /// A count of the inputs: an integer of at least 0.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn count(&self, key: &str) -> Result<usize, Misshapen> {
        self.input(key, "an integer of at least 0", count)
    }

    /// A text of the inputs.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn text(&self, key: &str) -> Result<&str, Misshapen> {
        let text = self.inputs.get(key).and_then(Value::as_str);
        text.ok_or_else(|| misshapen(key, "a text"))
    }

    /// A list of numbers of the inputs.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, Misshapen> {
        self.input(key, "a list of numbers", |value| list(value, number))
    }

    /// A list of counts of the inputs.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn counts(&self, key: &str) -> Result<Vec<usize>, Misshapen> {
        self.input(key, "a list of integers of at least 0", |value| list(value, count))
    }

    /// A list of lists of numbers of the inputs.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn rows(&self, key: &str) -> Result<Vec<Vec<f64>>, Misshapen> {
        self.input(key, "a list of lists of numbers", |value| list(value, |row| list(row, number)))
    }

    /// A list of cases within the inputs, each with numbers by name.
    ///
    /// # Errors
    ///
    /// [`Misshapen`] if it is absent or something else.
    pub fn named_numbers(&self, key: &str) -> Result<Vec<BTreeMap<String, f64>>, Misshapen> {
        let named = |value: &Value| {
            let parts = value.as_object()?.iter();
            parts.map(|(name, value)| Some((name.clone(), number(value)?))).collect()
        };
        self.input(key, "a list of numbers by name", |value| list(value, named))
    }

    /// Refuses answers in many digits that are not the floats.
    fn check_digits(&self, path: &Path) -> Result<(), Error> {
        let pairs =
            self.expected_25d.iter().filter_map(|(key, digits)| Some((key, self.expected.get(key)?, digits)));
        match pairs.into_iter().find_map(|(key, stated, digits)| differing(stated, digits, key)) {
            Some(place) => Err(Error::Digits { path: path.to_owned(), id: self.id.clone(), place }),
            None => Ok(()),
        }
    }
}

fn misshapen(key: &str, expected: &'static str) -> Misshapen {
    Misshapen { key: key.to_owned(), expected }
}

/// A number as the files write it.
fn number(value: &Value) -> Option<f64> {
    let infinity = || matches!(value.as_str()?, "inf" | "infinity" | "Infinity").then_some(f64::INFINITY);
    value.as_f64().or_else(infinity)
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

/// The first place where a float is not the nearest to its digits, but for a few units in the last place.
fn differing(stated: &Value, digits: &Value, place: &str) -> Option<String> {
    let differs = || Some(place.to_owned());
    match (stated, digits) {
        (Value::Array(stated), Value::Array(digits)) if stated.len() == digits.len() => {
            let pairs = stated.iter().zip(digits).enumerate();
            pairs.into_iter().find_map(|(at, (one, other))| differing(one, other, &format!("{place}.{at}")))
        }
        (Value::Object(stated), Value::Object(digits)) if stated.len() == digits.len() => {
            stated.iter().find_map(|(key, one)| {
                let place = format!("{place}.{key}");
                digits.get(key).map_or(Some(place.clone()), |other| differing(one, other, &place))
            })
        }
        (Value::Number(stated), Value::String(digits)) => {
            let exact = digits.parse::<Rational>().ok()?.to_f64();
            let near = stated.as_f64().is_some_and(|float| (float - exact).abs() <= 1e-15 * exact.abs());
            if near { None } else { differs() }
        }
        (Value::Number(stated), Value::Number(digits)) if stated.as_f64() == digits.as_f64() => None,
        (stated, digits) if stated == digits => None,
        _ => differs(),
    }
}

/// All cases of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The file they come from, without its folder.
    pub file: String,
    /// The cases, as they stand there.
    pub cases: Vec<Case>,
}

/// A file as it is written.
#[derive(Deserialize)]
struct Written {
    cases: Vec<Case>,
}

/// The files `risk*.json` of a folder, in the order of their names; folders in it are not entered.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder(folder: &Path) -> Result<Vec<Corpus>, Error> {
    let files = corpus_files(folder, |name| name.starts_with("risk"))
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

/// All cases of one file.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_file(path: &Path) -> Result<Corpus, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let text = spell_infinities(&text);
    let malformed = |source| Error::Malformed { path: path.to_owned(), source };
    let cases = if text.trim_start().starts_with('[') {
        serde_json::from_str(&text).map_err(malformed)?
    } else {
        serde_json::from_str::<Written>(&text).map_err(malformed)?.cases
    };
    let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let corpus = Corpus { file, cases };
    corpus.cases.iter().try_for_each(|case| case.check_digits(path))?;
    Ok(corpus)
}
