//! Worths of sharing risk: their ends meet, whoever the members are.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp, reason = "tests")]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_game::{Certificate, Player, Players, Verdict};
use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};
use willing_solver::sharing::{AllWorths, AumannShapley, Worth};

/// Probabilities of small integers; zeros happen.
fn belief(outcomes: usize) -> impl Strategy<Value = Belief> {
    let all = prop::collection::vec(prop_oneof![1 => Just(0_u32), 8 => 1_u32..20], outcomes);
    all.prop_filter("somebody must believe something", |weights| weights.iter().any(|weight| *weight > 0))
        .prop_map(|weights| {
            let sum: u32 = weights.iter().sum();
            Belief::new(weights.iter().map(|weight| f64::from(*weight) / f64::from(sum)).collect()).unwrap()
        })
}

fn attitude() -> impl Strategy<Value = Attitude> {
    prop_oneof![
        4 => (-2_i32..4).prop_map(|power| Attitude::Entropic { tolerance: 3.0_f64.powi(power) }),
        3 => (0_u32..10).prop_map(|tenth| Attitude::Cvar { level: f64::from(tenth) / 10.0 }),
        1 => Just(Attitude::Cvar { level: 1.0 }),
        2 => (-1_i32..5).prop_map(|power| Attitude::MeanVariance { tolerance: 4.0_f64.powi(power) }),
        1 => Just(Attitude::Entropic { tolerance: f64::INFINITY }),
    ]
}

fn single(outcomes: usize) -> impl Strategy<Value = Preference> {
    (attitude(), belief(outcomes)).prop_map(|(attitude, belief)| Preference::new(attitude, belief).unwrap())
}

/// Zeros in all beliefs but those of mean–variance parts: where nobody is monotone and supports differ, nobody can be handed
/// the rest, and a worth that is not finite can stay undecided.
fn mixture(outcomes: usize) -> impl Strategy<Value = Preference> {
    prop::collection::vec((1_u32..5, attitude(), belief(outcomes)), 1..4).prop_map(|parts| {
        let sum: u32 = parts.iter().map(|(weight, _, _)| weight).sum();
        let part = |(weight, attitude, belief): (u32, Attitude, Belief)| {
            let count = belief.outcomes() as f64;
            let everywhere = belief.probabilities().iter().map(|p| 0.5 * p + 0.5 / count).collect();
            let belief = if attitude.is_monotone() { belief } else { Belief::new(everywhere).unwrap() };
            Part { weight: f64::from(weight) / f64::from(sum), attitude, belief }
        };
        Preference::mixture(parts.into_iter().map(part).collect()).unwrap()
    })
}

fn portfolio<P: Strategy<Value = Preference>>(
    most: usize,
    preference: impl Fn(usize) -> P + Copy,
) -> impl Strategy<Value = Portfolio> {
    (1..=most, 1..=7_usize).prop_flat_map(move |(players, outcomes)| {
        let held = prop::collection::vec(prop::collection::vec(-20_i32..20, outcomes), players);
        (held, prop::collection::vec(preference(outcomes), players)).prop_map(move |(held, preferences)| {
            let held = held.iter().map(|row| row.iter().copied().map(f64::from).collect()).collect();
            Portfolio::new(Players::new((0..players).map(|i| i.to_string())).unwrap(), held, preferences)
                .unwrap()
        })
    })
}

fn everybody(portfolio: &Portfolio) -> Vec<Player> {
    (0..portfolio.players().len()).map(|seat| Player::from_seat(seat).unwrap()).collect()
}

fn config(seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    }
}

/// Either ends that meet or promises that show why there are none.
fn decided(portfolio: &Portfolio) -> Result<bool, TestCaseError> {
    match Worth::new().solve(portfolio, &everybody(portfolio)).unwrap() {
        Verdict::Exists(worth) => {
            prop_assert_eq!(worth.check(portfolio), Ok(()));
            Ok(true)
        }
        Verdict::Impossible(apart) => {
            prop_assert_eq!(apart.check(portfolio), Ok(()));
            Ok(false)
        }
        Verdict::Undecided(worth) => Err(TestCaseError::fail(format!("{} to {}", worth.low, worth.high))),
    }
}

proptest! {
    #![proptest_config(config(51))]

    #[test]
    fn single_attitudes_are_decided(portfolio in portfolio(6, single)) {
        decided(&portfolio)?;
    }

    #[test]
    fn mixtures_are_decided(portfolio in portfolio(4, mixture)) {
        decided(&portfolio)?;
    }
}

#[test]
fn the_formula_and_the_evidence_agree() {
    let belief = |p: f64| Belief::new(vec![p, 1.0 - p]).unwrap();
    let portfolio = Portfolio::new(
        Players::new(["a", "b", "c"]).unwrap(),
        vec![vec![0.0, -8.0], vec![-1.0, 2.0], vec![3.0, -3.0]],
        vec![
            Preference::entropic(1.0, belief(0.5)).unwrap(),
            Preference::entropic(4.0, belief(0.25)).unwrap(),
            Preference::entropic(0.5, belief(0.9)).unwrap(),
        ],
    )
    .unwrap();
    let table = AllWorths::new().solve(&portfolio).unwrap().found().unwrap();
    assert_eq!(table.check(&portfolio), Ok(()));
    assert!(table.evidence.is_empty());
    for bits in 1..8_u64 {
        let members: Vec<Player> = willing_game::Coalition::from_bits(bits).players().collect();
        let worth = Worth::new().solve(&portfolio, &members).unwrap().found().unwrap();
        let place = usize::try_from(bits).unwrap();
        assert!(worth.high >= table.low[place] && worth.low <= table.high[place], "{bits}");
    }
}

#[test]
fn prices_on_the_way_explain_a_burden_by_its_risks() {
    // Two kinds of loss of one state with τ = 5: all players hold a kind each, and only the first prefers anything.
    let belief = Belief::new(vec![0.6, 0.3, 0.1]).unwrap();
    let careful = Preference::entropic(2.5, belief).unwrap();
    let portfolio = Portfolio::new(
        Players::new(["one", "two"]).unwrap(),
        vec![vec![0.0, -1.0, -4.0], vec![0.0, -3.0, -2.0]],
        vec![careful.clone(), careful],
    )
    .unwrap();
    let amounts = AumannShapley::new().solve(&portfolio).unwrap().found().unwrap();
    // ∫ E[X e^{lX/5}]/E[e^{lX/5}] dl by mpmath.
    assert!((amounts[0] + 0.962_376_318_789_905).abs() < 1e-12, "{amounts:?}");
    assert!((amounts[1] + 1.386_622_882_437_793_2).abs() < 1e-12, "{amounts:?}");
    let whole = Worth::new().solve(&portfolio, &everybody(&portfolio)).unwrap().found().unwrap();
    let gradient: Vec<f64> =
        whole.gradient(&portfolio).unwrap().iter().map(|price| price.midpoint()).collect();
    assert!((gradient[0] + 1.247_572_370_398_456_6).abs() < 1e-12, "{gradient:?}");
    assert!((gradient[1] + 1.667_221_114_325_616_6).abs() < 1e-12, "{gradient:?}");
}

#[test]
fn weights_that_sum_to_one_but_for_rounding_are_enough() {
    // Three experts, each of whom believes something impossible; thirds of nine digits.
    let part = |weight, attitude, probabilities: [f64; 3]| Part {
        weight,
        attitude,
        belief: Belief::new(probabilities.to_vec()).unwrap(),
    };
    let preference = Preference::mixture(vec![
        part(0.333_333_333_5, Attitude::Entropic { tolerance: 2.0 }, [0.0, 0.5, 0.5]),
        part(0.333_333_333_5, Attitude::Cvar { level: 0.6 }, [0.5, 0.0, 0.5]),
        part(0.333_333_333_5, Attitude::Cvar { level: 0.3 }, [0.25, 0.5, 0.25]),
    ])
    .unwrap();
    let held = vec![vec![0.0, -8.0, 3.0], vec![1.0, 2.0, -5.0]];
    let portfolio =
        Portfolio::new(Players::new(["a", "b"]).unwrap(), held, vec![preference.clone(), preference])
            .unwrap();
    let worth = Worth::new().solve(&portfolio, &everybody(&portfolio)).unwrap().found().unwrap();
    assert_eq!(worth.check(&portfolio), Ok(()));
}
