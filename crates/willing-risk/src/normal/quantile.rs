//! The standard normal law: density, distribution, quantile.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::Error;
use crate::error::within;

/// Steps of Halley's method from a first guess good to 4.5e-4: each cubes the error, so that two reach
/// rounding and the third leaves it there.
const STEPS: usize = 3;

/// φ(z) = e^{−z²/2} / √2π.
#[must_use]
pub fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Φ(z): the probability that a standard normal risk is at most z. Relative error a few ulps in the middle,
/// and about z² ulps in the lower tail.
#[must_use]
pub fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// z with Φ(z) = `probability`.
///
/// # Errors
///
/// [`Error::OutOfRange`] outside [2.3e-308, 1): the quantiles of 0 and 1 are infinite.
///
/// # Numerics
///
/// Relative error a few ulps. In the middle it solves erf(z/√2) = 2p − 1, in the tails erfc(|z|/√2) = 2p, both
/// from the first guess 26.2.23 of Abramowitz & Stegun (1964).
///
/// # Example
///
/// ```
/// use willing_risk::normal::normal_quantile;
///
/// assert_eq!(normal_quantile(0.5)?, 0.0);
/// assert!((normal_quantile(0.95)? - 1.644_853_626_951_472_7).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
pub fn normal_quantile(probability: f64) -> Result<f64, Error> {
    within(
        "normal quantile",
        "probability",
        probability,
        f64::MIN_POSITIVE,
        1.0_f64.next_down(),
        "a number in [2.3e-308, 1)",
    )?;
    // The distance from the middle is exact in [1/4, 1), that from the nearer end everywhere.
    let centre = probability - 0.5;
    let tail = if centre > 0.0 { 1.0 - probability } else { probability };
    let mut z = first_guess(tail);
    for _ in 0..STEPS {
        let excess = if tail > 0.25 {
            0.5 * libm::erf(z * FRAC_1_SQRT_2) - centre.abs()
        } else {
            tail - 0.5 * libm::erfc(z * FRAC_1_SQRT_2)
        };
        let newton = excess / normal_density(z);
        z -= newton / (1.0 + 0.5 * z * newton);
    }
    Ok(z.copysign(centre))
}

/// |z| of an upper tail in (0, 1/2], to 4.5e-4.
fn first_guess(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}
