//! Files of portfolios: who holds what in each outcome, and how each values it.
//!
//! # TOML
//!
//! ```toml
//! format = 1
//! name = "Storm on the coast"
//! source = "made up"
//! unit = "billion dollars"
//!
//! [outcomes]                      # in their order, with the common belief; or outcomes = ["calm", "storm"]
//! calm = 0.9
//! storm = 0.1
//!
//! [default]                       # for players who have no attitude of their own
//! tolerance = 4
//!
//! [players.Coast]
//! amounts = [0, -10]              # one for each outcome; or { storm = -10 }, 0 where none is named
//!
//! [players.Hills]
//! amounts = {}
//! attitude = "cvar"
//! level = 0.5
//! belief = [0.8, 0.2]             # the player's own probabilities; or { calm = 0.8, storm = 0.2 }
//! ```
//!
//! | attitude | keys beside it | a payoff Y is worth |
//! |---|---|---|
//! | `entropic` | `tolerance` τ, a number or `"infinity"` | −τ ln E e^(−Y/τ) |
//! | `mean-variance` | `tolerance` τ | E Y − Var Y/(2τ) |
//! | `cvar` | `level` a | the mean of the worst 1 − a of the outcomes |
//! | `spectral` | `levels = [{ weight = 0.5, level = 0.9 }, …]` | the weighted mean of those |
//! | `neutral` | | E Y |
//!
//! Without `attitude`, a `tolerance` says entropic, a `level` cvar, `levels` spectral. `parts = [{ weight = 0.5, tolerance = 4 },
//! { weight = 0.5, level = 0.9, belief = [0.5, 0.5] }]` instead makes a mixture, each part perhaps with a belief of its own.
//! [`portfolio_schema`](crate::portfolio_schema) is the JSON Schema of these files, for editors.
//!
//! # CSV
//!
//! A table as a spreadsheet has it: a row for each outcome, a column for each player.
//!
//! ```csv
//! outcome,probability,Coast,Hills,probability of Hills
//! tolerance,,4,4,
//! calm,0.9,0,0,0.8
//! storm,0.1,-10,0,0.2
//! ```
//!
//! `probability` is the common belief, `probability of NAME` that of a player; both may be missing, as long as every player
//! has one of them. Rows that are called `attitude`, `tolerance` or `level` say what these keys do. What a file says of no
//! player, [`PortfolioReader::otherwise`] says of all those. Cells may stand between commas, semicolons or tabs; numbers have a
//! decimal point.
//!
//! # Example
//!
//! ```
//! use willing_scenario::portfolio_file::{Format, PortfolioFile};
//!
//! let table = "outcome,probability,Coast,Hills\ntolerance,,4,4\ncalm,0.9,0,0\nstorm,0.1,-10,0\n";
//! let file = PortfolioFile::from_text(table, "storm.csv", Format::Csv)?;
//! assert_eq!(file.outcomes(), ["calm", "storm"]);
//! assert_eq!(file.portfolio().endowments()[0], [0.0, -10.0]);
//! assert_eq!(PortfolioFile::from_text(&file.to_text(), "again.toml", Format::Toml)?, file);
//!
//! let faults = PortfolioFile::from_text(&table.replace("-10", "ten"), "storm.csv", Format::Csv).unwrap_err();
//! let expected = "storm.csv:4:11: players.Coast.amounts[1]: ten: expected a number in [-1e12, 1e12]";
//! assert_eq!(faults.to_string(), expected);
//! # Ok::<(), willing_scenario::Faults>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! All faults of a file are collected and sorted, as in scenarios. Files are read up to 16 MiB.

mod by_outcome;
mod csv;
mod error;
pub(crate) mod keys;
mod preference;
mod reader;
mod write;

pub use error::Error;
pub use reader::PortfolioReader;

use std::collections::HashSet;
use std::path::Path;

use willing_risk::sharing::Portfolio;

use crate::Faults;

/// The version of the format that is read and written.
pub const FORMAT: i64 = 1;

/// How a file holds a portfolio; the module page describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `toml`: everything, with names.
    Toml,
    /// `csv`: a table of outcomes by players.
    Csv,
}

impl Format {
    /// The format of the extension of this path; `None` for another.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "csv" | "tsv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A portfolio with the names of its outcomes, as files hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct PortfolioFile {
    name: String,
    source: String,
    unit: Option<String>,
    note: Option<String>,
    outcomes: Vec<String>,
    portfolio: Portfolio,
}

impl PortfolioFile {
    /// A portfolio under this name, with where its numbers come from.
    ///
    /// # Errors
    ///
    /// [`Error::Blank`] for a text without a visible character, [`Error::Outcomes`] unless there is a name for each outcome,
    /// [`Error::OutcomeTwice`].
    pub fn new(
        name: impl Into<String>,
        source: impl Into<String>,
        outcomes: Vec<String>,
        portfolio: Portfolio,
    ) -> Result<Self, Error> {
        let (name, source) = (visible("name", name.into())?, visible("source", source.into())?);
        let (got, expected) = (outcomes.len(), portfolio.outcomes());
        if got != expected {
            return Err(Error::Outcomes { got, expected });
        }
        let mut seen = HashSet::new();
        for outcome in &outcomes {
            if outcome.trim().is_empty() {
                return Err(Error::Blank { what: "name of an outcome" });
            }
            if !seen.insert(outcome) {
                return Err(Error::OutcomeTwice { name: outcome.clone() });
            }
        }
        Ok(Self { name, source, unit: None, note: None, outcomes, portfolio })
    }

    /// The same with the unit of its amounts and tolerances.
    ///
    /// # Errors
    ///
    /// [`Error::Blank`].
    pub fn with_unit(mut self, unit: impl Into<String>) -> Result<Self, Error> {
        self.unit = Some(visible("unit", unit.into())?);
        Ok(self)
    }

    /// The same with a note.
    ///
    /// # Errors
    ///
    /// [`Error::Blank`].
    pub fn with_note(mut self, note: impl Into<String>) -> Result<Self, Error> {
        self.note = Some(visible("note", note.into())?);
        Ok(self)
    }

    /// Reads a file; see [`PortfolioReader`] for players without an attitude.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn read(path: impl AsRef<Path>, format: Format) -> Result<Self, Faults> {
        PortfolioReader::new(format).read(path)
    }

    /// Reads text that came under the name `file`.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn from_text(text: &str, file: &str, format: Format) -> Result<Self, Faults> {
        PortfolioReader::new(format).parse(text, file)
    }

    /// The name of the portfolio; of a CSV file, that of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where its numbers come from; of a CSV file, the file itself.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The unit of amounts and tolerances.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// What else there is to say.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The names of the outcomes.
    #[must_use]
    pub fn outcomes(&self) -> &[String] {
        &self.outcomes
    }

    /// Players, what they hold and how they value it.
    #[must_use]
    pub const fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }
}

fn visible(what: &'static str, text: String) -> Result<String, Error> {
    if text.trim().is_empty() { Err(Error::Blank { what }) } else { Ok(text) }
}
