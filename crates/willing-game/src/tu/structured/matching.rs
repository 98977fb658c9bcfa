//! The best matching of rows with columns: the Hungarian method.

#![expect(clippy::indexing_slicing, reason = "rows and columns run over ranges fixed at the top")]

use crate::Rational;

/// A matching of rows with columns, as pairs by row, whose surpluses sum to the most; every row or every column
/// is matched, whichever are fewer. Surpluses must not be negative.
///
/// Kuhn (1955), in the form of shortest augmenting paths with potentials, O(rows² · columns).
pub(super) fn best_matching<'a>(
    rows: &[usize],
    columns: &[usize],
    surplus: &dyn Fn(usize, usize) -> &'a Rational,
) -> Vec<(usize, usize)> {
    if rows.len() > columns.len() {
        let mut pairs = best_matching(columns, rows, &|column, row| surplus(row, column));
        for pair in &mut pairs {
            *pair = (pair.1, pair.0);
        }
        pairs.sort_unstable();
        return pairs;
    }
    let mut state = Potentials::new(rows.len(), columns.len());
    for row in 1..=rows.len() {
        state.augment(row, |row, column| -surplus(rows[row - 1], columns[column - 1]));
    }
    let matched = |column: usize| Some((rows[state.row_of[column].checked_sub(1)?], columns[column - 1]));
    let mut pairs: Vec<_> = (1..=columns.len()).filter_map(matched).collect();
    pairs.sort_unstable();
    pairs
}

/// Rows and columns count from 1: column 0 holds the row that looks for a partner, and a column of row 0 is free.
struct Potentials {
    rows: Vec<Rational>,
    columns: Vec<Rational>,
    row_of: Vec<usize>,
}

impl Potentials {
    fn new(rows: usize, columns: usize) -> Self {
        Self {
            rows: vec![Rational::zero(); rows + 1],
            columns: vec![Rational::zero(); columns + 1],
            row_of: vec![0; columns + 1],
        }
    }

    /// Finds `row` a column along the shortest path in costs reduced by the potentials (Dijkstra).
    fn augment(&mut self, row: usize, cost: impl Fn(usize, usize) -> Rational) {
        let columns = self.columns.len();
        let mut distance: Vec<Option<Rational>> = vec![None; columns];
        let mut previous = vec![0; columns];
        let mut done = vec![false; columns];
        self.row_of[0] = row;
        let mut here = 0;
        while self.row_of[here] != 0 {
            done[here] = true;
            let row = self.row_of[here];
            let mut nearest: Option<usize> = None;
            for column in (1..columns).filter(|&column| !done[column]) {
                let reduced = cost(row, column) - &self.rows[row] - &self.columns[column];
                if distance[column].as_ref().is_none_or(|known| reduced < *known) {
                    distance[column] = Some(reduced);
                    previous[column] = here;
                }
                if nearest.is_none_or(|best| distance[column] < distance[best]) {
                    nearest = Some(column);
                }
            }
            // There is a free column, for there are at least as many columns as rows.
            let Some(nearest) = nearest else { return };
            let step = distance[nearest].clone().unwrap_or_default();
            for column in 0..columns {
                if done[column] {
                    self.rows[self.row_of[column]] += &step;
                    self.columns[column] -= &step;
                } else if let Some(distance) = &mut distance[column] {
                    *distance -= &step;
                }
            }
            here = nearest;
        }
        while here != 0 {
            self.row_of[here] = self.row_of[previous[here]];
            here = previous[here];
        }
    }
}
