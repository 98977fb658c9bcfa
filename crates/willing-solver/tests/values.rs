//! Values: the axioms that define them, known answers, brute force, and evidence that holds or is refused.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a test that meets the unexpected fails"
)]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::collection::vec;
use proptest::prelude::*;
use willing_check::values::{Concept, NoGatelyPoint, NotQuasiBalanced, Value, Violation};
use willing_game::tu::{Amounts, CoalitionStructure, Graph, Oracle, TableGame};
use willing_game::{Certificate, Coalition, Rational, Verdict};
use willing_solver::Run;
use willing_solver::values::{
    Allotment, AumannDreze, BanzhafOwen, BanzhafValue, Dividends, Draw, EqualShares, Error, GatelyPoint,
    Myerson, Owen, PositionValue, SampledShapley, Semivalues, ShapleyValue, SizeWeights, TauValue,
    WeightedShapley,
};
use willing_testkit::strategies::seeded;

fn ratio(above: i64, below: i64) -> Rational {
    Rational::new(above, below).unwrap()
}

/// Worths of the nonempty coalitions of a few players: v(∅) = 0 is put in front.
fn worths(players: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<i64>> {
    players.prop_flat_map(|players| vec(-20i64..=20, (1 << players) - 1)).prop_map(|mut worths| {
        worths.insert(0, 0);
        worths
    })
}

fn game_of(worths: &[i64]) -> TableGame {
    TableGame::from_integers(worths.to_vec()).unwrap()
}

fn exact(value: &Value) -> Vec<Rational> {
    value.amounts.exact().unwrap().to_vec()
}

fn shapley(game: &TableGame) -> Vec<Rational> {
    exact(&ShapleyValue::new().solve(game).unwrap())
}

/// The mean over all orders, by the definition.
fn shapley_by_orders(worths: &[i64]) -> Vec<Rational> {
    let players = players_of(worths);
    let mut sums = vec![0; players];
    add_orders(worths, 0, &mut Vec::new(), &mut sums);
    sums.into_iter().map(|sum| ratio(sum, factorial(players as u32))).collect()
}

fn factorial(number: u32) -> i64 {
    (1..=i64::from(number)).product()
}

/// Adds the marginal contributions of every order that goes on after `before`.
fn add_orders(worths: &[i64], before: usize, path: &mut Vec<(usize, i64)>, sums: &mut [i64]) {
    if before + 1 == worths.len() {
        for (seat, gain) in &*path {
            sums[*seat] += gain;
        }
    }
    for seat in (0..sums.len()).filter(|seat| before >> seat & 1 == 0) {
        let after = before | 1 << seat;
        path.push((seat, worths[after] - worths[before]));
        add_orders(worths, after, path, sums);
        path.pop();
    }
}

/// A partition of the players from a label of each.
fn structure(labels: &[usize]) -> CoalitionStructure {
    let part = |label: usize| {
        let seats = labels.iter().zip(0u32..).filter(|(other, _)| **other == label);
        Coalition::of(seats.map(|(_, seat)| seat)).unwrap()
    };
    let parts: Vec<_> = (0..labels.len()).map(part).filter(|part| !part.is_empty()).collect();
    CoalitionStructure::new(labels.len(), parts).unwrap()
}

fn alone(players: usize) -> CoalitionStructure {
    structure(&(0..players).collect::<Vec<_>>())
}

fn together(players: usize) -> CoalitionStructure {
    structure(&vec![0; players])
}

fn players_of(worths: &[i64]) -> usize {
    worths.len().trailing_zeros() as usize
}

/// Sizes around the widths at which the pass changes its ways, filled from a seed.
fn wide_game(players: usize, seed: u64) -> Vec<i64> {
    let mix = |mask: u64| {
        let mut z = (mask ^ seed << 32).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb)
    };
    (0..1u64 << players)
        .map(|mask| if mask == 0 { 0 } else { (mix(mask) >> 44) as i64 - (1 << 18) })
        .collect()
}

fn every_value(game: &TableGame, labels: &[usize], links: &[(usize, usize)]) -> Vec<Value> {
    let players = game.player_count();
    let mut values = Semivalues::new()
        .shapley()
        .banzhaf()
        .solidarity()
        .weights("first", first_only(players))
        .solve(game)
        .unwrap();
    values.extend(Semivalues::new().normalized_banzhaf().solve(game).unwrap_or_default());
    values.extend(Semivalues::new().shapley().banzhaf().solidarity().float().solve(game).unwrap());
    let weights = (1..=players).map(|weight| ratio(weight as i64, 3)).collect();
    values.push(WeightedShapley::new(weights).unwrap().solve(game).unwrap());
    values.push(Owen::new(structure(labels)).solve(game).unwrap());
    values.push(BanzhafOwen::new(structure(labels)).solve(game).unwrap());
    values.push(AumannDreze::new(structure(labels)).solve(game).unwrap());
    let graph = Graph::new(players, links.iter().copied()).unwrap();
    values.push(Myerson::new(graph.clone()).solve(game).unwrap());
    values.push(PositionValue::new(graph).solve(game).unwrap());
    for shares in
        [EqualShares::imputation_centre(), EqualShares::non_separable(), EqualShares::equal_division()]
    {
        values.push(shares.solve(game).unwrap());
    }
    values.extend(TauValue::new().solve(game).unwrap().found());
    values.extend(GatelyPoint::new().solve(game).unwrap().found());
    values
}

fn first_only(players: usize) -> SizeWeights {
    let weights = (0..players).map(|size| if size == 0 { Rational::one() } else { Rational::zero() });
    SizeWeights::semivalue(weights.collect()).unwrap()
}

fn links_among(players: usize, bits: u64) -> Vec<(usize, usize)> {
    let pairs = (0..players).flat_map(|from| (from + 1..players).map(move |to| (from, to)));
    pairs.enumerate().filter(|(place, _)| bits >> place & 1 == 1).map(|(_, pair)| pair).collect()
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn the_shapley_value_is_the_mean_over_all_orders(worths in worths(1..=6)) {
        prop_assert_eq!(shapley(&game_of(&worths)), shapley_by_orders(&worths));
    }

    #[test]
    fn every_value_brings_evidence_that_holds(
        worths in worths(1..=5),
        labels in vec(0usize..5, 5),
        bits in 0u64..1 << 10,
    ) {
        let (game, players) = (game_of(&worths), players_of(&worths));
        for value in every_value(&game, &labels[..players].iter().map(|l| l % players).collect::<Vec<_>>(), &links_among(players, bits)) {
            let held = value.check(&game);
            prop_assert_eq!(held, Ok(()), "{:?}", value);
        }
    }

    #[test]
    fn a_changed_amount_is_refused(
        worths in worths(2..=4),
        labels in vec(0usize..4, 4),
        bits in 0u64..1 << 6,
        seat in 0usize..4,
    ) {
        let (game, players) = (game_of(&worths), players_of(&worths));
        let seat = seat % players;
        for mut value in every_value(&game, &labels[..players].iter().map(|l| l % players).collect::<Vec<_>>(), &links_among(players, bits)) {
            match &mut value.amounts {
                Amounts::Exact(amounts) => amounts[seat] += &ratio(1, 1_000_000_007),
                Amounts::Float { values, bounds } => values[seat] += 3.0 * bounds[seat] + 1e-300,
            }
            prop_assert!(value.check(&game).is_err(), "{:?}", value);
        }
    }

    #[test]
    fn values_are_efficient(worths in worths(1..=6), labels in vec(0usize..6, 6), bits in 0u64..1 << 15) {
        let (game, players) = (game_of(&worths), players_of(&worths));
        let labels: Vec<_> = labels[..players].iter().map(|label| label % players).collect();
        let grand = game.exact_worth(game.grand());
        for value in every_value(&game, &labels, &links_among(players, bits)) {
            let sum: Rational = match (&value.concept, value.amounts.exact()) {
                (_, None) | (Concept::Banzhaf | Concept::BanzhafOwen { .. } | Concept::BySize { .. }, _) => continue,
                (_, Some(amounts)) => amounts.iter().sum(),
            };
            let expected = match &value.concept {
                Concept::NormalizedBanzhaf => Rational::one(),
                Concept::AumannDreze { coalitions } => {
                    coalitions.coalitions().iter().map(|part| game.exact_worth(*part)).sum()
                }
                Concept::Myerson { links } | Concept::Position { links } => {
                    let graph = Graph::new(players, links.iter().copied()).unwrap();
                    graph.components(game.grand()).iter().map(|part| game.exact_worth(*part)).sum()
                }
                _ => grand.clone(),
            };
            prop_assert_eq!(sum, expected, "{:?}", value.concept);
        }
    }

    #[test]
    fn linear_values_add_and_scale_and_shift_with_the_game(
        worths in worths(4..=4),
        others in worths(4..=4),
        factor in -5i64..=5,
        gifts in vec(-9i64..=9, 4),
        labels in vec(0usize..4, 4),
        bits in 0u64..1 << 6,
    ) {
        let gift = |mask: usize| (0..4).filter(|seat| mask >> seat & 1 == 1).map(|seat| gifts[seat]).sum::<i64>();
        let mixed: Vec<i64> = (0..16).map(|mask| worths[mask] * factor + others[mask]).collect();
        let shifted: Vec<i64> = (0..16).map(|mask| worths[mask] + gift(mask)).collect();
        let links = links_among(4, bits);
        let linear = |worths: &[i64]| {
            let values = every_value(&game_of(worths), &labels, &links);
            let linear = values.into_iter().filter(|value| {
                value.amounts.exact().is_some()
                    && !matches!(value.concept, Concept::NormalizedBanzhaf | Concept::Tau | Concept::Gately)
            });
            linear.collect::<Vec<_>>()
        };
        let (first, second) = (linear(&worths), linear(&others));
        for (place, sum) in linear(&mixed).iter().enumerate() {
            for seat in 0..4 {
                let parts = &exact(&first[place])[seat] * Rational::from(factor) + &exact(&second[place])[seat];
                prop_assert_eq!(&exact(sum)[seat], &parts, "{:?}", sum.concept);
            }
        }
        for (value, moved) in first.iter().zip(linear(&shifted)) {
            if matches!(value.concept, Concept::EqualDivision | Concept::Solidarity) {
                continue; // These share gifts out.
            }
            for (seat, gift) in gifts.iter().enumerate() {
                let expected = &exact(value)[seat] + Rational::from(*gift);
                prop_assert_eq!(&exact(&moved)[seat], &expected, "{:?}", value.concept);
            }
        }
    }

    #[test]
    fn a_dummy_gets_its_own_worth_and_changes_nobody(worths in worths(1..=5), own in -9i64..=9) {
        let players = players_of(&worths);
        let with_dummy: Vec<i64> = worths.iter().copied().chain(worths.iter().map(|worth| worth + own)).collect();
        let (before, after) = (game_of(&worths), game_of(&with_dummy));
        for asked in [Semivalues::new().shapley(), Semivalues::new().banzhaf()] {
            let (before, after) = (exact(&asked.solve(&before).unwrap()[0]), exact(&asked.solve(&after).unwrap()[0]));
            prop_assert_eq!(&after[..players], &before[..]);
            prop_assert_eq!(&after[players], &Rational::from(own));
        }
    }

    #[test]
    fn renamed_players_take_their_values_along(worths in worths(5..=5), turn in 0usize..5, labels in vec(0usize..5, 5), bits in 0u64..1 << 10) {
        let renamed = |mask: usize| ((mask << turn) | (mask >> (5 - turn))) & 31;
        let mut other = worths.clone();
        (0..32).for_each(|mask| other[renamed(mask)] = worths[mask]);
        let moved = |seat: usize| (seat + turn) % 5;
        let mut other_labels = labels.clone();
        (0..5).for_each(|seat| other_labels[moved(seat)] = labels[seat]);
        let links = links_among(5, bits);
        let other_links: Vec<_> = links.iter().map(|&(from, to)| (moved(from), moved(to))).collect();
        let first = every_value(&game_of(&worths), &labels, &links);
        let second = every_value(&game_of(&other), &other_labels, &other_links);
        for (first, second) in first.iter().zip(&second) {
            // Weights by seat are not renamed, and floats are rounded in another order.
            if matches!(first.concept, Concept::WeightedShapley { .. }) || first.amounts.exact().is_none() {
                continue;
            }
            (0..5).for_each(|seat| assert_eq!(exact(first)[seat], exact(second)[moved(seat)], "{:?}", first.concept));
        }
    }

    #[test]
    fn dual_games_have_the_same_values_or_the_dual_ones(worths in worths(1..=6)) {
        let grand = worths[worths.len() - 1];
        let dual: Vec<i64> = worths.iter().rev().map(|worth| grand - worth).collect();
        let (game, dual) = (game_of(&worths), game_of(&dual));
        prop_assert_eq!(shapley(&game), shapley(&dual));
        let banzhaf = |game: &TableGame| exact(&BanzhafValue::new().solve(game).unwrap());
        prop_assert_eq!(banzhaf(&game), banzhaf(&dual));
        let centre = exact(&EqualShares::imputation_centre().solve(&dual).unwrap());
        prop_assert_eq!(exact(&EqualShares::non_separable().solve(&game).unwrap()), centre);
    }

    #[test]
    fn trivial_structures_weights_and_graphs_give_the_plain_values(worths in worths(1..=5), weight in 1i64..9) {
        let (game, players) = (game_of(&worths), players_of(&worths));
        let plain = shapley(&game);
        let banzhaf = exact(&BanzhafValue::new().solve(&game).unwrap());
        for structure in [alone(players), together(players)] {
            prop_assert_eq!(&exact(&Owen::new(structure.clone()).solve(&game).unwrap()), &plain);
            prop_assert_eq!(&exact(&BanzhafOwen::new(structure).solve(&game).unwrap()), &banzhaf);
        }
        prop_assert_eq!(&exact(&AumannDreze::new(together(players)).solve(&game).unwrap()), &plain);
        let complete = Graph::complete(players).unwrap();
        prop_assert_eq!(&exact(&Myerson::new(complete).solve(&game).unwrap()), &plain);
        let equal = WeightedShapley::new(vec![ratio(weight, 7); players]).unwrap();
        prop_assert_eq!(&exact(&equal.solve(&game).unwrap()), &plain);
        let half = SizeWeights::binomial(players, &ratio(1, 2)).unwrap();
        let mixed = Semivalues::new().weights("half", half).solve(&game).unwrap();
        prop_assert_eq!(&exact(&mixed[0]), &banzhaf);
        let none = exact(&Myerson::new(Graph::new(players, []).unwrap()).solve(&game).unwrap());
        let singles: Vec<_> = (0..players).map(|seat| Rational::from(worths[1 << seat])).collect();
        prop_assert_eq!(none, singles);
    }

    #[test]
    fn unions_as_players_share_like_the_game_between_them(worths in worths(5..=5), labels in vec(0usize..3, 5)) {
        let structure = structure(&labels);
        let parts = structure.coalitions();
        let union = |mask: usize| (0..parts.len()).filter(|part| mask >> part & 1 == 1).map(|part| parts[part].bits()).sum::<u64>();
        let between: Vec<i64> = (0..1 << parts.len()).map(|mask| worths[union(mask) as usize]).collect();
        let outer = shapley(&game_of(&between));
        let owen = exact(&Owen::new(structure.clone()).solve(&game_of(&worths)).unwrap());
        for (part, outer) in parts.iter().zip(outer) {
            prop_assert_eq!(part.players().map(|player| owen[player.seat()].clone()).sum::<Rational>(), outer);
        }
    }

    #[test]
    fn dividends_add_up_to_the_game_again(worths in worths(1..=7)) {
        let game = game_of(&worths);
        let dividends = Dividends::of(&game).unwrap();
        for coalition in game.coalitions() {
            let parts = game.coalitions().filter(|part| part.is_subset(coalition));
            prop_assert_eq!(parts.map(|part| dividends.get(part)).sum::<Rational>(), game.exact_worth(coalition));
        }
        prop_assert_eq!(dividends.game().unwrap(), game.clone());
        let floats = Dividends::of_floats(&game);
        game.coalitions().for_each(|coalition| assert_eq!(floats.get(coalition), dividends.get(coalition)));
    }

    #[test]
    fn no_tau_value_and_no_gately_point_come_with_a_reason_that_holds(worths in worths(1..=5)) {
        let game = game_of(&worths);
        match TauValue::new().solve(&game).unwrap() {
            Verdict::Impossible(reason) => prop_assert_eq!(reason.check(&game), Ok(())),
            Verdict::Exists(value) => prop_assert_eq!(value.check(&game), Ok(())),
            Verdict::Undecided(_) => prop_assert!(false),
        }
        match GatelyPoint::new().solve(&game).unwrap() {
            Verdict::Impossible(reason) => prop_assert_eq!(reason.check(&game), Ok(())),
            Verdict::Exists(value) => prop_assert_eq!(value.check(&game), Ok(())),
            Verdict::Undecided(_) => prop_assert!(false),
        }
    }

    #[test]
    fn floats_are_within_their_bounds_of_the_exact_value(
        mantissas in vec(-1.0f64..1.0, 31),
        exponents in vec(-20i32..20, 31),
    ) {
        let mut worths = vec![0.0];
        worths.extend(mantissas.iter().zip(&exponents).map(|(mantissa, exponent)| mantissa * 2f64.powi(*exponent)));
        let game = TableGame::from_floats(worths).unwrap();
        for value in Semivalues::new().shapley().banzhaf().solidarity().float().solve(&game).unwrap() {
            prop_assert_eq!(value.check(&game), Ok(()));
            let Amounts::Float { bounds, .. } = &value.amounts else { panic!("floats were asked for") };
            // A bound that says nothing would hold as well.
            prop_assert!(bounds.iter().all(|bound| *bound < 2f64.powi(20) * 1e-11));
        }
        for value in Semivalues::new().shapley().banzhaf().solve(&game).unwrap() {
            prop_assert_eq!(value.check(&game), Ok(()));
        }
    }
}

#[test]
fn all_widths_of_the_pass_agree_with_marginal_contributions() {
    for players in [9, 10, 11, 12, 13, 14] {
        let game = game_of(&wide_game(players, players as u64));
        for asked in [Semivalues::new(), Semivalues::new().float()] {
            for value in asked.shapley().banzhaf().solidarity().solve(&game).unwrap() {
                assert_eq!(value.check(&game), Ok(()), "{players}");
            }
        }
        let dividends = Dividends::of(&game).unwrap();
        assert_eq!(dividends.game().unwrap(), game, "{players}");
    }
    // Dividends fold upper players two at a time, and a last one by itself.
    for players in [12, 13, 14, 15] {
        let game = game_of(&wide_game(players, 2));
        let equal = WeightedShapley::new(vec![Rational::one(); players]).unwrap();
        assert_eq!(exact(&equal.solve(&game).unwrap()), shapley(&game), "{players}");
    }
}

#[test]
fn large_worths_take_wider_sums() {
    // Numerators of 61, 80 and 119 bits: i128 and two words.
    let scale = |bits: i32| {
        let worths = wide_game(5, 3).iter().map(|worth| *worth as f64).collect::<Vec<_>>();
        let mut worths: Vec<f64> = worths.iter().map(|worth| worth * 2f64.powi(bits - 19)).collect();
        worths[7] = 1.0;
        TableGame::from_floats(worths).unwrap()
    };
    for bits in [61, 80, 119] {
        let game = scale(bits);
        for value in Semivalues::new().shapley().banzhaf().solve(&game).unwrap() {
            assert_eq!(value.check(&game), Ok(()), "{bits}");
        }
        assert_eq!(Owen::new(together(5)).solve(&game).unwrap().check(&game), Ok(()));
        let myerson = Myerson::new(Graph::new(5, [(0, 1), (3, 4)]).unwrap());
        assert_eq!(myerson.solve(&game).unwrap().check(&game), Ok(()));
    }
    let wide = TableGame::from_integers(vec![0, i64::MAX, -i64::MAX, i64::MAX]).unwrap();
    assert_eq!(ShapleyValue::new().solve(&wide).unwrap().check(&wide), Ok(()));
    assert_eq!(ShapleyValue::new().float().solve(&wide).unwrap().check(&wide), Ok(()));
}

#[test]
fn threads_change_no_byte() {
    // Twenty-one players are several tasks of the pass.
    let worths: Vec<f64> = wide_game(21, 1).iter().map(|worth| *worth as f64 / 7.0).collect();
    let game = TableGame::from_floats(worths).unwrap();
    let asked = Semivalues::new().shapley().banzhaf().float();
    let one = asked.clone().solve(&game).unwrap();
    let two = asked.clone().run(Run::new().threads(2)).solve(&game).unwrap();
    assert_eq!(one, two);
    let exact = asked.exact();
    assert_eq!(exact.clone().solve(&game).unwrap(), exact.run(Run::new().threads(2)).solve(&game).unwrap());
}

#[test]
fn mixed_scales_are_exact() {
    // A superpower's game on players 0–2, a micro-state's on 3–5, 10¹² apart.
    let small = |mask: usize| [0, 1, 2, 5, 3, 6, 9, 12][mask & 7];
    let worths = (0..64).map(|mask| 1_000_000_000_000 * small(mask) + small(mask >> 3)).collect::<Vec<i64>>();
    let value = shapley(&game_of(&worths));
    let alone = shapley(&game_of(&(0..8).map(small).collect::<Vec<_>>()));
    assert_eq!(value[3..], alone);
    let tau = TauValue::new().solve(&game_of(&worths)).unwrap().found().unwrap();
    assert_eq!(tau.check(&game_of(&worths)), Ok(()));
}

#[test]
fn the_six_of_1958_share_as_published() {
    // The Council of the EEC in 1958: 4, 4, 4, 2, 2, 1 with a quota of 12 (Felsenthal & Machover 1998).
    let weights = [4, 4, 4, 2, 2, 1];
    let wins = |mask: usize| {
        i64::from((0..6).filter(|seat| mask >> seat & 1 == 1).map(|seat| weights[seat]).sum::<i32>() >= 12)
    };
    let game = game_of(&(0..64).map(wins).collect::<Vec<_>>());
    assert_eq!(shapley(&game), [14, 14, 14, 9, 9, 0].map(|part| ratio(part, 60)));
    let banzhaf = Semivalues::new().normalized_banzhaf().solve(&game).unwrap();
    assert_eq!(exact(&banzhaf[0]), [5, 5, 5, 3, 3, 0].map(|part| ratio(part, 21)));
}

#[test]
fn evidence_that_does_not_fit_is_refused_by_name() {
    let game = game_of(&[0, 1, 2, 5]);
    let amounts = Amounts::Exact(vec![Rational::from(2), Rational::from(3)]);
    let of = |concept: Concept| Value { concept, amounts: amounts.clone() }.check(&game);
    let long = Value { concept: Concept::Shapley, amounts: Amounts::Exact(vec![Rational::zero(); 3]) };
    assert!(matches!(long.check(&game), Err(Violation::Length { what: "amounts", got: 3, expected: 2 })));
    assert_eq!(of(Concept::Shapley), Ok(()));
    assert!(matches!(of(Concept::NormalizedBanzhaf), Err(Violation::Amount { player: 0, .. })));
    assert!(matches!(of(Concept::Myerson { links: vec![(0, 9)] }), Err(Violation::Game(_))));
    assert!(matches!(of(Concept::Owen { unions: alone(3) }), Err(Violation::Game(_))));
    let weights = |weights: &[i64]| weights.iter().copied().map(Rational::from).collect::<Vec<_>>();
    assert!(matches!(of(Concept::WeightedShapley { weights: weights(&[1]) }), Err(Violation::Length { .. })));
    assert!(matches!(
        of(Concept::WeightedShapley { weights: weights(&[1, 0]) }),
        Err(Violation::Weight { player: 1, .. })
    ));
    let name = String::from("short");
    assert!(matches!(of(Concept::BySize { name, weights: weights(&[1]) }), Err(Violation::Length { .. })));
    let float = |values: Vec<f64>, bounds: Vec<f64>| {
        Value { concept: Concept::Shapley, amounts: Amounts::Float { values, bounds } }.check(&game)
    };
    assert_eq!(float(vec![2.0, 3.0], vec![0.0, 0.0]), Ok(()));
    assert!(matches!(float(vec![2.0, 3.5], vec![0.0, 0.25]), Err(Violation::OutsideBound { player: 1, .. })));
    assert!(matches!(
        float(vec![2.0, f64::NAN], vec![0.0, 1.0]),
        Err(Violation::NotFinite { player: 1, .. })
    ));
    assert!(matches!(float(vec![2.0, 3.0], vec![0.0, f64::INFINITY]), Err(Violation::NotFinite { .. })));
    assert!(matches!(float(vec![2.0, 3.0], vec![0.0, -1.0]), Err(Violation::NotFinite { .. })));
    assert!(matches!(float(vec![2.0, 3.0], vec![0.0]), Err(Violation::Length { what: "bounds", .. })));
}

#[test]
fn false_reasons_against_existence_are_refused() {
    let gloves = game_of(&[0, 0, 0, 1, 0, 1, 0, 1]);
    let wrong = [
        NotQuasiBalanced::UtopiaFallsShort,
        NotQuasiBalanced::RightAboveUtopia { player: 0, coalition: Coalition::from_bits(3) },
        NotQuasiBalanced::RightsExceed { coalitions: [1, 2, 4].map(Coalition::from_bits).to_vec() },
    ];
    for reason in &wrong {
        assert_eq!(reason.check(&gloves), Err(Violation::ReasonFails));
    }
    let misfit = NotQuasiBalanced::RightAboveUtopia { player: 5, coalition: Coalition::from_bits(u64::MAX) };
    assert_eq!(misfit.check(&gloves), Err(Violation::Coalition { player: 5 }));
    let reasons =
        [NoGatelyPoint::NoImputation, NoGatelyPoint::NobodyDisrupts, NoGatelyPoint::Burden { player: 1 }];
    for reason in &reasons {
        assert_eq!(reason.check(&gloves), Err(Violation::ReasonFails));
    }
    let nobody = NoGatelyPoint::Burden { player: 3 };
    assert_eq!(nobody.check(&gloves), Err(Violation::NoSuchPlayer { player: 3, players: 3 }));
}

#[test]
fn each_kind_of_missing_point_is_named() {
    let gately = |worths: &[i64]| GatelyPoint::new().solve(&game_of(worths)).unwrap();
    assert_eq!(gately(&[0, 1, 1, 1]), Verdict::Impossible(NoGatelyPoint::NoImputation));
    // Any two of three already get everything there is but their own: nobody is needed.
    assert_eq!(gately(&[0, 0, 0, 1, 0, 1, 1, 1]), Verdict::Impossible(NoGatelyPoint::NobodyDisrupts));
    assert_eq!(gately(&[0, 0, 0, 2, 0, 0, 0, 1]), Verdict::Impossible(NoGatelyPoint::Burden { player: 2 }));
    assert!(matches!(gately(&[0, 2, 3, 5]), Verdict::Exists(value) if value.amounts.to_f64() == [2.0, 3.0]));
    let tau = |worths: &[i64]| TauValue::new().solve(&game_of(worths)).unwrap();
    assert!(matches!(
        tau(&[0, 0, 0, 1, 0, 1, 1, 1]),
        Verdict::Impossible(NotQuasiBalanced::RightAboveUtopia { player: 0, .. })
    ));
    // Everybody else alone and together is worth what all are, but the whole.
    assert!(matches!(tau(&[0, 0, 0, 3, 0, 3, 3, 4]), Verdict::Impossible(_)));
}

#[test]
fn settings_that_do_not_fit_are_refused_by_value() {
    let game = game_of(&[0, 1, 2, 5]);
    let three = SizeWeights::unnormalized(vec![Rational::one(); 3]);
    let asked = Semivalues::new().weights("three", three);
    assert_eq!(asked.solve(&game), Err(Error::WeightCount { got: 3, players: 2 }));
    assert_eq!(Owen::new(alone(3)).solve(&game), Err(Error::Players { got: 3, players: 2 }));
    assert_eq!(
        WeightedShapley::new(vec![Rational::one(), Rational::zero()]).err(),
        Some(Error::PlayerWeight { player: 1, weight: Rational::zero() })
    );
    let zero = Semivalues::new().normalized_banzhaf();
    assert_eq!(zero.solve(&game_of(&[0, 0, 0, 0])), Err(Error::SumIsZero));
    assert_eq!(zero.float().solve(&game_of(&[0, 1, -1, 0])), Err(Error::SumIsZero));
    let huge = TableGame::from_floats(vec![0.0, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308]).unwrap();
    assert_eq!(ShapleyValue::new().float().solve(&huge), Err(Error::FloatOverflow));
    let crowd = Graph::complete(7).unwrap();
    let many = PositionValue::new(crowd).solve(&game_of(&wide_game(7, 1)));
    assert_eq!(many, Err(Error::TooMany { what: "links", got: 21, most: 20 }));
    let powers = (0..13).map(|power| Rational::from(1i64 << power)).collect();
    let spread = WeightedShapley::new(powers).unwrap().solve(&game_of(&wide_game(13, 1)));
    assert_eq!(spread, Err(Error::TooMany { what: "different sums of weights", got: 8192, most: 4096 }));
    let stop = || Run::new().cancel(Arc::new(AtomicBool::new(true)));
    assert_eq!(ShapleyValue::new().run(stop()).solve(&game), Err(Error::Cancelled));
    let weighted = WeightedShapley::new(vec![Rational::one(); 2]).unwrap();
    assert_eq!(weighted.run(stop()).solve(&game), Err(Error::Cancelled));
    assert_eq!(Owen::new(alone(2)).run(stop()).solve(&game), Err(Error::Cancelled));
    assert_eq!(TauValue::new().run(stop()).solve(&game), Err(Error::Cancelled));
    let worth = |coalition: Coalition| coalition.len() as f64;
    for draw in DRAWS {
        let sampled = SampledShapley::new(1).draw(draw).run(stop()).solve(&Oracle::new(5, worth));
        assert_eq!(sampled, Err(Error::Cancelled));
    }
}

#[test]
fn unnormalized_weights_give_a_multiple() {
    let game = game_of(&wide_game(4, 9));
    let double = vec![ratio(1, 4); 4]; // Twice 2⁻³.
    let values = Semivalues::new().weights("double", SizeWeights::unnormalized(double)).solve(&game).unwrap();
    let banzhaf = exact(&BanzhafValue::new().solve(&game).unwrap());
    let doubled: Vec<_> = banzhaf.into_iter().map(|value| value * Rational::from(2)).collect();
    assert_eq!(exact(&values[0]), doubled);
    assert_eq!(values[0].check(&game), Ok(()));
}

const DRAWS: [Draw; 4] = [
    Draw::Permutations,
    Draw::Antithetic,
    Draw::Stratified(Allotment::Equal),
    Draw::Stratified(Allotment::TwoStage),
];

#[test]
fn samples_estimate_the_value_within_their_standard_errors() {
    let worths = wide_game(8, 5);
    let exact = ShapleyValue::new().solve(&game_of(&worths)).unwrap().amounts.to_f64();
    let oracle = Oracle::new(8, |coalition: Coalition| worths[coalition.bits() as usize] as f64);
    for draw in DRAWS {
        let mut squares = 0.0;
        for seed in 0..20 {
            let sampled = SampledShapley::new(seed).evaluations(6_000).draw(draw).solve(&oracle).unwrap();
            assert!(sampled.evaluations <= 6_000 && sampled.evaluations > 5_500, "{draw:?}");
            let scores = sampled.values.iter().zip(&sampled.standard_errors).zip(&exact);
            for ((value, error), exact) in scores {
                let score = (value - exact) / error;
                assert!(score.abs() < 5.0, "{draw:?}: {value} ± {error}, not {exact}");
                squares += score * score;
            }
        }
        // The mean of 160 squares of nearly standard normal numbers.
        let mean = squares / 160.0;
        assert!((0.6..1.5).contains(&mean), "{draw:?}: standard errors are off by √{mean}");
    }
}

#[test]
fn samples_are_the_same_for_the_same_seed_on_any_number_of_threads() {
    let worths = wide_game(9, 6);
    let oracle = Oracle::new(9, |coalition: Coalition| worths[coalition.bits() as usize] as f64 / 3.0);
    for draw in DRAWS {
        let sampled = SampledShapley::new(11).evaluations(9_000).draw(draw);
        let one = sampled.solve(&oracle).unwrap();
        assert_eq!(one, sampled.clone().run(Run::new().threads(2)).solve(&oracle).unwrap());
        let other = SampledShapley::new(12).evaluations(9_000).draw(draw).solve(&oracle).unwrap();
        assert_ne!(one.values, other.values);
    }
}

#[test]
fn samples_of_additive_and_of_tiny_games_are_certain() {
    let additive =
        Oracle::new(64, |coalition: Coalition| coalition.players().map(|player| player.seat() as f64).sum());
    for draw in DRAWS {
        let sampled = SampledShapley::new(1).evaluations(40_000).draw(draw).solve(&additive).unwrap();
        for (seat, (value, error)) in sampled.values.iter().zip(&sampled.standard_errors).enumerate() {
            assert!((value - seat as f64).abs() < 1e-9 && *error < 1e-9, "{draw:?}");
        }
        let single = Oracle::new(1, |coalition: Coalition| coalition.len() as f64 * 3.0);
        let sampled = SampledShapley::new(1).draw(draw).solve(&single).unwrap();
        assert_eq!((sampled.values, sampled.standard_errors), (vec![3.0], vec![0.0]));
    }
}

#[test]
fn too_few_samples_and_bad_worths_are_refused() {
    let game = Oracle::new(5, |coalition: Coalition| if coalition.len() == 3 { f64::NAN } else { 1.0 });
    for draw in DRAWS {
        let few = SampledShapley::new(1).evaluations(5).draw(draw).solve(&game);
        assert!(matches!(few, Err(Error::TooFewEvaluations { got: 5, .. })), "{draw:?}");
        assert!(matches!(SampledShapley::new(1).draw(draw).solve(&game), Err(Error::Game(_))), "{draw:?}");
        let crowd = Oracle::new(65, |_| 0.0);
        assert!(matches!(SampledShapley::new(1).draw(draw).solve(&crowd), Err(Error::Game(_))), "{draw:?}");
    }
}
