//! Worths of a table as integers over one denominator.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::Rational;
use crate::tu::Error;

/// Worths as integers over one denominator, read from a table without a copy.
#[derive(Clone, Debug)]
pub struct Numerators<'a> {
    form: Form<'a>,
    denominator: BigInt,
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

/// The most bits from the lowest to the highest of all worths of a table of floats.
const FLOAT_BITS: i32 = 120;

impl<'a> Numerators<'a> {
    /// Integers over a positive denominator.
    pub(super) fn of_integers(numerators: &'a [i64], denominator: i64) -> Self {
        Self { form: Form::Integer(numerators), denominator: BigInt::from(denominator) }
    }

    /// The worths of a table of floats between the ends of `range`.
    pub(super) fn of_floats(worths: &'a [f64], range: (f64, f64)) -> Result<Self, Error> {
        const SMALL: f64 = (1u64 << 51) as f64;
        if range.0 > -SMALL && range.1 < SMALL && are_integers(worths) {
            let form = Form::Float { worths, low: 0, scale: Some(1.0) };
            return Ok(Self { form, denominator: BigInt::from(1) });
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
        let denominator = BigInt::from(1) << low.unsigned_abs();
        let scale = (high - low <= 62 && low > -1000).then(|| 2f64.powi(-low));
        Ok(Self { form: Form::Float { worths, low, scale }, denominator })
    }

    /// v(S) times the denominator; 0 for a place outside the table.
    #[must_use]
    pub fn get(&self, mask: usize) -> i128 {
        match self.form {
            Form::Integer(numerators) => numerators.get(mask).copied().map_or(0, i128::from),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "an integer below 2^62 by the choice of the scale"
            )]
            Form::Float { worths, scale: Some(scale), .. } => {
                i128::from((worths.get(mask).copied().unwrap_or(0.0) * scale) as i64)
            }
            Form::Float { worths, low, scale: None } => {
                let (mantissa, exponent) = split(worths.get(mask).copied().unwrap_or(0.0));
                // Bits below `low` are zeros, by the choice of `low`.
                let shift = exponent - low;
                let mantissa = i128::from(mantissa);
                if shift >= 0 { mantissa << shift.min(127) } else { mantissa >> (-shift).min(127) }
            }
        }
    }

    /// The numerators as they stand in the table, if they are integers there.
    #[must_use]
    pub const fn as_integers(&self) -> Option<&'a [i64]> {
        match self.form {
            Form::Integer(numerators) => Some(numerators),
            Form::Float { .. } => None,
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

/// Whether all of them are integers below 2⁵¹ in size: those that adding and taking away 1.5 · 2⁵² leaves as they are.
fn are_integers(worths: &[f64]) -> bool {
    const ANCHOR: f64 = 6_755_399_441_055_744.0;
    #[expect(clippy::float_cmp, reason = "equality is the question")]
    let is_integer = |worth: f64| (worth + ANCHOR) - ANCHOR == worth;
    worths.iter().fold(true, |fine, worth| {
        let integer = is_integer(*worth);
        fine & integer
    })
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
        assert_eq!(game.least_worth().to_bits(), (-0.75f64).to_bits());
        let huge = TableGame::from_floats(vec![0.0, 2f64.powi(100), 0.0, 2f64.powi(60)])?;
        assert_eq!(huge.numerators()?.get(1), 1 << 100);
        Ok(())
    }
}
