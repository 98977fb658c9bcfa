//! Exact expectations over a table of payoffs.

use willing_check::quantal::StrategicForm;

use super::continuation::{System, logit_slopes};
use super::linear::Factors;

/// A game in strategic form as a system of logit responses.
pub(super) struct Table<'a> {
    game: &'a StrategicForm,
    offsets: Vec<usize>,
    total: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(game: &'a StrategicForm) -> Self {
        let mut total = 0;
        let offsets = game
            .actions()
            .iter()
            .map(|&count| {
                let offset = total;
                total += count;
                offset
            })
            .collect();
        Self { game, offsets, total }
    }

    /// Calls `visit(number, places)` for every profile, places being flat positions of its actions.
    fn each_profile(&self, mut visit: impl FnMut(usize, &[usize])) {
        let mut places = self.offsets.clone();
        for number in 0..self.game.profiles() {
            visit(number, &places);
            for player in (0..places.len()).rev() {
                places[player] += 1;
                if places[player] < self.offsets[player] + self.game.actions()[player] {
                    break;
                }
                places[player] = self.offsets[player];
            }
        }
    }

    /// ∂u(row action)/∂p(column action), row by row.
    fn slopes(&self, mixes: &[f64]) -> Vec<f64> {
        let players = self.offsets.len();
        let mut slopes = vec![0.0; self.total * self.total];
        let payoffs: Vec<&[f64]> = (0..players).map(|player| self.game.payoffs(player)).collect();
        self.each_profile(|number, places| {
            for player in 0..players {
                for other in (0..players).filter(|&other| other != player) {
                    let rest = places.iter().enumerate().filter(|&(k, _)| k != player && k != other);
                    let chance: f64 = rest.map(|(_, &place)| mixes[place]).product();
                    slopes[places[player] * self.total + places[other]] += chance * payoffs[player][number];
                }
            }
        });
        slopes
    }
}

impl System for Table<'_> {
    type Factor = Factors;

    fn sizes(&self) -> &[usize] {
        self.game.actions()
    }

    fn worths(&self, mixes: &[f64]) -> Vec<f64> {
        let players = self.offsets.len();
        let payoffs: Vec<&[f64]> = (0..players).map(|player| self.game.payoffs(player)).collect();
        let mut worths = vec![0.0; self.total];
        self.each_profile(|number, places| {
            for player in 0..players {
                let others = places.iter().enumerate().filter(|&(k, _)| k != player);
                let chance: f64 = others.map(|(_, &place)| mixes[place]).product();
                worths[places[player]] += chance * payoffs[player][number];
            }
        });
        worths
    }

    fn factor(&self, mixes: &[f64], responses: &[f64], _worths: &[f64], precision: f64) -> Option<Factors> {
        let mut matrix = self.slopes(mixes);
        for column in 0..self.total {
            let slopes: Vec<f64> = (0..self.total).map(|row| matrix[row * self.total + column]).collect();
            let response = logit_slopes(self.sizes(), responses, &slopes, precision);
            for (row, slope) in response.into_iter().enumerate() {
                matrix[row * self.total + column] = f64::from(u8::from(row == column)) - slope;
            }
        }
        Factors::of(matrix, self.total)
    }

    fn solve(&self, factor: &Factors, right: &[f64]) -> Vec<f64> {
        factor.solve(right)
    }
}
