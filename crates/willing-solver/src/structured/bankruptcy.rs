//! Bankruptcy games: who gets what of the estate.

use willing_game::Rational;
use willing_game::tu::structured::Bankruptcy;

use super::{ascending, placed, shared};

/// The nucleolus: the division that is consistent with the contested garment.
///
/// Up to half of all claims, everybody gets the same but nobody more than half its claim; beyond, everybody loses
/// the same but nobody more than half its claim.
///
/// # Complexity
///
/// O(n log n).
///
/// # References
///
/// Aumann & Maschler (1985), theorems A and D.
///
/// # Example
///
/// ```
/// use willing_game::tu::structured::Bankruptcy;
/// use willing_solver::structured::bankruptcy::nucleolus;
///
/// assert_eq!(nucleolus(&Bankruptcy::new(300, [100, 200, 300])?), [50, 100, 150].map(Into::into));
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[must_use]
pub fn nucleolus(game: &Bankruptcy) -> Vec<Rational> {
    let claims = game.claims();
    let halves: Vec<_> = claims.iter().map(|claim| shared(claim, 2)).collect();
    let half: Rational = halves.iter().sum();
    if *game.estate() <= half {
        return equal_up_to(game.estate(), &halves);
    }
    let losses = equal_up_to(&(&half + &half - game.estate()), &halves);
    claims.iter().zip(&losses).map(|(claim, loss)| claim - loss).collect()
}

/// Shares `amount`, which the limits cover, equally, but nobody gets more than its limit.
fn equal_up_to(amount: &Rational, limits: &[Rational]) -> Vec<Rational> {
    let mut rest = amount.clone();
    let mut amounts = Vec::with_capacity(limits.len());
    for (rank, (player, limit)) in ascending(limits).into_iter().enumerate() {
        let share = shared(&rest, limits.len() - rank).min(limit.clone());
        rest -= &share;
        amounts.push((player, share));
    }
    placed(amounts)
}
