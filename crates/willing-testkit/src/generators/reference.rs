//! A fixed crisis of six invented states; the ranges of the other generators lie around its numbers.

use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, Treaty, TreatyCredit,
};

use crate::GameParts;

/// Coefficients of the reference crisis.
#[must_use]
pub fn reference_parameters() -> Parameters {
    Parameters {
        credit: Credit { exposure: 0.60, stance: 0.25, access: 0.15, finance: 0.0 },
        sharing: SharingRule::Borch,
        authorization_legitimacy: 0.40,
        stance_legitimacy: 0.25,
        contest_exponent: 1.5,
        failure_markup: 0.5,
        excludable_protection: 0.35,
        launch_probability: 0.5,
        launch_legitimacy: 0.8,
        launch_severity: 5.0,
        domestic_probability: 0.8,
        domestic_legitimacy: 0.5,
        military_licence: 0.0,
        international_probability: 0.5,
        retaliation_probability: 0.3,
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: 0.25,
        treaty_credit: TreatyCredit { none: 0.35, multilateral: 0.40, bilateral: 0.95 },
        value_weight: 2.0,
    }
}

/// The method of the reference crisis, on two hazards.
#[must_use]
pub fn reference_method() -> Method {
    Method {
        name: "act".into(),
        legitimacy: 0.30,
        difficulty: 1.0,
        effectiveness: vec![0.8, 0.5],
        backlash: vec![0.5, 0.2],
        casualties: Pool { mean: 2.0, deviation: 2.0 },
        financial: Pool { mean: 4.0, deviation: 3.0 },
        projection_scale: 1.0,
        feasible: ActionSet::first(TierSet::MAX_TIERS),
    }
}

/// One leader fixed at the core, five followers; eight tiers, two hazards.
///
/// Illustrative numbers, those of no state. Its only pure equilibrium is C, C, PA, A, PA, O.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: the numbers of six states")]
pub fn reference_crisis() -> GameParts {
    let tiers = TierSet::default();
    let places = |keys: &[&str]| {
        ActionSet::of(keys.iter().filter_map(|key| tiers.tier(key).ok()).map(willing_game::Tier::place))
    };
    let all = ActionSet::first(tiers.len());
    let hazards = |p: [f64; 2], l: [f64; 2]| {
        p.into_iter().zip(l).map(|(probability, severity)| Hazard { probability, severity }).collect()
    };
    let states = vec![
        State {
            risk_tolerance: 60.0,
            capability: 4.0,
            stance_weight: 3.0,
            hazards: hazards([0.50, 0.30], [60.0, 20.0]),
            casualty_sensitivity: 1.0,
            opposition: 0.30,
            domestic_severity: 8.0,
            international_severity: 6.0,
            retaliation_severity: 4.0,
            entrapment_severity: 4.0,
            affinity: 1.0,
            feasible: places(&["C"]),
            ..State::indifferent("L", 2, &tiers)
        },
        State {
            risk_tolerance: 15.0,
            capability: 0.8,
            asset_capability: 0.3,
            stance_weight: 1.5,
            hazards: hazards([0.35, 0.25], [20.0, 8.0]),
            casualty_sensitivity: 1.0,
            opposition: 0.45,
            domestic_severity: 6.0,
            international_severity: 4.0,
            retaliation_severity: 5.0,
            treaty: Treaty::Bilateral,
            abandonment_probability: 0.40,
            protection_value: 24.0,
            entrapment_severity: 3.0,
            affinity: 0.9,
            feasible: all,
            ..State::indifferent("ALLY", 2, &tiers)
        },
        State {
            risk_tolerance: 15.0,
            capability: 0.6,
            asset_capability: 0.4,
            stance_weight: 1.2,
            hazards: hazards([0.20, 0.15], [12.0, 5.0]),
            casualty_sensitivity: 3.0,
            opposition: 0.70,
            domestic_severity: 7.0,
            international_severity: 4.0,
            retaliation_severity: 4.0,
            treaty: Treaty::Bilateral,
            abandonment_probability: 0.40,
            protection_value: 24.0,
            entrapment_severity: 3.0,
            affinity: 0.7,
            feasible: places(&["O", "OA", "B", "A", "P", "PA"]),
            ..State::indifferent("ISLE", 2, &tiers)
        },
        State {
            risk_tolerance: 15.0,
            capability: 0.6,
            asset_capability: 0.4,
            stance_weight: 1.5,
            hazards: hazards([0.08, 0.10], [12.0, 6.0]),
            casualty_sensitivity: 1.5,
            opposition: 0.80,
            domestic_severity: 9.0,
            international_severity: 5.0,
            retaliation_severity: 4.0,
            treaty: Treaty::Multilateral,
            abandonment_probability: 0.15,
            protection_value: 12.0,
            entrapment_severity: 3.0,
            affinity: 0.6,
            feasible: all,
            ..State::indifferent("CONT", 2, &tiers)
        },
        State {
            risk_tolerance: 6.0,
            capability: 0.2,
            asset_capability: 0.1,
            stance_weight: 0.6,
            hazards: hazards([0.15, 0.10], [5.0, 2.0]),
            casualty_sensitivity: 1.0,
            opposition: 0.55,
            domestic_severity: 2.0,
            international_severity: 2.0,
            retaliation_severity: 2.0,
            abandonment_probability: 0.80,
            protection_value: 12.0,
            entrapment_severity: 1.5,
            affinity: 0.8,
            feasible: all,
            ..State::indifferent("NEWC", 2, &tiers)
        },
        State {
            risk_tolerance: 30.0,
            capability: 0.5,
            stance_weight: 1.8,
            hazards: hazards([0.05, 0.10], [6.0, 4.0]),
            casualty_sensitivity: 1.0,
            opposition: 0.85,
            domestic_severity: 6.0,
            international_severity: 3.0,
            retaliation_severity: 2.0,
            entrapment_severity: 3.0,
            affinity: -0.8,
            feasible: all,
            ..State::indifferent("RIVL", 2, &tiers)
        },
    ];
    GameParts {
        tiers,
        parameters: reference_parameters(),
        method: reference_method(),
        authorization: Authorization::Unauthorized,
        states,
    }
}
