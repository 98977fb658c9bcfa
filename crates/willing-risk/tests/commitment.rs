//! Sharing without enforcement: known answers, limits, refusals, and the definitions by brute force.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test fails by panicking; exact cases are exact"
)]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_risk::Error;
use willing_risk::commitment::{
    EqualSharing, Insurance, LinkGain, Preemption, PreemptionThreshold, SharingNetwork, TwoStates,
};

#[track_caller]
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{got:e}, expected {expected:e}");
}

/// The root of (1 − δ/2)ln(3/x) = (δ/2) ln(4 − x), to fifty digits, by δ.
#[test]
fn the_high_earner_consumes_the_least_that_he_does_not_refuse() {
    let pair = TwoStates::new(3.0, 1.0, 1.0).unwrap();
    close(pair.full_insurance_discount(), 0.738_140_492_857_085);
    assert_eq!(pair.autarky_discount(), 0.5);
    let expected = [
        (0.4, Insurance::None, 3.0),
        (0.5, Insurance::None, 3.0),
        (0.55, Insurance::Partial, 2.796_087_956_938_013_9),
        (0.6, Insurance::Partial, 2.586_397_368_493_272_8),
        (0.65, Insurance::Partial, 2.373_814_340_957_444_3),
        (0.7, Insurance::Partial, 2.160_991_909_566_010_5),
        (0.75, Insurance::Full, 2.0),
        (0.8, Insurance::Full, 2.0),
    ];
    for (delta, insurance, high) in expected {
        let contract = pair.contract(delta).unwrap();
        assert_eq!(contract.insurance, insurance, "δ = {delta}");
        close(contract.high, high);
        close(contract.high + contract.low, 4.0);
        close(contract.value, f64::midpoint(contract.high.ln(), contract.low.ln()));
    }
}

/// With u = −1/c: δ = 2(1/m − 1/h)/(1/l − 1/h) = 2(1/2 − 1/3)/(2/3) = 1/2, and 2·l²/(h² + l²) = 1/5.
#[test]
fn more_averse_members_share_sooner() {
    let pair = TwoStates::new(3.0, 1.0, 2.0).unwrap();
    close(pair.full_insurance_discount(), 0.5);
    close(pair.autarky_discount(), 0.2);
    // At δ = 2/5 the payer is indifferent: (2 − δ)(1/x − 1/3) = δ(1 − 1/(4 − x)).
    let x = pair.contract(0.4).unwrap().high;
    close(1.6 * (1.0 / x - 1.0 / 3.0), 0.4 * (1.0 - 1.0 / (4.0 - x)));
    assert!(x > 2.0 && x < 3.0);
}

#[test]
fn aversion_has_its_limits() {
    // Risk neutral: nobody pays for what he does not need.
    let neutral = TwoStates::new(3.0, 1.0, 0.0).unwrap();
    assert_eq!(neutral.contract(0.999).unwrap().insurance, Insurance::None);
    // γ → 1 is the logarithm.
    let near = TwoStates::new(3.0, 1.0, 1.0 + 1e-10).unwrap().contract(0.6).unwrap().high;
    assert!((near - 2.586_397_368_493_272_8).abs() < 1e-9);
    // Numbers that overflow as powers.
    let extreme = TwoStates::new(1e12, 1e-6, 100.0).unwrap();
    assert_eq!(extreme.contract(0.0).unwrap().insurance, Insurance::None);
    assert_eq!(extreme.contract(0.01).unwrap().insurance, Insurance::Full);
    // Next to autarky, next to nothing is shared: the transfer is about (δ − ½) 6.
    let contract = TwoStates::new(3.0, 1.0, 1.0).unwrap().contract(0.5 + 1e-9).unwrap();
    assert_eq!(contract.insurance, Insurance::Partial);
    assert!(contract.high < 3.0 && contract.high > 3.0 - 1e-8);
}

#[test]
fn incomes_aversion_and_discounts_are_checked() {
    assert!(matches!(TwoStates::new(1.0, 1.0, 1.0), Err(Error::Contradiction { .. })));
    assert!(matches!(TwoStates::new(1.0, 2.0, 1.0), Err(Error::Contradiction { .. })));
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(TwoStates::new(bad, 1.0, 1.0), Err(Error::OutOfRange { .. })));
        assert!(matches!(EqualSharing::new(3.0, bad, 0.4, 1.0), Err(Error::OutOfRange { .. })));
    }
    assert!(matches!(
        TwoStates::new(3.0, 1.0, 101.0),
        Err(Error::OutOfRange { quantity: "relative aversion", .. })
    ));
    for delta in [1.0, -0.1, f64::NAN] {
        let pair = TwoStates::new(3.0, 1.0, 1.0).unwrap();
        assert!(matches!(pair.contract(delta), Err(Error::OutOfRange { quantity: "discount factor", .. })));
        assert!(EqualSharing::new(3.0, 1.0, 0.4, 1.0).unwrap().stable_sizes(delta, 5).is_err());
    }
    assert!(matches!(EqualSharing::new(3.0, 1.0, 1.4, 1.0), Err(Error::OutOfRange { .. })));
    let refused = EqualSharing::new(3.0, 1e-6, 0.4, 100.0);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "utility of the low income", .. })));
    let members = EqualSharing::new(3.0, 1.0, 0.4, 1.0).unwrap();
    assert!(matches!(members.values(0), Err(Error::TooFew { .. })));
    assert!(matches!(members.values(2001), Err(Error::OutOfRange { .. })));
}

/// E ln of the mean income of n, to fifty digits; v(1) = (2/5) ln 3.
#[test]
fn stable_groups_are_bounded_in_size() {
    let members = EqualSharing::new(3.0, 1.0, 0.4, 1.0).unwrap();
    let values = [
        0.439_444_915_467_243_9,
        0.508_488_612_855_671_3,
        0.535_009_639_733_181_6,
        0.548_547_137_969_472_5,
        0.556_646_319_764_387_2,
        0.562_004_575_323_964_4,
        0.565_801_690_604_349,
        0.568_629_368_074_892_5,
        0.570_815_248_278_691_1,
        0.572_554_833_260_461_5,
    ];
    for (got, expected) in members.values(10).unwrap().into_iter().zip(values) {
        close(got, expected);
    }
    for delta in [0.75, 0.8, 0.85] {
        assert_eq!(members.stable_sizes(delta, 20).unwrap(), [1]);
    }
    assert_eq!(members.stable_sizes(0.9, 20).unwrap(), [1, 2]);
    assert_eq!(members.stable_sizes(0.95, 20).unwrap(), [1, 2, 3, 4, 5]);
    // Large groups approach the sure mean.
    let large = *members.values(2000).unwrap().last().unwrap();
    assert!((large - 1.8_f64.ln()).abs() < 1e-3 && large < 1.8_f64.ln());
}

/// Per head −6/4s; a link gains an end (6/4)(1/s₁ − 1/(s₁ + s₂)), and everybody together 3/2.
#[test]
fn a_link_gains_the_same_in_all_whatever_it_joins() {
    let pairs = [(1, 1, 0.75, 0.75), (1, 2, 1.0, 0.25), (2, 2, 0.375, 0.375), (3, 5, 0.3125, 0.1125)];
    for (left, right, first, second) in pairs {
        let chain = |from: usize, to: usize| (from + 1..to).map(|member| (member - 1, member));
        let links: Vec<_> = chain(0, left).chain(chain(left, left + right)).collect();
        let network = SharingNetwork::new(left + right, &links, 0.0, 6.0, 2.0).unwrap();
        let gain = network.gain_of_link(0, left).unwrap();
        close(gain.first, first);
        close(gain.second, second);
        close(gain.total, 1.5);
    }
    let alone = SharingNetwork::new(1, &[], 0.0, 6.0, 2.0).unwrap();
    for (size, expected) in (1..).zip([-1.5, -0.75, -0.5, -0.375, -0.3, -0.25]) {
        close(alone.per_capita(size), expected);
    }
}

#[test]
fn networks_are_checked() {
    let new = |members, links: &[(usize, usize)]| SharingNetwork::new(members, links, 0.0, 1.0, 1.0);
    assert!(matches!(new(0, &[]), Err(Error::TooFew { .. })));
    assert!(matches!(new(usize::MAX, &[]), Err(Error::OutOfRange { quantity: "members", .. })));
    assert!(matches!(new(3, &[(0, 3)]), Err(Error::OutOfRange { quantity: "end", value: 3.0, .. })));
    assert!(matches!(new(3, &[(0, 1), (2, 2)]), Err(Error::OutOfRange { quantity: "end", value: 2.0, .. })));
    assert!(matches!(SharingNetwork::new(1, &[], 0.0, -1.0, 1.0), Err(Error::OutOfRange { .. })));
    assert!(matches!(SharingNetwork::new(1, &[], 0.0, 1.0, 0.0), Err(Error::OutOfRange { .. })));
    let network = new(3, &[(0, 1), (1, 0)]).unwrap();
    assert_eq!(network.gain_of_link(0, 1).unwrap(), LinkGain { first: 0.0, second: 0.0, total: 0.0 });
    assert!(matches!(network.gain_of_link(0, 3), Err(Error::OutOfRange { .. })));
    let neutral = SharingNetwork::new(2, &[], 4.0, 1.0, f64::INFINITY).unwrap();
    assert_eq!(neutral.certainty_equivalents(), [4.0, 4.0]);
    assert_eq!(neutral.gain_of_link(0, 1).unwrap().total, 0.0);
}

const STRIKE: Preemption =
    Preemption { cost: 6.0, severity: 50.0, success: 0.7, effectiveness: 0.8, backlash: 0.5 };

/// p* = 6/(50(0.56 − 0.15)) = 12/41; above π = 5/13.
#[test]
fn a_state_acts_alone_from_a_probability_on() {
    let PreemptionThreshold::Probability(threshold) = STRIKE.threshold().unwrap() else { panic!("it acts") };
    close(threshold, 12.0 / 41.0);
    close(STRIKE.least_success().unwrap().unwrap(), 5.0 / 13.0);
    let free = Preemption { cost: 0.0, ..STRIKE };
    assert_eq!(free.threshold().unwrap(), PreemptionThreshold::Probability(0.0));
}

#[test]
fn a_state_that_never_acts_says_why() {
    let hard = Preemption { success: 0.38, ..STRIKE };
    assert!(matches!(
        hard.threshold().unwrap(),
        PreemptionThreshold::Impossible { reduction } if reduction < 0.0
    ));
    let safe = Preemption { severity: 0.0, ..STRIKE };
    assert!(
        matches!(safe.threshold().unwrap(), PreemptionThreshold::Impossible { reduction } if reduction > 0.0)
    );
    let dear = Preemption { cost: 30.0, ..STRIKE };
    assert!(matches!(
        dear.threshold().unwrap(),
        PreemptionThreshold::TooCostly { cost: 30.0, avoided } if (avoided - 20.5).abs() < 1e-12
    ));
    assert_eq!(Preemption { effectiveness: 0.0, ..STRIKE }.least_success().unwrap(), None);
    assert_eq!(Preemption { backlash: 0.0, ..STRIKE }.least_success().unwrap(), Some(0.0));
    assert_eq!(Preemption { backlash: -0.5, ..STRIKE }.least_success().unwrap(), Some(0.0));
}

#[test]
fn preemption_is_checked() {
    let bad = [
        (Preemption { cost: -1.0, ..STRIKE }, "cost"),
        (Preemption { severity: f64::NAN, ..STRIKE }, "severity"),
        (Preemption { success: 1.1, ..STRIKE }, "probability of success"),
        (Preemption { effectiveness: -0.1, ..STRIKE }, "effectiveness"),
        (Preemption { backlash: -1.1, ..STRIKE }, "backlash"),
    ];
    for (strike, name) in bad {
        for refused in [strike.threshold().err(), strike.least_success().err()] {
            assert!(
                matches!(refused, Some(Error::OutOfRange { quantity, .. }) if quantity == name),
                "{name}"
            );
        }
    }
}

/// u(c) as the modules define it, in its plain form.
fn utility(aversion: f64, c: f64) -> f64 {
    if (aversion - 1.0).abs() < 1e-12 { c.ln() } else { (c.powf(1.0 - aversion) - 1.0) / (1.0 - aversion) }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(32),
        ..ProptestConfig::default()
    })]

    /// Whoever pays keeps the promise at x, and would break any that asks for more.
    #[test]
    fn contracts_are_kept_and_no_better_one_is(
        low in 0.1..5.0_f64, more in 0.1..10.0_f64,
        aversion in prop_oneof![0.1..6.0_f64, Just(1.0)], delta in 0.01..0.99_f64,
    ) {
        let high = low + more;
        let contract = TwoStates::new(high, low, aversion).unwrap().contract(delta).unwrap();
        let u = |c: f64| utility(aversion, c);
        let keeps = |x: f64| {
            let future = f64::midpoint(u(x), u(high + low - x)) - f64::midpoint(u(high), u(low));
            (1.0 - delta) * (u(x) - u(high)) + delta * future
        };
        let scale = 1.0 + u(high).abs() + u(low).abs();
        prop_assert!(keeps(contract.high) >= -1e-12 * scale, "{contract:?}");
        prop_assert!(contract.high >= f64::midpoint(high, low) - 1e-12 && contract.high <= high);
        if contract.insurance != Insurance::Full {
            let asked = contract.high - 1e-3 * more;
            prop_assert!(asked < f64::midpoint(high, low) || keeps(asked) < 0.0, "{contract:?}");
        }
    }

    /// The definition, by recursion over all sizes and binomial coefficients.
    #[test]
    fn stable_sizes_are_those_of_the_definition(
        low in 0.1..5.0_f64, more in 0.1..10.0_f64, probability in 0.0..1.0_f64,
        aversion in prop_oneof![0.0..5.0_f64, Just(1.0)], delta in 0.5..0.99_f64,
    ) {
        let high = low + more;
        let u = |c: f64| utility(aversion, c);
        let value = |n: i32| -> f64 {
            let choose = |k: i32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
            (0..=n)
                .map(|k| {
                    let weight = choose(k) * probability.powi(k) * (1.0 - probability).powi(n - k);
                    weight * u((f64::from(k) * high + f64::from(n - k) * low) / f64::from(n))
                })
                .sum()
        };
        let slack = |s: i32, n: i32| {
            let today = u((f64::from(s) * high + f64::from(n - s) * low) / f64::from(n));
            (1.0 - delta) * (today - u(high)) + delta * (value(n) - value(s))
        };
        let mut stable: Vec<i32> = Vec::new();
        let mut near_tie = false;
        for n in 1..=12 {
            near_tie |= stable.iter().any(|&s| slack(s, n).abs() < 1e-10);
            if stable.iter().all(|&s| slack(s, n) >= 0.0) {
                stable.push(n);
            }
        }
        if !near_tie {
            let members = EqualSharing::new(high, low, probability, aversion).unwrap();
            let got = members.stable_sizes(delta, 12).unwrap();
            prop_assert_eq!(got, stable.iter().map(|n| usize::try_from(*n).unwrap()).collect::<Vec<_>>());
        }
    }

    /// Against reachability along the links, and the sums before and after the link is made.
    #[test]
    fn components_and_gains_are_what_the_links_say(
        members in 1..12_usize, drawn in vec((0..12_usize, 0..12_usize), 0..14), ends in (0..12_usize, 0..12_usize)
    ) {
        let within = |(first, second): (usize, usize)| (first % members, second % members);
        let links: Vec<_> = drawn.into_iter().map(within).filter(|(first, second)| first != second).collect();
        let network = SharingNetwork::new(members, &links, 1.0, 6.0, 2.0).unwrap();

        let mut reach: Vec<Vec<bool>> = (0..members).map(|i| (0..members).map(|j| i == j).collect()).collect();
        for &(first, second) in &links {
            (reach[first][second], reach[second][first]) = (true, true);
        }
        for via in 0..members {
            for from in 0..members {
                for to in 0..members {
                    reach[from][to] |= reach[from][via] && reach[via][to];
                }
            }
        }
        for component in network.components() {
            let first = component[0];
            let reached: Vec<usize> = (0..members).filter(|&to| reach[first][to]).collect();
            prop_assert_eq!(component, reached);
        }
        let values = network.certainty_equivalents();
        for (member, value) in values.iter().enumerate() {
            let size = reach[member].iter().filter(|reached| **reached).count();
            prop_assert!((value - (1.0 - 1.5 / size as f64)).abs() < 1e-13);
        }

        let (first, second) = within(ends);
        if first != second {
            let joined: Vec<_> = links.iter().copied().chain([(first, second)]).collect();
            let after = SharingNetwork::new(members, &joined, 1.0, 6.0, 2.0).unwrap().certainty_equivalents();
            let gain = network.gain_of_link(first, second).unwrap();
            prop_assert!((after[first] - values[first] - gain.first).abs() < 1e-13);
            prop_assert!((after[second] - values[second] - gain.second).abs() < 1e-13);
            let total = after.iter().sum::<f64>() - values.iter().sum::<f64>();
            prop_assert!((total - gain.total).abs() < 1e-12);
        }
    }
}
