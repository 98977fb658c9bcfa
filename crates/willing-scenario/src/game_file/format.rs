//! The formats of game files.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// How a file holds a game; the module page describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `json`: an object with names and worths.
    Json,
    /// `csv`: a row for each coalition.
    Csv,
    /// `mattugames`: 2ⁿ − 1 worths by bit mask.
    BitOrder,
    /// `lexicographic`: 2ⁿ − 1 worths by size, then lexicographically.
    Lexicographic,
}

/// A name that no format bears.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown format \"{name}\": expected json, csv, mattugames or lexicographic")]
pub struct UnknownFormat {
    /// The name.
    pub name: String,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Json, Self::Csv, Self::BitOrder, Self::Lexicographic];

    /// Its name: what it displays as and is read from.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::BitOrder => "mattugames",
            Self::Lexicographic => "lexicographic",
        }
    }

    /// The format whose name is the extension of this path, such as `game.json` or `game.mattugames`.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.to_ascii_lowercase().parse().ok()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| UnknownFormat { name: text.chars().take(60).collect() })
    }
}
