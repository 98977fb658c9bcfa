//! Penalties of densities in intervals, with the test of the domain.

use willing_risk::sharing::{Attitude, DENSITY_TOLERANCE, Part};

use super::value::total;
use crate::interval::Interval;

/// An enclosure of α(q) of a part, for densities that sum to 1; the first outcome outside its domain otherwise.
pub(super) fn penalty(part: &Part, density: &[Interval]) -> Result<Interval, usize> {
    let total = total(&part.belief);
    let mut sum = Interval::ZERO;
    for (outcome, (probability, q)) in part.belief.probabilities().iter().zip(density).enumerate() {
        let p = Interval::point(*probability) / total;
        sum += term(part.attitude, p, *q).ok_or(outcome)?;
    }
    Ok(sum)
}

/// What an outcome adds; `None` outside the domain.
fn term(attitude: Attitude, p: Interval, q: Interval) -> Option<Interval> {
    if p.upper() <= 0.0 {
        return (q == Interval::ZERO).then_some(Interval::ZERO);
    }
    if attitude.is_neutral() {
        let apart = (q - p).abs().lower() <= DENSITY_TOLERANCE * p.upper();
        return apart.then_some(Interval::ZERO);
    }
    match attitude {
        Attitude::MeanVariance { tolerance } => Some((q - p).square() / p * tolerance / 2.0),
        Attitude::Entropic { tolerance } => {
            (q.lower() >= 0.0).then(|| p * relative_entropy(q / p) * tolerance)
        }
        Attitude::Cvar { level } if level >= 1.0 => (q.lower() >= 0.0).then_some(Interval::ZERO),
        Attitude::Cvar { level } => {
            let most = p / (Interval::ONE - level) * (1.0 + DENSITY_TOLERANCE);
            (q.lower() >= 0.0 && q.lower() <= most.upper()).then_some(Interval::ZERO)
        }
    }
}

/// r ln r − r + 1 of ratios r = q/p ≥ 0. As densities and probabilities both sum to 1, KL(q‖p) is the sum of these, each
/// weighed by its probability, and nothing cancels.
fn relative_entropy(ratio: Interval) -> Interval {
    let change = ratio - 1.0;
    let size = change.magnitude();
    if size < 1e-3 {
        // Taylor: c²/2 − c³/6 with a remainder of at most c⁴/12/(1 − |c|)³.
        let remainder = Interval::between(-size.powi(4), size.powi(4)) / 11.0;
        return change.square() * (Interval::point(0.5) - change / 6.0) + remainder;
    }
    // Convex with its least value 0 at 1: the ends enclose it unless 1 lies between them.
    let at = |r: f64| {
        if r <= 0.0 { Interval::ONE } else { Interval::point(r) * Interval::point(r).ln() - r + 1.0 }
    };
    let ends = at(ratio.lower()).hull(at(ratio.upper()));
    if ratio.contains(1.0) { ends.hull(Interval::ZERO) } else { ends }
}
