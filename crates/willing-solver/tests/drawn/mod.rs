//! Random tier games for tests, from a seed.

#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set up its game fails")]

use std::sync::Arc;

use willing_game::{ActionSet, AggregativeGame, Profile, TierSet};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, TierGame, Treaty,
    TreatyCredit,
};

/// Numbers from a seed (splitmix64).
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.bits() % count as u64).unwrap()
    }
}

/// Everything a game is built from, to be changed before it is built.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) parameters: Parameters,
    pub(crate) method: Method,
    pub(crate) authorization: Authorization,
    pub(crate) states: Vec<State>,
    pub(crate) feasible: Vec<ActionSet>,
}

impl Parts {
    pub(crate) fn build(&self) -> TierGame {
        TierGame::new(
            Arc::new(TierSet::default()),
            Arc::new(self.parameters.clone()),
            Arc::new(self.method.clone()),
            0,
            self.authorization,
            self.states.iter().cloned().map(Arc::new).collect(),
            &self.feasible,
        )
        .unwrap()
    }
}

pub(crate) fn tiers(keys: &[&str]) -> ActionSet {
    let set = TierSet::default();
    ActionSet::of(keys.iter().map(|key| set.tier(key).unwrap().place()))
}

pub(crate) const CHAIN: [&str; 6] = ["O", "B", "P", "PA", "W", "C"];

/// A game in the middle of the ranges: leader at the core in seat 0, followers with these tiers.
pub(crate) fn game(draw: &mut Draw, players: usize, keys: &[&str]) -> Parts {
    let set = TierSet::default();
    let parameters = Parameters {
        credit: Credit { exposure: 0.5, stance: 0.3, access: 0.2, finance: 0.0 },
        sharing: SharingRule::Equal,
        authorization_legitimacy: draw.between(0.1, 0.4),
        stance_legitimacy: draw.between(0.0, 0.2),
        contest_exponent: draw.between(0.8, 2.0),
        failure_markup: draw.between(0.0, 0.8),
        excludable_protection: draw.between(0.0, 0.7),
        launch_probability: draw.between(0.1, 0.6),
        launch_legitimacy: draw.between(0.2, 0.8),
        launch_severity: draw.between(0.0, 4.0),
        domestic_probability: draw.between(0.1, 0.5),
        domestic_legitimacy: draw.between(0.1, 0.7),
        military_licence: 0.0,
        international_probability: draw.between(0.1, 0.5),
        retaliation_probability: draw.between(0.05, 0.4),
        retaliation_weights: [0.6, 0.3, 0.1],
        entrapment_probability: draw.between(0.05, 0.3),
        treaty_credit: TreatyCredit { none: 0.2, multilateral: 0.5, bilateral: 0.8 },
        value_weight: draw.between(0.0, 3.0),
    };
    let method = Method {
        name: "m".into(),
        legitimacy: draw.between(0.2, 0.3),
        difficulty: draw.between(0.5, 2.5),
        effectiveness: vec![draw.between(0.3, 0.8), draw.between(0.3, 0.8)],
        backlash: vec![draw.between(0.0, 0.5), draw.between(0.0, 0.5)],
        casualties: Pool { mean: draw.between(0.0, 3.0), deviation: draw.between(0.0, 3.0) },
        financial: Pool { mean: draw.between(0.0, 3.0), deviation: draw.between(0.0, 3.0) },
        projection_scale: 1.0,
        feasible: ActionSet::first(set.len()),
    };
    let states = (0..players).map(|seat| state(draw, seat, &set)).collect();
    let mut feasible = vec![tiers(keys); players];
    feasible[0] = tiers(&["C"]);
    let authorization =
        if draw.below(2) == 0 { Authorization::Unauthorized } else { Authorization::Authorized };
    Parts { parameters, method, authorization, states, feasible }
}

fn state(draw: &mut Draw, seat: usize, set: &TierSet) -> State {
    let hazard =
        |draw: &mut Draw| Hazard { probability: draw.between(0.05, 0.5), severity: draw.between(1.0, 20.0) };
    State {
        risk_tolerance: draw.between(5.0, 40.0),
        capability: draw.between(0.3, 2.0),
        asset_capability: draw.between(0.0, 0.5),
        stance_weight: draw.between(0.5, 2.0),
        hazards: vec![hazard(draw), hazard(draw)],
        casualty_sensitivity: draw.between(0.5, 2.5),
        opposition: draw.between(0.05, 0.95),
        domestic_severity: draw.between(0.5, 6.0),
        international_severity: draw.between(0.5, 6.0),
        retaliation_severity: draw.between(0.5, 4.0),
        entrapment_severity: draw.between(0.1, 4.0),
        treaty: [Treaty::None, Treaty::Multilateral, Treaty::Bilateral][draw.below(3)],
        abandonment_probability: draw.between(0.1, 0.6),
        protection_value: draw.between(1.0, 18.0),
        affinity: draw.between(-1.0, 1.0),
        ..State::indifferent(format!("s{seat}"), 2, set)
    }
}

/// Nobody but the leader can move the probability of success.
pub(crate) fn with_constant_success(mut parts: Parts) -> Parts {
    for state in parts.states.iter_mut().skip(1) {
        state.capability = 0.0;
        state.asset_capability = 0.0;
    }
    parts
}

/// All profiles, the last player's action changing fastest.
pub(crate) fn profiles(game: &impl AggregativeGame) -> Vec<Profile> {
    let mut all = vec![Vec::new()];
    for player in 0..game.player_count() {
        all = all
            .into_iter()
            .flat_map(|head: Vec<u8>| {
                game.feasible(player).iter().map(move |action| {
                    let mut profile = head.clone();
                    profile.push(u8::try_from(action).unwrap());
                    profile
                })
            })
            .collect();
    }
    all.into_iter().map(Profile::new).collect()
}

/// The largest gain from a single deviation.
pub(crate) fn worst_gain(game: &impl AggregativeGame, profile: &Profile) -> f64 {
    let totals = game.totals(profile);
    let gain = |player: usize| {
        let others = game.others(player, profile, &totals);
        let own = game.payoff(player, profile.action(player), &others);
        let best = game.feasible(player).iter().map(|action| game.payoff(player, action, &others));
        best.fold(f64::NEG_INFINITY, f64::max) - own
    };
    (0..game.player_count()).map(gain).fold(f64::NEG_INFINITY, f64::max)
}

/// All pure equilibria by trying every profile.
pub(crate) fn equilibria(game: &impl AggregativeGame) -> Vec<Profile> {
    profiles(game).into_iter().filter(|profile| worst_gain(game, profile) <= 1e-11).collect()
}
