//! Power with abstention: published values, brute force, and checks that refuse what is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that meets the unexpected fails"
)]

use std::str::FromStr;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::power::ternary::{
    ChanceError, LevelSwings, RollCallPower, TernarySwings, Violation, VoteChances,
};
use willing_council::{Matter, TernaryGame, Vote, VotingRule};
use willing_game::{Certificate, Rational};
use willing_solver::power::ternary::{Error, RollCall, TernaryBanzhaf};

const VOTES: [Vote; 3] = [Vote::No, Vote::Abstain, Vote::Yes];

fn game(rule: &str) -> TernaryGame {
    rule.parse::<VotingRule>().unwrap().ternary_game(&Matter::Substantive).unwrap()
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn chances(yes: &str, abstain: &str, no: &str) -> VoteChances {
    VoteChances::new(number(yes), number(abstain), number(no)).unwrap()
}

fn swings(game: &TernaryGame) -> TernarySwings {
    let swings = TernaryBanzhaf::new().solve(game).unwrap();
    swings.check(game).unwrap();
    swings
}

fn roll_call(game: &TernaryGame, chances: VoteChances) -> RollCallPower {
    let power = RollCall::new().chances(chances).solve(game).unwrap();
    power.check(game).unwrap();
    power
}

#[test]
fn the_security_council_has_its_known_swings() {
    let council = VotingRule::un_security_council().unwrap().ternary_game(&Matter::Substantive).unwrap();
    let found = swings(&council);
    assert_eq!(found.passing, 146_796_u32.into());
    for (place, seat) in found.seats.iter().enumerate() {
        let (above, below) = if place < 5 { (69_876_u32, 38_460_u32) } else { (53_154, 0) };
        assert_eq!((&seat.yes_to_abstain, &seat.abstain_to_no), (&above.into(), &below.into()));
    }
    let normalized = found.normalized().unwrap();
    assert_eq!([&normalized[0], &normalized[14]], [&number("9028/89435"), &number("8859/178870")]);
    assert_eq!(found.absolute()[0], number("108336/4782969"));
}

#[test]
fn the_council_of_1946_has_its_known_swings() {
    let found = swings(&game("7 of 11, veto {0-4}"));
    assert_eq!(found.passing, 2503_u32.into());
    assert_eq!(found.seats[0].yes_to_abstain, 1289_u32.into());
    assert_eq!(found.seats[0].abstain_to_no, 607_u32.into());
    assert_eq!(found.seats[10].total(), 985_u32.into());
    assert_eq!(found.normalized().unwrap()[10], number("197/3078"));
}

#[test]
fn roll_calls_of_the_security_council_have_their_known_pivots() {
    let known = [
        (
            "9 of 15, veto {0-4}",
            ["1/3", "1/3", "1/3"],
            "118525786/725416965",
            "26557607/1450833930",
            "48932/4782969",
        ),
        (
            "9 of 15, veto {0-4}",
            ["1/4", "1/2", "1/4"],
            "141203984653/1007639592960",
            "60323933939/2015279185920",
            "276453/134217728",
        ),
        (
            "9 of 15, veto {0-4}",
            ["9/20", "1/10", "9/20"],
            "233034699952101405361/1230028800000000000000",
            "12971060047898594639/2460057600000000000000",
            "107729538461608041/4096000000000000000",
        ),
        ("9 of 15, veto {0-4}", ["1/2", "0", "1/2"], "421/2145", "4/2145", "53/2048"),
        ("7 of 11, veto {0-4}", ["1/3", "1/3", "1/3"], "7654357/45467730", "1439189/54561276", "2503/177147"),
        (
            "7 of 11, veto {0-4}",
            ["1/4", "1/2", "1/4"],
            "6440021/43253760",
            "2210731/51904512",
            "16609/4194304",
        ),
    ];
    for (rule, [yes, abstain, no], permanent, elected, passing) in known {
        let power = roll_call(&game(rule), chances(yes, abstain, no));
        let index = power.index();
        assert_eq!(index[0], number(permanent));
        assert_eq!(index[index.len() - 1], number(elected));
        assert_eq!(power.passing.iter().sum::<Rational>(), number(passing));
        assert_eq!(index.iter().sum::<Rational>(), Rational::one());
    }
    let third = roll_call(&game("9 of 15, veto {0-4}"), VoteChances::equal());
    assert_eq!(third.failing[0], number("3883227877/23938759845"));
    assert_eq!(third.failing[14], number("85554316/4787751969"));
}

#[test]
fn a_rule_that_is_decided_beforehand_has_no_pivot() {
    let parties = [0, 1, 2].map(willing_council::Seat::new);
    let hopeless = "2 of 3".parse::<VotingRule>().unwrap().ternary_game(&Matter::dispute(parties)).unwrap();
    let found = swings(&hopeless);
    assert_eq!((found.passing.clone(), found.normalized()), (0_u32.into(), None));
    assert!(roll_call(&hopeless, VoteChances::equal()).index().iter().all(Rational::is_zero));
}

#[test]
fn a_single_seat_decides_alone() {
    let alone = game("1 of 1");
    assert_eq!(swings(&alone).seats[0].total(), 1_u32.into());
    assert_eq!(roll_call(&alone, chances("1/6", "1/3", "1/2")).index(), [Rational::one()]);
}

#[test]
fn limits_are_kept() {
    let council = game("9 of 15, veto {0-4}");
    assert_eq!(TernaryBanzhaf::new().max_states(20).solve(&council), Err(Error::TooManyStates { most: 20 }));
    assert_eq!(RollCall::new().max_states(20).solve(&council), Err(Error::TooManyStates { most: 20 }));
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let run = willing_solver::Run::new().cancel(stop);
    assert_eq!(RollCall::new().run(run).solve(&council), Err(Error::Cancelled));
}

#[test]
fn chances_that_are_none_are_refused() {
    let new = |yes, abstain, no| VoteChances::new(number(yes), number(abstain), number(no));
    assert_eq!(new("1/2", "1/2", "1/2"), Err(ChanceError::Sum { sum: number("3/2") }));
    assert_eq!(new("3/2", "-1/2", "0"), Err(ChanceError::Negative { chance: number("-1/2") }));
}

#[test]
fn corrupted_claims_are_refused() {
    let council = game("7 of 11, veto {0-4}");
    let right = swings(&council);
    let mut wrong = right.clone();
    wrong.passing += 1_u32;
    assert!(matches!(wrong.check(&council), Err(Violation::Passing { .. })));
    for seat in [0, 10] {
        let mut wrong = right.clone();
        wrong.seats[seat].yes_to_abstain += 1_u32;
        assert!(matches!(wrong.check(&council), Err(Violation::Swings { seat: at, .. }) if at == seat));
        let mut wrong = right.clone();
        wrong.seats[seat].abstain_to_no += 1_u32;
        assert!(matches!(wrong.check(&council), Err(Violation::Swings { seat: at, .. }) if at == seat));
    }
    let mut short = right;
    short.seats.pop();
    assert!(matches!(short.check(&council), Err(Violation::Length { got: 10, seats: 11, .. })));

    let right = roll_call(&council, VoteChances::equal());
    for seat in [0, 10] {
        let mut wrong = right.clone();
        wrong.passing[seat] += &number("1/1000000");
        assert!(matches!(wrong.check(&council), Err(Violation::Pivot { seat: at, .. }) if at == seat));
        // Another split between passage and failure with the same sum.
        let mut wrong = right.clone();
        wrong.failing.swap(seat, 10 - seat);
        assert!(matches!(wrong.check(&council), Err(Violation::Pivot { .. })));
    }
    let other = RollCallPower { chances: chances("1/2", "0", "1/2"), ..right.clone() };
    assert!(matches!(other.check(&council), Err(Violation::Pivot { .. })));
    let mut long = right;
    long.failing.push(Rational::zero());
    assert!(matches!(long.check(&council), Err(Violation::Length { got: 12, .. })));
}

#[test]
fn a_check_of_too_much_is_refused_instead_of_begun() {
    let weights: Vec<String> = (0..40).map(|seat| (1_u64 << seat).to_string()).collect();
    let vast = game(&format!("[{}; {}]", 1_u64 << 39, weights.join(", ")));
    let claim = TernarySwings { passing: 0_u32.into(), seats: vec![LevelSwings::default(); 40] };
    assert!(matches!(claim.check(&vast), Err(Violation::TooMuchWork { .. })));
}

/// Every profile of `seats` votes.
fn profiles(seats: usize) -> impl Iterator<Item = Vec<Vote>> {
    (0..3_usize.pow(seats as u32))
        .map(move |code| (0..seats).map(|seat| VOTES[code / 3_usize.pow(seat as u32) % 3]).collect())
}

fn brute_swings(game: &TernaryGame) -> (u64, Vec<[u64; 2]>) {
    let seats = game.seats();
    let mut counted = (0, vec![[0; 2]; seats]);
    for profile in profiles(seats) {
        let passes =
            |seat: usize, vote| game.passes(|place| if place == seat { vote } else { profile[place] });
        counted.0 += u64::from(passes(seats, Vote::No));
        for seat in (0..seats).filter(|seat| profile[*seat] == Vote::No) {
            counted.1[seat][0] += u64::from(passes(seat, Vote::Yes) && !passes(seat, Vote::Abstain));
            counted.1[seat][1] += u64::from(passes(seat, Vote::Abstain) && !passes(seat, Vote::No));
        }
    }
    counted
}

/// The pivot of every order and profile: passage and failure, weighed.
fn brute_pivots(game: &TernaryGame, chances: &VoteChances) -> [Vec<Rational>; 2] {
    let seats = game.seats();
    let mut pivots = [vec![Rational::zero(); seats], vec![Rational::zero(); seats]];
    let mut orders = 0_usize;
    each_order(&mut (0..seats).collect(), 0, &mut |_| orders += 1);
    for profile in profiles(seats) {
        let chance = |vote: &Vote| match vote {
            Vote::Yes => chances.yes().clone(),
            Vote::Abstain => chances.abstain().clone(),
            _ => chances.no().clone(),
        };
        let weight = profile.iter().map(chance).fold(Rational::from(1_usize), |product, next| product * next);
        let mut counts = [vec![0_usize; seats], vec![0_usize; seats]];
        each_order(&mut (0..seats).collect(), 0, &mut |order| {
            for (position, seat) in order.iter().enumerate() {
                let voted = &order[..=position];
                let with = |rest| move |place: usize| if voted.contains(&place) { None } else { Some(rest) };
                let outcome = |rest| game.passes(|place| with(rest)(place).unwrap_or(profile[place]));
                if outcome(Vote::No) {
                    counts[0][*seat] += 1;
                    return;
                }
                if !outcome(Vote::Yes) {
                    counts[1][*seat] += 1;
                    return;
                }
            }
        });
        for (side, counts) in pivots.iter_mut().zip(counts) {
            for (pivot, count) in side.iter_mut().zip(counts) {
                *pivot += &(weight.clone() * Rational::new(count, orders).unwrap());
            }
        }
    }
    pivots
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

/// One of several shapes of rules, with vetoes, whose weights are drawn.
fn rules(seats: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    let drawn = seats.prop_flat_map(|seats| {
        let weights = || proptest::collection::vec(1_u64..8, seats);
        (weights(), weights(), 0.0..1.0, 0.0..1.0, 0..6_u8, 0..=seats)
    });
    drawn.prop_map(|(one, two, part, other, shape, vetoes)| {
        let list = |weights: &[u64]| weights.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        let quota = |weights: &[u64], part: f64| {
            let total: u64 = weights.iter().sum();
            1 + ((total - 1) as f64 * part) as u64
        };
        let first = format!("[{}; {}]", quota(&one, part), list(&one));
        let second = format!("[{}; {}]", quota(&two, other), list(&two));
        let requirement = match shape {
            0 => first,
            1 => format!("{first} and {second}"),
            2 => format!("{first} or {second}"),
            3 => format!("[> 1/2 of voting; {}]", list(&one)),
            4 => format!("[>= 2/3 of voting; {}] and {second}", list(&one)),
            _ => format!("{first} and [< {} no; {}]", quota(&two, other), list(&two)),
        };
        let seats = one.len();
        if vetoes == 0 || vetoes == seats {
            requirement
        } else {
            format!("{requirement}, veto {{0-{}}}", vetoes - 1)
        }
    })
}

fn drawn_chances() -> impl Strategy<Value = VoteChances> {
    (0_u32..5, 0_u32..5, 1_u32..5).prop_map(|(yes, abstain, no)| {
        let part = |part: u32| Rational::new(part, yes + abstain + no).unwrap();
        VoteChances::new(part(yes), part(abstain), part(no)).unwrap()
    })
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x7e12),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn swings_are_those_of_brute_force(rule in rules(1..=7)) {
        let game = game(&rule);
        let found = swings(&game);
        let (passing, counted) = brute_swings(&game);
        prop_assert_eq!(&found.passing, &passing.into());
        for (seat, [above, below]) in found.seats.iter().zip(counted) {
            prop_assert_eq!(&seat.yes_to_abstain, &above.into());
            prop_assert_eq!(&seat.abstain_to_no, &below.into());
        }
    }

    #[test]
    fn pivots_are_those_of_every_order_and_profile((rule, chances) in (rules(1..=4), drawn_chances())) {
        let game = game(&rule);
        let found = roll_call(&game, chances.clone());
        let [passing, failing] = brute_pivots(&game, &chances);
        prop_assert_eq!(&found.passing, &passing);
        prop_assert_eq!(&found.failing, &failing);
        prop_assert_eq!(found.index().iter().sum::<Rational>(), Rational::one());
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn chances_to_be_pivot_sum_to_one_with_many_different_seats((rule, chances) in (rules(8..=10), drawn_chances())) {
        let game = game(&rule);
        let found = roll_call(&game, chances);
        prop_assert_eq!(found.index().iter().sum::<Rational>(), Rational::one());
    }
}

#[test]
fn swings_of_ten_different_seats_are_those_of_brute_force() {
    for rule in
        ["[29; 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "[> 1/2 of voting; 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], veto {9}"]
    {
        let game = game(rule);
        let found = swings(&game);
        let (passing, counted) = brute_swings(&game);
        assert_eq!(found.passing, passing.into());
        for (seat, [above, below]) in found.seats.iter().zip(counted) {
            assert_eq!(seat.yes_to_abstain, above.into());
            assert_eq!(seat.abstain_to_no, below.into());
        }
    }
}

#[test]
fn without_abstention_the_index_is_that_of_shapley_and_shubik() {
    let power = roll_call(&game("[12; 3*4, 2*2, 1]"), chances("1/2", "0", "1/2"));
    let known = ["7/30", "7/30", "7/30", "3/20", "3/20", "0"].map(|text| Rational::from_str(text).unwrap());
    assert_eq!(power.index(), known);
}
