//! Certainty equivalents in intervals.

use willing_risk::syndicate::{Member, Utility};

use crate::interval::Interval;

/// The certainty equivalent of a row of consumption, by outcome.
pub(super) fn certainty_equivalent(member: &Member, row: &[f64]) -> Interval {
    let probabilities = member.belief().probabilities();
    let sum = probabilities.iter().fold(Interval::ZERO, |sum, &p| sum + p);
    let pairs = probabilities.iter().zip(row).filter(|(probability, _)| **probability > 0.0);
    let likely: Vec<(Interval, f64)> =
        pairs.map(|(&p, &amount)| (Interval::point(p) / sum, amount)).collect();
    match member.utility() {
        Utility::Log => relative(Interval::ZERO, &likely),
        Utility::Crra { aversion } if (aversion - 1.0).abs() <= 0.0 => relative(Interval::ZERO, &likely),
        Utility::Crra { aversion } => relative(Interval::ONE - aversion, &likely),
        Utility::Cara { tolerance } => absolute(tolerance, &likely),
        // A kind of utility that this checker does not know is not verified.
        _ => Interval::WHOLE,
    }
}

/// (E y^e)^{1/e}, and e^{E ln y} for e = 0.
fn relative(exponent: Interval, likely: &[(Interval, f64)]) -> Interval {
    let amounts = likely.iter().map(|&(_, amount)| amount);
    let positive = exponent.exceeds(0.0);
    // y^e is greatest where consumption is most for e > 0, and least for e ≤ 0.
    let base = if positive { amounts.fold(0.0, f64::max) } else { amounts.fold(f64::INFINITY, f64::min) };
    if base <= 0.0 {
        return Interval::ZERO;
    }
    let log = |amount: f64| Interval::point(amount).ln() - Interval::point(base).ln();
    let near = |amount: f64| (Interval::point(amount) / base).ln();
    let log_ratio = |amount: f64| if amount > 1e-200 * base { near(amount) } else { log(amount) };
    if exponent.is_point() && exponent.contains(0.0) {
        let mean = likely.iter().fold(Interval::ZERO, |sum, &(p, amount)| sum + p * log_ratio(amount));
        return mean.exp() * base;
    }
    // Nothing consumed adds nothing to E y^e for e > 0; for e < 0 the base would be 0.
    let terms: Vec<(Interval, Option<Interval>)> =
        likely.iter().map(|&(p, amount)| (p, (amount > 0.0).then(|| exponent * log_ratio(amount)))).collect();
    (log_mean(&terms) / exponent).exp() * base
}

/// −τ ln E e^{−y/τ}.
fn absolute(tolerance: f64, likely: &[(Interval, f64)]) -> Interval {
    let least = likely.iter().map(|&(_, amount)| amount).fold(f64::INFINITY, f64::min);
    let exponent = |amount: f64| (Interval::point(least) - amount) / tolerance;
    let terms: Vec<_> = likely.iter().map(|&(p, amount)| (p, Some(exponent(amount)))).collect();
    Interval::point(least) - log_mean(&terms) * tolerance
}

/// ln Σ p e^x; `None` stands for −∞. By e^x − 1 where exponents are small, so that little is lost around Σ = 1.
fn log_mean(terms: &[(Interval, Option<Interval>)]) -> Interval {
    let small =
        terms.iter().all(|(_, exponent)| exponent.is_some_and(|x| x.lower() >= -1.0 && x.upper() <= 1.0));
    let sum = |value: fn(Interval) -> Interval| {
        terms.iter().fold(Interval::ZERO, |sum, &(p, exponent)| exponent.map_or(sum, |x| sum + p * value(x)))
    };
    if small { sum(Interval::exp_m1).ln_1p() } else { sum(Interval::exp).ln() }
}
