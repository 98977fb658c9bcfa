//! Games with transferable utility and their known answers, read from JSON files.
//!
//! # Format
//!
//! A file is read if its name starts with `games` and ends in `.json`. It is a list of objects:
//!
//! | key | holds |
//! |---|---|
//! | `name` | text, unique in the file by custom, not by force |
//! | `source`, `note` | text; optional |
//! | `n` | the number of players |
//! | `v` | 2ⁿ worths by bit mask (player k is bit k), as texts `"3/2"`, `"0.1"`, or JSON numbers |
//! | `answers` | an object of what is known, see [`Answers`]; a key may be absent or `null` |
//! | `confirmed` | who agrees; kept as it stands |
//!
//! Numbers are exact: texts are read as integers, decimals or fractions, JSON numbers by their shortest decimal.
//! Keys that nothing is made of are listed in [`Case::unknown_keys`].

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use willing_game::tu::{Error as GameError, TableGame};
use willing_game::{NumberError, Rational};

use super::corpus_files;

/// Why a file of games could not be read.
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
    /// A file is no JSON.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why, with line and column.
        source: serde_json::Error,
    },
    /// A value of another type than the format wants.
    #[error("{}: {place}: expected {expected}", path.display())]
    WrongType {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// A text that is no number.
    #[error("{}: {place}: {source}", path.display())]
    Number {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// Why.
        source: NumberError,
    },
    /// A list of the wrong length.
    #[error("{}: {place}: {got} entries: expected {expected}", path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// How many entries there are.
        got: usize,
        /// How many there should be.
        expected: u64,
    },
    /// A game that cannot be.
    #[error("{}: {place}: {source}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// Why.
        source: Box<GameError>,
    },
}

/// A game with its known answers.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file it comes from, without its folder.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Where it was published, possibly empty.
    pub source: String,
    /// What it shows, possibly empty.
    pub note: String,
    /// The game, exact.
    pub game: TableGame,
    /// What is known of it.
    pub answers: Answers,
    /// Who agrees with the answers, as the file says it; `null` if it doesn't.
    pub confirmed: Value,
    /// Keys of the case that nothing was made of; those of answers as `answers.key`. Sorted.
    pub unknown_keys: Vec<String>,
}

/// What is known of a game. Each field is the key of the same name; `None` if the file does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The Shapley value.
    pub shapley: Option<Vec<Rational>>,
    /// The Banzhaf value: mean marginal contributions.
    pub banzhaf: Option<Vec<Rational>>,
    /// The Banzhaf value scaled to sum to 1 (the Banzhaf index of simple games).
    pub banzhaf_normalized: Option<Vec<Rational>>,
    /// The tau value, of quasi-balanced games.
    pub tau: Option<Vec<Rational>>,
    /// The nucleolus; `None` also where there is no imputation.
    pub nucleolus: Option<Vec<Rational>>,
    /// The prenucleolus.
    pub prenucleolus: Option<Vec<Rational>>,
    /// The values of the sequence of linear programs of the prenucleolus, falling; a value may be repeated, as one
    /// program may not settle all that its value determines.
    pub prenucleolus_levels: Option<Vec<Rational>>,
    /// The nucleolus of excesses over |S|.
    pub per_capita_nucleolus: Option<Vec<Rational>>,
    /// The prenucleolus of excesses over |S|.
    pub per_capita_prenucleolus: Option<Vec<Rational>>,
    /// The modified nucleolus (modiclus).
    pub modiclus: Option<Vec<Rational>>,
    /// The Gately point.
    pub gately: Option<Vec<Rational>>,
    /// The centre of the imputation set.
    pub cis: Option<Vec<Rational>>,
    /// The egalitarian non-separable contribution value.
    pub ensc: Option<Vec<Rational>>,
    /// The equal split of v(N).
    pub esd: Option<Vec<Rational>>,
    /// The value of the least core: the least greatest excess of a coalition that is neither empty nor grand.
    pub least_core_epsilon: Option<Rational>,
    /// Whether the core is empty.
    pub core_empty: Option<bool>,
    /// Whether v(S ∪ T) + v(S ∩ T) ≥ v(S) + v(T) for all S, T.
    pub convex: Option<bool>,
    /// Whether v(S ∪ T) ≥ v(S) + v(T) for disjoint S, T.
    pub superadditive: Option<bool>,
    /// Whether v(S) ≤ v(T) for S ⊆ T.
    pub monotone: Option<bool>,
}

/// All games in the files `games*.json` of a folder, in the order of their names; folders in it are not entered.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder(folder: &Path) -> Result<Vec<Case>, Error> {
    let files = corpus_files(folder, is_games_file)
        .map_err(|source| Error::Unreadable { path: folder.to_owned(), source })?;
    let cases = files.iter().map(|file| read_file(file)).collect::<Result<Vec<_>, _>>()?;
    Ok(cases.into_iter().flatten().collect())
}

/// As [`read_folder`], and then the folder that the environment variable `WILLING_CORPUS` names, if it is set.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder_and_environment(folder: &Path) -> Result<Vec<Case>, Error> {
    let mut cases = read_folder(folder)?;
    if let Some(more) = std::env::var_os("WILLING_CORPUS") {
        cases.extend(read_folder(Path::new(&more))?);
    }
    Ok(cases)
}

fn is_games_file(name: &str) -> bool {
    name.starts_with("games")
}

/// All games of one file.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_file(path: &Path) -> Result<Vec<Case>, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let value: Value =
        serde_json::from_str(&text).map_err(|source| Error::Malformed { path: path.to_owned(), source })?;
    let file = Reader { path };
    let list = value.as_array().ok_or_else(|| file.wrong("the file", "a list of games"))?;
    list.iter().enumerate().map(|(index, value)| file.case(index, value)).collect()
}

/// Reads values of one file; every complaint names file and place.
struct Reader<'a> {
    path: &'a Path,
}

impl Reader<'_> {
    fn wrong(&self, place: &str, expected: &'static str) -> Error {
        Error::WrongType { path: self.path.to_owned(), place: place.to_owned(), expected }
    }

    fn case(&self, index: usize, value: &Value) -> Result<Case, Error> {
        let mut place = format!("/{index}");
        let mut map = value.as_object().cloned().ok_or_else(|| self.wrong(&place, "an object"))?;
        let name = self.text(&mut map, &place, "name")?;
        place = format!("{place} ({name})");
        let game = self.game(&mut map, &place)?;
        let mut answers = match map.remove("answers") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(answers)) => answers,
            Some(_) => return Err(self.wrong(&format!("{place}.answers"), "an object")),
        };
        let known = self.answers(&mut answers, &format!("{place}.answers"), game.player_count())?;
        let (source, note) =
            (self.optional_text(&mut map, &place, "source")?, self.optional_text(&mut map, &place, "note")?);
        let confirmed = map.remove("confirmed").unwrap_or_default();
        let mut unknown_keys: Vec<_> = answers.keys().map(|key| format!("answers.{key}")).collect();
        unknown_keys.extend(map.keys().cloned());
        unknown_keys.sort();
        let file = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        Ok(Case { file, name, source, note, game, answers: known, confirmed, unknown_keys })
    }

    fn game(&self, map: &mut Map<String, Value>, place: &str) -> Result<TableGame, Error> {
        let players = map.remove("n").as_ref().and_then(Value::as_u64);
        let players = players.filter(|players| (1..=TableGame::MAX_PLAYERS as u64).contains(players));
        let players =
            players.ok_or_else(|| self.wrong(&format!("{place}.n"), "a number of players in 1..=30"))?;
        let place = format!("{place}.v");
        let worths = self.numbers(map.remove("v").as_ref(), &place)?;
        let expected = 1 << players;
        if worths.len() as u64 != expected {
            return Err(Error::Length { path: self.path.to_owned(), place, got: worths.len(), expected });
        }
        let refused = |source| Error::Refused { path: self.path.to_owned(), place, source: Box::new(source) };
        TableGame::from_rationals(&worths).map_err(refused)
    }

    fn answers(&self, map: &mut Map<String, Value>, place: &str, players: usize) -> Result<Answers, Error> {
        let mut list = |key: &str| {
            let Some(value) = map.remove(key).filter(|value| !value.is_null()) else { return Ok(None) };
            let numbers = self.numbers(Some(&value), &format!("{place}.{key}"))?;
            Ok(Some(numbers))
        };
        let prenucleolus_levels = list("prenucleolus_levels")?;
        let mut amounts = |key: &str| {
            let amounts = list(key)?;
            match amounts.as_ref().map(Vec::len).filter(|got| *got != players) {
                None => Ok(amounts),
                Some(got) => {
                    let (path, place) = (self.path.to_owned(), format!("{place}.{key}"));
                    Err(Error::Length { path, place, got, expected: players as u64 })
                }
            }
        };
        Ok(Answers {
            shapley: amounts("shapley")?,
            banzhaf: amounts("banzhaf")?,
            banzhaf_normalized: amounts("banzhaf_normalized")?,
            tau: amounts("tau")?,
            nucleolus: amounts("nucleolus")?,
            prenucleolus: amounts("prenucleolus")?,
            prenucleolus_levels,
            per_capita_nucleolus: amounts("per_capita_nucleolus")?,
            per_capita_prenucleolus: amounts("per_capita_prenucleolus")?,
            modiclus: amounts("modiclus")?,
            gately: amounts("gately")?,
            cis: amounts("cis")?,
            ensc: amounts("ensc")?,
            esd: amounts("esd")?,
            least_core_epsilon: match map.remove("least_core_epsilon").filter(|value| !value.is_null()) {
                None => None,
                Some(value) => Some(self.number(&value, &format!("{place}.least_core_epsilon"))?),
            },
            core_empty: self.truth(map, place, "core_empty")?,
            convex: self.truth(map, place, "convex")?,
            superadditive: self.truth(map, place, "superadditive")?,
            monotone: self.truth(map, place, "monotone")?,
        })
    }

    fn numbers(&self, value: Option<&Value>, place: &str) -> Result<Vec<Rational>, Error> {
        let list = value.and_then(Value::as_array).ok_or_else(|| self.wrong(place, "a list of numbers"))?;
        list.iter()
            .enumerate()
            .map(|(index, value)| self.number(value, &format!("{place}[{index}]")))
            .collect()
    }

    fn number(&self, value: &Value, place: &str) -> Result<Rational, Error> {
        let number = match value {
            Value::String(text) => text.parse(),
            Value::Number(number) => number.to_string().parse(),
            _ => return Err(self.wrong(place, "a number, or a text such as \"3/2\"")),
        };
        number.map_err(|source| Error::Number { path: self.path.to_owned(), place: place.to_owned(), source })
    }

    fn truth(&self, map: &mut Map<String, Value>, place: &str, key: &str) -> Result<Option<bool>, Error> {
        match map.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(_) => Err(self.wrong(&format!("{place}.{key}"), "true or false")),
        }
    }

    fn text(&self, map: &mut Map<String, Value>, place: &str, key: &str) -> Result<String, Error> {
        match map.remove(key) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(self.wrong(&format!("{place}.{key}"), "a text")),
        }
    }

    fn optional_text(&self, map: &mut Map<String, Value>, place: &str, key: &str) -> Result<String, Error> {
        if map.contains_key(key) { self.text(map, place, key) } else { Ok(String::new()) }
    }
}
