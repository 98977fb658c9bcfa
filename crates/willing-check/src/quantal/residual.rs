//! The residual of the logit equation, computed from scratch.

use willing_game::{AggregativeGame, MAX_AGGREGATES, Totals};
use willing_risk::TierGame;

use super::StrategicForm;
use super::strategic::advance;

/// A residual and what rounding may have done to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Residual {
    /// max |p − logit(λ u(p))|.
    pub(super) value: f64,
    /// How far rounding of the exponents λ u may have moved it.
    pub(super) rounding: f64,
}

/// A game in which players mix.
pub(super) trait Response {
    /// How many players there are.
    fn players(&self) -> usize;

    /// Whether `player` has `action`.
    fn has(&self, player: usize, action: usize) -> bool;

    /// What each action in 0..count is worth to `player` when the others mix, for those that it has;
    /// `None` if the game is too large.
    fn worths(&self, player: usize, count: usize, mixes: &[Vec<f64>]) -> Option<Vec<f64>>;
}

/// max |p − logit(λ u(p))| over players and actions; `None` if the game is too large for it.
pub(super) fn residual(game: &impl Response, precision: f64, mixes: &[Vec<f64>]) -> Option<Residual> {
    let mut greatest = Residual { value: 0.0, rounding: 1e-14 };
    for (player, mix) in mixes.iter().enumerate() {
        let count = (0..willing_game::MAX_ACTIONS.max(mix.len())).rfind(|&action| game.has(player, action));
        let worths = game.worths(player, count.map_or(0, |last| last + 1), mixes)?;
        let feasible = || worths.iter().enumerate().filter(|(action, _)| game.has(player, *action));
        let best = feasible().map(|(_, &worth)| worth).fold(f64::NEG_INFINITY, f64::max);
        let size = feasible().map(|(_, &worth)| worth.abs()).fold(0.0, f64::max);
        let weight = |worth: f64| (precision * (worth - best)).exp();
        let total: f64 = feasible().map(|(_, &worth)| weight(worth)).sum();
        for (action, &worth) in feasible() {
            let own = mix.get(action).copied().unwrap_or(0.0);
            let miss = (own - weight(worth) / total).abs();
            greatest.value = if miss.is_nan() { f64::INFINITY } else { greatest.value.max(miss) };
        }
        greatest.rounding = greatest.rounding.max(1e-14 + 1e-13 * precision * size);
    }
    Some(greatest)
}

/// An aggregative game in which actions are worth their payoff at the expected totals of the others.
pub(super) struct MeanTotals<'a, G> {
    game: &'a G,
}

pub(super) fn mean_totals_payoffs<G: AggregativeGame>(game: &G) -> MeanTotals<'_, G> {
    MeanTotals { game }
}

impl<G: AggregativeGame> Response for MeanTotals<'_, G> {
    fn players(&self) -> usize {
        self.game.player_count()
    }

    fn has(&self, player: usize, action: usize) -> bool {
        self.game.feasible(player).contains(action)
    }

    fn worths(&self, player: usize, count: usize, mixes: &[Vec<f64>]) -> Option<Vec<f64>> {
        let mut others: Totals = [0.0; MAX_AGGREGATES];
        for (other, mix) in mixes.iter().enumerate().filter(|&(other, _)| other != player) {
            for (action, &probability) in
                mix.iter().enumerate().filter(|&(_, &probability)| probability > 0.0)
            {
                let own = self.game.contribution(other, action);
                others.iter_mut().zip(own).for_each(|(total, own)| *total += probability * own);
            }
        }
        let worth =
            |action| if self.has(player, action) { self.game.payoff(player, action, &others) } else { 0.0 };
        Some((0..count).map(worth).collect())
    }
}

/// The most profiles over which a checker takes expectations.
const MOST_PROFILES: usize = StrategicForm::MAX_PROFILES;

impl Response for TierGame {
    fn players(&self) -> usize {
        self.player_count()
    }

    fn has(&self, player: usize, action: usize) -> bool {
        self.feasible(player).contains(action)
    }

    /// Expected payoffs, profile by profile of the others.
    fn worths(&self, player: usize, count: usize, mixes: &[Vec<f64>]) -> Option<Vec<f64>> {
        let supports: Vec<Vec<(usize, f64)>> = mixes
            .iter()
            .enumerate()
            .map(|(other, mix)| {
                let positive = mix.iter().copied().enumerate().filter(|&(_, probability)| probability > 0.0);
                if other == player { vec![(0, 1.0)] } else { positive.collect() }
            })
            .collect();
        let sizes: Vec<usize> = supports.iter().map(Vec::len).collect();
        let profiles = sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size))?;
        if profiles > MOST_PROFILES {
            return None;
        }
        let mut worths = vec![0.0; count];
        let mut choice = vec![0; sizes.len()];
        for _ in 0..profiles {
            let mut others: Totals = [0.0; MAX_AGGREGATES];
            let mut chance = 1.0;
            for (other, (support, &place)) in supports.iter().zip(&choice).enumerate() {
                let Some(&(action, probability)) = support.get(place) else { continue };
                if other != player {
                    chance *= probability;
                    let own = self.contribution(other, action);
                    others.iter_mut().zip(own).for_each(|(total, own)| *total += own);
                }
            }
            for (action, worth) in worths.iter_mut().enumerate() {
                if self.has(player, action) {
                    *worth += chance * self.payoff(player, action, &others);
                }
            }
            advance(&mut choice, &sizes);
        }
        Some(worths)
    }
}

impl Response for StrategicForm {
    fn players(&self) -> usize {
        self.actions().len()
    }

    fn has(&self, player: usize, action: usize) -> bool {
        self.actions().get(player).is_some_and(|&count| action < count)
    }

    fn worths(&self, player: usize, count: usize, mixes: &[Vec<f64>]) -> Option<Vec<f64>> {
        let mut worths = vec![0.0; count];
        let mut profile = vec![0; self.players()];
        for &payoff in self.payoffs(player) {
            let others = profile.iter().zip(mixes).enumerate().filter(|&(other, _)| other != player);
            let chance: f64 =
                others.map(|(_, (&action, mix))| mix.get(action).copied().unwrap_or(0.0)).product();
            let own = profile.get(player).copied().unwrap_or(0);
            if let Some(worth) = worths.get_mut(own) {
                *worth += chance * payoff;
            }
            advance(&mut profile, self.actions());
        }
        Some(worths)
    }
}
