//! A basis in integers.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};
use willing_game::Rational;

use super::{Basis, Sense};

/// A basis in integers: its inverse is kept as integers over the determinant, and every exchange divides exactly
/// (fraction-free pivoting: Edmonds 1967, Bareiss 1968).
///
/// With entries in {0, 1} and n + 1 columns the numbers stay below (n + 2)^((n + 2)/2) / 2^(n + 1): 2⁴⁹ for n = 30.
#[derive(Clone, Debug)]
pub(crate) struct ExactBasis<I> {
    objective: Vec<i32>,
    entries: Vec<Vec<i32>>,
    /// Bounds over `denominator`.
    bounds: Vec<BigInt>,
    denominator: BigInt,
    senses: Vec<Sense>,
    active: Vec<usize>,
    is_active: Vec<bool>,
    /// Columns of the inverse times the determinant.
    adjugate: Vec<Vec<I>>,
    /// Positive.
    determinant: I,
    /// The point, times determinant and denominator.
    point: Vec<BigInt>,
    /// The multipliers, times the determinant.
    multipliers: Vec<I>,
    coordinates: Vec<I>,
}

/// Integers that an inverse is made of.
pub(crate) trait Entry: Integer + Signed + Clone + From<i32> + Into<BigInt> {
    /// Σ over rows of `entries` · `column`.
    fn dot(entries: &[i32], column: &[Self]) -> Self {
        entries.iter().zip(column).fold(Self::zero(), |sum, (entry, value)| match entry {
            0 => sum,
            1 => sum + value.clone(),
            -1 => sum - value.clone(),
            _ => sum + value.clone() * Self::from(*entry),
        })
    }
}

impl Entry for i128 {}
impl Entry for BigInt {}

impl<I: Entry> ExactBasis<I> {
    /// A program without rows, whose bounds are integers over `denominator`.
    pub(crate) fn new(objective: &[i32], denominator: BigInt) -> Self {
        let columns = objective.len();
        Self {
            objective: objective.to_vec(),
            entries: Vec::new(),
            bounds: Vec::new(),
            denominator,
            senses: Vec::new(),
            active: Vec::new(),
            is_active: Vec::new(),
            adjugate: Vec::new(),
            determinant: I::one(),
            point: vec![BigInt::zero(); columns],
            multipliers: vec![I::zero(); columns],
            coordinates: vec![I::zero(); columns],
        }
    }

    /// Adds a row and says its number. The denominator of the program must be a multiple of the bound's.
    pub(crate) fn push(&mut self, entries: &[i32], bound: &Rational, sense: Sense) -> usize {
        debug_assert!((&self.denominator % bound.denominator()).is_zero(), "bounds share the denominator");
        self.bounds.push(bound.numerator() * (&self.denominator / bound.denominator()));
        self.entries.push(entries.to_vec());
        self.senses.push(sense);
        self.is_active.push(false);
        self.bounds.len() - 1
    }

    /// Makes the first independent rows among `candidates` the basis. Whether they are enough, and dual feasible.
    pub(crate) fn start(&mut self, candidates: &[usize]) -> bool {
        let columns = self.objective.len();
        self.is_active.fill(false);
        self.active = vec![usize::MAX; columns];
        self.determinant = I::one();
        let unit = |place: usize| (0..columns).map(|row| I::from(i32::from(row == place))).collect();
        self.adjugate = (0..columns).map(unit).collect();
        let mut free = columns;
        for &row in candidates {
            if free == 0 {
                break;
            }
            self.locate(row);
            let open = self
                .active
                .iter()
                .zip(&self.coordinates)
                .position(|(active, coordinate)| *active == usize::MAX && !coordinate.is_zero());
            if let Some(place) = open {
                self.take(place, row);
                free -= 1;
            }
        }
        self.recompute();
        free == 0 && self.inequalities().all(|(_, _, multiplier)| !multiplier.is_negative())
    }

    /// Places, rows and multipliers of the inequalities in the basis.
    fn inequalities(&self) -> impl Iterator<Item = (usize, usize, &I)> {
        self.active.iter().zip(&self.multipliers).enumerate().filter_map(|(place, (&row, multiplier))| {
            (self.senses.get(row) == Some(&Sense::AtLeast)).then_some((place, row, multiplier))
        })
    }

    /// The point at which the rows of the basis hold with equality.
    pub(crate) fn point(&self) -> Vec<Rational> {
        let scale = &self.denominator * self.determinant.clone().into();
        self.point
            .iter()
            .map(|value| Rational::new(value.clone(), scale.clone()).unwrap_or_default())
            .collect()
    }

    /// The rows of the basis.
    pub(crate) fn active(&self) -> &[usize] {
        &self.active
    }

    /// The inequalities of the basis whose multiplier is above 0, with it.
    pub(crate) fn supports(&self) -> Vec<(usize, Rational)> {
        self.inequalities()
            .filter(|(_, _, multiplier)| multiplier.is_positive())
            .map(|(_, row, multiplier)| (row, self.ratio(multiplier)))
            .collect()
    }

    fn ratio(&self, value: &I) -> Rational {
        Rational::new(value.clone().into(), self.determinant.clone().into()).unwrap_or_default()
    }

    fn locate(&mut self, row: usize) {
        let entries = self.entries.get(row).map(Vec::as_slice).unwrap_or_default();
        for (coordinate, column) in self.coordinates.iter_mut().zip(&self.adjugate) {
            *coordinate = I::dot(entries, column);
        }
    }

    /// Lets `row`, whose coordinates are known, take `place` in the inverse.
    fn take(&mut self, place: usize, row: usize) {
        let Some(pivot) = self.coordinates.get(place).cloned() else { return };
        let Some(own) = self.adjugate.get(place).cloned() else { return };
        for (other, (column, coordinate)) in self.adjugate.iter_mut().zip(&self.coordinates).enumerate() {
            if other == place {
                continue;
            }
            for (entry, own) in column.iter_mut().zip(&own) {
                // Exact: the result is a minor of the new basis (Sylvester's identity).
                *entry = (entry.clone() * pivot.clone() - coordinate.clone() * own.clone())
                    / self.determinant.clone();
            }
        }
        self.determinant = pivot;
        if self.determinant.is_negative() {
            self.determinant = -self.determinant.clone();
            self.adjugate.iter_mut().flatten().for_each(|entry| *entry = -entry.clone());
        }
        if let Some(old) = self.active.get_mut(place) {
            if let Some(flag) = self.is_active.get_mut(*old) {
                *flag = false;
            }
            *old = row;
        }
        if let Some(flag) = self.is_active.get_mut(row) {
            *flag = true;
        }
    }

    /// Point and multipliers from the inverse.
    fn recompute(&mut self) {
        self.point.fill(BigInt::zero());
        for ((column, row), multiplier) in self.adjugate.iter().zip(&self.active).zip(&mut self.multipliers) {
            *multiplier = I::dot(&self.objective, column);
            let Some(bound) = self.bounds.get(*row).filter(|bound| !bound.is_zero()) else { continue };
            for (value, entry) in self.point.iter_mut().zip(column).filter(|(_, entry)| !entry.is_zero()) {
                *value += bound * entry.clone().into();
            }
        }
    }

    /// What a row misses of its bound, times determinant and denominator.
    fn shortfall(&self, row: usize) -> BigInt {
        let bound = self.bounds.get(row).cloned().unwrap_or_default() * self.determinant.clone().into();
        let entries = self.entries.get(row).map(Vec::as_slice).unwrap_or_default();
        bound - <BigInt as Entry>::dot(entries, &self.point)
    }
}

impl<I: Entry> Basis for ExactBasis<I> {
    fn violated(&self, first: bool) -> Option<usize> {
        let mut worst: (Option<usize>, BigInt) = (None, BigInt::zero());
        for row in (0..self.bounds.len()).filter(|row| self.is_active.get(*row) == Some(&false)) {
            let shortfall = self.shortfall(row);
            if shortfall > worst.1 {
                worst = (Some(row), shortfall);
                if first {
                    break;
                }
            }
        }
        worst.0
    }

    fn leaving(&mut self, row: usize) -> Option<usize> {
        self.locate(row);
        let mut best: Option<(&I, &I, usize, usize)> = None;
        for (place, own, multiplier) in self.inequalities() {
            let Some(coordinate) = self.coordinates.get(place).filter(|value| value.is_positive()) else {
                continue;
            };
            let better = best.as_ref().is_none_or(|(least, over, lowest, _)| {
                let left = multiplier.clone() * (*over).clone();
                match left.cmp(&((*least).clone() * coordinate.clone())) {
                    Ordering::Less => true,
                    Ordering::Equal => own < *lowest,
                    Ordering::Greater => false,
                }
            });
            if better {
                best = Some((multiplier, coordinate, own, place));
            }
        }
        best.map(|(_, _, _, place)| place)
    }

    fn exchange(&mut self, place: usize, row: usize) -> bool {
        let rose = self.multipliers.get(place).is_some_and(|multiplier| !multiplier.is_zero());
        self.take(place, row);
        self.recompute();
        rose
    }

    fn refresh(&mut self) {}

    fn most_exchanges(_: usize) -> usize {
        usize::MAX
    }
}
