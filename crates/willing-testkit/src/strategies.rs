//! Strategies for property tests: tier games of the model that shrink towards few states; [`tu`] has games with
//! transferable utility.
//!
//! Every number is drawn from the range in which the model accepts it and in which it matters;
//! shrinking takes states away first and then moves numbers to the lower ends of their ranges.
//!
//! # Example
//!
//! ```
//! use proptest::prelude::*;
//! use willing_testkit::strategies::{Risk, seeded, tier_game};
//!
//! proptest!(seeded(50), |(parts in tier_game(1..=4, Risk::Any))| {
//!     prop_assert!(parts.game().is_ok());
//! });
//! ```

pub mod tu;

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_game::{ActionSet, Profile, TierSet};
use willing_risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, Treaty, TreatyCredit,
};

use crate::GameParts;
use crate::generators::reference_method;

/// Which risk tolerances a strategy draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// τ finite for all.
    Averse,
    /// τ = ∞ for all.
    Neutral,
    /// Either, the same for all.
    Any,
}

/// A configuration of this many cases from a fixed seed: the same cases in every run. Nothing is
/// written to files.
#[must_use]
pub fn seeded(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x77_11_1e_57),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Any of the five sharing rules, Borch's first.
pub fn sharing_rule() -> impl Strategy<Value = SharingRule> {
    prop::sample::select(SharingRule::ALL.to_vec())
}

/// The set of eight tiers, or the set of ten.
pub fn tier_set() -> impl Strategy<Value = TierSet> {
    prop_oneof![Just(TierSet::default()), Just(TierSet::with_finance())]
}

/// Coefficients common to all, every one within its range; ρ and the legitimacies sum to at most 1.
pub fn parameters() -> impl Strategy<Value = Parameters> {
    let credit = (0.1..1.0, 0.1..1.0, 0.0..1.0, 0.0..0.5).prop_map(|(x, y, a, f): (f64, f64, f64, f64)| {
        let sum = x + y + a + f;
        Credit { exposure: x / sum, stance: y / sum, access: a / sum, finance: f / sum }
    });
    let legitimacy = (0.0..0.35, 0.0..0.25);
    let launch = (0.0..1.0, 0.0..=1.0, 0.0..10.0);
    let elsewhere = (0.0..1.0, 0.0..=1.0, 0.0..=1.0, 0.0..1.0, 0.0..1.0, 0.0..1.0);
    let weights = (0.1..1.0, 0.0..1.0, 0.0..1.0);
    let treaty = (0.0..0.4, 0.0..0.6, 0.0..=1.0);
    let shape = (0.3..6.0, 0.0..1.0, 0.0..=1.0, 0.0..3.0);
    (credit, sharing_rule(), legitimacy, launch, elsewhere, weights, treaty, shape).prop_map(
        |(credit, sharing, (z, q), launch, elsewhere, (kx, ky, ka), treaty, shape)| Parameters {
            credit,
            sharing,
            authorization_legitimacy: z,
            stance_legitimacy: q,
            contest_exponent: shape.0,
            failure_markup: shape.1,
            excludable_protection: shape.2,
            value_weight: shape.3,
            launch_probability: launch.0,
            launch_legitimacy: launch.1,
            launch_severity: launch.2,
            domestic_probability: elsewhere.0,
            domestic_legitimacy: elsewhere.1,
            military_licence: elsewhere.2,
            international_probability: elsewhere.3,
            retaliation_probability: elsewhere.4,
            entrapment_probability: elsewhere.5,
            retaliation_weights: [kx, ky, ka],
            treaty_credit: TreatyCredit { none: treaty.0, multilateral: treaty.1, bilateral: treaty.2 },
        },
    )
}

/// A method on this many hazards, its legitimacy between 0.25 and 0.4.
pub fn method(hazards: usize) -> impl Strategy<Value = Method> {
    let effects = vec((0.0..=1.0, 0.0..1.0), hazards);
    let pool = || (0.0..5.0, 0.0..5.0).prop_map(|(mean, deviation)| Pool { mean, deviation });
    (0.25..0.4, 0.0..4.0, effects, pool(), pool()).prop_map(
        |(legitimacy, difficulty, effects, casualties, financial)| {
            let (effectiveness, backlash) = effects.into_iter().unzip();
            Method {
                legitimacy,
                difficulty,
                effectiveness,
                backlash,
                casualties,
                financial,
                ..reference_method()
            }
        },
    )
}

/// A state that sees this many hazards and may choose any of `tiers`. Its name is empty.
pub fn state(hazards: usize, tiers: TierSet) -> impl Strategy<Value = State> {
    let treaty = prop::sample::select(vec![Treaty::None, Treaty::Multilateral, Treaty::Bilateral]);
    let dangers = vec((0.0..=0.95, 0.0..20.0), hazards);
    let size = (2.0..60.0, 0.0..2.0, 0.0..1.0, 0.0..2.0);
    let severities = (0.0..10.0, 0.0..6.0, 0.0..6.0, 0.0..5.0, 0.0..25.0);
    let views = (0.0..3.0, 0.0..=1.0, 0.0..=1.0, -1.0..=1.0, 0.0..3.0, 0.1..2.0);
    (treaty, dangers, size, severities, views).prop_map(move |(treaty, dangers, size, severities, views)| {
        let hazard = |(probability, severity)| Hazard { probability, severity };
        State {
            risk_tolerance: size.0,
            capability: size.1,
            asset_capability: size.2,
            stance_weight: size.3,
            hazards: dangers.into_iter().map(hazard).collect(),
            casualty_sensitivity: views.0,
            opposition: views.1,
            domestic_severity: severities.0,
            international_severity: severities.1,
            retaliation_severity: severities.2,
            entrapment_severity: severities.3,
            treaty,
            abandonment_probability: views.2,
            protection_value: severities.4,
            affinity: views.3,
            projection_cost: views.4,
            fixed_weight: views.5,
            ..State::indifferent("", hazards, &tiers)
        }
    })
}

/// A tier game of the model with this many states and two hazards; every tier is feasible for all.
///
/// [`GameParts::game`] accepts every game drawn.
pub fn tier_game(states: RangeInclusive<usize>, risk: Risk) -> impl Strategy<Value = GameParts> {
    let tolerances = match risk {
        Risk::Averse => vec![Risk::Averse],
        Risk::Neutral => vec![Risk::Neutral],
        Risk::Any => vec![Risk::Averse, Risk::Neutral],
    };
    (tier_set(), prop::sample::select(tolerances)).prop_flat_map(move |(tiers, risk)| {
        let all = vec(state(2, tiers.clone()), states.clone());
        let authorization =
            prop::sample::select(vec![Authorization::Unauthorized, Authorization::Authorized]);
        (parameters(), method(2), authorization, all).prop_map(
            move |(parameters, method, authorization, mut states)| {
                for (seat, state) in states.iter_mut().enumerate() {
                    state.name = format!("s{seat}");
                }
                let parts = GameParts { tiers: tiers.clone(), parameters, method, authorization, states };
                if risk == Risk::Neutral { parts.risk_neutral() } else { parts }
            },
        )
    })
}

/// As [`tier_game`], with each state's feasible tiers a nonempty random set of at most `most`.
pub fn tier_game_with_choices(
    states: RangeInclusive<usize>,
    risk: Risk,
    most: usize,
) -> impl Strategy<Value = GameParts> {
    tier_game(states, risk).prop_flat_map(move |parts| {
        let count = parts.tiers.len();
        let choices = vec(vec(0..count, 1..=most.max(1)), parts.states.len());
        choices.prop_map(move |choices| {
            let mut parts = parts.clone();
            for (state, tiers) in parts.states.iter_mut().zip(choices) {
                state.feasible = ActionSet::of(tiers);
            }
            parts
        })
    })
}

/// A tier game with a profile of it.
pub fn tier_game_and_profile(
    states: RangeInclusive<usize>,
    risk: Risk,
) -> impl Strategy<Value = (GameParts, Profile)> {
    tier_game(states, risk).prop_flat_map(|parts| {
        let most = u8::try_from(parts.tiers.len()).unwrap_or(u8::MAX);
        let profile = vec(0..most, parts.states.len()).prop_map(Profile::new);
        (Just(parts), profile)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::*;

    fn drawn(count: usize) -> Vec<GameParts> {
        let mut runner = TestRunner::deterministic();
        let strategy = tier_game(1..=4, Risk::Any);
        (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
    }

    #[test]
    fn every_drawn_game_is_accepted_and_the_odd_cases_are_reached() {
        let games = drawn(400);
        for parts in &games {
            assert_eq!(parts.game().map(|_| ()), Ok(()));
        }
        let some = |odd: &dyn Fn(&GameParts) -> bool| games.iter().any(odd);
        assert!(SharingRule::ALL.iter().all(|&rule| some(&|g| g.parameters.sharing == rule)));
        assert!(some(&|g| g.states.len() == 1) && some(&|g| g.states.len() == 4));
        assert!(some(&|g| g.tiers.len() == 10) && some(&|g| g.tiers.len() == 8));
        assert!(some(&|g| g.states[0].risk_tolerance.is_infinite()));
    }

    #[test]
    fn games_shrink_towards_few_states() {
        let mut runner = TestRunner::deterministic();
        for _ in 0..10 {
            let mut tree = tier_game(1..=4, Risk::Averse).new_tree(&mut runner).unwrap();
            while tree.simplify() {}
            assert_eq!(tree.current().states.len(), 1);
        }
    }
}
