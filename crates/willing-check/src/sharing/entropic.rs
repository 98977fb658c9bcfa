//! The formula for entropic members: v(S) = −T ln Σ_s Π_j p_j(s)^{τ_j/T} e^{−X_S(s)/T}, T = Σ τ_j.

use willing_game::Player;
use willing_risk::sharing::{Attitude, Portfolio};

use super::value::total;
use crate::interval::Interval;

/// τ and τ ln p(s) − X(s) by outcome; `None` for an outcome believed impossible.
pub(super) struct Term {
    pub(super) tolerance: Interval,
    pub(super) exponents: Vec<Option<Interval>>,
}

/// What a member adds to the exponents; `None` unless it is entropic with finite tolerance.
pub(super) fn term(portfolio: &Portfolio, player: Player) -> Option<Term> {
    let part = portfolio.preference(player)?.single()?;
    let Attitude::Entropic { tolerance } = part.attitude else {
        return None;
    };
    if tolerance.is_infinite() {
        return None;
    }
    let total = total(&part.belief);
    let held = portfolio.endowment(player)?;
    let exponent =
        |(p, held): (&f64, &f64)| (*p > 0.0).then(|| (Interval::point(*p) / total).ln() * tolerance - *held);
    let exponents = part.belief.probabilities().iter().zip(held).map(exponent).collect();
    Some(Term { tolerance: Interval::point(tolerance), exponents })
}

impl Term {
    /// Nobody's, in so many outcomes.
    pub(super) fn nobody(outcomes: usize) -> Self {
        Self { tolerance: Interval::ZERO, exponents: vec![Some(Interval::ZERO); outcomes] }
    }

    /// This and `other` together, written into `sum`.
    pub(super) fn add(&self, other: &Self, sum: &mut Self) {
        sum.tolerance = self.tolerance + other.tolerance;
        for ((sum, one), other) in sum.exponents.iter_mut().zip(&self.exponents).zip(&other.exponents) {
            *sum = one.zip(*other).map(|(one, other)| one + other);
        }
    }

    /// −T ln Σ e^{exponent/T}; the whole line if nothing is believed possible by all.
    pub(super) fn worth(&self) -> Interval {
        let most = self.exponents.iter().flatten().map(|one| one.upper()).fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() || self.tolerance.lower() <= 0.0 {
            return Interval::WHOLE;
        }
        let most = Interval::point(most);
        let sum: Interval =
            self.exponents.iter().flatten().map(|one| ((*one - most) / self.tolerance).exp()).sum();
        -(most + self.tolerance * sum.ln())
    }
}

/// An enclosure of v(S) by the formula; `None` unless all members are entropic with finite tolerance.
///
/// # Complexity
///
/// O(|S|·|Ω|).
#[must_use]
pub fn entropic_worth(portfolio: &Portfolio, members: &[Player]) -> Option<Interval> {
    let mut sum = Term::nobody(portfolio.outcomes());
    for player in members {
        let before = Term { tolerance: sum.tolerance, exponents: sum.exponents.clone() };
        before.add(&term(portfolio, *player)?, &mut sum);
    }
    Some(sum.worth())
}
