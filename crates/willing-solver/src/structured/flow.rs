//! Flow games: a core point.

use willing_game::tu::structured::Flow;
use willing_game::{Coalition, Rational};

/// A point of the core: the owner of each edge of a minimum cut gets its capacity.
///
/// What a coalition can send passes the edges of the cut that it owns. Of several minimum cuts that nearest to the
/// source is taken.
///
/// # Complexity
///
/// One greatest flow.
///
/// # References
///
/// Kalai & Zemel (1982).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::{Flow, FlowEdge};
/// use willing_solver::structured::flow::core_point;
///
/// let edge = |from, to, capacity: i64, owner| FlowEdge { from, to, capacity: capacity.into(), owner };
/// let pipes = Flow::new(2, 3, 0, 2, [edge(0, 1, 5, 0), edge(1, 2, 3, 1)])?;
/// assert_eq!(core_point(&pipes), [0, 3].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn core_point(game: &Flow) -> Vec<Rational> {
    let mut amounts = vec![Rational::zero(); game.owners()];
    for place in game.minimum_cut(Coalition::from_bits(u64::MAX)) {
        if let Some(edge) = game.edges().get(place)
            && let Some(amount) = amounts.get_mut(edge.owner)
        {
            *amount += &edge.capacity;
        }
    }
    amounts
}
