//! Why a file of voting games could not be read.

use std::path::PathBuf;

use willing_council::Error as CouncilError;

/// Why a file of voting games could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no JSON, or not of the documented shape.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why, with line and column.
        source: serde_json::Error,
    },
    /// A list that should have one entry for each seat.
    #[error("{}: {id}.{key}: {got} entries: expected {expected}", path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// The game.
        id: String,
        /// The list.
        key: &'static str,
        /// How many entries there are.
        got: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A game that cannot be.
    #[error("{}: {id}: {source}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// The game.
        id: String,
        /// Why.
        source: CouncilError,
    },
}
