//! Coalitions as bit sets: one machine word up to 64 players, a slice of words beyond.

use std::fmt;

use crate::{Error, Player};

/// A set of at most 64 players. Copying one is copying a machine word.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Coalition(u64);

impl Coalition {
    /// The most players a coalition of this type can hold.
    pub const MAX_PLAYERS: usize = 64;

    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// The coalition whose player `k` is bit `k` of `bits`.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// Bit `k` is set when player `k` is a member.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The coalition of all `n` players.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyPlayers`] if `n` exceeds [`Coalition::MAX_PLAYERS`].
    pub fn grand(n: usize) -> Result<Self, Error> {
        match n {
            64 => Ok(Self(u64::MAX)),
            0..64 => Ok(Self((1 << n) - 1)),
            _ => Err(Error::TooManyPlayers { got: n, most: Self::MAX_PLAYERS }),
        }
    }

    /// The coalition of the players in these seats.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`] for a seat outside `0..64`.
    pub fn of(seats: impl IntoIterator<Item = u32>) -> Result<Self, Error> {
        seats.into_iter().try_fold(Self::EMPTY, |coalition, seat| {
            coalition.with(Player::new(seat)).ok_or(Error::NoSuchSeat { seat: seat as usize, players: 64 })
        })
    }

    /// This coalition and `player`; `None` if its seat is outside `0..64`.
    #[must_use]
    pub fn with(self, player: Player) -> Option<Self> {
        (player.seat() < Self::MAX_PLAYERS).then(|| Self(self.0 | 1 << player.seat()))
    }

    /// This coalition without `player`.
    #[must_use]
    pub fn without(self, player: Player) -> Self {
        if player.seat() < Self::MAX_PLAYERS { Self(self.0 & !(1 << player.seat())) } else { self }
    }

    /// The players in either coalition.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The players in both coalitions.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The players in this coalition and not in `other`.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of its players are in `other` too.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether nobody is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many players it has.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether `player` belongs to it.
    #[must_use]
    pub fn contains(self, player: Player) -> bool {
        player.seat() < Self::MAX_PLAYERS && self.0 >> player.seat() & 1 == 1
    }

    /// Its players, by seat.
    pub fn players(self) -> impl Iterator<Item = Player> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let seat = rest.trailing_zeros();
                rest &= rest - 1;
                Player::new(seat)
            })
        })
    }
}

impl fmt::Debug for Coalition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.players().map(Player::seat)).finish()
    }
}

/// A set of players of any number, 64 to a word.
///
/// Equal sets are equal whatever room they were made with.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct LargeCoalition(Vec<u64>);

impl LargeCoalition {
    /// The coalition of these players.
    #[must_use]
    pub fn of(players: impl IntoIterator<Item = Player>) -> Self {
        let mut coalition = Self::default();
        players.into_iter().for_each(|player| coalition.insert(player));
        coalition
    }

    /// Takes `player` in.
    pub fn insert(&mut self, player: Player) {
        let (word, bit) = (player.seat() / 64, player.seat() % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    /// Lets `player` go.
    pub fn remove(&mut self, player: Player) {
        if let Some(word) = self.0.get_mut(player.seat() / 64) {
            *word &= !(1 << (player.seat() % 64));
        }
        // No trailing empty words, so that equal sets have equal words.
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether `player` belongs to it.
    #[must_use]
    pub fn contains(&self, player: Player) -> bool {
        self.0.get(player.seat() / 64).is_some_and(|word| word >> (player.seat() % 64) & 1 == 1)
    }

    /// How many players it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether nobody is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of its players are in `other` too.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        let words = other.0.iter().copied().chain(std::iter::repeat(0));
        self.0.iter().zip(words).all(|(mine, theirs)| mine & !theirs == 0)
    }

    /// Its players, by seat.
    pub fn players(&self) -> impl Iterator<Item = Player> + '_ {
        (0u32..).step_by(64).zip(&self.0).flat_map(|(first, &word)| {
            Coalition::from_bits(word)
                .players()
                .filter_map(move |player| Some(Player::new(first + u32::try_from(player.seat()).ok()?)))
        })
    }
}

impl From<Coalition> for LargeCoalition {
    fn from(coalition: Coalition) -> Self {
        Self::of(coalition.players())
    }
}

impl fmt::Debug for LargeCoalition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.players().map(Player::seat)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grand_coalition_of_64_holds_everybody_and_65_are_refused() {
        assert_eq!(Coalition::grand(64).map(Coalition::len), Ok(64));
        assert_eq!(Coalition::grand(65), Err(Error::TooManyPlayers { got: 65, most: 64 }));
        assert!(Coalition::of([64]).is_err());
    }

    #[test]
    fn large_and_small_coalitions_agree() {
        let small = Coalition::from_bits(0b1011);
        let mut large = LargeCoalition::from(small);
        assert!(large.players().eq(small.players()));
        large.insert(Player::new(200));
        assert_eq!(large.len(), 4);
        assert!(LargeCoalition::from(small).is_subset(&large));
        assert!(!large.is_subset(&small.into()));
        large.remove(Player::new(200));
        assert_eq!(large, small.into());
    }
}
