//! Tier games with known answers, read from JSON files; [`tu`] reads games with transferable utility, [`voting`]
//! voting games, [`risk`] closed forms of sharing risk.
//!
//! # Format
//!
//! A file is read if its name starts with `reference_model` or `examples_` and ends in `.json`.
//! Every object in it that has `G` and `S` is a case, wherever it stands:
//!
//! | key | holds |
//! |---|---|
//! | `name`, `note` | text; a case without a name is named after its place in the file |
//! | `G` | coefficients: `rho` (3 or 4 numbers), `rule`, `lam0`, `lamz`, `lamQ`, `z`, `D`, `theta`, `chi`, `eff`, `back`, `excl`, `mu_cas`, `sd_cas`, `mu_fin`, `sd_fin`, `q_launch`, `eta_launch`, `l_launch`, `q_dom`, `eta_dom`, `q_int`, `q_ret`, `kret`, `q_ent`, `psi`, `nu`; optional `eta_M` |
//! | `S` | states: `name`, `tau`, `c`, `b`, `w`, `p`, `loss`, `kappa`, `opp`, `l_dom`, `l_int`, `l_ret`, `treaty`, `a0`, `V`, `l_ent`, `v`, `tiers`; optional `D`, `omega`, `proj`, `pay` (tier → money) |
//! | `pure_equilibria` or `NE` | all pure equilibria, as lists of tier keys; complete |
//! | `detail` | numbers of some profiles: `K`, `Q`, `Lambda`, `shares`, and for each state `pi`, `costs` (branch → type), `U`, `U_status_quo`, `U_by_own_tier`, `radius` |
//!
//! `tau` may be a number, `null`, or infinity spelled `"inf"`, `"infinity"`, `"Infinity"`, `Infinity`
//! or as a number too large for a double (`1e999`). The set of tiers is the default eight, or the
//! ten if a tier in the case or in `meta.tiers` is `F` or `FA`. Keys that are not known are ignored
//! and listed in [`Case::unknown_keys`].

mod build;
mod json;
mod raw;
pub mod risk;
pub mod tu;
pub mod voting;

use std::path::{Path, PathBuf};

use serde_json::Value;
use willing_game::{Profile, Tier};

use crate::GameParts;

/// Why a corpus could not be read.
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
    /// A file is no JSON, or a case has not the documented shape.
    #[error("{}: {place}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A case names something that there is not, or the model refuses it.
    #[error("{}: {place}: {source}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// Why.
        source: Box<willing_risk::Error>,
    },
}

/// A game with its known answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file it comes from, without its folder.
    pub file: String,
    /// Its name, or its place in the file.
    pub name: String,
    /// What it shows, possibly empty.
    pub note: String,
    /// The game.
    pub parts: GameParts,
    /// All pure equilibria, sorted; `None` if the file does not say.
    pub equilibria: Option<Vec<Profile>>,
    /// Numbers of some profiles.
    pub details: Vec<Detail>,
    /// Keys of the file that nothing was made of.
    pub unknown_keys: Vec<String>,
}

/// Expected numbers of one profile. A number that the file does not give is `None`.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The profile.
    pub profile: Profile,
    /// K.
    pub capability: Option<f64>,
    /// Q, the mean stance.
    pub stance: Option<f64>,
    /// Λ.
    pub legitimacy: Option<f64>,
    /// Military shares, by seat; empty if not given.
    pub shares: Vec<f64>,
    /// Finance shares, by seat (key `finance_shares`); empty if not given.
    pub finance_shares: Vec<f64>,
    /// What is known of each state.
    pub states: Vec<StateDetail>,
}

/// Expected numbers of one state in one profile.
#[derive(Clone, Debug)]
pub struct StateDetail {
    /// Its name.
    pub name: String,
    /// π.
    pub success: Option<f64>,
    /// Costs in the success branch, as (key of the type, cost).
    pub costs_of_success: Vec<(String, f64)>,
    /// Costs in the failure branch.
    pub costs_of_failure: Vec<(String, f64)>,
    /// U.
    pub payoff: Option<f64>,
    /// U⁰.
    pub status_quo: Option<f64>,
    /// U for each own tier, the others' fixed.
    pub payoff_by_tier: Vec<(Tier, f64)>,
    /// 1 − r.
    pub radius: Option<f64>,
}

/// All cases in the files of a folder, in the order of their names; folders in it are not entered.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_folder(folder: &Path) -> Result<Vec<Case>, Error> {
    let files = corpus_files(folder, is_corpus_file)
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

/// The JSON files of a folder whose names are `wanted`, in the order of their names.
fn corpus_files(folder: &Path, wanted: impl Fn(&str) -> bool) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "json") && wanted(name) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn is_corpus_file(name: &str) -> bool {
    name.starts_with("reference_model") || name.starts_with("examples_")
}

/// All cases of one file.
///
/// # Errors
///
/// The first [`Error`].
pub fn read_file(path: &Path) -> Result<Vec<Case>, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let value: Value = serde_json::from_str(&json::spell_infinities(&text))
        .map_err(|source| Error::Malformed { path: path.to_owned(), place: "the file".into(), source })?;
    let ten_tiers = value.pointer("/meta/tiers/F").is_some() || value.pointer("/meta/tiers/FA").is_some();
    let mut cases = Vec::new();
    collect(&value, String::new(), &mut |place, value| {
        cases.push(build::case(path, place, value, ten_tiers)?);
        Ok(())
    })?;
    Ok(cases)
}

/// Calls `found` for every object with `G` and `S`, wherever it stands, with its place.
fn collect(
    value: &Value,
    place: String,
    found: &mut impl FnMut(String, &Value) -> Result<(), Error>,
) -> Result<(), Error> {
    match value {
        Value::Object(map) if map.contains_key("G") && map.contains_key("S") => found(place, value),
        Value::Object(map) => {
            map.iter().try_for_each(|(key, inner)| collect(inner, format!("{place}/{key}"), found))
        }
        Value::Array(list) => list
            .iter()
            .enumerate()
            .try_for_each(|(index, inner)| collect(inner, format!("{place}/{index}"), found)),
        _ => Ok(()),
    }
}
