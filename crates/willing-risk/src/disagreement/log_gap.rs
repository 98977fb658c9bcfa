//! The one function behind every logarithmic divergence, without cancellation where beliefs are close.

/// How far from 0 the series of [`log_gap`] is used: there, its 20 terms leave less than an ulp.
const SERIES: f64 = 0.5;

/// u − ln(1 + u) ≥ 0 for u > −1, to a few ulps; 0 only at u = 0.
///
/// With r = u/(2 + u): ln(1 + u) = 2 artanh r and u − 2r = r u, so the first-order terms cancel exactly.
pub(super) fn log_gap(u: f64) -> f64 {
    if u.abs() > SERIES {
        return u - u.ln_1p();
    }
    let ratio = u / (2.0 + u);
    let square = ratio * ratio;
    let series = (1..=20).rev().fold(0.0, |sum, k| square * (1.0 / f64::from(2 * k + 1) + sum));
    ratio * (u - 2.0 * series)
}

/// p ln(p/q) − p + q ≥ 0: what one outcome adds to KL(p‖q). Since both beliefs sum to 1, −p + q adds
/// nothing, and every term is of one sign. ∞ if p > 0 = q.
pub(super) fn relative_entropy_term(p: f64, q: f64) -> f64 {
    if p <= 0.0 {
        return q;
    }
    if q <= 0.0 {
        return f64::INFINITY;
    }
    let u = (q - p) / p;
    if u.abs() <= SERIES { p * log_gap(u) } else { p * (p.ln() - q.ln()) + (q - p) }
}

/// ln Σ e^{x}, around the largest; −∞ of nothing.
pub(super) fn log_sum_exp(exponents: &[f64]) -> f64 {
    let largest = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    largest + exponents.iter().map(|exponent| (exponent - largest).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_gaps_keep_their_digits() {
        // u²/2 − u³/3 + u⁴/4 at 10⁻⁴ is 4.99966669166…e-9 to sixteen digits.
        let u: f64 = 1e-4;
        let expansion = u * u * (0.5 - u * (1.0 / 3.0 - u * (0.25 - u * (0.2 - u / 6.0))));
        assert!((log_gap(u) / expansion - 1.0).abs() < 1e-15);
        assert!((log_gap(1e-150) / 5e-301 - 1.0).abs() < 1e-15);
        assert!(log_gap(0.0).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn series_and_logarithm_meet() {
        for u in [-0.5_f64, 0.5] {
            assert!((log_gap(u) - (u - u.ln_1p())).abs() < 1e-16, "{u}");
        }
    }

    #[test]
    fn the_sum_of_exponentials_neither_overflows_nor_meets_nothing() {
        assert!((log_sum_exp(&[1e6, 1e6]) - (1e6 + std::f64::consts::LN_2)).abs() < 1e-9);
        assert!(log_sum_exp(&[]).is_infinite() && log_sum_exp(&[f64::NEG_INFINITY]) < 0.0);
    }
}
