//! Wrong evidence is refused: every mutation of a valid certificate either is refused or leaves the
//! claim true.
//!
//! Mutations that may be harmless, and are then judged by the claim alone:
//!
//! * dropping or repeating a tightening: later bounds may not need it;
//! * splitting a player twice: the second time it has one action;
//! * dropping a step that drops an action, if the rest of the tree still decides every profile;
//! * naming another action that also dominates, another player or deviation that also refutes;
//! * another scope, since all totals compatible with the dropped action lie in both;
//! * another cut, or tightening by another dimension, if both halves are still decided.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod support;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::builder::{Evidence, brute_force, by_players, by_totals, profiles, worst_gain};
use support::{Draw, Kind, game, game_of};
use willing_check::tiers::{
    EquilibriumList, OpenBox, PartialSearch, Scope, Step, TreeWriter, Violation, root_domains,
};
use willing_game::{AggregativeGame, Certificate, Limit, Profile, TotalsBox};
use willing_risk::TierGame;

fn check(evidence: &Evidence, game: &TierGame) -> Result<(), Violation> {
    if evidence.equilibria.is_empty() {
        evidence.refutation().check(game)
    } else {
        evidence.list().check(game)
    }
}

/// Whether the claim is true: all equilibria are listed, and nothing else is.
fn is_true(evidence: &Evidence, game: &TierGame) -> bool {
    let listed: Vec<Profile> = evidence.equilibria.iter().map(|listed| listed.profile.clone()).collect();
    listed == brute_force(game, evidence.tolerance)
}

fn kinds() -> impl Strategy<Value = Kind> {
    (2..4_usize, any::<bool>(), any::<bool>()).prop_map(|(players, neutral, ten)| Kind {
        players,
        neutral,
        ten: ten && players == 2,
        stakes: 1.0,
    })
}

fn closes(step: Step) -> bool {
    !matches!(step, Step::Tighten | Step::Unattainable { .. } | Step::Prune { .. } | Step::OutOfOrder { .. })
}

/// Steps that differ from this one in one field or in kind.
fn altered(step: Step, game: &TierGame, draw: &mut Draw) -> Vec<Step> {
    let (players, actions) = (game.player_count(), game.tiers().len());
    let (player2, action2) = (draw.below(players + 1), draw.below(actions + 2));
    let mut steps = vec![Step::Open, Step::Listed, Step::RefutedByPlayer { player: player2 }];
    match step {
        Step::Prune { player, action, better, scope } => {
            let other = if scope == Scope::Own { Scope::Common } else { Scope::Own };
            steps.extend([
                Step::Prune { player, action, better, scope: other },
                Step::Prune { player, action, better: action2, scope },
                Step::Prune { player, action: action2, better, scope },
                Step::Prune { player: player2, action, better, scope },
                Step::Prune { player, action: better, better: action, scope },
                Step::Unattainable { player, action },
                Step::OutOfOrder { player, action },
            ]);
        }
        Step::Deviation { player, better } => steps.extend([
            Step::Deviation { player: player2, better },
            Step::Deviation { player, better: action2 },
        ]),
        Step::Unattainable { player, action } => steps.extend([
            Step::Unattainable { player: player2, action },
            Step::Unattainable { player, action: action2 },
        ]),
        Step::SplitTotals { dimension, at } => steps.extend([
            Step::SplitTotals { dimension, at: at + draw.uniform(-0.5, 0.5) },
            Step::SplitTotals { dimension: (dimension + 1) % 5, at },
            Step::SplitTotals { dimension, at: f64::NAN },
            Step::SplitTotals { dimension, at: f64::INFINITY },
            Step::SplitPlayer { player: player2 },
        ]),
        Step::SplitPlayer { player } => steps.extend([
            Step::SplitPlayer { player: player2 },
            Step::SplitTotals { dimension: 0, at: 0.5 },
            Step::Prune { player, action: action2, better: 0, scope: Scope::Own },
        ]),
        Step::RefutedByTotals { dimension } => steps.extend([
            Step::RefutedByTotals { dimension: (dimension + 1) % 5 },
            Step::SplitTotals { dimension, at: 0.5 },
        ]),
        _ => steps.push(Step::Deviation { player: player2, better: action2 }),
    }
    steps.retain(|other| *other != step);
    steps
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(27),
        ..ProptestConfig::default()
    })]

    /// Drop, repeat, alter or exchange any step: what is still accepted is still proved.
    #[test]
    fn a_mutated_tree_is_refused_or_still_a_proof(
        seed in any::<u64>(), kind in kinds(), tolerance in prop_oneof![Just(0.0), Just(1e-12), Just(0.2)],
    ) {
        let game = game(seed, kind);
        let evidence = if seed % 4 == 0 && kind.players == 2 {
            by_players(&game, tolerance)
        } else {
            by_totals(&game, tolerance, vec![])
        };
        prop_assume!(is_true(&evidence, &game));
        let steps = evidence.steps();
        let mut draw = Draw(seed);
        // A long tree is mutated at some places only.
        let places: Vec<usize> =
            if steps.len() <= 60 { (0..steps.len()).collect() } else { (0..60).map(|_| draw.below(steps.len())).collect() };
        for place in places {
            let mut dropped = steps.clone();
            dropped.remove(place);
            let verdict = check(&evidence.with_steps(&dropped), &game);
            if closes(steps[place]) {
                prop_assert!(verdict.is_err(), "without step {place}: {:?}", steps[place]);
            }
            let mut repeated = steps.clone();
            repeated.insert(place, steps[place]);
            let verdict = check(&evidence.with_steps(&repeated), &game);
            if !matches!(steps[place], Step::Tighten | Step::SplitPlayer { .. }) {
                prop_assert!(verdict.is_err(), "step {place} twice: {:?}", steps[place]);
            }
            for step in altered(steps[place], &game, &mut draw) {
                let mut other = steps.clone();
                other[place] = step;
                let accepted = check(&evidence.with_steps(&other), &game).is_ok();
                // The list is as before, so acceptance is right; but these can never be. (A box that another step closed
                // may be down to a profile that is on the list, with totals outside the box: then it is listed too.)
                let backwards = matches!((step, steps[place]),
                    (Step::Prune { action, better, .. }, Step::Prune { action: was, .. }) if better == was || action == better);
                let never = backwards || matches!(step, Step::Open)
                    || matches!(step, Step::Listed if steps[place] != Step::Listed && evidence.equilibria.is_empty())
                    || (steps[place] == Step::Listed && closes(step));
                prop_assert!(!(never && accepted), "step {place}: {:?} became {step:?}", steps[place]);
            }
        }
    }

    /// Prunes at the root are refused if, for some choice of the others, nothing is gained.
    #[test]
    fn a_dominance_that_fails_somewhere_is_refused(seed in any::<u64>(), kind in kinds()) {
        let game = game(seed, kind);
        let mut draw = Draw(seed ^ 3);
        let all = profiles(&game);
        for _ in 0..20 {
            let player = draw.below(game.player_count());
            let feasible: Vec<usize> = game.feasible(player).iter().collect();
            let (action, better) = (feasible[draw.below(feasible.len())], feasible[draw.below(feasible.len())]);
            let least = all.iter().map(|profile| {
                let others = game.others(player, profile, &game.totals(profile));
                game.payoff(player, better, &others) - game.payoff(player, action, &others)
            }).fold(f64::INFINITY, f64::min);
            let steps = [Step::Tighten, Step::Prune { player, action, better, scope: Scope::Own }];
            let evidence = Evidence { equilibria: vec![], classes: vec![], tree: support::builder::write(&steps), tolerance: 1e-12 };
            let verdict = check(&evidence, &game);
            let refused = matches!(verdict, Err(Violation::NotDominated { step: 1, .. }));
            // Accepted steps leave a tree that ends too early.
            prop_assert!(refused || verdict == Err(Violation::Truncated { steps: 2, open: 1 }), "{verdict:?}");
            prop_assert!(refused || least > 0.0, "{action} to {better} gains {least}");
        }
    }

    /// Words at random: never a panic, never accepted as a proof of something false.
    #[test]
    fn noise_is_no_proof(seed in any::<u64>(), kind in kinds(), length in 0..40_usize) {
        let game = game(seed, kind);
        let mut draw = Draw(seed ^ 9);
        let mut writer = TreeWriter::new();
        for _ in 0..length {
            let (player, action, better) = (draw.below(6), draw.below(12), draw.below(12));
            let at = [0.0, 1.0, f64::NAN, f64::NEG_INFINITY, 1e300][draw.below(5)];
            writer.push(match draw.below(12) {
                0 | 1 => Step::Tighten,
                2 => Step::Unattainable { player, action },
                3 => Step::Prune { player, action, better, scope: Scope::Own },
                4 => Step::OutOfOrder { player, action },
                5 => Step::RefutedByTotals { dimension: action },
                6 => Step::RefutedByPlayer { player },
                7 => Step::Listed,
                8 => Step::Deviation { player, better },
                9 => Step::Open,
                10 => Step::SplitTotals { dimension: action % 6, at },
                _ => Step::SplitPlayer { player },
            });
        }
        let evidence = Evidence { equilibria: vec![], classes: vec![], tree: writer.finish(), tolerance: 0.0 };
        let accepted = check(&evidence, &game).is_ok();
        prop_assert!(!accepted || is_true(&evidence, &game));
    }
}

/// A game with at least one equilibrium, and a valid list.
fn with_equilibria(least: usize) -> (TierGame, EquilibriumList) {
    for seed in 0.. {
        let game = game(seed, Kind::SMALL);
        let evidence = by_totals(&game, 1e-12, vec![]);
        if evidence.equilibria.len() >= least {
            assert_eq!(evidence.list().check(&game), Ok(()));
            return (game, evidence.list());
        }
    }
    unreachable!()
}

fn refusal(game: &TierGame, list: &EquilibriumList, change: impl Fn(&mut EquilibriumList)) -> Violation {
    let mut changed = list.clone();
    change(&mut changed);
    changed.check(game).unwrap_err()
}

#[test]
fn a_wrong_list_is_refused() {
    let (game, list) = with_equilibria(2);
    let all = profiles(&game);
    let other = all.iter().find(|profile| worst_gain(&game, profile).0 > 1.0).unwrap();
    let with = |profile: &Profile| {
        let profile = profile.clone();
        move |list: &mut EquilibriumList| {
            list.equilibria[0].profile = profile.clone();
            list.equilibria.sort_by(|one, other| one.profile.cmp(&other.profile));
        }
    };
    assert!(matches!(refusal(&game, &list, with(other)), Violation::NoEquilibrium { .. }));
    assert!(matches!(refusal(&game, &list, with(&Profile::new(vec![0, 0]))), Violation::Profile { .. }));
    assert!(matches!(refusal(&game, &list, with(&Profile::new(vec![0, 0, 31]))), Violation::Profile { .. }));
    for entry in 0..2 {
        let missing = refusal(&game, &list, |list| drop(list.equilibria.remove(entry)));
        assert!(matches!(missing, Violation::NotListed { .. }), "{missing:?}");
    }
    let empty = refusal(&game, &list, |list| list.equilibria.clear());
    assert_eq!(empty, Violation::EmptyList);
    let twice = refusal(&game, &list, |list| list.equilibria.insert(0, list.equilibria[0].clone()));
    assert_eq!(twice, Violation::ListOrder { entry: 1 });
    assert_eq!(refusal(&game, &list, |list| list.equilibria.swap(0, 1)), Violation::ListOrder { entry: 1 });
    for orbit in [2.0, 0.0, f64::NAN, f64::INFINITY] {
        let wrong = refusal(&game, &list, |list| list.equilibria[0].orbit = orbit);
        assert!(matches!(wrong, Violation::Orbit { entry: 0, .. }), "{wrong:?}");
    }
    let gain = list.equilibria[0].worst_gain;
    for claimed in [gain + 1e-6, gain - 1e-6, f64::NAN, f64::NEG_INFINITY, f64::INFINITY] {
        let wrong = refusal(&game, &list, |list| list.equilibria[0].worst_gain = claimed);
        assert!(matches!(wrong, Violation::WorstGain { entry: 0, .. }), "{wrong:?}");
    }
}

#[test]
fn a_wrong_tolerance_is_refused() {
    let (game, list) = with_equilibria(1);
    for tolerance in [-1e-12, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let wrong = refusal(&game, &list, |list| list.tolerance = tolerance);
        assert!(matches!(wrong, Violation::Tolerance { .. }), "{wrong:?}");
    }
    // More generous: some prunes and deviations no longer gain enough.
    let generous = refusal(&game, &list, |list| list.tolerance = 1e9);
    assert!(
        matches!(generous, Violation::NotDominated { .. } | Violation::NoDeviation { .. }),
        "{generous:?}"
    );
}

/// A listed profile that is an equilibrium by the tolerance alone depends on ties.
#[test]
fn a_gain_within_the_tolerance_needs_its_flag() {
    let flagged = (0..200).find_map(|seed| {
        let game = game(seed, Kind { players: 2, ..Kind::SMALL });
        let list = by_totals(&game, 0.5, vec![]).list();
        let entry = list.equilibria.iter().position(|listed| listed.worst_gain > 0.1)?;
        Some((game, list, entry))
    });
    let (game, list, entry) = flagged.unwrap();
    assert_eq!(list.check(&game), Ok(()));
    let wrong = refusal(&game, &list, |list| list.equilibria[entry].tie_dependent = false);
    assert!(matches!(wrong, Violation::TieFlag { .. }), "{wrong:?}");
}

#[test]
fn a_refutation_of_a_game_with_equilibria_is_refused() {
    let (game, list) = with_equilibria(1);
    let refutation =
        Evidence { equilibria: vec![], classes: vec![], tree: list.tree, tolerance: 1e-12 }.refutation();
    assert!(matches!(refutation.check(&game), Err(Violation::NotListed { .. })));
}

#[test]
fn an_unfinished_or_overlong_tree_is_refused() {
    let (game, list) = with_equilibria(1);
    let steps: Vec<Step> = list.tree.steps().map(Option::unwrap).collect();
    for length in 0..steps.len() {
        let cut = refusal(&game, &list, |list| list.tree = support::builder::write(&steps[..length]));
        assert!(matches!(cut, Violation::Truncated { .. }), "{cut:?}");
    }
    let longer = refusal(&game, &list, |list| {
        let extra: Vec<Step> = steps.iter().copied().chain([Step::Tighten]).collect();
        list.tree = support::builder::write(&extra);
    });
    assert_eq!(longer, Violation::Trailing { step: steps.len() });
}

#[test]
fn false_classes_are_refused() {
    let game = game_of(5, Kind::SMALL, |states| {
        for place in 1..3 {
            let mut twin = states[0].clone();
            twin.name = format!("twin {place}");
            states[place] = twin;
        }
    });
    let list = by_totals(&game, 1e-12, vec![vec![0, 1, 2]]).list();
    assert_eq!(list.check(&game), Ok(()));
    let classes = |classes: Vec<Vec<usize>>| refusal(&game, &list, |list| list.classes.clone_from(&classes));
    assert_eq!(classes(vec![vec![0, 1], vec![1, 2]]), Violation::Class { class: 1, player: 1 });
    assert_eq!(classes(vec![vec![0, 3]]), Violation::Class { class: 0, player: 3 });
    // Without the class its steps and orbits have no ground.
    let without = classes(vec![]);
    assert!(matches!(without, Violation::InOrder { .. } | Violation::Orbit { .. }), "{without:?}");
    let changes: [fn(&mut willing_risk::State); 6] = [
        |state| state.capability += 1e-9,
        |state| state.hazards[1].probability *= 0.999,
        |state| state.payments[3] += 1e-12,
        |state| state.affinity = -state.affinity,
        |state| state.feasible = state.feasible.without(0),
        |state| state.difficulties = vec![Some(0.123)],
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let other = game_of(5, Kind::SMALL, |states| {
            for place in 1..3 {
                let mut twin = states[0].clone();
                twin.name = format!("twin {place}");
                states[place] = twin;
            }
            change(&mut states[2]);
        });
        assert_eq!(
            list.check(&other),
            Err(Violation::NotIdentical { class: 0, one: 0, other: 2 }),
            "change {place}"
        );
    }
}

#[test]
fn evidence_about_another_game_is_refused() {
    let (game, list) = with_equilibria(1);
    let other = support::game_of(77, Kind { players: 4, ..Kind::SMALL }, |_| {});
    assert!(list.check(&other).is_err());
    assert_eq!(list.check(&game), Ok(()));
}

/// A search that stopped at once: everything is open.
fn all_open(game: &TierGame) -> PartialSearch {
    let totals = TotalsBox { low: [f64::NEG_INFINITY; 4], high: [f64::INFINITY; 4] };
    PartialSearch {
        limit: Limit::Nodes,
        tolerance: 1e-12,
        equilibria: vec![],
        classes: vec![],
        tree: support::builder::write(&[Step::Open]),
        open: vec![OpenBox { domains: root_domains(game), totals }],
    }
}

#[test]
fn open_nodes_must_be_the_open_boxes() {
    let game = game(11, Kind::SMALL);
    let partial = all_open(&game);
    assert_eq!(partial.check(&game), Ok(()));
    let mut fewer = partial.clone();
    fewer.open[0].domains[2] = fewer.open[0].domains[2].without(3);
    assert_eq!(fewer.check(&game), Err(Violation::OpenBox { step: 0, place: 0 }));
    let mut smaller = partial.clone();
    smaller.open[0].totals.high[0] = 0.0;
    assert_eq!(smaller.check(&game), Err(Violation::OpenBox { step: 0, place: 0 }));
    let mut nothing = partial.clone();
    nothing.open[0].totals.low[1] = f64::NAN;
    assert_eq!(nothing.check(&game), Err(Violation::OpenBox { step: 0, place: 0 }));
    let mut missing = partial.clone();
    missing.open.clear();
    assert_eq!(missing.check(&game), Err(Violation::OpenBox { step: 0, place: 0 }));
    let mut more = partial.clone();
    more.open.push(more.open[0].clone());
    assert_eq!(more.check(&game), Err(Violation::OpenBoxes { boxes: 2, nodes: 1 }));
    let list = Evidence { equilibria: vec![], classes: vec![], tree: partial.tree, tolerance: 1e-12 };
    assert_eq!(list.refutation().check(&game), Err(Violation::LeftOpen { step: 0 }));
}

#[test]
fn steps_name_what_exists() {
    let game = game(11, Kind { players: 2, ..Kind::SMALL });
    let one = |step| {
        let tree = support::builder::write(&[step]);
        Evidence { equilibria: vec![], classes: vec![], tree, tolerance: 0.0 }
            .refutation()
            .check(&game)
            .unwrap_err()
    };
    assert_eq!(one(Step::RefutedByPlayer { player: 2 }), Violation::UnknownPlayer { step: 0, player: 2 });
    assert_eq!(one(Step::RefutedByPlayer { player: 1 }), Violation::ActionsLeft { step: 0, player: 1 });
    assert_eq!(
        one(Step::SplitTotals { dimension: 3, at: 0.0 }),
        Violation::UnknownDimension { step: 0, dimension: 3 }
    );
    assert_eq!(one(Step::RefutedByTotals { dimension: 0 }), Violation::TotalsLeft { step: 0, dimension: 0 });
    assert_eq!(one(Step::Listed), Violation::NoProfile { step: 0 });
    assert_eq!(one(Step::Deviation { player: 0, better: 1 }), Violation::NoProfile { step: 0 });
    assert_eq!(
        one(Step::Unattainable { player: 1, action: 8 }),
        Violation::NotInDomain { step: 0, player: 1, action: 8 }
    );
    assert_eq!(
        one(Step::Unattainable { player: 1, action: 0 }),
        Violation::Attainable { step: 0, player: 1, action: 0 }
    );
    assert_eq!(
        one(Step::Prune { player: 1, action: 0, better: 9, scope: Scope::Own }),
        Violation::Infeasible { step: 0, player: 1, action: 9 }
    );
    assert_eq!(
        one(Step::OutOfOrder { player: 1, action: 0 }),
        Violation::InOrder { step: 0, player: 1, action: 0 }
    );
    assert!(matches!(one(Step::SplitTotals { dimension: 0, at: f64::NAN }), Violation::Cut { step: 0, .. }));
}
