//! Types are found where players are interchangeable and refused where not; typed games agree with tables.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small draws")]

mod drawn;

use drawn::{Draw, coalitions, seats};
use willing_game::tu::structured::WeightedVoting;
use willing_game::tu::typed::{PlayerTypes, TypedGame};
use willing_game::tu::{CharacteristicFunction, Error, ExactCharacteristicFunction, TableGame};
use willing_game::{Coalition, Rational};

fn types(players: usize, parts: &[u64]) -> PlayerTypes {
    let parts: Vec<_> = parts.iter().map(|&bits| Coalition::from_bits(bits)).collect();
    PlayerTypes::new(players, parts).unwrap()
}

/// A random game on random types.
fn typed(draw: &mut Draw, players: usize) -> TypedGame {
    let labels: Vec<_> = (0..players).map(|_| draw.below(3)).collect();
    let types = PlayerTypes::by_label(&labels).unwrap();
    TypedGame::from_rationals(types, |profile| {
        if profile.iter().all(|k| *k == 0) { Rational::zero() } else { draw.fraction(-9, 30) }
    })
    .unwrap()
}

/// Interchangeable by the definition.
fn interchangeable(game: &TableGame, one: usize, other: usize) -> bool {
    let (one, other) = (Coalition::from_bits(1 << one), Coalition::from_bits(1 << other));
    let outside = one.union(other);
    game.coalitions()
        .filter(|s| s.intersection(outside).is_empty())
        .all(|s| game.exact_worth(s.union(one)) == game.exact_worth(s.union(other)))
}

#[test]
fn detection_is_the_definition() {
    let mut draw = Draw(11);
    let mut sizes = vec![];
    for round in 0..60 {
        let mut game = typed(&mut draw, 5).expand().unwrap();
        if round % 3 == 0 {
            // Disturbed at one coalition.
            let mut worths: Vec<_> = game.coalitions().map(|s| game.exact_worth(s)).collect();
            worths[1 + draw.below(31)] += &Rational::one();
            game = TableGame::from_rationals(&worths).unwrap();
        }
        if round % 2 == 0 {
            game = TableGame::tabulate(&game).unwrap();
        }
        let found = PlayerTypes::detect(&game).unwrap();
        assert_eq!(found.check(&game), Ok(()));
        sizes.push(found.types().len());
        for one in 0..5 {
            for other in 0..one {
                let same = found.type_of()[one] == found.type_of()[other];
                assert_eq!(same, interchangeable(&game, one, other), "{one} {other}");
            }
        }
    }
    sizes.sort_unstable();
    sizes.dedup();
    assert!(sizes.len() >= 3, "{sizes:?}");
}

#[test]
fn wrong_types_are_refused_with_a_coalition_that_tells() {
    // Player 0 and 1 differ only beside player 2.
    let game = TableGame::from_integers(vec![0, 1, 1, 2, 0, 1, 2, 5]).unwrap();
    let wrong = types(3, &[0b011, 0b100]);
    let coalition = Coalition::from_bits(0b100);
    let refused = Error::NotInterchangeable { first: 0, second: 1, coalition };
    assert_eq!(wrong.check(&game), Err(refused.clone()));
    assert_eq!(TypedGame::from_table(&game, wrong), Err(refused));
    assert_eq!(PlayerTypes::detect(&game).unwrap().types().len(), 3);
    let length = Error::Length { what: "players with a type", got: 2, players: 3 };
    assert_eq!(types(2, &[0b11]).check(&game), Err(length));
}

#[test]
fn malformed_types_are_refused() {
    let new = |players, parts: &[u64]| {
        PlayerTypes::new(players, parts.iter().map(|&bits| Coalition::from_bits(bits)).collect::<Vec<_>>())
    };
    assert_eq!(new(3, &[0b011]), Err(Error::PlayerMissing { player: 2 }));
    assert_eq!(new(3, &[0b011, 0b110]), Err(Error::PlayerTwice { player: 1 }));
    assert_eq!(new(3, &[0b111, 0]), Err(Error::EmptyPart { place: 1 }));
    let coalition = Coalition::from_bits(0b1111);
    assert_eq!(new(3, &[0b1111]), Err(Error::NoSuchCoalition { coalition, players: 3 }));
    let count = |got| Err(Error::PlayerCount { got, least: 1, most: 64 });
    assert_eq!(new(0, &[]), count(0));
    assert_eq!(PlayerTypes::by_label(&[0; 65]), count(65));
    assert_eq!(PlayerTypes::by_label::<u8>(&[]), count(0));
    // In whatever order they are given.
    assert_eq!(new(3, &[0b110, 0b001]), new(3, &[0b001, 0b110]));
}

#[test]
fn a_typed_game_is_its_table() {
    let mut draw = Draw(12);
    for _ in 0..20 {
        let game = typed(&mut draw, 6);
        let table = game.expand().unwrap();
        for s in coalitions(6) {
            assert_eq!(game.exact_worth(s), table.exact_worth(s));
            assert!((game.worth(s) - table.worth(s)).abs() <= 0.0);
        }
        let again = TypedGame::from_table(&table, game.types().clone()).unwrap();
        assert_eq!(again, game);
        // Floats at their exact values.
        let halves = TableGame::from_floats(
            table.coalitions().map(|s| (table.worth(s) * 4.0).round() / 4.0).collect(),
        );
        let halves = halves.unwrap();
        let exact = TypedGame::from_table(&halves, game.types().clone()).unwrap();
        assert!(coalitions(6).all(|s| exact.exact_worth(s) == halves.exact_worth(s)));
    }
}

#[test]
fn profiles_are_numbered_and_counted() {
    let game =
        TypedGame::from_integers(types(6, &[0b000_101, 0b111_010]), |k| i64::from(k[0] * 10 + k[1])).unwrap();
    assert_eq!(game.counts(), [2, 4]);
    assert_eq!(game.profile_count(), 15);
    for profile in game.profiles() {
        assert_eq!(game.index(&profile.counts), Some(profile.index));
        assert_eq!(game.profile(profile.index), profile.counts);
        assert_eq!(game.multiplicity(profile.index), profile.multiplicity);
        assert_eq!(game.numerator(profile.index), i64::from(profile.counts[0] * 10 + profile.counts[1]));
        let count = coalitions(6).filter(|s| game.index_of(*s) == profile.index).count();
        assert_eq!(profile.multiplicity, count as u128);
        for (place, stride) in game.strides().iter().enumerate() {
            let mut more = profile.counts.clone();
            more[place] += 1;
            assert_eq!(
                game.index(&more),
                (more[place] <= game.counts()[place]).then(|| profile.index + stride)
            );
        }
    }
    assert_eq!(game.index(&[1]), None);
    assert_eq!(game.profile(15), [0, 0]);
    assert_eq!(game.numerator(15), 0);
    assert_eq!(game.types().by_player(&['a', 'b']), ['a', 'b', 'a', 'b', 'b', 'b']);
}

#[test]
fn voting_games_have_a_type_for_each_weight_and_veto() {
    let veto = Coalition::from_bits(0b1);
    let game = WeightedVoting::new(4, [2, 2, 1, 1, 2]).unwrap().with_veto(veto).unwrap();
    let typed = TypedGame::from_voting(&game).unwrap();
    assert_eq!(typed.types().types(), [0b00001, 0b10010, 0b01100].map(Coalition::from_bits));
    assert!(coalitions(5).all(|s| typed.exact_worth(s) == game.exact_worth(s)));
    // 64 voters of two weights.
    let parliament = WeightedVoting::new(48, [[1; 32], [2; 32]].concat()).unwrap();
    let typed = TypedGame::from_voting(&parliament).unwrap();
    assert_eq!(typed.profile_count(), 33 * 33);
    assert_eq!(typed.profiles().map(|profile| profile.multiplicity).sum::<u128>(), 1 << 64);
    assert_eq!(typed.expand(), Err(Error::PlayerCount { got: 64, least: 1, most: 30 }));
}

#[test]
fn too_many_profiles_are_refused_before_they_are_made() {
    let separate = |players: usize| PlayerTypes::by_label(&(0..players).collect::<Vec<_>>()).unwrap();
    assert_eq!(
        TypedGame::from_integers(separate(23), |_| 0),
        Err(Error::TooManyProfiles { got: 1 << 23, most: 1 << 22 })
    );
    assert_eq!(
        TypedGame::from_integers(separate(64), |_| 0),
        Err(Error::TooManyProfiles { got: 1 << 64, most: 1 << 22 })
    );
    assert_eq!(TypedGame::from_integers(separate(22), |_| 0).unwrap().profile_count(), 1 << 22);
}

#[test]
fn worths_of_profiles_are_checked() {
    let pair = || types(2, &[0b11]);
    let beyond = |bits, worth: String| Error::ExactRange { coalition: Coalition::from_bits(bits), worth };
    assert_eq!(TypedGame::from_integers(pair(), |_| 1), Err(Error::EmptyWorth { worth: "1".into() }));
    assert_eq!(
        TypedGame::from_rationals(pair(), |_| "1/2".parse().unwrap()),
        Err(Error::EmptyWorth { worth: "1/2".into() })
    );
    assert_eq!(
        TypedGame::from_integers(pair(), |k| if k[0] == 1 { i64::MIN } else { 0 }),
        Err(beyond(0b01, i64::MIN.to_string()))
    );
    let large = |k: &[u32]| if k[0] == 2 { "1e30".parse().unwrap() } else { Rational::zero() };
    assert_eq!(TypedGame::from_rationals(pair(), large), Err(beyond(0b11, 10_i128.pow(30).to_string())));
    let fine = |k: &[u32]| match k[0] {
        1 => "1/9223372036854775783".parse().unwrap(),
        2 => "1/9223372036854775643".parse().unwrap(),
        _ => Rational::zero(),
    };
    assert_eq!(TypedGame::from_rationals(pair(), fine), Err(beyond(0b11, "1/9223372036854775643".into())));
    let denominator =
        Error::OutOfRange { what: "common denominator", place: 0, value: "0".into(), expected: "1 or more" };
    assert_eq!(TypedGame::from_numerators(pair(), 0, |_| 0), Err(denominator));
    let thirds = TypedGame::from_numerators(pair(), 3, |k| i64::from(k[0])).unwrap();
    assert_eq!(thirds.worth_of(1).to_string(), "1/3");
    assert_eq!((thirds.denominator(), seats(Coalition::from_bits(2))), (3, vec![1]));
}
