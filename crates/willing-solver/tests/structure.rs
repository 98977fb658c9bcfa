//! Structure of tier games: what is proved is true, what is refuted is false, what is forged is refused.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]

mod drawn;

use drawn::{CHAIN, Draw, Parts, game, profiles, with_constant_success, worst_gain};
use willing_check::structure::{Chains, Cut, NoPotential, NotSupermodular, Supermodular, Violation};
use willing_game::{AggregativeGame, Certificate, Limit, Profile, Tier, Verdict};
use willing_risk::{CAPABILITY, Pool, TierGame};
use willing_solver::structure::{SupermodularOrder, climb_potential, weighted_potential};

/// The greatest fall of any gain from a tier to the next by any single upward step of another player.
fn greatest_fall(game: &TierGame) -> f64 {
    let chains = Chains::of(game).unwrap();
    let mut greatest = f64::NEG_INFINITY;
    for profile in profiles(game) {
        for player in 0..game.player_count() {
            for pair in chains.tiers(player).windows(2) {
                for other in (0..game.player_count()).filter(|&other| other != player) {
                    for step in chains.tiers(other).windows(2) {
                        let gain = |at: Tier| {
                            let moved = profile.clone().with_action(other, at.place());
                            let others = game.others(player, &moved, &game.totals(&moved));
                            game.payoff(player, pair[1].place(), &others)
                                - game.payoff(player, pair[0].place(), &others)
                        };
                        greatest = greatest.max(gain(step[0]) - gain(step[1]));
                    }
                }
            }
        }
    }
    greatest
}

#[test]
fn what_is_proved_or_refuted_agrees_with_brute_force() {
    let mut draw = Draw(1);
    let (mut proved, mut refuted, mut open) = (0, 0, 0);
    for round in 0..240 {
        let keys = if round % 3 == 0 { &CHAIN[..4] } else { &CHAIN[1..] };
        let mut parts = game(&mut draw, 3, keys);
        if round % 2 == 0 {
            parts = with_constant_success(parts);
        }
        if round % 5 == 0 {
            for state in &mut parts.states {
                state.risk_tolerance = f64::INFINITY;
            }
        }
        let game = parts.build();
        match SupermodularOrder::new().cell_limit(2_000).solve(&game) {
            Verdict::Exists(evidence) => {
                proved += 1;
                assert_eq!(evidence.check(&game), Ok(()));
                let fall = greatest_fall(&game);
                assert!(fall <= 1e-12, "round {round}: proved, but a gain falls by {fall}");
            }
            Verdict::Impossible(why) => {
                refuted += 1;
                assert_eq!(why.check(&game), Ok(()));
            }
            Verdict::Undecided(limit) => {
                open += 1;
                assert_eq!(limit, Limit::Nodes);
            }
        }
    }
    assert!(proved >= 60 && refuted >= 40 && open <= 24, "proved {proved}, refuted {refuted}, open {open}");
}

/// Nobody moves the probability of success, and every share is at most one half: what is then sufficient
/// for increasing differences is only so while no probability reaches its cap and failure is the worse branch.
fn constant_success(draw: &mut Draw, markup: f64, probability: f64) -> Parts {
    let mut parts = with_constant_success(game(draw, 3, &CHAIN));
    parts.parameters.failure_markup = markup;
    parts.parameters.domestic_probability = probability;
    parts.parameters.international_probability = probability;
    parts.parameters.launch_probability = probability;
    parts.parameters.stance_legitimacy = 0.2;
    parts.method.legitimacy = 0.3;
    parts
}

/// The first of many draws that is refuted, with how many were proved before it.
fn refuted(markup: f64, probability: f64) -> (usize, Option<(TierGame, NotSupermodular)>) {
    let mut draw = Draw(7);
    let mut proved = 0;
    for _ in 0..60 {
        let game = constant_success(&mut draw, markup, probability).build();
        match SupermodularOrder::new().cell_limit(500).solve(&game) {
            Verdict::Impossible(why) => return (proved, Some((game, why))),
            Verdict::Exists(_) => proved += 1,
            Verdict::Undecided(_) => {}
        }
    }
    (proved, None)
}

#[test]
fn constant_success_and_small_shares_are_not_enough() {
    let (proved, none) = refuted(0.5, 0.5);
    assert!(proved == 60 && none.is_none(), "below the caps they are: {proved}");
    // With a cap: once failure is certain to cost what it can, legitimacy no longer relieves it.
    // With χ < 0: a tier that tilts the odds towards failure makes legitimacy worth less.
    for (markup, probability) in [(3.0, 0.8), (-0.6, 0.4)] {
        let (_, found) = refuted(markup, probability);
        let (game, why) = found.unwrap();
        assert_eq!(why.check(&game), Ok(()));
        for profile in profiles(&game) {
            let totals = game.totals(&profile);
            assert!((totals[CAPABILITY] - game.contribution(0, 7)[CAPABILITY]).abs() < 1e-15);
            for player in 0..3 {
                let tier = Tier::new(profile.actions()[player]);
                let leader_alone = player == 0;
                assert!(leader_alone || game.shares(player, tier, &totals).0 <= 0.5);
            }
        }
    }
}

#[test]
fn unordered_tiers_are_named() {
    let game = game(&mut Draw(3), 2, &["B", "A", "P"]).build();
    let Verdict::Impossible(why) = SupermodularOrder::new().solve(&game) else {
        panic!("A and P are unordered")
    };
    assert_eq!(why.check(&game), Ok(()));
    let NotSupermodular::NoChain(mut pair) = why else { panic!("{why:?}") };
    assert_eq!(pair.player, 1);
    pair.second = Tier::new(2);
    let forged = NotSupermodular::NoChain(pair).check(&game);
    assert!(matches!(forged, Err(Violation::Ordered { player: 1, .. })), "{forged:?}");
}

#[test]
fn one_cell_a_state_proves_two_hundred_states() {
    let mut parts = with_constant_success(game(&mut Draw(3), 193, &CHAIN));
    parts.parameters.failure_markup = 0.3;
    let game = parts.build();
    let clock = std::time::Instant::now();
    let evidence = SupermodularOrder::new().solve(&game).found().unwrap();
    let found = clock.elapsed();
    assert_eq!(evidence.check(&game), Ok(()));
    println!("193 × 6: proof {found:?}, {} cells, with check {:?}", evidence.cells(), clock.elapsed());
    assert_eq!(evidence.cells(), 193);
}

#[test]
fn forged_proofs_are_refused() {
    let mut draw = Draw(13);
    // A game that is not supermodular cannot borrow the cells of one that is.
    let good = with_constant_success(game(&mut draw, 3, &CHAIN)).build();
    let bad = loop {
        let candidate = game(&mut draw, 3, &CHAIN).build();
        if greatest_fall(&candidate) > 1e-3 {
            break candidate;
        }
    };
    let evidence = SupermodularOrder::new().solve(&good).found().unwrap();
    assert_eq!(evidence.check(&good), Ok(()));
    let borrowed = evidence.check(&bad);
    assert!(matches!(borrowed, Err(Violation::NotIncreasing { .. })), "{borrowed:?}");

    let with = |cuts: Vec<Cut>| {
        let mut forged = evidence.clone();
        forged.cuts[1] = cuts;
        forged.check(&good)
    };
    let middle = Cut::At { dimension: 1, at: 0.0 };
    assert_eq!(with(vec![middle, Cut::Cell, Cut::Cell]), Ok(()), "finer cells prove as much");
    assert_eq!(with(vec![middle, Cut::Cell]), Err(Violation::Cells { player: 1, entry: 2 }));
    assert_eq!(with(vec![Cut::Cell, Cut::Cell]), Err(Violation::Cells { player: 1, entry: 1 }));
    let outside = Cut::At { dimension: 1, at: 1e9 };
    assert_eq!(with(vec![outside, Cut::Cell, Cut::Cell]), Err(Violation::Cells { player: 1, entry: 0 }));
    let nowhere = Cut::At { dimension: 7, at: 0.0 };
    assert_eq!(with(vec![nowhere, Cut::Cell, Cut::Cell]), Err(Violation::Cells { player: 1, entry: 0 }));
    let nan = Cut::At { dimension: 1, at: f64::NAN };
    assert_eq!(with(vec![nan, Cut::Cell, Cut::Cell]), Err(Violation::Cells { player: 1, entry: 0 }));
    let short = Supermodular { cuts: Vec::new() }.check(&good);
    assert_eq!(short, Err(Violation::Players { got: 0, players: 3 }));
}

#[test]
fn forged_counterexamples_are_refused() {
    let (_, found) = refuted(3.0, 0.8);
    let (game, why) = found.unwrap();
    let NotSupermodular::Falls(falls) = why else { panic!("tiers are a chain") };
    assert_eq!(falls.check(&game), Ok(()));
    let mut swapped = falls.clone();
    std::mem::swap(&mut swapped.from, &mut swapped.to);
    assert_eq!(swapped.check(&game), Err(Violation::Misfit));
    let mut same = falls.clone();
    same.other = same.player;
    assert_eq!(same.check(&game), Err(Violation::Misfit));
    let mut rises = falls.clone();
    (rises.lower, rises.upper) = (Tier::new(2), Tier::new(4));
    let refused = rises.check(&game);
    assert!(matches!(refused, Err(Violation::NoFall { .. })), "{refused:?}");
}

/// A risk-neutral game in which only the dangers depend on others.
fn potential_game(draw: &mut Draw, players: usize) -> Parts {
    let mut parts = game(draw, players, &["O", "OA", "B", "A", "P", "PA", "W", "C"]);
    for state in &mut parts.states {
        state.risk_tolerance = f64::INFINITY;
    }
    parts.method.casualties = Pool { mean: 0.0, deviation: 2.0 };
    parts.method.financial = Pool { mean: 0.0, deviation: 2.0 };
    parts.parameters.launch_severity = 0.0;
    parts.parameters.stance_legitimacy = 0.0;
    parts.parameters.failure_markup = 0.0;
    parts.parameters.excludable_protection = 0.0;
    parts
}

#[test]
fn a_change_of_payoff_is_the_weight_times_the_change_of_the_potential() {
    let mut draw = Draw(17);
    for round in 0..20 {
        let mut parts = potential_game(&mut draw, 3);
        if round % 4 == 0 {
            // Sees no danger: its payoff depends on nobody, and its weight is 0.
            parts.states[1].hazards.iter_mut().for_each(|hazard| hazard.probability = 0.0);
        }
        let game = parts.build();
        let potential = weighted_potential(&game).unwrap();
        assert_eq!(potential.check(&game), Ok(()));
        assert_eq!(potential.weights[1] <= 0.0, round % 4 == 0);
        for profile in profiles(&game) {
            for player in 0..3 {
                for action in game.feasible(player).iter() {
                    let moved = profile.clone().with_action(player, action);
                    let gain = game.payoff_in(player, &moved) - game.payoff_in(player, &profile);
                    let rise = potential.value(&game, &moved) - potential.value(&game, &profile);
                    let weight = potential.weights[player];
                    assert!(
                        weight <= 0.0 || (gain - weight * rise).abs() < 1e-11,
                        "{gain} {}",
                        weight * rise
                    );
                }
            }
        }
        let climb = climb_potential(&game, potential, Profile::new(vec![7, 0, 7])).unwrap().found().unwrap();
        assert_eq!(climb.check(&game), Ok(()));
        assert!(worst_gain(&game, &climb.path.end) <= 1e-11);
    }
}

#[test]
fn each_condition_of_the_potential_is_asked_for() {
    let parts = potential_game(&mut Draw(19), 3);
    let refused = |change: &dyn Fn(&mut Parts)| {
        let mut changed = parts.clone();
        change(&mut changed);
        weighted_potential(&changed.build()).map(|_| ())
    };
    assert_eq!(refused(&|_| ()), Ok(()));
    let averse = refused(&|parts| {
        parts.parameters.sharing = willing_risk::SharingRule::Equal;
        parts.states[2].risk_tolerance = 5.0;
    });
    assert_eq!(averse, Err(NoPotential::RiskAverse(2)));
    assert_eq!(refused(&|parts| parts.method.casualties.mean = 1.0), Err(NoPotential::SharedLosses));
    assert_eq!(refused(&|parts| parts.parameters.launch_severity = 1.0), Err(NoPotential::SharedLosses));
    assert_eq!(
        refused(&|parts| parts.parameters.stance_legitimacy = 0.1),
        Err(NoPotential::MovingLegitimacy)
    );
    assert_eq!(refused(&|parts| parts.parameters.failure_markup = 0.1), Err(NoPotential::FailureMarkup));
    let excludable = refused(&|parts| parts.parameters.excludable_protection = 0.1);
    assert_eq!(excludable, Err(NoPotential::ExcludableProtection));
    let difficulty = refused(&|parts| parts.states[1].difficulties = vec![Some(9.0)]);
    assert_eq!(difficulty, Err(NoPotential::OwnDifficulty(1)));
    let loses = refused(&|parts| {
        parts.method.effectiveness = vec![0.0, 0.0];
        parts.method.backlash = vec![-0.5, -0.5];
    });
    assert_eq!(loses, Err(NoPotential::LosesBySuccess(1)));
}

#[test]
fn forged_potentials_are_refused() {
    let game = potential_game(&mut Draw(23), 3).build();
    let good = weighted_potential(&game).unwrap();
    let mut weight = good.clone();
    weight.weights[1] *= 1.0 + 1e-9;
    assert!(matches!(weight.check(&game), Err(Violation::Value { player: 1, .. })));
    let mut zero = good.clone();
    zero.weights[2] = 0.0;
    assert!(matches!(zero.check(&game), Err(Violation::Value { player: 2, .. })));
    let mut value = good.clone();
    value.stand_alone[1][2] += 1e-7;
    assert!(matches!(value.check(&game), Err(Violation::Value { player: 1, .. })));
    let mut constant = good.clone();
    constant.stand_alone[1].iter_mut().for_each(|value| *value += 1.0);
    assert_eq!(constant.check(&game), Ok(()), "a constant of the state is free");
    let mut short = good;
    short.weights.truncate(2);
    assert!(matches!(short.check(&game), Err(Violation::Players { got: 2, players: 3 })));
}
