//! Properties of the game of worths: totally balanced, superadditive, monotone in tolerance; who bears what; its limits.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_cmp, clippy::panic, reason = "tests")]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::sharing::{Incompatible, SharedWorth, SharingTable, Standing, Violation};
use willing_game::{Certificate, Coalition, Player, Players, Verdict};
use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};
use willing_solver::Run;
use willing_solver::sharing::{AllWorths, Worth, assess};

/// Every outcome is possible.
fn belief(outcomes: usize) -> impl Strategy<Value = Belief> {
    prop::collection::vec(1_u32..20, outcomes).prop_map(|weights| {
        let sum: u32 = weights.iter().sum();
        Belief::new(weights.iter().map(|weight| f64::from(*weight) / f64::from(sum)).collect()).unwrap()
    })
}

fn tolerance() -> impl Strategy<Value = f64> {
    (-2_i32..4).prop_map(|power| 3.0_f64.powi(power))
}

/// Members whose domains have something in common: bounds are far from beliefs.
fn preference(outcomes: usize) -> impl Strategy<Value = Preference> {
    let attitude = prop_oneof![
        tolerance().prop_map(|tolerance| Attitude::Entropic { tolerance }),
        tolerance().prop_map(|tolerance| Attitude::MeanVariance { tolerance }),
        Just(Attitude::Cvar { level: 0.95 }),
        Just(Attitude::Cvar { level: 1.0 }),
    ];
    (attitude, belief(outcomes), belief(outcomes), 0_u32..3).prop_map(|(attitude, belief, other, weight)| {
        let weight = f64::from(weight) / 4.0;
        let second = Part { weight, attitude: Attitude::Cvar { level: 0.95 }, belief: other };
        let first = Part { weight: 1.0 - weight, attitude, belief };
        Preference::mixture(if weight > 0.0 { vec![first, second] } else { vec![first] }).unwrap()
    })
}

fn held(players: usize, outcomes: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let amount = (-20_i32..20).prop_map(f64::from);
    prop::collection::vec(prop::collection::vec(amount, outcomes), players)
}

fn portfolio(most: usize) -> impl Strategy<Value = Portfolio> {
    (1..=most, 1..=6_usize).prop_flat_map(|(players, outcomes)| {
        let preferences = prop::collection::vec(preference(outcomes), players);
        (held(players, outcomes), preferences).prop_map(|(held, preferences)| of(held, preferences))
    })
}

/// Entropic members of one belief.
fn agreed(most: usize) -> impl Strategy<Value = Portfolio> {
    (1..=most, 1..=6_usize).prop_flat_map(|(players, outcomes)| {
        let tolerances = prop::collection::vec(tolerance(), players);
        (held(players, outcomes), tolerances, belief(outcomes)).prop_map(|(held, tolerances, belief)| {
            let preference = |tolerance: &f64| Preference::entropic(*tolerance, belief.clone()).unwrap();
            of(held, tolerances.iter().map(preference).collect())
        })
    })
}

fn of(held: Vec<Vec<f64>>, preferences: Vec<Preference>) -> Portfolio {
    Portfolio::new(Players::new((0..held.len()).map(|seat| seat.to_string())).unwrap(), held, preferences)
        .unwrap()
}

fn everybody(portfolio: &Portfolio) -> Vec<Player> {
    (0..portfolio.players().len()).map(|seat| Player::from_seat(seat).unwrap()).collect()
}

fn whole(portfolio: &Portfolio) -> SharedWorth {
    Worth::new().solve(portfolio, &everybody(portfolio)).unwrap().found().unwrap()
}

fn table(portfolio: &Portfolio) -> SharingTable {
    AllWorths::new().solve(portfolio).unwrap().found().unwrap()
}

fn slack(portfolio: &Portfolio) -> f64 {
    let largest = portfolio.endowments().iter().flatten().map(|amount| amount.abs()).fold(1.0, f64::max);
    1e-8 * largest * portfolio.players().len() as f64
}

fn config(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(60, 61))]

    /// The prices of the whole give every coalition of up to ten at least its worth, and no more than there is in all.
    #[test]
    fn prices_are_in_the_core_of_every_subgame(portfolio in portfolio(7)) {
        let table = table(&portfolio);
        prop_assert_eq!(table.check(&portfolio), Ok(()));
        for bits in 1..table.low.len() as u64 {
            let members: Vec<Player> = Coalition::from_bits(bits).players().collect();
            let worth = Worth::new().solve(&portfolio, &members).unwrap().found().unwrap();
            let prices = worth.prices(&portfolio).unwrap();
            let sum: f64 = prices.iter().map(|price| price.midpoint()).sum();
            prop_assert!((sum - worth.worth()).abs() <= slack(&portfolio));
            for within in 1..bits {
                if within & bits == within {
                    let share: f64 = members.iter().zip(&prices).filter(|(player, _)| within >> player.seat() & 1 == 1)
                        .map(|(_, price)| price.midpoint()).sum();
                    prop_assert!(share >= table.low[usize::try_from(within).unwrap()] - slack(&portfolio));
                }
            }
        }
    }

    #[test]
    fn who_shares_loses_nothing(portfolio in portfolio(5)) {
        let table = table(&portfolio);
        let all = table.low.len();
        for one in 1..all {
            for other in (1..all).filter(|other| one & other == 0) {
                prop_assert!(table.high[one | other] >= table.low[one] + table.low[other] - slack(&portfolio));
            }
        }
    }
}

proptest! {
    #![proptest_config(config(500, 62))]

    /// With ten entropic members, all 1,023 coalitions.
    #[test]
    fn prices_are_in_the_core_of_ten(portfolio in agreed(10)) {
        let table = table(&portfolio);
        prop_assert_eq!(table.check(&portfolio), Ok(()));
        let prices = whole(&portfolio).prices(&portfolio).unwrap();
        let assessed = assess(&table, &prices.iter().map(|price| price.midpoint()).collect::<Vec<_>>()).unwrap();
        prop_assert!(matches!(assessed.standing, Standing::Core { .. }), "{:?}", assessed.standing);
        prop_assert_eq!(assessed.check(&table), Ok(()));
    }

    /// Where all believe the same, nobody is better off in an outcome in which all together are worse off (Borch 1962).
    #[test]
    fn who_agrees_shares_comonotonely(portfolio in agreed(5)) {
        let worth = whole(&portfolio);
        let total = portfolio.total(&worth.members);
        for row in worth.allocation.iter().enumerate().filter(|(place, _)| *place != worth.rest).map(|(_, row)| row) {
            for (one, payoff) in row.iter().enumerate() {
                for (other, better) in row.iter().enumerate() {
                    if total[one] <= total[other] {
                        prop_assert!(*payoff <= better + slack(&portfolio));
                    }
                }
            }
        }
    }

    /// Money for certain is worth what it is, and nothing else changes.
    #[test]
    fn what_is_certain_is_added(portfolio in portfolio(4), sure in -50_i32..50) {
        let mut held = portfolio.endowments().to_vec();
        for amount in &mut held[0] {
            *amount += f64::from(sure);
        }
        let richer = portfolio.with_endowments(held).unwrap();
        let difference = whole(&richer).worth() - whole(&portfolio).worth();
        prop_assert!((difference - f64::from(sure)).abs() <= 5.0 * slack(&richer));
    }

    #[test]
    fn more_tolerance_is_worth_more(portfolio in agreed(5), seat in 0_usize..5) {
        let seat = seat % portfolio.players().len();
        let mut preferences = portfolio.preferences().to_vec();
        let part = preferences[seat].single().unwrap().clone();
        let Attitude::Entropic { tolerance } = part.attitude else { unreachable!() };
        preferences[seat] = Preference::entropic(2.0 * tolerance, part.belief).unwrap();
        let bolder = of(portfolio.endowments().to_vec(), preferences);
        prop_assert!(whole(&bolder).high >= whole(&portfolio).low);
    }

    /// An outcome told apart from another like it changes no worth.
    #[test]
    fn outcomes_told_apart_change_nothing(portfolio in portfolio(4)) {
        let twice = |row: &[f64]| row.iter().copied().chain(row.first().copied()).collect::<Vec<f64>>();
        let halved = |belief: &Belief| {
            let mut probabilities = belief.probabilities().to_vec();
            probabilities[0] /= 2.0;
            probabilities.push(probabilities[0]);
            Belief::new(probabilities).unwrap()
        };
        let part = |part: &Part| Part { belief: halved(&part.belief), ..part.clone() };
        let split = |preference: &Preference| Preference::mixture(preference.parts().iter().map(part).collect()).unwrap();
        let held = portfolio.endowments().iter().map(|row| twice(row)).collect();
        let finer = of(held, portfolio.preferences().iter().map(split).collect());
        prop_assert!((whole(&finer).worth() - whole(&portfolio).worth()).abs() <= slack(&portfolio));
    }

    /// Evidence that was tampered with is refused.
    #[test]
    fn wrong_evidence_is_refused(portfolio in portfolio(4), outcome in 0_usize..6, member in 0_usize..4) {
        let worth = whole(&portfolio);
        let (outcome, member) = (outcome % portfolio.outcomes(), member % worth.members.len());
        let step = 1.0 + worth.worth().abs();
        let wrong = [
            SharedWorth { low: worth.low + step, ..worth.clone() },
            SharedWorth { high: worth.high - step, ..worth.clone() },
            SharedWorth { low: f64::NAN, ..worth.clone() },
            SharedWorth { high: f64::INFINITY, ..worth.clone() },
        ];
        prop_assert!(wrong.iter().all(|worth| worth.check(&portfolio).is_err()));
        let mut wrong = worth.clone();
        wrong.density[outcome] = -1.0;
        let signed = portfolio.preferences().iter().all(|of| !of.is_monotone());
        prop_assert!(signed || wrong.check(&portfolio).is_err());
        let mut wrong = worth.clone();
        wrong.allocation[member].pop();
        prop_assert!(wrong.check(&portfolio).is_err());
        let mut wrong = worth.clone();
        wrong.members.reverse();
        prop_assert!(worth.members.len() == 1 || wrong.check(&portfolio) == Err(Violation::Members));
        if member != worth.rest && worth.members.len() > 1 && portfolio.outcomes() > 1 {
            // Far off: nobody wants that.
            let mut wrong = worth.clone();
            wrong.allocation[member][outcome] += 1e7;
            prop_assert!(wrong.check(&portfolio).is_err());
        }
    }
}

fn two(p: f64) -> Belief {
    Belief::new(vec![p, 1.0 - p]).unwrap()
}

#[test]
fn disagreement_breaks_comonotonicity() {
    // A total that is the same in both outcomes, and two who bet on it.
    let preferences =
        vec![Preference::entropic(1.0, two(0.9)).unwrap(), Preference::entropic(1.0, two(0.1)).unwrap()];
    let worth = whole(&of(vec![vec![0.0, 0.0], vec![0.0, 0.0]], preferences));
    let row = &worth.allocation[1 - worth.rest];
    assert!((row[0] - row[1]).abs() > 1.0, "{row:?}");
    // −T ln Σ √(p q) with T = 2: the value of the bets.
    assert!((worth.worth() + 2.0 * (2.0 * 0.09_f64.sqrt()).ln()).abs() < 1e-12);
}

#[test]
fn risk_neutral_members_carry_everything_and_must_agree() {
    let careful = Preference::entropic(1.0, two(0.5)).unwrap();
    let neutral = |p| Preference::entropic(f64::INFINITY, two(p)).unwrap();
    let held = vec![vec![0.0, -8.0], vec![0.0, 0.0]];
    let worth = whole(&of(held.clone(), vec![careful, neutral(0.5)]));
    assert!((worth.worth() + 4.0).abs() < 1e-12);
    let quarrel = of(held, vec![neutral(0.5), neutral(0.6)]);
    let Verdict::Impossible(apart) = Worth::new().solve(&quarrel, &everybody(&quarrel)).unwrap() else {
        panic!("two who are risk neutral and disagree bet without end");
    };
    assert_eq!(apart.check(&quarrel), Ok(()));
    let nothing = Incompatible { promises: vec![vec![0.0; 2]; 2], ..apart.clone() };
    assert!(matches!(nothing.check(&quarrel), Err(Violation::WorthNothing { .. })));
    // The first pair of players, by bits, that has no finite worth.
    assert!(
        matches!(AllWorths::new().solve(&quarrel).unwrap(), Verdict::Impossible(of) if of.members.len() == 2)
    );
}

#[test]
fn a_large_tolerance_tends_to_neutrality() {
    let held = vec![vec![0.0, -8.0], vec![1.0, 0.0]];
    let worth = |tolerance| {
        let of_one = Preference::entropic(tolerance, two(0.3)).unwrap();
        whole(&of(held.clone(), vec![of_one.clone(), of_one])).worth()
    };
    let neutral = worth(f64::INFINITY);
    assert!((neutral + 0.7 * 8.0 - 0.3).abs() < 1e-12);
    let mut before = f64::INFINITY;
    for power in [1, 3, 6, 9, 12] {
        let off = neutral - worth(10_f64.powi(power));
        assert!(off >= -1e-12 && off < before, "{power}: {off}");
        before = off + 1e-12;
    }
    assert!(before < 1e-10);
}

#[test]
fn severities_a_million_times_the_tolerance_do_not_overflow() {
    let careful = |p| Preference::entropic(1.0, two(p)).unwrap();
    let portfolio = of(vec![vec![0.0, -1e6], vec![1e6, -1e6]], vec![careful(0.999), careful(0.5)]);
    let table = table(&portfolio);
    assert_eq!(table.check(&portfolio), Ok(()));
    // −2 ln (√(0.0005) e^{10⁶} + …) = −2·10⁶ − ln 0.0005.
    assert!((table.worths()[3] + 2e6 + (0.001_f64 * 0.5).ln()).abs() < 1e-6);
}

#[test]
fn outcomes_that_one_believes_impossible_cost_nothing() {
    let sure = Belief::new(vec![1.0, 0.0]).unwrap();
    let preferences =
        vec![Preference::entropic(1.0, sure).unwrap(), Preference::entropic(2.0, two(0.5)).unwrap()];
    let portfolio = of(vec![vec![0.0, 0.0], vec![0.0, -10.0]], preferences);
    let worth = whole(&portfolio);
    // The second outcome goes to who does not believe in it: −3 ln (1^{1/3} ½^{2/3}).
    assert!((worth.worth() - 2.0 * 2_f64.ln()).abs() < 1e-9);
    assert_eq!(worth.check(&portfolio), Ok(()));
    // Nothing that both believe possible.
    let never = Belief::new(vec![0.0, 1.0]).unwrap();
    let sure = Belief::new(vec![1.0, 0.0]).unwrap();
    let preferences = vec![Preference::entropic(1.0, sure).unwrap(), Preference::cvar(0.5, never).unwrap()];
    let quarrel = of(vec![vec![0.0, 0.0], vec![0.0, -10.0]], preferences);
    let Verdict::Impossible(apart) = Worth::new().solve(&quarrel, &everybody(&quarrel)).unwrap() else {
        panic!("they believe in nothing that both hold possible");
    };
    assert_eq!(apart.check(&quarrel), Ok(()));
}

#[test]
fn the_shapley_value_can_leave_the_core() {
    // Csóka & Pintér (2016): of three with CVaR at one half and four equally likely outcomes.
    let belief = Belief::uniform(4).unwrap();
    let losses = [[2.0, 1.0, 3.0, 5.0], [0.0, 0.0, 6.0, 4.0], [0.0, 2.0, 4.0, 0.0]];
    let held = losses.iter().map(|row| row.iter().map(|loss| -loss).collect()).collect();
    let portfolio = of(held, vec![Preference::cvar(0.5, belief).unwrap(); 3]);
    let table = table(&portfolio);
    let shapley = [-23.0 / 6.0, -29.0 / 6.0, -7.0 / 3.0];
    let assessed = assess(&table, &shapley).unwrap();
    let Standing::Objection { coalition, gain } = assessed.standing else {
        panic!("{:?}", assessed.standing)
    };
    assert_eq!(assessed.check(&table), Ok(()));
    assert!((gain - 1.0 / 6.0).abs() < 1e-9 && coalition.bits() == 5, "{coalition:?} gains {gain}");
    let euler: Vec<f64> =
        whole(&portfolio).gradient(&portfolio).unwrap().iter().map(|price| price.midpoint()).collect();
    for (amount, expected) in euler.iter().zip([-4.0, -5.0, -2.0]) {
        assert!((amount - expected).abs() < 1e-12, "{euler:?}");
    }
    assert!(matches!(assess(&table, &euler).unwrap().standing, Standing::Core { .. }));
}

#[test]
fn threads_change_nothing() {
    let preference = |seat: i32| Preference::cvar(0.5 + f64::from(seat) / 20.0, two(0.6)).unwrap();
    let careful = |seat: i32| Preference::entropic(f64::from(1 + seat), two(0.4)).unwrap();
    let held: Vec<Vec<f64>> = (0..8).map(|seat| vec![f64::from(seat), f64::from(-3 * seat)]).collect();
    for of_seat in [&preference as &dyn Fn(i32) -> Preference, &careful] {
        let portfolio = of(held.clone(), (0..8).map(of_seat).collect());
        let one = AllWorths::new().solve(&portfolio).unwrap();
        assert_eq!(one, AllWorths::new().run(Run::new().threads(2)).solve(&portfolio).unwrap());
    }
}
