//! Dense linear systems of moderate size.

/// A square matrix in triangular factors with row exchanges.
pub(crate) struct Factors {
    size: usize,
    entries: Vec<f64>,
    rows: Vec<usize>,
}

impl Factors {
    /// Gaussian elimination with partial pivoting of a matrix given row by row; `None` if singular.
    pub(crate) fn of(mut entries: Vec<f64>, size: usize) -> Option<Self> {
        debug_assert_eq!(entries.len(), size * size, "a square matrix");
        let mut rows: Vec<usize> = (0..size).collect();
        for column in 0..size {
            let magnitude = |row: usize| entries[row * size + column].abs();
            let pivot = (column..size).max_by(|&a, &b| magnitude(a).total_cmp(&magnitude(b)))?;
            if magnitude(pivot).is_nan() || magnitude(pivot) <= 0.0 {
                return None;
            }
            if pivot != column {
                rows.swap(pivot, column);
                (0..size).for_each(|k| entries.swap(pivot * size + k, column * size + k));
            }
            for row in column + 1..size {
                let factor = entries[row * size + column] / entries[column * size + column];
                entries[row * size + column] = factor;
                if factor.abs() > 0.0 {
                    for k in column + 1..size {
                        entries[row * size + k] -= factor * entries[column * size + k];
                    }
                }
            }
        }
        Some(Self { size, entries, rows })
    }

    /// The solution for one right-hand side.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let size = self.size;
        let mut x: Vec<f64> = self.rows.iter().map(|&row| right[row]).collect();
        for row in 0..size {
            let known: f64 = (0..row).map(|k| self.entries[row * size + k] * x[k]).sum();
            x[row] -= known;
        }
        for row in (0..size).rev() {
            let known: f64 = (row + 1..size).map(|k| self.entries[row * size + k] * x[k]).sum();
            x[row] = (x[row] - known) / self.entries[row * size + row];
        }
        x
    }
}
