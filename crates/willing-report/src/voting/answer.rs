//! Answers about voting rules, as files.

use serde::{Deserialize, Serialize};

use super::claims::check;
use super::{CouncilFindings, VotingViolation};
use crate::Error;

/// What was found about one council, or about several that are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VotingAnswer {
    format: String,
    version: u32,
    library: String,
    councils: Vec<CouncilFindings>,
}

/// Only what tells whether the rest can be read.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl VotingAnswer {
    /// What the field `format` says.
    pub const FORMAT: &'static str = "willing-council-answer";
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// An answer of this version of the library.
    #[must_use]
    pub fn new(councils: Vec<CouncilFindings>) -> Self {
        let library = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: Self::FORMAT.to_owned(), version: Self::VERSION, library, councils }
    }

    /// Whether `text` says that it is an answer about voting rules, of whatever version.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        serde_json::from_str::<Header>(text).is_ok_and(|header| header.format == Self::FORMAT)
    }

    /// The version of the library that computed it.
    #[must_use]
    pub fn library(&self) -> &str {
        &self.library
    }

    /// The councils, in the order in which they are compared.
    #[must_use]
    pub fn councils(&self) -> &[CouncilFindings] {
        &self.councils
    }

    /// Whether anything that was asked for is undecided.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.councils.iter().flat_map(CouncilFindings::findings).any(|finding| finding.limit().is_some())
    }

    /// Verifies every claim against the rules alone, by `willing-check`.
    ///
    /// # Errors
    ///
    /// The first violation found.
    pub fn check(&self) -> Result<(), VotingViolation> {
        for council in &self.councils {
            for finding in council.findings() {
                check(council, finding).map_err(|violation| VotingViolation {
                    council: council.name().to_owned(),
                    concept: finding.key().to_owned(),
                    violation,
                })?;
            }
        }
        Ok(())
    }

    /// The file as JSON, ending in a line feed.
    ///
    /// # Errors
    ///
    /// [`Error::Json`] if the answer holds a number that JSON cannot.
    pub fn to_json(&self) -> Result<String, Error> {
        let mut text = serde_json::to_string(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads a file that [`VotingAnswer::to_json`] wrote. Nothing is verified yet.
    ///
    /// # Errors
    ///
    /// [`Error::AnswerFormat`] for another format or version, [`Error::Json`] for anything that is no answer.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let Header { format, version } = serde_json::from_str(text)?;
        if format != Self::FORMAT || version != Self::VERSION {
            let (expected, expected_version) = (Self::FORMAT, Self::VERSION);
            return Err(Error::AnswerFormat { format, version, expected, expected_version });
        }
        Ok(serde_json::from_str(text)?)
    }
}
