//! Packing coalitions: the most that weighted coalitions are worth if no player carries more than 1.
//!
//! ```text
//! max Σ λ_Q r(Q)   s.t.  Σ { λ_Q : k ∈ Q } ≤ 1 for all k,  λ ≥ 0          (packing)
//! min Σ d_k        s.t.  d(Q) ≥ r(Q) for all Q,            d ≥ 0          (its dual: covering)
//! ```
//!
//! A primal simplex with one row a player and a column for each of 2ᵐ coalitions, which are never written down: the
//! best one is found by a scan of the prices. Fraction-free: the inverse of the basis is kept as integers over its
//! determinant (Edmonds 1967), which for 0/1 columns stays small, so machine integers serve m ≤ 14.

#![allow(clippy::indexing_slicing, reason = "rows are below m and masks below 2^m, as built here")]

use num_integer::Integer;
use num_traits::Signed;

/// Pivots by largest gain before the rule that cannot cycle (Bland 1977) takes over.
const GREEDY: usize = 200;

/// How a packing ended, in integers over a positive denominator.
#[derive(Clone, Debug)]
pub(crate) enum Packing<T> {
    /// Weights whose value reaches the target: (Q, λ_Q · denominator).
    Reached { weights: Vec<(usize, T)>, denominator: T },
    /// The most that can be packed is below the target; prices d_k · denominator that cover every Q at this cost.
    Short { prices: Vec<T>, denominator: T },
}

/// A column of the program: the slack of a row, or a coalition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Slack(usize),
    Coalition(usize),
}

/// Packs coalitions of `players` players, worth `rewards` by mask, until the target is reached or nothing improves.
pub(crate) fn pack<T: Integer + Signed + Clone>(players: usize, rewards: &[T], target: &T) -> Packing<T> {
    let mut basis: Basis<T> = Basis::slack(players);
    let mut pivots = 0;
    loop {
        if basis.value() >= target.clone() * basis.determinant.clone() {
            return basis.reached();
        }
        let entering = if pivots < GREEDY { basis.best(rewards) } else { basis.first(rewards) };
        let Some((column, gain)) = entering else {
            return Packing::Short { prices: basis.prices, denominator: basis.determinant };
        };
        // Every coalition has a member, whose row bounds it; a slack with a negative price is bounded too.
        let Some(row) = basis.leaving(column) else {
            return Packing::Short { prices: basis.prices, denominator: basis.determinant };
        };
        basis.pivot(row, column, &gain);
        pivots += 1;
    }
}

/// A feasible basis: its inverse, its weights and the prices, all times the determinant.
struct Basis<T> {
    columns: Vec<Column>,
    inverse: Vec<Vec<T>>,
    weights: Vec<T>,
    prices: Vec<T>,
    determinant: T,
}

impl<T: Integer + Signed + Clone> Basis<T> {
    fn slack(players: usize) -> Self {
        let unit = |row: usize| (0..players).map(|k| if k == row { T::one() } else { T::zero() }).collect();
        Self {
            columns: (0..players).map(Column::Slack).collect(),
            inverse: (0..players).map(unit).collect(),
            weights: vec![T::one(); players],
            prices: vec![T::zero(); players],
            determinant: T::one(),
        }
    }

    /// The value of the packing, times the determinant: what the prices charge for one of each player.
    fn value(&self) -> T {
        self.prices.iter().fold(T::zero(), |sum, price| sum + price.clone())
    }

    /// What each coalition gains over its price, times the determinant.
    fn gains<'a>(&'a self, rewards: &'a [T]) -> impl Iterator<Item = (Column, T)> + 'a {
        let slacks = self.prices.iter().enumerate().map(|(k, price)| (Column::Slack(k), -price.clone()));
        let mut charged = vec![T::zero()];
        for price in &self.prices {
            charged.extend(charged.clone().into_iter().map(|sum| sum + price.clone()));
        }
        let coalitions = rewards.iter().zip(charged).enumerate().skip(1).map(|(mask, (reward, charged))| {
            (Column::Coalition(mask), reward.clone() * self.determinant.clone() - charged)
        });
        slacks.chain(coalitions)
    }

    /// The column of the largest gain; of equal ones the first.
    fn best(&self, rewards: &[T]) -> Option<(Column, T)> {
        let positive = self.gains(rewards).filter(|(_, gain)| gain.is_positive());
        positive.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The first column that gains.
    fn first(&self, rewards: &[T]) -> Option<(Column, T)> {
        self.gains(rewards).find(|(_, gain)| gain.is_positive())
    }

    /// The column in terms of the basis, times the determinant.
    fn expressed(&self, column: Column) -> Vec<T> {
        let entry = |row: &Vec<T>| match column {
            Column::Slack(k) => row[k].clone(),
            Column::Coalition(mask) => {
                let members = row.iter().enumerate().filter(|(k, _)| mask >> k & 1 == 1);
                members.fold(T::zero(), |sum, (_, entry)| sum + entry.clone())
            }
        };
        self.inverse.iter().map(entry).collect()
    }

    /// The row whose weight reaches 0 first; of equal ones that of the first column.
    fn leaving(&self, column: Column) -> Option<usize> {
        let entries = self.expressed(column);
        let rising = (0..entries.len()).filter(|&row| entries[row].is_positive());
        rising.reduce(|best, row| {
            let (left, right) = (
                self.weights[row].clone() * entries[best].clone(),
                self.weights[best].clone() * entries[row].clone(),
            );
            let sooner = left < right || left == right && self.columns[row] < self.columns[best];
            if sooner { row } else { best }
        })
    }

    /// Exchanges the column of a row. All divisions are exact: entries are minors of the matrix of columns.
    fn pivot(&mut self, row: usize, column: Column, gain: &T) {
        let entries = self.expressed(column);
        let (pivot, determinant) = (entries[row].clone(), self.determinant.clone());
        let (pivot_row, pivot_weight) = (self.inverse[row].clone(), self.weights[row].clone());
        let exchange = |old: &T, factor: &T, along: &T| {
            (old.clone() * pivot.clone() - factor.clone() * along.clone()) / determinant.clone()
        };
        for other in (0..entries.len()).filter(|&other| other != row) {
            let factor = &entries[other];
            for (old, along) in self.inverse[other].iter_mut().zip(&pivot_row) {
                *old = exchange(old, factor, along);
            }
            self.weights[other] = exchange(&self.weights[other], factor, &pivot_weight);
        }
        let against = -gain.clone();
        for (old, along) in self.prices.iter_mut().zip(&pivot_row) {
            *old = exchange(old, &against, along);
        }
        self.columns[row] = column;
        self.determinant = pivot;
    }

    fn reached(self) -> Packing<T> {
        let weights =
            self.columns.into_iter().zip(self.weights).filter_map(|(column, weight)| match column {
                Column::Coalition(mask) if weight.is_positive() => Some((mask, weight)),
                _ => None,
            });
        Packing::Reached { weights: weights.collect(), denominator: self.determinant }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of three players are worth 2 each: half of each pair packs 3, at prices of 1.
    const PAIRS: [i128; 8] = [0, 0, 0, 2, 0, 2, 2, 2];

    #[test]
    fn a_target_within_reach_comes_with_weights_that_reach_it() {
        let Packing::Reached { weights, denominator } = pack(3, &PAIRS, &3) else { unreachable!() };
        assert_eq!(weights.iter().map(|(mask, weight)| PAIRS[*mask] * weight).sum::<i128>(), 3 * denominator);
        for player in 0..3 {
            let carried =
                weights.iter().filter(|(mask, _)| mask >> player & 1 == 1).map(|(_, weight)| weight);
            assert!(carried.sum::<i128>() <= denominator);
        }
    }

    #[test]
    fn a_target_beyond_reach_comes_with_prices_that_cover_everybody_below_it() {
        let Packing::Short { prices, denominator } = pack(3, &PAIRS, &4) else { unreachable!() };
        assert_eq!(prices.iter().sum::<i128>(), 3 * denominator);
        for (mask, worth) in PAIRS.iter().enumerate() {
            let paid: i128 = (0..3).filter(|k| mask >> k & 1 == 1).map(|k| prices[k]).sum();
            assert!(paid >= worth * denominator);
        }
    }
}
