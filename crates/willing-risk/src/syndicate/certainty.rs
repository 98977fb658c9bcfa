//! Certainty equivalents that lose no digits where aversion is next to 1 or consumption hardly varies, and do not overflow
//! where it varies by many orders of magnitude.

/// Exponents up to this size are summed as e^x − 1, so that what is left after ln(1 + ·) keeps its digits.
const SMALL: f64 = 1.0;

/// ln Σ p e^x for exponents x ≤ 0 with greatest 0.
fn log_mean(likely: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let least = likely.clone().map(|(_, exponent)| exponent).fold(0.0, f64::min);
    if least >= -SMALL {
        likely.map(|(probability, exponent)| probability * exponent.exp_m1()).sum::<f64>().ln_1p()
    } else {
        likely.map(|(probability, exponent)| probability * exponent.exp()).sum::<f64>().ln()
    }
}

/// (E y^e)^{1/e} for e = 1 − γ, and e^{E ln y} for e = 0.
pub(super) fn of_relative(exponent: f64, likely: &[(f64, f64)]) -> f64 {
    let amounts = likely.iter().map(|&(_, amount)| amount);
    // Counted from where y^e is greatest.
    let base =
        if exponent > 0.0 { amounts.fold(0.0, f64::max) } else { amounts.fold(f64::INFINITY, f64::min) };
    if base <= 0.0 {
        return 0.0;
    }
    if exponent.abs() <= 0.0 {
        let mean: f64 =
            likely.iter().map(|&(probability, amount)| probability * log_ratio(amount, base)).sum();
        return base * mean.exp();
    }
    let exponents = likely.iter().map(|&(probability, y)| (probability, exponent * log_ratio(y, base)));
    base * (log_mean(exponents) / exponent).exp()
}

/// ln(y/base), also where the quotient underflows.
fn log_ratio(amount: f64, base: f64) -> f64 {
    let ratio = amount / base;
    if (1e-200..1e200).contains(&ratio) { ratio.ln() } else { amount.ln() - base.ln() }
}

/// −τ ln E e^{−y/τ}.
pub(super) fn of_absolute(tolerance: f64, likely: &[(f64, f64)]) -> f64 {
    let least = likely.iter().map(|&(_, amount)| amount).fold(f64::INFINITY, f64::min);
    let exponents = likely.iter().map(|&(probability, amount)| (probability, (least - amount) / tolerance));
    least - tolerance * log_mean(exponents)
}
