//! The integral of a polynomial over [0, 1] from its values at equally spaced points.

use num_bigint::BigInt;
use num_traits::{One, Zero};
use willing_game::Rational;

/// The factors wₖ with ∫₀¹ f = Σ wₖ f(k/(n−1)) for all polynomials of degree below n: the Newton–Cotes weights; for n = 1 the
/// one weight 1.
pub(super) fn weights(points: usize) -> Vec<Rational> {
    let last = points.saturating_sub(1);
    (0..points).map(|point| weight(point, last)).collect()
}

/// ∫₀¹ Π (m s − j)/(k − j) over j ≠ k, where m is the last point.
fn weight(point: usize, last: usize) -> Rational {
    let mut product = vec![BigInt::one()];
    let mut divisor = BigInt::one();
    for other in (0..=last).filter(|other| *other != point) {
        divisor *= BigInt::from(point) - BigInt::from(other);
        product = times(&product, last, other);
    }
    let power = |(power, coefficient): (usize, &BigInt)| {
        Rational::new(coefficient.clone(), &divisor * BigInt::from(power + 1)).unwrap_or_default()
    };
    product.iter().enumerate().map(power).sum()
}

/// The product with m s − j.
fn times(product: &[BigInt], slope: usize, root: usize) -> Vec<BigInt> {
    let mut next = vec![BigInt::zero(); product.len() + 1];
    for (power, coefficient) in product.iter().enumerate() {
        if let Some(place) = next.get_mut(power) {
            *place -= coefficient * BigInt::from(root);
        }
        if let Some(place) = next.get_mut(power + 1) {
            *place += coefficient * BigInt::from(slope);
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_points_are_the_rule_of_simpson() {
        let texts: Vec<String> = weights(3).iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["1/6", "2/3", "1/6"]);
        assert_eq!(weights(1), [Rational::one()]);
    }

    #[test]
    fn powers_below_the_number_of_points_are_integrated_exactly() {
        for points in 2..9_u32 {
            for power in 0..points {
                let value = |point: usize| {
                    Rational::new(BigInt::from(point).pow(power), BigInt::from(points - 1).pow(power))
                };
                let terms = weights(points as usize)
                    .iter()
                    .enumerate()
                    .map(|(point, weight)| weight * value(point).unwrap_or_default())
                    .sum::<Rational>();
                assert_eq!(Some(terms), Rational::new(1, power + 1));
            }
        }
    }
}
