//! The division of one total among those who believe in an outcome.
//!
//! Demand at the log-multiplier m is e^{(a−m)/γ} with relative and τ (a − ln τ − m) with absolute aversion, where
//! a = ln λ + ln p. With C the consumption of the former, T the tolerance of the latter and m = m₀ + x, where m₀ is the
//! multiplier if they had everything for themselves, clearing says
//!
//! ```text
//! ln C(m) = ln X   without the latter,     ln C(m₀ + x) = ln(T x)   with them
//! ```
//!
//! Left minus right falls and is convex in the unknown: ln C is a log-sum-exp of lines. Newton's method therefore climbs to the
//! root from any point left of it, and jumps left of it from elsewhere.

use willing_risk::syndicate::Utility;

/// Steps of Newton's method. Each passes a kink of the log-sum-exp or doubles digits.
const STEPS: usize = 1_000;

/// Steps this short, in parts of the unknown, are rounding: what they leave is cleared away.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// A member that believes in the outcome.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) utility: Utility,
    /// a = ln λ + ln p.
    pub(super) log_weight: f64,
}

/// ln C(m) and its slope.
fn log_consumption(claims: &[Claim], multiplier: f64) -> (f64, f64) {
    let terms = claims.iter().filter_map(|claim| {
        claim
            .utility
            .relative_aversion()
            .map(|aversion| ((claim.log_weight - multiplier) / aversion, aversion))
    });
    let most = terms.clone().map(|(log, _)| log).fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut slope) = (0.0, 0.0);
    for (log, aversion) in terms {
        let term = (log - most).exp();
        sum += term;
        slope -= term / aversion;
    }
    (most + sum.ln(), slope / sum)
}

/// Divides `total`: the log-multiplier and what each gets, in order.
pub(super) fn split(claims: &[Claim], total: f64) -> (f64, Vec<f64>) {
    let absolute = || {
        claims.iter().filter_map(|claim| match claim.utility {
            Utility::Cara { tolerance } => Some((tolerance, claim.log_weight - tolerance.ln())),
            _ => None,
        })
    };
    let tolerance: f64 = absolute().map(|(tolerance, _)| tolerance).sum();
    let relative = absolute().count() < claims.len();
    let multiplier = if tolerance > 0.0 {
        let pooled: f64 = absolute().map(|(own, log)| own / tolerance * log).sum();
        let alone = pooled - total / tolerance;
        if relative { alone + rise(claims, alone, tolerance) } else { alone }
    } else {
        climb(claims, total)
    };
    let demand = |claim: &Claim| claim.utility.consumption_at(multiplier - claim.log_weight);
    let mut amounts: Vec<f64> = claims.iter().map(demand).collect();
    clear(claims, total, &mut amounts);
    (multiplier, amounts)
}

/// The root m of ln C(m) = ln X.
fn climb(claims: &[Claim], total: f64) -> f64 {
    let log_total = total.ln();
    let alone =
        |claim: &Claim| claim.log_weight - claim.utility.relative_aversion().unwrap_or(1.0) * log_total;
    // Where the keenest alone takes everything: left of the root.
    let mut multiplier = claims.iter().map(alone).fold(f64::NEG_INFINITY, f64::max);
    for _ in 0..STEPS {
        let (log, slope) = log_consumption(claims, multiplier);
        let next = multiplier - (log - log_total) / slope;
        if next.is_nan() || next <= multiplier {
            break;
        }
        let rounding = next - multiplier <= ROUNDING * next.abs();
        multiplier = next;
        if rounding {
            break;
        }
    }
    multiplier
}

/// The root x of ln C(m₀ + x) = ln(T x).
fn rise(claims: &[Claim], alone: f64, tolerance: f64) -> f64 {
    let start = |claim: &Claim| {
        let aversion = claim.utility.relative_aversion()?;
        // ln x + x/γ = r for this member alone: a lower bound of its root, which is one of the root of all.
        let right = (claim.log_weight - alone) / aversion - tolerance.ln();
        Some((right - 1.0 / aversion).min(0.0).exp())
    };
    let mut rise = claims.iter().filter_map(start).fold(f64::MIN_POSITIVE, f64::max);
    for _ in 0..STEPS {
        let (log, slope) = log_consumption(claims, alone + rise);
        let next = rise - (log - (tolerance * rise).ln()) / (slope - 1.0 / rise);
        if next.is_nan() || next <= rise {
            break;
        }
        let rounding = next - rise <= ROUNDING * next;
        rise = next;
        if rounding {
            break;
        }
    }
    rise
}

/// Moves amounts in proportion to risk tolerances until they sum to the total: a change of the multiplier finer than its own
/// floats. Amounts below the least normal float become 0.
pub(super) fn clear(claims: &[Claim], total: f64, amounts: &mut [f64]) {
    for _ in 0..4 {
        let size: f64 = amounts.iter().map(|amount| amount.abs()).sum();
        let short = total - amounts.iter().sum::<f64>();
        if short.abs() <= f64::EPSILON * size.max(total.abs()) / 2.0 {
            break;
        }
        let tolerances = claims.iter().zip(amounts.iter());
        let tolerance: f64 = tolerances.map(|(claim, &amount)| claim.utility.tolerance_at(amount)).sum();
        let fall = short / tolerance;
        for (claim, amount) in claims.iter().zip(amounts.iter_mut()) {
            shift(claim.utility, amount, fall);
        }
    }
    for (claim, amount) in claims.iter().zip(amounts.iter_mut()) {
        if claim.utility.relative_aversion().is_some() && *amount < f64::MIN_POSITIVE {
            *amount = 0.0;
        }
    }
}

/// What is consumed after ln u' has fallen by `fall`, limited to where a linear view of it makes sense.
pub(super) fn shift(utility: Utility, amount: &mut f64, fall: f64) {
    match utility.relative_aversion() {
        Some(aversion) => *amount += *amount * (fall / aversion).clamp(-1.0, 1.0).exp_m1(),
        None => *amount += utility.tolerance_at(*amount) * fall,
    }
}
