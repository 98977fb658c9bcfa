//! Costs that depend on a player's tier and the branch alone.

use willing_game::{Tier, TierPoint};
use willing_risk::{State, TierGame};

/// Costs that depend on the tier and the branch alone.
pub(super) struct FixedCosts<'a> {
    pub(super) game: &'a TierGame,
    pub(super) state: &'a State,
    pub(super) unit: f64,
    pub(super) neutral: bool,
    /// Severities over τ (or in money): hazards, then retaliation, abandonment, entrapment.
    pub(super) severities: Vec<f64>,
    /// e^{severity/τ} − 1 of each.
    pub(super) growths: Vec<f64>,
}

impl<'a> FixedCosts<'a> {
    pub(super) fn new(game: &'a TierGame, player: usize, unit: f64, neutral: bool) -> Self {
        let state: &State = &game.states()[player];
        let hazards = state.hazards.iter().map(|hazard| hazard.severity);
        let others = [state.retaliation_severity, state.protection_value, state.entrapment_severity];
        let severities: Vec<f64> = hazards.chain(others).map(|severity| severity / unit).collect();
        let growths = if neutral { Vec::new() } else { severities.iter().map(|x| x.exp_m1()).collect() };
        Self { game, state, unit, neutral, severities, growths }
    }

    /// Their logarithms: sums in units of τ (or of money), side payments and values included.
    pub(super) fn sum(&self, point: &TierPoint, tier: Tier, branch: usize) -> f64 {
        let tolerance = if self.neutral { f64::INFINITY } else { 1.0 };
        let mut sum = self.certain(point, tier);
        self.each_risk(point, branch, |risk, probability| {
            sum += willing_risk::bernoulli_cost(tolerance, probability, self.severities[risk]);
        });
        sum
    }

    /// Their product, without what is certain: Π 1 + q (e^{l/τ} − 1).
    pub(super) fn product(&self, point: &TierPoint, branch: usize) -> f64 {
        let mut product = 1.0;
        self.each_risk(point, branch, |risk, probability| product *= 1.0 + probability * self.growths[risk]);
        product
    }

    /// Projection less values and payment, in units of τ (or of money).
    pub(super) fn certain(&self, point: &TierPoint, tier: Tier) -> f64 {
        let (state, parameters) = (self.state, self.game.parameters());
        let money = point.exposure * state.projection_cost * self.game.method().projection_scale
            - parameters.value_weight * state.affinity * point.stance
            - state.payment(tier.place());
        money / self.unit
    }

    /// Calls back with the place and the probability of each Bernoulli risk.
    pub(super) fn each_risk(&self, point: &TierPoint, branch: usize, mut each: impl FnMut(usize, f64)) {
        let (state, parameters, method) = (self.state, self.game.parameters(), self.game.method());
        let markup = if branch == 0 { 1.0 } else { 1.0 + parameters.failure_markup };
        let credit = parameters.credit.of(point);
        let excludable = parameters.excludable_protection;
        let protection = (1.0 - excludable) + excludable * credit.max(0.0);
        let effects = method.effectiveness.iter().zip(&method.backlash);
        let hazards = state.hazards.iter().zip(effects).map(|(hazard, (effectiveness, backlash))| {
            hazard.probability * if branch == 0 { 1.0 - effectiveness * protection } else { 1.0 + backlash }
        });
        let [k_exposure, k_stance, k_access] = parameters.retaliation_weights;
        let drawn = (k_exposure * point.exposure + k_stance * point.endorsement() + k_access * point.access)
            / (k_exposure + k_stance + k_access);
        let others = [
            parameters.retaliation_probability * drawn * markup,
            state.abandonment_probability * (1.0 - parameters.treaty_credit.of(state.treaty) * credit),
            parameters.entrapment_probability * point.exposure * markup,
        ];
        for (risk, probability) in hazards.chain(others).enumerate() {
            each(risk, probability.clamp(0.0, 1.0));
        }
    }
}
