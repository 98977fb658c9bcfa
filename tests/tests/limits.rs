//! Limits of the model and of aggregative games that are textbook results.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use willing::game::{ActionSet, AggregativeGame, Certificate, IntegerAggregativeGame, Profile, TierSet};
use willing::risk::{
    Authorization, Credit, Hazard, Method, Parameters, Pool, SharingRule, State, Treaty, TreatyCredit,
};
use willing::solver::integer::IntegerEquilibria;
use willing_testkit::GameParts;
use willing_testkit::generators::{reference_method, reference_parameters};
use willing_testkit::strategies::seeded;
use willing_tests::{certified, profiles, relative_error};

/// Coefficients under which nothing but hazards and pools costs anything.
fn quiet() -> Parameters {
    Parameters {
        credit: Credit { exposure: 0.6, stance: 0.25, access: 0.15, finance: 0.0 },
        failure_markup: 0.0,
        excludable_protection: 0.0,
        launch_probability: 0.0,
        domestic_probability: 0.0,
        international_probability: 0.0,
        retaliation_probability: 0.0,
        entrapment_probability: 0.0,
        value_weight: 0.0,
        ..reference_parameters()
    }
}

/// A method that always succeeds, costs nothing and does nothing.
fn idle() -> Method {
    Method {
        difficulty: 0.0,
        effectiveness: vec![0.0],
        backlash: vec![0.0],
        casualties: Pool::default(),
        financial: Pool::default(),
        ..reference_method()
    }
}

fn parts(parameters: Parameters, method: Method, states: Vec<State>) -> GameParts {
    GameParts {
        tiers: TierSet::default(),
        parameters,
        method,
        authorization: Authorization::Unauthorized,
        states,
    }
}

fn place(key: &str) -> usize {
    TierSet::default().tier(key).unwrap().place()
}

fn among(keys: &[&str]) -> ActionSet {
    ActionSet::of(keys.iter().map(|key| place(key)))
}

fn all_at(key: &str, count: usize) -> Profile {
    Profile::new(vec![u8::try_from(place(key)).unwrap(); count])
}

/// A state without any cost of its own.
fn blank(name: impl Into<String>) -> State {
    State { capability: 1.0, stance_weight: 1.0, ..State::indifferent(name, 1, &TierSet::default()) }
}

// ---------------------------------------------------------------- sharing a pool

fn syndicate(tolerances: &[f64], pool: Pool, rule: SharingRule, weights: &[f64]) -> GameParts {
    let states = tolerances.iter().zip(weights).enumerate().map(|(seat, (&tolerance, &weight))| State {
        risk_tolerance: tolerance,
        fixed_weight: weight,
        ..blank(format!("s{seat}"))
    });
    let states = states.collect();
    parts(Parameters { sharing: rule, ..quiet() }, Method { financial: pool, ..idle() }, states)
}

fn syndicate_payoffs(parts: &GameParts) -> Vec<f64> {
    let game = parts.game().unwrap();
    let profile = all_at("C", game.player_count());
    (0..game.player_count()).map(|player| game.payoff_in(player, &profile)).collect()
}

proptest! {
    #![proptest_config(seeded(200))]

    /// Borch (1962): shares of tolerance, U_i = −(τ_i/T) μ − τ_i σ²/(2 T²).
    #[test]
    fn borch_shares_give_the_closed_form(
        tolerances in prop::collection::vec(0.5..50.0, 1..6), mean in 0.0..20.0, deviation in 0.0..20.0
    ) {
        let weights = vec![1.0; tolerances.len()];
        let pool = Pool { mean, deviation };
        let payoffs = syndicate_payoffs(&syndicate(&tolerances, pool, SharingRule::Borch, &weights));
        let all: f64 = tolerances.iter().sum();
        for (payoff, tolerance) in payoffs.iter().zip(&tolerances) {
            let expected = -tolerance / all * mean - tolerance * deviation * deviation / (2.0 * all * all);
            prop_assert!(relative_error(*payoff, expected) < 1e-12, "{payoff} {expected}");
        }
    }

    /// Wilson (1968): a syndicate acts like one state whose tolerance is the sum, and no other fixed
    /// division does better for all together.
    #[test]
    fn a_syndicate_has_the_sum_of_tolerances(
        members in prop::collection::vec((0.5..50.0, 0.1..5.0), 2..6), mean in 0.0..20.0, deviation in 1.0..20.0
    ) {
        let (tolerances, weights): (Vec<f64>, Vec<f64>) = members.into_iter().unzip();
        let pool = Pool { mean, deviation };
        let sum = |rule, weights: &[f64]| {
            syndicate_payoffs(&syndicate(&tolerances, pool, rule, weights)).iter().sum::<f64>()
        };
        let all: f64 = tolerances.iter().sum();
        let alone = syndicate_payoffs(&syndicate(&[all], pool, SharingRule::Equal, &[1.0]))[0];
        let shared = sum(SharingRule::Borch, &weights);
        prop_assert!(relative_error(shared, alone) < 1e-12, "{shared} {alone}");
        prop_assert!(sum(SharingRule::Fixed, &weights) <= shared + 1e-10);
        prop_assert!(relative_error(sum(SharingRule::Fixed, &tolerances), shared) < 1e-12);
    }
}

// ---------------------------------------------------------------- private provision of a public good

/// Contributions in units: u = (w − g) G^α, α = 2 (Cobb and Douglas).
struct PublicGood {
    wealth: Vec<i64>,
}

impl IntegerAggregativeGame for PublicGood {
    fn player_count(&self) -> usize {
        self.wealth.len()
    }
    fn action_count(&self, player: usize) -> usize {
        usize::try_from(self.wealth[player]).unwrap() + 1
    }
    fn contribution(&self, _: usize, action: usize) -> i64 {
        i64::try_from(action).unwrap()
    }
    fn payoff(&self, player: usize, action: usize, total: i64) -> f64 {
        let own = i64::try_from(action).unwrap();
        ((self.wealth[player] - own) * total * total) as f64
    }
}

fn integer_equilibria(game: &impl IntegerAggregativeGame) -> Vec<Vec<u8>> {
    let list = IntegerEquilibria::new().solve(game).unwrap().found().unwrap();
    list.check(game).unwrap();
    list.listed().unwrap().iter().map(|listed| listed.profile.actions().to_vec()).collect()
}

/// Olson and Zeckhauser (1966): the great carry more than their part, the small ride free. In the
/// continuous game contributors have α (w − g) = G; its equilibrium lies on this grid.
#[test]
fn the_great_are_exploited_by_the_small() {
    let found = integer_equilibria(&PublicGood { wealth: vec![20, 12, 6, 2] });
    assert!(found.contains(&vec![12, 4, 0, 0]), "{found:?}");
    for profile in found {
        let burden = |player: usize| f64::from(profile[player]) / [20.0, 12.0, 6.0, 2.0][player];
        assert!(burden(0) > burden(1) && burden(1) > burden(2), "{profile:?}");
        assert_eq!(&profile[2..], [0, 0]);
    }
}

/// Warr (1983): a redistribution of wealth among contributors changes nobody's consumption.
#[test]
fn redistribution_among_contributors_is_neutral() {
    let before = integer_equilibria(&PublicGood { wealth: vec![20, 12, 6, 2] });
    let after = integer_equilibria(&PublicGood { wealth: vec![19, 13, 6, 2] });
    let moved: Vec<Vec<u8>> = before.iter().map(|p| vec![p[0] - 1, p[1] + 1, p[2], p[3]]).collect();
    assert_eq!(after, moved);
}

/// u = w (Q − Q²/20) − q²/2 with w = 4, 2, 1 and q in 0..=5.
struct Allies;

impl IntegerAggregativeGame for Allies {
    fn player_count(&self) -> usize {
        3
    }
    fn action_count(&self, _: usize) -> usize {
        6
    }
    fn contribution(&self, _: usize, action: usize) -> i64 {
        i64::try_from(action).unwrap()
    }
    fn payoff(&self, player: usize, action: usize, total: i64) -> f64 {
        let (own, all) = (action as f64, total as f64);
        [4.0, 2.0, 1.0][player] * (all - all * all / 20.0) - own * own / 2.0
    }
}

#[test]
fn allies_of_unequal_interest_share_in_one_way() {
    assert_eq!(integer_equilibria(&Allies), [vec![2, 1, 1]]);
}

// ---------------------------------------------------------------- self-enforcing agreements

/// Joining an agreement of k members who each abate k; outsiders abate 1 (Barrett 1994, linear benefit
/// and quadratic cost, both coefficients 1).
struct Agreement {
    states: usize,
}

impl Agreement {
    fn abated(&self, members: i64) -> f64 {
        (members * members + i64::try_from(self.states).unwrap() - members) as f64
    }
}

impl IntegerAggregativeGame for Agreement {
    fn player_count(&self) -> usize {
        self.states
    }
    fn action_count(&self, _: usize) -> usize {
        2
    }
    fn contribution(&self, _: usize, action: usize) -> i64 {
        i64::try_from(action).unwrap()
    }
    fn payoff(&self, _: usize, action: usize, members: i64) -> f64 {
        let own = if action == 1 { members as f64 } else { 1.0 };
        self.abated(members) - own * own / 2.0
    }
}

/// d'Aspremont et al. (1983), Barrett (1994): internally and externally stable are agreements of two
/// and three, whatever the number of states; and none at all, as a single member abates what an
/// outsider does. All hang on a tie: the third member gains as much outside as inside.
#[test]
fn stable_agreements_have_two_or_three_members() {
    let found = integer_equilibria(&Agreement { states: 10 });
    let size = |profile: &Vec<u8>| profile.iter().map(|&action| usize::from(action)).sum::<usize>();
    let of_size = |wanted| found.iter().filter(|profile| size(profile) == wanted).count();
    assert_eq!((of_size(0), of_size(2), of_size(3), found.len()), (1, 45, 120, 166));
    let flagged = IntegerEquilibria::new().solve(&Agreement { states: 10 }).unwrap().found().unwrap();
    let ties = flagged.listed().unwrap().iter().filter(|listed| listed.tie_dependent).count();
    assert_eq!(ties, 166);
}

// ---------------------------------------------------------------- success that needs a threshold

/// θ → ∞: a threshold public good (Palfrey & Rosenthal 1984). Everybody's part is worth its price,
/// so either nobody acts or exactly as many as it takes.
#[test]
fn a_sharp_contest_is_a_threshold_public_good() {
    for (states, needed, expected) in [(6, 3, 21), (6, 1, 6), (5, 5, 2), (4, 2, 7)] {
        let method = Method { difficulty: f64::from(needed) - 0.5, effectiveness: vec![0.8], ..idle() };
        let state = |seat| State {
            hazards: vec![Hazard { probability: 0.5, severity: 20.0 }],
            projection_cost: 3.0,
            feasible: among(&["B", "C"]),
            ..blank(format!("s{seat}"))
        };
        let parameters = Parameters { contest_exponent: 1000.0, ..quiet() };
        let game = parts(parameters, method, (0..states).map(state).collect()).game().unwrap();
        let found = profiles(&certified(&game).unwrap());
        assert_eq!(found.len(), expected, "{needed} of {states}");
        for profile in &found {
            let acting = profile.actions().iter().filter(|&&action| usize::from(action) == place("C"));
            let acting = acting.count();
            assert!(acting == usize::try_from(needed).unwrap() || acting == 0 && needed > 1, "{profile:?}");
        }
    }
}

// ---------------------------------------------------------------- one state alone

/// A single risk-neutral state acts iff p ≥ C / (l (e π − back (1 − π))), never if π ≤ back/(e + back).
#[test]
fn a_single_state_pre_empts_beyond_a_threshold_of_awareness() {
    let gain = |probability: f64, success: f64| {
        let method = Method {
            difficulty: (1.0 - success) / success,
            effectiveness: vec![0.8],
            backlash: vec![0.5],
            ..idle()
        };
        let state = State {
            hazards: vec![Hazard { probability, severity: 50.0 }],
            projection_cost: 6.0,
            feasible: among(&["C"]),
            ..blank("alone")
        };
        let parameters = Parameters { contest_exponent: 1.0, ..quiet() };
        let game = parts(parameters, method, vec![state]).game().unwrap();
        game.payoff_in(0, &all_at("C", 1)) - game.status_quo(0)
    };
    let threshold = 12.0 / 41.0;
    assert!(gain(threshold, 0.7).abs() < 1e-12, "{}", gain(threshold, 0.7));
    assert!(gain(threshold - 1e-3, 0.7) < -1e-3 && gain(threshold + 1e-3, 0.7) > 1e-3);
    // Beyond p = 1/(1 + back) failure cannot make the danger any more certain.
    for probability in [0.0, 0.1, 0.3, 0.5, 2.0 / 3.0] {
        assert!(gain(probability, 5.0 / 13.0) <= -6.0 + 1e-9, "{probability}");
    }
}

// ---------------------------------------------------------------- alliance politics

/// Snyder (1984): an ally joins iff the abandonment it averts weighs more than the entrapment it risks.
#[test]
fn an_ally_weighs_abandonment_against_entrapment() {
    let (abandonment, value, weight, probability) = (0.5, 20.0, 0.9, 0.3);
    let even = abandonment * weight * value / probability;
    for (severity, joins) in
        [(0.5 * even, true), (0.999 * even, true), (1.001 * even, false), (2.0 * even, false)]
    {
        let parameters = Parameters {
            entrapment_probability: probability,
            treaty_credit: TreatyCredit { none: 0.0, multilateral: 0.4, bilateral: weight },
            ..quiet()
        };
        let leader = State { feasible: among(&["C"]), ..blank("leader") };
        let ally = |treaty| State {
            treaty,
            abandonment_probability: abandonment,
            protection_value: value,
            entrapment_severity: severity,
            feasible: among(&["B", "C"]),
            ..blank("ally")
        };
        let choice = |treaty| {
            let states = vec![leader.clone(), ally(treaty)];
            let found = certified(&parts(parameters.clone(), idle(), states).game().unwrap()).unwrap();
            assert_eq!(found.len(), 1);
            found[0].profile.action(1) == place("C")
        };
        assert_eq!(choice(Treaty::Bilateral), joins, "severity {severity}");
        assert!(!choice(Treaty::None), "without a treaty there is nothing to lose");
    }
}

// ---------------------------------------------------------------- legitimacy alone

/// States that mind only blame: endorsing is worth ν v − (1 − Λ), and Λ grows with every endorsement.
/// State i follows once `needed[i]` states endorse, itself included (Granovetter 1978).
fn endorsement(needed: &[f64]) -> GameParts {
    let count = needed.len() as f64;
    let parameters = Parameters {
        international_probability: 1.0,
        stance_legitimacy: 0.4,
        authorization_legitimacy: 0.2,
        value_weight: 1.0,
        ..quiet()
    };
    let state = |(seat, needed): (usize, &f64)| State {
        international_severity: 1.0,
        affinity: 0.6 - 0.4 * (needed - 0.5) / count,
        feasible: among(&["B", "P"]),
        ..blank(format!("s{seat}"))
    };
    let states = needed.iter().enumerate().map(state).collect();
    parts(parameters, Method { legitimacy: 0.4, ..idle() }, states)
}

#[test]
fn one_endorsement_sets_off_a_cascade() {
    let needed: Vec<f64> = (1..=10).map(f64::from).collect();
    let found = certified(&endorsement(&needed).game().unwrap()).unwrap();
    assert_eq!(profiles(&found), [all_at("P", 10)]);
}

#[test]
fn without_the_first_endorsement_there_are_a_least_and_a_greatest_equilibrium() {
    let needed: Vec<f64> = [2.0].into_iter().chain((2..=10).map(f64::from)).collect();
    let mut found = profiles(&certified(&endorsement(&needed).game().unwrap()).unwrap());
    found.sort();
    assert_eq!(found, [all_at("B", 10), all_at("P", 10)]);
    // A gap in the thresholds stops the cascade half-way: a third equilibrium between the two.
    let gap = [1.0, 2.0, 3.0, 6.0, 6.0, 6.0, 7.0, 8.0, 9.0, 10.0];
    let found = profiles(&certified(&endorsement(&gap).game().unwrap()).unwrap());
    let endorsing = |p: &Profile| p.actions().iter().filter(|&&a| usize::from(a) == place("P")).count();
    let mut sizes: Vec<usize> = found.iter().map(endorsing).collect();
    sizes.sort_unstable();
    assert_eq!((sizes.first(), sizes.last()), (Some(&3), Some(&10)), "{sizes:?}");
}
