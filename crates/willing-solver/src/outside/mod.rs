//! Bargaining under a veto when the leader can act outside the council.

mod screening;

use willing_check::outside::Concession;
use willing_council::{AlliedOption, OutsideOption};

pub use screening::screening;

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
    let accepted = game.costs().iter().map(|cost| OutsideOption::acceptable(cost.cost));
    let offer = |concession: f64| Concession {
        concession,
        pivot_payoff: game.pivot_payoff(concession),
        outside_probability: game.outside_probability(concession),
    };
    best(accepted.map(offer), offer(0.0))
}

/// What the pivotal member concedes where the leader may act with an ally.
///
/// The leader's threat is the better of acting alone and together, so no cost accepts less than without the ally. An act
/// together never happens: the pivot would rather concede what prevents it ([`AlliedOption::effective`]).
///
/// # Complexity
///
/// O(k²) for k costs.
///
/// # Example
///
/// ```
/// use willing_council::{AlliedOption, Ally, OutsideCost, OutsideOption};
/// use willing_game::Certificate;
/// use willing_solver::outside::{allied_concession, concession};
///
/// // Alone the leader is no threat; with an ally that goes all the way it is.
/// let alone = OutsideOption::new(vec![OutsideCost { cost: 1.5, probability: 1.0 }], 0.0)?;
/// assert!(concession(&alone).concession <= 0.0);
/// let allied = AlliedOption::new(alone, Ally { ideal: 1.0, cost: 0.5 }, 0.25)?;
/// let answer = allied_concession(&allied);
/// assert!((answer.concession - 0.75).abs() < 1e-12 && answer.check(&allied).is_ok());
/// # Ok::<(), willing_council::Error>(())
/// ```
#[must_use]
pub fn allied_concession(game: &AlliedOption) -> Concession {
    let accepted = game.alone().costs().iter().map(|cost| game.acceptable(cost.cost));
    let offer = |concession: f64| Concession {
        concession,
        pivot_payoff: game.pivot_payoff(concession),
        outside_probability: game.outside_probability(concession),
    };
    best(accepted.map(offer), offer(0.0))
}

/// The best offer for the pivot; of equals the larger.
fn best(offers: impl Iterator<Item = Concession>, nothing: Concession) -> Concession {
    offers.fold(nothing, |best, next| {
        let order = next.pivot_payoff.total_cmp(&best.pivot_payoff);
        if order.then(next.concession.total_cmp(&best.concession)).is_gt() { next } else { best }
    })
}
