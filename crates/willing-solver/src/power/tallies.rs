//! From counts by size to indices.

use num_bigint::{BigInt, BigUint};
use willing_check::power::{MinimalCoalitions, PowerIndices};
use willing_game::Rational;

use super::count::Count;
use super::kinds::Kind;

/// What a route counts: lists by size, or by how many members are critical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tallies {
    /// |W|.
    pub(super) winning: BigUint,
    /// By kind, then by size of the coalitions that one of the kind makes win.
    pub(super) swings: Vec<Vec<BigUint>>,
    /// Minimal winning coalitions.
    pub(super) minimal: Option<Minimal>,
    /// By kind, then by how many are critical: the coalitions in which one of the kind is.
    pub(super) among: Option<Vec<Vec<BigUint>>>,
}

/// Minimal winning coalitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Minimal {
    /// How many.
    pub(super) count: BigUint,
    /// By kind, then by size: those with one of the kind.
    pub(super) with: Vec<Vec<BigUint>>,
}

impl Tallies {
    /// The indices of every seat.
    pub(super) fn indices(&self, kinds: &[Kind], seats: usize) -> PowerIndices {
        let orders = order_weights(seats);
        let all_orders = BigInt::from(factorial(seats));
        let shapley = |counts: &Vec<BigUint>| {
            let orders: BigUint = counts.iter().zip(&orders).map(|(count, orders)| count * orders).sum();
            Rational::new(BigInt::from(orders), all_orders.clone()).unwrap_or_default()
        };
        let total = |counts: &Vec<BigUint>| counts.iter().sum::<BigUint>();
        PowerIndices {
            winning: self.winning.clone(),
            swings: by_seat(kinds, seats, self.swings.iter().map(total)),
            shapley_shubik: by_seat(kinds, seats, self.swings.iter().map(shapley)),
            minimal: self.minimal.as_ref().map(|minimal| {
                let mean = |counts: &Vec<BigUint>| {
                    shares(counts.as_slice())
                        .over(&BigInt::from(minimal.count.clone()).into())
                        .unwrap_or_default()
                };
                MinimalCoalitions {
                    count: minimal.count.clone(),
                    memberships: by_seat(kinds, seats, minimal.with.iter().map(total)),
                    deegan_packel: by_seat(kinds, seats, minimal.with.iter().map(mean)),
                }
            }),
            johnston: self.among.as_ref().map(|among| johnston(among, kinds, seats)),
        }
    }
}

/// Johnston's index, from coalitions by how many are critical.
pub(super) fn johnston(among: &[Vec<BigUint>], kinds: &[Kind], seats: usize) -> Vec<Rational> {
    by_seat(kinds, seats, among.iter().map(|counts| shares(counts)))
}

/// Σ counts[k]/k over k > 0.
fn shares(counts: &[BigUint]) -> Rational {
    let terms = counts.iter().enumerate().skip(1).filter(|(_, count)| !count.is_nothing());
    terms.map(|(k, count)| Rational::new(BigInt::from(count.clone()), k).unwrap_or_default()).sum()
}

/// The number of its kind for each player.
pub(super) fn by_seat<T: Clone + Default>(
    kinds: &[Kind],
    players: usize,
    numbers: impl Iterator<Item = T>,
) -> Vec<T> {
    let mut all = vec![T::default(); players];
    for (kind, number) in kinds.iter().zip(numbers) {
        for player in &kind.players {
            if let Some(own) = all.get_mut(*player) {
                own.clone_from(&number);
            }
        }
    }
    all
}

/// s! (n−1−s)! for s = 0..n.
pub(super) fn order_weights(players: usize) -> Vec<BigUint> {
    let mut factorials = vec![BigUint::from(1u8)];
    for factor in 1..players {
        let next = factorials.last().map(|last| last * factor);
        factorials.extend(next);
    }
    factorials.iter().zip(factorials.iter().rev()).map(|(one, other)| one * other).collect()
}

pub(super) fn factorial(n: usize) -> BigUint {
    (1..=n).fold(BigUint::from(1u8), |product, factor| product * factor)
}
