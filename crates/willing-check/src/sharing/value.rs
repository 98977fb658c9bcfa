//! Lower bounds of what payoffs in intervals are worth to a preference.

use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Preference};

use crate::interval::Interval;

/// A number that U(Y) is at least, for every Y in `payoffs`.
pub(super) fn value_at_least(preference: &Preference, payoffs: &[Interval]) -> f64 {
    weighed(preference, |part| part_at_least(part, payoffs))
}

/// A number that the recession value lim U(tY)/t = min { E_q Y : q in the domain } is at least.
pub(super) fn recession_at_least(preference: &Preference, payoffs: &[Interval]) -> f64 {
    weighed(preference, |part| match part.attitude {
        attitude if attitude.is_neutral() => mean(&part.belief, payoffs).lower(),
        Attitude::Entropic { .. } => worst(&part.belief, payoffs),
        Attitude::Cvar { level } => cvar(&part.belief, payoffs, level),
        Attitude::MeanVariance { .. } => constant(&part.belief, payoffs),
    })
}

fn weighed(preference: &Preference, value: impl Fn(&Part) -> f64) -> f64 {
    let parts = preference.parts();
    let total: Interval = parts.iter().map(|part| Interval::point(part.weight)).sum();
    let mut sum = Interval::ZERO;
    for part in parts {
        let value = value(part);
        if !value.is_finite() {
            return f64::NEG_INFINITY;
        }
        sum += Interval::point(value) * (Interval::point(part.weight) / total);
    }
    sum.lower()
}

fn part_at_least(part: &Part, payoffs: &[Interval]) -> f64 {
    match part.attitude {
        attitude if attitude.is_neutral() => mean(&part.belief, payoffs).lower(),
        Attitude::Entropic { tolerance } => entropic(&part.belief, payoffs, tolerance),
        Attitude::Cvar { level } => cvar(&part.belief, payoffs, level),
        Attitude::MeanVariance { tolerance } => mean_variance(&part.belief, payoffs, tolerance),
    }
}

/// Probabilities that are not 0, with their payoffs.
fn believed<'a>(
    belief: &'a Belief,
    payoffs: &'a [Interval],
) -> impl Iterator<Item = (f64, Interval)> + Clone + 'a {
    belief.probabilities().iter().zip(payoffs).filter(|(p, _)| **p > 0.0).map(|(p, payoff)| (*p, *payoff))
}

/// What the probabilities sum to.
pub(super) fn total(belief: &Belief) -> Interval {
    belief.probabilities().iter().map(|p| Interval::point(*p)).sum()
}

/// The least payoff that is believed possible.
fn worst(belief: &Belief, payoffs: &[Interval]) -> f64 {
    believed(belief, payoffs).map(|(_, payoff)| payoff.lower()).fold(f64::INFINITY, f64::min)
}

fn mean(belief: &Belief, payoffs: &[Interval]) -> Interval {
    let least = Interval::point(worst(belief, payoffs));
    let above: Interval = believed(belief, payoffs).map(|(p, payoff)| (payoff - least) * p).sum();
    least + above / total(belief)
}

/// −τ ln E e^{−Y/τ}, increasing in every payoff.
fn entropic(belief: &Belief, payoffs: &[Interval], tolerance: f64) -> f64 {
    let least = Interval::point(worst(belief, payoffs));
    let spread = believed(belief, payoffs).map(|(_, payoff)| (payoff - least).upper()).fold(0.0, f64::max);
    let exponents = || {
        believed(belief, payoffs)
            .map(|(p, payoff)| (p, (least - Interval::point(payoff.lower())) / tolerance))
    };
    let logarithm = if spread <= tolerance {
        (exponents().map(|(p, x)| x.exp_m1() * p).sum::<Interval>() / total(belief)).ln_1p()
    } else {
        (exponents().map(|(p, x)| x.exp() * p).sum::<Interval>() / total(belief)).ln()
    };
    (least - logarithm * tolerance).lower()
}

/// max_c c − E (c − Y)⁺/(1 − a) (Rockafellar & Uryasev 2000): every c gives a lower bound, the quantile the value.
fn cvar(belief: &Belief, payoffs: &[Interval], level: f64) -> f64 {
    if level >= 1.0 {
        return worst(belief, payoffs);
    }
    let mut sorted: Vec<(f64, f64)> =
        believed(belief, payoffs).map(|(p, payoff)| (payoff.lower(), p)).collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut left = (1.0 - level) * belief.probabilities().iter().sum::<f64>();
    let mut quantile = f64::NEG_INFINITY;
    for (payoff, probability) in &sorted {
        quantile = *payoff;
        left -= probability;
        if left <= 0.0 {
            break;
        }
    }
    let short = |(payoff, p): &(f64, f64)| (Interval::point(quantile) - *payoff).max(Interval::ZERO) * *p;
    let shortfall: Interval = sorted.iter().take_while(|(payoff, _)| *payoff < quantile).map(short).sum();
    let tail = (Interval::ONE - level) * total(belief);
    (Interval::point(quantile) - shortfall / tail).lower()
}

/// E Y − Var Y/(2τ); the variance is at most the mean square about any number.
fn mean_variance(belief: &Belief, payoffs: &[Interval], tolerance: f64) -> f64 {
    let mean = mean(belief, payoffs);
    let centre = Interval::point(mean.midpoint());
    let square: Interval = believed(belief, payoffs).map(|(p, payoff)| (payoff - centre).square() * p).sum();
    (mean - square / total(belief) / tolerance / 2.0).lower()
}

/// The one payoff of all believed outcomes; −∞ if there may be more than one.
fn constant(belief: &Belief, payoffs: &[Interval]) -> f64 {
    let mut believed = believed(belief, payoffs).map(|(_, payoff)| payoff);
    let Some(first) = believed.next() else {
        return f64::NEG_INFINITY;
    };
    if believed.all(|payoff| payoff == first && first.is_point()) { first.lower() } else { f64::NEG_INFINITY }
}
