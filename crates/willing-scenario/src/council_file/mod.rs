//! Files of institutions: who sits in a council, and by which rule it decides.
//!
//! # Format
//!
//! ```toml
//! format = 1
//! name = "Union of four"
//! source = "made up"
//! members = ["Ash", "Birch", "Cedar", "Date"]    # in the order of their seats
//!
//! [weights.people]                               # as many tables of weights as the rule needs
//! Ash = 40
//! Birch = 30
//! Cedar = 20
//! Date = 10
//!
//! [rule]
//! any = [
//!     { all = [{ quota = 2 }, { share = "65/100", weights = "people" }] },
//!     { quota = 3 },
//! ]
//! vetoes = ["Ash"]
//! ```
//!
//! Of a rule there is `text`, the one line that [`VotingRule`] reads and displays, or else exactly one of:
//!
//! | key | met if | beside it |
//! |---|---|---|
//! | `quota = 9` | yes votes weigh at least 9 | |
//! | `share = "2/3"` | yes votes weigh at least 2/3 | `of` = `"all"` (if missing), `"present"` or `"voting"`; `more_than = true` |
//! | `minority = 4` | those against weigh less than 4 | `against` = `"no"` or `"not yes"` |
//! | `quorum = 8` | those present weigh at least 8 | |
//! | `all = […]` | all of these are, each a table of one of these keys | |
//! | `any = […]` | at least one of these is | |
//!
//! In the first four every member weighs 1, or what `weights = "people"` says, or 1 if `members = ["Ash", "Birch"]` lists it
//! and 0 else. Beside the outermost stand `vetoes`, the members who hold one, and `vetoes_needed`, how many it takes if more
//! than one. `permanent` lists the permanent members if they are others than those with a veto; `note` is free text.
//!
//! [`council_schema`](crate::council_schema) is the JSON Schema of these files, for editors; it reaches what can be said of one
//! place.
//!
//! # Example
//!
//! ```
//! use willing_scenario::council_file::CouncilFile;
//!
//! let text = "format = 1\nname = \"Three\"\nsource = \"made up\"\nmembers = [\"a\", \"b\", \"c\"]\n\
//!             [rule]\nquota = 2\nvetoes = [\"a\"]\n";
//! let file = CouncilFile::from_text(text, "three.toml")?;
//! assert_eq!(file.council().rule().to_string(), "2 of 3, veto {0}");
//! assert_eq!(CouncilFile::from_text(&file.to_text(), "again.toml")?, file);
//!
//! let faults = CouncilFile::from_text(&text.replace("= 2", "= 4"), "three.toml").unwrap_err();
//! let expected = "three.toml:6:9: rule.quota: 4: quota 4 with a total weight of 3: expected 1..=3";
//! assert_eq!(faults.to_string(), expected);
//! # Ok::<(), willing_scenario::Faults>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! All faults of a file are collected and sorted, as in scenarios. TOML has whole numbers up to 2⁶³ − 1; larger weights and
//! quotas can only be said by `text`. Files are read up to 16 MiB, rules up to the limits of
//! [`Requirement`](willing_council::Requirement).

mod error;
pub(crate) mod keys;
mod names;
mod reader;
mod requirement;
mod rule;
mod write;

pub use error::Error;

use std::path::Path;

use willing_council::{Council, VotingRule, Weights};

use crate::Faults;

/// The version of the format that is read and written.
pub const FORMAT: i64 = 1;

/// Weights with a name, one for each member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedWeights {
    /// The name of the table.
    pub name: String,
    /// By seat.
    pub weights: Weights,
}

/// An institution as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilFile {
    name: String,
    source: String,
    note: Option<String>,
    council: Council,
    tables: Vec<NamedWeights>,
}

impl CouncilFile {
    /// An institution under this name, with where its facts come from.
    ///
    /// # Errors
    ///
    /// [`Error::Blank`] for a name or source without a visible character.
    pub fn new(name: impl Into<String>, source: impl Into<String>, council: Council) -> Result<Self, Error> {
        let (name, source) = (visible("name", name.into())?, visible("source", source.into())?);
        Ok(Self { name, source, note: None, council, tables: Vec::new() })
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

    /// The same with one more table of weights, which the rule is then written with.
    ///
    /// # Errors
    ///
    /// [`Error::Blank`], [`Error::TableTwice`], [`Error::TableSize`] unless there is a weight for each member,
    /// [`Error::TableWeight`] for one that TOML has no number for.
    pub fn with_weights(mut self, name: impl Into<String>, weights: Weights) -> Result<Self, Error> {
        let name = visible("table of weights", name.into())?;
        if self.tables.iter().any(|table| table.name == name) {
            return Err(Error::TableTwice { name });
        }
        let (got, expected) = (weights.len(), self.council.seats());
        if got != expected {
            return Err(Error::TableSize { name, got, expected });
        }
        if let Some(&weight) = weights.as_slice().iter().find(|weight| i64::try_from(**weight).is_err()) {
            return Err(Error::TableWeight { name, weight });
        }
        self.tables.push(NamedWeights { name, weights });
        Ok(self)
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Faults> {
        reader::read(path.as_ref())
    }

    /// Reads text that came under the name `file`.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn from_text(text: &str, file: &str) -> Result<Self, Faults> {
        reader::parse(text, file)
    }

    /// The name of the institution.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where its facts come from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What else there is to say.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Members, permanent members and rule.
    #[must_use]
    pub const fn council(&self) -> &Council {
        &self.council
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &VotingRule {
        self.council.rule()
    }

    /// The tables of weights, in the order in which they were written.
    #[must_use]
    pub fn tables(&self) -> &[NamedWeights] {
        &self.tables
    }

    /// The weights of this name.
    #[must_use]
    pub fn weights(&self, name: &str) -> Option<&Weights> {
        self.tables.iter().find(|table| table.name == name).map(|table| &table.weights)
    }
}

fn visible(what: &'static str, text: String) -> Result<String, Error> {
    if text.trim().is_empty() { Err(Error::Blank { what }) } else { Ok(text) }
}
