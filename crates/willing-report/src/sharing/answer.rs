//! Answers about sharing risk, as files.

use serde::{Deserialize, Serialize};

use super::claims::check;
use super::{Finding, ShareViolation, Subject};
use crate::Error;

/// A portfolio and what was found about sharing it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareAnswer {
    format: String,
    version: u32,
    library: String,
    subject: Subject,
    findings: Vec<Finding>,
}

/// Only what tells whether the rest can be read.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl ShareAnswer {
    /// What the field `format` says.
    pub const FORMAT: &'static str = "willing-share-answer";
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// An answer of this version of the library.
    #[must_use]
    pub fn new(subject: Subject, findings: Vec<Finding>) -> Self {
        let library = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: Self::FORMAT.to_owned(), version: Self::VERSION, library, subject, findings }
    }

    /// Whether `text` says that it is an answer about sharing risk, of whatever version.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        serde_json::from_str::<Header>(text).is_ok_and(|header| header.format == Self::FORMAT)
    }

    /// The version of the library that computed it.
    #[must_use]
    pub fn library(&self) -> &str {
        &self.library
    }

    /// The portfolio.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// What was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether anything that was asked for is undecided or missing.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.findings.iter().any(|finding| !finding.is_settled())
    }

    /// Whether it is proved that no worth is finite.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.findings.iter().any(Finding::is_none)
    }

    /// Verifies every claim against the portfolio alone, by `willing-check`.
    ///
    /// # Errors
    ///
    /// The first violation found.
    pub fn check(&self) -> Result<(), ShareViolation> {
        for finding in &self.findings {
            let concept = || finding.key().to_owned();
            check(&self.subject, &self.findings, finding)
                .map_err(|violation| ShareViolation { concept: concept(), violation })?;
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

    /// Reads a file that [`ShareAnswer::to_json`] wrote. Nothing is verified yet.
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
