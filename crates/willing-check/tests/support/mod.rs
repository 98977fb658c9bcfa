//! Random tier games for the tests of this crate, small and deterministic.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests may"
)]

pub mod builder;

use std::sync::Arc;

use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, TierGame, Treaty,
    TreatyCredit,
};

/// SplitMix64: numbers that are random enough to draw games.
pub struct Draw(pub u64);

impl Draw {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 / (1u64 << 53) as f64)
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform(0.0, 1.0) < probability
    }
}

/// What kind of games to draw.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub players: usize,
    /// Risk-neutral players instead of risk-averse ones.
    pub neutral: bool,
    /// Ten tiers instead of eight.
    pub ten: bool,
    /// Severities are multiplied by this.
    pub stakes: f64,
}

impl Kind {
    pub const SMALL: Self = Self { players: 3, neutral: false, ten: false, stakes: 1.0 };
}

pub fn parameters(draw: &mut Draw) -> Parameters {
    Parameters {
        credit: if draw.happens(0.5) {
            Credit { exposure: 0.6, stance: 0.25, access: 0.15, finance: 0.0 }
        } else {
            Credit { exposure: 0.4, stance: 0.3, access: 0.2, finance: 0.1 }
        },
        sharing: SharingRule::ALL[draw.below(5)],
        authorization_legitimacy: draw.uniform(0.1, 0.4),
        stance_legitimacy: draw.uniform(0.0, 0.25),
        contest_exponent: [0.5, 1.0, 1.5, 2.5, 8.0][draw.below(5)],
        failure_markup: [0.0, 0.5, 1.0, 3.0, -0.4][draw.below(5)],
        excludable_protection: draw.uniform(0.0, 0.8),
        launch_probability: draw.uniform(0.1, 1.0),
        launch_legitimacy: draw.uniform(0.0, 1.0),
        launch_severity: draw.uniform(0.0, 8.0),
        domestic_probability: draw.uniform(0.2, 1.0),
        domestic_legitimacy: draw.uniform(0.0, 1.0),
        military_licence: draw.uniform(0.0, 0.5),
        international_probability: draw.uniform(0.1, 1.0),
        retaliation_probability: draw.uniform(0.0, 0.8),
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: draw.uniform(0.0, 0.8),
        treaty_credit: TreatyCredit { none: 0.35, multilateral: 0.4, bilateral: 0.95 },
        value_weight: draw.uniform(0.0, 3.0),
    }
}

pub fn method(draw: &mut Draw, players: usize, tiers: &TierSet) -> Method {
    Method {
        name: "strike".into(),
        legitimacy: draw.uniform(0.25, 0.35),
        difficulty: if draw.happens(0.05) { 0.0 } else { draw.uniform(0.05, 0.6) * players as f64 },
        effectiveness: vec![draw.uniform(0.3, 0.9), draw.uniform(0.0, 0.6)],
        backlash: vec![draw.uniform(-0.2, 1.0), draw.uniform(0.0, 3.0)],
        casualties: Pool { mean: draw.uniform(0.0, 3.0), deviation: draw.uniform(0.0, 3.0) },
        financial: Pool { mean: draw.uniform(0.0, 6.0), deviation: draw.uniform(0.0, 4.0) },
        projection_scale: draw.uniform(0.0, 1.0),
        feasible: ActionSet::first(tiers.len()),
    }
}

pub fn state(draw: &mut Draw, name: &str, kind: Kind, tiers: &TierSet) -> State {
    let stakes = kind.stakes;
    State {
        name: name.into(),
        risk_tolerance: if kind.neutral { f64::INFINITY } else { draw.uniform(0.5, 4.0).exp() },
        capability: if draw.happens(0.1) { 0.0 } else { draw.uniform(-2.5, 1.0).exp() },
        asset_capability: draw.uniform(0.0, 0.4),
        stance_weight: if draw.happens(0.05) { 0.0 } else { draw.uniform(0.3, 3.0) },
        hazards: (0..2)
            .map(|_| Hazard {
                probability: draw.uniform(0.0, 0.5),
                severity: stakes * draw.uniform(2.0, 40.0),
            })
            .collect(),
        difficulties: if draw.happens(0.3) { vec![Some(draw.uniform(0.1, 3.0))] } else { vec![] },
        casualty_sensitivity: draw.uniform(0.5, 3.0),
        opposition: draw.uniform(0.0, 1.0),
        domestic_severity: stakes * draw.uniform(0.0, 9.0),
        international_severity: stakes * draw.uniform(0.0, 6.0),
        retaliation_severity: stakes * draw.uniform(0.0, 5.0),
        entrapment_severity: stakes * draw.uniform(0.0, 4.0),
        treaty: [Treaty::None, Treaty::Multilateral, Treaty::Bilateral][draw.below(3)],
        abandonment_probability: draw.uniform(0.0, 0.8),
        protection_value: stakes * draw.uniform(0.0, 24.0),
        affinity: draw.uniform(-1.0, 1.0),
        projection_cost: draw.uniform(0.0, 2.0),
        fixed_weight: draw.uniform(0.1, 2.0),
        payments: (0..tiers.len()).map(|_| draw.uniform(-1.5, 1.5)).collect(),
        feasible: ActionSet::first(tiers.len()),
    }
}

pub fn tiers(kind: Kind) -> TierSet {
    if kind.ten { TierSet::with_finance() } else { TierSet::default() }
}

/// A random game; the first player is a leader at the core, now and then.
pub fn game(seed: u64, kind: Kind) -> TierGame {
    game_of(seed, kind, |_| {})
}

/// As [`game`], with the states changed before it is built.
pub fn game_of(seed: u64, kind: Kind, change: impl Fn(&mut Vec<State>)) -> TierGame {
    let mut draw = Draw(seed);
    let tiers = tiers(kind);
    let parameters = parameters(&mut draw);
    let method = method(&mut draw, kind.players, &tiers);
    let authorization =
        if draw.happens(0.5) { Authorization::Authorized } else { Authorization::Unauthorized };
    let mut states: Vec<State> =
        (0..kind.players).map(|player| state(&mut draw, &format!("s{player}"), kind, &tiers)).collect();
    if draw.happens(0.3) {
        states[0].feasible = ActionSet::only(tiers.len() - 1);
    }
    change(&mut states);
    let feasible: Vec<ActionSet> = states.iter().map(|state| state.feasible).collect();
    let states = states.into_iter().map(Arc::new).collect();
    TierGame::new(
        Arc::new(tiers),
        Arc::new(parameters),
        Arc::new(method),
        0,
        authorization,
        states,
        &feasible,
    )
    .unwrap()
}
