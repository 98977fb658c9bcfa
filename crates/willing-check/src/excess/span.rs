//! Growing spans of integer rows, decided exactly.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use willing_game::Rational;

/// The span of some rows, in reduced echelon form over the rationals.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    columns: usize,
    rows: Vec<(usize, Vec<Rational>)>,
}

impl Span {
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(crate) fn rank(&self) -> usize {
        self.rows.len()
    }

    /// What remains of a row after the span is taken out: 0 everywhere if the row is inside.
    fn remainder(&self, mut row: Vec<Rational>) -> Vec<Rational> {
        for (lead, reduced) in &self.rows {
            clear(&mut row, reduced, *lead);
        }
        row
    }

    pub(crate) fn contains(&self, row: Vec<Rational>) -> bool {
        self.remainder(row).iter().all(Rational::is_zero)
    }

    /// Takes a row in. Whether it was outside.
    pub(crate) fn insert(&mut self, row: Vec<Rational>) -> bool {
        let mut row = self.remainder(row);
        let lead = row.iter().enumerate().find_map(|(column, entry)| Some((column, entry.reciprocal()?)));
        let Some((lead, scale)) = lead else { return false };
        for entry in row.iter_mut().filter(|entry| !entry.is_zero()) {
            *entry = &*entry * &scale;
        }
        for (_, reduced) in &mut self.rows {
            clear(reduced, &row, lead);
        }
        self.rows.push((lead, row));
        true
    }

    /// Integer functionals that all vanish on a row exactly if it is in the span: one for each column without a
    /// leading one.
    fn functionals(&self) -> Vec<Vec<BigInt>> {
        let is_lead = |column: usize| self.rows.iter().any(|(lead, _)| *lead == column);
        let free = (0..self.columns).filter(|column| !is_lead(*column));
        let functional = |column: usize| {
            let entry = |row: &[Rational]| row.get(column).cloned().unwrap_or_default();
            let scale =
                self.rows.iter().fold(BigInt::one(), |lcm, (_, row)| lcm.lcm(entry(row).denominator()));
            let mut functional = vec![BigInt::zero(); self.columns];
            if let Some(own) = functional.get_mut(column) {
                own.clone_from(&scale);
            }
            for (lead, row) in &self.rows {
                if let Some(value) = functional.get_mut(*lead) {
                    let entry = entry(row);
                    *value = -entry.numerator() * (&scale / entry.denominator());
                }
            }
            functional
        };
        free.map(functional).collect()
    }

    /// The test whether a row whose entries are at most `largest` in size is in the span.
    pub(crate) fn membership(&self, largest: u32) -> Membership {
        let mut tests: Vec<(Vec<BigInt>, BigInt)> = Vec::new();
        for functional in self.functionals() {
            // h_1 + B h_2 vanishes exactly if both do, where B exceeds twice what h_1 can sum to.
            let reach = functional.iter().map(Signed::abs).sum::<BigInt>() * largest;
            let joined = tests.last_mut().is_some_and(|(sum, most)| {
                let base: BigInt = &*most * 2 + 1;
                let total: BigInt = &*most + &base * &reach;
                let fits = total.bits() < 120;
                if fits {
                    sum.iter_mut().zip(&functional).for_each(|(sum, entry)| *sum += &base * entry);
                    *most = total;
                }
                fits
            });
            if !joined {
                tests.push((functional, reach));
            }
        }
        let narrow = |(entries, reach): &(Vec<BigInt>, BigInt)| {
            if reach.bits() >= 120 { None } else { entries.iter().map(ToPrimitive::to_i128).collect() }
        };
        match tests.iter().map(narrow).collect::<Option<Vec<Vec<i128>>>>() {
            Some(tests) => Membership::Narrow(tests),
            None => Membership::Wide(tests.into_iter().map(|(entries, _)| entries).collect()),
        }
    }
}

/// Takes from `row` the multiple of `reduced`, whose entry at `lead` is 1, that clears its entry there.
fn clear(row: &mut [Rational], reduced: &[Rational], lead: usize) {
    let Some(factor) = row.get(lead).filter(|factor| !factor.is_zero()).cloned() else { return };
    for (entry, value) in row.iter_mut().zip(reduced).filter(|(_, value)| !value.is_zero()) {
        *entry -= &(&factor * value);
    }
}

/// An exact test whether an integer row is in a span.
#[derive(Clone, Debug)]
pub(crate) enum Membership {
    /// Functionals whose sums fit 120 bits.
    Narrow(Vec<Vec<i128>>),
    /// Functionals of any size.
    Wide(Vec<Vec<BigInt>>),
}

impl Membership {
    /// Whether the indicator of the coalition with this bit mask is in the span.
    pub(crate) fn holds(&self, mask: u64) -> bool {
        match self {
            Self::Narrow(tests) => tests.iter().all(|test| members(test, mask).sum::<i128>() == 0),
            Self::Wide(tests) => tests.iter().all(|test| members(test, mask).sum::<BigInt>().is_zero()),
        }
    }

    /// Whether a row is in the span.
    pub(crate) fn holds_for(&self, row: &[i32]) -> bool {
        match self {
            Self::Narrow(tests) => tests.iter().all(|test| {
                test.iter().zip(row).map(|(value, entry)| value * i128::from(*entry)).sum::<i128>() == 0
            }),
            Self::Wide(tests) => tests.iter().all(|test| {
                test.iter().zip(row).map(|(value, entry)| value * entry).sum::<BigInt>().is_zero()
            }),
        }
    }
}

fn members<T>(values: &[T], mask: u64) -> impl Iterator<Item = &T> {
    values.iter().enumerate().filter(move |(player, _)| mask >> player & 1 == 1).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(entries: &[i32]) -> Vec<Rational> {
        entries.iter().copied().map(Rational::from).collect()
    }

    #[test]
    fn membership_of_coalitions_agrees_with_elimination() {
        let mut span = Span::new(5);
        for entries in [[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [0, 0, 1, 0, -3]] {
            assert!(span.insert(row(&entries)));
            let test = span.membership(1);
            for mask in 0..32u64 {
                let indicator: Vec<i32> = (0..5).map(|player| i32::from(mask >> player & 1 == 1)).collect();
                assert_eq!(test.holds(mask), span.contains(row(&indicator)), "{mask:05b}");
            }
        }
        assert!(!span.insert(row(&[0, 0, 0, 1, 4])));
    }
}
