//! Weighted collections of coalitions.

use willing_game::{Coalition, Rational};

/// A coalition with its weight in a balanced collection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedCoalition {
    /// The coalition.
    pub coalition: Coalition,
    /// Its weight; positive.
    pub weight: Rational,
}

/// Σ of the weights of the coalitions that hold each of `players` players.
pub(crate) fn coverage(players: usize, coalitions: &[WeightedCoalition]) -> Vec<Rational> {
    let mut coverage = vec![Rational::zero(); players];
    for WeightedCoalition { coalition, weight } in coalitions {
        for player in coalition.players() {
            if let Some(sum) = coverage.get_mut(player.seat()) {
                *sum += weight;
            }
        }
    }
    coverage
}
