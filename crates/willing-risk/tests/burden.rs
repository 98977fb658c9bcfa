//! Textbook models of burden sharing: known answers, limits, refusals, and what makes them equilibria.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test fails by panicking; exact cases are exact"
)]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_risk::Error;
use willing_risk::burden::{
    Alliance, Bargain, CobbDouglas, Member, Membership, Timing, exploitation, linear_treaty, nash_bargaining,
    quadratic_treaty,
};

#[track_caller]
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{got:e}, expected {expected:e}");
}

#[track_caller]
fn all_close(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        close(*got, *expected);
    }
}

const BENEFITS: [f64; 4] = [8.0, 3.0, 2.0, 1.0];
const COSTS: [f64; 4] = [1.0, 1.0, 2.0, 2.0];

/// Nash: B = 25/2, G = 250/27. Efficient: G = 14·10·3/(1 + 14·3) = 420/43.
#[test]
fn the_great_are_exploited_by_the_small() {
    let alliance = Alliance::pure(10.0, &BENEFITS, &COSTS).unwrap();
    let nash = alliance.nash();
    close(nash.total, 250.0 / 27.0);
    all_close(&nash.contributions, &[160.0 / 27.0, 20.0 / 9.0, 20.0 / 27.0, 10.0 / 27.0]);
    all_close(&nash.shares(), &[0.64, 0.24, 0.08, 0.04]);
    let payoffs = [30800.0 / 81.0, 35650.0 / 243.0, 72100.0 / 729.0, 12050.0 / 243.0];
    all_close(&nash.payoffs, &payoffs);
    for (member, payoff) in payoffs.into_iter().enumerate() {
        close(alliance.payoff(member, &nash.contributions), payoff);
    }

    let efficient = alliance.efficient();
    close(efficient.total, 420.0 / 43.0);
    all_close(&efficient.contributions, &[140.0 / 43.0, 140.0 / 43.0, 70.0 / 43.0, 70.0 / 43.0]);
    let payoffs = [729_400.0 / 1849.0, 267_400.0 / 1849.0, 179_900.0 / 1849.0, 87_500.0 / 1849.0];
    all_close(&efficient.payoffs, &payoffs);
    // Lindahl: prices b_i(a − G) = 10 b_i/43 sum to what the last unit costs, c_i g_i = 140/43.
    all_close(&efficient.prices, &BENEFITS.map(|benefit| benefit * 10.0 / 43.0));
    close(efficient.prices.iter().sum(), 140.0 / 43.0);

    let measure: Vec<f64> =
        exploitation(&nash.contributions, &BENEFITS).unwrap().into_iter().flatten().collect();
    all_close(&measure, &[1.12, 1.12, 0.56, 0.56]);
}

#[test]
fn an_alliance_near_saturation_keeps_its_digits() {
    // g = ra/(1 + Σr) with Σr = 1e12: α and βG agree in nearly all their digits.
    let nash = Alliance::pure(0.7, &[0.3e6, 0.7e6], &[1e-6, 1e-6]).unwrap().nash();
    all_close(&nash.contributions, &[0.21, 0.49]);
    // A member who is saturated before the others stop gives nothing.
    let member = |saturation| Member {
        benefit: 1.0,
        saturation,
        private_benefit: 0.0,
        private_saturation: 0.0,
        cost: 1.0,
    };
    let nash = Alliance::joint(vec![member(2.0), member(10.0), member(5.0)], 1.0).unwrap().nash();
    // (10 − G) = G: 5, where the third stops too.
    assert_eq!((nash.contributions, nash.total), (vec![0.0, 5.0, 0.0], 5.0));
    let nobody = Alliance::pure(0.0, &[1.0, 1.0], &[1.0, 1.0]).unwrap();
    assert_eq!((nobody.nash().total, nobody.nash().shares()), (0.0, vec![0.0, 0.0]));
    assert_eq!(Alliance::pure(5.0, &[0.0, 0.0], &[1.0, 1.0]).unwrap().efficient().total, 0.0);
}

#[test]
fn private_parts_of_a_joint_product_leave_nothing_to_others() {
    let member = |benefit| Member {
        benefit,
        saturation: 10.0,
        private_benefit: 4.0,
        private_saturation: 6.0,
        cost: 2.0,
    };
    // δ = 0: everybody for himself, g = de/(c + e) = 4, and that is efficient.
    let private = Alliance::joint(vec![member(8.0), member(1.0)], 0.0).unwrap();
    assert_eq!(private.nash().contributions, [4.0, 4.0]);
    assert_eq!(private.nash(), private.efficient());
    // δ = 1: the private part does not matter.
    let public = Alliance::joint(vec![member(8.0), member(1.0)], 1.0).unwrap();
    assert_eq!(public.nash(), Alliance::pure(10.0, &[8.0, 1.0], &[2.0, 2.0]).unwrap().nash());
    // δ = ½ with one member: (½·10·8 + ½·6·4)/(2 + ¼·4 + ¼·8) = 52/5.
    let half = Alliance::joint(vec![member(8.0)], 0.5).unwrap();
    close(half.nash().total, 10.4);
    close(half.efficient().total, 10.4);
}

#[test]
fn alliances_are_checked() {
    assert!(matches!(Alliance::pure(1.0, &[], &[]), Err(Error::TooFew { .. })));
    assert!(matches!(Alliance::pure(1.0, &[1.0], &[]), Err(Error::Length { got: 0, expected: 1, .. })));
    let good =
        Member { benefit: 1.0, saturation: 1.0, private_benefit: 1.0, private_saturation: 1.0, cost: 1.0 };
    for bad in [-1.0, f64::NAN, f64::INFINITY, 1e13] {
        let members = [
            (Member { benefit: bad, ..good }, "benefit"),
            (Member { saturation: bad, ..good }, "saturation"),
            (Member { private_benefit: bad, ..good }, "private benefit"),
            (Member { private_saturation: bad, ..good }, "private saturation"),
            (Member { cost: bad, ..good }, "cost"),
        ];
        for (member, name) in members {
            let refused = Alliance::joint(vec![good, member], 0.5);
            assert!(matches!(refused, Err(Error::OutOfRange { quantity, .. }) if quantity == name), "{name}");
        }
    }
    let free = Alliance::joint(vec![Member { cost: 0.0, ..good }], 0.5);
    assert!(matches!(free, Err(Error::OutOfRange { quantity: "cost", .. })));
    let refused = Alliance::joint(vec![good], 1.5);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "public part", .. })));
    assert_eq!(Alliance::joint(vec![good], 0.5).unwrap().payoff(1, &[1.0]), 0.0);
}

/// α(w − g) = G: two of four contribute, G = 160/2; moving 5 between them changes only who pays.
#[test]
fn redistribution_among_contributors_is_neutral() {
    let economy = CobbDouglas::new(vec![100.0, 60.0, 30.0, 10.0], vec![2.0; 4]).unwrap();
    let nash = economy.nash();
    assert_eq!((nash.total, nash.contributors()), (80.0, vec![0, 1]));
    assert_eq!(nash.contributions, [60.0, 20.0, 0.0, 0.0]);
    assert_eq!(nash.consumption, [40.0, 40.0, 30.0, 10.0]);
    let moved = vec![95.0, 65.0, 30.0, 10.0];
    assert!(economy.is_neutral(moved.clone()).unwrap());
    let after = economy.redistributed(moved).unwrap().nash();
    assert_eq!((after.total, after.contributions), (80.0, vec![55.0, 25.0, 0.0, 0.0]));
    assert_eq!(after.consumption, nash.consumption);
    // From one who gives nothing; from one who would have to give more than all he gave.
    assert!(!economy.is_neutral(vec![110.0, 60.0, 20.0, 10.0]).unwrap());
    assert!(!economy.is_neutral(vec![121.0, 39.0, 30.0, 10.0]).unwrap());
}

#[test]
fn economies_are_checked() {
    assert!(matches!(CobbDouglas::new(vec![], vec![]), Err(Error::TooFew { .. })));
    assert!(matches!(CobbDouglas::new(vec![1.0], vec![]), Err(Error::Length { .. })));
    assert!(matches!(
        CobbDouglas::new(vec![-1.0], vec![1.0]),
        Err(Error::OutOfRange { quantity: "income", .. })
    ));
    assert!(matches!(
        CobbDouglas::new(vec![1.0], vec![0.0]),
        Err(Error::OutOfRange { quantity: "weight of the public good", .. })
    ));
    let economy = CobbDouglas::new(vec![1.0, 2.0], vec![1.0, 1.0]).unwrap();
    let refused = economy.redistributed(vec![1.0, 3.0]);
    assert!(matches!(refused, Err(Error::Contradiction { left_value: 4.0, right_value: 3.0, .. })));
    assert!(economy.is_neutral(vec![3.0]).is_err());
    let poor = CobbDouglas::new(vec![0.0, 0.0], vec![1.0, 1.0]).unwrap().nash();
    assert_eq!((poor.total, poor.contributors()), (0.0, vec![]));
}

#[test]
fn exploitation_needs_burdens_and_benefits() {
    assert_eq!(exploitation(&[0.0, 0.0], &[1.0, 1.0]).unwrap(), [None, None]);
    assert_eq!(exploitation(&[1.0, 1.0], &[0.0, 1.0]).unwrap(), [None, Some(0.5)]);
    assert!(matches!(exploitation(&[1.0], &[1.0, 2.0]), Err(Error::Length { .. })));
    assert!(matches!(exploitation(&[-1.0], &[1.0]), Err(Error::OutOfRange { quantity: "burden", .. })));
}

/// In units of b²/c: internal −(k − 1)(k − 3)/2, external k(k − 2)/2.
#[test]
fn linear_treaties_last_with_two_or_three_members() {
    let treaty = linear_treaty(10, 1.0, 1.0).unwrap();
    assert_eq!(treaty.members(), [9.5, 10.0, 11.5, 14.0, 17.5, 22.0, 27.5, 34.0, 41.5, 50.0]);
    assert_eq!(treaty.outsiders(), [9.5, 11.5, 15.5, 21.5, 29.5, 39.5, 51.5, 65.5, 81.5, 99.5]);
    assert_eq!(treaty.internally_stable_sizes(), [1, 2, 3]);
    assert_eq!(treaty.externally_stable_sizes(), [2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(treaty.stable_sizes(), [2, 3]);
    for (benefit, cost) in [(0.1, 0.3), (7e5, 1e-6), (1e-3, 1e12)] {
        assert_eq!(linear_treaty(10, benefit, cost).unwrap().stable_sizes(), [2, 3]);
    }
    assert_eq!(linear_treaty(1, 1.0, 1.0).unwrap().stable_sizes(), [1]);
    assert_eq!(linear_treaty(2, 1.0, 1.0).unwrap().stable_sizes(), [2]);
    // Nothing to gain: all sizes are ties.
    assert_eq!(linear_treaty(3, 0.0, 1.0).unwrap().stable_sizes(), [1, 2, 3]);
}

#[test]
fn quadratic_treaties_of_one_are_the_alliance_without_a_treaty() {
    for timing in [Timing::Simultaneous, Timing::MembersFirst] {
        let treaty = quadratic_treaty(5, 10.0, 2.0, 3.0, timing).unwrap();
        // The treaty of all is what is best for all: own benefit 2/5 each, of five.
        let alliance = Alliance::pure(10.0, &[0.4; 5], &[3.0; 5]).unwrap();
        close(treaty.members()[4], alliance.efficient().payoffs[0]);
        if timing == Timing::Simultaneous {
            close(treaty.members()[0], alliance.nash().payoffs[0]);
            close(treaty.outsiders()[0], alliance.nash().payoffs[0]);
        }
    }
    // A single leader gives less than the others, who make up for it: it gains.
    let first = quadratic_treaty(5, 10.0, 2.0, 3.0, Timing::MembersFirst).unwrap();
    let at_once = quadratic_treaty(5, 10.0, 2.0, 3.0, Timing::Simultaneous).unwrap();
    assert!(first.members()[0] > at_once.members()[0]);
}

/// Barrett (1994): with members first, large treaties last where they gain little.
#[test]
fn large_treaties_last_only_where_effort_is_cheap() {
    let stable =
        |cost: f64| quadratic_treaty(50, 100.0, 1.0, cost, Timing::MembersFirst).unwrap().stable_sizes();
    let (cheap, dear) = (stable(0.01), stable(10.0));
    assert!(cheap.iter().all(|size| *size > 25), "{cheap:?}");
    assert!(dear.iter().all(|size| *size <= 4), "{dear:?}");
    assert!(!cheap.is_empty() && !dear.is_empty());
}

#[test]
fn treaties_are_checked() {
    assert!(matches!(linear_treaty(0, 1.0, 1.0), Err(Error::TooFew { .. })));
    let refused = linear_treaty(usize::MAX, 1.0, 1.0);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "states", .. })));
    assert!(matches!(linear_treaty(3, -1.0, 1.0), Err(Error::OutOfRange { quantity: "benefit", .. })));
    assert!(matches!(linear_treaty(3, 1.0, 0.0), Err(Error::OutOfRange { quantity: "cost", .. })));
    let refused = quadratic_treaty(3, f64::NAN, 1.0, 1.0, Timing::default());
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "saturation", .. })));
    assert!(matches!(Membership::new(vec![], vec![], 0.0), Err(Error::TooFew { .. })));
    assert!(matches!(Membership::new(vec![1.0], vec![], 0.0), Err(Error::Length { .. })));
    let refused = Membership::new(vec![1.0], vec![f64::NAN], 0.0);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "payoff of an outsider", .. })));
    assert!(matches!(Membership::new(vec![1.0], vec![1.0], -1.0), Err(Error::OutOfRange { .. })));
    // Ties by tolerance: 1 against 1.005.
    let tie = |tie| Membership::new(vec![0.0, 1.0], vec![1.005, 0.0], tie).unwrap().stable_sizes();
    assert_eq!((tie(0.0), tie(0.01)), (vec![1], vec![1, 2]));
}

/// d + surplus/3 and d + w·surplus, with a surplus of 3.
#[test]
fn bargainers_split_the_surplus_by_weight() {
    let disagreement = [-2.0, -1.0, -3.0];
    let third = 1.0 / 3.0;
    let Bargain::Agreement(split) = nash_bargaining(&disagreement, -3.0, &[third; 3]).unwrap() else {
        panic!("there is a surplus")
    };
    all_close(&split, &[-1.0, 0.0, -2.0]);
    let split = nash_bargaining(&disagreement, -3.0, &[0.5, 0.25, 0.25]).unwrap();
    assert_eq!(split, Bargain::Agreement(vec![-0.5, -0.25, -2.25]));
    let none = nash_bargaining(&disagreement, -6.0, &[1.0, 0.0, 0.0]).unwrap();
    assert_eq!(none, Bargain::Agreement(disagreement.to_vec()));
    let short = nash_bargaining(&disagreement, -6.5, &[third; 3]).unwrap();
    assert_eq!(short, Bargain::NoAgreement { shortfall: 0.5 });
}

#[test]
fn bargains_are_checked() {
    assert!(matches!(nash_bargaining(&[], 0.0, &[]), Err(Error::TooFew { .. })));
    assert!(matches!(nash_bargaining(&[0.0], 0.0, &[]), Err(Error::Length { .. })));
    assert!(matches!(nash_bargaining(&[0.0], f64::NAN, &[1.0]), Err(Error::OutOfRange { .. })));
    assert!(matches!(nash_bargaining(&[f64::INFINITY], 0.0, &[1.0]), Err(Error::OutOfRange { .. })));
    assert!(matches!(nash_bargaining(&[0.0, 0.0], 1.0, &[1.5, -0.5]), Err(Error::OutOfRange { .. })));
    assert!(matches!(nash_bargaining(&[0.0, 0.0], 1.0, &[0.5, 0.4]), Err(Error::Contradiction { .. })));
}

fn members(most: usize) -> impl Strategy<Value = Vec<Member>> {
    let zero_or = |range: std::ops::Range<f64>| prop_oneof![4 => range, 1 => Just(0.0)];
    let member =
        (zero_or(0.1..10.0), zero_or(0.1..10.0), zero_or(0.1..10.0), zero_or(0.1..10.0), 0.1..10.0_f64);
    vec(member, 1..=most).prop_map(|drawn| {
        drawn
            .into_iter()
            .map(|(benefit, saturation, private_benefit, private_saturation, cost)| Member {
                benefit,
                saturation,
                private_benefit,
                private_saturation,
                cost,
            })
            .collect()
    })
}

fn public_part() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..1.0_f64, 1 => Just(0.0), 1 => Just(1.0)]
}

/// Contributions to try in place of `given`.
fn others(given: f64) -> impl Iterator<Item = f64> {
    let near = [-0.1, -1e-3, 1e-3, 0.1].map(|step| given + step);
    near.into_iter().chain((0..20).map(|step| f64::from(step) * 0.5)).filter(|other| *other >= 0.0)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(33),
        ..ProptestConfig::default()
    })]

    #[test]
    fn nobody_in_an_alliance_gains_by_giving_otherwise(drawn in members(7), part in public_part()) {
        let alliance = Alliance::joint(drawn, part).unwrap();
        let nash = alliance.nash();
        prop_assert!((nash.contributions.iter().sum::<f64>() - nash.total).abs() < 1e-12 * (1.0 + nash.total));
        for (member, &given) in nash.contributions.iter().enumerate() {
            prop_assert!(given >= 0.0);
            let payoff = alliance.payoff(member, &nash.contributions);
            prop_assert!((payoff - nash.payoffs[member]).abs() < 1e-10 * (1.0 + payoff.abs()));
            for other in others(given) {
                let mut deviation = nash.contributions.clone();
                deviation[member] = other;
                let deviant = alliance.payoff(member, &deviation);
                prop_assert!(deviant <= payoff + 1e-10 * (1.0 + payoff.abs()), "{member}: {given} to {other}");
            }
        }
    }

    #[test]
    fn no_other_contributions_are_worth_more_in_sum(
        drawn in members(7), part in public_part(), steps in vec(-1.0..1.0_f64, 7)
    ) {
        let alliance = Alliance::joint(drawn, part).unwrap();
        let efficient = alliance.efficient();
        let total = |contributions: &[f64]| -> f64 {
            (0..contributions.len()).map(|member| alliance.payoff(member, contributions)).sum()
        };
        let best = total(&efficient.contributions);
        prop_assert!((efficient.payoffs.iter().sum::<f64>() - best).abs() < 1e-9 * (1.0 + best.abs()));
        for size in [1e-3, 0.1, 1.0] {
            let moved = efficient.contributions.iter().zip(&steps);
            let moved: Vec<f64> = moved.map(|(given, step)| (given + size * step).max(0.0)).collect();
            prop_assert!(total(&moved) <= best + 1e-9 * (1.0 + best.abs()));
        }
        prop_assert!(total(&alliance.nash().contributions) <= best + 1e-9 * (1.0 + best.abs()));
    }

    /// The closed form of Olson and Zeckhauser.
    #[test]
    fn a_pure_public_good_is_provided_by_the_formula(
        drawn in vec((0.0..10.0_f64, 0.1..10.0_f64), 1..8), saturation in 0.1..100.0_f64
    ) {
        let (benefits, costs): (Vec<f64>, Vec<f64>) = drawn.into_iter().unzip();
        let ratios: Vec<f64> = benefits.iter().zip(&costs).map(|(benefit, cost)| benefit / cost).collect();
        let sum: f64 = ratios.iter().sum();
        let nash = Alliance::pure(saturation, &benefits, &costs).unwrap().nash();
        prop_assert!((nash.total - saturation * sum / (1.0 + sum)).abs() < 1e-12 * saturation);
        for (given, ratio) in nash.contributions.iter().zip(&ratios) {
            prop_assert!((given - ratio * saturation / (1.0 + sum)).abs() < 1e-12 * saturation);
        }
    }

    /// No deviation pays, and Warr's theorem holds.
    #[test]
    fn private_provision_is_an_equilibrium_and_neutral(
        drawn in vec((0.1..100.0_f64, 0.1..10.0_f64), 1..7), moves in vec(0.0..1.0_f64, 7)
    ) {
        let (incomes, weights): (Vec<f64>, Vec<f64>) = drawn.into_iter().unzip();
        let economy = CobbDouglas::new(incomes.clone(), weights.clone()).unwrap();
        let nash = economy.nash();
        prop_assert!((nash.contributions.iter().sum::<f64>() - nash.total).abs() < 1e-11 * nash.total);
        for (member, (income, weight)) in incomes.iter().zip(&weights).enumerate() {
            let given = nash.contributions[member];
            prop_assert!((income - given - nash.consumption[member]).abs() < 1e-11 * income);
            let rest = nash.total - given;
            let utility = |given: f64| (income - given).ln() + weight * (rest + given).ln();
            for step in 0..=50 {
                let other = income * f64::from(step) / 51.0;
                if rest + other > 0.0 {
                    prop_assert!(utility(other) <= utility(given) + 1e-9, "{member}: {given} to {other}");
                }
            }
        }

        // Each contributor pays part of what he gave into a pot; the first of them gets it.
        let mut moved = incomes.clone();
        for (member, part) in nash.contributors().into_iter().zip(&moves) {
            moved[member] -= part * nash.contributions[member];
        }
        let pot = incomes.iter().sum::<f64>() - moved.iter().sum::<f64>();
        moved[nash.contributors()[0]] += pot;
        if economy.is_neutral(moved.clone()).unwrap() {
            let after = economy.redistributed(moved.clone()).unwrap().nash();
            prop_assert!((after.total - nash.total).abs() < 1e-10 * nash.total);
            for (before, after) in nash.consumption.iter().zip(&after.consumption) {
                prop_assert!((before - after).abs() < 1e-9 * nash.total);
            }
        } else {
            // Only rounding of the pot can make it so.
            prop_assert!(moves.iter().any(|part| *part > 1.0 - 1e-9), "{moved:?} of {incomes:?}");
        }
    }

    /// The definition of d'Aspremont and others, with payoffs from best replies by a fixed point of its own.
    #[test]
    fn treaties_are_stable_by_definition(
        states in 1..9_usize, saturation in 1.0..100.0_f64, benefit in 0.1..5.0_f64, cost in 0.1..50.0_f64
    ) {
        let treaty = quadratic_treaty(states, saturation, benefit, cost, Timing::Simultaneous).unwrap();
        let own = benefit / states as f64;
        for size in 1..=states {
            // A treaty's members are one player of benefit k·own and cost c/k.
            let benefits: Vec<f64> =
                [own * size as f64].into_iter().chain(std::iter::repeat_n(own, states - size)).collect();
            let costs: Vec<f64> =
                [cost / size as f64].into_iter().chain(std::iter::repeat_n(cost, states - size)).collect();
            let nash = Alliance::pure(saturation, &benefits, &costs).unwrap().nash();
            let member = nash.payoffs[0] / size as f64;
            prop_assert!((member - treaty.members()[size - 1]).abs() < 1e-9 * (1.0 + member.abs()));
            if size < states {
                let outsider = nash.payoffs[1];
                prop_assert!((outsider - treaty.outsiders()[size - 1]).abs() < 1e-9 * (1.0 + outsider.abs()));
            }
        }
        let (members, outsiders) = (treaty.members(), treaty.outsiders());
        let no_less = |own: f64, other: f64| own >= other - 1e-12 * own.abs().max(other.abs());
        let stable: Vec<usize> = (1..=states)
            .filter(|&size| size == 1 || no_less(members[size - 1], outsiders[size - 2]))
            .filter(|&size| size == states || no_less(outsiders[size - 1], members[size]))
            .collect();
        prop_assert_eq!(treaty.stable_sizes(), stable);
    }

    /// Members who decide first do best by what the treaty says, given the replies of outsiders.
    #[test]
    fn members_who_go_first_choose_best(
        states in 1..9_usize, saturation in 1.0..100.0_f64, benefit in 0.1..5.0_f64, cost in 0.1..50.0_f64
    ) {
        let treaty = quadratic_treaty(states, saturation, benefit, cost, Timing::MembersFirst).unwrap();
        let own = benefit / states as f64;
        for size in 1..=states {
            let outsiders = (states - size) as f64;
            let payoff = |effort: f64| {
                let given = effort * size as f64;
                let ratio = own / cost;
                let total = given + outsiders * ratio * (saturation - given) / (1.0 + outsiders * ratio);
                own * total * (saturation - total / 2.0) - cost * effort * effort / 2.0
            };
            let claimed = treaty.members()[size - 1];
            // The payoff is concave in the effort.
            let (mut low, mut high) = (0.0, saturation);
            for _ in 0..200 {
                let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
                if payoff(left) < payoff(right) { low = left } else { high = right }
            }
            let best = payoff(f64::midpoint(low, high));
            prop_assert!((best - claimed).abs() <= 1e-9 * (1.0 + claimed.abs()), "{best} {claimed}");
        }
    }

    /// It sums to the total and maximises Nash's product.
    #[test]
    fn bargains_maximise_the_product_of_gains(
        drawn in vec((-10.0..10.0_f64, 0.05..1.0_f64), 2..6), surplus in 0.1..10.0_f64, step in -0.5..0.5_f64
    ) {
        let (disagreement, weights): (Vec<f64>, Vec<f64>) = drawn.into_iter().unzip();
        let whole: f64 = weights.iter().sum();
        let weights: Vec<f64> = weights.iter().map(|weight| weight / whole).collect();
        let total = disagreement.iter().sum::<f64>() + surplus;
        let Bargain::Agreement(split) = nash_bargaining(&disagreement, total, &weights).unwrap() else {
            panic!("there is a surplus")
        };
        prop_assert!((split.iter().sum::<f64>() - total).abs() < 1e-12 * (1.0 + total.abs()) * 10.0);
        let product = |split: &[f64]| -> f64 {
            let gains = split.iter().zip(&disagreement).zip(&weights);
            gains.map(|((got, alone), weight)| weight * (got - alone).ln()).sum()
        };
        let moved = step * (split[0] - disagreement[0]).min(split[1] - disagreement[1]);
        let mut other = split.clone();
        other[0] += moved;
        other[1] -= moved;
        prop_assert!(product(&other) <= product(&split) + 1e-12);
    }
}
