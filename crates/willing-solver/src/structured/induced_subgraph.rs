//! Induced-subgraph games: what a vertex adds.

use willing_game::Rational;
use willing_game::tu::structured::InducedSubgraph;

use super::shared;

/// The Shapley value: each edge is shared equally by its ends.
///
/// # Complexity
///
/// O(n + edges).
///
/// # References
///
/// Deng & Papadimitriou (1994), theorem 1.
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::InducedSubgraph;
/// use willing_solver::structured::induced_subgraph::shapley_value;
///
/// let graph = InducedSubgraph::new(3, [(0, 1, 4), (1, 2, -2), (2, 2, 3)])?;
/// assert_eq!(shapley_value(&graph), [2, 1, 2].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn shapley_value(game: &InducedSubgraph) -> Vec<Rational> {
    let mut amounts = vec![Rational::zero(); game.vertices()];
    for (from, to, weight) in game.edges() {
        let half = shared(weight, 2);
        for end in [from, to] {
            if let Some(amount) = amounts.get_mut(*end) {
                *amount += &half;
            }
        }
    }
    amounts
}
