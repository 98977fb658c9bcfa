//! Players: the members of a game, by seat and by name.

use std::collections::HashMap;
use std::fmt;

use crate::Error;

/// A player, named by its seat in the game: `0..n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Player(u32);

impl Player {
    /// The player in `seat`.
    #[must_use]
    pub const fn new(seat: u32) -> Self {
        Self(seat)
    }

    /// The player in `seat`, for code that counts in `usize`.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyPlayers`] if `seat` does not fit 32 bits.
    pub fn from_seat(seat: usize) -> Result<Self, Error> {
        u32::try_from(seat)
            .map(Self)
            .map_err(|_| Error::TooManyPlayers { got: seat.saturating_add(1), most: u32::MAX as usize })
    }

    /// The seat of this player, `0..n`.
    #[must_use]
    pub const fn seat(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Player {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The names of all players, in the order of their seats; each visible and unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<String>", into = "Vec<String>"))]
pub struct Players {
    names: Vec<String>,
    seats: HashMap<String, u32>,
}

impl Players {
    /// Players with these names, seat by seat.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyName`], [`Error::DuplicateName`], [`Error::TooManyPlayers`].
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Result<Self, Error> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let mut seats = HashMap::with_capacity(names.len());
        for (seat, name) in names.iter().enumerate() {
            if name.trim().is_empty() {
                return Err(Error::EmptyName { seat });
            }
            if let Some(first) = seats.insert(name.clone(), Player::from_seat(seat)?.0) {
                return Err(Error::DuplicateName { name: name.clone(), first: first as usize, second: seat });
            }
        }
        Ok(Self { names, seats })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of `player`; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn name(&self, player: Player) -> Option<&str> {
        self.names.get(player.seat()).map(String::as_str)
    }

    /// The player of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`].
    pub fn find(&self, name: &str) -> Result<Player, Error> {
        self.seats.get(name).copied().map(Player).ok_or_else(|| Error::UnknownName { name: name.to_owned() })
    }

    /// All names, in the order of their seats.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl TryFrom<Vec<String>> for Players {
    type Error = Error;

    fn try_from(names: Vec<String>) -> Result<Self, Error> {
        Self::new(names)
    }
}

impl From<Players> for Vec<String> {
    fn from(players: Players) -> Self {
        players.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_seats() -> Result<(), Error> {
        let players = Players::new(["a", "b"])?;
        assert_eq!(players.find("b")?.seat(), 1);
        assert_eq!(players.name(Player::new(0)), Some("a"));
        assert_eq!(players.name(Player::new(2)), None);
        Ok(())
    }

    #[test]
    fn empty_repeated_and_unknown_names_are_refused() {
        assert_eq!(Players::new(["a", " "]), Err(Error::EmptyName { seat: 1 }));
        assert_eq!(
            Players::new(["a", "b", "a"]),
            Err(Error::DuplicateName { name: "a".into(), first: 0, second: 2 })
        );
        let nobody = Players::default().find("a");
        assert_eq!(nobody, Err(Error::UnknownName { name: "a".into() }));
    }
}
