//! The modiclus: the same for pairs of coalitions.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational};

use super::Violation;
use super::check::{Entry, Setting, Step, last_not_exceeded};
use crate::excess::Membership;

/// The most players for which pairs of coalitions are checked.
const MOST_PLAYERS: usize = 9;

/// An ordered pair of coalitions with its weight in a balanced collection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedPair {
    /// S, whose excess counts positively.
    pub first: Coalition,
    /// T, whose excess counts negatively.
    pub second: Coalition,
    /// The weight; positive.
    pub weight: Rational,
}

/// A level of the differences e(S, x) − e(T, x), and the proof that it can't be lower.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BiLevel {
    /// The largest difference of a pair that is not settled before.
    pub excess: Rational,
    /// Pairs of this difference, which settle here.
    pub pairs: Vec<WeightedPair>,
}

/// The modiclus (Sudhölter 1997): the x with x(N) = v(N) at which the differences e(S, x) − e(T, x) over all ordered pairs
/// of coalitions are lexicographically least. The proof is that of the [nucleolus](super), with pairs for
/// coalitions and 1_S − 1_T for 1_S.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedModiclus {
    /// What each player gets, by seat.
    pub allocation: Vec<Rational>,
    /// From the largest difference to the smallest.
    pub levels: Vec<BiLevel>,
}

impl Certificate<TableGame> for CertifiedModiclus {
    type Violation = Violation;

    /// Verifies the evidence in O(n 4ⁿ), for at most nine players.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let players = game.player_count();
        if players > MOST_PLAYERS {
            return Err(Violation::TooLarge { players, most: MOST_PLAYERS });
        }
        let (total, slack) = (game.exact_worth(game.grand()), Rational::zero());
        let setting = Setting {
            grand: vec![Rational::one(); players],
            allocation: &self.allocation,
            floors: None,
            slack: &slack,
        };
        setting.check(&total)?;
        let excess = |coalition: Coalition| {
            let members = coalition.players().filter_map(|player| self.allocation.get(player.seat()));
            game.exact_worth(coalition) - members.sum::<Rational>()
        };
        let excesses: Vec<Rational> = game.coalitions().map(excess).collect();
        let difference = |first: Coalition, second: Coalition| {
            let at = |coalition: Coalition| {
                usize::try_from(coalition.bits()).ok().and_then(|place| excesses.get(place))
            };
            Some(at(first)? - at(second)?)
        };
        let step = |(level, step): (usize, &BiLevel)| -> Result<Vec<(Vec<i32>, Rational)>, Violation> {
            let entry = |(place, pair): (usize, &WeightedPair)| {
                let excess =
                    difference(pair.first, pair.second).ok_or(Violation::NoSuchEntry { level, place })?;
                Ok((row(players, pair.first, pair.second), excess))
            };
            step.pairs.iter().enumerate().map(entry).collect()
        };
        let entries = self.levels.iter().enumerate().map(step).collect::<Result<Vec<_>, _>>()?;
        let steps: Vec<Step<'_>> = self
            .levels
            .iter()
            .zip(entries)
            .map(|(level, entries)| {
                let entries = level.pairs.iter().zip(entries).map(|(pair, (row, excess))| Entry {
                    row: row.into_iter().map(Rational::from).collect(),
                    excess,
                    weight: &pair.weight,
                });
                Step { excess: &level.excess, entries: entries.collect(), floors: Vec::new() }
            })
            .collect();
        let spans = setting.spans(&steps, &total)?;
        let memberships: Vec<Membership> = spans.iter().map(|span| span.membership(1)).collect();
        let lowest = self.levels.last().map(|level| &level.excess);
        for first in game.coalitions() {
            for second in game.coalitions() {
                let Some(excess) = difference(first, second) else { continue };
                if lowest.is_none_or(|lowest| excess <= *lowest) {
                    continue;
                }
                let exceeds =
                    |level: usize| self.levels.get(level).is_some_and(|level| excess > level.excess);
                let settled_by = last_not_exceeded(self.levels.len(), exceeds);
                let row = row(players, first, second);
                if !memberships.get(settled_by).is_some_and(|membership| membership.holds_for(&row)) {
                    let place = first.bits() << players | second.bits();
                    return Err(Violation::EntryAboveLevel { place, excess });
                }
            }
        }
        Ok(())
    }
}

/// 1_S − 1_T.
fn row(players: usize, first: Coalition, second: Coalition) -> Vec<i32> {
    let member = |coalition: Coalition, player: usize| i32::from(coalition.bits() >> player & 1 == 1);
    (0..players).map(|player| member(first, player) - member(second, player)).collect()
}
