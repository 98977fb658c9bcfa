//! Tests of properties of games: against their definitions, on known games, with their evidence.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test that meets the unexpected fails"
)]

mod small_games;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use small_games::{Draws, apex, by_size, fano, gloves, winning};
use willing_check::properties::{Counterexample, Holds, Property, Violation};
use willing_game::tu::{self, TableGame};
use willing_game::{Certificate, Coalition, Limit, Player, Rational, Verdict};
use willing_solver::Run;
use willing_solver::properties::{Error, PropertyTest};

const ALL: [Property; 9] = [
    Property::Superadditive,
    Property::Convex,
    Property::Monotone,
    Property::ZeroMonotone,
    Property::Additive,
    Property::Essential,
    Property::Simple,
    Property::ConstantSum,
    Property::Symmetric,
];

fn holds(property: Property, game: &TableGame) -> bool {
    match PropertyTest::of(property).solve(game).unwrap() {
        Verdict::Exists(evidence) => {
            assert_eq!(evidence, Holds { property });
            evidence.check(game).unwrap();
            true
        }
        Verdict::Impossible(counterexample) => {
            assert_eq!(counterexample.property(), property);
            counterexample.check(game).unwrap();
            assert!(matches!(Holds { property }.check(game), Err(Violation::Fails { .. })));
            false
        }
        Verdict::Undecided(limit) => panic!("{limit}"),
    }
}

/// The definitions, pair of coalitions by pair of coalitions, in rational numbers.
fn by_definition(property: Property, game: &TableGame) -> bool {
    let worths: Vec<Rational> = game.coalitions().map(|coalition| game.exact_worth(coalition)).collect();
    let (count, grand) = (worths.len(), worths.len() - 1);
    let pairs = || (0..count).flat_map(|s| (0..count).map(move |t| (s, t)));
    let alone = |mask: usize| -> Rational {
        (0..game.player_count())
            .filter(|seat| mask >> seat & 1 == 1)
            .map(|seat| worths[1 << seat].clone())
            .sum()
    };
    let subsets = || pairs().filter(|(s, t)| s & !t == 0);
    match property {
        Property::Superadditive => {
            pairs().filter(|(s, t)| s & t == 0).all(|(s, t)| &worths[s] + &worths[t] <= worths[s | t])
        }
        // Shapley (1971): v(S) + v(T) ≤ v(S∪T) + v(S∩T) for all S and T.
        Property::Convex => pairs().all(|(s, t)| &worths[s] + &worths[t] <= &worths[s | t] + &worths[s & t]),
        Property::Monotone => subsets().all(|(s, t)| worths[s] <= worths[t]),
        Property::ZeroMonotone => subsets().all(|(s, t)| &worths[s] - alone(s) <= &worths[t] - alone(t)),
        Property::Additive => (0..count).all(|s| worths[s] == alone(s)),
        Property::Essential => worths[grand] > alone(grand),
        Property::Simple => {
            worths.iter().all(|worth| worth.is_zero() || *worth == Rational::one())
                && worths[grand] == Rational::one()
                && subsets().all(|(s, t)| worths[s] <= worths[t])
        }
        Property::ConstantSum => (0..count).all(|s| &worths[s] + &worths[grand - s] == worths[grand]),
        Property::Symmetric => {
            pairs().filter(|(s, t)| s.count_ones() == t.count_ones()).all(|(s, t)| worths[s] == worths[t])
        }
    }
}

/// Games near the border of each property, so that both answers come up.
fn drawn(draws: &mut Draws) -> TableGame {
    let players = 1 + draws.below(5) as usize;
    let bend = draws.below(6);
    let mut worths: Vec<i64> = (0..1u64 << players)
        .map(|mask| match (bend, i64::from(mask.count_ones())) {
            (0, size) => size * size,
            (1, size) => size,
            (2, size) => size / 2,
            (3, size) => i64::from(2 * size > i64::try_from(players).unwrap()),
            (4, _) => 0,
            (_, size) => size * (size + 1) / 2,
        })
        .collect();
    if draws.below(3) > 0 {
        let place = 1 + draws.below((1 << players) - 1) as usize;
        worths[place] += draws.between(-2, 2);
    }
    if draws.below(4) == 0 {
        worths.iter_mut().skip(1).for_each(|worth| *worth = draws.between(-1, 1));
    }
    TableGame::from_integers(worths).unwrap()
}

#[test]
fn verdicts_agree_with_the_definitions_and_bring_evidence() {
    let mut draws = Draws(1);
    let mut answers = [[0; 2]; ALL.len()];
    for _ in 0..3_000 {
        let game = drawn(&mut draws);
        for (place, property) in ALL.into_iter().enumerate() {
            let expected = by_definition(property, &game);
            assert_eq!(holds(property, &game), expected, "{property:?} {game:?}");
            answers[place][usize::from(expected)] += 1;
        }
    }
    assert!(answers.iter().flatten().all(|&count| count > 30), "{answers:?}");
}

#[test]
fn unrolled_rows_of_larger_games_miss_no_pair() {
    // Superadditive, not convex, and tight for many pairs: one worth more or less breaks it.
    let mut draws = Draws(2);
    let mut broken = 0;
    for round in 0..150 {
        let players = 6 + round % 2;
        let mut worths: Vec<i64> =
            (0..1u64 << players).map(|mask| 4 * i64::from(mask.count_ones() / 3)).collect();
        let place = 1 + draws.below((1 << players) - 1) as usize;
        worths[place] += draws.between(-1, 3);
        let game = TableGame::from_integers(worths).unwrap();
        let expected = by_definition(Property::Superadditive, &game);
        assert_eq!(holds(Property::Superadditive, &game), expected, "{game:?}");
        broken += usize::from(!expected);
    }
    assert!(broken > 20 && broken < 130, "{broken}");
}

#[test]
fn the_counterexample_is_the_first_in_the_stated_order() {
    let mut draws = Draws(3);
    for _ in 0..300 {
        let game = draws.game(4, 0, 6);
        let worth = |mask: u64| game.exact_worth(Coalition::from_bits(mask));
        if let Verdict::Impossible(found) = PropertyTest::of(Property::Superadditive).solve(&game).unwrap() {
            let breaks = |s: u64, t: u64| s & t == 0 && worth(s) + worth(t) > worth(s | t);
            let singles = (0..16).flat_map(|s| (0..4).map(move |i| (s, 1 << i)));
            let pairs = (0..16).flat_map(|s| (0..s).map(move |t| (s, t)));
            let first = singles.chain(pairs).find(|&(s, t)| breaks(s, t)).unwrap();
            let (first, second) = (Coalition::from_bits(first.0), Coalition::from_bits(first.1));
            assert_eq!(found, Counterexample::Superadditive { first, second });
        }
        if let Verdict::Impossible(found) = PropertyTest::of(Property::Convex).solve(&game).unwrap() {
            let all = (0..16u64).flat_map(|s| (0..4).flat_map(move |i| (i + 1..4).map(move |j| (s, i, j))));
            let breaks = |&(s, i, j): &(u64, u32, u32)| {
                let (one, other) = (1 << i, 1 << j);
                s & (one | other) == 0
                    && worth(s | one) + worth(s | other) > worth(s | one | other) + worth(s)
            };
            let (s, i, j) = { all }.find(breaks).unwrap();
            let (coalition, one, other) = (Coalition::from_bits(s), Player::new(i), Player::new(j));
            assert_eq!(found, Counterexample::Convex { coalition, one, other });
        }
    }
}

#[test]
fn a_pair_that_no_single_player_shows_is_found() {
    // Two pairs of players earn 3 each, everybody 5: only {0, 1} and {2, 3} lose by joining.
    let mut worths = vec![0; 16];
    for (mask, worth) in worths.iter_mut().enumerate() {
        *worth = match mask {
            15 => 5,
            _ if mask & 0b11 == 0b11 || mask & 0b1100 == 0b1100 => 3,
            _ => 0,
        };
    }
    let game = TableGame::from_integers(worths).unwrap();
    let verdict = PropertyTest::of(Property::Superadditive).solve(&game).unwrap();
    let (first, second) = (Coalition::from_bits(12), Coalition::from_bits(3));
    assert_eq!(verdict, Verdict::Impossible(Counterexample::Superadditive { first, second }));
    assert!(holds(Property::ZeroMonotone, &game));
}

#[test]
fn known_games_have_their_known_properties() {
    for game in [fano(), apex(), winning(3, &[3, 5, 6])] {
        for property in
            [Property::Simple, Property::ConstantSum, Property::Superadditive, Property::Essential]
        {
            assert!(holds(property, &game), "{property:?}");
        }
        assert!(!holds(Property::Convex, &game));
    }
    assert!(holds(Property::Symmetric, &winning(3, &[3, 5, 6])));
    assert!(!holds(Property::Symmetric, &apex()));
    assert!(holds(Property::Superadditive, &gloves(2, 3)));
    assert!(!holds(Property::Simple, &gloves(2, 3)));
    assert!(!holds(Property::Simple, &winning(3, &[])));
    assert!(holds(Property::Convex, &by_size(11, |size| size * size)));
    assert!(!holds(Property::Convex, &by_size(11, |size| size * size - i64::from(size == 11) * 30)));
}

#[test]
fn wide_numbers_and_floats_are_compared_exactly() {
    let scale = |by: i64| by_size(4, move |size| by * size * size);
    assert!(holds(Property::Convex, &scale(1 << 58)), "128 bits");
    let mut worths: Vec<i64> = (0..16u64).map(|mask| (1 << 58) * i64::from(mask.count_ones())).collect();
    worths[9] += 1;
    assert!(!holds(Property::Convex, &TableGame::from_integers(worths).unwrap()));

    // 0.1 + 0.2 > 0.3 as floats are.
    let tenths = TableGame::from_floats(vec![0.0, 0.1, 0.2, 0.3]).unwrap();
    assert!(!holds(Property::Superadditive, &tenths));
    assert!(holds(Property::Superadditive, &TableGame::parse(&["0", "0.1", "0.2", "0.3"]).unwrap()));
    assert!(
        holds(Property::Additive, &TableGame::from_floats(vec![0.0, 1e20, 0.5, 1e20]).unwrap())
            == (1e20 + 0.5 > 1e20)
    );

    let halves = TableGame::from_floats((0..16u64).map(|mask| f64::from(mask.count_ones()) / 2.0).collect());
    assert!(holds(Property::Additive, &halves.unwrap()));
    let wide = TableGame::from_floats(vec![0.0, 1e200, 1.0, 1.0]).unwrap();
    let refused = PropertyTest::of(Property::Monotone).solve(&wide);
    assert!(matches!(refused, Err(Error::Worths(tu::Error::FloatRange { .. }))));
}

#[test]
fn threads_change_nothing_and_stopping_is_an_answer() {
    let mut draws = Draws(4);
    let games = [
        by_size(9, |size| size / 2),
        by_size(9, |size| size * size),
        draws.game(9, 0, 3),
        by_size(9, |size| 4 * (size / 3) + i64::from(size == 5)),
    ];
    for game in &games {
        for property in ALL {
            let test = PropertyTest::of(property);
            let two = test.clone().run(Run::new().threads(2)).solve(game).unwrap();
            assert_eq!(test.solve(game).unwrap(), two);
        }
    }
    let stop = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    let stopped = PropertyTest::of(Property::Superadditive).run(stop).solve(&games[0]).unwrap();
    assert_eq!(stopped, Verdict::Undecided(Limit::Cancelled));
    let refused = PropertyTest::of(Property::Convex).player_limit(8).solve(&games[0]);
    assert_eq!(refused, Err(Error::PlayerLimit { players: 9, limit: 8 }));
}

#[test]
fn counterexamples_that_are_none_are_refused() {
    let game = gloves(1, 2);
    let (none, one, two) = (Coalition::EMPTY, Coalition::from_bits(1), Coalition::from_bits(2));
    let refused = |counterexample: Counterexample| counterexample.check(&game).unwrap_err();
    let fine = Counterexample::Superadditive { first: one, second: two };
    assert_eq!(refused(fine), Violation::NoCounterexample { counterexample: fine });
    assert!(matches!(
        refused(Counterexample::Superadditive { first: one, second: one }),
        Violation::NotDisjoint { .. }
    ));
    let outside = Coalition::from_bits(8);
    assert!(matches!(
        refused(Counterexample::Superadditive { first: outside, second: one }),
        Violation::NoSuchCoalition { players: 3, .. }
    ));
    let joining = Player::new(3);
    assert!(matches!(
        refused(Counterexample::Monotone { coalition: none, joining }),
        Violation::NoSuchPlayer { .. }
    ));
    let joining = Player::new(0);
    assert_eq!(
        refused(Counterexample::Monotone { coalition: one, joining }),
        Violation::PlayerTwice { player: joining }
    );
    assert_eq!(
        refused(Counterexample::Convex { coalition: none, one: joining, other: joining }),
        Violation::PlayerTwice { player: joining }
    );
    assert!(matches!(
        refused(Counterexample::Symmetric { first: one, second: Coalition::from_bits(3) }),
        Violation::DifferentSizes { .. }
    ));
}
