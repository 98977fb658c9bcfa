//! Market games: a core point.

use willing_game::Rational;
use willing_game::tu::structured::Market;

use super::dot;

/// The competitive point of the core: every trader gets the utility of its bundle in a competitive equilibrium, and
/// pays for what the bundle costs beyond its endowment, u_i(x^i) − p·(x^i − ω^i).
///
/// # Complexity
///
/// One linear program.
///
/// # References
///
/// Shapley & Shubik (1969), section 6; Shapley & Shubik (1975).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::{Market, Piece};
/// use willing_solver::structured::market::core_point;
///
/// // u(x, y) = min(x, y); one trader has two left gloves, the other a right one.
/// let pair = [Piece::new([1, 0], 0), Piece::new([0, 1], 0)];
/// let market = Market::new([[2, 0], [0, 1]], [pair.clone(), pair])?;
/// assert_eq!(core_point(&market), [0, 1].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn core_point(game: &Market) -> Vec<Rational> {
    let equilibrium = game.equilibrium();
    let traders = game.endowments().iter().zip(&equilibrium.bundles).enumerate();
    let amount = |(seat, (own, bundle)): (usize, (&Vec<Rational>, &Vec<Rational>))| {
        let spent = dot(&equilibrium.prices, bundle) - dot(&equilibrium.prices, own);
        game.utility(seat, bundle) - spent
    };
    traders.map(amount).collect()
}
