//! A small linear program, exactly: the primal simplex method on integers.
//!
//! The tableau holds integers over one common denominator, the determinant of the basis (Edmonds 1967; Avis 2000):
//! every division below leaves no remainder, and no fraction is ever reduced. Bland's rule (1977) picks pivots, so
//! that it ends.

#![expect(clippy::indexing_slicing, reason = "places in a tableau whose shape is fixed when it is built")]

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::Rational;

/// max c·y subject to a·y ≤ b for each row, y ≥ 0. All rows are as long as c.
pub(super) struct Program {
    pub(super) objective: Vec<Rational>,
    pub(super) rows: Vec<Row>,
}

/// a·y ≤ b.
pub(super) struct Row {
    pub(super) coefficients: Vec<Rational>,
    pub(super) bound: Rational,
}

pub(super) enum Outcome {
    Optimal(Optimum),
    Unbounded,
    Infeasible,
}

pub(super) struct Optimum {
    pub(super) value: Rational,
    /// y.
    pub(super) point: Vec<Rational>,
    /// The dual solution: one price, not negative, for each row.
    pub(super) prices: Vec<Rational>,
}

impl Program {
    pub(super) fn maximize(&self) -> Outcome {
        let mut tableau = Tableau::new(self);
        if !tableau.become_feasible() {
            return Outcome::Infeasible;
        }
        let objective = tableau.rows();
        if tableau.climb(objective) { Outcome::Optimal(tableau.optimum(self)) } else { Outcome::Unbounded }
    }
}

/// Variables by number: 0 is the artificial one of the first phase, 1..=n are y, the slacks of the rows follow.
///
/// Row r says: basic_r + Σ_j cell_rj/det · nonbasic_j = last cell_r/det; below the rows stands the objective in the
/// same form, and below that the one of the first phase. The constants stand in the last column.
struct Tableau {
    cells: Vec<Vec<BigInt>>,
    det: BigInt,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// By what each row of the program, and at the end the objective, was multiplied to make it integer.
    scales: Vec<BigInt>,
}

impl Tableau {
    fn new(program: &Program) -> Self {
        let columns = program.objective.len();
        let mut scales = Vec::new();
        let mut cells = Vec::new();
        for row in &program.rows {
            let (scale, integers) = integers(row.coefficients.iter().chain([&row.bound]));
            scales.push(scale);
            cells.push(integers);
        }
        let zero = Rational::zero();
        let (scale, objective) = integers(program.objective.iter().chain([&zero]));
        scales.push(scale);
        cells.push(objective.into_iter().map(|cell| -cell).collect());
        let rows = program.rows.len();
        Self {
            cells,
            det: BigInt::one(),
            basic: (1 + columns..=columns + rows).collect(),
            nonbasic: (1..=columns).collect(),
            scales,
        }
    }

    fn rows(&self) -> usize {
        self.basic.len()
    }

    fn constant(&self, row: usize) -> &BigInt {
        &self.cells[row][self.nonbasic.len()]
    }

    /// First phase: relaxes every row by one artificial variable and minimizes that. Whether a feasible basis was
    /// reached.
    fn become_feasible(&mut self) -> bool {
        let worst = (0..self.rows())
            .min_by_key(|&row| self.constant(row))
            .filter(|&row| self.constant(row).is_negative());
        let Some(worst) = worst else { return true };
        let column = self.nonbasic.len();
        let rows = self.rows();
        for (place, row) in self.cells.iter_mut().enumerate() {
            row.insert(column, if place < rows { -BigInt::one() } else { BigInt::zero() });
        }
        self.nonbasic.push(0);
        // max −x₀.
        let mut phase = vec![BigInt::zero(); column + 2];
        phase[column] = BigInt::one();
        self.cells.push(phase);
        self.pivot(worst, column);
        self.climb(rows + 1);
        let feasible = self.constant(rows + 1).is_zero();
        self.cells.pop();
        if feasible {
            self.drop_artificial();
        }
        feasible
    }

    /// Takes the artificial variable, which is 0, out of the basis and out of the tableau.
    fn drop_artificial(&mut self) {
        if let Some(row) = self.basic.iter().position(|&variable| variable == 0)
            && let Some(column) = (0..self.nonbasic.len()).find(|&column| !self.cells[row][column].is_zero())
        {
            self.pivot(row, column);
        }
        if let Some(column) = self.nonbasic.iter().position(|&variable| variable == 0) {
            self.nonbasic.remove(column);
            for row in &mut self.cells {
                row.remove(column);
            }
        }
    }

    /// Pivots until the objective in row `objective` is greatest; false if it has no bound.
    fn climb(&mut self, objective: usize) -> bool {
        loop {
            let improving = |&column: &usize| self.cells[objective][column].is_negative();
            let entering =
                (0..self.nonbasic.len()).filter(improving).min_by_key(|&column| self.nonbasic[column]);
            let Some(column) = entering else { return true };
            let Some(row) = self.leaving(column) else { return false };
            self.pivot(row, column);
        }
    }

    /// The row that first forbids the variable of `column` to grow; of several, that of the lowest variable.
    fn leaving(&self, column: usize) -> Option<usize> {
        (0..self.rows()).filter(|&row| self.cells[row][column].is_positive()).min_by(|&one, &other| {
            let left = self.constant(one) * &self.cells[other][column];
            let right = self.constant(other) * &self.cells[one][column];
            left.cmp(&right).then(self.basic[one].cmp(&self.basic[other]))
        })
    }

    /// Exchanges the basic variable of `row` with the nonbasic one of `column`.
    fn pivot(&mut self, row: usize, column: usize) {
        let mut pivot_row = std::mem::take(&mut self.cells[row]);
        let pivot = pivot_row[column].clone();
        for cells in self.cells.iter_mut().filter(|cells| !cells.is_empty()) {
            let factor = std::mem::take(&mut cells[column]);
            for (cell, above) in cells.iter_mut().zip(&pivot_row) {
                *cell *= &pivot;
                if !factor.is_zero() && !above.is_zero() {
                    *cell -= &factor * above;
                }
                *cell /= &self.det;
            }
            cells[column] = -factor;
        }
        pivot_row[column] = std::mem::replace(&mut self.det, pivot);
        self.cells[row] = pivot_row;
        if self.det.is_negative() {
            self.det = -&self.det;
            for cell in self.cells.iter_mut().flatten() {
                *cell = -std::mem::take(cell);
            }
        }
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
    }

    fn optimum(&self, program: &Program) -> Optimum {
        let (columns, rows) = (program.objective.len(), self.rows());
        let objective = &self.cells[rows];
        let over = |cell: &BigInt, scale: &BigInt| {
            Rational::new(cell.clone(), &self.det * scale).unwrap_or_default()
        };
        let mut point = vec![Rational::zero(); columns];
        for (row, &variable) in self.basic.iter().enumerate() {
            if (1..=columns).contains(&variable) {
                point[variable - 1] = over(self.constant(row), &BigInt::one());
            }
        }
        let mut prices = vec![Rational::zero(); rows];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable > columns {
                let row = variable - columns - 1;
                prices[row] = over(&(&objective[column] * &self.scales[row]), &self.scales[rows]);
            }
        }
        Optimum { value: over(self.constant(rows), &self.scales[rows]), point, prices }
    }
}

/// The numbers times their least common denominator, and that.
fn integers<'a>(numbers: impl Iterator<Item = &'a Rational> + Clone) -> (BigInt, Vec<BigInt>) {
    let scale = numbers.clone().fold(BigInt::one(), |scale, number| scale.lcm(number.denominator()));
    let integers = numbers.map(|number| number.numerator() * (&scale / number.denominator())).collect();
    (scale, integers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(objective: &[i64], rows: &[(&[i64], i64)]) -> Program {
        let exact = |numbers: &[i64]| numbers.iter().map(|&number| number.into()).collect();
        Program {
            objective: exact(objective),
            rows: rows
                .iter()
                .map(|(row, bound)| Row { coefficients: exact(row), bound: (*bound).into() })
                .collect(),
        }
    }

    /// The value, after both solutions are found feasible and of equal value.
    fn value(program: &Program) -> Result<String, &'static str> {
        let optimum = match program.maximize() {
            Outcome::Optimal(optimum) => optimum,
            Outcome::Unbounded => return Err("unbounded"),
            Outcome::Infeasible => return Err("infeasible"),
        };
        let dot = |a: &[Rational], b: &[Rational]| a.iter().zip(b).map(|(a, b)| a * b).sum::<Rational>();
        assert!(optimum.point.iter().chain(&optimum.prices).all(|number| !number.is_negative()));
        for row in &program.rows {
            assert!(dot(&row.coefficients, &optimum.point) <= row.bound);
        }
        for (column, gain) in program.objective.iter().enumerate() {
            let cost: Rational = program
                .rows
                .iter()
                .zip(&optimum.prices)
                .map(|(row, price)| &row.coefficients[column] * price)
                .sum();
            assert!(cost >= *gain);
        }
        let bounds: Vec<_> = program.rows.iter().map(|row| row.bound.clone()).collect();
        assert_eq!(dot(&program.objective, &optimum.point), optimum.value);
        assert_eq!(dot(&bounds, &optimum.prices), optimum.value);
        Ok(optimum.value.to_string())
    }

    #[test]
    fn the_textbook_programs_have_their_textbook_values() {
        assert_eq!(
            value(&program(&[3, 5], &[(&[1, 0], 4), (&[0, 2], 12), (&[3, 2], 18)])).as_deref(),
            Ok("36")
        );
        // Beale (1955): cycles without a rule against it.
        let beale = Program {
            objective: ["3/4", "-150", "1/50", "-6"]
                .iter()
                .map(|text| text.parse().unwrap_or_default())
                .collect(),
            rows: [
                (["1/4", "-60", "-1/25", "9"], 0),
                (["1/2", "-90", "-1/50", "3"], 0),
                (["0", "0", "1", "0"], 1),
            ]
            .iter()
            .map(|(row, bound)| Row {
                coefficients: row.iter().map(|text| text.parse().unwrap_or_default()).collect(),
                bound: (*bound).into(),
            })
            .collect(),
        };
        assert_eq!(value(&beale).as_deref(), Ok("1/20"));
    }

    #[test]
    fn negative_bounds_take_a_first_phase() {
        assert_eq!(value(&program(&[-2, -3], &[(&[-1, -1], -4), (&[1, -1], 1)])).as_deref(), Ok("-19/2"));
        // An equality, twice.
        let twice =
            program(&[1, 2], &[(&[1, 1], 3), (&[-1, -1], -3), (&[2, 2], 6), (&[-2, -2], -6), (&[0, 1], 2)]);
        assert_eq!(value(&twice).as_deref(), Ok("5"));
    }

    #[test]
    fn programs_without_a_point_or_a_bound_are_told_apart() {
        assert_eq!(value(&program(&[1], &[(&[1], 1), (&[-1], -2)])), Err("infeasible"));
        assert_eq!(value(&program(&[1, 0], &[(&[-1, 1], 1)])), Err("unbounded"));
        assert_eq!(value(&program(&[1], &[])), Err("unbounded"));
        assert_eq!(value(&program(&[-1], &[])).as_deref(), Ok("0"));
    }
}
