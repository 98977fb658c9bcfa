//! Small dense linear systems in floats.

/// The solution of a square system, given by its rows with the right-hand side last: Gaussian elimination with partial
/// pivoting. `None` where a pivot vanishes or numbers are not finite.
pub(super) fn solved(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = rows.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|one, other| {
            let entry =
                |row: &usize| rows.get(*row).and_then(|row| row.get(column)).map_or(0.0, |entry| entry.abs());
            entry(one).total_cmp(&entry(other))
        })?;
        rows.swap(column, pivot);
        let (above, below) = rows.split_at_mut_checked(column + 1)?;
        let row = above.last()?;
        let pivot = *row.get(column)?;
        if !pivot.is_finite() || pivot.abs() < f64::MIN_POSITIVE {
            return None;
        }
        for other in below {
            let factor = other.get(column)? / pivot;
            for (entry, over) in other.iter_mut().zip(row).skip(column) {
                *entry -= factor * over;
            }
        }
    }
    let mut solution = vec![0.0; size];
    for (place, row) in rows.iter().enumerate().rev() {
        let known: f64 = row.iter().zip(&solution).skip(place + 1).map(|(entry, value)| entry * value).sum();
        let value = (row.last()? - known) / row.get(place)?;
        *solution.get_mut(place)? = value;
    }
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}

/// The step d that minimizes |J d + r|² + damping |d|², from the normal equations.
pub(super) fn damped_step(jacobian: &[Vec<f64>], residual: &[f64], damping: f64) -> Option<Vec<f64>> {
    let size = jacobian.first()?.len();
    let mut rows = vec![vec![0.0; size + 1]; size];
    for (equation, value) in jacobian.iter().zip(residual) {
        for (row, one) in rows.iter_mut().zip(equation).filter(|(_, one)| **one != 0.0) {
            for (entry, other) in row.iter_mut().zip(equation) {
                *entry += one * other;
            }
            *row.last_mut()? -= one * value;
        }
    }
    for (place, row) in rows.iter_mut().enumerate() {
        *row.get_mut(place)? += damping;
    }
    solved(rows)
}
