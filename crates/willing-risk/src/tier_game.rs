//! The tier game: payoffs of all states for one method and one council outcome.

use std::sync::Arc;

use willing_game::{
    ActionSet, AggregativeGame, MAX_AGGREGATES, Player, Players, Profile, Tier, TierPoint, TierSet, Totals,
    TotalsBox,
};

use crate::costs::{BranchCosts, Costs, RiskType};
use crate::parameters::{Authorization, Method, Parameters, SharingRule};
use crate::state::State;
use crate::tolerance::{Odds, bernoulli_cost, gaussian_cost};
use crate::{Branch, Error};

/// Place of the capability total K in [`Totals`].
pub const CAPABILITY: usize = 0;
/// Place of the total Σ w y of stances in [`Totals`]; Q is this over Σ w.
pub const STANCE: usize = 1;
/// Place of the total Σ ω x of military weights in [`Totals`].
pub const MILITARY: usize = 2;
/// Place of the total Σ ω max(x, f/2) of finance weights in [`Totals`].
pub const FINANCE: usize = 3;

/// The simultaneous choice of tiers by all states, for one method and one council outcome.
///
/// Others matter to a state only through four totals: capability K = Σ(x c + a b), stance Σ w y,
/// and the weights Σ ω x and Σ ω max(x, f/2) over which the military and the financial burden are
/// shared. One deviation costs O(1) once the totals are known.
#[derive(Clone, Debug)]
pub struct TierGame {
    tiers: Arc<TierSet>,
    parameters: Arc<Parameters>,
    method: Arc<Method>,
    method_place: usize,
    authorization: Authorization,
    states: Vec<Arc<State>>,
    feasible: Vec<ActionSet>,
    weights: Vec<f64>,
    stance_weight_total: f64,
    aggregates: usize,
}

impl TierGame {
    /// The game of these states.
    ///
    /// `method_place` is the place of `method` among the methods of the issue: states' own views of
    /// difficulty are looked up there. `feasible` is, for each state, the set of tiers it may
    /// choose from; tiers that the method does not admit are taken out.
    ///
    /// # Errors
    ///
    /// Whatever [`Parameters::validate`], [`Method::validate`] and [`State::validate`] refuse;
    /// [`Error::NothingFeasible`]; [`Error::MixedTolerances`]; [`Error::Length`];
    /// [`willing_game::Error::DuplicateName`].
    pub fn new(
        tiers: Arc<TierSet>,
        parameters: Arc<Parameters>,
        method: Arc<Method>,
        method_place: usize,
        authorization: Authorization,
        states: Vec<Arc<State>>,
        feasible: &[ActionSet],
    ) -> Result<Self, Error> {
        parameters.validate()?;
        let hazards = method.effectiveness.len();
        method.validate(hazards, &parameters)?;
        for state in &states {
            state.validate(hazards, usize::MAX, &tiers)?;
        }
        Players::new(states.iter().map(|state| state.name.as_str()))?;
        Self::from_valid(tiers, parameters, method, method_place, authorization, states, feasible)
    }

    /// As [`TierGame::new`], for parts that were validated before (thousands of variations of one issue).
    pub(crate) fn from_valid(
        tiers: Arc<TierSet>,
        parameters: Arc<Parameters>,
        method: Arc<Method>,
        method_place: usize,
        authorization: Authorization,
        states: Vec<Arc<State>>,
        feasible: &[ActionSet],
    ) -> Result<Self, Error> {
        if feasible.len() != states.len() {
            let (got, expected) = (feasible.len(), states.len());
            return Err(Error::Length { place: "game".into(), quantity: "feasible sets", got, expected });
        }
        let all = ActionSet::first(tiers.len());
        let feasible: Vec<ActionSet> =
            feasible.iter().map(|set| set.intersection(method.feasible).intersection(all)).collect();
        if let Some((state, _)) = states.iter().zip(&feasible).find(|(_, set)| set.is_empty()) {
            return Err(Error::NothingFeasible { state: state.name.clone(), method: method.name.clone() });
        }
        let weights = burden_weights(parameters.sharing, &states, &feasible, &tiers)?;
        let stance_weight_total = states.iter().map(|state| state.stance_weight).sum();
        let aggregates = if finance_follows_military(&feasible, &tiers) { FINANCE } else { MAX_AGGREGATES };
        Ok(Self {
            tiers,
            parameters,
            method,
            method_place,
            authorization,
            states,
            feasible,
            weights,
            stance_weight_total,
            aggregates,
        })
    }

    /// The tiers.
    #[must_use]
    pub fn tiers(&self) -> &TierSet {
        &self.tiers
    }

    /// The coefficients.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The place of the method among those of its issue.
    #[must_use]
    pub fn method_place(&self) -> usize {
        self.method_place
    }

    /// Whether the council authorized.
    #[must_use]
    pub fn authorization(&self) -> Authorization {
        self.authorization
    }

    /// The states, seat by seat.
    #[must_use]
    pub fn states(&self) -> &[Arc<State>] {
        &self.states
    }

    /// The state of `player`, if there is one.
    #[must_use]
    pub fn state(&self, player: Player) -> Option<&State> {
        self.states.get(player.seat()).map(Arc::as_ref)
    }

    /// The seat of the state of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`].
    pub fn find(&self, name: &str) -> Result<Player, Error> {
        let seat = self.states.iter().position(|state| state.name == name);
        let seat = seat.ok_or_else(|| Error::UnknownName { what: "state", name: name.to_owned() })?;
        Ok(Player::from_seat(seat)?)
    }

    /// ω of `player`: its weight when the burden is shared.
    #[must_use]
    pub fn burden_weight(&self, player: usize) -> f64 {
        self.weights.get(player).copied().unwrap_or(0.0)
    }

    /// Σ w over all states.
    #[must_use]
    pub fn stance_weight_total(&self) -> f64 {
        self.stance_weight_total
    }

    /// D: how difficult `player` finds the method.
    #[must_use]
    pub fn difficulty(&self, player: usize) -> f64 {
        let own =
            self.states.get(player).and_then(|state| state.difficulties.get(self.method_place).copied());
        own.flatten().unwrap_or(self.method.difficulty)
    }

    /// Q: the weighted mean stance at these totals, 0 if no stance has weight.
    #[must_use]
    pub fn mean_stance(&self, totals: &Totals) -> f64 {
        if self.stance_weight_total > 0.0 { totals[STANCE] / self.stance_weight_total } else { 0.0 }
    }

    /// Λ = λ₀ + λ_z z + λ_Q Q.
    #[must_use]
    pub fn legitimacy(&self, totals: &Totals) -> f64 {
        self.method.legitimacy
            + self.parameters.authorization_legitimacy * self.authorization.indicator()
            + self.parameters.stance_legitimacy * self.mean_stance(totals)
    }

    /// π = K^θ / (K^θ + D^θ) and 1 − π in the view of `player`. D = 0 gives 1; otherwise K = 0 gives 0.
    #[must_use]
    pub fn odds(&self, player: usize, totals: &Totals) -> Odds {
        Odds::of_contest(totals[CAPABILITY], self.difficulty(player), self.parameters.contest_exponent)
    }

    /// The shares of the military and of the financial burden that `player` bears at `tier`.
    #[must_use]
    pub fn shares(&self, player: usize, tier: Tier, totals: &Totals) -> (f64, f64) {
        let point = self.tiers.point(tier);
        let weight = self.burden_weight(player);
        let share =
            |own: f64, total: f64| if own > 0.0 && total > 0.0 { (own / total).min(1.0) } else { 0.0 };
        (
            share(weight * point.exposure, totals[MILITARY]),
            share(weight * point.finance_weight(), totals[FINANCE]),
        )
    }

    /// What the payoff of `player` at `tier` is made of, when `totals` (its own part included) result.
    #[must_use]
    pub fn costs(&self, player: usize, tier: Tier, totals: &Totals) -> Option<Costs> {
        let state = self.states.get(player)?;
        let point = self.tiers.point(tier);
        let exposure = Exposure {
            point,
            credit: self.parameters.credit.of(&point),
            shares: self.shares(player, tier, totals),
            legitimacy: self.legitimacy(totals),
        };
        Some(Costs {
            odds: self.odds(player, totals),
            success: self.branch_costs(state, &exposure, Branch::Success),
            failure: self.branch_costs(state, &exposure, Branch::Failure),
            values: self.parameters.value_weight * state.affinity * point.stance,
            payment: state.payment(tier.place()),
        })
    }

    fn branch_costs(&self, state: &State, exposure: &Exposure, branch: Branch) -> BranchCosts {
        let parameters = &*self.parameters;
        let Exposure { point, credit, shares: (military, finance), legitimacy } = *exposure;
        let markup = match branch {
            Branch::Success => 1.0,
            Branch::Failure => 1.0 + parameters.failure_markup,
        };
        let bernoulli = |probability: f64, severity| {
            bernoulli_cost(state.risk_tolerance, probability.clamp(0.0, 1.0), severity)
        };
        let pool = |share: f64, pool: crate::Pool| {
            gaussian_cost(state.risk_tolerance, share * pool.mean * markup, share * pool.deviation)
        };
        let [k_exposure, k_stance, k_access] = parameters.retaliation_weights;
        let drawn = (k_exposure * point.exposure + k_stance * point.endorsement() + k_access * point.access)
            / (k_exposure + k_stance + k_access);
        let licence = if point.exposure > 0.0 {
            1.0 - parameters.military_licence * self.authorization.indicator()
        } else {
            1.0
        };
        let domestic = state.opposition * (point.endorsement() + point.exposure) / 2.0
            * (1.0 - parameters.domestic_legitimacy * legitimacy)
            * markup
            + (1.0 - state.opposition) * point.opposition();
        let international =
            point.endorsement() * (1.0 - legitimacy) * markup + point.opposition() * legitimacy;
        let launch =
            parameters.launch_probability * (1.0 - parameters.launch_legitimacy * legitimacy) * markup;
        let abandonment =
            state.abandonment_probability * (1.0 - parameters.treaty_credit.of(state.treaty) * credit);
        [
            (RiskType::Security, self.security(state, credit, branch)),
            (RiskType::Casualties, pool(state.casualty_sensitivity * military, self.method.casualties)),
            (RiskType::Financial, pool(finance, self.method.financial)),
            (RiskType::Launch, bernoulli(launch, parameters.launch_severity * military)),
            (
                RiskType::Domestic,
                bernoulli(parameters.domestic_probability * domestic * licence, state.domestic_severity),
            ),
            (
                RiskType::International,
                bernoulli(parameters.international_probability * international, state.international_severity),
            ),
            (
                RiskType::Retaliation,
                bernoulli(parameters.retaliation_probability * drawn * markup, state.retaliation_severity),
            ),
            (RiskType::Abandonment, bernoulli(abandonment, state.protection_value)),
            (
                RiskType::Entrapment,
                bernoulli(
                    parameters.entrapment_probability * point.exposure * markup,
                    state.entrapment_severity,
                ),
            ),
            (RiskType::Projection, point.exposure * state.projection_cost * self.method.projection_scale),
        ]
        .map(|(_, cost)| cost)
    }

    /// Hazards after success, p (1 − e [(1 − δ) + δ r⁺]), or after failure, min(1, p (1 + back)).
    fn security(&self, state: &State, credit: f64, branch: Branch) -> f64 {
        let excludable = self.parameters.excludable_protection;
        let protection = (1.0 - excludable) + excludable * credit.max(0.0);
        let effects = self.method.effectiveness.iter().zip(&self.method.backlash);
        let costs = state.hazards.iter().zip(effects).map(|(hazard, (effectiveness, backlash))| {
            let probability = match branch {
                Branch::Success => hazard.probability * (1.0 - effectiveness * protection),
                Branch::Failure => (hazard.probability * (1.0 + backlash)).min(1.0),
            };
            bernoulli_cost(state.risk_tolerance, probability, hazard.severity)
        });
        costs.sum()
    }

    /// The payoff of `player` in `profile`.
    #[must_use]
    pub fn payoff_in(&self, player: usize, profile: &Profile) -> f64 {
        let others = self.others(player, profile, &self.totals(profile));
        self.payoff(player, profile.action(player), &others)
    }

    /// The status-quo payoff U⁰ of `player`: no action, hazards as they are, no credit.
    #[must_use]
    pub fn status_quo(&self, player: usize) -> f64 {
        self.states.get(player).map_or(0.0, |state| crate::status_quo(state))
    }

    /// The totals that result when `player` adds `tier` to what the `others` contribute.
    #[must_use]
    pub fn totals_with(&self, player: usize, tier: Tier, others: &Totals) -> Totals {
        let mut totals = *others;
        let own = self.contribution(player, tier.place());
        totals.iter_mut().zip(own).for_each(|(total, own)| *total += own);
        totals
    }
}

/// U⁰ = −Σ_h τ ln(1 − p + p e^{l/τ}) − τ ln(1 − a₀ + a₀ e^{V/τ}).
#[must_use]
pub fn status_quo(state: &State) -> f64 {
    let cost = |probability, severity| bernoulli_cost(state.risk_tolerance, probability, severity);
    let hazards: f64 = state.hazards.iter().map(|hazard| cost(hazard.probability, hazard.severity)).sum();
    -hazards - cost(state.abandonment_probability, state.protection_value)
}

/// Where a state stands at one tier and these totals.
struct Exposure {
    point: TierPoint,
    credit: f64,
    shares: (f64, f64),
    legitimacy: f64,
}

/// Whether every feasible tier has max(x, f/2) = x, so that both burdens have the same shares.
#[expect(clippy::float_cmp, reason = "the maximum of two numbers is exactly one of them")]
fn finance_follows_military(feasible: &[ActionSet], tiers: &TierSet) -> bool {
    tiers.tiers().all(|tier| {
        let point = tiers.point(tier);
        point.finance_weight() == point.exposure || feasible.iter().all(|set| !set.contains(tier.place()))
    })
}

fn burden_weights(
    rule: SharingRule,
    states: &[Arc<State>],
    feasible: &[ActionSet],
    tiers: &TierSet,
) -> Result<Vec<f64>, Error> {
    let takes_part = |set: &ActionSet| {
        tiers.tiers().any(|tier| set.contains(tier.place()) && tiers.point(tier).finance_weight() > 0.0)
    };
    Ok(match rule {
        SharingRule::Proportional => states.iter().map(|state| state.capability).collect(),
        SharingRule::Equal => vec![1.0; states.len()],
        SharingRule::Fixed => states.iter().map(|state| state.fixed_weight).collect(),
        SharingRule::Borch | SharingRule::Negotiated => {
            let possible =
                || states.iter().zip(feasible).filter(|(_, set)| takes_part(set)).map(|(state, _)| state);
            let (neutral, averse): (Vec<_>, Vec<_>) =
                possible().partition(|state| state.risk_tolerance.is_infinite());
            if !neutral.is_empty() && !averse.is_empty() {
                let names = |states: &[&Arc<State>]| {
                    states.iter().map(|state| state.name.as_str()).collect::<Vec<_>>().join(", ")
                };
                return Err(Error::MixedTolerances { neutral: names(&neutral), averse: names(&averse) });
            }
            let weight = |state: &Arc<State>| {
                if state.risk_tolerance.is_infinite() { 1.0 } else { state.risk_tolerance }
            };
            states.iter().map(weight).collect()
        }
    })
}

impl AggregativeGame for TierGame {
    fn player_count(&self) -> usize {
        self.states.len()
    }

    /// 3 if all feasible tiers pay in proportion to exposure, else 4.
    fn aggregate_count(&self) -> usize {
        self.aggregates
    }

    fn feasible(&self, player: usize) -> ActionSet {
        self.feasible.get(player).copied().unwrap_or_default()
    }

    fn contribution(&self, player: usize, action: usize) -> Totals {
        let (Some(state), Ok(place)) = (self.states.get(player), u8::try_from(action)) else {
            return [0.0; MAX_AGGREGATES];
        };
        let point = self.tiers.point(Tier::new(place));
        let weight = self.burden_weight(player);
        [
            point.exposure * state.capability + point.access * state.asset_capability,
            state.stance_weight * point.stance,
            weight * point.exposure,
            weight * point.finance_weight(),
        ]
    }

    fn payoff(&self, player: usize, action: usize, others: &Totals) -> f64 {
        let (Some(state), Ok(place)) = (self.states.get(player), u8::try_from(action)) else {
            return f64::NAN;
        };
        let tier = Tier::new(place);
        let totals = self.totals_with(player, tier, others);
        self.costs(player, tier, &totals).map_or(f64::NAN, |costs| costs.payoff(state.risk_tolerance))
    }

    /// Exact on a single point, unknown on a box: the complete search brings bounds of its own for
    /// these payoffs.
    fn gain_at_least(&self, player: usize, from: usize, to: usize, others: &TotalsBox) -> Option<f64> {
        let point = others.low.iter().zip(others.high).all(|(low, high)| high - low <= 0.0);
        point.then(|| self.payoff(player, to, &others.low) - self.payoff(player, from, &others.low))
    }
}
