//! Exchange of risks without bets: evidence, closed forms, limits, and the theorems that the worths obey.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that meets the unexpected fails"
)]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use willing_check::sharing::{ExchangeTable, LinearExchange, Violation};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Player, Players, Verdict};
use willing_risk::Belief;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};
use willing_solver::core::Core;
use willing_solver::sharing::{AllExchanges, Exchange, ExchangeError};

fn config(cases: u32, seed: u64) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..Config::default() }
}

fn names(count: usize) -> Players {
    Players::new((0..count).map(|seat| format!("state {seat}"))).unwrap()
}

fn everybody(portfolio: &Portfolio) -> Vec<Player> {
    (0..portfolio.players().len()).map(|seat| Player::from_seat(seat).unwrap()).collect()
}

fn solved(portfolio: &Portfolio) -> LinearExchange {
    let exchange = Exchange::new().solve(portfolio, &everybody(portfolio)).unwrap().found().unwrap();
    exchange.check(portfolio).unwrap();
    exchange
}

fn close(one: f64, other: f64, tolerance: f64) -> bool {
    (one - other).abs() <= tolerance * one.abs().max(other.abs()).max(1.0)
}

fn entropic(tolerance: f64, belief: &[f64]) -> Preference {
    Preference::entropic(tolerance, Belief::new(belief.to_vec()).unwrap()).unwrap()
}

/// The greatest difference of what one player holds, any outcome counted.
fn spread(portfolio: &Portfolio) -> f64 {
    let difference = |held: &Vec<f64>| {
        held.iter().copied().fold(f64::NEG_INFINITY, f64::max)
            - held.iter().copied().fold(f64::INFINITY, f64::min)
    };
    portfolio.endowments().iter().map(difference).fold(0.0, f64::max)
}

/// Probabilities of every size: even, rare, impossible.
fn belief(outcomes: usize) -> impl Strategy<Value = Belief> {
    let weight = prop_oneof![3 => 0.05..1.0_f64, 1 => Just(0.0), 1 => (-18.0..0.0_f64).prop_map(|size| 10_f64.powf(size))];
    vec(weight, outcomes).prop_map(|mut weights| {
        if weights.iter().sum::<f64>() < 1e-3 {
            weights[0] = 1.0;
        }
        let sum: f64 = weights.iter().sum();
        Belief::new(weights.iter().map(|weight| weight / sum).collect()).unwrap()
    })
}

fn attitude() -> impl Strategy<Value = Attitude> {
    let tolerance =
        || prop_oneof![4 => 0.1..10.0_f64, 1 => Just(f64::INFINITY), 1 => 1e-3..0.1_f64, 1 => 10.0..1e6_f64];
    let level = prop_oneof![4 => 0.0..1.0_f64, 1 => Just(0.0), 1 => Just(0.5), 1 => Just(1.0)];
    prop_oneof![
        3 => tolerance().prop_map(|tolerance| Attitude::Entropic { tolerance }),
        1 => tolerance().prop_map(|tolerance| Attitude::MeanVariance { tolerance }),
        2 => level.prop_map(|level| Attitude::Cvar { level }),
    ]
}

fn preference(outcomes: usize) -> impl Strategy<Value = Preference> {
    let part = move || (1.0..4.0_f64, attitude(), belief(outcomes));
    prop_oneof![3 => vec(part(), 1), 1 => vec(part(), 2..4)].prop_map(|parts| {
        let sum: f64 = parts.iter().map(|(weight, _, _)| weight).sum();
        let part = |(weight, attitude, belief)| Part { weight: weight / sum, attitude, belief };
        Preference::mixture(parts.into_iter().map(part).collect()).unwrap()
    })
}

/// Whole numbers, so that ties happen; nothing at all; fractions.
fn held(outcomes: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![
        1 => Just(vec![0.0; outcomes]),
        3 => vec((-3_i32..2).prop_map(f64::from), outcomes),
        3 => vec(-5.0..5.0_f64, outcomes),
    ]
}

fn portfolio(players: usize, outcomes: usize) -> impl Strategy<Value = Portfolio> {
    (1..=players, 1..=outcomes).prop_flat_map(|(players, outcomes)| {
        let alike = preference(outcomes);
        (vec(held(outcomes), players), vec(preference(outcomes), players), alike, any::<bool>()).prop_map(
            move |(held, mut preferences, alike, same)| {
                // Members who are alike have many best exchanges.
                if same && players > 2 {
                    preferences[1] = alike.clone();
                    preferences[2] = alike;
                }
                Portfolio::new(names(players), held, preferences).unwrap()
            },
        )
    })
}

proptest! {
    #![proptest_config(config(600, 20))]

    /// The ends are proved, close, and no worse than no exchange at all.
    #[test]
    fn every_exchange_is_enclosed(portfolio in portfolio(5, 8)) {
        let exchange = solved(&portfolio);
        let size = spread(&portfolio).max(exchange.low.abs());
        // Certain amounts may cancel, up to 5 here: their rounding is left.
        prop_assert!(exchange.gap() <= 1e-9 * size.max(1e-4), "gap {} of {size}", exchange.gap());
        let alone = |(preference, held): (&Preference, &Vec<f64>)| preference.value(held).unwrap();
        let alone: f64 = portfolio.preferences().iter().zip(portfolio.endowments()).map(alone).sum();
        prop_assert!(exchange.high >= alone - 1e-11 * size.max(1.0), "{} < {alone}", exchange.high);
    }

    /// Claims beyond what is proved, and numbers that are no shares or densities, are refused.
    #[test]
    fn corrupted_evidence_is_refused(portfolio in portfolio(4, 5), place in any::<proptest::sample::Index>()) {
        let good = solved(&portfolio);
        let more = 1e-6 * spread(&portfolio).max(good.low.abs()).max(1.0);
        let check = |evidence: &LinearExchange| evidence.check(&portfolio);

        let high = LinearExchange { low: good.high + more, ..good.clone() };
        let is_low = matches!(check(&high), Err(Violation::LowerEnd { .. }));
        prop_assert!(is_low);
        let low = LinearExchange { high: good.low - more, ..good.clone() };
        let is_high = matches!(check(&low), Err(Violation::UpperEnd { .. }));
        prop_assert!(is_high);
        let nan = LinearExchange { low: f64::NAN, ..good.clone() };
        prop_assert!(check(&nan).is_err());

        let member = place.index(good.members.len());
        let player = good.members[member];
        for wrong in [-0.25, f64::NAN, f64::INFINITY] {
            let mut bad = good.clone();
            bad.shares[member][0] = wrong;
            let refused = matches!(
                check(&bad),
                Err(Violation::Share { carrier, holder, .. }) if carrier == player && holder == good.members[0]
            );
            prop_assert!(refused);
        }
        let mut bad = good.clone();
        for row in &mut bad.shares {
            row[member] = 0.0;
        }
        prop_assert_eq!(check(&bad), Err(Violation::NothingCarried { holder: player }));
        let mut bad = good.clone();
        bad.shares.pop();
        let length = matches!(check(&bad), Err(Violation::Length { what: "rows of shares", .. }));
        prop_assert!(length);

        let mut bad = good.clone();
        bad.densities[member][0][0] = f64::NAN;
        let not_a_number = matches!(check(&bad), Err(Violation::NotFinite { .. }));
        prop_assert!(not_a_number);
        let mut bad = good.clone();
        bad.densities[member].push(Vec::new());
        let length = matches!(check(&bad), Err(Violation::Length { what: "densities of parts", .. }));
        prop_assert!(length);
        // What nobody of a part believes in has no density.
        for (number, part) in portfolio.preference(player).unwrap().parts().iter().enumerate() {
            for (outcome, p) in part.belief.probabilities().iter().enumerate() {
                if *p <= 0.0 {
                    let mut bad = good.clone();
                    bad.densities[member][number][outcome] = 0.125;
                    let refused = matches!(
                        check(&bad),
                        Err(Violation::OutsideDomain { player: whose, part, .. }) if whose == player && part == number
                    );
                    prop_assert!(refused);
                }
            }
        }
        let mut bad = good.clone();
        bad.members[member] = Player::new(9);
        prop_assert_eq!(check(&bad), Err(Violation::Members));
    }

    /// What is sold to the others at face value, what nobody believes possible, and in how many outcomes a story is told
    /// changes nothing.
    #[test]
    fn only_believed_differences_count(portfolio in portfolio(4, 5), wild in -1e3..1e3_f64, split in 0.1..0.9_f64) {
        let worth = solved(&portfolio).worth();
        let size = spread(&portfolio).max(worth.abs()).max(1.0);
        let changed = |held: &dyn Fn(&[f64]) -> Vec<f64>, beliefs: &dyn Fn(&[f64]) -> Vec<f64>| {
            let part = |part: &Part| Part {
                belief: Belief::new(beliefs(part.belief.probabilities())).unwrap(),
                ..part.clone()
            };
            let preference =
                |of: &Preference| Preference::mixture(of.parts().iter().map(part).collect()).unwrap();
            Portfolio::new(
                portfolio.players().clone(),
                portfolio.endowments().iter().map(|row| held(row)).collect(),
                portfolio.preferences().iter().map(preference).collect(),
            )
            .unwrap()
        };
        let and = |row: &[f64], last: f64| row.iter().copied().chain([last]).collect::<Vec<f64>>();

        let impossible = changed(&|row| and(row, wild), &|p| and(p, 0.0));
        prop_assert!((solved(&impossible).worth() - worth).abs() <= 1e-8 * size);
        let told_twice = changed(&|row| and(row, row[0]), &|p| {
            let mut p = and(p, p[0] * (1.0 - split));
            p[0] *= split;
            p
        });
        prop_assert!((solved(&told_twice).worth() - worth).abs() <= 1e-8 * size);
        let paid = changed(&|row| row.iter().map(|amount| amount + 2.0).collect(), &<[f64]>::to_vec);
        let expected = worth + 2.0 * portfolio.players().len() as f64;
        prop_assert!((solved(&paid).worth() - expected).abs() <= 1e-8 * size.max(expected.abs()));
    }

    /// Under one belief, entropic members share by their tolerances: Borch's sharing is linear and without bets, so
    /// v = −T ln E e^{−X/T}.
    #[test]
    fn of_one_belief_borch_is_reached(
        belief in vec(0.01..1.0_f64, 2..7),
        members in vec((0.2..5.0_f64, vec(-4.0..4.0_f64, 6)), 1..5),
    ) {
        let sum: f64 = belief.iter().sum();
        let belief: Vec<f64> = belief.iter().map(|p| p / sum).collect();
        let held: Vec<Vec<f64>> = members.iter().map(|(_, row)| row[..belief.len()].to_vec()).collect();
        let preferences = members.iter().map(|(tolerance, _)| entropic(*tolerance, &belief)).collect();
        let portfolio = Portfolio::new(names(members.len()), held, preferences).unwrap();
        let tolerance: f64 = members.iter().map(|(tolerance, _)| tolerance).sum();
        let total = portfolio.total(&everybody(&portfolio));
        let average: f64 = belief.iter().zip(&total).map(|(p, x)| p * (-x / tolerance).exp()).sum();
        let exchange = solved(&portfolio);
        let expected = -tolerance * average.ln();
        prop_assert!(close(exchange.worth(), expected, 1e-9), "{} {expected}", exchange.worth());
    }
}

/// The coalition's place in a table of the members of `of` alone.
fn within(coalition: u64, of: u64) -> usize {
    let seats = (0..64).filter(|seat| of >> seat & 1 == 1);
    seats.enumerate().filter(|(_, seat)| coalition >> seat & 1 == 1).map(|(place, _)| 1 << place).sum()
}

proptest! {
    #![proptest_config(config(250, 21))]

    /// Coalitions gain by joining, and every game of a coalition and its parts has a core.
    #[test]
    fn tables_are_totally_balanced(portfolio in portfolio(4, 5)) {
        let table = AllExchanges::new().solve(&portfolio).unwrap().found().unwrap();
        prop_assert_eq!(table.check(&portfolio), Ok(()));
        let size = table.high.iter().fold(spread(&portfolio), |most, end| most.max(end.abs()));
        let rounding = 1e-11 * size.max(1e-3);
        let coalitions = table.low.len();
        for (one, other) in (1..coalitions).flat_map(|one| (1..coalitions).map(move |other| (one, other))) {
            if one & other == 0 {
                prop_assert!(table.high[one | other] >= table.low[one] + table.low[other] - rounding);
            }
        }
        for grand in 1..coalitions {
            let parts: Vec<usize> = (0..coalitions).filter(|part| part & grand == *part).collect();
            let mut worths = vec![0.0; parts.len()];
            for part in parts {
                let end = if part == grand { table.high[part] + rounding } else { table.low[part] };
                worths[within(part as u64, grand as u64)] = if part == 0 { 0.0 } else { end };
            }
            let game = TableGame::from_floats(worths).unwrap();
            let core = Core::new().solve(&game).unwrap();
            let is_balanced = matches!(core, Verdict::Exists(_));
            prop_assert!(is_balanced, "coalition {grand:b}");
        }
    }
}

/// Two hazards that exclude each other, ℓ = 4, τ = 4; each state thinks its own has probability 1/10 and the other's 1/10 more
/// by the gap: f = clamp(½ − (τ/2ℓ) ln(p_other/p_own), 0, 1).
#[test]
fn the_wider_the_gap_in_awareness_the_less_is_shared() {
    let cases = [
        (0.0, 0.5, -0.975_930_266_714_168_2),
        (0.02, 0.408_839_221_603_022_66, -1.056_760_018_881_158_6),
        (0.05, 0.297_267_445_945_917_8, -1.144_851_332_294_456_2),
        (0.1, 0.153_426_409_720_027_36, -1.230_888_277_835_103),
        (0.15, 0.041_854_634_062_922_47, -1.265_401_895_157_723),
        (0.2, 0.0, -1.268_520_629_923_432_8),
    ];
    for (gap, share, worth) in cases {
        let other = 0.1 + gap;
        let portfolio = Portfolio::new(
            names(2),
            vec![vec![0.0, -4.0, 0.0], vec![0.0, 0.0, -4.0]],
            vec![entropic(4.0, &[0.9 - other, 0.1, other]), entropic(4.0, &[0.9 - other, other, 0.1])],
        )
        .unwrap();
        let exchange = solved(&portfolio);
        assert!(close(exchange.worth(), worth, 1e-12), "gap {gap}: {} not {worth}", exchange.worth());
        for (carrier, holder) in [(0, 1), (1, 0)] {
            let found = exchange.shares[carrier][holder];
            assert!((found - share).abs() < 1e-7, "gap {gap}: {found} not {share}");
        }
        if share == 0.0 {
            assert_eq!(exchange.shares[0][1], 0.0, "nothing is shared, and it shows");
        }
    }
}

/// −T ln(0.9 + 0.1 e^{10⁶/T}) for T = 2: a loss of a million tolerances is that less 2 ln 10, whoever bears it.
#[test]
fn severe_losses_do_not_overflow() {
    let careful = entropic(1.0, &[0.9, 0.1]);
    let held = vec![vec![0.0, -1e6], vec![0.0, 0.0]];
    let portfolio = Portfolio::new(names(2), held, vec![careful.clone(), careful]).unwrap();
    let exchange = solved(&portfolio);
    assert!((exchange.worth() - (-1e6 + 4.605_170_185_988_091)).abs() < 1e-5);
    // Without a box, densities are as large as the loss: E X − Var X/(2T) = −10⁵ − 0.09 · 10¹²/4.
    let quadratic = Preference::mean_variance(1.0, Belief::new(vec![0.9, 0.1]).unwrap()).unwrap();
    let held = vec![vec![0.0, -1e6], vec![0.0, 0.0]];
    let portfolio = Portfolio::new(names(2), held, vec![quadratic.clone(), quadratic]).unwrap();
    assert!(close(solved(&portfolio).worth(), -1e5 - 2.25e10, 1e-9));
}

/// Mean–variance members of one belief: E X − Var X/(2T) with T = 3 and shares 1/3, 2/3; X = −3, −1, 0 has mean −4/3, variance
/// 14/9.
#[test]
fn mean_variance_members_share_by_tolerance() {
    let belief = Belief::uniform(3).unwrap();
    let member = |tolerance| Preference::mean_variance(tolerance, belief.clone()).unwrap();
    let held = vec![vec![-3.0, 0.0, 0.0], vec![0.0, -1.0, 0.0]];
    let portfolio = Portfolio::new(names(2), held, vec![member(1.0), member(2.0)]).unwrap();
    let exchange = solved(&portfolio);
    assert!(close(exchange.worth(), -43.0 / 27.0, 1e-12), "{}", exchange.worth());
    assert!((exchange.shares[0][0] - 1.0 / 3.0).abs() < 1e-6);
    assert!((exchange.shares[1][1] - 2.0 / 3.0).abs() < 1e-6);
}

/// CVaR members of one belief: all goes to the laxer one. Losses 4, 2, 1, 0 equally likely: the worst half of the whole has mean
/// −3, the worst quarter −4.
#[test]
fn the_laxer_of_two_carries_all() {
    let belief = Belief::uniform(4).unwrap();
    let member = |level| Preference::cvar(level, belief.clone()).unwrap();
    let held = vec![vec![-4.0, 0.0, -1.0, 0.0], vec![0.0, -2.0, 0.0, 0.0]];
    let portfolio = Portfolio::new(names(2), held, vec![member(0.75), member(0.5)]).unwrap();
    assert!(close(solved(&portfolio).worth(), -3.0, 1e-9));
}

/// Risk-neutral members: each risk goes to whoever fears it least, Σ_j max_i E_i X_j = −1/4 · 8 − 1/2 · 2.
#[test]
fn neutral_members_carry_what_they_fear_least() {
    let member = |belief: &[f64]| entropic(f64::INFINITY, belief);
    let held = vec![vec![-8.0, 0.0], vec![0.0, -2.0]];
    let preferences = vec![member(&[0.5, 0.5]), member(&[0.25, 0.75])];
    let portfolio = Portfolio::new(names(2), held, preferences).unwrap();
    let exchange = solved(&portfolio);
    assert!(close(exchange.worth(), -3.0, 1e-9));
    assert_eq!(exchange.shares[0], [0.0, 1.0]);
    assert_eq!(exchange.shares[1], [1.0, 0.0]);
}

/// One member exchanges nothing: U(X).
#[test]
fn one_member_is_worth_what_it_holds() {
    let belief = Belief::new(vec![0.5, 0.3, 0.2]).unwrap();
    let held = vec![vec![-4.0, 1.0, 0.5]];
    for preference in [
        Preference::entropic(2.0, belief.clone()),
        Preference::cvar(0.4, belief.clone()),
        Preference::cvar(1.0, belief.clone()),
        Preference::mean_variance(3.0, belief.clone()),
        Preference::spectral(&[(0.5, 0.0), (0.5, 0.9)], &belief),
    ] {
        let preference = preference.unwrap();
        let expected = preference.value(&held[0]).unwrap();
        let portfolio = Portfolio::new(names(1), held.clone(), vec![preference]).unwrap();
        let exchange = solved(&portfolio);
        assert!(close(exchange.worth(), expected, 1e-12));
        assert_eq!(exchange.shares, [[1.0]]);
    }
}

/// An exact answer cannot be had in floats: what is proved is given all the same.
#[test]
fn a_gap_out_of_reach_leaves_the_best_ends() {
    let member = entropic(1.0, &[0.7, 0.3]);
    let held = vec![vec![0.0, -1.1], vec![0.3, 0.0]];
    let portfolio = Portfolio::new(names(2), held, vec![member.clone(), member]).unwrap();
    let verdict = Exchange::new().gap(0.0).solve(&portfolio, &everybody(&portfolio)).unwrap();
    let Verdict::Undecided(best) = verdict else { panic!("{verdict:?}") };
    assert_eq!(best.check(&portfolio), Ok(()));
    assert!(best.gap() < 1e-13);
}

#[test]
fn questions_about_nobody_strangers_and_crowds_are_refused() {
    let member = entropic(1.0, &[0.5, 0.5]);
    let crowd = |players| {
        Portfolio::new(names(players), vec![vec![0.0, -1.0]; players], vec![member.clone(); players]).unwrap()
    };
    let two = crowd(2);
    assert_eq!(Exchange::new().solve(&two, &[]), Err(ExchangeError::Nobody));
    let stranger = Player::new(2);
    let expected = ExchangeError::UnknownPlayer { player: stranger, players: 2 };
    assert_eq!(Exchange::new().solve(&two, &[stranger]), Err(expected));
    let expected = ExchangeError::TooManyPlayers { players: 17, most: 16 };
    assert_eq!(AllExchanges::new().solve(&crowd(17)), Err(expected));
    // Order and repetition say nothing.
    let [one, other] = [Player::new(0), Player::new(1)];
    let exchange = Exchange::new().solve(&two, &[other, one, other]).unwrap().found().unwrap();
    assert_eq!(exchange.members, [one, other]);
}

#[test]
fn corrupted_tables_are_refused() {
    let member = entropic(1.0, &[0.7, 0.3]);
    let held = vec![vec![0.0, -1.0], vec![0.0, -2.0]];
    let portfolio = Portfolio::new(names(2), held, vec![member.clone(), member]).unwrap();
    let good = AllExchanges::new().solve(&portfolio).unwrap().found().unwrap();
    assert_eq!(good.check(&portfolio), Ok(()));
    let refused = |bits: u64, change: &dyn Fn(&mut ExchangeTable)| {
        let mut bad = good.clone();
        change(&mut bad);
        let Err(Violation::Coalition { coalition, violation }) = bad.check(&portfolio) else {
            panic!("{bits} passes")
        };
        assert_eq!(coalition, Coalition::from_bits(bits));
        *violation
    };
    let both = Coalition::from_bits(3);
    let missing = refused(3, &|table| drop(table.evidence.remove(&3)));
    assert_eq!(missing, Violation::NoEvidence { coalition: both });
    let other = refused(3, &|table| drop(table.evidence.insert(3, table.evidence[&1].clone())));
    assert_eq!(other, Violation::OtherMembers { coalition: both });
    let strangers = refused(4, &|table| drop(table.evidence.insert(4, table.evidence[&1].clone())));
    assert_eq!(strangers, Violation::Members);
    assert!(matches!(refused(2, &|table| table.low[2] = 0.0), Violation::LowerEnd { .. }));
    assert!(matches!(refused(2, &|table| table.high[2] = -10.0), Violation::UpperEnd { .. }));
    assert!(matches!(refused(0, &|table| table.high[0] = -1.0), Violation::UpperEnd { .. }));
    assert!(matches!(refused(1, &|table| table.low[1] = f64::NAN), Violation::LowerEnd { .. }));
    let short = ExchangeTable { low: vec![0.0], ..good };
    let expected = Violation::Length { what: "lower ends", got: 1, expected: 4 };
    assert_eq!(short.check(&portfolio), Err(expected));
}
