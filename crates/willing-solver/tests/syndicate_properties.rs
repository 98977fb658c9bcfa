//! Theorems about random syndicates.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected fails")]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::syndicate::BorchAllocation;
use willing_game::{Certificate, Players};
use willing_risk::Belief;
use willing_risk::syndicate::{Member, Surrogate, Syndicate, Utility};
use willing_solver::syndicate::{Borch, Equilibrium};

fn config(seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}

fn relative() -> impl Strategy<Value = Utility> {
    prop_oneof![
        Just(Utility::Log),
        (-1.0..1.3_f64).prop_map(|log| Utility::Crra { aversion: 10.0_f64.powf(log) }),
    ]
}

fn any() -> impl Strategy<Value = Utility> {
    prop_oneof![
        2 => relative(),
        1 => (-1.0..1.0_f64).prop_map(|log| Utility::Cara { tolerance: 10.0_f64.powf(log) }),
    ]
}

fn belief(outcomes: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1_u8..10, outcomes).prop_map(|parts| {
        let sum: f64 = parts.iter().map(|&part| f64::from(part)).sum();
        parts.iter().map(|&part| f64::from(part) / sum).collect()
    })
}

fn build(members: Vec<(Utility, Vec<f64>)>, rows: Vec<Vec<f64>>) -> Syndicate {
    let players = Players::new((0..members.len()).map(|seat| format!("m{seat}"))).unwrap();
    let of = |(utility, p)| Member::new(utility, Belief::new(p).unwrap()).unwrap();
    Syndicate::new(players, members.into_iter().map(of).collect(), rows).unwrap()
}

/// Up to six members of given kinds on up to five outcomes, with weights.
fn syndicates<U: Strategy<Value = Utility>>(kind: fn() -> U) -> impl Strategy<Value = (Syndicate, Vec<f64>)> {
    (1_usize..=6, 1_usize..=5).prop_flat_map(move |(count, outcomes)| {
        let members = prop::collection::vec((kind(), belief(outcomes)), count);
        let rows = prop::collection::vec(prop::collection::vec(0.05..10.0_f64, outcomes), count);
        let weights = prop::collection::vec((-3.0..3.0_f64).prop_map(f64::exp), count);
        (members, rows, weights).prop_map(|(members, rows, weights)| (build(members, rows), weights))
    })
}

/// The same with one belief for all.
fn agreeing() -> impl Strategy<Value = (Syndicate, Vec<f64>)> {
    (syndicates(any), belief(5)).prop_map(|((syndicate, weights), p)| {
        let own = p[..syndicate.outcomes()].to_vec();
        let sum: f64 = own.iter().sum();
        let own: Vec<f64> = own.iter().map(|p| p / sum).collect();
        let members = syndicate.members().iter().map(|member| (member.utility(), own.clone())).collect();
        (build(members, syndicate.endowments().to_vec()), weights)
    })
}

fn welfare(syndicate: &Syndicate, weights: &[f64], allocation: &[Vec<f64>]) -> f64 {
    let values = syndicate.expected_utilities(allocation).unwrap();
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

proptest! {
    #![proptest_config(config(410))]

    /// Every division brings evidence that holds, also for any mixture of kinds, and what was moved between two is refused.
    #[test]
    fn divisions_are_efficient((syndicate, weights) in syndicates(any), part in 1e-4..0.5_f64) {
        let division = Borch::new().solve(&syndicate, &weights).unwrap();
        prop_assert_eq!(division.check(&syndicate), Ok(()));
        if syndicate.members().len() > 1 {
            let mut moved = division.clone();
            let amount = part * moved.allocation[0][0].abs();
            moved.allocation[0][0] -= amount;
            moved.allocation[1][0] += amount;
            prop_assert!(moved.check(&syndicate).is_err());
            let best = welfare(&syndicate, &weights, &division.allocation);
            prop_assert!(welfare(&syndicate, &weights, &moved.allocation) <= best + 1e-12 * (1.0 + best.abs()));
            let loss = Borch::new().loss(&syndicate, &weights, &moved.allocation).unwrap();
            prop_assert!(loss >= 0.0 && (best - welfare(&syndicate, &weights, &moved.allocation) - loss).abs() < 1e-9 * (1.0 + best.abs()));
        }
    }

    /// No random division is better under the weights.
    #[test]
    fn no_division_is_better((syndicate, weights) in syndicates(relative), parts in prop::collection::vec(0.01..1.0_f64, 30)) {
        let best = welfare(&syndicate, &weights, &Borch::new().solve(&syndicate, &weights).unwrap().allocation);
        let (count, outcomes) = (syndicate.members().len(), syndicate.outcomes());
        let sum = |outcome: usize| (0..count).map(|seat| parts[seat * 5 + outcome]).sum::<f64>();
        let amount = |seat: usize, outcome: usize| syndicate.totals()[outcome] * parts[seat * 5 + outcome] / sum(outcome);
        let random: Vec<Vec<f64>> =
            (0..count).map(|seat| (0..outcomes).map(|outcome| amount(seat, outcome)).collect()).collect();
        prop_assert!(welfare(&syndicate, &weights, &random) <= best + 1e-12 * (1.0 + best.abs()));
    }

    /// With one belief what each gets depends on the total only, and rises with it in proportion to tolerances (Borch 1962).
    #[test]
    fn agreeing_members_move_together((syndicate, weights) in agreeing()) {
        let division = Borch::new().solve(&syndicate, &weights).unwrap();
        for row in &division.allocation {
            for (total, amount) in syndicate.totals().iter().zip(row) {
                for (more, other) in syndicate.totals().iter().zip(row) {
                    if more > &(total * (1.0 + 1e-9)) {
                        prop_assert!(other > amount, "{division:?}");
                    }
                }
            }
        }
        // Mutuality: the outcomes of a syndicate where all totals are the same.
        let mut rows = syndicate.endowments().to_vec();
        for row in &mut rows {
            let first = row[0];
            for own in row.iter_mut() {
                *own = first;
            }
        }
        let kinds = |member: &Member| (member.utility(), member.belief().probabilities().to_vec());
        let same = build(syndicate.members().iter().map(kinds).collect(), rows);
        for row in Borch::new().solve(&same, &weights).unwrap().allocation {
            for amount in &row {
                assert!((amount - row[0]).abs() <= 1e-10 * (1.0 + row[0].abs()));
            }
        }
    }

    /// A surrogate prices outcomes as the members do.
    #[test]
    fn surrogates_price_alike((syndicate, weights) in syndicates(relative), utility in any()) {
        let alike = |member: &Member| (utility, member.belief().probabilities().to_vec());
        let alike = build(syndicate.members().iter().map(alike).collect(), syndicate.endowments().to_vec());
        let surrogate = Surrogate::of(&alike, &weights).unwrap().unwrap();
        let division = Borch::new().solve(&alike, &weights).unwrap();
        let gap = |outcome: usize| {
            let own = surrogate.belief.probability(outcome).ln() + surrogate.utility.log_marginal(alike.totals()[outcome]);
            division.log_multipliers[outcome].unwrap() - own
        };
        for outcome in 0..alike.outcomes() {
            prop_assert!((gap(outcome) - gap(0)).abs() < 1e-9 * (1.0 + division.log_multipliers[outcome].unwrap().abs()));
        }
    }

    /// Equilibria are found and their evidence holds; they are efficient under their weights, and nobody is better off alone.
    #[test]
    fn equilibria_are_found((syndicate, _) in syndicates(any)) {
        let answer = Equilibrium::new().solve(&syndicate).unwrap().found().unwrap();
        prop_assert_eq!(answer.check(&syndicate), Ok(()));
        let efficient = BorchAllocation {
            log_weights: answer.log_weights.clone(),
            allocation: answer.allocation.clone(),
            log_multipliers: answer.prices.iter().map(|price| Some(price.ln())).collect(),
            tolerance: answer.tolerance,
        };
        prop_assert_eq!(efficient.check(&syndicate), Ok(()));
        for (worth, alone) in answer.certainty_equivalents.iter().zip(&answer.autarky) {
            prop_assert!(*worth >= alone - 1e-10 * (1.0 + alone.abs()));
        }
    }

    /// Who owns an efficient division keeps it; and equilibria do not depend on the unit of money.
    #[test]
    fn equilibria_keep_what_is_efficient((syndicate, weights) in syndicates(relative), scale in -6.0..6.0_f64) {
        let kinds = || syndicate.members().iter().map(|m| (m.utility(), m.belief().probabilities().to_vec())).collect();
        let division = Borch::new().solve(&syndicate, &weights).unwrap().allocation;
        let owned = build(kinds(), division.clone());
        let kept = Equilibrium::new().solve(&owned).unwrap().found().unwrap();
        for (one, other) in kept.allocation.concat().iter().zip(division.concat()) {
            prop_assert!((one - other).abs() <= 1e-8 * (1e-3 + other), "{one} {other}");
        }
        if syndicate.has_one_equilibrium() {
            let unit = 10.0_f64.powf(scale);
            let rows = syndicate.endowments().iter().map(|row| row.iter().map(|own| own * unit).collect()).collect();
            let one = Equilibrium::new().solve(&syndicate).unwrap().found().unwrap();
            let other = Equilibrium::new().solve(&build(kinds(), rows)).unwrap().found().unwrap();
            for (own, scaled) in one.allocation.concat().iter().zip(other.allocation.concat()) {
                prop_assert!((own - scaled / unit).abs() <= 1e-9 * (1e-3 + own), "{own} {scaled}");
            }
        }
    }
}
