//! Games made from games agree with their definitions, on exact tables and on tables of floats.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small draws")]

mod drawn;

use drawn::{Draw, agrees, coalitions, seats};
use willing_game::tu::derived::{
    Subgame, davis_maschler, davis_maschler_float, dual, graph_restricted, hart_mas_colell, quotient,
    relabelled, restriction, savings, scaled, structure_restricted, sum, with_dummy, zero_normalized,
    zero_one_normalized,
};
use willing_game::tu::{Allocation, Amounts, CoalitionStructure, Error, Graph, TableGame, Worths};
use willing_game::{Coalition, Rational};

/// Ten random games of four players with exact worths, ten with floats.
fn games() -> impl Iterator<Item = (Draw, TableGame)> {
    (0..20).map(|seed| {
        let mut draw = Draw(seed);
        let game = if seed % 2 == 0 { draw.exact_table(4) } else { draw.float_table(4) };
        (draw, game)
    })
}

/// Asserts the definition, and that exact tables stay exact and floats floats.
fn is(derived: &TableGame, from: &TableGame, definition: impl Fn(Coalition) -> Rational) {
    assert_eq!(derived.is_exact(), from.is_exact());
    agrees(derived, definition);
}

fn alone(game: &TableGame, coalition: Coalition) -> Rational {
    seats(coalition).iter().map(|seat| game.exact_worth(Coalition::from_bits(1 << seat))).sum()
}

/// The coalition of these players, numbered within `members`.
fn spread(coalition: Coalition, members: Coalition) -> Coalition {
    let seats = seats(members);
    coalition
        .players()
        .fold(Coalition::EMPTY, |all, player| all.union(Coalition::from_bits(1 << seats[player.seat()])))
}

#[test]
fn linear_derivations_are_their_formulas() {
    for (mut draw, game) in games() {
        let (grand, v) = (game.grand(), |s| game.exact_worth(s));
        is(&dual(&game).unwrap(), &game, |s| v(grand) - v(grand.difference(s)));
        is(&savings(&game).unwrap(), &game, |s| alone(&game, s) - v(s));
        is(&zero_normalized(&game).unwrap(), &game, |s| v(s) - alone(&game, s));
        let factor = if game.is_exact() { draw.fraction(-5, 5) } else { "-1/4".parse().unwrap() };
        is(&scaled(&game, &factor).unwrap(), &game, |s| v(s) * &factor);
        let other = if game.is_exact() { draw.exact_table(4) } else { draw.float_table(4) };
        is(&sum(&game, &other).unwrap(), &game, |s| v(s) + other.exact_worth(s));
    }
}

#[test]
fn the_sum_of_exact_and_float_is_float() {
    let exact = TableGame::from_integers(vec![0, 1, 2, 4]).unwrap();
    let float = TableGame::from_floats(vec![0.0, 0.5, 0.5, 0.5]).unwrap();
    let expected = TableGame::from_floats(vec![0.0, 1.5, 2.5, 4.5]).unwrap();
    assert_eq!(sum(&exact, &float), Ok(expected.clone()));
    assert_eq!(sum(&float, &exact), Ok(expected));
    let three = TableGame::from_integers(vec![0; 8]).unwrap();
    let refused = Error::Length { what: "players of the other game", got: 3, players: 2 };
    assert_eq!(sum(&exact, &three), Err(refused));
}

#[test]
fn zero_one_normal_form_needs_a_gain() {
    let mut normal = 0;
    for (_, game) in games() {
        let gain = game.exact_worth(game.grand()) - alone(&game, game.grand());
        match zero_one_normalized(&game) {
            Ok(found) if game.is_exact() => {
                normal += 1;
                is(&found, &game, |s| (game.exact_worth(s) - alone(&game, s)).over(&gain).unwrap());
            }
            Ok(found) => {
                normal += 1;
                assert_eq!(found.exact_worth(found.grand()), Rational::one());
                for s in coalitions(4) {
                    let expected = (game.exact_worth(s) - alone(&game, s)).over(&gain).unwrap();
                    assert!((found.worth(s) - expected.to_f64()).abs() < 1e-12);
                }
            }
            Err(error) => {
                assert!(!gain.is_positive());
                let worth = game.exact_worth(game.grand()).to_string();
                let sum = alone(&game, game.grand()).to_string();
                assert_eq!(error, Error::NotEssential { worth, sum });
            }
        }
    }
    assert!((1..20).contains(&normal), "{normal}");
    let additive = TableGame::from_integers(vec![0, 1, 2, 3]).unwrap();
    let refused = Error::NotEssential { worth: "3".into(), sum: "3".into() };
    assert_eq!(zero_one_normalized(&additive), Err(refused));
}

#[test]
fn players_leave_come_and_change_seats() {
    for (mut draw, game) in games() {
        let members = draw.coalition(4);
        let Subgame { game: sub, players } = restriction(&game, members).unwrap();
        assert!(players.into_iter().eq(members.players()));
        is(&sub, &game, |s| game.exact_worth(spread(s, members)));

        let order = [2, 0, 3, 1];
        is(&relabelled(&game, &order).unwrap(), &game, |s| {
            let old = seats(s).iter().fold(0, |bits: u64, seat| bits | 1 << order[*seat]);
            game.exact_worth(Coalition::from_bits(old))
        });

        let worth: Rational = if game.is_exact() { draw.fraction(-5, 5) } else { "3/8".parse().unwrap() };
        is(&with_dummy(&game, &worth).unwrap(), &game, |s| {
            let others = game.exact_worth(s.intersection(game.grand()));
            if s.bits() >> 4 == 1 { others + &worth } else { others }
        });
    }
}

#[test]
fn coalitions_and_orders_that_do_not_fit_are_refused() {
    let game = TableGame::from_integers(vec![0, 1, 2, 4]).unwrap();
    let outside = Coalition::from_bits(0b100);
    let no_such = Error::NoSuchCoalition { coalition: outside, players: 2 };
    assert_eq!(restriction(&game, Coalition::EMPTY), Err(Error::NobodyLeft));
    assert_eq!(restriction(&game, outside), Err(no_such.clone()));
    assert_eq!(relabelled(&game, &[0]), Err(Error::Length { what: "seats", got: 1, players: 2 }));
    assert_eq!(relabelled(&game, &[1, 1]), Err(Error::PlayerTwice { player: 1 }));
    let seat = Error::OutOfRange {
        what: "seat of player",
        place: 1,
        value: "2".into(),
        expected: "a seat of the game",
    };
    assert_eq!(relabelled(&game, &[0, 2]), Err(seat));
    let equal = Allocation::new(&game, vec![2.into(), 2.into()]).unwrap();
    assert_eq!(davis_maschler(&game, Coalition::EMPTY, &equal), Err(Error::NobodyLeft));
    assert_eq!(davis_maschler(&game, outside, &equal), Err(no_such.clone()));
    let three = TableGame::from_integers(vec![0; 8]).unwrap();
    let length = Error::Length { what: "amounts", got: 2, players: 3 };
    assert_eq!(davis_maschler(&three, Coalition::from_bits(1), &equal), Err(length.clone()));
    assert_eq!(davis_maschler_float(&three, Coalition::from_bits(1), &[0.0; 2]), Err(length));
    let solution = |_: &TableGame| Ok::<_, Error>(Amounts::Exact(vec![]));
    assert_eq!(hart_mas_colell(&game, outside, solution), Err(no_such));
    assert_eq!(hart_mas_colell(&game, Coalition::EMPTY, solution), Err(Error::NobodyLeft));
    assert_eq!(
        hart_mas_colell(&game, Coalition::from_bits(1), solution),
        Err(Error::Length { what: "amounts", got: 0, players: 2 })
    );
    let graph = Graph::complete(3).unwrap();
    let refused = |what| Err(Error::Length { what, got: 3, players: 2 });
    assert_eq!(graph_restricted(&game, &graph), refused("players of the graph"));
    let structure = CoalitionStructure::new(3, [Coalition::from_bits(0b111)]).unwrap();
    assert_eq!(quotient(&game, &structure), refused("players of the structure"));
    assert_eq!(structure_restricted(&game, &structure), refused("players of the structure"));
}

#[test]
fn worths_beyond_sixty_three_bits_are_refused_or_reduced() {
    let big = 1_i64 << 62;
    let game = TableGame::from_integers(vec![0, -big, -big, big]).unwrap();
    let beyond = |bits, worth: &str| {
        Err(Error::ExactRange { coalition: Coalition::from_bits(bits), worth: worth.into() })
    };
    assert_eq!(dual(&game), beyond(1, "9223372036854775808"));
    assert_eq!(zero_normalized(&game), beyond(3, "13835058055282163712"));
    assert_eq!(savings(&game), beyond(3, "-13835058055282163712"));
    assert_eq!(sum(&game, &game), beyond(1, "-9223372036854775808"));
    assert_eq!(scaled(&game, &2.into()), beyond(1, "-9223372036854775808"));
    assert_eq!(with_dummy(&game, &big.into()), beyond(7, "9223372036854775808"));
    assert_eq!(with_dummy(&game, &"1e30".parse().unwrap()), beyond(4, "1000000000000000000000000000000"));
    let apart = Graph::new(2, []).unwrap();
    let singles = |denominator| TableGame::from_numerators(vec![0, big, big, 0], denominator).unwrap();
    assert_eq!(graph_restricted(&singles(1), &apart), beyond(3, "9223372036854775808"));
    let halves = TableGame::from_integers(vec![0, big / 2, big / 2, big]).unwrap();
    assert_eq!(graph_restricted(&singles(2), &apart), Ok(halves));
    // Only the common factor is large.
    let tiny: Rational = "1/73786976294838206464".parse().unwrap(); // 2^-66
    let small = scaled(&game, &tiny).unwrap();
    assert_eq!(small.worths(), Worths::Integer { numerators: &[0, -1, -1, 1], denominator: 16 });
    // Doubling the denominator leaves 63 bits unless a factor is taken out again.
    let even = TableGame::from_numerators(vec![0, 2, 4, 6], big).unwrap();
    let odd = TableGame::from_numerators(vec![0, 1, 2, 3], big).unwrap();
    let half: Rational = "1/2".parse().unwrap();
    assert_eq!(scaled(&even, &half), Ok(odd.clone()));
    assert_eq!(scaled(&odd, &half), beyond(3, "3/9223372036854775808"));
    let floats = TableGame::from_floats(vec![0.0, 1e308, -1e308, 1e308]).unwrap();
    let infinite = |worth| Err(Error::WorthNotFinite { coalition: Coalition::from_bits(1), worth });
    assert_eq!(dual(&floats), infinite(f64::INFINITY));
    assert_eq!(scaled(&floats, &(-10).into()), infinite(f64::NEG_INFINITY));
}

#[test]
fn talk_and_unions_restrict_games_as_defined() {
    for (mut draw, game) in games() {
        let edges: Vec<_> = (0..3).map(|_| draw.below(4)).map(|from| (from, (from + 1) % 4)).collect();
        let graph = Graph::new(4, edges).unwrap();
        is(&graph_restricted(&game, &graph).unwrap(), &game, |s| {
            graph.components(s).into_iter().map(|part| game.exact_worth(part)).sum()
        });
        let structure = draw.structure(4);
        let unions = structure.coalitions();
        is(&quotient(&game, &structure).unwrap(), &game, |s| {
            let members = seats(s).iter().fold(Coalition::EMPTY, |all, place| all.union(unions[*place]));
            game.exact_worth(members)
        });
        is(&structure_restricted(&game, &structure).unwrap(), &game, |s| {
            unions.iter().map(|union| game.exact_worth(s.intersection(*union))).sum()
        });
    }
}

/// The definition of Davis & Maschler (1965), word by word.
fn davis_maschler_by_definition(
    game: &TableGame,
    members: Coalition,
    x: &[Rational],
    part: Coalition,
) -> Rational {
    let paid = |s: Coalition| -> Rational { seats(s).iter().map(|&seat| &x[seat]).sum() };
    let outside = game.grand().difference(members);
    let part = spread(part, members);
    if part.is_empty() {
        Rational::zero()
    } else if part == members {
        game.exact_worth(game.grand()) - paid(outside)
    } else {
        let enlisted = coalitions(4).filter(|q| q.is_subset(outside));
        enlisted.map(|q| game.exact_worth(part.union(q)) - paid(q)).max().unwrap()
    }
}

#[test]
fn the_reduced_game_of_davis_and_maschler_is_its_definition() {
    for (mut draw, game) in games() {
        let exact = game.is_exact();
        let mut x: Vec<Rational> =
            (0..3).map(|_| if exact { draw.fraction(-9, 9) } else { draw.within(-9, 9).into() }).collect();
        x.push(game.exact_worth(game.grand()) - x.iter().sum::<Rational>());
        let allocation = Allocation::new(&game, x.clone()).unwrap();
        for members in coalitions(4).skip(1) {
            let reduced = davis_maschler(&game, members, &allocation).unwrap();
            assert!(reduced.players.into_iter().eq(members.players()));
            is(&reduced.game, &game, |t| davis_maschler_by_definition(&game, members, &x, t));
            let floats: Vec<_> = x.iter().map(Rational::to_f64).collect();
            let reduced = davis_maschler_float(&game, members, &floats).unwrap().game;
            assert!(!reduced.is_exact());
            for t in coalitions(members.len()) {
                let definition = davis_maschler_by_definition(&game, members, &x, t).to_f64();
                assert!((reduced.worth(t) - definition).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn amounts_of_large_denominators_are_reduced_by_the_slow_road() {
    let game = TableGame::from_integers(vec![0, 0, 0, 3, 0, 0, 0, 1]).unwrap();
    // Denominators beyond 126 bits, which cancel where the members are paid.
    let odd: Rational = "1/1000000000000000000000000000000000000000000".parse().unwrap();
    let x = vec![Rational::zero(), odd.clone(), Rational::one() - odd.clone()];
    let allocation = Allocation::new(&game, x).unwrap();
    let all = davis_maschler(&game, game.grand(), &allocation).unwrap();
    assert_eq!(all.game, game);
    let first = davis_maschler(&game, Coalition::from_bits(1), &allocation).unwrap();
    assert_eq!(first.game, TableGame::from_integers(vec![0, 0]).unwrap());
    let refused = davis_maschler(&game, Coalition::from_bits(0b101), &allocation);
    assert!(matches!(refused, Err(Error::ExactRange { .. })), "{refused:?}");
}

/// The Shapley value by its formula: the weight of a gain is how many orders bring it about.
fn shapley(game: &TableGame) -> Vec<Rational> {
    let orders = |count: usize| Rational::from((1..=count).product::<usize>());
    let players = game.player_count();
    let mut sums = vec![Rational::zero(); players];
    for before in game.coalitions() {
        for player in game.grand().difference(before).players() {
            let joined = before.with(player).unwrap();
            let gain = game.exact_worth(joined) - game.exact_worth(before);
            sums[player.seat()] += &(gain * orders(before.len()) * orders(players - joined.len()));
        }
    }
    sums.iter().map(|sum| sum.over(&orders(players)).unwrap()).collect()
}

#[test]
fn the_shapley_value_is_consistent_for_hart_and_mas_colell() {
    for (_, game) in games().filter(|(_, game)| game.is_exact()) {
        let value = shapley(&game);
        for members in coalitions(4).skip(1) {
            let solution = |sub: &TableGame| Ok::<_, Error>(Amounts::Exact(shapley(sub)));
            let reduced = hart_mas_colell(&game, members, solution).unwrap();
            assert!(reduced.game.is_exact());
            let expected: Vec<_> = seats(members).iter().map(|&seat| value[seat].clone()).collect();
            assert_eq!(shapley(&reduced.game), expected);
        }
    }
}

#[test]
fn a_solution_in_floats_makes_a_reduced_game_in_floats() {
    let game = TableGame::from_integers(vec![0, 1, 2, 6]).unwrap();
    let equal = |sub: &TableGame| {
        let share = sub.worth(sub.grand()) / sub.player_count() as f64;
        let values = vec![share; sub.player_count()];
        Ok::<_, Error>(Amounts::Float { values, bounds: vec![0.0; sub.player_count()] })
    };
    let reduced = hart_mas_colell(&game, Coalition::from_bits(0b10), equal).unwrap();
    assert_eq!(reduced.game, TableGame::from_floats(vec![0.0, 3.0]).unwrap());
}
