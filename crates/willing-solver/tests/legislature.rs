//! Bargaining under the closed rule: published values, closed form against iteration, and checks that refuse.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::legislature::stationary::{Offer, StationaryEquilibrium, Violation};
use willing_council::{Legislature, LegislatureError, Matter, SimpleGame, VotingRule};
use willing_game::{Certificate, Rational};
use willing_solver::legislature::{ClosedRule, Error, SymmetricLegislature};

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn solved(legislature: &Legislature) -> StationaryEquilibrium {
    let equilibrium = ClosedRule::new().solve(legislature).unwrap();
    equilibrium.check(legislature).unwrap();
    assert!(equilibrium.residual <= number("1e-12"), "{}", equilibrium.residual.to_f64());
    equilibrium
}

#[test]
fn the_closed_form_has_its_known_values() {
    let known = [
        ([3, 1, 2], "9/10", "11/15", "2/15", "22/25", "17/50"),
        ([5, 1, 3], "9/10", "11/19", "2/19", "77/95", "73/190"),
        ([5, 2, 3], "9/10", "7/17", "1/17", "49/85", "22/85"),
        ([7, 1, 4], "19/20", "7/11", "2/33", "91/110", "37/132"),
        ([15, 5, 9], "9/10", "16/105", "1/42", "64/175", "1/4"),
        ([11, 5, 7], "9/10", "7/41", "1/41", "14/41", "43/205"),
    ];
    for ([seats, vetoes, quota], discount, veto, other, veto_keeps, other_keeps) in known {
        let form = SymmetricLegislature::new(seats, vetoes, quota).unwrap();
        let values = form.values(&number(discount)).unwrap();
        let found = [values.veto, values.other, values.veto_keeps, values.other_keeps].map(Option::unwrap);
        assert_eq!(found, [veto, other, veto_keeps, other_keeps].map(number));
        let legislature = form.legislature(&number(discount)).unwrap();
        let exact = form.equilibrium(&number(discount)).unwrap();
        exact.check(&legislature).unwrap();
        let iterated = solved(&legislature);
        assert_eq!(iterated.by_seat(), exact.by_seat());
        assert_eq!(iterated.residual, Rational::zero());
        assert_eq!(exact.proposer_keeps(0, legislature.discount()), Some(number(veto_keeps)));
    }
}

#[test]
fn without_vetoes_proposers_keep_what_baron_and_ferejohn_say() {
    for (seats, discount, keeps, partner) in
        [(3, "1", "2/3", "1/3"), (5, "1", "3/5", "1/5"), (101, "9/10", "56/101", "9/1010")]
    {
        let form = SymmetricLegislature::new(seats, 0, seats / 2 + 1).unwrap();
        let values = form.values(&number(discount)).unwrap();
        assert_eq!((values.veto, values.other_keeps), (None, Some(number(keeps))));
        assert_eq!(number(discount) * values.other.unwrap(), number(partner));
        assert_eq!(
            solved(&form.legislature(&number(discount)).unwrap()).by_seat()[0],
            form.patient().other.unwrap()
        );
    }
    let all = SymmetricLegislature::new(5, 5, 5).unwrap().values(&number("9/10")).unwrap();
    assert_eq!((all.veto, all.other), (Some(number("1/5")), None));
}

#[test]
fn patient_vetoes_take_all_and_seats_without_veto_nothing() {
    let council = SymmetricLegislature::new(15, 5, 9).unwrap();
    assert_eq!(council.patient().veto, Some(number("1/5")));
    assert_eq!(council.patient().other, Some(Rational::zero()));
    let mut before = Rational::zero();
    for discount in ["0", "1/2", "9/10", "99/100", "999/1000", "999999/1000000"] {
        let veto = council.values(&number(discount)).unwrap().veto.unwrap();
        assert!(veto > before && veto < number("1/5"), "{discount}");
        before = veto;
    }
    assert!(before > number("0.19999"));
    // The same from the general solver, in the council itself.
    let game = VotingRule::un_security_council().unwrap().simple_game(&Matter::Substantive).unwrap();
    let limit = solved(&Legislature::equal(game, Rational::one()).unwrap());
    assert!((limit.by_seat()[0].to_f64() - 0.2).abs() < 1e-9);
}

#[test]
fn mixtures_make_heavy_and_light_seats_cost_what_they_must() {
    // An apex game: the apex buys one of four, the others buy the apex or each other.
    let apex =
        Legislature::equal(SimpleGame::weighted(4, [3, 1, 1, 1, 1]).unwrap(), Rational::one()).unwrap();
    let found = solved(&apex);
    assert!(found.plans[1].len() == 2, "light proposers mix");
    let values = found.by_seat();
    assert!((values.iter().sum::<Rational>().to_f64() - 1.0).abs() < 1e-12);
    // Mixing takes equal costs: the apex is as dear as three others.
    assert!((values[0].to_f64() - 3.0 * values[1].to_f64()).abs() < 1e-9);
}

#[test]
fn who_is_recognized_more_often_is_bought_less_often() {
    // Under majority rule the values of the first two draw level though one proposes more often.
    let recognition = ["4/10", "35/100", "25/100"].map(number).to_vec();
    let legislature =
        Legislature::new(SimpleGame::weighted(2, [1, 1, 1]).unwrap(), recognition, number("9/10")).unwrap();
    let found = solved(&legislature);
    assert!((found.by_seat().iter().sum::<Rational>().to_f64() - 1.0).abs() < 1e-12);
    // A seat that is never recognized still gets what others offer it, and offers nothing.
    let recognition = ["1/2", "1/2", "0"].map(number).to_vec();
    let legislature =
        Legislature::new(SimpleGame::weighted(2, [1, 1, 1]).unwrap(), recognition, number("9/10")).unwrap();
    let found = solved(&legislature);
    let place = found.kinds.iter().position(|kind| kind == &[2]).unwrap();
    assert!(found.plans[place].is_empty());
}

#[test]
fn a_dictator_keeps_what_its_recognition_and_patience_leave_it() {
    let legislature = Legislature::equal(SimpleGame::weighted(3, [3, 1, 1]).unwrap(), number("1/2")).unwrap();
    // V = 1/3 + 2/3·V/2, the others U = (1 − V/2)/3.
    assert_eq!(solved(&legislature).by_seat(), ["1/2", "1/4", "1/4"].map(number));
}

#[test]
fn corrupted_equilibria_are_refused() {
    let legislature = SymmetricLegislature::new(7, 2, 4).unwrap().legislature(&number("9/10")).unwrap();
    let right = solved(&legislature);
    let refused = |change: &dyn Fn(&mut StationaryEquilibrium)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        wrong.check(&legislature).unwrap_err()
    };
    let little = || number("1/1000000000");
    let moved = refused(&|wrong| wrong.values[0] += &little());
    assert!(matches!(moved, Violation::Value { kind: 0, .. }));
    let loose = refused(&|wrong| {
        wrong.values[0] += &number("1/10");
        wrong.residual = Rational::one();
    });
    assert!(matches!(loose, Violation::Residual { .. }));
    let negative = refused(&|wrong| wrong.values[1] = number("-1"));
    assert!(matches!(negative, Violation::Negative { kind: 1 }));
    let dear = refused(&|wrong| wrong.plans[0][0].members[1] += 1);
    assert!(matches!(dear, Violation::Dear { kind: 0, .. }));
    let short = refused(&|wrong| wrong.plans[0][0].members[1] -= 1);
    assert!(matches!(short, Violation::Loses { kind: 0, .. }));
    let crowded = refused(&|wrong| wrong.plans[1][0].members[0] = usize::MAX);
    assert!(matches!(crowded, Violation::Loses { kind: 1, .. }));
    let rare = refused(&|wrong| wrong.plans[0][0].chance = number("1/2"));
    assert!(matches!(rare, Violation::Chances { kind: 0, .. }));
    let unlike = refused(&|wrong| wrong.kinds = vec![vec![0, 2], vec![1, 3, 4, 5, 6]]);
    assert!(matches!(unlike, Violation::NotAlike { one: 0, other: 2 }));
    let twice = refused(&|wrong| wrong.kinds = vec![vec![0, 1, 1], vec![2, 3, 4, 5, 6]]);
    assert!(matches!(twice, Violation::Partition { seat: 1, times: 2 }));
    let nowhere = refused(&|wrong| wrong.kinds[0].push(99));
    assert!(matches!(nowhere, Violation::Kind { kind: 0 }));
    let none = refused(&|wrong| wrong.plans[0].clear());
    assert!(matches!(none, Violation::Chances { kind: 0, .. }));
    let ragged = refused(&|wrong| wrong.plans[0].push(Offer { members: vec![], chance: Rational::zero() }));
    assert!(matches!(ragged, Violation::Length { .. }));
}

#[test]
fn legislatures_that_cannot_be_are_refused_by_name() {
    let game = || SimpleGame::weighted(2, [1, 1, 1]).unwrap();
    let third = || vec![number("1/3"); 3];
    let new =
        |recognition, discount: &str| Legislature::new(game(), recognition, number(discount)).unwrap_err();
    assert_eq!(new(vec![number("1/2"); 2], "1"), LegislatureError::RecognitionCount { got: 2, seats: 3 });
    assert_eq!(new(vec![number("1/2"); 3], "1"), LegislatureError::RecognitionSum { sum: number("3/2") });
    let lost = vec![number("-1/2"), number("1"), number("1/2")];
    assert_eq!(new(lost, "1"), LegislatureError::NegativeRecognition { seat: 0, chance: number("-1/2") });
    assert_eq!(new(third(), "11/10"), LegislatureError::Discount { discount: number("11/10") });
    let hopeless = SimpleGame::weighted(9, [1, 1, 1]).unwrap();
    assert_eq!(Legislature::equal(hopeless, Rational::one()).unwrap_err(), LegislatureError::NobodyWins);
    let quota = SymmetricLegislature::new(5, 2, 6).unwrap_err();
    assert_eq!(quota, Error::Symmetric { what: "a quota", got: 6, least: 1, seats: 5 });
    let wide = Legislature::equal(SimpleGame::weighted(2, [1, 2, 3]).unwrap(), number("1/2")).unwrap();
    assert_eq!(ClosedRule::new().max_coalitions(7).solve(&wide), Err(Error::TooManyCoalitions { most: 7 }));
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0xbf),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_closed_form_is_what_iteration_finds(
        (seats, vetoes, quota, discount) in (1_usize..14).prop_flat_map(|seats| (Just(seats), 0..=seats, 1..=seats, 1_u32..100))
    ) {
        let form = SymmetricLegislature::new(seats, vetoes, quota).unwrap();
        let discount = Rational::new(discount, 100).unwrap();
        let legislature = form.legislature(&discount).unwrap();
        let exact = form.equilibrium(&discount).unwrap();
        prop_assert_eq!(exact.check(&legislature), Ok(()));
        let values = exact.by_seat();
        prop_assert_eq!(values.iter().sum::<Rational>(), Rational::one());
        let found = solved(&legislature).by_seat();
        for (one, other) in found.iter().zip(&values) {
            prop_assert!((one.to_f64() - other.to_f64()).abs() < 1e-9);
        }
    }

    #[test]
    fn vetoes_gain_by_patience(
        (seats, vetoes, quota, one, other) in (3_usize..14)
            .prop_flat_map(|seats| (Just(seats), 1..seats, 1..seats, 0_u32..1000, 0_u32..1000))
    ) {
        let form = SymmetricLegislature::new(seats, vetoes, quota).unwrap();
        let at = |discount| form.values(&Rational::new(discount, 1000).unwrap()).unwrap().veto.unwrap();
        prop_assert_eq!(at(one).cmp(&at(other)), one.cmp(&other));
    }

    #[test]
    fn drawn_rules_have_equilibria_that_check(
        (weights, recognition, part, discount) in (2_usize..7).prop_flat_map(|seats| (
            proptest::collection::vec(1_u64..6, seats),
            proptest::collection::vec(0_u32..4, seats),
            0.0..1.0,
            1_u32..100,
        ))
    ) {
        let total: u64 = weights.iter().sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small sum")]
        let quota = 1 + ((total - 1) as f64 * part) as u64;
        let all: u32 = recognition.iter().sum::<u32>() + 1;
        let mut recognition: Vec<Rational> =
            recognition.iter().map(|one| Rational::new(*one, all).unwrap()).collect();
        recognition[0] += &Rational::new(1, all).unwrap();
        let game = SimpleGame::weighted(quota, weights).unwrap();
        let discount = Rational::new(discount, 100).unwrap();
        let legislature = Legislature::new(game, recognition, discount).unwrap();
        let sum = solved(&legislature).by_seat().iter().sum::<Rational>();
        prop_assert!((sum.to_f64() - 1.0).abs() < 1e-9);
    }
}
