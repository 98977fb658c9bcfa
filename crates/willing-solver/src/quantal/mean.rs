//! Payoffs at expected totals: a system whose slopes have rank four but for each player's own part.

use willing_game::{AggregativeGame, MAX_AGGREGATES, Totals};

use super::continuation::{System, logit_slopes};
use super::linear::Factors;

const M: usize = MAX_AGGREGATES;

/// An aggregative game in its mean-field form.
pub(super) struct MeanTotals<'a, G> {
    game: &'a G,
    sizes: Vec<usize>,
    /// For each player its actions with what they contribute.
    actions: Vec<Vec<(usize, Totals)>>,
    /// Step of the difference quotient in each total; 0 for totals that nobody moves.
    steps: Totals,
}

impl<'a, G: AggregativeGame> MeanTotals<'a, G> {
    pub(super) fn new(game: &'a G, actions: &[Vec<usize>]) -> Self {
        let own = |(player, own): (usize, &Vec<usize>)| {
            own.iter().map(|&action| (action, game.contribution(player, action))).collect()
        };
        let actions: Vec<Vec<(usize, Totals)>> = actions.iter().enumerate().map(own).collect();
        let mut scale = [0.0_f64; M];
        for own in &actions {
            let largest = |k: usize| own.iter().map(|(_, part)| part[k].abs()).fold(0.0, f64::max);
            (0..M).for_each(|k| scale[k] += largest(k));
        }
        Self { game, sizes: actions.iter().map(Vec::len).collect(), actions, steps: scale.map(|s| s * 1e-7) }
    }

    /// The expected contributions of every player, and their sum.
    fn means(&self, mixes: &[f64]) -> (Vec<Totals>, Totals) {
        let mut place = 0;
        let mut total = [0.0; M];
        let mean = |own: &Vec<(usize, Totals)>| {
            let mut mean = [0.0; M];
            for (_, part) in own {
                (0..M).for_each(|k| mean[k] += mixes[place] * part[k]);
                place += 1;
            }
            (0..M).for_each(|k| total[k] += mean[k]);
            mean
        };
        (self.actions.iter().map(mean).collect(), total)
    }

    fn others(total: &Totals, own: &Totals) -> Totals {
        let mut others = *total;
        others.iter_mut().zip(own).for_each(|(other, own)| *other -= own);
        others
    }
}

/// The part of the system that belongs to one player.
struct Part {
    /// ∂response/∂total of the others, action by action.
    response: Vec<[f64; M]>,
    /// (I + A)⁻¹ with A = Σ contributions · response.
    own: Factors,
    /// A, row by row.
    spill: [f64; M * M],
}

pub(super) struct MeanFactors {
    parts: Vec<Part>,
    /// I − Σ (I + A)⁻¹ A.
    total: Factors,
}

impl<G: AggregativeGame> System for MeanTotals<'_, G> {
    type Factor = MeanFactors;

    fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    fn worths(&self, mixes: &[f64]) -> Vec<f64> {
        let (means, total) = self.means(mixes);
        let mut worths = Vec::with_capacity(mixes.len());
        for (player, (own, mean)) in self.actions.iter().zip(&means).enumerate() {
            let others = Self::others(&total, mean);
            worths.extend(own.iter().map(|&(action, _)| self.game.payoff(player, action, &others)));
        }
        worths
    }

    fn factor(
        &self,
        mixes: &[f64],
        responses: &[f64],
        worths: &[f64],
        precision: f64,
    ) -> Option<MeanFactors> {
        let (means, total) = self.means(mixes);
        let mut parts = Vec::with_capacity(self.sizes.len());
        let mut whole = identity();
        let mut place = 0;
        for (player, (own, mean)) in self.actions.iter().zip(&means).enumerate() {
            let range = place..place + own.len();
            place = range.end;
            let others = Self::others(&total, mean);
            let mut response = vec![[0.0; M]; own.len()];
            for k in (0..M).filter(|&k| self.steps[k] > 0.0 && own.len() > 1) {
                let mut moved = others;
                moved[k] += self.steps[k];
                let step = moved[k] - others[k];
                let before = &worths[range.clone()];
                let slopes: Vec<f64> = own
                    .iter()
                    .zip(before)
                    .map(|(&(action, _), worth)| (self.game.payoff(player, action, &moved) - worth) / step)
                    .collect();
                let slopes = logit_slopes(&[own.len()], &responses[range.clone()], &slopes, precision);
                response.iter_mut().zip(slopes).for_each(|(row, slope)| row[k] = slope);
            }
            let mut spill = [0.0; M * M];
            for ((_, part), row) in own.iter().zip(&response) {
                (0..M * M).for_each(|place| spill[place] += part[place / M] * row[place % M]);
            }
            let mut matrix = identity();
            matrix.iter_mut().zip(spill).for_each(|(entry, spill)| *entry += spill);
            let factors = Factors::of(matrix, M)?;
            for k in 0..M {
                let column: Vec<f64> = (0..M).map(|row| spill[row * M + k]).collect();
                let solved = factors.solve(&column);
                (0..M).for_each(|row| whole[row * M + k] -= solved[row]);
            }
            parts.push(Part { response, own: factors, spill });
        }
        Some(MeanFactors { parts, total: Factors::of(whole, M)? })
    }

    /// Eliminates the players one by one; the four totals remain.
    fn solve(&self, factor: &MeanFactors, right: &[f64]) -> Vec<f64> {
        let mut sum = [0.0; M];
        let mut own_right = Vec::with_capacity(self.sizes.len());
        let mut place = 0;
        for (own, part) in self.actions.iter().zip(&factor.parts) {
            let mut shift = [0.0; M];
            for (_, contribution) in own {
                (0..M).for_each(|k| shift[k] += contribution[k] * right[place]);
                place += 1;
            }
            let solved = part.own.solve(&shift);
            (0..M).for_each(|k| sum[k] += solved[k]);
            own_right.push(shift);
        }
        let total = factor.total.solve(&sum);
        let mut solution = Vec::with_capacity(right.len());
        for (part, shift) in factor.parts.iter().zip(&own_right) {
            let moved: Vec<f64> = (0..M)
                .map(|row| shift[row] + (0..M).map(|k| part.spill[row * M + k] * total[k]).sum::<f64>())
                .collect();
            let own = part.own.solve(&moved);
            for response in &part.response {
                let spill: f64 = (0..M).map(|k| response[k] * (total[k] - own[k])).sum();
                solution.push(right[solution.len()] + spill);
            }
        }
        solution
    }
}

fn identity() -> Vec<f64> {
    (0..M * M).map(|place| f64::from(u8::from(place / M == place % M))).collect()
}
