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

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use num_bigint::BigUint;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use willing_council::{Error as CouncilError, Formula, SimpleGame, WeightCondition};
use willing_game::Rational;

use super::corpus_files;

/// Why a file of voting games could not be read.
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
    /// A list that should have one entry for each seat.
    #[error("{}: {id}.{key}: {got} entries: expected {expected}", path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// The game.
        id: String,
        /// The list.
        key: &'static str,
        /// How many entries there are.
        got: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A game that cannot be.
    #[error("{}: {id}: {source}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// The game.
        id: String,
        /// Why.
        source: CouncilError,
    },
}

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

/// A simple game with its known answers, exact unless a field says otherwise.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// What it is.
    #[serde(default)]
    pub desc: String,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
    /// How many seats there are.
    pub n: usize,
    /// The seats.
    #[serde(default)]
    pub names: Vec<String>,
    /// *Or* over the outer list, *and* over the inner ones.
    pub rule: Vec<Vec<Condition>>,
    /// How to read the rule.
    #[serde(default)]
    pub rule_note: String,
    /// |W|.
    #[serde(default, deserialize_with = "some_count")]
    pub winning_coalitions: Option<BigUint>,
    /// How many minimal winning coalitions there are.
    #[serde(default, deserialize_with = "some_count")]
    pub minimal_winning_coalitions: Option<BigUint>,
    /// |W|/2ⁿ.
    pub coleman_collectivity: Option<Rational>,
    /// Swings η_i.
    #[serde(default, deserialize_with = "some_counts")]
    pub banzhaf_raw: Option<Vec<BigUint>>,
    /// Σ η_i.
    #[serde(default, deserialize_with = "some_count")]
    pub banzhaf_total: Option<BigUint>,
    /// η_i/Σ η.
    pub banzhaf_normalized: Option<Vec<Rational>>,
    /// η_i/2ⁿ⁻¹.
    pub penrose_banzhaf: Option<Vec<Rational>>,
    /// η_i/|W|.
    pub coleman_prevent: Option<Vec<Rational>>,
    /// η_i/(2ⁿ − |W|).
    pub coleman_initiate: Option<Vec<Rational>>,
    /// The Shapley–Shubik index.
    pub shapley_shubik: Option<Vec<Rational>>,
    /// The same as floats.
    pub shapley_shubik_float: Option<Vec<f64>>,
    /// The Deegan–Packel index.
    pub deegan_packel: Option<Vec<Rational>>,
    /// In how many minimal winning coalitions each seat is.
    #[serde(default, deserialize_with = "some_counts")]
    pub holler_pgi_counts: Option<Vec<BigUint>>,
    /// The same divided by their sum: Holler's public good index.
    pub holler_pgi: Option<Vec<Rational>>,
    /// Σ of 1/(critical members) over the winning coalitions in which the seat is critical.
    pub johnston_raw: Option<Vec<Rational>>,
    /// The same divided by their sum.
    pub johnston: Option<Vec<Rational>>,
    /// The Rae index, ½ + η_i/2ⁿ.
    pub rae: Option<Vec<Rational>>,
    /// Names of the seats in all winning coalitions.
    pub veto_players: Option<Vec<String>>,
    /// Names of the seats that are never critical.
    pub null_players: Option<Vec<String>>,
    /// The Nakamura number.
    pub nakamura: Option<Nakamura>,
    /// How that was found.
    #[serde(default)]
    pub nakamura_how: String,
    /// By which routes the answers were computed.
    #[serde(default)]
    pub confirmed_by: Vec<String>,
    /// Which other tools agree.
    #[serde(default)]
    pub second_tool: BTreeMap<String, String>,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// Σ of the weights of the members is at least the quota.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Condition {
    /// What is needed.
    pub quota: u64,
    /// By seat.
    pub weights: Vec<u64>,
}

/// How many winning coalitions at least have no member in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nakamura {
    /// This many.
    Finite(u64),
    /// Somebody is in all of them: `"inf"`.
    Infinite,
}

/// A weighted game of many seats.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LargeCase {
    /// Its name.
    pub id: String,
    /// How many seats there are.
    pub n: usize,
    /// What is needed.
    pub quota: u64,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
    /// The seats.
    #[serde(default)]
    pub names: Vec<String>,
    /// By seat.
    pub weights: Vec<u64>,
    /// Swings η_i.
    #[serde(default, deserialize_with = "some_counts")]
    pub banzhaf_raw: Option<Vec<BigUint>>,
    /// η_i/Σ η, in floats.
    pub banzhaf_normalized_float: Option<Vec<f64>>,
    /// η_i/2ⁿ⁻¹, in floats.
    pub penrose_banzhaf_float: Option<Vec<f64>>,
    /// By quadrature, to about 10⁻¹².
    pub shapley_shubik_float: Option<Vec<f64>>,
    /// How the swings were computed.
    #[serde(default)]
    pub method: String,
    /// How the Shapley–Shubik index was computed.
    #[serde(default)]
    pub shapley_shubik_note: String,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// Ideal points and what a council makes of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SpatialCase {
    /// Its name.
    pub id: String,
    /// Dimensions.
    pub dim: usize,
    /// Who decides, in words.
    #[serde(default)]
    pub rule: String,
    /// The ideal points.
    pub ideal: Ideals,
    /// The status quo.
    pub status_quo: Option<Place>,
    /// The quota of a rule on a line.
    pub quota: Option<u64>,
    /// Who has a veto under a rule on a line.
    pub veto_indices: Option<Vec<usize>>,
    /// The ideal point of the setter.
    pub setter: Option<f64>,
    /// What beats the status quo on a line; `None` also if nothing does: see `gridlocked`.
    pub winset_open_interval: Option<[f64; 2]>,
    /// What no unanimous vote changes, on a line.
    pub unanimity_core: Option<[f64; 2]>,
    /// Whether nothing beats the status quo, on a line.
    pub gridlocked: Option<bool>,
    /// Status quos that nothing beats.
    pub gridlock_interval_closed: Option<[f64; 2]>,
    /// What the setter gets through.
    pub equilibrium_outcome: Option<f64>,
    /// Whether nothing beats the status quo, in the plane.
    pub winset_empty: Option<bool>,
    /// The area of the winset by Monte Carlo: two or three digits.
    pub area_monte_carlo: Option<f64>,
    /// The area of the winset as a formula.
    pub area_exact: Option<String>,
    /// The formula's value.
    pub area_exact_float: Option<f64>,
    /// The centre of the yolk.
    pub yolk_centre: Option<[f64; 2]>,
    /// Its radius as a formula.
    pub yolk_radius_exact: Option<String>,
    /// Its radius.
    pub yolk_radius: Option<f64>,
    /// Why that is so.
    #[serde(default)]
    pub yolk_note: String,
    /// Why the answer is what it is.
    #[serde(default)]
    pub why: String,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// Ideal points on a line or in a plane.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Ideals {
    /// On a line.
    Line(Vec<f64>),
    /// In a plane.
    Plane(Vec<[f64; 2]>),
}

/// A point on a line or in a plane.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// On a line.
    Line(f64),
    /// In a plane.
    Plane([f64; 2]),
}

/// A Baron–Ferejohn game under a closed rule: everybody is as likely to propose, one unit is divided.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BargainingCase {
    /// What is bargained, in words.
    #[serde(default)]
    pub model: String,
    /// How many seats there are.
    pub n: usize,
    /// How many of them have a veto; none if `None`.
    pub v: Option<usize>,
    /// How many must agree; a bare majority if `None`.
    pub q: Option<usize>,
    /// The discount factor.
    pub delta: Rational,
    /// What a seat with a veto expects.
    #[serde(rename = "V_veto")]
    pub v_veto: Option<Rational>,
    /// What a seat without one expects.
    #[serde(rename = "U_nonveto")]
    pub u_nonveto: Option<Rational>,
    /// `v_veto` as a float.
    #[serde(rename = "V_float")]
    pub v_float: Option<f64>,
    /// `u_nonveto` as a float.
    #[serde(rename = "U_float")]
    pub u_float: Option<f64>,
    /// What a seat with a veto keeps that proposes.
    pub proposer_veto_keeps: Option<Rational>,
    /// What a seat without one keeps that proposes.
    pub proposer_nonveto_keeps: Option<Rational>,
    /// What each seat expects if all have a veto: key `V`.
    #[serde(rename = "V")]
    pub v_each: Option<Rational>,
    /// What each seat expects if none has a veto.
    pub value_each: Option<Rational>,
    /// What the proposer keeps if none has a veto.
    pub proposer_share: Option<Rational>,
    /// What it pays each partner.
    pub coalition_partner_share: Option<Rational>,
    /// Keys that nothing was made of.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// What is known of the Security Council with abstention: roll calls (`ss_…`), or counts of profiles (`…_to_…`).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AbstentionCase {
    /// Probabilities of yes, abstention and no.
    pub probs: Option<[Rational; 3]>,
    /// The roll-call index of a permanent member.
    #[serde(rename = "SS_permanent")]
    pub ss_permanent: Option<Rational>,
    /// As a float.
    #[serde(rename = "SS_permanent_float")]
    pub ss_permanent_float: Option<f64>,
    /// The roll-call index of an elected member.
    #[serde(rename = "SS_elected")]
    pub ss_elected: Option<Rational>,
    /// As a float.
    #[serde(rename = "SS_elected_float")]
    pub ss_elected_float: Option<f64>,
    /// The probability that a draft passes: key `P_pass`, a text; `None` for counts of profiles.
    #[serde(rename = "P_pass", deserialize_with = "text_or_nothing")]
    pub p_pass: Option<Rational>,
    /// As a float.
    #[serde(rename = "P_pass_float")]
    pub p_pass_float: Option<f64>,
    /// The sum of the index over all.
    pub check_sum: Option<Rational>,
    /// The share of roll calls in which a permanent member settles that the draft fails.
    pub pivot_for_fail_perm: Option<Rational>,
    /// The same for an elected member.
    pub pivot_for_fail_elected: Option<Rational>,
    /// Profiles of others in which a permanent member's step from yes to abstention matters.
    #[serde(rename = "P_Y_to_A")]
    pub p_y_to_a: Option<u64>,
    /// From abstention to no.
    #[serde(rename = "P_A_to_N")]
    pub p_a_to_n: Option<u64>,
    /// From yes to no.
    #[serde(rename = "P_Y_to_N")]
    pub p_y_to_n: Option<u64>,
    /// The same for an elected member.
    #[serde(rename = "E_Y_to_A")]
    pub e_y_to_a: Option<u64>,
    /// From abstention to no.
    #[serde(rename = "E_A_to_N")]
    pub e_a_to_n: Option<u64>,
    /// From yes to no.
    #[serde(rename = "E_Y_to_N")]
    pub e_y_to_n: Option<u64>,
    /// Profiles that pass.
    pub pass_configs: Option<u64>,
    /// Profiles of all but one.
    pub total_configs_others: Option<u64>,
    /// Profiles of all.
    pub total_configs: Option<u64>,
    /// A permanent member's share of all counts from yes to no.
    #[serde(rename = "norm_P")]
    pub norm_p: Option<Rational>,
    /// An elected member's.
    #[serde(rename = "norm_E")]
    pub norm_e: Option<Rational>,
    /// As a float.
    #[serde(rename = "norm_P_float")]
    pub norm_p_float: Option<f64>,
    /// As a float.
    #[serde(rename = "norm_E_float")]
    pub norm_e_float: Option<f64>,
    /// A permanent member's count over all profiles of others.
    #[serde(rename = "abs_P")]
    pub abs_p: Option<f64>,
    /// An elected member's.
    #[serde(rename = "abs_E")]
    pub abs_e: Option<f64>,
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

impl Case {
    /// The game, its rule as the file has it.
    ///
    /// # Errors
    ///
    /// What the game refuses; never so for a case that was read from a file.
    pub fn game(&self) -> Result<SimpleGame, CouncilError> {
        let one = |condition: &Condition| {
            Formula::One(WeightCondition { weights: condition.weights.clone(), quota: condition.quota })
        };
        let all = |all: &Vec<Condition>| Formula::All(all.iter().map(one).collect());
        SimpleGame::new(self.n, Formula::Any(self.rule.iter().map(all).collect()))
    }

    fn check(&self, path: &Path) -> Result<(), Error> {
        fn given<T>(list: Option<&Vec<T>>, expected: usize) -> usize {
            list.map_or(expected, Vec::len)
        }
        let n = self.n;
        let lists = [
            ("names", if self.names.is_empty() { n } else { self.names.len() }),
            ("banzhaf_raw", given(self.banzhaf_raw.as_ref(), n)),
            ("banzhaf_normalized", given(self.banzhaf_normalized.as_ref(), n)),
            ("penrose_banzhaf", given(self.penrose_banzhaf.as_ref(), n)),
            ("coleman_prevent", given(self.coleman_prevent.as_ref(), n)),
            ("coleman_initiate", given(self.coleman_initiate.as_ref(), n)),
            ("shapley_shubik", given(self.shapley_shubik.as_ref(), n)),
            ("shapley_shubik_float", given(self.shapley_shubik_float.as_ref(), n)),
            ("deegan_packel", given(self.deegan_packel.as_ref(), n)),
            ("holler_pgi_counts", given(self.holler_pgi_counts.as_ref(), n)),
            ("holler_pgi", given(self.holler_pgi.as_ref(), n)),
            ("johnston_raw", given(self.johnston_raw.as_ref(), n)),
            ("johnston", given(self.johnston.as_ref(), n)),
            ("rae", given(self.rae.as_ref(), n)),
        ];
        check_lengths(path, &self.id, n, &lists)?;
        self.game().map(drop).map_err(|source| refused(path, &self.id, source))
    }
}

impl LargeCase {
    /// The game.
    ///
    /// # Errors
    ///
    /// What the game refuses; never so for a case that was read from a file.
    pub fn game(&self) -> Result<SimpleGame, CouncilError> {
        SimpleGame::weighted(self.quota, self.weights.clone())
    }

    fn check(&self, path: &Path) -> Result<(), Error> {
        let floats = |list: &Option<Vec<f64>>| list.as_ref().map_or(self.n, Vec::len);
        let lists = [
            ("weights", self.weights.len()),
            ("names", if self.names.is_empty() { self.n } else { self.names.len() }),
            ("banzhaf_raw", self.banzhaf_raw.as_ref().map_or(self.n, Vec::len)),
            ("banzhaf_normalized_float", floats(&self.banzhaf_normalized_float)),
            ("penrose_banzhaf_float", floats(&self.penrose_banzhaf_float)),
            ("shapley_shubik_float", floats(&self.shapley_shubik_float)),
        ];
        check_lengths(path, &self.id, self.n, &lists)?;
        self.game().map(drop).map_err(|source| refused(path, &self.id, source))
    }
}

fn refused(path: &Path, id: &str, source: CouncilError) -> Error {
    Error::Refused { path: path.to_owned(), id: id.to_owned(), source }
}

fn check_lengths(
    path: &Path,
    id: &str,
    expected: usize,
    lists: &[(&'static str, usize)],
) -> Result<(), Error> {
    match lists.iter().find(|(_, got)| *got != expected) {
        None => Ok(()),
        Some(&(key, got)) => {
            Err(Error::Length { path: path.to_owned(), id: id.to_owned(), key, got, expected })
        }
    }
}

/// A natural number, as a JSON number or as a text of digits.
struct Natural(BigUint);

impl<'de> Deserialize<'de> for Natural {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let number = match &value {
            Value::Number(number) => number.as_u64().map(BigUint::from),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let expected = || D::Error::custom(format!("{value}: expected a natural number"));
        number.map(Self).ok_or_else(expected)
    }
}

fn some_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BigUint>, D::Error> {
    Option::<Natural>::deserialize(deserializer).map(|number| number.map(|Natural(number)| number))
}

fn some_counts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<BigUint>>, D::Error> {
    let numbers = Option::<Vec<Natural>>::deserialize(deserializer)?;
    Ok(numbers.map(|numbers| numbers.into_iter().map(|Natural(number)| number).collect()))
}

/// A fraction where a text stands; counts of profiles give the same key as a float.
fn text_or_nothing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Rational>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => text.parse().map(Some).map_err(D::Error::custom),
        _ => Ok(None),
    }
}

impl<'de> Deserialize<'de> for Nakamura {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match (value.as_u64(), value.as_str()) {
            (Some(number), _) => Ok(Self::Finite(number)),
            (None, Some("inf")) => Ok(Self::Infinite),
            _ => Err(D::Error::custom(format!("{value}: expected a natural number or \"inf\""))),
        }
    }
}
