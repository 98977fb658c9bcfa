//! Theorems about sharing normal and discrete risks, on random ones.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the strategies build valid risks; a test fails by panicking"
)]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;
use willing_risk::Belief;
use willing_risk::normal::{
    Bets, DiscreteRisk, JointNormal, NormalSyndicate, Tolerances, conditional_mean_sharing, sharing_loss,
    side_bets, water_fill,
};

fn config(seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}

fn tolerance() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.1..20.0_f64, 1 => Just(f64::INFINITY), 1 => Just(1e6), 1 => Just(1e-2)]
}

/// Σ = A A' of any rank from 0 on.
fn risks(most: usize) -> impl Strategy<Value = JointNormal> {
    (1..=most).prop_flat_map(|members| {
        let factors = (0..=members).prop_flat_map(move |rank| vec(vec(-3.0..3.0_f64, rank), members));
        (vec(-10.0..10.0_f64, members), factors).prop_map(|(means, factors)| {
            let dot = |left: &[f64], right: &[f64]| left.iter().zip(right).map(|(a, b)| a * b).sum();
            let row = |own: &Vec<f64>| factors.iter().map(|other| dot(own, other)).collect();
            JointNormal::new(means, &factors.iter().map(row).collect::<Vec<_>>()).unwrap()
        })
    })
}

fn syndicates(most: usize) -> impl Strategy<Value = NormalSyndicate> {
    risks(most).prop_flat_map(|risks| {
        vec(tolerance(), risks.risks()).prop_map(move |tolerances| {
            NormalSyndicate::new(risks.clone(), Tolerances::new(tolerances).unwrap()).unwrap()
        })
    })
}

/// A bound on rounding: the premiums of tiny tolerances are large.
fn rounding(syndicate: &NormalSyndicate) -> f64 {
    let largest = syndicate.alone().iter().map(|worth| worth.abs()).fold(1.0, f64::max);
    1e-11 * largest * syndicate.player_count() as f64
}

proptest! {
    #![proptest_config(config(31))]

    #[test]
    fn the_table_of_worths_is_the_formula(syndicate in syndicates(8)) {
        let worths = syndicate.worths().unwrap();
        for (bits, worth) in (0..).zip(&worths) {
            let direct = syndicate.worth(Coalition::from_bits(bits));
            prop_assert!((worth - direct).abs() <= rounding(&syndicate), "{bits}: {worth} {direct}");
        }
        for (member, alone) in syndicate.alone().into_iter().enumerate() {
            prop_assert!((worths[1 << member] - alone).abs() <= rounding(&syndicate));
        }
        let whole: f64 = worths[worths.len() - 1];
        let gain = whole - syndicate.alone().iter().sum::<f64>();
        prop_assert!((gain - syndicate.gain()).abs() <= rounding(&syndicate));
        prop_assert!(syndicate.gain() >= -rounding(&syndicate));
    }

    #[test]
    fn joining_forces_never_loses(syndicate in syndicates(8)) {
        let worths = syndicate.worths().unwrap();
        for left in 0..worths.len() {
            let rest = worths.len() - 1 - left;
            // Every subset of the rest.
            let mut right = rest;
            while right > 0 {
                prop_assert!(worths[left | right] >= worths[left] + worths[right] - rounding(&syndicate));
                right = (right - 1) & rest;
            }
        }
    }

    #[test]
    fn the_equilibrium_is_efficient_and_in_the_core(syndicate in syndicates(8)) {
        let point = syndicate.equilibrium();
        let worths = syndicate.worths().unwrap();
        let sum = |bits: usize| -> f64 {
            (0..point.len()).filter(|member| bits >> member & 1 == 1).map(|member| point[member]).sum()
        };
        let grand = worths.len() - 1;
        prop_assert!((sum(grand) - worths[grand]).abs() <= rounding(&syndicate));
        for (bits, worth) in worths.iter().enumerate() {
            prop_assert!(sum(bits) >= worth - rounding(&syndicate), "{bits}: {} < {worth}", sum(bits));
        }
    }

    #[test]
    fn borch_shares_sum_to_one_and_lose_least(
        members in vec((tolerance(), 0.0..1.0_f64), 1..8), variance in 0.0..100.0_f64
    ) {
        let tolerances = Tolerances::new(members.iter().map(|(tolerance, _)| *tolerance).collect()).unwrap();
        let best = tolerances.borch_shares();
        prop_assert!((best.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        let whole: f64 = members.iter().map(|(_, weight)| weight + 1e-3).sum();
        let shares: Vec<f64> = members.iter().map(|(_, weight)| (weight + 1e-3) / whole).collect();
        let loss = sharing_loss(variance, &tolerances, &shares).unwrap();
        let premium = |shares: &[f64]| -> f64 {
            let parts = shares.iter().zip(tolerances.values());
            parts.map(|(share, tolerance)| share * share / tolerance).sum::<f64>() * variance / 2.0
        };
        let direct = premium(&shares) - premium(&best);
        prop_assert!(loss >= 0.0);
        prop_assert!((loss - direct).abs() <= 1e-12 * (1.0 + premium(&shares)), "{loss} {direct}");
    }

    /// The conditions of Karush, Kuhn and Tucker, which are sufficient: the objective is concave.
    #[test]
    fn water_filling_is_optimal(
        members in vec((tolerance(), -5.0..5.0_f64), 1..8),
        variance in prop_oneof![0.0..50.0_f64, Just(0.0), Just(1e-8), Just(1e8)],
    ) {
        let (taus, means): (Vec<f64>, Vec<f64>) = members.into_iter().unzip();
        let filled = water_fill(&Tolerances::new(taus.clone()).unwrap(), &means, variance).unwrap();
        prop_assert!((filled.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let mut value = 0.0;
        for ((share, mean), tau) in filled.shares.iter().zip(&means).zip(&taus) {
            let margin = mean - share * variance / tau;
            let scale = 1e-11 * (10.0 + filled.price.abs());
            prop_assert!(*share >= 0.0);
            prop_assert!(margin <= filled.price + scale, "{margin} above {}", filled.price);
            if *share > 0.0 {
                prop_assert!((margin - filled.price).abs() <= scale, "{margin} is not {}", filled.price);
            }
            value += share * mean - share * share * variance / (2.0 * tau);
        }
        prop_assert!((filled.value - value).abs() <= 1e-11 * (1.0 + value.abs()));
    }

    /// Bets only add; where nobody would bet against the risk, they are what shares without bets are.
    #[test]
    fn betting_is_worth_no_less_than_not_betting(
        members in vec((0.1..20.0_f64, -2.0..2.0_f64), 1..8), variance in 0.1..50.0_f64
    ) {
        let (taus, means): (Vec<f64>, Vec<f64>) = members.into_iter().unzip();
        let tolerances = Tolerances::new(taus.clone()).unwrap();
        let Bets::Bounded(bets) = side_bets(&tolerances, &means, variance).unwrap() else {
            panic!("all are averse")
        };
        let filled = water_fill(&tolerances, &means, variance).unwrap();
        let rounding = 1e-10 * (1.0 + bets.total_with_bets.abs());
        prop_assert!((bets.slopes.iter().sum::<f64>() - 1.0).abs() < 1e-10);
        prop_assert!(bets.total_with_bets >= filled.value - rounding);
        prop_assert!(filled.value >= bets.total_without_bets - rounding);
        let parts = bets.slopes.iter().zip(&means).zip(&taus);
        let total: f64 =
            parts.map(|((slope, mean), tau)| slope * mean - slope * slope * variance / (2.0 * tau)).sum();
        prop_assert!((total - bets.total_with_bets).abs() <= rounding);
        if bets.slopes.iter().all(|slope| *slope >= 0.0) {
            prop_assert!((bets.total_with_bets - filled.value).abs() <= rounding);
        }
    }

    #[test]
    fn tail_contributions_sum_to_the_tail_and_are_in_the_core(risks in risks(6), level in 0.0..0.999_f64) {
        let tail = risks.tail(level).unwrap();
        let scale = 1e-9 * (1.0 + tail.alone.iter().map(|alone| alone.abs()).sum::<f64>());
        prop_assert!((tail.contributions.iter().sum::<f64>() - tail.total).abs() <= scale);
        for bits in 1..1_usize << risks.risks() {
            let within: Vec<usize> = (0..risks.risks()).filter(|risk| bits >> risk & 1 == 1).collect();
            let rows: Vec<Vec<f64>> = within
                .iter()
                .map(|own| within.iter().map(|other| risks.covariance()[*own][*other]).collect())
                .collect();
            let part = JointNormal::new(within.iter().map(|risk| risks.means()[*risk]).collect(), &rows);
            let alone = part.unwrap().tail(level).unwrap().total;
            let charged: f64 = within.iter().map(|risk| tail.contributions[*risk]).sum();
            prop_assert!(charged <= alone + scale, "{charged} > {alone}");
        }
    }

    #[test]
    fn normal_conditional_means_sum_to_the_sum(risks in risks(8), sum in -50.0..50.0_f64) {
        if risks.total_variance() > 1e-6 {
            let means = risks.conditional_means(sum).unwrap();
            let scale = means.shares.iter().map(|share| share.abs()).fold(1.0, f64::max);
            prop_assert!((means.shares.iter().sum::<f64>() - sum).abs() <= 1e-10 * scale);
            prop_assert!((means.slopes.iter().sum::<f64>() - 1.0).abs() <= 1e-10 * scale);
        }
    }

    /// Against all joint outcomes.
    #[test]
    fn discrete_conditional_means_are_what_all_outcomes_say(
        drawn in vec(vec((-4..6_i64, 0.0..1.0_f64), 1..4), 1..5)
    ) {
        let risks: Vec<(Vec<i64>, Vec<f64>)> = drawn
            .into_iter()
            .map(|outcomes| {
                let whole: f64 = outcomes.iter().map(|(_, weight)| weight + 1e-3).sum();
                outcomes.into_iter().map(|(value, weight)| (value, (weight + 1e-3) / whole)).unzip()
            })
            .collect();
        let built: Vec<DiscreteRisk> = risks
            .iter()
            .map(|(values, weights)| {
                DiscreteRisk::new(values.clone(), Belief::new(weights.clone()).unwrap()).unwrap()
            })
            .collect();
        let law = conditional_mean_sharing(&built).unwrap();

        let mut joint: Vec<(Vec<i64>, f64)> = vec![(vec![], 1.0)];
        for (values, weights) in &risks {
            joint = joint
                .iter()
                .flat_map(|(known, probability)| {
                    values.iter().zip(weights).map(move |(value, weight)| {
                        (known.iter().copied().chain([*value]).collect(), probability * weight)
                    })
                })
                .collect();
        }
        prop_assert!((law.iter().map(|outcome| outcome.probability).sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(law.windows(2).all(|pair| pair[0].sum < pair[1].sum));
        for outcome in &law {
            let meets = || joint.iter().filter(|(values, _)| values.iter().sum::<i64>() == outcome.sum);
            let probability: f64 = meets().map(|(_, probability)| probability).sum();
            prop_assert!((outcome.probability - probability).abs() < 1e-13);
            for (risk, share) in outcome.conditional_means.iter().enumerate() {
                let moment: f64 = meets().map(|(values, weight)| values[risk] as f64 * weight).sum();
                prop_assert!((share - moment / probability).abs() < 1e-10, "{share}");
            }
            let sum: f64 = outcome.conditional_means.iter().sum();
            prop_assert!((sum - outcome.sum as f64).abs() < 1e-10);
        }
    }
}
