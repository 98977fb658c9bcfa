//! Words of a page.

use std::fmt::Write;

pub(crate) fn writeln_to(page: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{line}");
}

/// "met" or "missed", as it stands beside a target.
#[must_use]
pub const fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

/// Three significant digits, without exponents.
#[must_use]
pub fn plain(value: f64) -> String {
    let digits = if value >= 100.0 || value.fract().abs() < 1e-9 {
        0
    } else if value >= 10.0 {
        1
    } else if value >= 1.0 {
        2
    } else {
        3
    };
    format!("{value:.digits$}")
}

/// Three significant digits however small the number is, without exponents down to 10⁻⁸.
#[must_use]
pub fn significant(value: f64) -> String {
    let size = value.abs();
    let above = [10.0, 100.0].iter().filter(|bound| size >= **bound).count();
    // Of 1, 1/10, …: each that is not reached takes a digit more. Zero has no digits to show.
    let below = (0..8).take_while(|power| size > 0.0 && size < 10f64.powi(-power)).count();
    let digits = 2 - above + below;
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn small_numbers_keep_three_digits() {
        let words = [12345.6, 123.4, 12.34, 1.234, 0.1234, 0.01234, 0.000_012_34, 0.0].map(significant);
        assert_eq!(words, ["12346", "123", "12.3", "1.23", "0.123", "0.0123", "0.0000123", "0.00"]);
    }
}
