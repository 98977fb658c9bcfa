//! Bargaining under a veto when the leader can act outside the council.

use willing_check::outside::Concession;
use willing_council::OutsideOption;

/// What the pivotal member concedes, by backward induction.
///
/// A leader of cost c accepts iff y ≥ 1 − c, so only these concessions and 0 can be best. Of equals the
/// larger is taken: peace. With one cost c < 1 the pivot concedes 1 − c; with two, c_l < c_h < 1 and
/// Pr(c_l) = p, it offers 1 − c_h and lets the determined leader act alone iff p < (c_h − c_l)/(c_h + e).
///
/// # Complexity
///
/// O(k²) for k costs.
///
/// # References
///
/// After Voeten (2001), American Political Science Review 95: 845–858; a minimal form of our own.
///
/// # Example
///
/// ```
/// use willing_council::{OutsideCost, OutsideOption};
/// use willing_game::Certificate;
/// use willing_solver::outside::concession;
///
/// let game = OutsideOption::new(vec![OutsideCost { cost: 0.3, probability: 1.0 }], 0.0)?;
/// let answer = concession(&game);
/// assert!((answer.concession - 0.7).abs() < 1e-12 && answer.check(&game).is_ok());
/// # Ok::<(), willing_council::Error>(())
/// ```
#[must_use]
pub fn concession(game: &OutsideOption) -> Concession {
    let candidates = game.costs().iter().map(|cost| OutsideOption::acceptable(cost.cost));
    let offer = |concession: f64| Concession {
        concession,
        pivot_payoff: game.pivot_payoff(concession),
        outside_probability: game.outside_probability(concession),
    };
    candidates.map(offer).fold(offer(0.0), |best, next| {
        let order = next.pivot_payoff.total_cmp(&best.pivot_payoff);
        if order.then(next.concession.total_cmp(&best.concession)).is_gt() { next } else { best }
    })
}
