//! Voting power under one weighted quota: brute force, plain tables, known answers, identities, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that meets the unexpected fails"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use num_bigint::{BigInt, BigUint};
use num_traits::{One, ToPrimitive, Zero};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::power::Swings;
use willing_council::{Error as RuleError, WeightedQuota, Weights};
use willing_game::Rational;
use willing_solver::Run;
use willing_solver::power::weighted::{Error, Floats, MinimalWinning, SwingTable, WeightedPower};

fn rule(weights: &[u64], quota: u64) -> WeightedQuota {
    WeightedQuota::new(weights.iter().copied(), quota).unwrap()
}

fn ratio(above: u64, below: u64) -> Rational {
    Rational::new(above, below).unwrap()
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(17),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Weights with zeros, repetitions and dummies, and every place of the quota from 1 to all.
fn rules(most_seats: usize, most_weight: u64) -> impl Strategy<Value = WeightedQuota> {
    let weight = prop_oneof![1 => Just(0), 3 => 1..=3u64, 6 => 0..=most_weight];
    let place = prop_oneof![1 => Just(0.0), 1 => Just(1.0), 4 => 0.0..=1.0f64];
    (vec(weight, 1..=most_seats), place).prop_filter_map("some weight", |(weights, place)| {
        let total: u64 = weights.iter().sum();
        let quota = 1 + (place * total.saturating_sub(1) as f64) as u64;
        (total > 0).then(|| rule(&weights, quota))
    })
}

/// All by the definitions, over all coalitions.
struct BruteForce {
    swings: Swings,
    orders: Vec<Rational>,
    minimal: MinimalWinning,
    deegan_packel: Vec<Rational>,
}

fn brute_force(rule: &WeightedQuota) -> BruteForce {
    let weights = rule.weights().as_slice();
    let seats = weights.len();
    let weight =
        |mask: u32| (0..seats).filter(|seat| mask >> seat & 1 == 1).map(|seat| weights[seat]).sum::<u64>();
    let wins = |mask: u32| weight(mask) >= rule.quota();
    let factorial = |number: u32| (1..=u64::from(number)).product::<u64>();
    let (mut winning, mut swings, mut orders) = (0u32, vec![0u32; seats], vec![0u64; seats]);
    let (mut count, mut holds) = (0u32, vec![0u32; seats]);
    let mut shares = vec![Rational::zero(); seats];
    for mask in (0..1u32 << seats).filter(|&mask| wins(mask)) {
        winning += 1;
        let members: Vec<usize> = (0..seats).filter(|seat| mask >> seat & 1 == 1).collect();
        let critical: Vec<usize> =
            members.iter().copied().filter(|seat| !wins(mask & !(1 << seat))).collect();
        for &seat in &critical {
            swings[seat] += 1;
            orders[seat] += factorial(mask.count_ones() - 1) * factorial(seats as u32 - mask.count_ones());
        }
        if critical.len() == members.len() {
            count += 1;
            for seat in members.iter().copied() {
                holds[seat] += 1;
                shares[seat] += &ratio(1, members.len() as u64);
            }
        }
    }
    let big = |counts: Vec<u32>| counts.into_iter().map(BigUint::from).collect::<Vec<_>>();
    BruteForce {
        swings: Swings { winning: winning.into(), by_seat: big(swings) },
        orders: orders.into_iter().map(|count| ratio(count, factorial(seats as u32))).collect(),
        minimal: MinimalWinning { count: count.into(), by_seat: big(holds) },
        deegan_packel: shares.iter().map(|share| share * &ratio(1, count.into())).collect(),
    }
}

/// Swings, and swings by size, from a plain table of big numbers for each seat left out.
fn plain(rule: &WeightedQuota) -> (Vec<BigUint>, Vec<Rational>) {
    let weights = rule.weights().as_slice();
    let quota = rule.quota() as usize;
    let seats = weights.len();
    let mut factorials = vec![BigUint::one()];
    for number in 1..=seats {
        factorials.push(factorials.last().unwrap() * number);
    }
    let of = |left_out: usize| {
        let mut counts = vec![vec![BigUint::zero(); quota]; seats];
        counts[0][0] = BigUint::one();
        let others = weights.iter().enumerate().filter(|(seat, _)| *seat != left_out);
        for (before, (_, &weight)) in others.enumerate() {
            for size in (0..=before).rev() {
                for total in (weight as usize..quota).rev() {
                    let more = counts[size][total - weight as usize].clone();
                    if size + 1 < seats {
                        counts[size + 1][total] += more;
                    }
                }
            }
        }
        let low = quota.saturating_sub(weights[left_out] as usize);
        let by_size: Vec<BigUint> = counts.iter().map(|counts| counts[low..].iter().sum()).collect();
        let orders: BigUint = by_size
            .iter()
            .enumerate()
            .map(|(size, count)| count * &factorials[size] * &factorials[seats - 1 - size])
            .sum();
        (by_size.into_iter().sum(), Rational::new(orders, factorials[seats].clone()).unwrap())
    };
    (0..seats).map(of).unzip()
}

fn assert_close(floats: &Floats, exact: &[Rational]) {
    assert!(floats.error < 1e-11, "a bound of {} says little", floats.error);
    for (float, exact) in floats.by_seat.iter().zip(exact) {
        let off = (&Rational::from_float(*float).unwrap() - exact).abs();
        assert!(
            off <= Rational::from_float(floats.error).unwrap(),
            "{float} is not {exact} ± {}",
            floats.error
        );
    }
}

/// Swings over the coalitions of the others.
fn chances(swings: &Swings) -> Vec<Rational> {
    let all = BigInt::one() << (swings.by_seat.len() - 1);
    swings.by_seat.iter().map(|count| Rational::new(count.clone(), all.clone()).unwrap()).collect()
}

/// Too little for tables by size, enough for those by weight.
fn frugal(rule: &WeightedQuota) -> WeightedPower {
    WeightedPower::new().memory(rule.quota() * 4)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn every_count_is_that_of_all_coalitions_one_by_one(rule in rules(10, 12)) {
        let power = WeightedPower::new();
        let expected = brute_force(&rule);
        prop_assert_eq!(power.swings(&rule).unwrap(), expected.swings);
        prop_assert_eq!(power.shapley_shubik(&rule).unwrap(), expected.orders.clone());
        prop_assert_eq!(frugal(&rule).shapley_shubik(&rule).unwrap(), expected.orders);
        prop_assert_eq!(power.minimal_winning(&rule).unwrap(), expected.minimal.clone());
        let by_size = power.minimal_winning_by_size(&rule).unwrap();
        prop_assert_eq!(by_size.count.iter().sum::<BigUint>(), expected.minimal.count);
        prop_assert_eq!(by_size.deegan_packel(), expected.deegan_packel);
    }

    #[test]
    fn floats_are_within_their_bound(rule in rules(14, 40)) {
        let power = WeightedPower::new();
        assert_close(&power.float_shapley_shubik(&rule).unwrap(), &power.shapley_shubik(&rule).unwrap());
        assert_close(&power.float_banzhaf(&rule).unwrap(), &chances(&power.swings(&rule).unwrap()));
    }

    #[test]
    fn a_table_that_was_changed_is_the_table_of_the_changed_council(
        rule in rules(20, 300), joining in 0u64..400, leaving: prop::sample::Index, place in 0.0..1.0f64,
    ) {
        let power = WeightedPower::new();
        let table = SwingTable::new(rule.weights()).unwrap();
        prop_assert_eq!(table.at_quota(rule.quota()).unwrap(), power.swings(&rule).unwrap());
        let mut weights = rule.weights().as_slice().to_vec();
        let leaving = leaving.index(weights.len());
        let grown = table.with_member(joining).unwrap();
        weights.push(joining);
        let fresh = |weights: &[u64]| {
            let total: u64 = weights.iter().sum();
            let quota = 1 + (place * total.saturating_sub(1) as f64) as u64;
            (total > 0).then(|| (quota, power.swings(&self::rule(weights, quota)).unwrap()))
        };
        if let Some((quota, swings)) = fresh(&weights) {
            prop_assert_eq!(grown.at_quota(quota).unwrap(), swings);
        }
        weights.remove(leaving);
        let changed = grown.without_member(leaving).unwrap();
        prop_assert_eq!(changed.weights(), &weights[..]);
        if let Some((quota, swings)) = fresh(&weights) {
            prop_assert_eq!(changed.at_quota(quota).unwrap(), swings);
        }
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn middling_councils_agree_with_plain_tables(weights in vec(0u64..30, 15..=60), place in 0.1..0.9f64) {
        let total: u64 = weights.iter().sum();
        let rule = rule(&weights, 1 + (place * total as f64) as u64);
        let (swings, orders) = plain(&rule);
        let power = WeightedPower::new();
        prop_assert_eq!(power.swings(&rule).unwrap().by_seat, swings);
        prop_assert_eq!(power.shapley_shubik(&rule).unwrap(), orders.clone());
        prop_assert_eq!(frugal(&rule).shapley_shubik(&rule).unwrap(), orders.clone());
        assert_close(&power.float_shapley_shubik(&rule).unwrap(), &orders);
        prop_assert_eq!(orders.iter().sum::<Rational>(), Rational::one());
    }
}

/// Weights 1..=100 in a fixed irregular order.
fn irregular(seats: u64) -> Vec<u64> {
    (0..seats).map(|seat| (seat * 7_919 + seat * seat * 31) % 100 + 1).collect()
}

#[test]
fn the_council_of_1958_has_its_published_indices() {
    let council = rule(&[4, 4, 4, 2, 2, 1], 12);
    let power = WeightedPower::new();
    let swings = power.swings(&council).unwrap();
    assert_eq!(swings.winning, 14u32.into());
    assert_eq!(swings.by_seat, [10u32, 10, 10, 6, 6, 0].map(BigUint::from));
    let orders = power.shapley_shubik(&council).unwrap();
    assert_eq!(orders[..1], [ratio(7, 30)]);
    assert_eq!(orders[3..], [ratio(3, 20), ratio(3, 20), Rational::zero()]);
    let minimal = power.minimal_winning_by_size(&council).unwrap();
    assert_eq!(minimal.deegan_packel()[2..], [ratio(5, 24), ratio(3, 16), ratio(3, 16), Rational::zero()]);
}

#[test]
fn the_security_council_has_its_published_indices() {
    let weights = [[7u64; 5].as_slice(), &[1; 10]].concat();
    let council = rule(&weights, 39);
    let power = WeightedPower::new();
    let swings = power.swings(&council).unwrap();
    assert_eq!(swings.winning, 848u32.into());
    assert_eq!((&swings.by_seat[0], &swings.by_seat[5]), (&848u32.into(), &84u32.into()));
    let orders = power.shapley_shubik(&council).unwrap();
    assert_eq!((&orders[0], &orders[5]), (&ratio(421, 2145), &ratio(4, 2145)));
    let minimal = power.minimal_winning(&council).unwrap();
    assert_eq!((minimal.count, &minimal.by_seat[5]), (210u32.into(), &84u32.into()));
}

/// Counts of 150 seats take three words each, which borrow from each other where a member leaves.
#[test]
fn members_of_a_large_council_come_and_go_as_if_counted_afresh() {
    let weights = irregular(150);
    let table = SwingTable::new(&Weights::new(weights.iter().copied()).unwrap()).unwrap();
    for (leaving, joining, quota) in [(0, 1, 3_700), (7, 100, 2_000), (80, 0, 5_000), (149, 3_000, 9_000)] {
        let mut changed = weights.clone();
        changed.remove(leaving);
        changed.push(joining);
        let fresh = WeightedPower::new().swings(&rule(&changed, quota)).unwrap();
        let left = table.without_member(leaving).unwrap();
        assert_eq!(left.with_member(joining).unwrap().at_quota(quota).unwrap(), fresh);
        let joined = table.with_member(joining).unwrap();
        assert_eq!(joined.without_member(leaving).unwrap().at_quota(quota).unwrap(), fresh);
    }
}

/// At 85 % the largest member has a veto, and so swings every winning coalition. Counts of a plain table of big numbers.
#[test]
fn a_special_majority_of_the_monetary_fund_gives_its_largest_member_a_veto() {
    let rule = rule(&GOVERNORS, 4_283_941);
    let swings = WeightedPower::new().swings(&rule).unwrap();
    assert_eq!(swings.by_seat[0].to_string(), "4789871307853988389580651066567787322556208979297613");
    assert_eq!(swings.by_seat[0], swings.winning);
    assert_eq!(swings.by_seat[189].to_string(), "79758694273607320778726066773609688110881551395791");
}

/// All 190 governors of the Monetary Fund in 2022, at half of the votes: counts of a table of 31-bit primes.
#[test]
fn the_governors_of_the_monetary_fund_have_their_published_counts() {
    let rule = rule(&GOVERNORS, 2_519_966);
    let power = WeightedPower::new();
    let swings = power.swings(&rule).unwrap();
    assert_eq!(swings.by_seat[0].to_string(), "583698099560336101449382440444626387076426552762665323081");
    assert_eq!(swings.by_seat[1].to_string(), "139025699975618989317310059437972100627744162983537529443");
    let table = SwingTable::new(rule.weights()).unwrap();
    assert_eq!(table.at_quota(2_519_966).unwrap(), swings);
    let exit = table.without_member(1).unwrap().with_member(GOVERNORS[1]).unwrap();
    assert_eq!(exit.at_quota(2_519_966).unwrap().by_seat[0], swings.by_seat[0]);
}

#[test]
fn threads_change_no_byte() {
    let rule = rule(&irregular(80), 2_100);
    let (one, two) = (WeightedPower::new(), WeightedPower::new().run(Run::new().threads(2)));
    assert_eq!(one.swings(&rule), two.swings(&rule));
    assert_eq!(one.float_shapley_shubik(&rule), two.float_shapley_shubik(&rule));
    assert_eq!(one.minimal_winning(&rule), two.minimal_winning(&rule));
    let tables = [&one, &two].map(|power| power.swing_table(rule.weights()).unwrap().at_quota(900));
    assert_eq!(tables[0], tables[1]);
    let little = frugal(&rule).run(Run::new().threads(2));
    assert_eq!(frugal(&rule).shapley_shubik(&rule), little.shapley_shubik(&rule));
    assert_eq!(little.shapley_shubik(&rule), one.shapley_shubik(&rule));
}

#[test]
fn a_thousand_seats_have_swings_that_floats_confirm() {
    let weights = irregular(1_000);
    let half = weights.iter().sum::<u64>() / 2 + 1;
    let rule = rule(&weights, half);
    let swings = WeightedPower::new().swings(&rule).unwrap();
    assert_close(&WeightedPower::new().float_banzhaf(&rule).unwrap(), &chances(&swings));
    let orders = WeightedPower::new().float_shapley_shubik(&rule).unwrap();
    assert!(orders.error <= 1e-12, "{}", orders.error);
    let sum: f64 = orders.by_seat.iter().sum();
    assert!((sum - 1.0).abs() <= 1_000.0 * orders.error, "{sum}");
}

#[test]
fn more_seats_than_a_float_has_exponents_stay_within_the_bound() {
    let rule = rule(&vec![1; 3_000], 1_501);
    let orders = WeightedPower::new().float_shapley_shubik(&rule).unwrap();
    assert_close(&orders, &vec![ratio(1, 3_000); 3_000]);
}

#[test]
fn weights_beyond_63_bits_that_mean_little_are_counted() {
    let large = (1u64 << 63) - 1;
    let swings = WeightedPower::new().swings(&rule(&[large, large, 1], u64::MAX)).unwrap();
    assert_eq!(swings.winning, BigUint::one());
    let swings = WeightedPower::new().swings(&rule(&[large, large], large)).unwrap();
    assert_eq!(swings.by_seat, [BigUint::one(), BigUint::one()]);
    let orders = WeightedPower::new().shapley_shubik(&rule(&[large, 1, 1, 1], large)).unwrap();
    assert_eq!(orders[0], Rational::one());
}

#[test]
fn a_table_beyond_the_memory_is_refused_with_its_size() {
    let weights = [(1u64 << 62) - 1, (1 << 61) + 12_345, (1 << 61) - 777, 1 << 60, 3];
    let rule = rule(&weights, 1 << 62);
    let power = WeightedPower::new();
    let most = WeightedPower::MEMORY;
    let too_large = |error: Error| match error {
        Error::TableTooLarge { entries, bytes, most: limit } => {
            assert!(limit == most && bytes > u128::from(most) && bytes > u128::from(entries));
        }
        other => panic!("{other}"),
    };
    too_large(power.swings(&rule).unwrap_err());
    too_large(power.shapley_shubik(&rule).unwrap_err());
    too_large(power.float_banzhaf(&rule).unwrap_err());
    too_large(power.float_shapley_shubik(&rule).unwrap_err());
    too_large(power.minimal_winning(&rule).unwrap_err());
    too_large(power.minimal_winning_by_size(&rule).unwrap_err());
    too_large(SwingTable::new(rule.weights()).unwrap_err());
    let small = self::rule(&[3, 2, 2], 4);
    let refusal = power.memory(10).swings(&small).unwrap_err();
    assert_eq!(refusal, Error::TableTooLarge { entries: 4, bytes: 96, most: 10 });
    assert_eq!(refusal.to_string(), "a table of 4 weights takes 96 bytes: at most 10 are allowed");
}

#[test]
fn changes_that_make_no_council_are_refused() {
    let table = SwingTable::new(&Weights::new([5]).unwrap()).unwrap();
    assert_eq!(table.without_member(1).unwrap_err(), Error::NoSuchSeat { seat: 1, seats: 1 });
    assert_eq!(table.without_member(0).unwrap_err(), Error::Rule(RuleError::NoSeats));
    let refusal = Error::Rule(RuleError::QuotaOutOfReach { quota: 6, total: 5 });
    assert_eq!(table.at_quota(6).unwrap_err(), refusal);
    assert!(matches!(
        table.with_member(u64::MAX).unwrap_err(),
        Error::Rule(RuleError::WeightOverflow { .. })
    ));
}

#[test]
fn the_caller_can_stop_and_listen() {
    let rule = rule(&irregular(60), 1_500);
    let stopped = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    let power = WeightedPower::new().run(stopped);
    assert_eq!(power.swings(&rule), Err(Error::Cancelled));
    assert_eq!(power.shapley_shubik(&rule), Err(Error::Cancelled));
    assert_eq!(power.float_shapley_shubik(&rule), Err(Error::Cancelled));
    assert_eq!(power.minimal_winning(&rule), Err(Error::Cancelled));
    assert_eq!(power.swing_table(rule.weights()).unwrap_err(), Error::Cancelled);
    let heard = Arc::new(AtomicBool::new(false));
    let ear = Arc::clone(&heard);
    let run = Run::new().progress(move |step| ear.store(step.total > 0, Ordering::Relaxed));
    WeightedPower::new().run(run).swings(&rule).unwrap();
    assert!(heard.load(Ordering::Relaxed));
}

#[test]
fn minimal_coalitions_of_a_large_council_by_size_and_without_agree() {
    let rule = rule(&irregular(60), 1_700);
    let power = WeightedPower::new();
    let (all, by_size) =
        (power.minimal_winning(&rule).unwrap(), power.minimal_winning_by_size(&rule).unwrap());
    assert_eq!(all.count, by_size.count.iter().sum());
    let sums: Vec<BigUint> = by_size.by_seat.iter().map(|counts| counts.iter().sum()).collect();
    assert_eq!(all.by_seat, sums);
    assert!(all.count.to_f64().unwrap() > 1e10);
    assert_eq!(by_size.deegan_packel().iter().sum::<Rational>(), Rational::one());
}

/// Votes of the 190 members on the page of the Monetary Fund, 2022.
const GOVERNORS: [u64; 190] = [
    831_401, 309_664, 306_288, 267_803, 203_010, 203_010, 152_159, 132_603, 130_496, 111_879, 111_698,
    101_385, 96_814, 90_586, 88_824, 87_286, 67_183, 65_566, 59_170, 48_045, 47_943, 45_759, 42_413, 40_779,
    40_378, 39_006, 38_686, 37_797, 37_130, 35_958, 35_853, 33_578, 33_332, 31_971, 26_004, 25_748, 25_565,
    24_571, 23_261, 22_060, 21_904, 21_888, 21_830, 21_769, 21_577, 21_058, 20_859, 20_794, 20_668, 19_573,
    18_902, 18_097, 17_191, 14_804, 14_677, 13_980, 13_043, 12_990, 12_125, 12_119, 11_469, 11_241, 10_422,
    10_403, 8_860, 8_839, 8_810, 8_633, 8_527, 8_436, 8_274, 8_007, 7_963, 7_794, 7_761, 7_324, 7_247, 6_971,
    6_911, 6_903, 6_887, 6_627, 6_329, 6_233, 6_157, 5_875, 5_750, 5_745, 5_437, 5_409, 5_376, 5_288, 5_227,
    5_153, 5_069, 4_890, 4_782, 4_697, 4_695, 4_677, 4_497, 4_472, 4_466, 4_395, 4_331, 4_219, 4_111, 4_091,
    4_059, 4_043, 3_957, 3_919, 3_903, 3_895, 3_860, 3_845, 3_731, 3_619, 3_601, 3_563, 3_533, 3_473, 3_431,
    3_370, 3_325, 3_283, 3_277, 3_235, 3_209, 3_199, 3_184, 3_142, 3_097, 3_093, 3_079, 3_061, 3_034, 3_028,
    2_999, 2_927, 2_881, 2_862, 2_861, 2_852, 2_847, 2_775, 2_748, 2_747, 2_747, 2_697, 2_663, 2_573, 2_517,
    2_443, 2_404, 2_285, 2_284, 2_244, 2_182, 2_157, 2_081, 2_064, 1_951, 1_777, 1_743, 1_726, 1_715, 1_697,
    1_696, 1_688, 1_673, 1_671, 1_667, 1_663, 1_659, 1_637, 1_623, 1_621, 1_618, 1_607, 1_597, 1_584, 1_576,
    1_574, 1_571, 1_531, 1_508, 1_508, 1_487, 1_484,
];
