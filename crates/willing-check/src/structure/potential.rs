//! Weighted potentials of risk-neutral games.

use willing_game::{AggregativeGame, Certificate, Profile};
use willing_risk::{STANCE, State, TierGame};

use super::Violation;
use crate::interval::Interval;

/// A condition for a weighted potential that a game does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum NoPotential {
    /// A state is not risk neutral.
    #[error("player {0} is not risk neutral")]
    RiskAverse(usize),
    /// A pool of losses is shared.
    #[error("losses are shared")]
    SharedLosses,
    /// Legitimacy moves with the stances of others.
    #[error("legitimacy moves with stances")]
    MovingLegitimacy,
    /// Failure makes more than the dangers worse.
    #[error("failure makes costs worse")]
    FailureMarkup,
    /// Protection depends on the tier.
    #[error("protection is excludable")]
    ExcludableProtection,
    /// Two states who may add capability see different difficulties.
    #[error("player {0} sees another difficulty than others")]
    OwnDifficulty(usize),
    /// A state would lose by success and can move its probability.
    #[error("player {0} loses by success")]
    LosesBySuccess(usize),
}

/// A weighted potential: U_i(t) − U_i(t′) = w_i [Φ(t) − Φ(t′)] for every change of i's tier alone.
///
/// If all states are risk neutral, nothing is shared, legitimacy is constant, failure makes only the
/// dangers worse, protection is not excludable and difficulty is seen alike, then
/// U_i = A_i π(K) + g_i(t_i) with A_i the loss that success avoids, so that
///
/// ```text
/// Φ = π(K) + Σ g_i(t_i) / w_i,   w_i = A_i
/// ```
///
/// is a weighted potential: best replies climb it and cannot cycle. A state that cannot move K has
/// w_i = 1 whatever its A_i. A state that can, and for which A_i = 0, has weight 0 here: its payoff is
/// g_i(t_i) whatever the others do, it is left out of Φ, and it settles with one move.
///
/// # References
///
/// Monderer & Shapley (1996), *Potential games*, section 2.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedPotential {
    /// w_i, in money; 0 for a state whose payoff does not depend on the others.
    pub weights: Vec<f64>,
    /// g_i(t) for each feasible tier in the order of their places, up to a constant of the state.
    pub stand_alone: Vec<Vec<f64>>,
}

impl WeightedPotential {
    /// Φ of a profile, without the states of weight 0.
    #[must_use]
    pub fn value(&self, game: &TierGame, profile: &Profile) -> f64 {
        let own = |player: usize, weight: f64, values: &[f64]| {
            let place = game.feasible(player).iter().position(|action| action == profile.action(player));
            let value = place.and_then(|place| values.get(place)).copied().unwrap_or(0.0);
            if weight > 0.0 { value / weight } else { 0.0 }
        };
        let players = self.weights.iter().zip(&self.stand_alone).enumerate();
        let alone: f64 = players.map(|(player, (&weight, values))| own(player, weight, values)).sum();
        game.odds(0, &game.totals(profile)).success + alone
    }

    /// Refuses a game for which the conditions do not hold.
    ///
    /// # Errors
    ///
    /// The first [`NoPotential`] condition that fails.
    pub fn conditions(game: &TierGame) -> Result<(), NoPotential> {
        let (parameters, method) = (game.parameters(), game.method());
        if let Some(player) = game.states().iter().position(|state| state.risk_tolerance.is_finite()) {
            return Err(NoPotential::RiskAverse(player));
        }
        let launch = parameters.launch_probability * parameters.launch_severity;
        let shared = [method.casualties.mean, method.financial.mean, launch];
        if shared.iter().any(|loss| *loss > 0.0) {
            return Err(NoPotential::SharedLosses);
        }
        let moves_stance = |player: usize| moves(game, player, STANCE);
        let stances_move = (0..game.player_count()).any(moves_stance);
        if parameters.stance_legitimacy > 0.0 && stances_move {
            return Err(NoPotential::MovingLegitimacy);
        }
        if parameters.failure_markup.abs() > 0.0 {
            return Err(NoPotential::FailureMarkup);
        }
        if parameters.excludable_protection > 0.0 {
            return Err(NoPotential::ExcludableProtection);
        }
        common_difficulty(game)?;
        let loses = |player: &usize| {
            let avoidable = game.states().get(*player).map(|state| avoidable_loss(game, state));
            moves_capability(game, *player)
                && avoidable.is_some_and(|loss| loss.lower() < 0.0 && !is_zero(loss))
        };
        match (0..game.player_count()).find(loses) {
            Some(player) => Err(NoPotential::LosesBySuccess(player)),
            None => Ok(()),
        }
    }
}

/// Refuses states that see different difficulties.
fn common_difficulty(game: &TierGame) -> Result<(), NoPotential> {
    let first = game.difficulty(0);
    match (0..game.player_count()).find(|&player| (game.difficulty(player) - first).abs() > 0.0) {
        Some(player) => Err(NoPotential::OwnDifficulty(player)),
        None => Ok(()),
    }
}

fn moves(game: &TierGame, player: usize, dimension: usize) -> bool {
    let at = |action| game.contribution(player, action).get(dimension).copied().unwrap_or(0.0);
    let mut parts = game.feasible(player).iter().map(at);
    let first = parts.next().unwrap_or(0.0);
    parts.any(|part| (part - first).abs() > 0.0)
}

fn moves_capability(game: &TierGame, player: usize) -> bool {
    moves(game, player, willing_risk::CAPABILITY)
}

/// A_i = Σ_h [min(1, p (1 + back)) − p (1 − e)] l: exactly 0 where nothing is at stake.
fn avoidable_loss(game: &TierGame, state: &State) -> Interval {
    let effects = game.method().effectiveness.iter().zip(&game.method().backlash);
    let hazards = state.hazards.iter().zip(effects);
    hazards
        .map(|(hazard, (&effectiveness, &backlash))| {
            if hazard.probability <= 0.0 || hazard.severity <= 0.0 {
                return Interval::ZERO;
            }
            let rises = if backlash.abs() <= 0.0 {
                Interval::ZERO
            } else {
                let failure = hazard.probability * (Interval::ONE + backlash);
                failure.clamp(0.0, 1.0) - hazard.probability
            };
            (rises + Interval::point(hazard.probability) * effectiveness) * hazard.severity
        })
        .sum()
}

fn is_zero(value: Interval) -> bool {
    value.magnitude() <= 0.0
}

/// w_i, by the rules of [`WeightedPotential`].
fn weight(game: &TierGame, player: usize, state: &State) -> Interval {
    if moves_capability(game, player) { avoidable_loss(game, state) } else { Interval::ONE }
}

/// g_i(t): everything but the dangers, none of which depends on others.
fn stand_alone(game: &TierGame, state: &State, action: usize) -> Interval {
    let parameters = game.parameters();
    let Ok(place) = u8::try_from(action) else { return Interval::WHOLE };
    let point = game.tiers().point(willing_game::Tier::new(place));
    let authorized = game.authorization().indicator();
    let legitimacy = Interval::point(game.method().legitimacy)
        + Interval::point(parameters.authorization_legitimacy) * authorized
        + constant_stance_legitimacy(game);
    let opposition = Interval::point(state.opposition);
    let licence = if point.exposure > 0.0 {
        1.0 - Interval::point(parameters.military_licence) * authorized
    } else {
        Interval::ONE
    };
    let expected = |probability: Interval, severity: f64| probability.clamp(0.0, 1.0) * severity;
    let domestic = opposition * (point.endorsement() + point.exposure) / 2.0
        * (1.0 - parameters.domestic_legitimacy * legitimacy)
        + (1.0 - opposition) * point.opposition();
    let international = point.endorsement() * (1.0 - legitimacy) + point.opposition() * legitimacy;
    let [k_exposure, k_stance, k_access] = parameters.retaliation_weights.map(Interval::point);
    let drawn = (k_exposure * point.exposure + k_stance * point.endorsement() + k_access * point.access)
        / (k_exposure + k_stance + k_access);
    let credit = parameters.treaty_credit.of(state.treaty) * Interval::point(parameters.credit.of(&point));
    let costs = expected(parameters.domestic_probability * licence * domestic, state.domestic_severity)
        + expected(parameters.international_probability * international, state.international_severity)
        + expected(parameters.retaliation_probability * drawn, state.retaliation_severity)
        + expected(state.abandonment_probability * (1.0 - credit), state.protection_value)
        + expected(
            Interval::point(parameters.entrapment_probability) * point.exposure,
            state.entrapment_severity,
        )
        + Interval::point(point.exposure) * state.projection_cost * game.method().projection_scale;
    Interval::point(parameters.value_weight) * state.affinity * point.stance + state.payment(action) - costs
}

/// λ_Q Q where nobody can move Q.
fn constant_stance_legitimacy(game: &TierGame) -> Interval {
    let total = game.stance_weight_total();
    if total <= 0.0 {
        return Interval::ZERO;
    }
    let own = |player: usize| {
        let action = game.feasible(player).least().unwrap_or(0);
        Interval::point(game.contribution(player, action)[STANCE])
    };
    let stance: Interval = (0..game.player_count()).map(own).sum();
    Interval::point(game.parameters().stance_legitimacy) * stance / total
}

impl Certificate<TierGame> for WeightedPotential {
    type Violation = Violation;

    /// The conditions exactly; weights and stand-alone values within 1e-12 of their size.
    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        Self::conditions(game)?;
        let players = game.player_count();
        if self.weights.len() != players || self.stand_alone.len() != players {
            return Err(Violation::Players { got: self.weights.len().min(self.stand_alone.len()), players });
        }
        for (player, state) in game.states().iter().enumerate() {
            let own = weight(game, player, state);
            let got = self.weights.get(player).copied().unwrap_or(f64::NAN);
            near(player, "the weight", got, own, own.magnitude())?;
            if (got <= 0.0) != is_zero(own) {
                return Err(Violation::Value {
                    player,
                    quantity: "the weight",
                    got,
                    expected: own.midpoint(),
                });
            }
            self.check_values(game, player, state)?;
        }
        Ok(())
    }
}

impl WeightedPotential {
    /// Differences of stand-alone values: the constant of each state is free.
    fn check_values(&self, game: &TierGame, player: usize, state: &State) -> Result<(), Violation> {
        let values = self.stand_alone.get(player).map_or(&[][..], Vec::as_slice);
        let actions: Vec<usize> = game.feasible(player).iter().collect();
        if values.len() != actions.len() {
            return Err(Violation::Misfit);
        }
        let enclosures: Vec<Interval> =
            actions.iter().map(|&action| stand_alone(game, state, action)).collect();
        let size = enclosures.iter().map(|value| value.magnitude()).fold(1.0, f64::max);
        let (Some(&first), Some(&base)) = (enclosures.first(), values.first()) else { return Ok(()) };
        enclosures.iter().zip(values).try_for_each(|(&value, &got)| {
            near(player, "a stand-alone value", got - base, value - first, size)
        })
    }
}

fn near(
    player: usize,
    quantity: &'static str,
    got: f64,
    expected: Interval,
    size: f64,
) -> Result<(), Violation> {
    let allowed = Interval::new(-1e-12, 1e-12) * size;
    let fits = got.is_finite() && (expected + allowed).contains(got);
    let expected = expected.midpoint();
    if fits { Ok(()) } else { Err(Violation::Value { player, quantity, got, expected }) }
}
