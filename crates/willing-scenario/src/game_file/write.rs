//! Games as text: the same game gives the same bytes.

use std::fmt::Write as _;

use willing_game::tu::Worths;

use super::coalitions::name;
use super::number::divisor;
use super::vector::by_size;
use super::{Format, GameFile};

/// Why a game has no text in a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unwritable {
    /// A name that a CSV file cannot hold.
    #[error("player {name:?}: expected no \"+\", no control character and no blank around a name in CSV")]
    Name {
        /// The name.
        name: String,
    },
}

impl GameFile {
    /// The game as text in this format; read back ([`GameReader`](super::GameReader), with floats if it has floats) it is the
    /// same game. Vectors do not hold names; CSV does not hold the name of the game.
    ///
    /// # Errors
    ///
    /// [`Unwritable::Name`] for CSV.
    pub fn to_text(&self, format: Format) -> Result<String, Unwritable> {
        match format {
            Format::Json => Ok(self.json()),
            Format::Csv => self.csv(),
            Format::BitOrder => Ok(self.vector(1..1 << self.game.player_count())),
            Format::Lexicographic => Ok(self.vector(by_size(self.game.player_count()).into_iter().skip(1))),
        }
    }

    fn json(&self) -> String {
        let mut text = String::from("{");
        if let Some(name) = &self.name {
            let _ = write!(text, "\"name\": {}, ", quoted(name));
        }
        let names: Vec<String> = self.players.names().iter().map(|name| quoted(name)).collect();
        let _ = write!(text, "\"players\": [{}], \"n\": {}, \"v\": [", names.join(", "), names.len());
        // Fractions are texts, and so are integers beside them: readers that take numbers for floats round nothing.
        let quote = if self.game.is_exact() { "\"" } else { "" };
        for mask in 0..1u64 << self.game.player_count() {
            text.push_str(if mask == 0 { quote } else { ", " });
            text.push_str(if mask == 0 { "" } else { quote });
            self.push_worth(&mut text, mask);
            text.push_str(quote);
        }
        text.push_str("]}\n");
        text
    }

    fn csv(&self) -> Result<String, Unwritable> {
        let unwritable = |name: &&String| {
            name.contains('+') || name.contains(char::is_control) || name.trim() != name.as_str()
        };
        if let Some(name) = self.players.names().iter().find(unwritable) {
            return Err(Unwritable::Name { name: name.clone() });
        }
        let mut text = String::from("coalition,worth\n");
        for mask in 1..1u64 << self.game.player_count() {
            let coalition = name(mask, &self.players);
            if coalition.contains([',', '"']) {
                let _ = write!(text, "\"{}\",", coalition.replace('"', "\"\""));
            } else {
                let _ = write!(text, "{coalition},");
            }
            self.push_worth(&mut text, mask);
            text.push('\n');
        }
        Ok(text)
    }

    fn vector(&self, masks: impl Iterator<Item = u64>) -> String {
        let mut text = String::new();
        for mask in masks {
            self.push_worth(&mut text, mask);
            text.push('\n');
        }
        text
    }

    /// An integer or a fraction in lowest terms; of a float the shortest decimal that is read back to it.
    fn push_worth(&self, text: &mut String, mask: u64) {
        let place = usize::try_from(mask).unwrap_or(usize::MAX);
        let _ = match self.game.worths() {
            Worths::Float(worths) => write!(text, "{:?}", worths.get(place).copied().unwrap_or(0.0)),
            Worths::Integer { numerators, denominator } => {
                let numerator = numerators.get(place).copied().unwrap_or(0);
                let common = divisor(denominator, numerator).abs().max(1);
                match denominator / common {
                    1 => write!(text, "{}", numerator / common),
                    below => write!(text, "{}/{below}", numerator / common),
                }
            }
        };
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
