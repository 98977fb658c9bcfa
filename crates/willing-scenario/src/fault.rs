//! Faults of scenario and game files: what is wrong, where, with which value, and what was expected.

use std::fmt;
use std::io;
use std::ops::Range;

/// Where a fault stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named by whoever asked, or `override` for a changed key.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The bytes of the offending text in the file.
    pub span: Range<usize>,
}

/// One fault of a scenario or game file. Displays as `file:line:column: key: value: expected …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where it stands.
    pub place: Place,
    /// The key, with dots: `states.FRA.democracy`; empty for the file as a whole.
    pub key: String,
    /// The value as written, shortened to a line; `None` for tables and for what is missing.
    pub value: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file could not be read.
    #[error("cannot be read ({0}): expected a readable file")]
    Unreadable(io::ErrorKind),
    /// The file is not text.
    #[error("not UTF-8 from byte {at}: expected text")]
    NotText {
        /// The first byte that is not.
        at: usize,
    },
    /// The file is longer than a scenario can be.
    #[error("{got} bytes: expected at most {most}")]
    TooLong {
        /// Its length.
        got: usize,
        /// The most accepted.
        most: usize,
    },
    /// Not TOML; the message is the parser's.
    #[error("not TOML: {message}")]
    Syntax {
        /// The parser's words.
        message: String,
    },
    /// A format of another version.
    #[error("expected format {supported}, the only one this version reads")]
    Version {
        /// The version this crate reads.
        supported: i64,
    },
    /// A key that means nothing here.
    #[error("unknown key{}: expected {expected}", nearest_text(nearest.as_deref()))]
    UnknownKey {
        /// The nearest key that means something.
        nearest: Option<String>,
        /// The keys there are.
        expected: String,
    },
    /// A key that must be there.
    #[error("missing: expected {expected}")]
    Missing {
        /// What should stand there.
        expected: String,
    },
    /// A value of another type.
    #[error("expected {expected}")]
    WrongType {
        /// What should stand there.
        expected: String,
    },
    /// A number outside its range.
    #[error("expected {expected}")]
    OutOfRange {
        /// The range.
        expected: String,
    },
    /// NaN or an infinity.
    #[error("not a finite number: expected {expected}")]
    NotFinite {
        /// The range.
        expected: String,
    },
    /// A word that is none of those that mean something here.
    #[error("unknown word{}: expected {expected}", nearest_text(nearest.as_deref()))]
    UnknownWord {
        /// The nearest word that means something.
        nearest: Option<String>,
        /// The words there are.
        expected: String,
    },
    /// A name that nothing bears.
    #[error("unknown {what}{}: expected {expected}", nearest_text(nearest.as_deref()))]
    UnknownName {
        /// What it should name.
        what: &'static str,
        /// The nearest name there is.
        nearest: Option<String>,
        /// Where names come from.
        expected: &'static str,
    },
    /// An entry that stands twice in a list.
    #[error("listed twice: expected each {what} once")]
    Repeated {
        /// What the list holds.
        what: &'static str,
    },
    /// Fewer entries than needed.
    #[error("{got} {what}: expected at least {least}")]
    TooFew {
        /// What there are too few of.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many are needed.
        least: usize,
    },
    /// Two parts of the file that cannot hold together.
    #[error("contradicts {other} = {other_value}: expected {expected}")]
    Contradiction {
        /// The other key.
        other: String,
        /// Its value.
        other_value: String,
        /// What must hold between them.
        expected: &'static str,
    },
    /// A fact the mapping cannot do without is unknown or 0.
    #[error("expected a known number above 0, since {reason}")]
    NeededFact {
        /// Why.
        reason: &'static str,
    },
    /// A change of a key that is none.
    #[error("expected key=value, such as issue.leader=\"A\"")]
    NotAnOverride,
    /// More faults than are kept.
    #[error("and {count} more faults")]
    More {
        /// How many were not kept.
        count: usize,
    },
    /// Not JSON; the message is the parser's.
    #[error("not JSON: {message}")]
    NotJson {
        /// The parser's words.
        message: String,
    },
    /// A text that is no number.
    #[error("{0}")]
    NotNumber(willing_game::NumberError),
    /// Another number of worths than there are coalitions.
    #[error("{got} worths: expected {expected}")]
    WorthCount {
        /// How many there are.
        got: usize,
        /// How many there should be.
        expected: String,
    },
    /// Coalitions of which the file says nothing.
    #[error("{count} coalitions without a worth, the first {first}: expected one for each")]
    MissingWorths {
        /// How many.
        count: u64,
        /// The first by bit mask, by the names of its members.
        first: String,
    },
    /// Refused as a game with transferable utility.
    #[error("{0}")]
    Table(willing_game::tu::Error),
    /// Refused by the council.
    #[error("{0}")]
    Council(willing_council::Error),
    /// Refused by the payoff model.
    #[error("{0}")]
    Risk(willing_risk::Error),
    /// Refused by a noun of the game.
    #[error("{0}")]
    Game(willing_game::Error),
    /// Another number of entries than there are outcomes.
    #[error("{got} {what}: expected {expected}, one for each outcome")]
    PerOutcome {
        /// What they are.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many outcomes there are.
        expected: usize,
    },
    /// Probabilities or weights that are not a whole.
    #[error("the {what} sum to {sum}: expected 1 within 1e-9")]
    Sum {
        /// What they are.
        what: &'static str,
        /// Their sum.
        sum: f64,
    },
}

fn nearest_text(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(" (nearest: {nearest})"))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, line, column, .. } = &self.place;
        write!(f, "{file}:{line}:{column}: ")?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        if let Some(value) = &self.value {
            write!(f, "{value}: ")?;
        }
        write!(f, "{}", self.problem)
    }
}

impl std::error::Error for Fault {}

/// All faults of a scenario or game, in the order in which they stand in its files; never empty as an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// The faults, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// The faults, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Faults {
    /// One fault a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.0.iter().enumerate() {
            if place > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
