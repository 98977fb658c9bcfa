//! Comparative statics that hold for every game of the model, others' tiers fixed, under the
//! conditions that each test states; and the two that do not hold for cautious states, with a
//! counterexample each.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use willing::game::{AggregativeGame, Profile, Tier, TierSet};
use willing::risk::{
    Authorization, Channel, Communication, Hazard, Method, Parameters, Pool, SharingRule, State, TreatyCredit,
};
use willing_testkit::GameParts;
use willing_testkit::generators::{reference_method, reference_parameters};
use willing_testkit::strategies::{Risk, seeded, tier_game_and_profile};

/// Rounding forgiven, in money: payoffs here are at most some hundreds.
const ROUNDING: f64 = 1e-10;

/// A game, a profile of it, one of its players, and a step in [0, 1) to change things by.
fn situation(risk: Risk) -> impl Strategy<Value = (GameParts, Profile, usize, f64)> {
    (tier_game_and_profile(2..=4, risk), any::<prop::sample::Index>(), 0.01..1.0).prop_map(
        |((parts, profile), player, step)| {
            let player = player.index(parts.states.len());
            (parts, profile, player, step)
        },
    )
}

fn payoff(parts: &GameParts, profile: &Profile, player: usize) -> f64 {
    parts.game().unwrap().payoff_in(player, profile)
}

/// U(t) − U(bystander) of `player`, the others as in `profile`, for every tier.
fn premia(parts: &GameParts, profile: &Profile, player: usize) -> Vec<(Tier, f64)> {
    let game = parts.game().unwrap();
    let others = game.others(player, profile, &game.totals(profile));
    let payoff = |tier: Tier| game.payoff(player, tier.place(), &others);
    let bystander = payoff(game.tiers().bystander());
    game.tiers().tiers().map(|tier| (tier, payoff(tier) - bystander)).collect()
}

fn with_state(parts: &GameParts, player: usize, change: impl FnOnce(&mut State)) -> GameParts {
    let mut changed = parts.clone();
    change(&mut changed.states[player]);
    changed
}

/// Each premium moves in the direction (a sign) that `direction` gives to its tier.
fn premia_move(
    before: &[(Tier, f64)],
    after: &[(Tier, f64)],
    direction: impl Fn(Tier) -> f64,
) -> Result<(), TestCaseError> {
    for (&(tier, before), &(_, after)) in before.iter().zip(after) {
        let expected = direction(tier);
        let moved = after - before;
        if expected.abs() < 1e-12 {
            prop_assert!(moved.abs() <= ROUNDING, "tier {tier} moved by {moved:e}");
        } else {
            prop_assert!(moved * expected.signum() >= -ROUNDING, "tier {tier} moved by {moved:e}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(seeded(256))]

    /// (a) Always.
    #[test]
    fn a_payoffs_fall_in_the_probability_of_a_hazard(
        (parts, profile, player, step) in situation(Risk::Any), place in 0..2_usize
    ) {
        let after = with_state(&parts, player, |state| {
            let probability = &mut state.hazards[place].probability;
            *probability += step * (1.0 - *probability);
        });
        prop_assert!(payoff(&after, &profile, player) <= payoff(&parts, &profile, player) + ROUNDING);
    }

    /// (b) Always.
    #[test]
    fn b_payoffs_fall_in_the_severity_of_a_hazard(
        (parts, profile, player, step) in situation(Risk::Any), place in 0..2_usize
    ) {
        let after = with_state(&parts, player, |state| state.hazards[place].severity += 10.0 * step);
        prop_assert!(payoff(&after, &profile, player) <= payoff(&parts, &profile, player) + ROUNDING);
    }

    /// (c) Always.
    #[test]
    fn c_premia_move_with_the_value_of_protection_in_the_sign_of_credit(
        (parts, profile, player, step) in situation(Risk::Any)
    ) {
        let after = with_state(&parts, player, |state| state.protection_value += 10.0 * step);
        let credit = |tier| parts.parameters.credit.of(&parts.tiers.point(tier));
        premia_move(&premia(&parts, &profile, player), &premia(&after, &profile, player), credit)?;
    }

    /// (d) Always.
    #[test]
    fn d_premia_move_with_the_weight_of_the_treaty_in_the_sign_of_credit(
        (parts, profile, player, step) in situation(Risk::Any)
    ) {
        let mut after = parts.clone();
        let TreatyCredit { none, multilateral, bilateral } = &mut after.parameters.treaty_credit;
        for weight in [none, multilateral, bilateral] {
            *weight += step * (1.0 - *weight);
        }
        let credit = |tier| parts.parameters.credit.of(&parts.tiers.point(tier));
        premia_move(&premia(&parts, &profile, player), &premia(&after, &profile, player), credit)?;
    }

    /// (e) Always.
    #[test]
    fn e_payoffs_fall_in_casualty_sensitivity((parts, profile, player, step) in situation(Risk::Any)) {
        let after = with_state(&parts, player, |state| state.casualty_sensitivity += step);
        prop_assert!(payoff(&after, &profile, player) <= payoff(&parts, &profile, player) + ROUNDING);
    }

    /// (f) Always.
    #[test]
    fn f_premia_move_with_public_opposition_against_the_stance(
        (parts, profile, player, step) in situation(Risk::Any)
    ) {
        let after = with_state(&parts, player, |state| state.opposition += step * (1.0 - state.opposition));
        let against = |tier| -parts.tiers.point(tier).stance;
        premia_move(&premia(&parts, &profile, player), &premia(&after, &profile, player), against)?;
    }

    /// (g) Always.
    #[test]
    fn g_authorization_raises_premia_of_endorsement_and_lowers_those_of_opposition(
        (parts, profile, player, _) in situation(Risk::Any)
    ) {
        let with = |authorization| GameParts { authorization, ..parts.clone() };
        let (before, after) = (with(Authorization::Unauthorized), with(Authorization::Authorized));
        let stance = |tier| parts.tiers.point(tier).stance;
        premia_move(&premia(&before, &profile, player), &premia(&after, &profile, player), stance)?;
    }

    /// (h) Always.
    #[test]
    fn h_payoffs_fall_in_the_severity_of_retaliation((parts, profile, player, step) in situation(Risk::Any)) {
        let after = with_state(&parts, player, |state| state.retaliation_severity += 5.0 * step);
        prop_assert!(payoff(&after, &profile, player) <= payoff(&parts, &profile, player) + ROUNDING);
    }

    /// (i) Borch shares: a bolder partner carries more.
    #[test]
    fn i_participants_gain_when_a_co_participant_becomes_more_risk_tolerant(
        (parts, profile, player, step) in situation(Risk::Averse),
        keys in prop::array::uniform2(prop::sample::select(vec!["W", "C"]))
    ) {
        let mut parts = parts;
        parts.parameters.sharing = SharingRule::Borch;
        let partner = (player + 1) % parts.states.len();
        let [own, others] = keys.map(|key| parts.tiers.tier(key).unwrap().place());
        let profile = profile.with_action(player, own).with_action(partner, others);
        let after = with_state(&parts, partner, |state| state.risk_tolerance *= 1.0 + 10.0 * step);
        prop_assert!(payoff(&after, &profile, player) >= payoff(&parts, &profile, player) - ROUNDING);
    }

    /// (j) Always: a supporter moves no capability, only the stance.
    #[test]
    fn j_a_bystander_that_becomes_a_supporter_raises_endorsement_and_lowers_opposition_elsewhere(
        (parts, profile, player, _) in situation(Risk::Any)
    ) {
        let other = (player + 1) % parts.states.len();
        let supporter = parts.tiers.tier("P").unwrap();
        let at = |tier: Tier| profile.clone().with_action(other, tier.place());
        let before = premia(&parts, &at(parts.tiers.bystander()), player);
        let after = premia(&parts, &at(supporter), player);
        premia_move(&before, &after, |tier| parts.tiers.point(tier).stance)?;
    }

    /// (k) e, back ≥ 0: a bystander rides free.
    #[test]
    fn k_bystanders_gain_from_the_capability_of_others((parts, profile, player, step) in situation(Risk::Any)) {
        let profile = profile.with_action(player, parts.tiers.bystander().place());
        let other = (player + 1) % parts.states.len();
        let after = with_state(&parts, other, |state| {
            state.capability += step;
            state.asset_capability += step;
        });
        // Under the proportional rule capability also moves shares, which a bystander has none of.
        prop_assert!(payoff(&after, &profile, player) >= payoff(&parts, &profile, player) - ROUNDING);
    }

    /// (l) Equal and fixed shares only: under Borch shares a bolder state is given more to carry.
    #[test]
    fn l_payoffs_rise_in_risk_tolerance_under_equal_and_fixed_shares(
        (parts, profile, player, step) in situation(Risk::Averse),
        rule in prop::sample::select(vec![SharingRule::Equal, SharingRule::Fixed])
    ) {
        let mut parts = parts;
        parts.parameters.sharing = rule;
        let after = with_state(&parts, player, |state| state.risk_tolerance *= 1.0 + 10.0 * step);
        prop_assert!(payoff(&after, &profile, player) >= payoff(&parts, &profile, player) - ROUNDING);
        let neutral = with_state(&parts, player, |state| state.risk_tolerance = f64::INFINITY);
        prop_assert!(payoff(&neutral, &profile, player) >= payoff(&after, &profile, player) - ROUNDING);
    }

    /// (m) τ = ∞ and (1 − δ + δ r⁺) e π > back (1 − π) for every hazard; the leader is more alarmed.
    #[test]
    fn m_a_persuasive_leader_makes_risk_neutral_states_prefer_action(
        (parts, profile, player, step) in situation(Risk::Neutral), first in 0.0..1.0
    ) {
        let parts = alarmed_leader(&parts, player, step);
        prop_assume!(action_helps(&parts, &profile, player));
        let low = gain_over_status_quo(&heard(&parts, player, first * step), &profile, player);
        let high = gain_over_status_quo(&heard(&parts, player, step), &profile, player);
        prop_assert!(high >= low - ROUNDING, "{low} at less fidelity, {high} at more");
    }

    /// (n) τ = ∞ and no failure probability capped at 1.
    #[test]
    fn n_awareness_raises_premia_of_endorsement_of_risk_neutral_states(
        (parts, profile, player, step) in situation(Risk::Neutral), place in 0..2_usize
    ) {
        let most = 1.0 / (1.0 + parts.method.backlash[place]);
        let before = with_state(&parts, player, |state| {
            state.hazards[place].probability *= most;
        });
        let after = with_state(&before, player, |state| {
            let probability = &mut state.hazards[place].probability;
            *probability += step * (most - *probability);
        });
        let (before, after) = (premia(&before, &profile, player), premia(&after, &profile, player));
        for (&(tier, before), &(_, after)) in before.iter().zip(&after) {
            if parts.tiers.point(tier).stance > 0.0 {
                prop_assert!(after >= before - ROUNDING, "tier {tier}: {before} to {after}");
            }
        }
    }
}

/// The other player of `player`, the speaker, sees every hazard as more probable than it.
fn alarmed_leader(parts: &GameParts, player: usize, step: f64) -> GameParts {
    let speaker = (player + 1) % parts.states.len();
    let own = parts.states[player].hazards.clone();
    with_state(parts, speaker, |state| {
        for (hazard, own) in state.hazards.iter_mut().zip(&own) {
            hazard.probability = own.probability + step * (0.99 - own.probability).max(0.0);
        }
    })
}

fn heard(parts: &GameParts, player: usize, fidelity: f64) -> GameParts {
    let speaker = (player + 1) % parts.states.len();
    let channel = Channel::Broadcast { fidelity: vec![fidelity; parts.states.len()] };
    let said = Communication { channel, ..Communication::default() };
    let states = said.apply(&parts.states, speaker).unwrap();
    GameParts { states, ..parts.clone() }
}

fn gain_over_status_quo(parts: &GameParts, profile: &Profile, player: usize) -> f64 {
    let game = parts.game().unwrap();
    game.payoff_in(player, profile) - game.status_quo(player)
}

/// (1 − δ + δ r⁺) e π > back (1 − π) for every hazard.
fn action_helps(parts: &GameParts, profile: &Profile, player: usize) -> bool {
    let game = parts.game().unwrap();
    let odds = game.odds(player, &game.totals(profile));
    let tier = parts.tiers.tiers().find(|tier| tier.place() == profile.action(player)).unwrap();
    let credit = parts.parameters.credit.of(&parts.tiers.point(tier)).max(0.0);
    let excludable = parts.parameters.excludable_protection;
    let protection = (1.0 - excludable) + excludable * credit;
    parts
        .method
        .effectiveness
        .iter()
        .zip(&parts.method.backlash)
        .all(|(effectiveness, backlash)| protection * effectiveness * odds.success > backlash * odds.failure)
}

/// A leader at the core, of capability 1, and one follower that sees one hazard and fears its public;
/// failure doubles what the public does.
fn cautious_follower(follower: State, leader_belief: f64, method: Method, excludable: f64) -> GameParts {
    let tiers = TierSet::default();
    let leader = State {
        risk_tolerance: 10.0,
        capability: 1.0,
        stance_weight: 1.0,
        hazards: vec![Hazard { probability: leader_belief, severity: 10.0 }],
        ..State::indifferent("leader", 1, &tiers)
    };
    let parameters = Parameters {
        stance_legitimacy: 0.0,
        failure_markup: 1.0,
        excludable_protection: excludable,
        value_weight: 0.0,
        international_probability: 0.0,
        retaliation_probability: 0.0,
        launch_probability: 0.0,
        ..reference_parameters()
    };
    GameParts {
        tiers,
        parameters,
        method,
        authorization: Authorization::Unauthorized,
        states: vec![leader, follower],
    }
}

fn follower(tolerance: f64, probability: f64, severity: f64, domestic_severity: f64) -> State {
    State {
        risk_tolerance: tolerance,
        capability: 0.5,
        stance_weight: 1.0,
        hazards: vec![Hazard { probability, severity }],
        opposition: 0.9,
        domestic_severity,
        ..State::indifferent("follower", 1, &TierSet::default())
    }
}

fn strike(difficulty: f64, backlash: f64) -> Method {
    Method {
        difficulty,
        effectiveness: vec![0.8],
        backlash: vec![backlash],
        casualties: Pool::default(),
        financial: Pool::default(),
        ..reference_method()
    }
}

/// Leader at the core, follower in support.
fn core_and_support() -> Profile {
    let tiers = TierSet::default();
    let place = |key| u8::try_from(tiers.tier(key).unwrap().place()).unwrap();
    Profile::new(vec![place("C"), place("P")])
}

/// (m) fails for cautious states with backlash: the condition holds, the leader is more alarmed, and
/// hearing it makes supporting the action worse against the status quo.
#[test]
fn m_does_not_hold_for_risk_averse_states() {
    let parts = cautious_follower(follower(4.0, 0.2, 5.0, 10.0), 0.8, strike(1.0, 0.5), 0.0);
    let profile = core_and_support();
    assert!(action_helps(&parts, &profile, 1));
    let gain =
        |parts: &GameParts, fidelity| gain_over_status_quo(&heard_from_first(parts, fidelity), &profile, 1);
    assert!(gain(&parts, 0.5) < gain(&parts, 0.0) - 0.02, "{} {}", gain(&parts, 0.5), gain(&parts, 0.0));
    // Of the same numbers, a risk-neutral state is persuaded.
    let neutral = parts.risk_neutral();
    assert!(gain(&neutral, 0.5) > gain(&neutral, 0.0) + 0.02);
}

fn heard_from_first(parts: &GameParts, fidelity: f64) -> GameParts {
    let channel = Channel::Broadcast { fidelity: vec![fidelity; 2] };
    let said = Communication { channel, ..Communication::default() };
    GameParts { states: said.apply(&parts.states, 0).unwrap(), ..parts.clone() }
}

/// (n) fails for cautious states with backlash: the more the follower fears the danger, the more it
/// fears to have supported an action that fails.
#[test]
fn n_does_not_hold_for_risk_averse_states() {
    let at =
        |probability| cautious_follower(follower(5.0, probability, 10.0, 8.0), 0.5, strike(0.5, 1.0), 0.1);
    let premium = |parts: &GameParts| {
        let supporter = parts.tiers.tier("P").unwrap();
        premia(parts, &core_and_support(), 1)[supporter.place()].1
    };
    assert!(premium(&at(0.3)) < premium(&at(0.1)) - 0.2, "{} {}", premium(&at(0.3)), premium(&at(0.1)));
    let neutral = |probability| premium(&at(probability).risk_neutral());
    assert!(neutral(0.3) > neutral(0.1));
}

/// The ranges in which the properties were tested include games in which they could fail: each
/// property's opposite is refuted too, so that none holds for want of any movement.
#[test]
fn the_properties_are_not_vacuous() {
    let tiers = TierSet::default();
    let parts = cautious_follower(follower(5.0, 0.3, 10.0, 8.0), 0.5, strike(0.5, 1.0), 0.1);
    let profile = core_and_support();
    let worse = with_state(&parts, 1, |state| state.hazards[0].probability = 0.4);
    assert!(payoff(&worse, &profile, 1) < payoff(&parts, &profile, 1) - 0.1);
    let authorized = GameParts { authorization: Authorization::Authorized, ..parts.clone() };
    let supporter = tiers.tier("P").unwrap().place();
    assert!(premia(&authorized, &profile, 1)[supporter].1 > premia(&parts, &profile, 1)[supporter].1 + 0.1);
}
