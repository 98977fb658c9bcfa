//! The last word on a single profile: every deviation, evaluated directly.

use willing_check::tiers::rounding_allowance;
use willing_game::{AggregativeGame, Profile};
use willing_risk::TierGame;

use super::dominance::Dominance;

/// What is true of one profile.
pub(super) struct Judgement {
    /// The largest gain of any deviation.
    pub(super) worst_gain: f64,
    /// A player and an action that refute it, if its gain is more than the tolerance and rounding.
    pub(super) refuted_by: Option<(usize, usize)>,
}

pub(super) trait Judge {
    /// Evaluates every deviation that `dominance` does not rule out as a best one.
    fn judge(&self, profile: &Profile, dominance: &mut impl Dominance) -> Judgement;
}

/// Judges by the game's own payoffs.
pub(super) struct Direct<'a, G> {
    game: &'a G,
    tolerance: f64,
    allowance: Vec<f64>,
}

impl<'a> Direct<'a, TierGame> {
    pub(super) fn of_model(game: &'a TierGame, tolerance: f64) -> Self {
        let allowance = (0..game.player_count()).map(|player| rounding_allowance(game, player)).collect();
        Self { game, tolerance, allowance }
    }
}

impl<'a, G: AggregativeGame> Direct<'a, G> {
    /// Payoffs of an embedder are taken as exact.
    pub(super) fn of_embedder(game: &'a G, tolerance: f64) -> Self {
        Self { game, tolerance, allowance: vec![0.0; game.player_count()] }
    }
}

impl<G: AggregativeGame> Judge for Direct<'_, G> {
    fn judge(&self, profile: &Profile, dominance: &mut impl Dominance) -> Judgement {
        let totals = self.game.totals(profile);
        let mut judgement = Judgement { worst_gain: f64::NEG_INFINITY, refuted_by: None };
        for player in 0..self.game.player_count() {
            let own = profile.action(player);
            let alternatives = self.game.feasible(player).without(own);
            if alternatives.is_empty() {
                continue;
            }
            let others = self.game.others(player, profile, &totals);
            let payoff = self.game.payoff(player, own, &others);
            let alternatives = dominance.contenders(player, alternatives, &others);
            for action in alternatives.iter() {
                let gain = self.game.payoff(player, action, &others) - payoff;
                if gain > judgement.worst_gain {
                    judgement.worst_gain = gain;
                }
                if judgement.refuted_by.is_none() && gain > self.tolerance + self.allowance[player] {
                    judgement.refuted_by = Some((player, action));
                }
            }
        }
        judgement
    }
}
