//! Simple games and their power indices.

use std::collections::BTreeMap;
use std::path::Path;

use num_bigint::BigUint;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use willing_council::{Error as CouncilError, Formula, SimpleGame, WeightCondition};
use willing_game::Rational;

use super::Error;
use super::numbers::{some_count, some_counts};

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

    pub(super) fn check(&self, path: &Path) -> Result<(), Error> {
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

    pub(super) fn check(&self, path: &Path) -> Result<(), Error> {
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
