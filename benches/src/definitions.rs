//! What to measure, as data.

use std::path::Path;

use serde::Deserialize;
use willing_testkit::GameParts;
use willing_testkit::generators::{Contest, DefaultRanges, Family, Interaction, Stress, Tolerances};

/// Why measurements could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The definitions are malformed.
    #[error(transparent)]
    Definitions(#[from] toml::de::Error),
    /// A drawn game was refused.
    #[error(transparent)]
    Game(#[from] willing::risk::Error),
    /// A scenario was refused.
    #[error(transparent)]
    Scenario(#[from] willing::scenario::Faults),
    /// A scenario that names no council takes its decision as given: it is not measured.
    #[error("{path}: expected a [council]")]
    NoCouncil {
        /// The file.
        path: String,
    },
    /// A council was refused.
    #[error(transparent)]
    Council(#[from] willing::council::Error),
    /// A crisis was refused.
    #[error(transparent)]
    Crisis(#[from] willing::check::crisis::Error),
    /// An answer could not be written.
    #[error(transparent)]
    Report(#[from] willing::report::Error),
    /// A drawn game with an integer total was refused.
    #[error(transparent)]
    Integer(#[from] willing::solver::integer::Error),
}

/// All measurements.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definitions {
    /// Complete searches of tier games.
    pub search: Vec<SearchMeasure>,
    /// All equilibria of games with one integer total.
    pub integer: Vec<IntegerMeasure>,
    /// Strong equilibria of such games.
    pub strong: Vec<IntegerMeasure>,
    /// Whole solves of scenario files.
    #[serde(default)]
    pub scenario: Vec<ScenarioMeasure>,
    /// Drawn crises on one thread and on two.
    #[serde(default)]
    pub threads: Vec<ThreadsMeasure>,
}

impl Definitions {
    /// Reads a file of definitions.
    ///
    /// # Errors
    ///
    /// [`Error::File`], [`Error::Definitions`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| Error::File { path: path.display().to_string(), source })?;
        Ok(toml::from_str(&text)?)
    }
}

/// How sizes are spread over states, as written in the definitions.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FamilyName {
    Zipf,
    ZipfContested,
    Flat,
}

impl FamilyName {
    const fn family(self) -> Family {
        match self {
            Self::Zipf => Family::Zipf,
            Self::ZipfContested => Family::ZipfContested,
            Self::Flat => Family::Flat,
        }
    }
}

/// Complete searches of random tier games.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "switches as they are written in a file")]
pub struct SearchMeasure {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub shows: String,
    family: FamilyName,
    /// How many states.
    pub states: usize,
    /// Seeds `0..seeds`.
    pub seeds: u64,
    /// Planted ties, up to this much noise.
    #[serde(default)]
    pub sigma: Option<f64>,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    steep: bool,
    #[serde(default)]
    neutral: bool,
    #[serde(default)]
    ten_tiers: bool,
    /// Wall seconds after which a search is stopped.
    #[serde(default = "a_minute")]
    pub limit: f64,
    /// Target for the median, in ms.
    #[serde(default)]
    pub median: Option<f64>,
    /// Target for the worst, in ms.
    #[serde(default)]
    pub worst: Option<f64>,
    /// Target for all checks over all solves.
    #[serde(default)]
    pub check_share: Option<f64>,
    /// Wall seconds after which no further seed is begun.
    #[serde(default)]
    pub budget: Option<f64>,
}

fn a_minute() -> f64 {
    60.0
}

impl SearchMeasure {
    /// The game of a seed.
    ///
    /// # Errors
    ///
    /// [`Error::Game`].
    pub fn draw(&self, seed: u64) -> Result<GameParts, Error> {
        let mut ranges = DefaultRanges::new(self.family.family(), self.states);
        if self.strong {
            ranges = ranges.interaction(Interaction::Strong);
        }
        if self.steep {
            ranges = ranges.contest(Contest::Steep);
        }
        if self.neutral {
            ranges = ranges.tolerances(Tolerances::Infinite);
        }
        if self.ten_tiers {
            ranges = ranges.with_finance();
        }
        Ok(match self.sigma {
            Some(sigma) => Stress::new(ranges, sigma).draw(seed)?,
            None => ranges.draw(seed),
        })
    }
}

/// Random games with one integer total.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntegerMeasure {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub shows: String,
    /// How many players.
    pub players: usize,
    /// How many actions each.
    pub actions: usize,
    /// Seeds `0..seeds`.
    pub seeds: u64,
    /// Target for the worst, in ms.
    #[serde(default)]
    pub worst: Option<f64>,
}

/// The whole solve of a scenario file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioMeasure {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub shows: String,
    /// The file, in `fixtures/scenarios`.
    pub file: String,
    /// How often it is solved.
    pub runs: usize,
    /// Whether counterfactuals keep their certificates.
    #[serde(default)]
    pub certified: bool,
    /// Target for the processor time of the whole, in ms.
    #[serde(default)]
    pub processor: Option<f64>,
}

/// A drawn crisis, solved on one thread and on two by turns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadsMeasure {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub shows: String,
    family: FamilyName,
    /// How many states.
    pub states: usize,
    /// The seed of the draw.
    pub seed: u64,
    /// How many of the first states sit in the council, five of them with a veto: 15, or 0 for no council.
    pub council: usize,
    /// How many pairs of runs.
    pub rounds: usize,
    /// Target for wall time on two threads over that on one.
    #[serde(default)]
    pub ratio: Option<f64>,
}

impl ThreadsMeasure {
    /// The states and their one method.
    #[must_use]
    pub fn draw(&self) -> GameParts {
        DefaultRanges::new(self.family.family(), self.states).draw(self.seed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn the_shipped_definitions_can_be_drawn() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/tiers.toml");
        let definitions = Definitions::read(&path).unwrap();
        assert!(definitions.search.len() > 10 && !definitions.integer.is_empty());
        for measure in definitions.search.iter().filter(|measure| measure.states <= 193) {
            assert_eq!(measure.draw(1).unwrap().states.len(), measure.states, "{}", measure.name);
        }
    }
}
