//! Marginal contributions, player by player.

use num_bigint::BigInt;
use num_traits::Zero;
use willing_game::Rational;

/// A sum of any size that is small most of the time.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    small: i128,
    large: BigInt,
}

impl Sum {
    pub(super) fn add(&mut self, more: i128) {
        if let Some(sum) = self.small.checked_add(more) {
            self.small = sum;
        } else {
            self.large += self.small;
            self.small = more;
        }
    }

    pub(super) fn total(&self) -> BigInt {
        &self.large + self.small
    }
}

/// For each s the sum of v(S ∪ i) − v(S) over the coalitions S of s players without i; `worth` gives numbers below
/// 2¹²⁶ in size.
pub(super) fn by_size(players: usize, seat: usize, worth: &impl Fn(usize) -> i128) -> Vec<BigInt> {
    let mut sums = vec![Sum::default(); players];
    let below = (1usize << seat) - 1;
    for rest in 0..1usize << players.saturating_sub(1) {
        let without = rest & below | (rest & !below) << 1;
        if let Some(sum) = sums.get_mut(rest.count_ones() as usize) {
            sum.add(worth(without | 1 << seat) - worth(without));
        }
    }
    sums.iter().map(Sum::total).collect()
}

/// Σ_s p_s times the s-th of `sums`, over `denominator`.
pub(super) fn weighted(sums: &[BigInt], weights: &[Rational], denominator: &BigInt) -> Rational {
    let sum: Rational = sums
        .iter()
        .zip(weights)
        .filter(|(sum, _)| !sum.is_zero())
        .map(|(sum, weight)| Rational::from(sum.clone()) * weight)
        .sum();
    over(&sum, denominator)
}

/// `number` over a denominator that is not 0.
pub(super) fn over(number: &Rational, denominator: &BigInt) -> Rational {
    number.over(&Rational::from(denominator.clone())).unwrap_or_default()
}

/// s! (n−1−s)! / n! for s = 0..n.
pub(super) fn shapley_weights(players: usize) -> Vec<Rational> {
    let factorial = |number: usize| (1..=number).map(BigInt::from).product::<BigInt>();
    let weight = |s: usize| Rational::new(factorial(s) * factorial(players - 1 - s), factorial(players));
    (0..players).map(|s| weight(s).unwrap_or_default()).collect()
}

/// 2^(1−n) for s = 0..n.
pub(super) fn banzhaf_weights(players: usize) -> Vec<Rational> {
    let weight = Rational::new(1, BigInt::from(1) << players.saturating_sub(1)).unwrap_or_default();
    vec![weight; players]
}
