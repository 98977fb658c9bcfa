//! Answers about games, as files.

use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::{Finding, GameViolation, Known, Subject};
use crate::Error;

/// A game and what was found about it.
#[derive(Clone, Debug, PartialEq)]
pub struct GameAnswer {
    /// The version of the library that computed it.
    pub library: String,
    /// The game.
    pub subject: Subject,
    /// What was found.
    pub findings: Vec<Finding>,
    stated: Vec<Stated>,
}

/// What a file says of a finding beside its evidence.
#[derive(Clone, Debug, PartialEq)]
struct Stated {
    concept: String,
    known: String,
}

impl Stated {
    fn of(finding: &Finding) -> Self {
        Self { concept: finding.key(), known: finding.known().key() }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<S, F> {
    format: String,
    version: u32,
    library: String,
    game: S,
    findings: Vec<Entry<F>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<F> {
    concept: String,
    known: String,
    evidence: F,
}

/// Only what tells whether the rest can be read.
#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl GameAnswer {
    /// What the field `format` says.
    pub const FORMAT: &'static str = "willing-game-answer";
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// An answer of this version of the library.
    #[must_use]
    pub fn new(subject: Subject, findings: Vec<Finding>) -> Self {
        let stated = findings.iter().map(Stated::of).collect();
        Self { library: env!("CARGO_PKG_VERSION").to_owned(), subject, findings, stated }
    }

    /// Whether `text` says that it is an answer about a game, of whatever version.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        serde_json::from_str::<Header>(text).is_ok_and(|header| header.format == Self::FORMAT)
    }

    /// Whether anything that was asked for is undecided.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.findings.iter().any(|finding| matches!(finding.known(), Known::Undecided(_)))
    }

    /// Verifies every claim against the game alone, by `willing-check`.
    ///
    /// # Errors
    ///
    /// The first violation found.
    pub fn check(&self) -> Result<(), GameViolation> {
        let claims = Claims::about(&self.subject);
        for (finding, stated) in self.findings.iter().zip(&self.stated) {
            let actual = Stated::of(finding);
            let concept = actual.concept;
            if concept != stated.concept {
                return Err(GameViolation::Concept { stated: stated.concept.clone(), actual: concept });
            }
            if actual.known != stated.known {
                let (stated, actual) = (stated.known.clone(), actual.known);
                return Err(GameViolation::Known { concept, stated, actual });
            }
            claims.check(finding).map_err(|violation| GameViolation::Evidence { concept, violation })?;
        }
        Ok(())
    }

    /// The file as JSON, ending in a line feed.
    ///
    /// # Errors
    ///
    /// [`Error::Json`] if the answer holds a number that JSON cannot.
    pub fn to_json(&self) -> Result<String, Error> {
        let entry = |(finding, stated): (&'_ Finding, &Stated)| Entry {
            concept: stated.concept.clone(),
            known: stated.known.clone(),
            evidence: finding.clone(),
        };
        let envelope = Envelope {
            format: Self::FORMAT.to_owned(),
            version: Self::VERSION,
            library: self.library.clone(),
            game: &self.subject,
            findings: self.findings.iter().zip(&self.stated).map(entry).collect(),
        };
        let mut text = serde_json::to_string(&envelope)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads a file that [`GameAnswer::to_json`] wrote. Nothing is verified yet.
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
        let Envelope { library, game, findings, .. } =
            serde_json::from_str::<Envelope<Subject, Finding>>(text)?;
        let (stated, findings) = findings
            .into_iter()
            .map(|Entry { concept, known, evidence }| (Stated { concept, known }, evidence))
            .unzip();
        Ok(Self { library, subject: game, findings, stated })
    }
}
