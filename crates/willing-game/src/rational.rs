//! Exact rational numbers: what worths, allocations and certificates are made of.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// The longest text read as a number; longer ones are refused before they are parsed.
const LONGEST_TEXT: usize = 1_000;

/// The largest decimal exponent read, in size.
const LARGEST_EXPONENT: u32 = 400;

/// An exact rational number of any size, always in lowest terms.
///
/// Read from integers (`-3`), decimals (`0.25`, `1.5e-3`) and fractions (`22/7`); printed as an integer or a
/// fraction, which reads back to the same number.
///
/// # Example
///
/// ```
/// use willing_game::Rational;
///
/// let third: Rational = "1/3".parse()?;
/// let tenth: Rational = "0.1".parse()?;
/// assert_eq!((&third + &tenth).to_string(), "13/30");
/// # Ok::<(), willing_game::NumberError>(())
/// ```
#[derive(Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Rational(BigRational);

/// Why a text or a float is no exact number.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// A text that is neither integer, decimal nor fraction.
    #[error("\"{text}\" is no number: expected an integer, a decimal or a fraction such as 22/7")]
    NotANumber {
        /// The text, cut after some characters.
        text: String,
    },
    /// A fraction over zero.
    #[error("\"{text}\" divides by zero")]
    ZeroDenominator {
        /// The text.
        text: String,
    },
    /// A decimal exponent that is too large to expand.
    #[error("\"{text}\" has a decimal exponent beyond {most} in size", most = LARGEST_EXPONENT)]
    ExponentTooLarge {
        /// The text.
        text: String,
    },
    /// A text of too many characters.
    #[error("a number of {length} characters: expected at most {most}", most = LONGEST_TEXT)]
    TooLong {
        /// How many characters it has.
        length: usize,
    },
    /// A float that is NaN or infinite.
    #[error("{value} is no number: expected a finite one")]
    NotFinite {
        /// The float.
        value: f64,
    },
}

impl Rational {
    /// 0.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// 1.
    #[must_use]
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// The fraction `numerator / denominator`; `None` if the denominator is 0.
    #[must_use]
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Self(BigRational::new(numerator.into(), denominator)))
    }

    /// The exact value of a float: a fraction over a power of two.
    ///
    /// # Errors
    ///
    /// [`NumberError::NotFinite`].
    pub fn from_float(value: f64) -> Result<Self, NumberError> {
        BigRational::from_float(value).map(Self).ok_or(NumberError::NotFinite { value })
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub fn numerator(&self) -> &BigInt {
        self.0.numer()
    }

    /// The denominator in lowest terms; positive.
    #[must_use]
    pub fn denominator(&self) -> &BigInt {
        self.0.denom()
    }

    /// The nearest float, or nearly so: within one unit in its last place.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is above 0.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Its size.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// One over it; `None` for 0.
    #[must_use]
    pub fn reciprocal(&self) -> Option<Self> {
        (!self.is_zero()).then(|| Self(self.0.recip()))
    }

    /// This over `divisor`; `None` if that is 0.
    #[must_use]
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }
}

// Written out, because those of the fractions below recurse once for each term of a continued fraction that two numbers
// share: numbers from strangers could exhaust the stack.
impl PartialEq for Rational {
    fn eq(&self, other: &Self) -> bool {
        self.numerator() == other.numerator() && self.denominator() == other.denominator()
    }
}

impl Eq for Rational {}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator() == other.denominator() {
            return self.numerator().cmp(other.numerator());
        }
        (self.numerator() * other.denominator()).cmp(&(other.numerator() * self.denominator()))
    }
}

impl Hash for Rational {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numerator().hash(state);
        self.denominator().hash(state);
    }
}

impl Default for Rational {
    fn default() -> Self {
        Self::zero()
    }
}

/// Integers are rational.
macro_rules! from_integer {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Rational {
            fn from(integer: $integer) -> Self {
                Self(BigRational::from_integer(integer.into()))
            }
        })*
    };
}

from_integer!(BigInt, i32, i64, i128, u32, u64, u128, usize);

/// The operator for owned and borrowed operands in every combination.
macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait for Rational {
            type Output = Rational;
            fn $method(self, other: Self) -> Rational {
                Rational($trait::$method(self.0, other.0))
            }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Self) -> Rational {
                Rational($trait::$method(self.0, &other.0))
            }
        }
        impl $trait<Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                Rational($trait::$method(&self.0, other.0))
            }
        }
        impl $trait for &Rational {
            type Output = Rational;
            fn $method(self, other: Self) -> Rational {
                Rational($trait::$method(&self.0, &other.0))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-&self.0)
    }
}

impl AddAssign<&Rational> for Rational {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl SubAssign<&Rational> for Rational {
    fn sub_assign(&mut self, other: &Self) {
        self.0 -= &other.0;
    }
}

impl Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::zero(), |sum, term| sum + term)
    }
}

impl<'a> Sum<&'a Rational> for Rational {
    fn sum<I: Iterator<Item = &'a Self>>(terms: I) -> Self {
        terms.fold(Self::zero(), |sum, term| sum + term)
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Rational {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        if text.len() > LONGEST_TEXT {
            return Err(NumberError::TooLong { length: text.len() });
        }
        match text.split_once('/') {
            None => decimal(text).map_err(|error| error.within(text)),
            Some((above, below)) => {
                let above = decimal(above).map_err(|error| error.within(text))?;
                let below = decimal(below).map_err(|error| error.within(text))?;
                above.over(&below).ok_or_else(|| NumberError::ZeroDenominator { text: text.to_owned() })
            }
        }
    }
}

/// Why a part of a text is no number.
enum Fault {
    NotANumber,
    ExponentTooLarge,
}

impl Fault {
    fn within(self, text: &str) -> NumberError {
        let text = text.chars().take(60).collect();
        match self {
            Self::NotANumber => NumberError::NotANumber { text },
            Self::ExponentTooLarge => NumberError::ExponentTooLarge { text },
        }
    }
}

/// An integer or decimal, with or without exponent.
fn decimal(text: &str) -> Result<Rational, Fault> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
    };
    let (negative, mantissa) = match mantissa.strip_prefix(['-', '+']) {
        Some(rest) => (mantissa.starts_with('-'), rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NotANumber);
    }
    let integer: BigInt = digits.parse().map_err(|_| Fault::NotANumber)?;
    let places = i64::try_from(fraction.len()).map_err(|_| Fault::ExponentTooLarge)?;
    let shift = exponent - places;
    let power =
        BigInt::from(10u32).pow(u32::try_from(shift.unsigned_abs()).map_err(|_| Fault::ExponentTooLarge)?);
    let size = if shift >= 0 {
        BigRational::from_integer(integer * power)
    } else {
        BigRational::new(integer, power)
    };
    Ok(Rational(if negative { -size } else { size }))
}

fn exponent_of(text: &str) -> Result<i64, Fault> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NotANumber);
    }
    let exponent: i64 = text.parse().map_err(|_| Fault::ExponentTooLarge)?;
    if exponent.unsigned_abs() > u64::from(LARGEST_EXPONENT) {
        Err(Fault::ExponentTooLarge)
    } else {
        Ok(exponent)
    }
}

impl TryFrom<String> for Rational {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<Rational> for String {
    fn from(number: Rational) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, NumberError> {
        text.parse().map(|number: Rational| number.to_string())
    }

    #[test]
    fn integers_decimals_and_fractions_are_read_exactly() {
        assert_eq!(read("-3").as_deref(), Ok("-3"));
        assert_eq!(read("0.1").as_deref(), Ok("1/10"));
        assert_eq!(read("-1.50e-1").as_deref(), Ok("-3/20"));
        assert_eq!(read("2e3").as_deref(), Ok("2000"));
        assert_eq!(read("6/4").as_deref(), Ok("3/2"));
        assert_eq!(read("1/-3").as_deref(), Ok("-1/3"));
        assert_eq!(read(".5").as_deref(), Ok("1/2"));
    }

    #[test]
    fn what_is_no_number_is_refused_by_name() {
        for text in ["", "-", "x", "1/2/3", "0x10", "NaN", "inf", "1e", "1_000", "--1", "1.2.3", "."] {
            assert_eq!(read(text), Err(NumberError::NotANumber { text: text.into() }), "{text}");
        }
        assert_eq!(read("1/0"), Err(NumberError::ZeroDenominator { text: "1/0".into() }));
        assert_eq!(read("1e999"), Err(NumberError::ExponentTooLarge { text: "1e999".into() }));
        assert_eq!(read(&"1".repeat(1_001)), Err(NumberError::TooLong { length: 1_001 }));
        assert!(matches!(Rational::from_float(f64::NAN), Err(NumberError::NotFinite { .. })));
    }

    #[test]
    fn numbers_that_share_a_long_continued_fraction_are_compared_without_recursion() {
        // Consecutive Fibonacci numbers: all terms but the last are shared.
        let (mut a, mut b) = (BigInt::from(1), BigInt::from(1));
        for _ in 0..200_000 {
            (a, b) = (b.clone(), a + b);
        }
        let next = &a + &b;
        let (one, other) = (Rational::new(b.clone(), a), Rational::new(next, b));
        assert!(one != other && (one < other) != (other < one));
    }

    #[test]
    fn floats_are_taken_at_their_exact_value() {
        assert_eq!(Rational::from_float(0.75).map(|number| number.to_string()).as_deref(), Ok("3/4"));
        assert_ne!(Rational::from_float(0.1), "0.1".parse());
    }
}
