//! Spanning tree games: who pays for which link.

use willing_game::tu::structured::SpanningTree;
use willing_game::{Coalition, Rational};

use super::placed;

/// Bird's allocation, what each player pays: the link by which it joins a cheapest tree grown from the source. It
/// is in the core of the cost game.
///
/// Where several trees are cheapest there are several such allocations; this is that of the tree in which of equal
/// links that to the lowest seat is taken first ([`SpanningTree::tree`]).
///
/// # Complexity
///
/// O(n²).
///
/// # References
///
/// Bird (1976); Granot & Huberman (1981).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::SpanningTree;
/// use willing_solver::structured::spanning_tree::bird;
///
/// let water = SpanningTree::new([5, 9, 9], [(0, 1, 2), (1, 2, 3)])?;
/// assert_eq!(bird(&water), [5, 2, 3].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn bird(game: &SpanningTree) -> Vec<Rational> {
    let tree = game.tree(Coalition::from_bits(u64::MAX));
    placed(tree.into_iter().map(|branch| (branch.player, branch.cost)).collect())
}
