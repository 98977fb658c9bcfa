//! Weights by size, and the coefficients of worths that follow from them.

use num_bigint::BigInt;
use willing_game::Rational;

use super::Error;

/// The weights p_0, …, p_{n−1} of a value Σ p_{|S|} (v(S ∪ i) − v(S)), the sum over coalitions S without i.
///
/// # Example
///
/// ```
/// use willing_game::Rational;
/// use willing_solver::values::SizeWeights;
///
/// let third = Rational::new(1, 3).ok_or("no zero below")?;
/// // Only the first player of a coalition counts, and only the last: neither is quite a Shapley value.
/// let first = SizeWeights::semivalue(vec![Rational::one(), Rational::zero(), Rational::zero()])?;
/// assert!(SizeWeights::semivalue(vec![third, Rational::zero(), Rational::zero()]).is_err());
/// assert_eq!(first.weights().len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SizeWeights(Vec<Rational>);

/// How far the sum of float weights may be from 1.
const FLOAT_SUM: f64 = 1e-12;

impl SizeWeights {
    /// The weights of a semivalue: not negative, Σ C(n−1, s) p_s = 1.
    ///
    /// # Errors
    ///
    /// [`Error::NegativeWeight`], [`Error::WeightSum`].
    ///
    /// # References
    ///
    /// Dubey, Neyman & Weber (1981), theorem 1.
    pub fn semivalue(weights: Vec<Rational>) -> Result<Self, Error> {
        let sum = sum_of(&weights);
        Self::not_negative(weights, |_| sum == Rational::one(), &sum)
    }

    /// The weights of a semivalue, given as floats and taken at their exact values; their sum may be 10⁻¹² from 1.
    ///
    /// # Errors
    ///
    /// [`Error::WeightNotFinite`], [`Error::NegativeWeight`], [`Error::WeightSum`].
    pub fn semivalue_of_floats(weights: &[f64]) -> Result<Self, Error> {
        let exact = |(size, &weight): (usize, &f64)| {
            Rational::from_float(weight).map_err(|_| Error::WeightNotFinite { size, weight })
        };
        let weights = weights.iter().enumerate().map(exact).collect::<Result<Vec<_>, _>>()?;
        let sum = sum_of(&weights);
        Self::not_negative(weights, |sum| (sum.to_f64() - 1.0).abs() <= FLOAT_SUM, &sum)
    }

    /// Any weights by size: a linear value, not a mean.
    #[must_use]
    pub fn unnormalized(weights: Vec<Rational>) -> Self {
        Self(weights)
    }

    /// Everybody else joins with this probability, independently: p_s = q^s (1 − q)^(n−1−s).
    ///
    /// # Errors
    ///
    /// [`Error::Probability`].
    pub fn binomial(players: usize, probability: &Rational) -> Result<Self, Error> {
        let other = Rational::one() - probability;
        if probability.is_negative() || other.is_negative() {
            return Err(Error::Probability { probability: probability.clone() });
        }
        let power =
            |base: &Rational, exponent: usize| (0..exponent).fold(Rational::one(), |sum, _| sum * base);
        let last = players.saturating_sub(1);
        Ok(Self((0..players).map(|size| power(probability, size) * power(&other, last - size)).collect()))
    }

    fn not_negative(
        weights: Vec<Rational>,
        fits: impl Fn(&Rational) -> bool,
        sum: &Rational,
    ) -> Result<Self, Error> {
        if let Some((size, weight)) = weights.iter().enumerate().find(|(_, weight)| weight.is_negative()) {
            return Err(Error::NegativeWeight { size, weight: weight.clone() });
        }
        if fits(sum) { Ok(Self(weights)) } else { Err(Error::WeightSum { sum: sum.clone() }) }
    }

    /// p_0, …, p_{n−1}.
    #[must_use]
    pub fn weights(&self) -> &[Rational] {
        &self.0
    }
}

/// Σ C(n−1, s) p_s.
fn sum_of(weights: &[Rational]) -> Rational {
    let last = weights.len().saturating_sub(1);
    weights.iter().enumerate().map(|(size, weight)| Rational::from(choose(last, size)) * weight).sum()
}

/// n choose k.
pub(super) fn choose(n: usize, k: usize) -> BigInt {
    (0..k).fold(BigInt::from(1), |product, place| product * (n - place) / (place + 1))
}

/// s! (n−1−s)!/n! for s = 0..n.
pub(super) fn shapley_weights(players: usize) -> Vec<Rational> {
    // 1 / (n C(n−1, s)).
    let weight = |size| Rational::new(1, choose(players - 1, size) * players).unwrap_or_default();
    (0..players).map(weight).collect()
}

/// 2^(1−n) for s = 0..n.
pub(super) fn banzhaf_weights(players: usize) -> Vec<Rational> {
    let weight = Rational::new(1, BigInt::from(1) << players.saturating_sub(1)).unwrap_or_default();
    vec![weight; players]
}

/// A value as Σ a_{|S|} v(S) over coalitions with the player, plus Σ b_{|S|} v(S) over those without.
#[derive(Clone, Debug)]
pub(super) struct Coefficients {
    /// a_0, …, a_n.
    pub(super) with: Vec<Rational>,
    /// b_0, …, b_n.
    pub(super) without: Vec<Rational>,
}

impl Coefficients {
    /// a_s = p_{s−1}, b_s = −p_s.
    pub(super) fn of_weights(weights: &[Rational]) -> Self {
        let zero = std::iter::once(Rational::zero());
        Self {
            with: zero.clone().chain(weights.iter().cloned()).collect(),
            without: weights.iter().map(|weight| -weight).chain(zero).collect(),
        }
    }

    /// The solidarity value (Nowak & Radzik 1994): with q_s = (n−s)! (s−1)!/n!, a coalition S ∋ i brings i
    /// q_s (v(S) − mean of v(S \ j)). Collected by worths, a_s = q_s − (n−s) q_{s+1}/(s+1), b_s = −q_{s+1}/(s+1).
    pub(super) fn of_solidarity(players: usize) -> Self {
        // q_{s+1}/(s+1) for s = 0..n, and 0.
        let shares = shapley_weights(players).into_iter().zip(1usize..);
        let shares = shares.map(|(weight, size)| weight.over(&size.into()).unwrap_or_default());
        let shares: Vec<_> = shares.chain([Rational::zero()]).collect();
        let weights = shapley_weights(players);
        let own = std::iter::once(Rational::zero()).chain(weights);
        let with = own.zip(&shares).zip(0usize..);
        Self {
            with: with.map(|((own, share), size)| own - share * Rational::from(players - size)).collect(),
            without: shares.iter().map(|share| -share).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_semivalues_are_probabilities() {
        for players in 1..8 {
            assert!(SizeWeights::semivalue(shapley_weights(players)).is_ok());
            assert!(SizeWeights::semivalue(banzhaf_weights(players)).is_ok());
            let floats: Vec<f64> = shapley_weights(players).iter().map(Rational::to_f64).collect();
            assert!(SizeWeights::semivalue_of_floats(&floats).is_ok());
            let third = Rational::new(1, 3).unwrap_or_default();
            let binomial = SizeWeights::binomial(players, &third).map(|weights| sum_of(weights.weights()));
            assert_eq!(binomial, Ok(Rational::one()));
        }
    }

    #[test]
    fn other_weights_are_refused_with_what_is_wrong() {
        let (one, two) = (Rational::one(), Rational::from(2));
        let sum = two.clone();
        assert_eq!(SizeWeights::semivalue(vec![one.clone(), one.clone()]), Err(Error::WeightSum { sum }));
        let weight = -&one;
        assert_eq!(
            SizeWeights::semivalue(vec![two.clone(), weight.clone()]),
            Err(Error::NegativeWeight { size: 1, weight })
        );
        assert!(matches!(
            SizeWeights::semivalue_of_floats(&[f64::NAN]),
            Err(Error::WeightNotFinite { size: 0, .. })
        ));
        assert_eq!(SizeWeights::binomial(3, &two), Err(Error::Probability { probability: two }));
    }
}
