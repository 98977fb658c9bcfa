//! Files of games with transferable utility: JSON, CSV and plain vectors of worths.
//!
//! # Formats
//!
//! * **JSON** ([`Format::Json`]): an object with all worths by bit mask (player k is bit k, the empty coalition first),
//!   `{"name": "gloves", "players": ["left", "right"], "n": 2, "v": [0, 0, 0, "3/2"]}`, where `name` is
//!   optional and `players` or `n` may be left out; or with worths by name,
//!   `{"players": ["left", "right"], "worths": {"left,right": "3/2"}, "default": 0}`, where a coalition may be missing
//!   only if there is a `default`, which all the missing ones get.
//! * **CSV** ([`Format::Csv`]): under the header `coalition,worth` rows such as `left+right,3/2`, whose players take
//!   their seats in the order in which they first occur; under the header `mask,worth` rows such as `3,3/2`. In either,
//!   all coalitions but the empty one must be there, in any order.
//! * **Vectors**: 2ⁿ − 1 numbers between blanks, commas or semicolons, without the empty coalition; what follows `#` or
//!   `%` on a line is a comment. [`Format::BitOrder`] has them by bit mask, as MatTuGames does;
//!   [`Format::Lexicographic`] by size and then lexicographically ({1}, {2}, {3}, {1,2}, {1,3}, {2,3}, …), as the R
//!   package CoopGame does.
//!
//! # Numbers
//!
//! Texts and numbers alike are integers, decimals or fractions and are read exactly, as they are written: `0.1` is a
//! tenth. On request they become floats instead ([`GameReader::floats`]).
//!
//! # Example
//!
//! ```
//! use willing_scenario::game_file::{Format, GameFile};
//!
//! let file = GameFile::from_text("coalition,worth\na,0\nb,0\na+b,0.1\n", "pair.csv", Format::Csv)?;
//! assert_eq!(file.players().names(), ["a", "b"]);
//! assert_eq!(file.to_text(Format::BitOrder)?, "0\n0\n1/10\n");
//!
//! let faults = GameFile::from_text("0 1 x", "three.txt", Format::BitOrder).unwrap_err();
//! assert!(faults.to_string().starts_with("three.txt:1:5: \"x\" is no number: expected an integer"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits and untrusted input
//!
//! All faults of a file are collected, the first 100 of them kept. A file is refused before memory is taken for a table
//! beyond [`GameReader::most_bytes`], whatever it claims; so is a file of more than four times as many bytes.

mod coalitions;
mod csv;
mod format;
mod json;
mod notes;
mod number;
mod reader;
mod vector;
mod write;

pub use format::{Format, UnknownFormat};
pub use reader::GameReader;
pub use write::Unwritable;

use std::path::Path;

use willing_game::Players;
use willing_game::tu::{Error, TableGame};

use crate::Faults;

/// A game with the names of its players, as files hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct GameFile {
    name: Option<String>,
    players: Players,
    game: TableGame,
}

impl GameFile {
    /// A game whose players bear these names.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] unless there is one name for each player.
    pub fn new(name: Option<String>, players: Players, game: TableGame) -> Result<Self, Error> {
        if players.len() == game.player_count() {
            Ok(Self { name, players, game })
        } else {
            Err(Error::Length { what: "names", got: players.len(), players: game.player_count() })
        }
    }

    /// A game whose players are called 1 to n.
    #[must_use]
    pub fn numbered(game: TableGame) -> Self {
        let players =
            Players::new((1..=game.player_count()).map(|seat| seat.to_string())).unwrap_or_default();
        Self { name: None, players, game }
    }

    /// Reads a file with exact worths and the usual limits; see [`GameReader`] for others.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn read(path: impl AsRef<Path>, format: Format) -> Result<Self, Faults> {
        GameReader::new(format).read(path)
    }

    /// Reads text that came under the name `file`, with exact worths and the usual limits.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn from_text(text: &str, file: &str, format: Format) -> Result<Self, Faults> {
        GameReader::new(format).parse(text, file)
    }

    /// The name of the game, if it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The names of the players, by seat.
    #[must_use]
    pub const fn players(&self) -> &Players {
        &self.players
    }

    /// The game.
    #[must_use]
    pub const fn game(&self) -> &TableGame {
        &self.game
    }

    /// Name, players and game.
    #[must_use]
    pub fn into_parts(self) -> (Option<String>, Players, TableGame) {
        (self.name, self.players, self.game)
    }
}
