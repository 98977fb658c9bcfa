//! A basis in floats.

use super::{Basis, Sense};

/// Multipliers and coordinates below this count as 0; rows have entries of size 1 to 64.
const ZERO: f64 = 1e-9;

/// A basis in floats, with its inverse.
#[derive(Clone, Debug)]
pub(crate) struct FloatBasis {
    columns: usize,
    objective: Vec<f64>,
    /// Row by row, `columns` entries each.
    entries: Vec<f64>,
    bounds: Vec<f64>,
    senses: Vec<Sense>,
    active: Vec<usize>,
    is_active: Vec<bool>,
    /// Column k of the inverse: 1 on the k-th row of the basis, 0 on the others. One after the other.
    inverse: Vec<f64>,
    point: Vec<f64>,
    multipliers: Vec<f64>,
    /// Coordinates of the row that enters, place by place.
    coordinates: Vec<f64>,
    /// A row is violated if it misses its bound by more than this.
    tolerance: f64,
}

impl FloatBasis {
    /// A program without rows; `tolerance` in the unit of the bounds.
    pub(crate) fn new(objective: &[i32], tolerance: f64) -> Self {
        let columns = objective.len();
        Self {
            columns,
            objective: objective.iter().copied().map(f64::from).collect(),
            entries: Vec::new(),
            bounds: Vec::new(),
            senses: Vec::new(),
            active: Vec::new(),
            is_active: Vec::new(),
            inverse: Vec::new(),
            point: vec![0.0; columns],
            multipliers: vec![0.0; columns],
            coordinates: vec![0.0; columns],
            tolerance,
        }
    }

    /// Adds a row and says its number.
    pub(crate) fn push(&mut self, entries: &[i32], bound: f64, sense: Sense) -> usize {
        self.entries.extend(entries.iter().copied().map(f64::from));
        self.bounds.push(bound);
        self.senses.push(sense);
        self.is_active.push(false);
        self.bounds.len() - 1
    }

    /// Makes the first independent rows among `candidates` the basis. Whether they are enough, and dual feasible.
    pub(crate) fn start(&mut self, candidates: &[usize]) -> bool {
        let columns = self.columns;
        self.is_active.fill(false);
        self.active = vec![usize::MAX; columns];
        self.inverse = vec![0.0; columns * columns];
        for place in 0..columns {
            if let Some(one) = self.inverse.get_mut(place * columns + place) {
                *one = 1.0;
            }
        }
        let mut free = columns;
        // A basis that was lost to rounding has places without a row.
        for &row in candidates.iter().filter(|row| **row != usize::MAX) {
            if free == 0 {
                break;
            }
            self.locate(row);
            // Of the places not yet taken, the one with the largest coordinate: the most stable.
            let best = (0..columns)
                .filter(|&place| self.active.get(place) == Some(&usize::MAX))
                .map(|place| (place, self.coordinates.get(place).copied().unwrap_or(0.0).abs()))
                .fold((0, 1e-7), |best, next| if next.1 > best.1 { next } else { best });
            if best.1 > 1e-7 {
                self.take(best.0, row);
                free -= 1;
            }
        }
        self.recompute();
        free == 0 && self.is_dual_feasible()
    }

    fn is_dual_feasible(&self) -> bool {
        self.inequalities().all(|(_, _, multiplier)| multiplier >= -ZERO)
    }

    /// Places, rows and multipliers of the inequalities in the basis.
    fn inequalities(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        self.active.iter().zip(&self.multipliers).enumerate().filter_map(|(place, (&row, &multiplier))| {
            (self.senses.get(row) == Some(&Sense::AtLeast)).then_some((place, row, multiplier))
        })
    }

    /// The point at which the rows of the basis hold with equality.
    pub(crate) fn point(&self) -> &[f64] {
        &self.point
    }

    /// The rows of the basis.
    pub(crate) fn active(&self) -> &[usize] {
        &self.active
    }

    /// The inequalities of the basis whose multiplier is above 0, with it.
    pub(crate) fn supports(&self) -> Vec<(usize, f64)> {
        self.inequalities()
            .filter(|(_, _, value)| *value > ZERO)
            .map(|(_, row, value)| (row, value))
            .collect()
    }

    fn row(&self, row: usize) -> &[f64] {
        self.entries.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default()
    }

    /// The coordinates of a row in the basis: a = Σ coordinate_k a_k.
    fn locate(&mut self, row: usize) {
        let mut coordinates = std::mem::take(&mut self.coordinates);
        let entries = self.row(row);
        for (coordinate, column) in coordinates.iter_mut().zip(self.inverse.chunks_exact(self.columns)) {
            *coordinate = dot(entries, column);
        }
        self.coordinates = coordinates;
    }

    /// Lets `row`, whose coordinates are known, take `place` in the inverse.
    fn take(&mut self, place: usize, row: usize) {
        let columns = self.columns;
        let pivot = self.coordinates.get(place).copied().unwrap_or(1.0);
        let Some(own) = self.inverse.get_mut(place * columns..(place + 1) * columns) else { return };
        for entry in own.iter_mut() {
            *entry /= pivot;
        }
        let own = own.to_vec();
        for (other, (column, coordinate)) in
            self.inverse.chunks_exact_mut(columns).zip(&self.coordinates).enumerate()
        {
            if other != place && *coordinate != 0.0 {
                column.iter_mut().zip(&own).for_each(|(entry, own)| *entry -= coordinate * own);
            }
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
        self.point.fill(0.0);
        let columns = self.inverse.chunks_exact(self.columns);
        for ((column, row), multiplier) in columns.zip(&self.active).zip(&mut self.multipliers) {
            let bound = self.bounds.get(*row).copied().unwrap_or(0.0);
            self.point.iter_mut().zip(column).for_each(|(value, entry)| *value += bound * entry);
            *multiplier = dot(&self.objective, column);
        }
    }

    fn slack(&self, row: usize) -> f64 {
        dot(self.row(row), &self.point) - self.bounds.get(row).copied().unwrap_or(0.0)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Basis for FloatBasis {
    fn violated(&self, first: bool) -> Option<usize> {
        let mut worst = (None, -self.tolerance);
        let rows = self.entries.chunks_exact(self.columns).zip(&self.bounds).zip(&self.is_active);
        for (row, ((entries, bound), active)) in rows.enumerate() {
            if *active {
                continue;
            }
            let slack = dot(entries, &self.point) - bound;
            if slack < worst.1 {
                worst = (Some(row), slack);
                if first {
                    break;
                }
            }
        }
        worst.0
    }

    fn leaving(&mut self, row: usize) -> Option<usize> {
        self.locate(row);
        let mut best: Option<(f64, usize, usize)> = None;
        for (place, own, multiplier) in self.inequalities() {
            let coordinate = self.coordinates.get(place).copied().unwrap_or(0.0);
            if coordinate <= ZERO {
                continue;
            }
            let ratio = multiplier.max(0.0) / coordinate;
            let better = best.is_none_or(|(least, lowest, _)| {
                ratio < least - 1e-12 || (ratio <= least + 1e-12 && own < lowest)
            });
            if better {
                best = Some((ratio, own, place));
            }
        }
        best.map(|(_, _, place)| place)
    }

    fn exchange(&mut self, place: usize, row: usize) -> bool {
        let slack = self.slack(row);
        let ratio = match (self.multipliers.get(place), self.coordinates.get(place)) {
            (Some(multiplier), Some(coordinate)) => multiplier / coordinate,
            _ => 0.0,
        };
        self.take(place, row);
        let Some(column) = self.inverse.get(place * self.columns..(place + 1) * self.columns) else {
            return false;
        };
        self.point.iter_mut().zip(column).for_each(|(value, entry)| *value -= slack * entry);
        for (multiplier, coordinate) in self.multipliers.iter_mut().zip(&self.coordinates) {
            *multiplier -= ratio * coordinate;
        }
        if let Some(own) = self.multipliers.get_mut(place) {
            *own = ratio;
        }
        ratio > ZERO
    }

    fn refresh(&mut self) {
        let active = self.active.clone();
        self.start(&active);
    }

    fn most_exchanges(columns: usize) -> usize {
        400 + 60 * columns
    }
}
