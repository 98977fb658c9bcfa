//! Airport games: who pays for the runway.

use willing_game::Rational;
use willing_game::tu::structured::Airport;

use super::{ascending, placed, shared};

/// The Shapley value, what each player pays: each piece of the runway is shared equally by all who need it.
///
/// # Complexity
///
/// O(n log n).
///
/// # References
///
/// Littlechild & Owen (1973).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::Airport;
/// use willing_solver::structured::airport::shapley_value;
///
/// assert_eq!(shapley_value(&Airport::new([3, 5, 6])?), [1, 2, 3].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn shapley_value(game: &Airport) -> Vec<Rational> {
    let order = ascending(game.costs());
    let mut built = &Rational::zero();
    let mut share = Rational::zero();
    let mut amounts = Vec::with_capacity(order.len());
    for (rank, (player, cost)) in order.iter().enumerate() {
        share += &shared(&(*cost - built), order.len() - rank);
        built = cost;
        amounts.push((*player, share.clone()));
    }
    placed(amounts)
}

/// The nucleolus, what each player pays.
///
/// With costs c_1 ≤ … ≤ c_n and players up to rank p served, r their last share, the next share is the least of
/// (c_i − c_p + r)/(i − p + 1) over p < i < n and of (c_n − c_p + r)/(n − p), and it is that of all players up to
/// the last rank i at which the least is reached.
///
/// # Complexity
///
/// O(n²).
///
/// # References
///
/// Littlechild (1974).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::Airport;
/// use willing_solver::structured::airport::nucleolus;
///
/// assert_eq!(nucleolus(&Airport::new([2, 6])?), [1, 5].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn nucleolus(game: &Airport) -> Vec<Rational> {
    let order = ascending(game.costs());
    let players = order.len();
    let (mut served, mut share, mut built) = (0, Rational::zero(), Rational::zero());
    let mut amounts = Vec::with_capacity(players);
    while served < players {
        let candidate = |rank: usize, cost: &Rational| {
            // The largest player has nobody above itself to share with.
            let sharing = if rank < players { rank - served + 1 } else { rank - served };
            shared(&(cost - &built + &share), sharing)
        };
        let ranks = (1..).zip(&order).skip(served);
        let candidates: Vec<_> =
            ranks.map(|(rank, (_, cost))| (candidate(rank, cost), rank, *cost)).collect();
        let least = candidates.into_iter().reduce(|best, next| if next.0 <= best.0 { next } else { best });
        let Some((next, rank, cost)) = least else { break };
        amounts.extend(order.iter().take(rank).skip(served).map(|(player, _)| (*player, next.clone())));
        (served, share, built) = (rank, next, cost.clone());
    }
    placed(amounts)
}
