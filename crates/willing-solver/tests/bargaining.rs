//! The bargaining set: both answers carry a complete proof, and known games have their known sets.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that meets the unexpected fails"
)]

mod small_games;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use small_games::{Draws, apex, fano, gloves, share, winning};
use willing_check::bargaining::{Counter, InBargainingSet, OutsideBargainingSet, Violation};
use willing_game::tu::{Allocation, TableGame};
use willing_game::{Certificate, Coalition, Limit, Player, Rational, Verdict};
use willing_solver::Run;
use willing_solver::bargaining::{BargainingSet, Error};
use willing_solver::kernel::Kernel;

fn decide(game: &TableGame, allocation: &Allocation) -> Result<InBargainingSet, OutsideBargainingSet> {
    match BargainingSet::new().contains(game, allocation).unwrap() {
        Verdict::Exists(evidence) => evidence.check(game).map(|()| Ok(evidence)).unwrap(),
        Verdict::Impossible(evidence) => evidence.check(game).map(|()| Err(evidence)).unwrap(),
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

#[test]
fn the_bargaining_set_of_three_players_is_as_published() {
    let majority = winning(3, &[3, 5, 6]);
    assert!(decide(&majority, &share(&majority, &["1/3", "1/3", "1/3"])).is_ok());
    for other in [["1/2", "1/2", "0"], ["1", "0", "0"], ["2/5", "3/10", "3/10"]] {
        assert!(decide(&majority, &share(&majority, &other)).is_err());
    }
    // One right glove (player 2): the core is all for it, and so is the bargaining set.
    let scarce = gloves(2, 1);
    assert!(decide(&scarce, &share(&scarce, &["0", "0", "1"])).is_ok());
    assert!(decide(&scarce, &share(&scarce, &["1/100", "0", "99/100"])).is_err());
}

#[test]
fn points_of_the_kernel_need_no_weights() {
    let (apex, fano) = (apex(), fano());
    let points = [
        (&apex, share(&apex, &["3/7", "1/7", "1/7", "1/7", "1/7"])),
        (&fano, share(&fano, &["1/7"; 7])),
        (&fano, share(&fano, &["1/5", "1/5", "1/5", "1/10", "1/10", "1/10", "1/10"])),
    ];
    for (game, point) in points {
        assert!(Kernel::new().contains(game, &point).unwrap().found().is_ok());
        assert_eq!(decide(game, &point).unwrap().answers, []);
    }
}

/// Imputations of drawn games, with what was decided.
fn drawn(
    seed: u64,
    rounds: usize,
) -> Vec<(TableGame, Allocation, Result<InBargainingSet, OutsideBargainingSet>)> {
    let mut draws = Draws(seed);
    let mut all = Vec::new();
    for round in 0..rounds {
        let players = 3 + round % 4;
        let mut game = draws.zero_normalized(players, 12);
        if draws.below(2) == 0 {
            // Few coalitions that matter: more imputations belong.
            let minimal: Vec<usize> = (0..players)
                .map(|_| draws.below(1 << players) as usize)
                .filter(|m| m.count_ones() > 1)
                .collect();
            game = winning(players, &[minimal, vec![(1 << players) - 1]].concat());
        }
        let allocation = draws.allocation(&game);
        let decided = decide(&game, &allocation);
        all.push((game, allocation, decided));
    }
    all
}

#[test]
fn every_answer_on_drawn_games_is_proved_and_kernel_and_core_belong() {
    let all = drawn(1, 1_200);
    let mut counts = [0; 3];
    for (game, allocation, decided) in &all {
        let excess = |coalition| allocation.excess(game, coalition);
        let in_core = !game.coalitions().any(|coalition| excess(coalition).is_positive());
        let in_kernel = Kernel::new().contains(game, allocation).unwrap().found().is_ok();
        if let Ok(evidence) = decided {
            counts[0] += 1;
            counts[1] += usize::from(evidence.answers.iter().any(|answer| answer.counters.len() > 1));
        } else {
            assert!(!in_core && !in_kernel);
            counts[2] += 1;
        }
    }
    assert!(counts[0] > 100 && counts[1] > 5 && counts[2] > 100, "{counts:?}");
}

#[test]
fn corrupted_evidence_is_refused() {
    let all = drawn(1, 1_200);
    let inside = all.iter().filter_map(|(game, _, decided)| Some((game, decided.as_ref().ok()?)));
    let mut tried = 0;
    for (game, fine) in inside {
        for place in 0..fine.answers.len() {
            let mut bad = fine.clone();
            bad.answers.remove(place);
            assert!(matches!(bad.check(game), Err(Violation::Unanswered { .. })));

            let mut bad = fine.clone();
            let half = Rational::new(1, 2).unwrap();
            for counter in &mut bad.answers[place].counters {
                counter.weight = &counter.weight * &half;
            }
            assert!(matches!(bad.check(game), Err(Violation::TooLittle { .. })));

            let mut bad = fine.clone();
            for counter in &mut bad.answers[place].counters {
                counter.weight = &counter.weight * Rational::from(5);
            }
            assert!(matches!(bad.check(game), Err(Violation::WeightAboveOne { .. })));

            let mut bad = fine.clone();
            let coalition = Coalition::EMPTY.with(bad.answers[place].objector).unwrap();
            bad.answers[place].counters.push(Counter { coalition, weight: Rational::one() });
            assert!(matches!(bad.check(game), Err(Violation::NotSeparating { .. })));

            let mut bad = fine.clone();
            bad.answers[place].counters[0].weight = Rational::from(-1);
            assert!(matches!(bad.check(game), Err(Violation::NegativeWeight { .. })));

            let mut bad = fine.clone();
            let again = bad.answers[place].clone();
            bad.answers.insert(place, again);
            assert!(matches!(bad.check(game), Err(Violation::Order { .. })));
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");

    let mut tried = 0;
    for (game, _, decided) in &all {
        let Err(OutsideBargainingSet::Justified { allocation, objection }) = decided else { continue };
        let check = |objection| {
            OutsideBargainingSet::Justified { allocation: allocation.clone(), objection }.check(game)
        };
        let mut bad = objection.clone();
        bad.payments[0] += &Rational::one();
        assert!(matches!(check(bad), Err(Violation::PaymentSum { .. })));
        let mut bad = objection.clone();
        bad.payments.pop();
        assert!(matches!(check(bad), Err(Violation::PaymentCount { .. })));
        let mut bad = objection.clone();
        std::mem::swap(&mut bad.objector, &mut bad.target);
        assert!(matches!(check(bad), Err(Violation::NotSeparating { .. })));
        let mut bad = objection.clone();
        bad.target = Player::new(40);
        assert!(matches!(check(bad), Err(Violation::NoSuchPlayer { .. })));
        if objection.payments.len() > 1 {
            // Everything to one member: another one does not gain.
            let mut bad = objection.clone();
            let spare = bad.payments[1].clone();
            bad.payments[0] += &spare;
            bad.payments[1] = Rational::zero();
            assert!(matches!(check(bad), Err(Violation::DoesNotGain { .. })));
        }
        tried += 1;
    }
    assert!(tried > 50, "{tried}");

    // A claim of membership without answers, for an allocation outside.
    let majority = winning(3, &[3, 5, 6]);
    let allocation = share(&majority, &["1", "0", "0"]);
    let claim = InBargainingSet { allocation, answers: Vec::new() };
    assert!(matches!(claim.check(&majority), Err(Violation::Unanswered { .. })));
    let allocation = share(&majority, &["2", "-1", "0"]);
    let claim = InBargainingSet { allocation, answers: Vec::new() };
    assert!(matches!(claim.check(&majority), Err(Violation::BelowAlone { .. })));
}

#[test]
fn worths_of_any_size_are_decided_exactly() {
    // The majority game on a scale where 64 and 128 bits are too narrow for products.
    let unit = 1i64 << 61;
    let majority = TableGame::from_integers(vec![0, 0, 0, unit, 0, unit, unit, unit]).unwrap();
    let third = Rational::new(unit, 3).unwrap();
    let equal = Allocation::new(&majority, vec![third.clone(); 3]).unwrap();
    assert!(decide(&majority, &equal).is_ok());
    let tiny = Rational::new(1, 1i64 << 60).unwrap();
    let amounts = vec![&third + &tiny, &third - &tiny, third];
    let near = Allocation::new(&majority, amounts).unwrap();
    assert!(decide(&majority, &near).is_err());
}

#[test]
fn limits_threads_and_strange_allocations() {
    let game = fano();
    let equal = share(&game, &["1/7"; 7]);
    let odd = share(&game, &["2/7", "0", "1/7", "1/7", "1/7", "1/7", "1/7"]);
    for point in [&equal, &odd] {
        let one = BargainingSet::new().contains(&game, point).unwrap();
        let two = BargainingSet::new().run(Run::new().threads(2)).contains(&game, point).unwrap();
        assert_eq!(one, two);
    }
    let refused = BargainingSet::new().player_limit(6).contains(&game, &equal);
    assert_eq!(refused, Err(Error::PlayerLimit { players: 7, limit: 6 }));
    assert!(matches!(BargainingSet::new().contains(&apex(), &equal), Err(Error::Game(_))));
    let stop = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    let stopped = BargainingSet::new().run(stop).contains(&game, &equal).unwrap();
    assert_eq!(stopped, Verdict::Undecided(Limit::Cancelled));
    let below = share(&game, &["2", "-1", "0", "0", "0", "0", "0"]);
    assert!(matches!(decide(&game, &below), Err(OutsideBargainingSet::NoImputation { .. })));
}
