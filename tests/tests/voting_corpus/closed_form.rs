//! The value of a closed form such as `4*pi/3 - 2*sqrt(3)`.

/// The value of sums and products of numbers, `pi` and `sqrt(…)`; `None` for any other text.
pub(crate) fn value(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    let (value, rest) = sum(&text)?;
    rest.is_empty().then_some(value)
}

fn sum(text: &str) -> Option<(f64, &str)> {
    let (mut total, mut rest) = product(text)?;
    loop {
        let (sign, after) = match rest.chars().next() {
            Some('+') => (1.0, rest.strip_prefix('+')?),
            Some('-') => (-1.0, rest.strip_prefix('-')?),
            _ => return Some((total, rest)),
        };
        let (next, after) = product(after)?;
        total += sign * next;
        rest = after;
    }
}

fn product(text: &str) -> Option<(f64, &str)> {
    let (mut total, mut rest) = factor(text)?;
    loop {
        let (next, after) = match rest.chars().next() {
            Some('*') => factor(rest.strip_prefix('*')?)?,
            Some('/') => factor(rest.strip_prefix('/')?).map(|(divisor, after)| (1.0 / divisor, after))?,
            _ => return Some((total, rest)),
        };
        total *= next;
        rest = after;
    }
}

fn factor(text: &str) -> Option<(f64, &str)> {
    if let Some(rest) = text.strip_prefix("pi") {
        return Some((std::f64::consts::PI, rest));
    }
    if let Some(inner) = text.strip_prefix("sqrt(") {
        let (value, rest) = sum(inner)?;
        return Some((value.sqrt(), rest.strip_prefix(')')?));
    }
    let end = text.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok()?, rest))
}

#[test]
fn closed_forms_have_values() {
    let is = |text: &str, expected: f64| value(text).is_some_and(|value| (value - expected).abs() < 1e-15);
    assert!(is("2 + 3*4/6 - 1", 3.0) && is("sqrt(2*8) - pi/pi", 3.0) && is("0.5", 0.5));
    for text in ["", "2 +", "sqrt(3", "tau", "1 2)", "2**3"] {
        assert_eq!(value(text), None, "{text}");
    }
}
