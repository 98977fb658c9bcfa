//! The nucleolus and its relatives against an independent oracle, and what theory says of them.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use proptest::prelude::*;
use willing_check::nucleolus::{CertifiedNucleolus, Concept};
use willing_game::tu::derived::davis_maschler;
use willing_game::tu::generate::{Benedek, BenedekFamily};
use willing_game::tu::typed::{PlayerTypes, TypedGame};
use willing_game::tu::{Allocation, TableGame};
use willing_game::{Certificate, Coalition, Rational, Verdict};
use willing_solver::Run;
use willing_solver::nucleolus::{Arithmetic, Error, Modiclus, Nucleolus};
use willing_testkit::oracle::tu as oracle;
use willing_testkit::strategies::{seeded, tu};

/// The answer of a concept, checked; `None` if there is no imputation, checked too.
fn solve(game: &TableGame, concept: Concept) -> Option<CertifiedNucleolus> {
    match Nucleolus::of(concept).solve(game).unwrap() {
        Verdict::Exists(answer) => {
            answer.check(game).unwrap();
            Some(answer)
        }
        Verdict::Impossible(none) => {
            none.check(game).unwrap();
            None
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// The largest size of a worth, and 1 at least.
fn scale(game: &TableGame) -> Rational {
    game.coalitions().map(|coalition| game.exact_worth(coalition).abs()).max().unwrap().max(Rational::one())
}

fn allocation(game: &TableGame, concept: Concept) -> Option<Vec<Rational>> {
    solve(game, concept).map(|answer| answer.allocation)
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn all_relatives_agree_with_the_textbook_sequence_of_programs(game in tu::any_exact(1..=5)) {
        let point = |point: Option<oracle::Point>| point.map(|point| point.amounts);
        prop_assert_eq!(allocation(&game, Concept::Nucleolus), point(oracle::nucleolus(&game)));
        prop_assert_eq!(allocation(&game, Concept::Prenucleolus), point(oracle::prenucleolus(&game)));
        prop_assert_eq!(allocation(&game, Concept::PerCapitaNucleolus), point(oracle::per_capita_nucleolus(&game)));
        prop_assert_eq!(allocation(&game, Concept::PerCapitaPrenucleolus), point(oracle::per_capita_prenucleolus(&game)));
    }

    #[test]
    fn the_modiclus_agrees_with_the_textbook_sequence_of_programs(game in tu::any_exact(1..=3)) {
        let modiclus = Modiclus::new().solve(&game).unwrap().found().unwrap();
        modiclus.check(&game).unwrap();
        prop_assert_eq!(Some(modiclus.allocation), oracle::modiclus(&game).map(|point| point.amounts));
    }

    #[test]
    fn worths_as_large_as_integers_go_are_solved_exactly(worths in prop::collection::vec(-i64::MAX..i64::MAX, 15)) {
        let game = TableGame::from_integers([vec![0], worths].concat()).unwrap();
        let point = oracle::prenucleolus(&game).unwrap();
        prop_assert_eq!(allocation(&game, Concept::Prenucleolus), Some(point.amounts));
    }

    #[test]
    fn float_worths_give_the_exact_answer_of_the_numbers_they_are(game in tu::float(1..=5)) {
        prop_assume!(game.numerators().is_ok());
        let point = oracle::prenucleolus(&game).unwrap();
        prop_assert_eq!(allocation(&game, Concept::Prenucleolus), Some(point.amounts));
    }

    #[test]
    fn scans_in_floats_are_right_within_the_slack_they_state(game in tu::float(2..=7)) {
        prop_assume!(game.numerators().is_ok());
        let float = Nucleolus::prenucleolus().arithmetic(Arithmetic::Float).solve(&game);
        // Games whose levels lie within rounding of one another may be refused, and nothing else.
        let float = match float {
            Ok(verdict) => verdict.found().unwrap(),
            Err(error) => return if error == Error::Numerics { Err(TestCaseError::reject("near ties")) } else { panic!("{error}") },
        };
        float.check(&game).unwrap();
        prop_assert!(!float.is_exact() && float.slack < Rational::new(1, 1_000_000).unwrap() * scale(&game));
        let without = CertifiedNucleolus { slack: Rational::zero(), ..float.clone() };
        if without.check(&game).is_ok() {
            prop_assert_eq!(Some(float.allocation), allocation(&game, Concept::Prenucleolus));
        }
    }
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn the_prenucleolus_is_covariant(game in tu::any_exact(2..=6), scale in 1..5i64, shift in -9..9i64) {
        let moved: Vec<Rational> = game
            .coalitions()
            .map(|coalition| {
                let first = i64::try_from(coalition.bits() & 1).unwrap();
                game.exact_worth(coalition) * Rational::from(scale) + Rational::from(first * shift)
            })
            .collect();
        let moved = TableGame::from_rationals(&moved).unwrap();
        let mut expected: Vec<Rational> = allocation(&game, Concept::Prenucleolus)
            .unwrap()
            .iter()
            .map(|amount| amount * Rational::from(scale))
            .collect();
        expected[0] += &Rational::from(shift);
        prop_assert_eq!(allocation(&moved, Concept::Prenucleolus), Some(expected));
    }

    #[test]
    fn names_do_not_matter(game in tu::any_exact(2..=6)) {
        let last = game.player_count() - 1;
        let swap = |coalition: Coalition| {
            let (bits, low, high) = (coalition.bits(), coalition.bits() & 1, coalition.bits() >> last & 1);
            Coalition::from_bits(bits & !(1 | 1 << last) | high | low << last)
        };
        let worths: Vec<Rational> = game.coalitions().map(|coalition| game.exact_worth(swap(coalition))).collect();
        let swapped = TableGame::from_rationals(&worths).unwrap();
        for concept in Concept::ALL {
            let mut expected = allocation(&game, concept);
            if let Some(expected) = &mut expected {
                expected.swap(0, last);
            }
            prop_assert_eq!(allocation(&swapped, concept), expected);
        }
    }

    #[test]
    fn a_core_that_is_not_empty_holds_the_nucleolus(game in tu::balanced(2..=6)) {
        let answer = solve(&game, Concept::Nucleolus).unwrap();
        prop_assert!(answer.levels.first().is_none_or(|level| !level.excess.is_positive()));
        prop_assert_eq!(&Some(answer.allocation), &allocation(&game, Concept::Prenucleolus));
    }

    #[test]
    fn the_prenucleolus_is_consistent_on_reduced_games(game in tu::any_exact(3..=6), gone in 0..3u32) {
        let amounts = allocation(&game, Concept::Prenucleolus).unwrap();
        let rest = game.grand().without(willing_game::Player::new(gone));
        let whole = Allocation::new(&game, amounts.clone()).unwrap();
        let reduced = davis_maschler(&game, rest, &whole).unwrap();
        let mut expected = amounts;
        expected.remove(gone as usize);
        prop_assert_eq!(allocation(&reduced.game, Concept::Prenucleolus), Some(expected));
    }

    #[test]
    fn typed_and_table_routes_agree(game in tu::any_exact(1..=6)) {
        let types = PlayerTypes::detect(&game).unwrap();
        let typed = TypedGame::from_table(&game, types.clone()).unwrap();
        for concept in Concept::ALL {
            let by_type = match Nucleolus::of(concept).solve_typed(&typed).unwrap() {
                Verdict::Exists(answer) => {
                    answer.check(&typed).unwrap();
                    Some(types.by_player(&answer.amounts))
                }
                Verdict::Impossible(none) => {
                    none.check(&typed).unwrap();
                    None
                }
                Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
            };
            prop_assert_eq!(by_type, allocation(&game, concept));
        }
    }

    #[test]
    fn worths_at_scales_apart_by_any_factor_are_solved_exactly(
        large in tu::balanced(3..=3), small in tu::balanced(3..=3), exponent in 0..15u32,
    ) {
        let scale = Rational::from(10i64.pow(exponent));
        let both: Vec<Rational> = (0..64u64)
            .map(|mask| {
                let part = |bits: u64, game: &TableGame| game.exact_worth(Coalition::from_bits(bits));
                part(mask & 7, &large) * &scale + part(mask >> 3, &small)
            })
            .collect();
        let both = TableGame::from_rationals(&both).unwrap();
        let mut expected: Vec<Rational> =
            allocation(&large, Concept::Prenucleolus).unwrap().iter().map(|amount| amount * &scale).collect();
        expected.extend(allocation(&small, Concept::Prenucleolus).unwrap());
        prop_assert_eq!(allocation(&both, Concept::Prenucleolus), Some(expected));
    }
}

#[test]
fn threads_change_no_byte() {
    for family in [BenedekFamily::I, BenedekFamily::II, BenedekFamily::III, BenedekFamily::IV] {
        let game = Benedek { family, players: 17, seed: 11 }.draw().unwrap();
        for arithmetic in [Arithmetic::Exact, Arithmetic::Float] {
            let with = |threads| {
                let concept = Nucleolus::new().arithmetic(arithmetic).run(Run::new().threads(threads));
                concept.solve(&game).unwrap().found().unwrap()
            };
            assert_eq!(with(1), with(2));
        }
    }
}

#[test]
fn a_run_can_be_cancelled_midway() {
    let game = Benedek { family: BenedekFamily::V, players: 12, seed: 1 }.draw().unwrap();
    let flag = Arc::new(AtomicBool::new(false));
    let setter = Arc::clone(&flag);
    let steps = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&steps);
    let run = Run::new().cancel(flag).progress(move |_| {
        if counter.fetch_add(1, Ordering::Relaxed) == 2 {
            setter.store(true, Ordering::Relaxed);
        }
    });
    let verdict = Nucleolus::new().run(run).solve(&game).unwrap();
    assert!(matches!(verdict, Verdict::Undecided(willing_game::Limit::Cancelled)));
    assert_eq!(steps.load(Ordering::Relaxed), 3, "nothing is begun after the request");
}

#[test]
fn floats_beyond_their_range_are_refused_not_rounded() {
    let game =
        TableGame::from_floats(vec![0.0, 1.0, 1e308, -1e308, 1e308, 1.7e308, -1.7e308, 1e308]).unwrap();
    assert!(matches!(Nucleolus::prenucleolus().solve(&game), Err(Error::Range(_))));
    let float = Nucleolus::prenucleolus().arithmetic(Arithmetic::Float).solve(&game);
    assert!(matches!(float, Err(Error::Numerics)), "{float:?}");
}

#[test]
fn a_run_that_is_cancelled_says_so() {
    let game = Benedek { family: BenedekFamily::I, players: 16, seed: 1 }.draw().unwrap();
    let flag = Arc::new(AtomicBool::new(true));
    let verdict = Nucleolus::new().run(Run::new().cancel(flag)).solve(&game).unwrap();
    assert!(matches!(verdict, Verdict::Undecided(willing_game::Limit::Cancelled)));
}
