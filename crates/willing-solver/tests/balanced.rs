//! Balancedness and total balancedness, against an oracle on every subgame.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use willing_check::properties::{BalanceViolation, NotTotallyBalanced, TotallyBalanced};
use willing_game::tu::TableGame;
use willing_game::tu::derived::restriction;
use willing_game::tu::structured::Assignment;
use willing_game::{Certificate, Coalition, Limit, Rational, Verdict};
use willing_solver::Run;
use willing_solver::properties::{Balancedness, Error, TotalBalance};
use willing_testkit::oracle::tu as oracle;
use willing_testkit::strategies::{seeded, tu};

fn decide(game: &TableGame) -> Result<TotallyBalanced, NotTotallyBalanced> {
    match TotalBalance::new().solve(game).unwrap() {
        Verdict::Exists(evidence) => {
            evidence.check(game).unwrap();
            Ok(evidence)
        }
        Verdict::Impossible(proof) => {
            proof.check(game).unwrap();
            Err(proof)
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// The first subgame without a core.
fn first_failure(game: &TableGame) -> Option<Coalition> {
    let all = game.coalitions().filter(|own| !own.is_empty());
    all.into_iter().find(|own| oracle::core_is_empty(&restriction(game, *own).unwrap().game))
}

fn assignment() -> TableGame {
    TableGame::tabulate_exact(&Assignment::new([[5, 8, 2], [7, 9, 6], [2, 3, 0]]).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(seeded(150))]

    #[test]
    fn the_first_subgame_without_a_core_is_named(game in tu::any_exact(1..=4)) {
        prop_assert_eq!(decide(&game).err().map(|proof| proof.members), first_failure(&game));
    }

    #[test]
    fn superadditive_games_fail_only_where_the_oracle_says(game in tu::superadditive(3..=5)) {
        prop_assert_eq!(decide(&game).err().map(|proof| proof.members), first_failure(&game));
    }

    #[test]
    fn convex_games_are_totally_balanced_by_their_convexity(game in tu::convex(1..=6)) {
        prop_assert_eq!(decide(&game), Ok(TotallyBalanced::Convex));
    }

    #[test]
    fn a_game_is_balanced_where_the_oracle_finds_a_core(game in tu::any_exact(1..=5)) {
        match Balancedness::new().solve(&game).unwrap() {
            Verdict::Exists(point) => {
                point.check(&game).unwrap();
                prop_assert!(!oracle::core_is_empty(&game));
            }
            Verdict::Impossible(proof) => {
                proof.check(&game).unwrap();
                prop_assert!(oracle::core_is_empty(&game));
            }
            Verdict::Undecided(limit) => panic!("{limit}"),
        }
    }
}

/// Shapley & Shubik (1971): an assignment game is totally balanced, and convex only in trivial cases.
#[test]
fn an_assignment_game_has_a_point_for_every_subgame() {
    let game = assignment();
    let Ok(TotallyBalanced::Points { points }) = decide(&game) else { panic!("a market that is not convex") };
    assert_eq!(points.len(), 64 - 1 - 6);
}

#[test]
fn wrong_points_are_refused_by_name() {
    let game = assignment();
    let Ok(TotallyBalanced::Points { points }) = decide(&game) else { panic!("a market that is not convex") };
    let with = |change: &dyn Fn(&mut Vec<_>)| {
        let mut points = points.clone();
        change(&mut points);
        TotallyBalanced::Points { points }.check(&game)
    };
    let one = Rational::one();
    assert!(matches!(
        with(&|own| drop(own.pop())),
        Err(BalanceViolation::PointCount { got: 56, expected: 57 })
    ));
    assert!(matches!(with(&|own| own[3] = own[2].clone()), Err(BalanceViolation::NoSuchSubgame { .. })));
    assert!(matches!(
        with(&|own| own[3].members = Coalition::from_bits(1)),
        Err(BalanceViolation::NoSuchSubgame { .. })
    ));
    assert!(matches!(
        with(&|own| own[3].members = Coalition::from_bits(1 << 40 | 1)),
        Err(BalanceViolation::NoSuchSubgame { .. })
    ));
    assert!(matches!(with(&|own| own[3].amounts.push(one.clone())), Err(BalanceViolation::Length { .. })));
    assert!(matches!(with(&|own| own[3].amounts[0] += &one), Err(BalanceViolation::NotEfficient { .. })));
    let far: Rational = 100.into();
    let shifted = with(&|own| {
        own[56].amounts[0] += &far;
        own[56].amounts[5] -= &far;
    });
    assert!(matches!(shifted, Err(BalanceViolation::Excess { .. })));
    assert!(matches!(TotallyBalanced::Convex.check(&game), Err(BalanceViolation::NotConvex(_))));
    assert_eq!(with(&|own| own.reverse()), Ok(()), "their order is free");
}

#[test]
fn wrong_collections_are_refused_by_name() {
    let game = TableGame::from_integers(vec![0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 3]).unwrap();
    let right = decide(&game).unwrap_err();
    let with = |change: &dyn Fn(&mut NotTotallyBalanced)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        wrong.check(&game)
    };
    assert!(matches!(
        with(&|own| own.coalitions[0].weight = Rational::zero()),
        Err(BalanceViolation::Weight { .. })
    ));
    assert!(matches!(
        with(&|own| own.coalitions[0].weight = 2.into()),
        Err(BalanceViolation::NotBalanced { .. })
    ));
    assert!(matches!(with(&|own| drop(own.coalitions.pop())), Err(BalanceViolation::NotBalanced { .. })));
    assert!(matches!(
        with(&|own| own.members = game.grand()),
        Err(BalanceViolation::NotBalanced { player: 3, .. })
    ));
    let outside = |own: &mut NotTotallyBalanced| own.coalitions[0].coalition = Coalition::from_bits(0b1001);
    assert!(matches!(with(&outside), Err(BalanceViolation::NoSuchCoalition { .. })));
    assert!(matches!(
        with(&|own| own.members = Coalition::EMPTY),
        Err(BalanceViolation::NoSuchSubgame { .. })
    ));
    let alone = |own: &mut NotTotallyBalanced| {
        own.coalitions.truncate(1);
        own.coalitions[0].coalition = own.members;
        own.coalitions[0].weight = Rational::one();
    };
    assert!(matches!(with(&alone), Err(BalanceViolation::Worth { .. })));
}

#[test]
fn limits_are_errors_and_stopping_is_an_answer() {
    let game = assignment();
    let refused = TotalBalance::new().player_limit(5).solve(&game);
    assert_eq!(refused, Err(Error::PlayerLimit { players: 6, limit: 5 }));
    let stopped = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    assert_eq!(TotalBalance::new().run(stopped).solve(&game).unwrap(), Verdict::Undecided(Limit::Cancelled));
}
