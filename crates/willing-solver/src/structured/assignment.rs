//! Assignment games: the two ends of the core.

use willing_game::tu::structured::Assignment;
use willing_game::{Coalition, Rational};

/// The core point at which every buyer has the most that it has anywhere in the core, and every seller the least.
///
/// The core is the set of optimal solutions of the dual of the assignment problem: amounts of which each pair has
/// at least its surplus, u_i + v_j ≥ a_ij. Given an optimal matching, the least v are a longest-path problem.
///
/// # Returns
///
/// The amounts of the buyers, then of the sellers.
///
/// # Complexity
///
/// O(n³).
///
/// # References
///
/// Shapley & Shubik (1971).
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::Assignment;
/// use willing_solver::structured::assignment::{buyer_optimal, seller_optimal};
///
/// // Two buyers and one house: competition gives the seller at least the second valuation.
/// let house = Assignment::new([[5], [3]])?;
/// assert_eq!(buyer_optimal(&house), [2, 0, 3].map(Into::into));
/// assert_eq!(seller_optimal(&house), [0, 0, 5].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn buyer_optimal(game: &Assignment) -> Vec<Rational> {
    let matching = matching(game);
    let (mut buyers, sellers) = extreme(game.surplus(), game.sellers(), &matching);
    buyers.extend(sellers);
    buyers
}

/// The core point at which every seller has the most that it has anywhere in the core, and every buyer the least.
///
/// As [`buyer_optimal`] with the sides exchanged.
#[must_use]
pub fn seller_optimal(game: &Assignment) -> Vec<Rational> {
    let column = |seller: usize| game.surplus().iter().filter_map(|row| row.get(seller).cloned()).collect();
    let transposed: Vec<Vec<Rational>> = (0..game.sellers()).map(column).collect();
    let matching: Vec<_> = matching(game).into_iter().map(|(buyer, seller)| (seller, buyer)).collect();
    let (sellers, mut buyers) = extreme(&transposed, game.buyers(), &matching);
    buyers.extend(sellers);
    buyers
}

fn matching(game: &Assignment) -> Vec<(usize, usize)> {
    game.matching(Coalition::from_bits(u64::MAX))
}

/// Amounts of rows and columns, those of the columns the least possible.
fn extreme(
    surplus: &[Vec<Rational>],
    columns: usize,
    matching: &[(usize, usize)],
) -> (Vec<Rational>, Vec<Rational>) {
    let mut partner = vec![None; surplus.len()];
    for &(row, column) in matching {
        if let Some(partner) = partner.get_mut(row) {
            *partner = Some(column);
        }
    }
    let mut least = vec![Rational::zero(); columns];
    // What a row has if its partner has the least known; it only falls. A row without a partner has nothing.
    let left = |row: &[Rational], partner: Option<usize>, least: &[Rational]| {
        let pair = partner.and_then(|column| Some(row.get(column)? - least.get(column)?));
        pair.unwrap_or_default()
    };
    // Longest paths have at most as many steps as there are columns; an optimal matching has no gaining cycle.
    for _ in 0..=columns {
        let mut settled = true;
        for (row, partner) in surplus.iter().zip(&partner) {
            let left = left(row, *partner, &least);
            for (worth, least) in row.iter().zip(&mut least) {
                let wanted = worth - &left;
                if wanted > *least {
                    *least = wanted;
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    let rows = surplus.iter().zip(&partner).map(|(row, partner)| left(row, *partner, &least)).collect();
    (rows, least)
}
