//! Worths of a table as integers over one denominator.

use std::ops::Range;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::Rational;
use crate::tu::Error;

/// Worths as integers over one denominator, read from a table without a copy.
#[derive(Clone, Debug)]
pub struct Numerators<'a> {
    form: Form<'a>,
    denominator: BigInt,
    largest: u128,
}

#[derive(Clone, Copy, Debug)]
enum Form<'a> {
    Integer(&'a [i64]),
    /// v(S) = numerator · 2^low; numerators within 62 bits are `worth · scale`, without rounding.
    Float {
        worths: &'a [f64],
        low: i32,
        scale: Option<f64>,
    },
}

impl Form<'_> {
    /// The numerator of a worth among floats.
    fn of_float(worth: f64, low: i32, scale: Option<f64>) -> i128 {
        if let Some(scale) = scale {
            i128::from(whole(worth * scale))
        } else {
            let (mantissa, exponent) = split(worth);
            // Bits below `low` are zeros, by the choice of `low`.
            let shift = exponent - low;
            let mantissa = i128::from(mantissa);
            if shift >= 0 { mantissa << shift.min(127) } else { mantissa >> (-shift).min(127) }
        }
    }
}

/// Integers of fewer bits than this are exact among floats with a fixed last place of 1: see [`ANCHOR`].
const SMALL_BITS: u32 = 51;

/// The float in the middle of those whose last place is 1: adding a small integer to it adds that to its bits.
const ANCHOR: f64 = 6_755_399_441_055_744.0;

/// The most bits from the lowest to the highest of all worths of a table of floats.
const FLOAT_BITS: i32 = 120;

impl<'a> Numerators<'a> {
    /// Integers of at most this size over a positive denominator.
    pub(super) fn of_integers(numerators: &'a [i64], denominator: i64, largest: u64) -> Self {
        let denominator = BigInt::from(denominator);
        Self { form: Form::Integer(numerators), denominator, largest: largest.into() }
    }

    /// The worths of a table of floats between the ends of `range`, small integers or not.
    pub(super) fn of_floats(worths: &'a [f64], range: (f64, f64), small: bool) -> Result<Self, Error> {
        let form = |low, scale, denominator| {
            let size = |worth| Form::of_float(worth, low, scale).unsigned_abs();
            let largest = size(range.0).max(size(range.1));
            Self { form: Form::Float { worths, low, scale }, denominator, largest }
        };
        if small {
            return Ok(form(0, Some(1.0), BigInt::from(1)));
        }
        let mut low = i32::MAX;
        let mut high = i32::MIN;
        for &worth in worths.iter().filter(|worth| **worth != 0.0) {
            let (mantissa, exponent) = split(worth);
            let trailing = mantissa.trailing_zeros().to_i32().unwrap_or(0);
            low = low.min(exponent + trailing);
            high = high.max(exponent + 64 - mantissa.unsigned_abs().leading_zeros().to_i32().unwrap_or(0));
        }
        if low > high {
            (low, high) = (0, 0);
        }
        if high - low > FLOAT_BITS || high > FLOAT_BITS {
            return Err(Error::FloatRange { low, high });
        }
        // Worths that are multiples of a large power of two stay integers over 1.
        let low = low.min(0);
        if high - low > FLOAT_BITS {
            return Err(Error::FloatRange { low, high });
        }
        let scale = (high - low <= 62 && low > -1000).then(|| 2f64.powi(-low));
        Ok(form(low, scale, BigInt::from(1) << low.unsigned_abs()))
    }

    /// v(S) times the denominator; 0 for a place outside the table.
    #[must_use]
    pub fn get(&self, mask: usize) -> i128 {
        match self.form {
            Form::Integer(numerators) => numerators.get(mask).copied().map_or(0, i128::from),
            Form::Float { worths, low, scale } => {
                Form::of_float(worths.get(mask).copied().unwrap_or(0.0), low, scale)
            }
        }
    }

    /// Replaces what `out` holds by the numerators in these places times a positive factor, faster than one by one.
    /// Whether it did: no product of the factor and any numerator of the table may need more than 64 bits, and all
    /// places must be in the table.
    pub fn fill(&self, places: Range<usize>, factor: i64, out: &mut Vec<i64>) -> bool {
        const MOST: u128 = i64::MAX.unsigned_abs() as u128;
        out.clear();
        // Sizes below 2^121 and 2^63.
        let largest = self.largest.saturating_mul(u128::from(factor.unsigned_abs()));
        if largest > MOST || places.end > self.len() {
            return false;
        }
        match self.form {
            Form::Integer(numerators) => {
                out.extend(numerators.get(places).unwrap_or_default().iter().map(|worth| worth * factor));
            }
            Form::Float { worths, scale: Some(scale), .. } if largest < 1 << SMALL_BITS => {
                let anchor = ANCHOR.to_bits().cast_signed();
                // Exact: integers below 2⁵¹, and the scale is a power of two.
                let scale = scale * factor as f64;
                let small =
                    |worth: &f64| (worth * scale + ANCHOR).to_bits().cast_signed().wrapping_sub(anchor);
                out.extend(worths.get(places).unwrap_or_default().iter().map(small));
            }
            Form::Float { .. } => {
                out.extend(
                    places
                        .filter_map(|place| i64::try_from(self.get(place)).ok())
                        .map(|worth| worth * factor),
                );
            }
        }
        true
    }

    /// The largest size of any numerator.
    #[must_use]
    pub const fn largest(&self) -> u128 {
        self.largest
    }

    /// The numerators as they stand in the table, if they are integers there.
    #[must_use]
    pub const fn as_integers(&self) -> Option<&'a [i64]> {
        match self.form {
            Form::Integer(numerators) => Some(numerators),
            Form::Float { .. } => None,
        }
    }

    /// The worths as floats and a power of two whose products with them are the numerators, if that is exact.
    #[must_use]
    pub const fn as_floats(&self) -> Option<(&'a [f64], f64)> {
        match self.form {
            Form::Float { worths, scale: Some(scale), .. } => Some((worths, scale)),
            _ => None,
        }
    }

    /// The common denominator; positive.
    #[must_use]
    pub const fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// How many there are: 2ⁿ.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self.form {
            Form::Integer(numerators) => numerators.len(),
            Form::Float { worths, .. } => worths.len(),
        }
    }

    /// Whether there are none; a table never is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// v(S) as a rational number.
    #[must_use]
    pub fn worth(&self, mask: usize) -> Rational {
        Rational::new(self.get(mask), self.denominator.abs()).unwrap_or_default()
    }
}

/// An integer below 2⁶³ in size that a float holds.
#[expect(clippy::cast_possible_truncation, reason = "an integer below 2^63 by the choice of the scale")]
const fn whole(value: f64) -> i64 {
    value as i64
}

/// Whether all of them, between the ends of `range`, are integers below 2⁵¹ in size: those that adding and taking away
/// the anchor leaves as they are.
pub(super) fn are_small_integers(worths: &[f64], range: (f64, f64)) -> bool {
    #[expect(clippy::float_cmp, reason = "equality is the question")]
    let is_integer = |worth: f64| (worth + ANCHOR) - ANCHOR == worth;
    let fine = |fine: bool, worth: &f64| {
        let integer = is_integer(*worth);
        fine & integer
    };
    let small = range.0.abs().max(range.1.abs()) < (1u64 << SMALL_BITS) as f64;
    small && worths.chunks(4096).all(|some| some.iter().fold(true, fine))
}

/// A finite float as mantissa · 2^exponent.
fn split(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let field = (bits >> 52 & 0x7ff).to_i32().unwrap_or(0);
    let fraction = (bits & ((1 << 52) - 1)).to_i64().unwrap_or(0);
    let (size, exponent) = if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    (if value < 0.0 { -size } else { size }, exponent)
}

#[cfg(test)]
mod tests {
    use crate::tu::{Error, TableGame};

    #[test]
    fn floats_are_integers_over_a_power_of_two() -> Result<(), Error> {
        let game = TableGame::from_floats(vec![0.0, -0.75, 1e9, 0.1])?;
        let numerators = game.numerators()?;
        for (mask, coalition) in game.coalitions().enumerate() {
            assert_eq!(numerators.worth(mask), game.exact_worth(coalition));
        }
        assert_eq!(numerators.largest(), 1_000_000_000 << 55);
        assert_eq!(game.least_worth().to_bits(), (-0.75f64).to_bits());
        let halves = TableGame::from_floats(vec![0.0, -0.5, 1e9, 2.5])?;
        let (numerators, mut filled) = (halves.numerators()?, Vec::new());
        assert!(numerators.fill(1..4, 3, &mut filled));
        assert_eq!(filled, [-3, 6_000_000_000, 15]);
        assert!(numerators.fill(1..3, 1 << 30, &mut filled));
        assert_eq!(filled, [-(1 << 30), 2_000_000_000 << 30]);
        assert!(!numerators.fill(1..3, 1 << 40, &mut filled) && !numerators.fill(3..5, 1, &mut filled));
        let huge = TableGame::from_floats(vec![0.0, 2f64.powi(100), 0.0, 2f64.powi(60)])?;
        assert_eq!(huge.numerators()?.get(1), 1 << 100);
        Ok(())
    }
}
