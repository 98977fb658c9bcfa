//! The weighted Shapley value: each dividend shared in proportion to the weights of its members.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use willing_check::values::{Concept, Value};
use willing_game::Rational;
use willing_game::tu::{Amounts, TableGame};

use super::size_sums::{Term, Wide};
use super::{Dividends, Error};
use crate::Run;

/// The weighted Shapley value φ_i = Σ_{S ∋ i} w_i/w(S) Δ(S) of positive weights w.
///
/// It is computed from the dividends Δ, gathered by w(S) first: a quadrature of the multilinear extension in the
/// pass of [`Semivalues`](super::Semivalues) would be as fast only for few nodes, and exact only for as many as
/// w(N)/2; and dividends gathered are exact at once.
///
/// # Complexity
///
/// n 2ⁿ⁻¹ subtractions for the dividends and as many additions; then a sum of as many fractions as there are
/// different sums of weights, at most 4096, for each player. 8 or 16 bytes a coalition.
///
/// # Numerics
///
/// Exact.
///
/// # References
///
/// Shapley (1953b); Kalai & Samet (1987), whose weight systems with weights of 0 are refused here.
///
/// # Example
///
/// ```
/// use willing_game::Rational;
/// use willing_game::tu::TableGame;
/// use willing_solver::values::WeightedShapley;
///
/// let pair = TableGame::from_integers(vec![0, 0, 0, 6])?;
/// let value = WeightedShapley::new(vec![Rational::from(1), Rational::from(2)])?.solve(&pair)?;
/// assert_eq!(value.amounts.exact().ok_or("exact")?, [Rational::from(2), Rational::from(4)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct WeightedShapley {
    weights: Vec<Rational>,
    run: Run,
}

/// The most different sums of weights: each brings a denominator of its own.
const MOST_SUMS: usize = 1 << 12;

impl WeightedShapley {
    /// With these weights, by seat.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerWeight`] for one that is not above 0.
    pub fn new(weights: Vec<Rational>) -> Result<Self, Error> {
        match weights.iter().enumerate().find(|(_, weight)| !weight.is_positive()) {
            Some((player, weight)) => Err(Error::PlayerWeight { player, weight: weight.clone() }),
            None => Ok(Self { weights, run: Run::new() }),
        }
    }

    /// Stop and progress; it takes one thread.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The value of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::WeightCount`], [`Error::WeightRange`]; [`Error::TooMany`] for more than 4096 different sums of
    /// weights; [`Error::Cancelled`]; and as [`Dividends::of`].
    pub fn solve(&self, game: &TableGame) -> Result<Value, Error> {
        let players = game.player_count();
        if self.weights.len() != players {
            return Err(Error::WeightCount { got: self.weights.len(), players });
        }
        let weights = self.integers()?;
        let classes = classes(&weights)?;
        let dividends = Dividends::of(game)?;
        let mut gathered = vec![vec![Wide::ZERO; classes.sums.len()]; players];
        let unit = dividends.each_numerator(|mask, dividend| {
            if mask % (1 << 16) == 0 {
                if self.run.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                self.run.report("dividends", mask as u64, 1 << players);
            }
            if dividend == 0 {
                return Ok(());
            }
            let class = classes.of(mask);
            let members = gathered.iter_mut().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
            for sum in members.filter_map(|(_, sums)| sums.get_mut(class)) {
                *sum = sum.plus(dividend.into());
            }
            Ok(())
        })?;
        let amount = |(sums, weight): (&Vec<Wide>, &u64)| {
            let fractions = sums.iter().zip(&classes.sums);
            let fractions = fractions.filter_map(|(sum, below)| Rational::new(*sum, *below));
            let total = sum_by_halves(&fractions.collect::<Vec<_>>()) * Rational::from(*weight);
            total.over(&Rational::from(unit.clone())).unwrap_or_default()
        };
        let amounts = gathered.iter().zip(&weights).map(amount).collect();
        let concept = Concept::WeightedShapley { weights: self.weights.clone() };
        Ok(Value { concept, amounts: Amounts::Exact(amounts) })
    }

    /// The weights as integers of the same proportions, whose sum fits 63 bits.
    fn integers(&self) -> Result<Vec<u64>, Error> {
        let unit = self.weights.iter().fold(BigInt::from(1), |unit, weight| unit.lcm(weight.denominator()));
        let whole = |weight: &Rational| weight.numerator() * (&unit / weight.denominator());
        let integers: Vec<BigInt> = self.weights.iter().map(whole).collect();
        let common = integers.iter().fold(BigInt::from(0), |common, weight| common.gcd(weight));
        let fits = integers.iter().sum::<BigInt>() / &common <= BigInt::from(i64::MAX);
        let small = integers.iter().map(|weight| (weight / &common).to_u64());
        small.collect::<Option<Vec<u64>>>().filter(|_| fits).ok_or(Error::WeightRange)
    }
}

/// Which sums w(S) there are, and which of them a coalition has.
struct Classes {
    sums: Vec<u64>,
    places: BTreeMap<u64, usize>,
    /// w of coalitions of the lower half of the players, and of the upper half.
    halves: (Vec<u64>, Vec<u64>),
}

fn classes(weights: &[u64]) -> Result<Classes, Error> {
    let (lower, upper) = weights.split_at(weights.len() / 2);
    let halves = (subset_sums(lower), subset_sums(upper));
    let mut sums = vec![0u64];
    for weight in weights {
        sums = sums.iter().flat_map(|sum| [*sum, sum + weight]).collect();
        sums.sort_unstable();
        sums.dedup();
        if sums.len() > MOST_SUMS {
            return Err(Error::TooMany {
                what: "different sums of weights",
                got: sums.len(),
                most: MOST_SUMS,
            });
        }
    }
    let places = sums.iter().copied().zip(0..).collect();
    Ok(Classes { sums, places, halves })
}

impl Classes {
    fn of(&self, mask: usize) -> usize {
        let (lower, upper) = &self.halves;
        let sum = lower.get(mask % lower.len()).unwrap_or(&0) + upper.get(mask / lower.len()).unwrap_or(&0);
        self.places.get(&sum).copied().unwrap_or(0)
    }
}

fn subset_sums(weights: &[u64]) -> Vec<u64> {
    let mut sums = vec![0];
    for weight in weights {
        let more: Vec<u64> = sums.iter().map(|sum| sum + weight).collect();
        sums.extend(more);
    }
    sums
}

/// Their sum, by halves: denominators grow only where they must.
fn sum_by_halves(terms: &[Rational]) -> Rational {
    match terms {
        [] => Rational::zero(),
        [term] => term.clone(),
        _ => {
            let (left, right) = terms.split_at(terms.len() / 2);
            sum_by_halves(left) + sum_by_halves(right)
        }
    }
}
