//! Types of interchangeable players, declared or found.

use crate::tu::{CoalitionStructure, Error, TableGame, Worths};
use crate::{Coalition, Player};

/// A partition of the players into types; types in the order of their lowest seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayerTypes {
    types: Vec<Coalition>,
    type_of: Vec<usize>,
}

impl PlayerTypes {
    /// The types that are these coalitions, among `players` players.
    ///
    /// # Errors
    ///
    /// As [`CoalitionStructure::new`].
    pub fn new(players: usize, types: impl Into<Vec<Coalition>>) -> Result<Self, Error> {
        let structure = CoalitionStructure::new(players, types)?;
        let mut types = structure.coalitions().to_vec();
        types.sort_unstable_by_key(|members| members.bits().trailing_zeros());
        let of = |seat: usize| types.iter().position(|members| members.bits() >> seat & 1 == 1);
        let type_of = (0..players).filter_map(of).collect();
        Ok(Self { types, type_of })
    }

    /// The types of players with equal `labels`: of each player, one.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`].
    pub fn by_label<L: PartialEq>(labels: &[L]) -> Result<Self, Error> {
        let most = Coalition::MAX_PLAYERS;
        if labels.is_empty() || labels.len() > most {
            return Err(Error::PlayerCount { got: labels.len(), least: 1, most });
        }
        let mut types: Vec<(&L, u64)> = Vec::new();
        for (seat, label) in labels.iter().enumerate() {
            match types.iter_mut().find(|(known, _)| *known == label) {
                Some((_, members)) => *members |= 1 << seat,
                None => types.push((label, 1 << seat)),
            }
        }
        let types: Vec<_> = types.into_iter().map(|(_, members)| Coalition::from_bits(members)).collect();
        Self::new(labels.len(), types)
    }

    /// The coarsest types of a table: players of one type are interchangeable, players of two are not. Worths are
    /// compared exactly.
    ///
    /// # Errors
    ///
    /// None that a table could cause; those of [`PlayerTypes::by_label`].
    ///
    /// # Complexity
    ///
    /// Each player is compared with one member of each type found so far, after the worths of both alone and of
    /// everybody else. A comparison reads half the table if the two are interchangeable, which happens at most
    /// n − 1 times, and otherwise ends at the first difference: O(n · 2ⁿ) but for games made to hide differences at
    /// the end of the table, O(n² · 2ⁿ) for those.
    pub fn detect(game: &TableGame) -> Result<Self, Error> {
        match game.worths() {
            Worths::Float(v) => detect(v),
            Worths::Integer { numerators: v, .. } => detect(v),
        }
    }

    /// Whether players of one type are interchangeable in `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`]; [`Error::NotInterchangeable`] with two players and a coalition that tells them apart.
    ///
    /// # Complexity
    ///
    /// O(n · 2ⁿ).
    pub fn check(&self, game: &TableGame) -> Result<(), Error> {
        let (got, players) = (self.type_of.len(), game.player_count());
        if got != players {
            return Err(Error::Length { what: "players with a type", got, players });
        }
        match game.worths() {
            Worths::Float(v) => self.check_table(v),
            Worths::Integer { numerators: v, .. } => self.check_table(v),
        }
    }

    fn check_table<T: PartialEq>(&self, table: &[T]) -> Result<(), Error> {
        for members in &self.types {
            let seats: Vec<_> = members.players().map(Player::seat).collect();
            for (&first, &second) in seats.iter().zip(seats.iter().skip(1)) {
                if let Some(mask) = difference(table, first, second) {
                    let coalition = Coalition::from_bits(mask as u64);
                    return Err(Error::NotInterchangeable { first, second, coalition });
                }
            }
        }
        Ok(())
    }

    /// The members of each type.
    #[must_use]
    pub fn types(&self) -> &[Coalition] {
        &self.types
    }

    /// The type of each player, by its place among the types.
    #[must_use]
    pub fn type_of(&self) -> &[usize] {
        &self.type_of
    }

    /// How many players there are.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.type_of.len()
    }

    /// What each player has, from what players of each type have; short if `by_type` is.
    #[must_use]
    pub fn by_player<T: Clone>(&self, by_type: &[T]) -> Vec<T> {
        self.type_of.iter().filter_map(|place| by_type.get(*place).cloned()).collect()
    }
}

fn detect<T: PartialEq>(table: &[T]) -> Result<PlayerTypes, Error> {
    let players = table.len().trailing_zeros() as usize;
    let all = table.len() - 1;
    // Interchangeable is transitive: one member stands for its type. The last one, for the lower of two seats
    // decides how long the runs are that can be compared at once.
    let mut lasts: Vec<usize> = Vec::new();
    let mut labels = Vec::with_capacity(players);
    for seat in 0..players {
        let same = |last: &usize| {
            table.get(1 << last) == table.get(1 << seat)
                && table.get(all ^ 1 << last) == table.get(all ^ 1 << seat)
                && difference(table, *last, seat).is_none()
        };
        let known = lasts.iter().position(same);
        labels.push(known.unwrap_or(lasts.len()));
        match known.and_then(|place| lasts.get_mut(place)) {
            Some(last) => *last = seat,
            None => lasts.push(seat),
        }
    }
    PlayerTypes::by_label(&labels)
}

/// A coalition S without players `low` < `high` for which v(S ∪ low) ≠ v(S ∪ high).
fn difference<T: PartialEq>(table: &[T], low: usize, high: usize) -> Option<usize> {
    let (low_bit, high_bit) = (1_usize << low, 1_usize << high);
    // Runs of coalitions that differ only in seats below the lower one are compared as slices.
    (0..table.len()).step_by(high_bit << 1).find_map(|above| {
        (above..above + high_bit).step_by(low_bit << 1).find_map(|base| {
            let run = |bit: usize| table.get(base | bit..(base | bit) + low_bit).unwrap_or_default();
            let (one, other) = (run(low_bit), run(high_bit));
            if one == other {
                return None;
            }
            one.iter().zip(other).position(|(one, other)| one != other).map(|place| base + place)
        })
    })
}
