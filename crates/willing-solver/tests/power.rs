//! Voting power: routes agree with the definition and with each other, known cases, refusals, checked evidence.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use num_bigint::BigUint;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use willing_check::power::{FloatIndices, PowerIndices, Swings, UnionIndices, Violation};
use willing_council::{Formula, Matter, SimpleGame, VotingRule, WeightCondition};
use willing_game::tu::Amounts;
use willing_game::{Certificate, Rational};
use willing_solver::Run;
use willing_solver::power::{Error, Indices, Route};

fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x9e1f), failure_persistence: None, ..Config::default() }
}

/// Formulas of up to three levels; weights are few, so that kinds form, and often 0.
fn any_game(seats: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = SimpleGame> {
    seats.prop_flat_map(|seats| {
        let weight = prop_oneof![2 => 0u64..4, 1 => 0u64..40, 1 => Just(0u64)];
        let condition =
            (proptest::collection::vec(weight, seats), 0u64..=110).prop_map(|(weights, percent)| {
                let quota = weights.iter().sum::<u64>() * percent / 100;
                Formula::One(WeightCondition { weights, quota })
            });
        let formula = condition.prop_recursive(3, 7, 3, |inner| {
            let parts = proptest::collection::vec(inner, 0..=3);
            prop_oneof![parts.clone().prop_map(Formula::All), parts.prop_map(Formula::Any)]
        });
        formula.prop_map(move |formula| SimpleGame::new(seats, formula).unwrap())
    })
}

/// Games of one or two conditions that are seldom trivial.
fn council(seats: std::ops::RangeInclusive<usize>, heaviest: u64) -> impl Strategy<Value = SimpleGame> {
    seats.prop_flat_map(move |seats| {
        let condition =
            (proptest::collection::vec(0..=heaviest, seats), 30u64..=85).prop_map(|(weights, percent)| {
                let quota = weights.iter().sum::<u64>() / 100 * percent + 1;
                Formula::One(WeightCondition { weights, quota })
            });
        (proptest::collection::vec(condition, 1..=3), any::<bool>()).prop_map(move |(parts, all)| {
            SimpleGame::new(seats, if all { Formula::All(parts) } else { Formula::Any(parts) }).unwrap()
        })
    })
}

fn rational(count: usize, of: usize) -> Rational {
    Rational::new(count, of).unwrap()
}

/// By the definitions, from a table of who wins.
fn brute_force(game: &SimpleGame) -> PowerIndices {
    let seats = game.seats();
    let wins: Vec<bool> = (0..1usize << seats).map(|s| game.wins(|seat| s >> seat & 1 == 1)).collect();
    let critical = |s: usize| {
        (0..seats).filter(move |i| s >> i & 1 == 1).filter(|i| !wins[s & !(1 << i)]).collect::<Vec<_>>()
    };
    let winners: Vec<(usize, Vec<usize>)> =
        (0..wins.len()).filter(|s| wins[*s]).map(|s| (s, critical(s))).collect();
    let factorial = |n: usize| (1..=n).product::<usize>();
    let sum = |term: &dyn Fn(usize, &[usize]) -> Rational, among: &dyn Fn(usize, &[usize]) -> bool| {
        (0..seats)
            .map(|seat| {
                winners
                    .iter()
                    .filter(|(s, c)| c.contains(&seat) && among(*s, c))
                    .map(|(s, c)| term(*s, c))
                    .sum()
            })
            .collect::<Vec<Rational>>()
    };
    let size = |s: usize| s.count_ones() as usize;
    let minimal = |s: usize, c: &[usize]| c.len() == size(s);
    let count = winners.iter().filter(|(s, c)| minimal(*s, c)).count();
    let number = |numbers: Vec<Rational>| -> Vec<BigUint> {
        numbers.iter().map(|number| number.numerator().to_biguint().unwrap()).collect()
    };
    PowerIndices {
        winning: winners.len().into(),
        swings: number(sum(&|_, _| Rational::one(), &|_, _| true)),
        shapley_shubik: sum(
            &|s, _| rational(factorial(size(s) - 1) * factorial(seats - size(s)), factorial(seats)),
            &|_, _| true,
        ),
        minimal: Some(willing_check::power::MinimalCoalitions {
            count: count.into(),
            memberships: number(sum(&|_, _| Rational::one(), &minimal)),
            deegan_packel: sum(&|s, _| rational(1, size(s) * count), &minimal),
        }),
        johnston: Some(sum(&|_, c| rational(1, c.len()), &|_, _| true)),
    }
}

fn all() -> Indices {
    Indices::new().minimal().johnston()
}

fn by(route: Route, game: &SimpleGame) -> PowerIndices {
    Indices::new().minimal().route(route).solve(game).unwrap()
}

fn without_johnston(indices: PowerIndices) -> PowerIndices {
    PowerIndices { johnston: None, ..indices }
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn every_route_gives_what_the_definitions_say(game in any_game(1..=8)) {
        let truth = brute_force(&game);
        prop_assert_eq!(&all().solve(&game).unwrap(), &truth);
        prop_assert_eq!(&all().route(Route::Profiles).solve(&game).unwrap(), &truth);
        prop_assert_eq!(&all().route(Route::Enumeration).solve(&game).unwrap(), &truth);
        prop_assert_eq!(&truth.check(&game), &Ok(()));
        prop_assert_eq!(by(Route::Diagram, &game), without_johnston(truth));
    }
}

proptest! {
    #![proptest_config(seeded(12))]

    #[test]
    fn every_route_gives_what_the_definitions_say_of_larger_councils(game in council(9..=12, 30)) {
        let truth = brute_force(&game);
        prop_assert_eq!(&all().route(Route::Enumeration).solve(&game).unwrap(), &truth);
        prop_assert_eq!(by(Route::Profiles, &game), without_johnston(truth.clone()));
        prop_assert_eq!(by(Route::Diagram, &game), without_johnston(truth));
    }

    #[test]
    fn floats_are_within_their_bounds(game in council(3..=20, 100)) {
        prop_assert_eq!(Indices::new().float(&game).unwrap().check(&game), Ok(()));
    }

    #[test]
    fn routes_agree_on_councils_of_up_to_twenty(game in council(16..=20, 1000)) {
        let enumerated = all().route(Route::Enumeration).solve(&game).unwrap();
        prop_assert_eq!(enumerated.check(&game), Ok(()));
        prop_assert_eq!(by(Route::Diagram, &game), without_johnston(enumerated));
    }

    #[test]
    fn johnstons_index_of_one_quota_needs_no_enumeration(
        weights in proptest::collection::vec(0u64..30, 1..=12),
        percent in 0u64..=110,
    ) {
        let game = SimpleGame::weighted(weights.iter().sum::<u64>() * percent / 100, weights).unwrap();
        let by_slack = all().route(Route::Diagram).solve(&game);
        match game.formula() {
            Formula::One(_) => prop_assert_eq!(by_slack, all().route(Route::Enumeration).solve(&game)),
            _ => prop_assert!(by_slack.is_err()),
        }
    }

    #[test]
    fn tables_of_sums_give_what_diagrams_give(
        weights in proptest::collection::vec(0u64..40, 1..=24),
        percent in 1u64..=100,
    ) {
        let game = SimpleGame::weighted((weights.iter().sum::<u64>() * percent).div_ceil(100), weights).unwrap();
        match Indices::new().minimal().route(Route::Sums).solve(&game) {
            Ok(power) => prop_assert_eq!(power, by(Route::Diagram, &game)),
            // All weigh nothing.
            Err(refusal) => prop_assert_eq!(refusal, Error::NoSingleQuota { got: 1 }),
        }
    }

    #[test]
    fn one_quota_and_many_seats_are_recounted_modulo_words(
        weights in proptest::collection::vec(0u64..100, 40..=90),
        percent in 30u64..90,
        seat in 0usize..40,
    ) {
        let quota = weights.iter().sum::<u64>() * percent / 100;
        let game = SimpleGame::weighted(quota, weights).unwrap();
        let power = Indices::new().solve(&game).unwrap();
        prop_assert_eq!(power.check(&game), Ok(()));
        let swings = Swings { winning: power.winning.clone(), by_seat: power.swings.clone() };
        prop_assert_eq!(swings.check(&game), Ok(()));
        // Two more are as even, and all are below 2ⁿ.
        let mut wrong = power.clone();
        wrong.swings[seat] += 2u8;
        prop_assert!(wrong.check(&game).is_err());
        let mut wrong = swings.clone();
        wrong.winning += 2u8;
        prop_assert!(wrong.check(&game).is_err());
        let mut wrong = swings;
        wrong.by_seat[seat] += BigUint::from(1u8) << 4000;
        prop_assert!(wrong.check(&game).is_err());
        // What one gains another loses: the sum stays 1.
        let mut wrong = power;
        let least = rational(1, 1 << 40);
        wrong.shapley_shubik[seat] = &wrong.shapley_shubik[seat] + &least;
        wrong.shapley_shubik[(seat + 1) % 40] = &wrong.shapley_shubik[(seat + 1) % 40] - &least;
        prop_assert!(wrong.check(&game).is_err());
    }

    #[test]
    fn diagrams_of_many_seats_are_checked_by_sums(weights in proptest::collection::vec(0u64..6, 29..=40), percent in 40u64..80) {
        let quota = weights.iter().sum::<u64>() * percent / 100;
        let game = SimpleGame::weighted(quota, weights).unwrap();
        prop_assert_eq!(by(Route::Diagram, &game).check(&game), Ok(()));
    }
}

#[test]
fn the_security_council_has_its_known_power() {
    let game = VotingRule::un_security_council().unwrap().simple_game(&Matter::Substantive).unwrap();
    let power = all().solve(&game).unwrap();
    assert_eq!(power.check(&game), Ok(()));
    assert_eq!(power.winning, 848u32.into());
    assert_eq!(power.shapley_shubik[4].to_string(), "421/2145");
    assert_eq!(power.shapley_shubik[5].to_string(), "4/2145");
    assert_eq!((&power.swings[0], &power.swings[14]), (&848u32.into(), &84u32.into()));
    assert_eq!(power.normalized_banzhaf().unwrap()[0].to_string(), "106/635");
    assert_eq!(power.collectivity().to_string(), "53/2048");
    assert_eq!(power.coleman_prevent().unwrap()[0], Rational::one());
    assert_eq!(power.coleman_initiate().unwrap()[0].to_string(), "53/1995");
    assert_eq!(power.rae()[14].to_string(), "4117/8192");
    let minimal = power.minimal.as_ref().unwrap();
    assert_eq!(minimal.count, 210u32.into());
    assert_eq!((&minimal.memberships[0], &minimal.memberships[14]), (&210u32.into(), &84u32.into()));
    assert_eq!(minimal.deegan_packel[14].to_string(), "2/45");
    assert_eq!(power.normalized_johnston().unwrap()[0].to_string(), "283/1590");
    assert_eq!(power.normalized_johnston().unwrap()[14].to_string(), "7/636");
}

#[test]
fn luxembourg_had_no_power_in_the_first_council_of_the_six() {
    let game = SimpleGame::weighted(12, [4, 4, 4, 2, 2, 1]).unwrap();
    let power = all().solve(&game).unwrap();
    assert_eq!(
        power.shapley_shubik.iter().map(Rational::to_string).collect::<Vec<_>>(),
        ["7/30", "7/30", "7/30", "3/20", "3/20", "0"]
    );
    assert_eq!(power.swings, [10u32, 10, 10, 6, 6, 0].map(BigUint::from));
    assert_eq!(power.check(&game), Ok(()));
}

#[test]
fn weights_at_the_end_of_the_range_do_not_overflow() {
    let half = 1u64 << 63;
    for (quota, weights) in [
        (u64::MAX, vec![half - 1, half - 1, 1, 0]),
        (u64::MAX, vec![half, half - 1, 0, 0]),
        (u64::MAX, vec![half - 1, half - 1, 0, 0]),
        (u64::MAX - 1, vec![half - 1, half - 1, 1, 0]),
        (half, vec![half, half - 1, 0]),
        (half - 1, vec![half - 1; 2]),
        (0, vec![half, half - 1]),
    ] {
        let game = SimpleGame::weighted(quota, weights).unwrap();
        let truth = brute_force(&game);
        for route in [Route::Profiles, Route::Enumeration] {
            assert_eq!(all().route(route).solve(&game).unwrap(), truth, "{game:?} by {route:?}");
        }
        assert_eq!(by(Route::Diagram, &game), without_johnston(truth));
    }
}

#[test]
fn counts_beyond_any_word_are_exact() {
    // Unanimity of 300: one coalition wins.
    let unanimity = SimpleGame::weighted(300, vec![1; 300]).unwrap();
    for route in [Route::Diagram, Route::Profiles] {
        let power = by(route, &unanimity);
        assert_eq!((power.winning.clone(), power.swings[299].clone()), (1u32.into(), 1u32.into()));
        assert_eq!(power.shapley_shubik[0], rational(1, 300));
    }
    // A majority of 131: half of all coalitions; swings C(130, 65).
    let majority = SimpleGame::weighted(66, vec![1; 131]).unwrap();
    let power = by(Route::Diagram, &majority);
    assert_eq!(power.winning, BigUint::from(1u8) << 130);
    let central = (1..=65u32).fold(BigUint::from(1u8), |product, k| product * (65 + k) / k);
    assert!(power.swings.iter().all(|swings| *swings == central));
    assert_eq!(power, by(Route::Profiles, &majority));
    assert_eq!(power.check(&majority), Ok(()));
    // Several conditions: the first seat's veto and two thirds of 70 others, in 128-bit counts.
    let vetoes = WeightCondition { weights: (0..71).map(|seat| u64::from(seat == 0)).collect(), quota: 1 };
    let others =
        WeightCondition { weights: (0..71u64).map(|seat| seat.min(1) * (seat % 3 + 1)).collect(), quota: 94 };
    let game = SimpleGame::new(71, Formula::All(vec![Formula::One(vetoes), Formula::One(others)])).unwrap();
    let power = by(Route::Diagram, &game);
    assert_eq!(power, by(Route::Profiles, &game));
    assert_eq!(PowerIndices { minimal: None, ..power }.check(&game), Ok(()));
}

#[test]
fn limits_are_refusals() {
    let game =
        SimpleGame::weighted(1 << 30, (0..40).map(|k| (1u64 << 26) + k * k * k * 7919).collect::<Vec<_>>())
            .unwrap();
    let indices = Indices::new();
    assert_eq!(
        indices.clone().route(Route::Enumeration).solve(&game),
        Err(Error::TooManySeats { route: "enumeration", got: 40, most: 28 })
    );
    assert_eq!(
        indices.clone().most_seats(39).solve(&game),
        Err(Error::TooManySeats { route: "the concept", got: 40, most: 39 })
    );
    assert_eq!(indices.clone().most_counts(1000).solve(&game), Err(Error::TooManyCounts { most: 1000 }));
    assert_eq!(
        indices.clone().route(Route::Profiles).solve(&game),
        Err(Error::TooManyProfiles { most: 1 << 22 })
    );
    assert_eq!(indices.clone().johnston().solve(&game), Err(Error::TooManyCounts { most: 1 << 25 }));
    let both = Formula::All(vec![
        game.formula().clone(),
        Formula::One(WeightCondition { weights: vec![1; 40], quota: 9 }),
    ]);
    let both = SimpleGame::new(40, both).unwrap();
    assert_eq!(indices.clone().johnston().solve(&both), Err(Error::JohnstonByDiagram { got: 40, most: 28 }));
    let flag = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    for route in [Route::Profiles, Route::Diagram, Route::Enumeration] {
        let small = SimpleGame::weighted(20, (1..9).collect::<Vec<u64>>()).unwrap();
        let stopped = indices.clone().route(route).run(Run::new().cancel(flag.clone())).solve(&small);
        assert_eq!(stopped, Err(Error::Cancelled), "{route:?}");
    }
}

/// Diagrams of twenty seats: twice as large without any one of the rules by which residual games are merged.
#[test]
fn equal_residual_games_are_merged() {
    let condition = |weights: Vec<u64>, quota| Formula::One(WeightCondition { weights, quota });
    let people: Vec<u64> = (0..20).map(|seat| 1000 + seat * seat * 37 % 211).collect();
    let enough = people.iter().sum::<u64>() * 65 / 100;
    let votes = (0..20).map(|seat| 1 + seat % 2).collect();
    let veto = (0..20).map(|seat| u64::from(seat == 4)).collect();
    let formula = Formula::Any(vec![
        Formula::All(vec![condition(people, enough), condition(votes, 17), condition(veto, 1)]),
        condition(vec![1; 20], 15),
    ]);
    let game = SimpleGame::new(20, formula).unwrap();
    let diagram = |most| Indices::new().route(Route::Diagram).most_counts(most);
    assert!(diagram(36_000).solve(&game).is_ok());
    assert!(diagram(56_000).minimal().solve(&game).is_ok());
    assert_eq!(diagram(30_000).solve(&game), Err(Error::TooManyCounts { most: 30_000 }));
}

#[test]
fn threads_change_nothing() {
    let game = SimpleGame::weighted(1000, (0..17).map(|k| 50 + k * k).collect::<Vec<u64>>()).unwrap();
    let one = all().route(Route::Enumeration).solve(&game).unwrap();
    let two = all().route(Route::Enumeration).run(Run::new().threads(2)).solve(&game).unwrap();
    assert_eq!(one, two);
}

/// Owen and Banzhaf–Owen indices from the definition by orders: unions in all orders, members in all orders.
fn owen_by_orders(game: &SimpleGame, unions: &[Vec<usize>]) -> Vec<Rational> {
    fn orders(items: &[usize]) -> Vec<Vec<usize>> {
        if items.is_empty() {
            return vec![vec![]];
        }
        items
            .iter()
            .flat_map(|first| {
                let rest: Vec<usize> = items.iter().copied().filter(|item| item != first).collect();
                orders(&rest).into_iter().map(|mut order| {
                    order.push(*first);
                    order
                })
            })
            .collect()
    }
    let mut arrangements = vec![vec![]];
    for order in orders(&(0..unions.len()).collect::<Vec<_>>()) {
        let mut partial: Vec<Vec<usize>> = vec![vec![]];
        for union in order {
            let inner = orders(&unions[union]);
            partial = partial
                .iter()
                .flat_map(|so_far| inner.iter().map(move |members| [so_far.as_slice(), members].concat()))
                .collect();
        }
        arrangements.extend(partial);
    }
    arrangements.remove(0);
    let mut pivots = vec![0usize; game.seats()];
    for order in &arrangements {
        let pivot = (0..order.len()).find(|place| {
            game.wins(|seat| order[..=*place].contains(&seat))
                && !game.wins(|seat| order[..*place].contains(&seat))
        });
        if let Some(place) = pivot {
            pivots[order[place]] += 1;
        }
    }
    pivots.iter().map(|count| rational(*count, arrangements.len())).collect()
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn power_with_unions_is_power_in_the_orders_they_allow(
        game in any_game(1..=6),
        labels in proptest::collection::vec(0usize..3, 6),
    ) {
        let mut unions: Vec<Vec<usize>> = vec![vec![]; 3];
        (0..game.seats()).for_each(|seat| unions[labels[seat]].push(seat));
        unions.retain(|union| !union.is_empty());
        let power = Indices::new().with_unions(&game, &unions).unwrap();
        prop_assert_eq!(&power.owen, &owen_by_orders(&game, &unions));
        prop_assert_eq!(power.check(&game), Ok(()));
    }

    #[test]
    fn unions_of_one_or_of_all_change_nothing(game in council(8..=14, 12)) {
        let power = Indices::new().solve(&game).unwrap();
        let alone: Vec<Vec<usize>> = (0..game.seats()).map(|seat| vec![seat]).collect();
        for unions in [alone, vec![(0..game.seats()).collect()]] {
            let with = Indices::new().with_unions(&game, &unions).unwrap();
            prop_assert_eq!(&with.owen, &power.shapley_shubik);
            prop_assert_eq!(&with.banzhaf_owen, &power.penrose_banzhaf());
            prop_assert_eq!(with.check(&game), Ok(()));
        }
    }
}

#[test]
fn unions_that_are_no_partition_are_refused() {
    let game = SimpleGame::weighted(2, [1, 1, 1]).unwrap();
    let solve = |unions: &[Vec<usize>]| Indices::new().with_unions(&game, unions).unwrap_err();
    assert_eq!(solve(&[vec![0, 1]]), Error::SeatInUnions { seat: 2, got: 0 });
    assert_eq!(solve(&[vec![0, 1], vec![1, 2]]), Error::SeatInUnions { seat: 1, got: 2 });
    assert_eq!(solve(&[vec![0, 1, 2], vec![]]), Error::EmptyUnion { place: 1 });
    assert_eq!(solve(&[vec![0, 1, 2, 3]]), Error::NoSuchSeat { seat: 3, seats: 3 });
    let evidence = |unions: &[Vec<usize>]| {
        let zero = vec![Rational::zero(); 3];
        UnionIndices { unions: unions.to_vec(), owen: zero.clone(), banzhaf_owen: zero }
            .check(&game)
            .unwrap_err()
    };
    assert_eq!(evidence(&[vec![0, 1]]), Violation::Unions { seat: 2, got: 0 });
    assert_eq!(evidence(&[vec![0, 1, 2], vec![]]), Violation::EmptyUnion { place: 1 });
    assert_eq!(evidence(&[vec![0, 1, 7]]), Violation::NoSuchSeat { seat: 7, seats: 3 });
    assert!(matches!(evidence(&[vec![0, 1, 2]]), Violation::Seat { what: "the Owen index", seat: 0, .. }));
    let good = Indices::new().with_unions(&game, &[vec![0, 1], vec![2]]).unwrap();
    let wrong = UnionIndices { banzhaf_owen: vec![rational(1, 3); 3], ..good };
    assert!(matches!(wrong.check(&game), Err(Violation::Seat { what: "the Banzhaf-Owen index", .. })));
}

#[test]
fn changed_indices_are_refused() {
    let game = SimpleGame::weighted(4, [3, 1, 1, 1, 1]).unwrap();
    let good = all().solve(&game).unwrap();
    assert_eq!(good.check(&game), Ok(()));
    let changed = |change: &dyn Fn(&mut PowerIndices)| {
        let mut indices = good.clone();
        change(&mut indices);
        indices.check(&game).unwrap_err()
    };
    let seat = |violation: Violation| match violation {
        Violation::Seat { what, seat, .. } => (what, seat),
        other => unreachable!("{other}"),
    };
    assert!(matches!(changed(&|i| i.winning += 2u8), Violation::Number { what: "winning coalitions", .. }));
    assert!(matches!(changed(&|i| i.winning += 1u8), Violation::Parity { seat: 0, .. }));
    assert_eq!(seat(changed(&|i| i.swings[1] += 2u8)), ("swings", 1));
    assert!(matches!(changed(&|i| i.swings[4] += 1u8), Violation::Parity { seat: 4, .. }));
    assert!(matches!(changed(&|i| i.shapley_shubik[0] = rational(1, 2)), Violation::ShapleyShubikSum { .. }));
    assert_eq!(seat(changed(&|i| i.shapley_shubik.swap(0, 1))), ("the Shapley-Shubik index", 0));
    assert!(matches!(
        changed(&|i| i.minimal.as_mut().unwrap().count += 1u8),
        Violation::Number { what: "minimal winning coalitions", .. }
    ));
    assert_eq!(seat(changed(&|i| i.minimal.as_mut().unwrap().memberships[2] += 1u8)), ("memberships", 2));
    assert_eq!(
        seat(changed(&|i| i.minimal.as_mut().unwrap().deegan_packel.swap(0, 3))),
        ("the Deegan-Packel index", 0)
    );
    assert_eq!(
        seat(changed(&|i| i.johnston.as_mut().unwrap()[4] = Rational::zero())),
        ("the Johnston index", 4)
    );
    assert!(matches!(
        changed(&|i| drop(i.swings.pop())),
        Violation::Length { what: "swings", got: 4, seats: 5 }
    ));
    assert!(matches!(
        changed(&|i| i.johnston = Some(Vec::new())),
        Violation::Length { what: "Johnston indices", got: 0, seats: 5 }
    ));
    let large = SimpleGame::weighted(20, vec![1; 30]).unwrap();
    let johnston = all().solve(&large).unwrap();
    assert!(matches!(johnston.check(&large), Err(Violation::TooLarge { .. })));
    let mut power = Indices::new().solve(&large).unwrap();
    assert_eq!(power.check(&large), Ok(()));
    power.swings[3] += 2u8;
    assert!(matches!(power.check(&large), Err(Violation::Seat { what: "swings", seat: 3, .. })));
}

#[test]
fn floats_of_many_seats_are_close_and_say_how_close() {
    let weights: Vec<u64> = (0..200).map(|seat| seat % 9 + u64::from(seat == 0) * 90).collect();
    let majority = WeightCondition { quota: weights.iter().sum::<u64>() / 2 + 1, weights };
    let members = WeightCondition { weights: vec![1; 200], quota: 110 };
    let game =
        SimpleGame::new(200, Formula::All(vec![Formula::One(majority), Formula::One(members)])).unwrap();
    let exact = Indices::new().solve(&game).unwrap();
    let FloatIndices { penrose_banzhaf, shapley_shubik } = Indices::new().float(&game).unwrap();
    for (floats, exact) in
        [(penrose_banzhaf, exact.penrose_banzhaf()), (shapley_shubik, exact.shapley_shubik)]
    {
        let Amounts::Float { values, bounds } = floats else { unreachable!("asked for floats") };
        for ((value, bound), exact) in values.iter().zip(&bounds).zip(&exact) {
            let error = (Rational::from_float(*value).unwrap() - exact).abs();
            assert!(
                error <= Rational::from_float(*bound).unwrap() && *bound < 1e-9 && error.to_f64() < 1e-13,
                "{value} ± {bound}: {exact}"
            );
        }
    }
}

#[test]
fn floats_outside_of_their_bounds_are_refused() {
    let game = SimpleGame::weighted(4, [3, 1, 1, 1, 1]).unwrap();
    let good = Indices::new().float(&game).unwrap();
    let with = |values: Vec<f64>, bounds: Vec<f64>| {
        FloatIndices { shapley_shubik: Amounts::Float { values, bounds }, ..good.clone() }.check(&game)
    };
    let fifth = vec![0.6, 0.1, 0.1, 0.1, 0.1];
    assert_eq!(with(fifth.clone(), vec![1e-15; 5]), Ok(()));
    assert!(matches!(with(fifth.clone(), vec![0.0; 5]), Err(Violation::Seat { seat: 0, .. })));
    for wrong in [f64::NAN, f64::INFINITY, -1e-3] {
        assert!(matches!(
            with(fifth.clone(), vec![1e-3, wrong, 1e-3, 1e-3, 1e-3]),
            Err(Violation::Seat { seat: 1, .. })
        ));
    }
    assert!(matches!(with(vec![f64::NAN; 5], vec![1.0; 5]), Err(Violation::Seat { seat: 0, .. })));
    assert!(matches!(with(fifth, vec![1e-3; 4]), Err(Violation::Length { got: 4, seats: 5, .. })));
}
