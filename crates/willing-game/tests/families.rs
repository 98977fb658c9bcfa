//! Random games have the structure that their family promises, and a seed is a game for good.
#![cfg(feature = "generate")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use willing_game::tu::generate::Family;
use willing_game::tu::{Error, TableGame, Worths};

fn worths(game: &TableGame) -> Vec<i64> {
    let Worths::Integer { numerators, denominator: 1 } = game.worths() else { unreachable!("integers") };
    numerators.to_vec()
}

fn drawn(family: Family, players: usize) -> impl Iterator<Item = Vec<i64>> {
    (0..30).map(move |seed| worths(&family.draw(players, seed).unwrap()))
}

fn superadditive(v: &[i64]) -> bool {
    (1..v.len()).all(|s| (1..v.len()).filter(|t| s & t == 0).all(|t| v[s | t] >= v[s] + v[t]))
}

fn convex(v: &[i64]) -> bool {
    (1..v.len()).all(|s| (1..v.len()).all(|t| v[s | t] + v[s & t] >= v[s] + v[t]))
}

fn monotone(v: &[i64]) -> bool {
    (0..v.len()).all(|s| (0..v.len().ilog2()).all(|i| v[s | 1 << i] >= v[s]))
}

#[test]
fn structure_is_what_the_family_promises() {
    for players in 1..=6 {
        assert!(drawn(Family::Superadditive, players).all(|v| superadditive(&v)));
        assert!(drawn(Family::Convex, players).all(|v| convex(&v)));
        assert!(drawn(Family::Dividends, players).all(|v| convex(&v)));
        assert!(drawn(Family::Bankruptcy, players).all(|v| convex(&v) && monotone(&v)));
        assert!(drawn(Family::Monotone, players).all(|v| monotone(&v)));
        assert!(drawn(Family::Assignment, players).all(|v| superadditive(&v) && monotone(&v)));
        assert!(drawn(Family::Voting, players).all(|v| monotone(&v) && v.iter().all(|w| [0, 1].contains(w))));
        assert!(drawn(Family::Voting, players).all(|v| *v.last().unwrap() == 1));
        assert!(drawn(Family::Airport, players).all(|v| superadditive(&v)));
    }
    assert!(drawn(Family::Superadditive, 5).any(|v| !convex(&v)));
    assert!(drawn(Family::Uniform, 5).all(|v| !superadditive(&v)));
    assert!(drawn(Family::Monotone, 5).any(|v| (1..32).any(|s: usize| v[s] == v[s & (s - 1)])), "ties");
}

#[test]
fn an_assignment_game_is_the_best_matching() {
    for v in drawn(Family::Assignment, 6) {
        let gain = |seller: usize, buyer: usize| v[1 << seller | 1 << (3 + buyer)];
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let best = orders.map(|order| (0..3).map(|seller| gain(seller, order[seller])).sum::<i64>());
        assert_eq!(v[63], best.into_iter().max().unwrap());
    }
}

#[test]
fn a_balanced_game_shares_its_grand_worth_to_everybodys_content() {
    // Two kinds of balanced collections, each of which would prove the core empty if it earned more.
    for v in drawn(Family::Balanced, 6) {
        let without_one: i64 = (0..6).map(|i| v[63 & !(1 << i)]).sum();
        assert!(without_one <= 5 * v[63]);
        assert!((1..63).all(|s: usize| v[s] + v[63 & !s] <= v[63]));
    }
}

#[test]
fn sizes_and_scales_are_kept_apart() {
    for v in drawn(Family::Symmetric, 5) {
        assert!((1..32).all(|s: usize| v[s] == v[(1 << s.count_ones()) - 1]));
    }
    for v in drawn(Family::MixedScale, 5) {
        assert!((0..32).all(|s| v[s] == v[s & 7] + v[s & 0b1_1000]));
        assert!((1..8).all(|s| v[s] % 1_000_000 == 0) && v[24] <= 100);
    }
}

/// A hash of every worth of one game a family: any change of a stream changes one.
#[test]
fn a_seed_is_a_game_for_good() {
    let sums = Family::ALL.map(|family| {
        let v = worths(&family.draw(7, 2024).unwrap());
        v.iter().fold(0, |sum: i64, worth| (sum * 31 + worth).rem_euclid(1_000_000_007))
    });
    let expected = [
        627_659_638,
        581_563_247,
        496_615_260,
        10_801_490,
        966_716_114,
        563_523_558,
        196_211_511,
        512_726_024,
        960_265_899,
        65_658_420,
        794_475_809,
        358_120_936,
        252_107_726,
    ];
    assert_eq!(sums, expected);
}

#[test]
fn names_are_read_back_and_odd_sizes_are_refused() {
    for family in Family::ALL {
        assert_eq!(family.to_string().parse(), Ok(family));
        assert_eq!(family.draw(1, 3).unwrap().player_count(), 1);
        assert_ne!(family.draw(8, 3).unwrap(), family.draw(8, 4).unwrap(), "{family}");
    }
    assert_eq!(Family::Uniform.draw(0, 1), Err(Error::PlayerCount { got: 0, least: 1, most: 30 }));
    assert_eq!(Family::Uniform.draw(31, 1), Err(Error::PlayerCount { got: 31, least: 1, most: 30 }));
    let refused = "convexx".parse::<Family>().unwrap_err().to_string();
    assert!(
        refused.starts_with("unknown family \"convexx\": expected uniform, superadditive, "),
        "{refused}"
    );
}
