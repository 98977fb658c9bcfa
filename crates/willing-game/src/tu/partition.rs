//! Coalition structures: partitions of the players, also known as a-priori unions.

use crate::tu::Error;
use crate::{Coalition, Player};

/// A partition of the players `0..n` into coalitions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct CoalitionStructure(Vec<Coalition>);

impl CoalitionStructure {
    /// The structure of these coalitions among `players` players.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`], [`Error::EmptyPart`], [`Error::NoSuchCoalition`], [`Error::PlayerTwice`],
    /// [`Error::PlayerMissing`].
    pub fn new(players: usize, coalitions: impl Into<Vec<Coalition>>) -> Result<Self, Error> {
        let coalitions = coalitions.into();
        let grand = Coalition::grand(players).ok().filter(|grand| !grand.is_empty());
        let most = Coalition::MAX_PLAYERS;
        let grand = grand.ok_or(Error::PlayerCount { got: players, least: 1, most })?;
        let seat_of = |coalition: Coalition| coalition.players().next().map_or(0, Player::seat);
        let mut seated = Coalition::EMPTY;
        for (place, &coalition) in coalitions.iter().enumerate() {
            if coalition.is_empty() {
                return Err(Error::EmptyPart { place });
            }
            if !coalition.is_subset(grand) {
                return Err(Error::NoSuchCoalition { coalition, players });
            }
            let twice = coalition.intersection(seated);
            if !twice.is_empty() {
                return Err(Error::PlayerTwice { player: seat_of(twice) });
            }
            seated = seated.union(coalition);
        }
        let missing = grand.difference(seated);
        if missing.is_empty() {
            Ok(Self(coalitions))
        } else {
            Err(Error::PlayerMissing { player: seat_of(missing) })
        }
    }

    /// Its coalitions, in the order given.
    #[must_use]
    pub fn coalitions(&self) -> &[Coalition] {
        &self.0
    }

    /// How many players it has.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.0.iter().map(|coalition| coalition.len()).sum()
    }

    /// The coalition that `player` belongs to.
    #[must_use]
    pub fn part_of(&self, player: Player) -> Option<Coalition> {
        self.0.iter().copied().find(|coalition| coalition.contains(player))
    }
}
