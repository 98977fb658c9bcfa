//! A tiny exact simplex method, for linear programs in free variables.

use willing_game::Rational;

/// A row a·y ≥ b or a·y = b.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) coefficients: Vec<Rational>,
    pub(super) bound: Rational,
    pub(super) equality: bool,
}

/// An optimal point and its value.
pub(super) struct Optimum {
    pub(super) point: Vec<Rational>,
    pub(super) value: Rational,
}

/// Minimises c·y over free y subject to `rows`; `None` if it has no feasible point or no least value.
///
/// Solves the dual, max b·λ subject to Σ λ a = c, which has one row a variable, by the two-phase tableau method with
/// Bland's (1977) rule; the columns of the artificial variables then show y. A program is infeasible where its dual has
/// no greatest value, and has no least value where the dual is infeasible.
pub(super) fn minimise(costs: &[Rational], rows: &[Row]) -> Option<Optimum> {
    let mut tableau = Tableau::new(costs, rows);
    tableau.first_phase()?;
    tableau.second_phase()?;
    let point = tableau.multipliers();
    let value = costs.iter().zip(&point).map(|(cost, amount)| cost * amount).sum();
    Some(Optimum { point, value })
}

/// B⁻¹ [A | I | c] for the columns λ and artificial variables, and the right-hand side last.
struct Tableau {
    lines: Vec<Vec<Rational>>,
    /// The column that is basic in each line.
    basis: Vec<usize>,
    /// b of each column λ.
    gains: Vec<Rational>,
    /// Whether line i was multiplied by −1 to make its right-hand side non-negative.
    flipped: Vec<bool>,
}

impl Tableau {
    fn new(costs: &[Rational], rows: &[Row]) -> Self {
        // A multiplier of an equality is free: the difference of two that are not negative.
        let columns: Vec<(Vec<Rational>, Rational)> = rows
            .iter()
            .flat_map(|row| {
                let negated = (row.coefficients.iter().map(|entry| -entry).collect(), -&row.bound);
                let plus = (row.coefficients.clone(), row.bound.clone());
                std::iter::once(plus).chain(row.equality.then_some(negated))
            })
            .collect();
        let flipped: Vec<bool> = costs.iter().map(Rational::is_negative).collect();
        let line = |(index, cost): (usize, &Rational)| {
            let sign = |entry: &Rational| if cost.is_negative() { -entry } else { entry.clone() };
            let entries = columns.iter().map(|(column, _)| column.get(index).map(&sign).unwrap_or_default());
            let unit = (0..costs.len()).map(|other| Rational::from(u32::from(other == index)));
            entries.chain(unit).chain([sign(cost)]).collect()
        };
        Self {
            lines: costs.iter().enumerate().map(line).collect(),
            basis: (columns.len()..columns.len() + costs.len()).collect(),
            gains: columns.into_iter().map(|(_, bound)| bound).collect(),
            flipped,
        }
    }

    fn entry(&self, line: usize, column: usize) -> Rational {
        self.lines.get(line).and_then(|line| line.get(column)).cloned().unwrap_or_default()
    }

    fn right(&self, line: usize) -> Rational {
        self.lines.get(line).and_then(|line| line.last()).cloned().unwrap_or_default()
    }

    /// Drives the artificial variables to 0; `None` if that cannot be.
    fn first_phase(&mut self) -> Option<()> {
        let count = self.gains.len();
        let gain = move |column: usize| Rational::from(-i32::from(column >= count));
        self.maximise(&gain)?;
        let rest: Rational =
            (0..self.lines.len()).filter(|line| self.is_artificial(*line)).map(|line| self.right(line)).sum();
        if !rest.is_zero() {
            return None;
        }
        // Artificial variables that stay basic at 0 leave on any entry; a line without one is redundant.
        for line in 0..self.lines.len() {
            if self.is_artificial(line)
                && let Some(column) = (0..count).find(|column| !self.entry(line, *column).is_zero())
            {
                self.pivot(line, column);
            }
        }
        Some(())
    }

    fn second_phase(&mut self) -> Option<()> {
        let gains = self.gains.clone();
        self.maximise(&|column| gains.get(column).cloned().unwrap_or_default())
    }

    fn is_artificial(&self, line: usize) -> bool {
        self.basis.get(line).is_some_and(|column| *column >= self.gains.len())
    }

    /// Pivots until no column λ has a gain left; `None` if one gains without bound.
    fn maximise(&mut self, gain: &impl Fn(usize) -> Rational) -> Option<()> {
        let mut reduced: Vec<Rational> = (0..self.gains.len()).map(gain).collect();
        for (line, basic) in self.lines.iter().zip(&self.basis) {
            subtract(&mut reduced, &gain(*basic), line);
        }
        while let Some(column) = reduced.iter().position(Rational::is_positive) {
            let ratio = |(line, basic): (&Vec<Rational>, &usize)| {
                let entry = line.get(column).filter(|entry| entry.is_positive())?;
                Some((line.last()?.over(entry)?, *basic))
            };
            let ratios = self.lines.iter().zip(&self.basis).map(ratio).zip(0..);
            let (_, line) = ratios.filter_map(|(ratio, line)| Some((ratio?, line))).min()?;
            self.pivot(line, column);
            if let (Some(factor), Some(line)) = (reduced.get(column).cloned(), self.lines.get(line)) {
                subtract(&mut reduced, &factor, line);
            }
        }
        Some(())
    }

    fn pivot(&mut self, line: usize, column: usize) {
        let Some(inverse) = self.entry(line, column).reciprocal() else { return };
        let scaled: Vec<Rational> =
            self.lines.get(line).into_iter().flatten().map(|entry| entry * &inverse).collect();
        for (_, other) in self.lines.iter_mut().enumerate().filter(|(index, _)| *index != line) {
            let factor = other.get(column).cloned().unwrap_or_default();
            subtract(other, &factor, &scaled);
        }
        if let (Some(target), Some(basic)) = (self.lines.get_mut(line), self.basis.get_mut(line)) {
            *target = scaled;
            *basic = column;
        }
    }

    /// y = c_B B⁻¹, read from the columns that started as the unit matrix.
    fn multipliers(&self) -> Vec<Rational> {
        let gain = |line: usize| self.basis.get(line).and_then(|column| self.gains.get(*column));
        let price = |(index, flipped): (usize, &bool)| {
            let column = self.gains.len() + index;
            let lines = 0..self.lines.len();
            let price =
                lines.filter_map(|line| Some(gain(line)? * self.entry(line, column))).sum::<Rational>();
            if *flipped { -price } else { price }
        };
        self.flipped.iter().enumerate().map(price).collect()
    }
}

/// target −= factor · line.
fn subtract(target: &mut [Rational], factor: &Rational, line: &[Rational]) {
    if !factor.is_zero() {
        let entries = target.iter_mut().zip(line).filter(|(_, by)| !by.is_zero());
        entries.for_each(|(entry, by)| *entry -= &(factor * by));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(coefficients: &[i32], bound: i32, equality: bool) -> Row {
        let coefficients = coefficients.iter().copied().map(Rational::from).collect();
        Row { coefficients, bound: bound.into(), equality }
    }

    fn solved(costs: &[i32], rows: &[Row]) -> Option<(String, Vec<String>)> {
        let costs: Vec<Rational> = costs.iter().copied().map(Rational::from).collect();
        let optimum = minimise(&costs, rows)?;
        Some((optimum.value.to_string(), optimum.point.iter().map(ToString::to_string).collect()))
    }

    #[test]
    fn a_program_has_its_optimum_or_none() {
        let corner = [row(&[2, 1], 3, false), row(&[1, 2], 3, false)];
        assert_eq!(solved(&[1, 1], &corner), Some(("2".into(), vec!["1".into(), "1".into()])));
        let line = [row(&[1, 1], 1, true), row(&[3, 0], -1, false)];
        assert_eq!(solved(&[1, 0], &line), Some(("-1/3".into(), vec!["-1/3".into(), "4/3".into()])));
        assert_eq!(
            solved(&[-1, 0], &[row(&[-3, 0], -1, false), row(&[0, 1], 0, true)]).map(|s| s.0),
            Some("-1/3".into())
        );
        assert_eq!(solved(&[1, 0], &[row(&[1, 0], 1, false), row(&[-1, 0], 0, false)]), None, "infeasible");
        assert_eq!(solved(&[-1, 0], &corner), None, "without bound");
    }

    #[test]
    fn repeated_rows_do_no_harm() {
        let rows =
            [row(&[1, 1], 1, true), row(&[1, 1], 1, true), row(&[2, 2], 2, true), row(&[1, 0], 0, false)];
        assert_eq!(solved(&[1, 0], &rows), Some(("0".into(), vec!["0".into(), "1".into()])));
    }
}
