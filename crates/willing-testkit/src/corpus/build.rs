//! From what a file says to values of the model.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use willing_game::{ActionSet, Profile, Tier, TierSet};
use willing_risk::{Authorization, Credit, Error as RiskError, Hazard, Method, Parameters, Pool, State};

use super::raw::{RawCase, RawCoefficients, RawDetail, RawState, RawStateDetail};
use super::{Case, Detail, Error, StateDetail};
use crate::GameParts;

pub(super) fn case(path: &Path, place: String, value: &Value, ten_tiers: bool) -> Result<Case, Error> {
    let raw = RawCase::deserialize(value).map_err(|source| Error::Malformed {
        path: path.to_owned(),
        place: place.clone(),
        source,
    })?;
    let tiers = tier_set(&raw, ten_tiers);
    let refused =
        |source| Error::Refused { path: path.to_owned(), place: place.clone(), source: Box::new(source) };
    let built = Built::from_raw(&raw, tiers).map_err(refused)?;
    let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let unknown = raw.states.iter().flat_map(|state| state.unknown.keys());
    let mut unknown_keys: Vec<String> = raw.coefficients.unknown.keys().chain(unknown).cloned().collect();
    unknown_keys.sort();
    unknown_keys.dedup();
    Ok(Case {
        file,
        name: raw.name.unwrap_or(place),
        note: raw.note,
        parts: built.parts,
        equilibria: built.equilibria,
        details: built.details,
        unknown_keys,
    })
}

struct Built {
    parts: GameParts,
    equilibria: Option<Vec<Profile>>,
    details: Vec<Detail>,
}

impl Built {
    fn from_raw(raw: &RawCase, tiers: TierSet) -> Result<Self, RiskError> {
        let states = raw.states.iter().map(|raw| state(raw, &tiers)).collect::<Result<Vec<_>, _>>()?;
        let equilibria = raw.pure_equilibria.as_ref().map(|list| {
            let profiles = list.iter().map(|keys| profile(keys, &tiers));
            profiles.collect::<Result<Vec<_>, _>>().map(|mut sorted| {
                sorted.sort();
                sorted
            })
        });
        let details = raw.detail.iter().map(|raw| detail(raw, &tiers)).collect::<Result<Vec<_>, _>>()?;
        let coefficients = &raw.coefficients;
        let authorization =
            if coefficients.z > 0.0 { Authorization::Authorized } else { Authorization::Unauthorized };
        let (parameters, method) = (parameters(coefficients), method(coefficients));
        let parts = GameParts { tiers, parameters, method, authorization, states };
        Ok(Self { parts, equilibria: equilibria.transpose()?, details })
    }
}

fn tier_set(raw: &RawCase, ten_tiers: bool) -> TierSet {
    let finances = |keys: &[String]| keys.iter().any(|key| key == "F" || key == "FA");
    if ten_tiers || raw.states.iter().any(|state| finances(&state.tiers)) {
        TierSet::with_finance()
    } else {
        TierSet::default()
    }
}

fn parameters(raw: &RawCoefficients) -> Parameters {
    let rho = |place: usize| raw.rho.get(place).copied().unwrap_or(0.0);
    Parameters {
        credit: Credit { exposure: rho(0), stance: rho(1), access: rho(2), finance: rho(3) },
        sharing: raw.rule,
        authorization_legitimacy: raw.lamz,
        stance_legitimacy: raw.lam_stance,
        contest_exponent: raw.theta,
        failure_markup: raw.chi,
        excludable_protection: raw.excl,
        launch_probability: raw.q_launch,
        launch_legitimacy: raw.eta_launch,
        launch_severity: raw.l_launch,
        domestic_probability: raw.q_dom,
        domestic_legitimacy: raw.eta_dom,
        military_licence: raw.eta_licence,
        international_probability: raw.q_int,
        retaliation_probability: raw.q_ret,
        retaliation_weights: raw.kret,
        entrapment_probability: raw.q_ent,
        treaty_credit: raw.psi,
        value_weight: raw.nu,
    }
}

fn method(raw: &RawCoefficients) -> Method {
    Method {
        name: "method".into(),
        legitimacy: raw.lam0,
        difficulty: raw.difficulty,
        effectiveness: raw.eff.clone(),
        backlash: raw.back.clone(),
        casualties: Pool { mean: raw.mu_cas, deviation: raw.sd_cas },
        financial: Pool { mean: raw.mu_fin, deviation: raw.sd_fin },
        projection_scale: 1.0,
        feasible: ActionSet::first(TierSet::MAX_TIERS),
    }
}

fn state(raw: &RawState, tiers: &TierSet) -> Result<State, RiskError> {
    let mut payments = Vec::new();
    for (key, &payment) in &raw.pay {
        let place = tiers.tier(key)?.place();
        payments.resize(tiers.len(), 0.0);
        if let Some(entry) = payments.get_mut(place) {
            *entry = payment;
        }
    }
    let hazards = raw.p.iter().zip(&raw.loss);
    let feasible = raw.tiers.iter().map(|key| tiers.tier(key).map(Tier::place));
    Ok(State {
        name: raw.name.clone(),
        risk_tolerance: raw.tau,
        capability: raw.c,
        asset_capability: raw.b,
        stance_weight: raw.w,
        hazards: hazards.map(|(&probability, &severity)| Hazard { probability, severity }).collect(),
        difficulties: raw.difficulty.map(|own| vec![Some(own)]).unwrap_or_default(),
        casualty_sensitivity: raw.kappa,
        opposition: raw.opp,
        domestic_severity: raw.l_dom,
        international_severity: raw.l_int,
        retaliation_severity: raw.l_ret,
        entrapment_severity: raw.l_ent,
        treaty: raw.treaty,
        abandonment_probability: raw.a0,
        protection_value: raw.protection,
        affinity: raw.v,
        projection_cost: raw.proj,
        fixed_weight: raw.omega,
        payments,
        feasible: ActionSet::of(feasible.collect::<Result<Vec<_>, _>>()?),
    })
}

fn profile(keys: &[String], tiers: &TierSet) -> Result<Profile, RiskError> {
    let action = |key: &String| tiers.tier(key).map(|tier| u8::try_from(tier.place()).unwrap_or(u8::MAX));
    Ok(Profile::new(keys.iter().map(action).collect::<Result<Vec<_>, _>>()?))
}

fn detail(raw: &RawDetail, tiers: &TierSet) -> Result<Detail, RiskError> {
    Ok(Detail {
        profile: profile(&raw.profile, tiers)?,
        capability: raw.capability,
        stance: raw.stance,
        legitimacy: raw.legitimacy,
        shares: raw.shares.clone(),
        finance_shares: raw.finance_shares.clone(),
        states: raw.states.iter().map(|raw| state_detail(raw, tiers)).collect::<Result<Vec<_>, _>>()?,
    })
}

fn state_detail(raw: &RawStateDetail, tiers: &TierSet) -> Result<StateDetail, RiskError> {
    let costs = |branch: &str| {
        let costs = raw.costs.get(branch).into_iter().flatten();
        costs.map(|(key, &cost)| (key.clone(), cost)).collect()
    };
    let by_tier = raw.payoff_by_tier.iter();
    let payoff_by_tier = by_tier.map(|(key, &payoff)| Ok((tiers.tier(key)?, payoff)));
    Ok(StateDetail {
        name: raw.name.clone(),
        success: raw.pi,
        costs_of_success: costs("S"),
        costs_of_failure: costs("F"),
        payoff: raw.payoff,
        status_quo: raw.status_quo,
        payoff_by_tier: payoff_by_tier.collect::<Result<Vec<_>, RiskError>>()?,
        radius: raw.radius,
    })
}
