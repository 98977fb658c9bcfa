//! The best evidence found on the way, by the checker's own bounds.

use nalgebra::{DMatrix, DVector};
use willing_check::sharing::LinearExchange;
use willing_game::Player;
use willing_risk::sharing::Portfolio;

use super::model::Model;
use super::part::PartModel;
use super::path::Point;

/// The best ends found so far.
pub(super) struct Best<'a> {
    portfolio: &'a Portfolio,
    unit: f64,
    pub(super) found: LinearExchange,
}

impl<'a> Best<'a> {
    pub(super) fn new(portfolio: &'a Portfolio, members: Vec<Player>, model: &Model) -> Self {
        let found = LinearExchange {
            members,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
            shares: Vec::new(),
            densities: Vec::new(),
        };
        Self { portfolio, unit: model.unit, found }
    }

    /// The gap relative to the greater of worth and unit.
    pub(super) fn relative_gap(&self) -> f64 {
        let gap = self.found.gap();
        let size = self.unit.max(self.found.low.abs()).max(self.found.high.abs());
        if gap > 0.0 { gap / size } else { 0.0 }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.relative_gap() <= 1e-14
    }

    /// The worth in units of the spread, as far as known.
    pub(super) fn magnitude(&self) -> f64 {
        let worth = self.found.low.abs().min(self.found.high.abs()) / self.unit;
        if worth.is_finite() { worth } else { 0.0 }
    }

    /// Takes what is better of these shares, these densities, and those that the shares call for.
    pub(super) fn propose(&mut self, model: &Model, shares: &DMatrix<f64>, densities: &[Vec<DVector<f64>>]) {
        self.propose_shares(shares);
        let called_for = model.called_for(shares);
        self.propose_densities(model, &called_for);
        if densities.is_empty() {
            return;
        }
        self.propose_densities(model, densities);
        // Of the tail, the outcomes at its edge enter in part: there the path knows better than the shares.
        let mut mixed = called_for;
        for ((own, other), part) in
            mixed.iter_mut().flatten().zip(densities.iter().flatten()).zip(model.members.iter().flatten())
        {
            if part.is_tail() {
                own.clone_from(other);
            }
        }
        self.propose_densities(model, &mixed);
    }

    fn propose_shares(&mut self, shares: &DMatrix<f64>) {
        let shares = shares.column_iter().map(|row| row.iter().copied().collect()).collect();
        let other = LinearExchange { shares, ..self.found.clone() };
        match other.lower_bound(self.portfolio) {
            Ok(low) if low > self.found.low => self.found = LinearExchange { low, ..other },
            _ => {}
        }
    }

    fn propose_densities(&mut self, model: &Model, densities: &[Vec<DVector<f64>>]) {
        let complete = |(parts, densities): (&Vec<PartModel>, &Vec<DVector<f64>>)| {
            parts
                .iter()
                .zip(densities)
                .map(|(part, density)| part.complete(&part.repaired(density)))
                .collect()
        };
        let densities = model.members.iter().zip(densities).map(complete).collect();
        let other = LinearExchange { densities, ..self.found.clone() };
        match other.upper_bound(self.portfolio) {
            Ok(high) if high < self.found.high => self.found = LinearExchange { high, ..other },
            _ => {}
        }
    }

    /// Shares that are on their way to 0 as 0, if nothing is lost by it.
    pub(super) fn drop_slight(&mut self, point: &Point) {
        let shares = point.without_slight();
        let rows: Vec<Vec<f64>> = shares.column_iter().map(|row| row.iter().copied().collect()).collect();
        let other = LinearExchange { shares: rows, ..self.found.clone() };
        let lost = 1e-14 * self.unit.max(self.found.low.abs());
        match other.lower_bound(self.portfolio) {
            Ok(low) if low >= self.found.low - lost => self.found = LinearExchange { low, ..other },
            _ => {}
        }
    }
}
