//! How numbers are written: in one place, so that the same number looks the same in every table.
//!
//! Tables round to three significant digits; CSV and JSON keep every digit.

use willing_game::Rational;

/// What a number measures, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// A level without a sign convention: money, capability, a radius.
    Level,
    /// A difference: always with its sign.
    Difference,
    /// A part of a whole, written in percent.
    Share,
    /// A probability or an index in [0, 1].
    Probability,
    /// A number of things.
    Count,
}

impl Quantity {
    /// The number as it stands in a table.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_report::Quantity;
    ///
    /// assert_eq!(Quantity::Level.rounded(1234.5), "1230");
    /// assert_eq!(Quantity::Difference.rounded(0.01234), "+0.0123");
    /// assert_eq!(Quantity::Share.rounded(0.25), "25.0%");
    /// ```
    #[must_use]
    pub fn rounded(self, value: f64) -> String {
        match self {
            Self::Level => three_digits(value),
            Self::Difference => signed(value),
            Self::Share => percent(value),
            Self::Probability => probability(value),
            Self::Count => format!("{value:.0}"),
        }
    }
}

/// The number in full: the shortest decimal that reads back as the same bits.
#[must_use]
pub fn exact(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value}") }
}

/// An exact number for people: an integer in full, a fraction with a decimal beside it, of three significant digits
/// or one behind the point. Beyond
/// 18 characters only the decimal, marked as rounded; CSV and JSON have the number itself.
#[must_use]
pub fn fraction(value: &Rational) -> String {
    let text = value.to_string();
    let float = value.to_f64();
    // Beside a micro-state's share a superpower's may not be rounded by more than all that the former gets.
    let decimal = if (100.0..1e12).contains(&float.abs()) {
        format!("{float:.1}")
    } else {
        Quantity::Level.rounded(float)
    };
    match text.chars().count() {
        length if length > LONGEST => format!("≈ {decimal}"),
        _ if value.denominator() == &1.into() => text,
        _ => format!("{text} ({decimal})"),
    }
}

/// Exact numbers longer than this are rounded for people.
const LONGEST: usize = 18;

/// Three significant digits; powers of ten outside [0.001, 1 000 000).
fn three_digits(value: f64) -> String {
    if value.is_nan() {
        return "undefined".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "infinite".to_owned() } else { "-infinite".to_owned() };
    }
    // Rounding first, so that 0.99996 counts as 1.00 and not as a number below one.
    let scientific = format!("{value:.2e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let (Ok(rounded), Ok(exponent)) = (scientific.parse::<f64>(), exponent.parse::<i32>()) else {
        return scientific;
    };
    match exponent {
        _ if rounded == 0.0 => "0".to_owned(),
        3..=5 => format!("{rounded:.0}"),
        -3..=2 => {
            let decimals = usize::try_from(2 - exponent).unwrap_or(0);
            format!("{rounded:.decimals$}")
        }
        _ => format!("{mantissa}e{exponent}"),
    }
}

fn signed(value: f64) -> String {
    let text = three_digits(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// One decimal throughout; a small share is not shown as none, nor one short of the whole as the whole.
fn percent(share: f64) -> String {
    let text = format!("{:.1}%", 100.0 * share);
    match text.as_str() {
        "0.0%" if share > 0.0 => "<0.1%".to_owned(),
        "-0.0%" => "0.0%".to_owned(),
        // A sum of shares may miss the whole by rounding.
        "100.0%" if share < 1.0 - 1e-9 => ">99.9%".to_owned(),
        _ => text,
    }
}

/// Three decimals, never rounded up to certainty or down to impossibility.
fn probability(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.as_str() {
        "1.000" if value < 1.0 => ">0.999".to_owned(),
        "0.000" if value > 0.0 => "<0.001".to_owned(),
        "1.000" => "1".to_owned(),
        "0.000" | "-0.000" => "0".to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_significant_digits_whatever_the_size() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1.00"),
            (0.999_96, "1.00"),
            (12.345, "12.3"),
            (123.456, "123"),
            (999.96, "1000"),
            (123_456.0, "123000"),
            (999_999.0, "1.00e6"),
            (1.5e7, "1.50e7"),
            (0.012_345, "0.0123"),
            (0.000_123_45, "1.23e-4"),
            (-4.567, "-4.57"),
            (f64::INFINITY, "infinite"),
        ] {
            assert_eq!(Quantity::Level.rounded(value), text, "{value}");
        }
    }

    #[test]
    fn differences_bear_their_sign_and_shares_their_unit() {
        assert_eq!(Quantity::Difference.rounded(2.0), "+2.00");
        assert_eq!(Quantity::Difference.rounded(-2.0), "-2.00");
        assert_eq!(Quantity::Difference.rounded(0.0), "0");
        assert_eq!(Quantity::Share.rounded(0.333), "33.3%");
        assert_eq!(Quantity::Share.rounded(0.0012), "0.1%");
        assert_eq!(Quantity::Share.rounded(1e-9), "<0.1%");
        assert_eq!(Quantity::Share.rounded(0.0), "0.0%");
        assert_eq!(Quantity::Share.rounded(0.9999), ">99.9%");
        assert_eq!(Quantity::Share.rounded(1.0 - 1e-15), "100.0%");
    }

    #[test]
    fn exact_numbers_stand_as_fractions_with_a_decimal_beside_them() {
        for (number, text) in [
            ("50", "50"),
            ("-1/3", "-1/3 (-0.333)"),
            ("1234567/890123", "1234567/890123 (1.39)"),
            ("100003/2", "100003/2 (50001.5)"),
            ("10000000001/10000000000", "≈ 1.00"),
        ] {
            assert_eq!(number.parse().as_ref().map(fraction), Ok(text.to_owned()), "{number}");
        }
    }

    #[test]
    fn a_probability_short_of_one_is_never_shown_as_one() {
        assert_eq!(Quantity::Probability.rounded(0.999_99), ">0.999");
        assert_eq!(Quantity::Probability.rounded(1.0), "1");
        assert_eq!(Quantity::Probability.rounded(1e-5), "<0.001");
        assert_eq!(Quantity::Probability.rounded(0.5), "0.500");
    }

    #[test]
    fn exact_numbers_read_back_to_the_same_bits() {
        for value in [0.1 + 0.2, 1e-300, 12_345_678.9, -7.0] {
            assert_eq!(exact(value).parse::<f64>().map(f64::to_bits), Ok(value.to_bits()));
        }
    }
}
