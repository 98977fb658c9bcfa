//! A coalition's exchange in units of its greatest spread.

use nalgebra::{DMatrix, DVector};
use willing_game::Player;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};

use super::part::PartModel;

/// 2⁻¹⁶: certain amounts that cancel leave their rounding, which is 1e-9 of this part of them.
const AMOUNTS: f64 = 1.0 / 65_536.0;

/// The members, each with the parts of its preference.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) members: Vec<Vec<PartModel>>,
    /// What counts as much: the spread, which is the greatest difference of what one member holds in two outcomes that somebody
    /// believes possible, but at least a small part of amounts and tolerances, whose rounding nothing can undo.
    pub(super) unit: f64,
}

impl Model {
    pub(super) fn new(portfolio: &Portfolio, members: &[Player]) -> Self {
        let preferences = || members.iter().filter_map(|player| portfolio.preference(*player));
        let believed: Vec<bool> = (0..portfolio.outcomes())
            .map(|outcome| {
                let mut parts = preferences().flat_map(Preference::parts);
                parts.any(|part| part.belief.probability(outcome) > 0.0)
            })
            .collect();
        let held: Vec<&[f64]> = members.iter().filter_map(|player| portfolio.endowment(*player)).collect();
        let ends = |held: &[f64]| {
            held.iter()
                .zip(&believed)
                .filter(|(_, believed)| **believed)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most): (f64, f64), (amount, _)| {
                    (least.min(*amount), most.max(*amount))
                })
        };
        let ends: Vec<(f64, f64)> = held.iter().map(|held| ends(held)).collect();
        let spread = ends.iter().map(|(least, most)| most - least).fold(0.0, f64::max);
        let scale = if spread > 0.0 { spread } else { 1.0 };
        // What is certain is exchanged at its face value, so each column may be moved.
        let holdings = DMatrix::from_fn(portfolio.outcomes(), members.len(), |outcome, member| {
            let amount = held.get(member).and_then(|held| held.get(outcome)).copied().unwrap_or(0.0);
            let centre = ends.get(member).map_or(0.0, |(least, most)| f64::midpoint(*least, *most));
            let believed = believed.get(outcome).copied().unwrap_or(false);
            if believed { (amount - centre) / scale } else { 0.0 }
        });
        let tolerance = |part: &Part| match part.attitude {
            Attitude::Entropic { tolerance } | Attitude::MeanVariance { tolerance }
                if tolerance.is_finite() =>
            {
                tolerance
            }
            _ => 0.0,
        };
        let parts = preferences().flat_map(Preference::parts);
        let tolerance = parts.map(tolerance).fold(0.0, f64::max);
        let amount = ends.iter().map(|(least, most)| least.abs().max(most.abs())).fold(0.0, f64::max);
        let unit = spread.max(AMOUNTS * amount).max(f64::EPSILON * tolerance);
        let members = preferences()
            .map(|preference| {
                let weights: f64 = preference.parts().iter().map(|part| part.weight).sum();
                preference
                    .parts()
                    .iter()
                    .map(|part| PartModel::new(part, weights, &holdings, scale))
                    .collect()
            })
            .collect();
        Self { members, unit }
    }

    /// How many members there are.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The densities that shares call for, one for each part of each member. A column of `shares` is a member's row.
    pub(super) fn called_for(&self, shares: &DMatrix<f64>) -> Vec<Vec<DVector<f64>>> {
        let each = |(parts, row): (&Vec<PartModel>, _)| {
            parts.iter().map(|part| part.called_for(&(&part.payoffs * &row))).collect()
        };
        self.members.iter().zip(shares.column_iter().map(|row| row.clone_owned())).map(each).collect()
    }
}
