//! Structure of a game, pair by pair.

use willing_game::tu::TableGame;

use super::worth;

/// Whether `holds` for every pair of coalitions.
fn for_all_pairs(game: &TableGame, holds: impl Fn(u64, u64) -> bool) -> bool {
    let grand = game.grand().bits();
    (0..=grand).all(|one| (0..=grand).all(|other| holds(one, other)))
}

/// Whether v(S ∪ T) ≥ v(S) + v(T) for all disjoint S and T.
#[must_use]
pub fn is_superadditive(game: &TableGame) -> bool {
    for_all_pairs(game, |one, other| {
        one & other != 0 || worth(game, one | other) >= worth(game, one) + worth(game, other)
    })
}

/// Whether v(S ∪ T) + v(S ∩ T) ≥ v(S) + v(T) for all S and T.
#[must_use]
pub fn is_convex(game: &TableGame) -> bool {
    for_all_pairs(game, |one, other| {
        worth(game, one | other) + worth(game, one & other) >= worth(game, one) + worth(game, other)
    })
}

/// Whether v(S) ≤ v(T) for all S ⊆ T.
#[must_use]
pub fn is_monotone(game: &TableGame) -> bool {
    for_all_pairs(game, |one, other| one & !other != 0 || worth(game, one) <= worth(game, other))
}
