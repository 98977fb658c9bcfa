//! A stand-in for games without a pure equilibrium: the logit quantal response to expected totals.
//!
//! p_i(t) ∝ e^{λ U_i(t)}, where the others enter by their expected totals: the mean-field form, whatever the
//! number of states, so that expected payoffs cost one evaluation a tier.

use willing_check::crisis::{Mixture, Play};
use willing_check::quantal::Expectation;
use willing_game::{AggregativeGame, MAX_AGGREGATES, Profile, Totals, Verdict};
use willing_risk::TierGame;

use crate::quantal::LogitPath;

/// The logit quantal response at this precision; `None` if the path from uniform mixing does not reach it.
pub(super) fn respond(game: &TierGame, precision: f64) -> Option<Mixture> {
    let path = LogitPath::new().precisions([precision]).expectation(Expectation::MeanTotals).solve(game);
    let Ok(Verdict::Exists(path)) = path else { return None };
    let mut point = path.points.into_iter().next_back()?;
    point.probabilities.iter_mut().for_each(|own| own.resize(game.tiers().len(), 0.0));
    Some(Mixture { precision, residual: point.residual, probabilities: point.probabilities })
}

/// How a mixture is played: expected totals, and each state's expected payoff against them.
pub(super) fn play(game: &TierGame, mixture: Mixture) -> Play {
    let totals = expected_totals(game, &mixture.probabilities);
    let payoffs = mixture.probabilities.iter().enumerate().map(|(player, own)| {
        let others = others_of(game, player, own, &totals);
        let payoff = |(action, &weight): (usize, &f64)| {
            if weight > 0.0 { weight * game.payoff(player, action, &others) } else { 0.0 }
        };
        own.iter().enumerate().map(payoff).sum()
    });
    let payoffs = payoffs.collect();
    let profile = mixture.probabilities.iter().map(|own| most_probable(own)).collect();
    Play {
        profile: Profile::new(profile),
        totals,
        mean_stance: game.mean_stance(&totals),
        legitimacy: game.legitimacy(&totals),
        payoffs,
        mixture: Some(mixture),
    }
}

/// The totals expected of all, each tier weighed by its probability.
pub(super) fn expected_totals(game: &TierGame, probabilities: &[Vec<f64>]) -> Totals {
    let mut totals = [0.0; MAX_AGGREGATES];
    for (player, own) in probabilities.iter().enumerate() {
        let part = expected_part(game, player, own);
        totals.iter_mut().zip(part).for_each(|(total, part)| *total += part);
    }
    totals
}

/// The totals expected of the others; rounding does not leave less than nothing of what cannot be negative.
pub(super) fn others_of(game: &TierGame, player: usize, own: &[f64], totals: &Totals) -> Totals {
    let part = expected_part(game, player, own);
    let mut others = *totals;
    others.iter_mut().zip(part).for_each(|(total, part)| *total -= part);
    for (place, other) in others.iter_mut().enumerate() {
        if place != willing_risk::STANCE {
            *other = other.max(0.0);
        }
    }
    others
}

fn expected_part(game: &TierGame, player: usize, own: &[f64]) -> Totals {
    let mut part = [0.0; MAX_AGGREGATES];
    for (action, &weight) in own.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        let contribution = game.contribution(player, action);
        part.iter_mut().zip(contribution).for_each(|(part, own)| *part += weight * own);
    }
    part
}

fn most_probable(own: &[f64]) -> u8 {
    let mut best = (0_u8, f64::NEG_INFINITY);
    for (tier, &weight) in (0_u8..).zip(own) {
        if weight > best.1 {
            best = (tier, weight);
        }
    }
    best.0
}
