//! Surpluses, the prekernel and the kernel: against a plain scan, on known games, with their evidence.
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

use small_games::{Draws, FANO, apex, fano, gloves, share, winning};
use willing_check::kernel::{OutsideKernel, Violation};
use willing_game::tu::{Allocation, TableGame};
use willing_game::{Certificate, Coalition, Player, Rational, Verdict};
use willing_solver::Run;
use willing_solver::kernel::{Error, Kernel, Prekernel, surpluses};

/// Whether the allocation is in the kernel; either answer is checked.
fn in_kernel(game: &TableGame, allocation: &Allocation) -> bool {
    match Kernel::new().contains(game, allocation).unwrap() {
        Verdict::Exists(evidence) => evidence.check(game).map(|()| true).unwrap(),
        Verdict::Impossible(evidence) => evidence.check(game).map(|()| false).unwrap(),
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

fn in_prekernel(game: &TableGame, allocation: &Allocation) -> bool {
    match Prekernel::new().contains(game, allocation).unwrap() {
        Verdict::Exists(evidence) => evidence.check(game).map(|()| true).unwrap(),
        Verdict::Impossible(evidence) => evidence.check(game).map(|()| false).unwrap(),
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

#[test]
fn surpluses_are_the_maxima_of_a_plain_scan_in_every_arithmetic() {
    let mut draws = Draws(1);
    // Up to 10 players fit one block; beyond, players are low and high.
    for players in [1, 2, 3, 5, 9, 10, 11, 12, 13] {
        for round in 0..4 {
            let most = [3, 1_000, 1 << 40, 1 << 61][round];
            let game = draws.game(players, -most, most);
            let mut allocation = draws.allocation(&game);
            if round == 1 && players > 1 {
                // A denominator that needs integers of any size.
                let tiny = Rational::new(1, 3u128.pow(79)).unwrap();
                let mut amounts = allocation.amounts().to_vec();
                amounts[0] += &tiny;
                amounts[1] -= &tiny;
                allocation = Allocation::new(&game, amounts).unwrap();
            }
            let found = surpluses(&game, &allocation, &Run::new()).unwrap().unwrap();
            assert_eq!(found.surpluses.len(), players * (players - 1));
            found.check(&game).unwrap();
            let two = surpluses(&game, &allocation, &Run::new().threads(2)).unwrap().unwrap();
            assert_eq!(found, two);
        }
    }
}

#[test]
fn many_blocks_on_threads_name_the_same_coalitions() {
    let mut draws = Draws(2);
    // Ties everywhere: 256 blocks, four stretches.
    let game = draws.game(18, 0, 2);
    let allocation = draws.allocation(&game);
    let one = surpluses(&game, &allocation, &Run::new()).unwrap().unwrap();
    one.check(&game).unwrap();
    for threads in [2, 3] {
        assert_eq!(surpluses(&game, &allocation, &Run::new().threads(threads)).unwrap().unwrap(), one);
    }
}

#[test]
fn tables_of_floats_have_exact_surpluses() {
    let worths = (0..1u64 << 11).map(|mask| f64::from(mask.count_ones()).powi(2) / 8.0);
    let game = TableGame::from_floats(worths.collect()).unwrap();
    let equal = Allocation::new(&game, vec![Rational::new(11, 8).unwrap(); 11]).unwrap();
    assert!(in_prekernel(&game, &equal));
    // 0.1 and 0.2 are not what they look like, and the surpluses say so exactly.
    let game = TableGame::from_floats(vec![0.0, 0.1, 0.2, 0.5]).unwrap();
    let worth = |mask| game.exact_worth(Coalition::from_bits(mask));
    let half = Rational::new(1, 2).unwrap();
    let first = &half * (worth(3) + worth(1) - worth(2));
    let standard = Allocation::new(&game, vec![first.clone(), worth(3) - &first]).unwrap();
    assert!(in_kernel(&game, &standard));
    let third = Rational::new(1, 3).unwrap();
    let near = Allocation::new(&game, vec![third.clone(), worth(3) - &third]).unwrap();
    assert!(!in_kernel(&game, &near));
}

#[test]
fn the_kernel_of_the_projective_game_is_seven_segments() {
    // Davis & Maschler (1965): from the equal split to a third for the points of a line, and nothing else.
    let game = fano();
    let split = |line: usize, on: &str| {
        let on: Rational = on.parse().unwrap();
        let rest = (Rational::one() - &on * Rational::from(3)).over(&Rational::from(4)).unwrap();
        let amount = |seat: usize| if line >> seat & 1 == 1 { on.clone() } else { rest.clone() };
        Allocation::new(&game, (0..7).map(amount).collect()).unwrap()
    };
    for line in FANO {
        for on in ["1/7", "1/6", "1/5", "1/4", "3/10", "1/3"] {
            assert!(in_kernel(&game, &split(line, on)), "{line:b} {on}");
        }
        assert!(!in_kernel(&game, &split(line, "1/8")));
        assert!(!in_kernel(&game, &split(line, "0")));
    }
    let no_line = 0b000_1011;
    assert!(!in_kernel(&game, &split(no_line, "1/5")));
}

#[test]
fn kernels_of_small_games_are_as_published() {
    let majority = winning(3, &[3, 5, 6]);
    assert!(in_kernel(&majority, &share(&majority, &["1/3", "1/3", "1/3"])));
    assert!(!in_kernel(&majority, &share(&majority, &["1/2", "1/2", "0"])));
    // One right glove among three left ones takes all.
    let scarce = gloves(3, 1);
    assert!(in_kernel(&scarce, &share(&scarce, &["0", "0", "0", "1"])));
    assert!(!in_kernel(&scarce, &share(&scarce, &["1/6", "1/6", "1/6", "1/2"])));
    // As many left as right: any price of a left glove.
    let even = gloves(2, 2);
    for price in ["0", "1/3", "1/2", "1"] {
        let rest = (Rational::one() - price.parse::<Rational>().unwrap()).to_string();
        assert!(in_kernel(&even, &share(&even, &[price, price, &rest, &rest])), "{price}");
    }
    // The apex game: 3/7 and four times 1/7, the nucleolus.
    let game = apex();
    assert!(in_kernel(&game, &share(&game, &["3/7", "1/7", "1/7", "1/7", "1/7"])));
    assert!(!in_kernel(&game, &share(&game, &["3/5", "1/10", "1/10", "1/10", "1/10"])));
}

#[test]
fn kernel_and_prekernel_differ_where_players_get_what_they_earn_alone() {
    // Player 2 is worth less than nothing to others: its prenucleolus amount is below what it earns alone.
    let game = TableGame::from_integers(vec![0, 0, 0, 10, 0, 0, 0, 2]).unwrap();
    let pre = share(&game, &["3", "3", "-4"]);
    let post = share(&game, &["1", "1", "0"]);
    assert!(in_prekernel(&game, &pre));
    assert!(!in_kernel(&game, &pre));
    assert!(in_kernel(&game, &post));
    assert!(!in_prekernel(&game, &post));
    let Verdict::Impossible(why) = Kernel::new().contains(&game, &pre).unwrap() else { panic!() };
    let player = Player::new(2);
    assert_eq!(why, OutsideKernel::NoImputation { allocation: pre, player });
}

#[test]
fn corrupted_surpluses_are_refused() {
    let game = apex();
    let allocation = share(&game, &["3/7", "1/7", "1/7", "1/7", "1/7"]);
    let fine = Kernel::new().contains(&game, &allocation).unwrap().found().unwrap();
    fine.check(&game).unwrap();
    for place in 0..fine.0.surpluses.len() {
        let mut bad = fine.clone();
        bad.0.surpluses[place].value += &Rational::one();
        assert!(matches!(bad.check(&game), Err(Violation::NotAttained { .. })));

        let mut bad = fine.clone();
        let surplus = &mut bad.0.surpluses[place];
        surplus.coalition = Coalition::EMPTY.with(surplus.over).unwrap();
        assert!(matches!(bad.check(&game), Err(Violation::NotSeparating { .. })));

        // Some coalition that separates the two, but lacks less.
        let mut bad = fine.clone();
        let surplus = &mut bad.0.surpluses[place];
        let all = game.coalitions().filter(|c| c.contains(surplus.of) && !c.contains(surplus.over));
        let lesser = all.min_by_key(|coalition| allocation.excess(&game, *coalition)).unwrap();
        (surplus.coalition, surplus.value) = (lesser, allocation.excess(&game, lesser));
        assert!(matches!(bad.check(&game), Err(Violation::NotMaximal { .. })));
    }
    let mut bad = fine.clone();
    bad.0.surpluses.swap(0, 1);
    assert!(matches!(bad.check(&game), Err(Violation::Pairs { .. })));
    let mut bad = fine.clone();
    bad.0.surpluses.pop();
    assert!(matches!(bad.check(&game), Err(Violation::Pairs { got: 19, players: 5 })));
    assert!(matches!(fine.check(&fano()), Err(Violation::Game(_))));

    // Surpluses of an allocation outside, passed off as evidence for inside.
    let outside = share(&game, &["1", "0", "0", "0", "0"]);
    let mut bad = fine;
    bad.0 = surpluses(&game, &outside, &Run::new()).unwrap().unwrap();
    assert!(matches!(bad.check(&game), Err(Violation::Outweighs { .. })));
}

#[test]
fn corrupted_refutations_are_refused() {
    let game = apex();
    let outside = share(&game, &["3/5", "1/10", "1/10", "1/10", "1/10"]);
    let Verdict::Impossible(why) = Kernel::new().contains(&game, &outside).unwrap() else { panic!() };
    let OutsideKernel::Outweighed(pair) = why else { panic!() };
    let mut bad = pair.clone();
    std::mem::swap(&mut bad.stronger, &mut bad.weaker);
    assert!(matches!(OutsideKernel::Outweighed(bad).check(&game), Err(Violation::DoesNotOutweigh { .. })));
    let mut bad = pair.clone();
    bad.weaker.value -= &Rational::one();
    assert!(matches!(OutsideKernel::Outweighed(bad).check(&game), Err(Violation::NotAttained { .. })));
    let mut bad = pair;
    (bad.stronger.of, bad.weaker.over) = (Player::new(77), Player::new(77));
    assert!(matches!(OutsideKernel::Outweighed(bad).check(&game), Err(Violation::NoSuchPair { .. })));
    let wrong = OutsideKernel::NoImputation { allocation: outside, player: Player::new(1) };
    assert!(matches!(wrong.check(&game), Err(Violation::NotBelowAlone { .. })));
}

#[test]
fn strange_allocations_are_errors_and_stopping_is_an_answer() {
    let (game, other) = (apex(), fano());
    let allocation = share(&other, &["1/7"; 7]);
    assert!(matches!(Kernel::new().contains(&game, &allocation), Err(Error::Game(_))));
    let stop = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    assert_eq!(surpluses(&other, &allocation, &stop), Ok(None));
}
