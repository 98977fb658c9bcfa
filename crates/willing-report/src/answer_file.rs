//! Answers as JSON files: written with every digit, read back to the same bits.

use serde::{Deserialize, Serialize};
use willing_check::crisis::CrisisAnswer;

use crate::{Error, Labels};

/// An answer with the labels of its scenario: what `willing solve --format json` writes.
///
/// `willing check` reads it and needs nothing else: the answer embeds the crisis.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerFile {
    /// Words of the scenario.
    pub labels: Labels,
    /// The answer.
    pub answer: CrisisAnswer,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<L, A> {
    format: String,
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    labels: L,
    answer: A,
}

/// Only what tells whether the rest can be read.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl AnswerFile {
    /// What the field `format` says.
    pub const FORMAT: &'static str = "willing-answer";
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// The file as JSON, ending in a line feed.
    ///
    /// # Errors
    ///
    /// [`Error::Json`] if the answer holds a number that JSON cannot.
    pub fn to_json(&self) -> Result<String, Error> {
        let envelope = Envelope {
            format: Self::FORMAT.to_owned(),
            version: Self::VERSION,
            note: self.labels.assumptions(),
            labels: &self.labels,
            answer: &self.answer,
        };
        let mut text = serde_json::to_string(&envelope)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads a file that [`AnswerFile::to_json`] wrote. Nothing is verified yet.
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
        let Envelope { labels, answer, .. } = serde_json::from_str::<Envelope<Labels, CrisisAnswer>>(text)?;
        Ok(Self { labels, answer })
    }
}
