//! Reading a portfolio.

use std::collections::HashSet;
use std::path::Path;

use willing_game::Players;
use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Portfolio, Preference};

use super::by_outcome::Outcomes;
use super::preference::{Faulty, Otherwise, Valuation, accepted, preference, valuation};
use super::{FORMAT, Format, PortfolioFile, csv, keys};
use crate::document::{Entry, Node, Origin, Sources};
use crate::fault::{Faults, Problem};
use crate::resolver::read_bytes;
use crate::scenario::{check_format, parse_text};
use crate::shape::join;

/// Reads portfolios.
///
/// # Example
///
/// ```
/// use willing_risk::sharing::Attitude;
/// use willing_scenario::portfolio_file::{Format, PortfolioReader};
///
/// let table = "outcome;probability;Coast\ncalm;0.9;0\nstorm;0.1;-10\n";
/// let reader = PortfolioReader::new(Format::Csv);
/// assert!(reader.parse(table, "storm.csv").is_err(), "nothing says how the coast values risk");
/// let file = reader.otherwise(Attitude::Entropic { tolerance: 4.0 }).parse(table, "storm.csv")?;
/// assert_eq!(file.name(), "storm");
/// # Ok::<(), willing_scenario::Faults>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PortfolioReader {
    format: Format,
    otherwise: Option<Attitude>,
}

impl PortfolioReader {
    /// A reader of this format.
    #[must_use]
    pub const fn new(format: Format) -> Self {
        Self { format, otherwise: None }
    }

    /// The attitude of players of whom the file says none.
    #[must_use]
    pub const fn otherwise(mut self, attitude: Attitude) -> Self {
        self.otherwise = Some(attitude);
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<PortfolioFile, Faults> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = read_bytes(path).map_err(Problem::Unreadable).and_then(|bytes| {
            String::from_utf8(bytes)
                .map_err(|error| Problem::NotText { at: error.utf8_error().valid_up_to() })
        });
        match text {
            Ok(text) => self.parse(&text, &name),
            Err(problem) => {
                let mut sources = Sources::default();
                let source = sources.add(&name, "");
                sources.fault(Origin { source, start: 0, end: 0 }, "", None, problem);
                Err(Faults::new(sources.into_faults()))
            }
        }
    }

    /// Reads text that came under the name `file`.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn parse(&self, text: &str, file: &str) -> Result<PortfolioFile, Faults> {
        let mut sources = Sources::default();
        let portfolio = self.assemble(text, file, &mut sources);
        debug_assert_eq!(portfolio.is_some(), !sources.has_faults(), "either a portfolio or faults");
        portfolio.filter(|_| !sources.has_faults()).ok_or_else(|| Faults::new(sources.into_faults()))
    }

    fn assemble(&self, text: &str, file: &str, sources: &mut Sources) -> Option<PortfolioFile> {
        let root = match self.format {
            Format::Toml => parse_text(text, file, sources)?,
            Format::Csv => csv::parse(text, file, sources)?,
        };
        if !check_format(&root, FORMAT, sources) {
            return None;
        }
        keys::FILE.check(&root, "", sources);
        // Numbers have no meaning without the outcomes: what is wrong with those is said alone.
        let written = root.get("outcomes")?;
        let outcomes = Outcomes::read(written, sources)?;
        let common = Outcomes::common(written, sources);
        let faulty_belief = written.is_table() && common.is_none();
        let default = self.default(&root, sources);
        // Every player without a belief or an attitude of its own would be at fault for these.
        let default = default.ok().filter(|_| !faulty_belief)?;
        let otherwise = Otherwise { belief: common.as_ref(), valuation: default.as_ref() };
        let portfolio = portfolio(root.get("players")?.entries(), &outcomes, &otherwise, sources)?;
        if sources.has_faults() {
            return None;
        }
        let text = |key| root.get(key).and_then(Node::text).map(str::to_owned);
        Some(PortfolioFile {
            name: text("name")?,
            source: text("source")?,
            unit: text("unit"),
            note: text("note"),
            outcomes: outcomes.names,
            portfolio,
        })
    }
}

impl PortfolioReader {
    /// The attitude of players who have none of their own.
    fn default(&self, root: &Node, sources: &mut Sources) -> Result<Option<Valuation>, Faulty> {
        let Some(written) = root.get("default") else { return Ok(self.otherwise.map(Valuation::One)) };
        let default = valuation(written, "default", sources)?;
        if let Some(Valuation::Spectral(levels)) = &default {
            let trial = Belief::uniform(1).and_then(|belief| Preference::spectral(levels, &belief));
            let origin = written.entry("levels").map_or(written.origin, |entry| entry.key_origin);
            accepted(trial, origin, "default.levels", sources).ok_or(Faulty)?;
        }
        Ok(default.or_else(|| self.otherwise.map(Valuation::One)))
    }
}

fn portfolio(
    written: &[Entry],
    outcomes: &Outcomes,
    otherwise: &Otherwise<'_>,
    sources: &mut Sources,
) -> Option<Portfolio> {
    let mut seen = HashSet::new();
    let (mut names, mut endowments, mut preferences) = (Vec::new(), Vec::new(), Vec::new());
    for entry in written {
        let path = join("players", &entry.key);
        if !seen.insert(entry.key.as_str()) {
            sources.fault(entry.key_origin, &path, None, Problem::Repeated { what: "player" });
        }
        if !entry.node.is_table() {
            continue; // The shape says so already.
        }
        let amounts = entry
            .node
            .get("amounts")
            .and_then(|amounts| outcomes.numbers(amounts, "amounts", &join(&path, "amounts"), sources));
        let preference: Option<Preference> = preference(entry, &path, outcomes, otherwise, sources);
        names.push(entry.key.clone());
        endowments.extend(amounts);
        preferences.extend(preference);
    }
    if sources.has_faults() {
        return None;
    }
    let origin = written.first().map(|entry| entry.key_origin).unwrap_or_default();
    let refused = |problem, sources: &mut Sources| sources.fault(origin, "players", None, problem);
    let players = Players::new(names).map_err(|error| refused(Problem::Game(error), sources)).ok()?;
    Portfolio::new(players, endowments, preferences)
        .map_err(|error| refused(Problem::Risk(error), sources))
        .ok()
}
