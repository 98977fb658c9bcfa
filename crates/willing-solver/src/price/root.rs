//! A bracketed root of the best challenger's gain.

use willing_check::price::Variation;

/// A value with the gain of the best challenger there: positive where the own tier does not hold.
#[derive(Clone, Copy)]
struct Sample {
    value: f64,
    gain: f64,
}

impl Sample {
    fn holds(self) -> bool {
        self.gain <= 0.0
    }
}

/// Two values, at the first of which the own tier holds and at the second of which it does not, closer
/// than the resolution, from two that are further apart. `None` if a value is out of range.
///
/// Inverse quadratic interpolation where that is safe, else bisection (Chandrupatla 1997): about a dozen
/// evaluations where the gain is smooth. Steps stay a quarter of the resolution away from the ends, so that
/// both of them close in.
pub(super) fn bracket(variation: &Variation<'_, '_>, holds: f64, flips: f64) -> Option<(f64, f64)> {
    let sample = |value: f64| variation.challenger(value).map(|(_, gain)| Sample { value, gain });
    let (mut newest, mut opposite) = (sample(holds)?, sample(flips)?);
    let mut part = 0.5;
    let resolution = |newest: Sample, opposite: Sample| {
        variation.resolution(if newest.holds() { opposite.value } else { newest.value })
    };
    while (opposite.value - newest.value).abs() > resolution(newest, opposite) {
        let value = newest.value + part * (opposite.value - newest.value);
        if value.to_bits() == newest.value.to_bits() || value.to_bits() == opposite.value.to_bits() {
            break;
        }
        let next = sample(value)?;
        let oldest = if next.holds() == newest.holds() { newest } else { opposite };
        if next.holds() != newest.holds() {
            opposite = newest;
        }
        newest = next;
        let least = 0.25 * resolution(newest, opposite) / (opposite.value - newest.value).abs();
        part = interpolate(newest, opposite, oldest).clamp(least.min(0.5), (1.0 - least).max(0.5));
    }
    let (low, high) = if newest.holds() { (newest, opposite) } else { (opposite, newest) };
    Some((low.value, high.value))
}

/// The part of the way from `newest` to `opposite` at which the next value is taken.
fn interpolate(newest: Sample, opposite: Sample, oldest: Sample) -> f64 {
    let (a, b, c) = (newest, opposite, oldest);
    let position = (a.value - b.value) / (c.value - b.value);
    let height = (a.gain - b.gain) / (c.gain - b.gain);
    let safe = height * height < position && (1.0 - height) * (1.0 - height) < 1.0 - position;
    let part = a.gain / (b.gain - a.gain) * (c.gain / (b.gain - c.gain))
        + (c.value - a.value) / (b.value - a.value)
            * (a.gain / (c.gain - a.gain))
            * (b.gain / (c.gain - b.gain));
    if safe && part.is_finite() { part } else { 0.5 }
}
