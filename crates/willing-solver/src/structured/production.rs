//! Linear production games: a core point.

use willing_game::tu::structured::LinearProduction;
use willing_game::{Coalition, Rational};

use super::dot;

/// Owen's point of the core: every player gets what its resources are worth at shadow prices, an optimal solution of
/// the dual of everybody's program.
///
/// The prices are feasible in the dual of every coalition's program too, and so bound its worth. Where they are not
/// unique this takes those of the basis at which the simplex method ends.
///
/// # Complexity
///
/// One linear program.
///
/// # References
///
/// Owen (1975), theorem 1.
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::LinearProduction;
/// use willing_solver::structured::production::core_point;
///
/// // Two left gloves and one right one; a pair earns 3.
/// let gloves = LinearProduction::new([[2, 0], [0, 1]], [[1], [1]], [3])?;
/// assert_eq!(core_point(&gloves), [0, 3].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn core_point(game: &LinearProduction) -> Vec<Rational> {
    let plan = game.plan(Coalition::from_bits(u64::MAX));
    game.resources().iter().map(|own| dot(own, &plan.shadow_prices)).collect()
}
