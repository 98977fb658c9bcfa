//! The tiers of each state, in order from the least.

use willing_game::{AggregativeGame, Tier};
use willing_risk::TierGame;

/// Two feasible tiers of a player, neither of which is at most the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[error("tiers {first} and {second} of player {player} are not ordered: its tiers are no chain")]
pub struct NotAChain {
    /// The player's seat.
    pub player: usize,
    /// One tier.
    pub first: Tier,
    /// The other.
    pub second: Tier,
}

/// For each player its feasible tiers, each at most the next in every coordinate.
///
/// Contributions to all totals are then weakly increasing along the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chains(Vec<Vec<Tier>>);

impl Chains {
    /// The chains of all players; O(n K log K).
    ///
    /// # Errors
    ///
    /// [`NotAChain`] for the first player whose feasible tiers are not ordered.
    pub fn of(game: &TierGame) -> Result<Self, NotAChain> {
        (0..game.player_count()).map(|player| chain(game, player)).collect::<Result<_, _>>().map(Self)
    }

    /// How many players there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tiers of `player` from the least; empty for a player that does not exist.
    #[must_use]
    pub fn tiers(&self, player: usize) -> &[Tier] {
        self.0.get(player).map_or(&[], Vec::as_slice)
    }

    /// The place of `tier` in the chain of `player`.
    #[must_use]
    pub fn place(&self, player: usize, tier: Tier) -> Option<usize> {
        self.tiers(player).iter().position(|&other| other == tier)
    }
}

fn chain(game: &TierGame, player: usize) -> Result<Vec<Tier>, NotAChain> {
    let feasible = game.feasible(player);
    let mut tiers: Vec<Tier> = game.tiers().tiers().filter(|tier| feasible.contains(tier.place())).collect();
    // In a chain of distinct points the sums of coordinates strictly increase.
    let height = |tier: &Tier| game.tiers().point(*tier).coordinates().iter().sum::<f64>();
    tiers.sort_by(|first, second| height(first).total_cmp(&height(second)));
    let unordered = tiers.windows(2).find_map(|pair| match *pair {
        [first, second] if !game.tiers().at_most(first, second) => Some(NotAChain { player, first, second }),
        _ => None,
    });
    unordered.map_or(Ok(tiers), Err)
}
