//! Two costs, in closed form.

use willing_check::outside::Screening;
use willing_council::OutsideOption;

/// When a pivot that does not know which of two costs the leader has offers little and lets the low cost act outside.
///
/// With costs c_l < c_h ≤ 1 (larger ones count as 1) and damage e it screens, offering 1 − c_h, iff the low cost has
/// probability p < (c_h − c_l)/(c_h + e); else it pools at 1 − c_l. For screening costs (1 − p)(1 − c_h) + p(1 + e).
///
/// # Returns
///
/// `None` unless the game has two costs.
///
/// # References
///
/// A minimal form of our own after Voeten (2001); [`concession`](super::concession) finds the offer for any number of costs.
///
/// # Example
///
/// ```
/// use willing_council::{OutsideCost, OutsideOption};
/// use willing_solver::outside::screening;
///
/// let cost = |cost| OutsideCost { cost, probability: 0.5 };
/// let answer = screening(&OutsideOption::new(vec![cost(0.25), cost(0.5)], 0.0)?).unwrap();
/// assert_eq!((answer.threshold, answer.screens), (0.5, false));
/// assert_eq!((answer.screening_offer, answer.pooling_offer), (0.5, 0.75));
/// # Ok::<(), willing_council::Error>(())
/// ```
#[must_use]
pub fn screening(game: &OutsideOption) -> Option<Screening> {
    let [one, other] = game.costs() else { return None };
    let (low, high) = if one.cost <= other.cost { (one, other) } else { (other, one) };
    let (dear, cheap) = (high.cost.min(1.0), low.cost.min(1.0));
    let threshold = if dear > cheap { (dear - cheap) / (dear + game.damage()) } else { 0.0 };
    Some(Screening {
        threshold,
        screening_offer: OutsideOption::acceptable(high.cost),
        pooling_offer: OutsideOption::acceptable(low.cost),
        screens: low.probability < threshold,
    })
}
