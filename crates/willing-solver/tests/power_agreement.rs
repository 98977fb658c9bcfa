//! Power under random rules of up to twenty seats: every route, and the tables of a single quota, against the
//! definitions. Rules are drawn as numbers and decided by plain sums; the library reads them from text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

mod drawn_rules;
mod joined_quotas;

use drawn_rules::{Part, part};
use joined_quotas::{Drawn, Join, rules};
use num_bigint::BigUint;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed};
use willing_check::power::{MinimalCoalitions, PowerIndices};
use willing_council::{Error as RuleError, Formula, Matter, Seat, SimpleGame, VotingRule, WeightedQuota};
use willing_game::{Certificate, Rational};
use willing_solver::power::weighted::{Error as TableError, WeightedPower};
use willing_solver::power::{Error, Indices, Route};
use willing_solver::simple::{CountCoalitions, MinimalWinning};

fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0xa9_ee), failure_persistence: None, ..Config::default() }
}

fn game(rule: &impl ToString) -> SimpleGame {
    rule.to_string().parse::<VotingRule>().unwrap().simple_game(&Matter::Substantive).unwrap()
}

fn share(above: u64, below: u64) -> Rational {
    Rational::new(above, below).unwrap()
}

/// Everything by its definition, from a table of who wins.
fn by_definition(seats: usize, wins: &[bool]) -> PowerIndices {
    // Of coalitions in which a seat is critical: how many there are, by seat and by size or critical members.
    let mut by_size = vec![vec![0_u64; seats + 1]; seats];
    let mut by_critical = by_size.clone();
    let mut minimal_by_size = by_size.clone();
    let (mut winning, mut minimal) = (0_u64, 0_u64);
    for coalition in (0..wins.len()).filter(|coalition| wins[*coalition]) {
        winning += 1;
        let is_critical = |seat: &usize| coalition >> seat & 1 == 1 && !wins[coalition & !(1 << seat)];
        let critical: Vec<usize> = (0..seats).filter(is_critical).collect();
        let size = coalition.count_ones() as usize;
        minimal += u64::from(critical.len() == size);
        for seat in &critical {
            by_size[*seat][size] += 1;
            by_critical[*seat][critical.len()] += 1;
            minimal_by_size[*seat][size] += u64::from(critical.len() == size);
        }
    }
    let sum = |counts: &[u64], weight: &dyn Fn(u64) -> Rational| -> Rational {
        let counts = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
        counts.map(|(count, at)| share(*count, 1) * weight(at)).sum()
    };
    let factorial = |number: u64| (1..=number).map(BigUint::from).product::<BigUint>();
    let seats = seats as u64;
    let orders =
        |size: u64| Rational::new(factorial(size - 1) * factorial(seats - size), factorial(seats)).unwrap();
    let each = |counts: &[Vec<u64>], weight: &dyn Fn(u64) -> Rational| -> Vec<Rational> {
        counts.iter().map(|counts| sum(counts, weight)).collect()
    };
    let totals = |counts: &[Vec<u64>]| -> Vec<BigUint> {
        counts.iter().map(|counts| counts.iter().sum::<u64>().into()).collect()
    };
    PowerIndices {
        winning: winning.into(),
        swings: totals(&by_size),
        shapley_shubik: each(&by_size, &orders),
        minimal: Some(MinimalCoalitions {
            count: minimal.into(),
            memberships: totals(&minimal_by_size),
            deegan_packel: each(&minimal_by_size, &|size| share(1, size * minimal)),
        }),
        johnston: Some(each(&by_critical, &|critical| share(1, critical))),
    }
}

fn without_johnston(indices: &PowerIndices) -> PowerIndices {
    PowerIndices { johnston: None, ..indices.clone() }
}

/// Tables of sums, where there is a single quota and the table is not too large.
fn assert_agreement_of_sums(game: &SimpleGame, truth: &PowerIndices, drawn: &Drawn) {
    match Indices::new().minimal().route(Route::Sums).solve(game) {
        Ok(found) => {
            assert!(matches!(game.formula(), Formula::One(_)), "{drawn}");
            assert_eq!(found, without_johnston(truth), "sums of {drawn}");
        }
        Err(Error::NoSingleQuota { got }) => {
            let trivial = truth.swings.iter().all(|swings| *swings == BigUint::ZERO);
            assert!(got != 1 || trivial, "{drawn}");
        }
        Err(Error::TooManySteps { .. } | Error::Sums(TableError::TableTooLarge { .. })) => {}
        Err(refusal) => panic!("{refusal} of {drawn}"),
    }
}

/// Every route, evidence, counts and lists against a rule's truth.
fn assert_agreement(drawn: &Drawn) {
    let (game, seats) = (game(drawn), drawn.seats());
    let truth = by_definition(seats, &drawn.table());
    let all = Indices::new().minimal().johnston();
    assert_eq!(all.clone().route(Route::Enumeration).solve(&game).unwrap(), truth, "{drawn}");
    for route in [Route::Automatic, Route::Profiles, Route::Diagram] {
        let found = Indices::new().minimal().route(route).solve(&game).unwrap();
        assert_eq!(found, without_johnston(&truth), "{route:?} of {drawn}");
    }
    assert_agreement_of_sums(&game, &truth, drawn);
    // A single quota or few profiles; elsewhere a refusal.
    for route in [Route::Profiles, Route::Diagram] {
        match all.clone().route(route).solve(&game) {
            Ok(found) => assert_eq!(found, truth, "{route:?} of {drawn}"),
            Err(refusal) => assert!(matches!(refusal, Error::JohnstonByDiagram { .. }), "{refusal}"),
        }
    }
    assert_eq!(truth.check(&game), Ok(()), "{drawn}");
    assert_eq!(Indices::new().float(&game).unwrap().check(&game), Ok(()), "{drawn}");
    assert_eq!(truth.shapley_shubik.iter().sum::<Rational>(), Rational::one(), "{drawn}");

    let counts = CountCoalitions::new().solve(&game).unwrap();
    let minimal = truth.minimal.as_ref().unwrap();
    assert_eq!((&counts.winning, &counts.minimal_winning), (&truth.winning, &minimal.count), "{drawn}");
    assert_eq!(BigUint::from(MinimalWinning::new(&game).count()), minimal.count, "{drawn}");
    assert_eq!(counts.blocking, (BigUint::from(1_u8) << seats) - &truth.winning, "{drawn}");
}

/// The tables of a single quota against its truth.
fn assert_tables_agree(Part { quota, weights }: &Part) {
    let rule = WeightedQuota::new(weights.iter().copied(), *quota).unwrap();
    let drawn = Drawn {
        parts: vec![Part { quota: *quota, weights: weights.clone() }],
        join: Join::All,
        vetoes: Vec::new(),
        needed: 1,
    };
    let truth = by_definition(weights.len(), &drawn.table());
    let (power, minimal) = (WeightedPower::new(), truth.minimal.as_ref().unwrap());
    let swings = power.swings(&rule).unwrap();
    assert_eq!((&swings.winning, &swings.by_seat), (&truth.winning, &truth.swings), "{drawn}");
    assert_eq!(power.shapley_shubik(&rule).unwrap(), truth.shapley_shubik, "{drawn}");
    let members = power.minimal_winning(&rule).unwrap();
    assert_eq!((&members.count, &members.by_seat), (&minimal.count, &minimal.memberships), "{drawn}");
    let by_size = power.minimal_winning_by_size(&rule).unwrap();
    assert_eq!(by_size.deegan_packel(), minimal.deegan_packel, "{drawn}");
    let floats = [power.float_shapley_shubik(&rule).unwrap(), power.float_banzhaf(&rule).unwrap()];
    for (floats, exact) in floats.iter().zip([&truth.shapley_shubik, &truth.penrose_banzhaf()]) {
        assert!(floats.error < 1e-12, "a bound of {} says little", floats.error);
        let bound = Rational::from_float(floats.error).unwrap();
        for (float, exact) in floats.by_seat.iter().zip(exact) {
            assert!(
                (Rational::from_float(*float).unwrap() - exact).abs() <= bound,
                "{float}: {exact} in {drawn}"
            );
        }
    }
}

proptest! {
    #![proptest_config(seeded(150))]

    #[test]
    fn rules_of_up_to_ten_seats_have_the_power_that_the_definitions_say(drawn in rules(1..=10, 12)) {
        assert_agreement(&drawn);
    }

    #[test]
    fn single_quotas_of_up_to_ten_seats_have_it_by_tables_too(part in (1..=10_usize).prop_flat_map(|n| part(n, 40))) {
        assert_tables_agree(&part);
    }
}

proptest! {
    #![proptest_config(seeded(24))]

    #[test]
    fn rules_of_up_to_sixteen_seats_have_the_power_that_the_definitions_say(drawn in rules(11..=16, 100)) {
        assert_agreement(&drawn);
    }

    #[test]
    fn single_quotas_of_up_to_twenty_seats_have_it_by_tables_too(part in (11..=20_usize).prop_flat_map(|n| part(n, 300))) {
        assert_tables_agree(&part);
    }
}

proptest! {
    #![proptest_config(seeded(8))]

    #[test]
    fn rules_of_up_to_twenty_seats_have_the_power_that_the_definitions_say(drawn in rules(17..=20, 1000)) {
        assert_agreement(&drawn);
    }
}

/// What the strategy draws: every join, vetoes, several vetoes needed, one part and more.
#[test]
fn drawn_rules_are_of_every_shape() {
    let mut met = [0; 7];
    let mut runner = proptest::test_runner::TestRunner::new(seeded(300));
    for _ in 0..300 {
        let drawn = rules(1..=10, 12).new_tree(&mut runner).unwrap().current();
        let is_composite = drawn.parts.len() > 1;
        let shapes = [
            !is_composite,
            is_composite && drawn.join == Join::All,
            is_composite && drawn.join == Join::Any,
            is_composite && drawn.join == Join::LastOrAll,
            drawn.vetoes.is_empty(),
            !drawn.vetoes.is_empty() && drawn.needed == 1,
            drawn.needed > 1,
        ];
        met.iter_mut().zip(shapes).for_each(|(met, is)| *met += usize::from(is));
    }
    assert!(met.iter().all(|met| *met >= 10), "{met:?}");
}

/// Owen's index by all orders that keep unions together, and Banzhaf–Owen's by all sets of unions and of own members.
fn with_unions(drawn: &Drawn, unions: &[Vec<usize>]) -> [Vec<Rational>; 2] {
    let (wins, seats) = (drawn.table(), drawn.seats());
    let bits: Vec<usize> = unions.iter().map(|union| union.iter().map(|seat| 1 << seat).sum()).collect();
    let (mut pivots, mut orders) = (vec![0_u64; seats], 0_u64);
    each_order(&mut (0..unions.len()).collect(), 0, &mut |order| {
        // The arrangements inside unions are independent: the pivotal union's alone decide, once for all others'.
        let mut before = 0;
        let pivotal = order.iter().find(|union| {
            let is_pivotal = wins[before | bits[**union]];
            before |= if is_pivotal { 0 } else { bits[**union] };
            is_pivotal
        });
        orders += 1;
        let Some(union) = pivotal else { return };
        let scale = factorials(unions) / factorial(unions[*union].len());
        each_order(&mut unions[*union].clone(), 0, &mut |members| {
            let mut inside = before;
            for member in members {
                inside |= 1 << member;
                if wins[inside] {
                    pivots[*member] += scale;
                    return;
                }
            }
        });
    });
    let owen = pivots.iter().map(|count| share(*count, orders * factorials(unions))).collect();
    let mut banzhaf_owen = vec![Rational::zero(); seats];
    for (place, union) in unions.iter().enumerate() {
        let others: Vec<usize> =
            (0..unions.len()).filter(|other| *other != place).map(|other| bits[other]).collect();
        for seat in union {
            let own: Vec<usize> =
                union.iter().filter(|other| *other != seat).map(|other| 1 << other).collect();
            let free = [others.as_slice(), &own].concat();
            let swings = (0..1_usize << free.len()).filter(|chosen| {
                let without: usize = free
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| chosen >> at & 1 == 1)
                    .map(|(_, bits)| bits)
                    .sum();
                wins[without | 1 << seat] && !wins[without]
            });
            banzhaf_owen[*seat] = share(swings.count() as u64, 1 << free.len());
        }
    }
    [owen, banzhaf_owen]
}

fn factorial(number: usize) -> u64 {
    (1..=number as u64).product()
}

fn factorials(unions: &[Vec<usize>]) -> u64 {
    unions.iter().map(|union| factorial(union.len())).product()
}

fn each_order(order: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == order.len() {
        return visit(order);
    }
    for next in from..order.len() {
        order.swap(from, next);
        each_order(order, from + 1, visit);
        order.swap(from, next);
    }
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn unions_in_rules_of_up_to_fourteen_seats_have_the_power_that_the_definitions_say(
        drawn in rules(7..=14, 30),
        labels in vec(0..5_usize, 14),
    ) {
        let mut unions = vec![Vec::new(); 5];
        for seat in 0..drawn.seats() {
            unions[labels[seat]].push(seat);
        }
        unions.retain(|union| !union.is_empty());
        // Orders inside a union are gone through one by one.
        prop_assume!(unions.iter().all(|union| union.len() <= 6));
        let game = game(&drawn);
        let found = Indices::new().with_unions(&game, &unions).unwrap();
        let [owen, banzhaf_owen] = with_unions(&drawn, &unions);
        prop_assert_eq!(found.check(&game), Ok(()));
        prop_assert_eq!(found.owen.iter().sum::<Rational>(), Rational::one());
        prop_assert_eq!(found.owen, owen);
        prop_assert_eq!(found.banzhaf_owen, banzhaf_owen);
    }

    /// Nothing wraps: sums go up to 2⁶⁴ − 1, and quotas too.
    #[test]
    fn large_weights_are_counted_exactly_or_refused_with_the_size_of_the_table(
        shares in vec(1..=1_000_000_u64, 2..=10),
        second in vec(1..=1_000_000_u64, 10),
        percent in 34_u128..=100,
        more in any::<bool>(),
    ) {
        let scaled = |shares: &[u64]| {
            let total = shares.iter().map(|share| u128::from(*share)).sum::<u128>();
            let weight = |share: &u64| u64::try_from(u128::from(*share) * u128::from(u64::MAX) / total).unwrap();
            let weights: Vec<u64> = shares.iter().map(weight).collect();
            let total = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>();
            assert!(total > u128::from(u64::MAX) - 16 && total <= u128::from(u64::MAX));
            Part { quota: u64::try_from(total * percent / 100).unwrap(), weights }
        };
        let mut parts = vec![scaled(&shares)];
        if more {
            parts.push(scaled(&second[..shares.len()]));
        }
        let drawn = Drawn { parts, join: Join::All, vetoes: Vec::new(), needed: 1 };
        assert_agreement_of_large(&drawn);
        let rule = WeightedQuota::new(drawn.parts[0].weights.iter().copied(), drawn.parts[0].quota).unwrap();
        match WeightedPower::new().swings(&rule) {
            Ok(swings) => {
                let alone = Drawn { parts: vec![drawn.parts[0].clone()], ..drawn };
                let truth = by_definition(alone.seats(), &alone.table());
                prop_assert_eq!((swings.winning, swings.by_seat), (truth.winning, truth.swings));
            }
            Err(refusal) => prop_assert!(matches!(refusal, TableError::TableTooLarge { .. }), "{refusal}"),
        }
    }

    #[test]
    fn sums_beyond_64_bits_are_refused_by_every_door(
        large in (u64::MAX >> 1) - 1000..=u64::MAX >> 1,
        others in vec(0..=5_u64, 0..=6),
        place in any::<proptest::sample::Index>(),
    ) {
        // Two of nearly 2⁶³ − 1 may fit, a third does not.
        let mut weights = others;
        let place = place.index(weights.len() + 1);
        weights.splice(place..place, [large; 3]);
        let total = |until: usize| weights[..=until].iter().map(|one| u128::from(*one)).sum::<u128>();
        let seat = (0..weights.len()).find(|until| total(*until) > u128::from(u64::MAX)).unwrap();
        let overflow = Err(RuleError::WeightOverflow { seat: Seat::new(u32::try_from(seat).unwrap()) });
        prop_assert_eq!(SimpleGame::weighted(large, weights.clone()).map(drop), overflow.clone());
        prop_assert_eq!(WeightedQuota::new(weights.iter().copied(), large).map(drop), overflow);
        let part = Part { quota: large, weights };
        let text = part.text();
        prop_assert!(text.parse::<VotingRule>().is_err(), "{}", text);
        let fewer = Part { weights: part.weights[..=place + 1].to_vec(), ..part };
        prop_assert!(fewer.weights.iter().map(|one| u128::from(*one)).sum::<u128>() > 1 << 63);
        let two = Drawn { parts: vec![fewer], join: Join::All, vetoes: Vec::new(), needed: 1 };
        let fits = two.to_string().parse::<VotingRule>().is_ok();
        let total = two.parts[0].weights.iter().map(|one| u128::from(*one)).sum::<u128>();
        prop_assert_eq!(fits, total <= u128::from(u64::MAX));
        if fits {
            assert_agreement_of_large(&two);
        }
    }
}

/// The routes that need no table over weights; one over weights, if it is small enough.
fn assert_agreement_of_large(drawn: &Drawn) {
    let game = game(drawn);
    let truth = by_definition(drawn.seats(), &drawn.table());
    let all = Indices::new().minimal().johnston();
    assert_eq!(all.route(Route::Enumeration).solve(&game).unwrap(), truth, "{drawn}");
    for route in [Route::Automatic, Route::Profiles, Route::Diagram] {
        let found = Indices::new().minimal().route(route).solve(&game).unwrap();
        assert_eq!(found, without_johnston(&truth), "{route:?} of {drawn}");
    }
    assert_agreement_of_sums(&game, &truth, drawn);
}

proptest! {
    #![proptest_config(seeded(12))]

    /// Beyond what can be enumerated: nothing is lost among big fractions.
    #[test]
    fn shapley_shubik_indices_sum_to_exactly_one(drawn in rules(30..=45, 8)) {
        let game = game(&drawn);
        let power = Indices::new().solve(&game).unwrap();
        prop_assert_eq!(power.shapley_shubik.iter().sum::<Rational>(), Rational::one());
        if let Formula::One(condition) = game.formula() {
            let rule = WeightedQuota::new(condition.weights.iter().copied(), condition.quota).unwrap();
            let orders = WeightedPower::new().shapley_shubik(&rule).unwrap();
            prop_assert_eq!(orders, power.shapley_shubik);
        }
    }
}
