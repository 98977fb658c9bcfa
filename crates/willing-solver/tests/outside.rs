//! A pivot with a veto, a leader who can act alone or with an ally.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

use willing_check::outside::{Concession, Screening, Violation};
use willing_council::{AlliedOption, Ally, Error, OutsideCost, OutsideOption};
use willing_game::Certificate;
use willing_solver::outside::{allied_concession, concession, screening};

fn option(costs: &[(f64, f64)], damage: f64) -> OutsideOption {
    let costs =
        costs.iter().map(|(cost, probability)| OutsideCost { cost: *cost, probability: *probability });
    OutsideOption::new(costs.collect(), damage).unwrap()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-12
}

#[test]
fn the_threshold_of_screening_is_the_ratio_of_costs_and_damage() {
    for (damage, threshold) in [(0.0, 2.0 / 3.0), (0.2, 0.5)] {
        for likely in [0.1, threshold - 1e-6, threshold + 1e-6, 0.9] {
            let game = option(&[(0.6, 1.0 - likely), (0.2, likely)], damage);
            let answer = screening(&game).unwrap();
            answer.check(&game).unwrap();
            assert!(near(answer.threshold, threshold));
            assert!(near(answer.screening_offer, 0.4) && near(answer.pooling_offer, 0.8));
            assert_eq!(answer.screens, likely < threshold);
            let offer = if answer.screens { answer.screening_offer } else { answer.pooling_offer };
            assert!(near(concession(&game).concession, offer));
        }
    }
}

#[test]
fn numbers_of_the_worked_example() {
    let even = concession(&option(&[(0.2, 0.5), (0.6, 0.5)], 0.0));
    assert!(
        near(even.concession, 0.4) && near(even.pivot_payoff, -0.7) && near(even.outside_probability, 0.5)
    );
    let likely = concession(&option(&[(0.2, 0.75), (0.6, 0.25)], 0.0));
    assert!(near(likely.concession, 0.8) && near(likely.outside_probability, 0.0));
}

#[test]
fn costs_that_are_no_threat_count_as_the_whole_way() {
    let game = option(&[(0.2, 0.9), (3.0, 0.1)], 1.0);
    let answer = screening(&game).unwrap();
    answer.check(&game).unwrap();
    assert!(near(answer.threshold, 0.4) && near(answer.screening_offer, 0.0) && !answer.screens);
    // Authorized though a leader of the high cost would not act alone.
    assert!(near(concession(&game).concession, 0.8));
    let harmless = screening(&option(&[(2.0, 0.5), (3.0, 0.5)], 0.0)).unwrap();
    assert!(near(harmless.pooling_offer, 0.0) && !harmless.screens);
    assert_eq!(screening(&option(&[(0.5, 1.0)], 0.0)), None);
    assert!(
        near(OutsideOption::obtained_by_leader(0.99), 1.0)
            && near(OutsideOption::obtained_by_leader(1.0), 0.0)
    );
}

#[test]
fn wrong_claims_about_screening_are_refused() {
    let game = option(&[(0.2, 0.5), (0.6, 0.5)], 0.0);
    let right = screening(&game).unwrap();
    for wrong in [
        Screening { threshold: 0.6, ..right },
        Screening { threshold: f64::NAN, ..right },
        Screening { screening_offer: 0.5, ..right },
        Screening { pooling_offer: 0.7, ..right },
        Screening { screens: false, ..right },
    ] {
        assert!(matches!(wrong.check(&game), Err(Violation::Stated { .. })), "{wrong:?}");
    }
    assert_eq!(right.check(&option(&[(0.5, 1.0)], 0.0)), Err(Violation::NotTwo { got: 1 }));
}

#[test]
fn an_ally_makes_a_threat_of_one_who_would_not_act_alone() {
    let alone = option(&[(1.5, 1.0)], 0.5);
    assert!(near(concession(&alone).concession, 0.0));
    let allied = AlliedOption::new(alone, Ally { ideal: 0.8, cost: 0.3 }, 0.25).unwrap();
    assert!(near(allied.joint_policy().unwrap(), 1.0));
    let answer = allied_concession(&allied);
    answer.check(&allied).unwrap();
    assert!(near(answer.concession, 0.75) && near(answer.pivot_payoff, -0.75));
}

#[test]
fn an_ally_that_gains_too_little_stays_out() {
    let alone = || option(&[(0.5, 1.0)], 0.0);
    let reluctant = AlliedOption::new(alone(), Ally { ideal: 0.3, cost: 0.4 }, 0.0).unwrap();
    assert_eq!(reluctant.joint_policy(), None);
    assert!(near(allied_concession(&reluctant).concession, 0.5));
    // On the far side of the status quo it takes part in nothing that the leader wants.
    let opposed = AlliedOption::new(alone(), Ally { ideal: -0.3, cost: 0.1 }, 0.0).unwrap();
    assert!(opposed.act(0.5).policy >= 1.0 && !opposed.act(0.5).joint);
}

#[test]
fn an_ally_with_a_say_draws_the_policy_back_and_the_pivot_concedes_less() {
    // Together: policy 0.4 at cost 0.6 + 0.1; the pivot is hurt by 0.4 and would have to concede 0.3.
    let ally = Ally { ideal: 0.25, cost: 0.1 };
    let allied = AlliedOption::new(option(&[(0.9, 1.0)], 0.0), ally, 0.1).unwrap();
    assert!(near(allied.joint_policy().unwrap(), 0.4) && near(allied.act(0.9).cost, 0.7));
    let answer = allied_concession(&allied);
    answer.check(&allied).unwrap();
    assert!(near(answer.concession, 0.3) && near(answer.pivot_payoff, -0.3));
    // A determined leader still acts alone.
    assert!(!allied.act(0.2).joint);
    // Not knowing which it is, the pivot concedes what the joint act is worth, and lets the determined one act.
    let unsure = AlliedOption::new(option(&[(0.2, 0.05), (0.9, 0.95)], 0.0), ally, 0.1).unwrap();
    let answer = allied_concession(&unsure);
    answer.check(&unsure).unwrap();
    assert!(near(answer.concession, 0.3) && near(answer.outside_probability, 0.05));
    let threshold = screening(&unsure.effective().unwrap()).unwrap();
    assert!(threshold.screens && near(threshold.threshold, 0.5 / 0.7));
    for wrong in [
        Concession { concession: 0.8, ..answer },
        Concession { pivot_payoff: answer.pivot_payoff + 1e-6, ..answer },
        Concession { outside_probability: 0.0, ..answer },
        Concession { concession: f64::NAN, ..answer },
    ] {
        assert!(wrong.check(&unsure).is_err(), "{wrong:?}");
    }
}

#[test]
fn bad_numbers_are_refused_by_name() {
    let new =
        |ideal, cost, shared| AlliedOption::new(option(&[(0.5, 1.0)], 0.0), Ally { ideal, cost }, shared);
    let refused = |what, value| Err(Error::OutsideNumber { what, value });
    assert_eq!(new(f64::INFINITY, 0.1, 0.1), refused("ideal of the ally", f64::INFINITY));
    assert_eq!(new(0.5, -0.1, 0.1), refused("cost of the ally", -0.1));
    assert_eq!(new(0.5, 0.1, -0.5), refused("cost of acting together", -0.5));
}

#[test]
fn an_act_together_never_happens_and_the_offer_is_that_of_the_effective_costs() {
    for ideal in [-0.5, 0.1, 0.25, 0.6, 1.0, 1.7] {
        for cost in [0.0, 0.1, 0.4] {
            for (shared, damage) in [(0.0, 0.3), (0.1, 0.3), (0.5, 0.0)] {
                let alone = option(&[(0.15, 0.2), (0.45, 0.3), (0.95, 0.3), (1.4, 0.2)], damage);
                let allied = AlliedOption::new(alone, Ally { ideal, cost }, shared).unwrap();
                let answer = allied_concession(&allied);
                answer.check(&allied).unwrap();
                let plain = concession(&allied.effective().unwrap());
                assert!(near(answer.concession, plain.concession), "{allied:?}");
                let alone = allied.alone().costs().iter().filter(|cost| !allied.act(cost.cost).joint);
                let most: f64 = alone.map(|cost| cost.probability).sum();
                assert!(answer.outside_probability <= most + 1e-12, "{allied:?}");
            }
        }
    }
}
