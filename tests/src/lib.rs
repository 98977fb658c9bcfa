//! Behaviour across the crates of willing, through the facade.
//!
//! The tests stand in `tests/`; here is what several of them share.

use std::path::{Path, PathBuf};

use willing::check::tiers::Listed;
use willing::game::{Certificate, Profile, Verdict};
use willing::risk::TierGame;
use willing::solver::tiers::PureEquilibria;

/// The relative error of a number against what it should be. Numbers below 1e-15 count as 0: shares
/// and radii are of order 1, money is of order 1 and more.
#[must_use]
pub fn relative_error(got: f64, expected: f64) -> f64 {
    const ZERO: f64 = 1e-15;
    if expected.abs() <= ZERO {
        return if got.abs() <= ZERO { 0.0 } else { f64::INFINITY };
    }
    (got - expected).abs() / expected.abs()
}

/// All pure equilibria of `game` by complete search, their evidence checked by the checker.
///
/// # Errors
///
/// What the checker objects to, or that the search gave up.
pub fn certified(game: &TierGame) -> Result<Vec<Listed>, String> {
    certified_by(&PureEquilibria::new(), game)
}

/// As [`certified`], with these settings.
///
/// # Errors
///
/// What the checker objects to, or that the search gave up.
pub fn certified_by(concept: &PureEquilibria, game: &TierGame) -> Result<Vec<Listed>, String> {
    match concept.solve(game) {
        Verdict::Exists(list) => {
            list.check(game).map_err(|violation| violation.to_string())?;
            Ok(list.equilibria)
        }
        Verdict::Impossible(refutation) => {
            refutation.check(game).map_err(|violation| violation.to_string())?;
            Ok(Vec::new())
        }
        Verdict::Undecided(partial) => Err(format!("undecided: {}", partial.limit)),
    }
}

/// The profiles of a list.
#[must_use]
pub fn profiles(listed: &[Listed]) -> Vec<Profile> {
    listed.iter().map(|listed| listed.profile.clone()).collect()
}

/// The folder at this path from the root of the workspace.
#[must_use]
pub fn in_workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
