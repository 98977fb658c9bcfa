//! Reading with settings.

use std::path::Path;

use super::notes::Notes;
use super::number::Arithmetic;
use super::{Format, GameFile, csv, json, vector};
use crate::fault::{Faults, Problem};
use crate::resolver::read_bytes_up_to;

/// Reads games, exactly or as floats, up to a size.
///
/// # Example
///
/// ```
/// use willing_scenario::game_file::{Format, GameReader};
///
/// let reader = GameReader::new(Format::BitOrder).floats().most_bytes(1 << 20);
/// let file = reader.parse("0, 0, 0.1", "pair.txt")?;
/// assert!(!file.game().is_exact());
/// # Ok::<(), willing_scenario::Faults>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct GameReader {
    format: Format,
    pub(super) arithmetic: Arithmetic,
    pub(super) most_bytes: u64,
}

/// A table of 25 players.
const MOST_BYTES: u64 = 8 << 25;

/// No more bytes of a file are read than this times the bytes of the largest table: 32 characters for each worth.
const TEXT_FACTOR: u64 = 4;

impl GameReader {
    /// Reads this format, exactly, up to 25 players.
    #[must_use]
    pub const fn new(format: Format) -> Self {
        Self { format, arithmetic: Arithmetic::Exact, most_bytes: MOST_BYTES }
    }

    /// Takes worths as floats, each the one nearest to what is written (for fractions, or nearly so).
    #[must_use]
    pub const fn floats(mut self) -> Self {
        self.arithmetic = Arithmetic::Float;
        self
    }

    /// The largest table admitted, in bytes: 8·2ⁿ. While it is read, an exact one takes three times as much, beside the text.
    #[must_use]
    pub const fn most_bytes(mut self, bytes: u64) -> Self {
        self.most_bytes = bytes;
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<GameFile, Faults> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = read_bytes_up_to(path, self.most_text()).map_err(Problem::Unreadable);
        let text = text.and_then(|bytes| {
            String::from_utf8(bytes)
                .map_err(|error| Problem::NotText { at: error.utf8_error().valid_up_to() })
        });
        match text {
            Ok(text) => self.parse(&text, &name),
            Err(problem) => {
                let mut notes = Notes::new(&name, "");
                notes.whole("", problem);
                Err(notes.into_faults())
            }
        }
    }

    /// Reads text that came under the name `file`.
    ///
    /// # Errors
    ///
    /// All faults found.
    pub fn parse(&self, text: &str, file: &str) -> Result<GameFile, Faults> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut notes = Notes::new(file, text);
        let most = self.most_text();
        if text.len() > most {
            notes.whole("", Problem::TooLong { got: text.len(), most });
            return Err(notes.into_faults());
        }
        let game = match self.format {
            Format::Json => json::read(self, &mut notes),
            Format::Csv => csv::read(self, &mut notes),
            Format::BitOrder | Format::Lexicographic => vector::read(self, self.format, &mut notes),
        };
        debug_assert_eq!(game.is_some(), notes.is_clean(), "either a game or faults");
        match game.filter(|_| notes.is_clean()) {
            Some(game) => Ok(game),
            None => Err(notes.into_faults()),
        }
    }

    fn most_text(&self) -> usize {
        usize::try_from(self.most_bytes.saturating_mul(TEXT_FACTOR).max(1 << 16)).unwrap_or(usize::MAX)
    }
}
