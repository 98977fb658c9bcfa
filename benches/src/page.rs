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
