//! Two states that share under disagreement: known values, optimality, limits, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that meets the unexpected fails"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_risk::Error;
use willing_risk::disagreement::{OpinionPool, TwoHazards, TwoNormalRisks};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn hazards(tolerance: f64, severity: f64, own: f64, partner: f64) -> TwoHazards {
    TwoHazards::new(tolerance, severity, own, partner).unwrap()
}

#[test]
fn the_wider_the_gap_the_less_is_shared() {
    // f* = ½ − ½ ln(q/p) at τ = ℓ; total −8 ln(1 + p (e^{1−f} − 1) + q (e^f − 1)).
    let known = [
        (0.0, 0.5, -0.975_930_266_714_168_2),
        (0.02, 0.408_839_221_603_022_66, -1.056_760_018_881_158_6),
        (0.05, 0.297_267_445_945_917_8, -1.144_851_332_294_456_2),
        (0.1, 0.153_426_409_720_027_36, -1.230_888_277_835_103),
        (0.15, 0.041_854_634_062_922_47, -1.265_401_895_157_723),
        (0.2, 0.0, -1.268_520_629_923_432_8),
    ];
    for (gap, share, value) in known {
        let two = hazards(4.0, 4.0, 0.1, 0.1 + gap);
        close(two.share(), share);
        close(two.best_value(), value);
        close(two.value(two.share()).unwrap(), value);
        close(two.stop_gap(), 0.171_828_182_845_904_54); // (e − 1)/10
        close(two.stop_ratio(), std::f64::consts::E);
    }
}

#[test]
fn a_fixed_pool_loses_long_before_sharing_stops() {
    let gap = 0.064_872_127_070_012_8; // (√e − 1)/10
    let two = hazards(4.0, 4.0, 0.1, 0.1 + gap);
    close(two.pool_gap(), gap);
    close(two.value_of_pool(), two.value_alone());
    assert!(hazards(4.0, 4.0, 0.1, 0.16).value_of_pool() > two.value_alone());
    assert!(hazards(4.0, 4.0, 0.1, 0.17).value_of_pool() < two.value_alone());
    // The best share still gains.
    assert!(two.best_value() > two.value_alone() + 0.01);
}

#[test]
fn bets_make_disagreement_worth_something_again() {
    // −8 ln(1 − p − q + 2 √(p q) √e).
    let with_bets = |partner: f64| hazards(4.0, 4.0, 0.1, partner).value_with_bets();
    close(with_bets(0.1), -0.975_930_266_714_168_2);
    close(with_bets(0.5), -8.0 * (0.4 + 0.2 * 5.0_f64.sqrt() * 0.5_f64.exp()).ln());
    assert!((with_bets(0.5) + 1.029).abs() < 1e-3);
    assert!((with_bets(0.27) + 1.269).abs() < 1e-3);
    // Without bets, the same as without sharing from the stopping gap on.
    let far = hazards(4.0, 4.0, 0.1, 0.5);
    assert!(far.share_with_bets() < 0.0);
    assert_eq!(far.best_value(), far.value_alone());
    assert!(far.value_with_bets() > far.best_value());
}

#[test]
fn normal_risks_are_shared_as_they_are_known_to_be() {
    let known = [(0.0, 0.5), (1.0, 1.0 / 3.0), (2.0, 1.0 / 6.0), (3.0, 0.0), (5.0, 0.0)];
    for (gap, share) in known {
        let two = TwoNormalRisks::new(3.0, 9.0, gap).unwrap();
        close(two.share(), share);
        assert_eq!(two.stop_gap(), 3.0);
    }
    // −2 f g − (σ²/τ)((1 − f)² + f²) = −2/3 − 3 · 5/9.
    close(TwoNormalRisks::new(3.0, 9.0, 1.0).unwrap().best_value(), -7.0 / 3.0);
    close(TwoNormalRisks::new(3.0, 9.0, -5.0).unwrap().share(), 1.0);
}

#[test]
fn risk_neutral_states_give_all_to_who_fears_less() {
    let infinite = f64::INFINITY;
    assert_eq!(hazards(infinite, 4.0, 0.1, 0.2).share(), 0.0);
    assert_eq!(hazards(infinite, 4.0, 0.2, 0.1).share(), 1.0);
    let same = hazards(infinite, 4.0, 0.1, 0.1);
    assert_eq!((same.share(), same.stop_ratio(), same.stop_gap(), same.pool_gap()), (0.5, 1.0, 0.0, 0.0));
    close(same.best_value(), -0.8);
    close(same.value_with_bets(), -0.8);
    close(hazards(infinite, 4.0, 0.1, 0.2).best_value(), -0.8);
    assert_eq!(hazards(infinite, 4.0, 0.1, 0.2).value_with_bets(), infinite);
    let normal = TwoNormalRisks::new(infinite, 9.0, 1.0).unwrap();
    assert_eq!((normal.share(), normal.stop_gap(), normal.best_value()), (0.0, 0.0, 0.0));
    assert_eq!(TwoNormalRisks::new(infinite, 0.0, 0.0).unwrap().share(), 0.5);
    // As τ grows, the values approach those.
    assert!((hazards(1e9, 4.0, 0.1, 0.2).best_value() + 0.8).abs() < 1e-7);
}

#[test]
fn nothing_to_fear_and_nothing_believed_have_answers() {
    let none = hazards(4.0, 0.0, 0.1, 0.2);
    assert_eq!((none.share(), none.best_value(), none.stop_ratio(), none.stop_gap()), (0.0, 0.0, 1.0, 0.0));
    let calm = hazards(4.0, 4.0, 0.0, 0.0);
    assert_eq!(
        (calm.share(), calm.best_value(), calm.stop_gap(), calm.value_with_bets()),
        (0.5, 0.0, 0.0, 0.0)
    );
    // Safe at home in one's own view: nothing of the partner's; only the partner in danger: all of one's own
    // goes to it.
    let safe = hazards(4.0, 4.0, 0.0, 0.3);
    assert_eq!((safe.share(), safe.best_value()), (0.0, 0.0));
    close(safe.value_with_bets(), -8.0 * 0.7_f64.ln());
    let reversed = hazards(4.0, 4.0, 0.3, 0.0);
    assert_eq!((reversed.share(), reversed.best_value()), (1.0, 0.0));
    // Certain of opposite things, and bets without end.
    assert_eq!(hazards(4.0, 4.0, 0.0, 1.0).value_with_bets(), f64::INFINITY);
}

#[test]
fn a_severity_of_a_million_tolerances_does_not_overflow() {
    let two = hazards(1.0, 1e6, 0.1, 0.2);
    assert!((two.share() - 0.5).abs() < 1e-6);
    // −2 [5·10⁵ + ln(2 √(p q))] to rounding.
    let expected = -2.0 * (5e5 + (2.0 * 0.02_f64.sqrt()).ln());
    assert!((two.best_value() / expected - 1.0).abs() < 1e-12, "{}", two.best_value());
    assert!((two.value_with_bets() / expected - 1.0).abs() < 1e-12);
    assert!((two.value_alone() / (-2.0 * (1e6 + 0.1_f64.ln())) - 1.0).abs() < 1e-12);
    assert_eq!((two.stop_ratio(), two.stop_gap()), (f64::INFINITY, f64::INFINITY));
    assert_eq!(hazards(1.0, 1e6, 0.0, 0.2).stop_gap(), 0.0);
    assert!(hazards(1e-6, 1e12, 1e-300, 0.2).best_value().is_finite());
    assert_eq!(hazards(1e-6, 1e12, 0.0, 0.2).value(0.0).unwrap(), 0.0);
    // Where the two ways of summing meet.
    let (below, above) = (hazards(1.0, 29.999_999_999, 0.1, 0.2), hazards(1.0, 30.000_000_001, 0.1, 0.2));
    assert!((below.value_alone() - above.value_alone() - 4e-9).abs() < 1e-10);
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |place: &str, quantity, value, expected| {
        Err(Error::OutOfRange { place: place.to_owned(), quantity, value, expected })
    };
    for value in [0.0, -1.0, f64::NEG_INFINITY, 1e13] {
        let expected = "a number in [1e-6, 1e12], or infinity";
        assert_eq!(
            TwoHazards::new(value, 1.0, 0.1, 0.1),
            refused("two hazards", "risk tolerance", value, expected)
        );
        assert!(TwoNormalRisks::new(value, 1.0, 0.1).is_err());
    }
    assert!(TwoHazards::new(f64::NAN, 1.0, 0.1, 0.1).is_err());
    assert_eq!(
        TwoHazards::new(1.0, -1.0, 0.1, 0.1),
        refused("two hazards", "severity", -1.0, "a number in [0, 1e12]")
    );
    let unit = "a number in [0, 1]";
    assert_eq!(
        TwoHazards::new(1.0, 1.0, 1.1, 0.0),
        refused("two hazards", "probability of one's own hazard", 1.1, unit)
    );
    assert_eq!(
        TwoHazards::new(1.0, 1.0, 0.1, -0.1),
        refused("two hazards", "probability of the partner's hazard", -0.1, unit)
    );
    assert_eq!(
        TwoHazards::new(1.0, 1.0, 0.75, 0.5),
        Err(Error::Contradiction {
            place: "two hazards".to_owned(),
            left: "the probability of one's own hazard",
            left_value: 0.75,
            right: "the probability of the partner's",
            right_value: 0.5,
            expected: "at most 1 in sum, since at most one of them occurs",
        })
    );
    for share in [-0.5, 1.5] {
        let expected = Error::OutOfRange {
            place: "two hazards".to_owned(),
            quantity: "share",
            value: share,
            expected: unit,
        };
        assert_eq!(hazards(1.0, 1.0, 0.1, 0.1).value(share), Err(expected));
    }
    assert_eq!(
        TwoNormalRisks::new(1.0, -1.0, 0.0),
        Err(Error::OutOfRange {
            place: "two normal risks".to_owned(),
            quantity: "variance",
            value: -1.0,
            expected: "a number in [0, 1e12]"
        })
    );
    assert_eq!(
        TwoNormalRisks::new(1.0, 1.0, 2e12),
        Err(Error::OutOfRange {
            place: "two normal risks".to_owned(),
            quantity: "gap",
            value: 2e12,
            expected: "a number in [-1e12, 1e12]"
        })
    );
    assert!(TwoNormalRisks::new(1.0, 1.0, 0.0).unwrap().value(f64::NAN).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 800,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(47),
        ..ProptestConfig::default()
    })]

    /// f* is the best of a grid; the total is concave, with slope 0 at f* inside, and of the right sign at the
    /// ends.
    #[test]
    fn the_share_is_the_best_there_is(
        tolerance in 0.1..20.0_f64,
        severity in 0.1..20.0_f64,
        own in 0.001..0.5_f64,
        partner in 0.001..0.5_f64,
    ) {
        let two = hazards(tolerance, severity, own, partner);
        let value = |share: f64| two.value(share).unwrap();
        let scale = value(0.0).abs().max(1.0);
        for step in 0..=50 {
            prop_assert!(value(f64::from(step) / 50.0) <= two.best_value() + 1e-13 * scale);
        }
        for step in 1..50 {
            let around = [-1.0, 0.0, 1.0].map(|side| value((f64::from(step) + side) / 50.0));
            prop_assert!(around[0] + around[2] <= 2.0 * around[1] + 1e-12 * scale);
        }
        let (share, h) = (two.share(), 1e-5);
        if share > h && share < 1.0 - h {
            let slope = (value(share + h) - value(share - h)) / (2.0 * h);
            prop_assert!(slope.abs() < 1e-4 * scale * (1.0 + (severity / tolerance).powi(3)), "{}", slope);
        }
        // Sharing stops exactly beyond the gap, and a fixed pool beyond its own.
        prop_assert_eq!(share > 0.0, partner - own < two.stop_gap());
        if (partner - own - two.pool_gap()).abs() > 1e-9 {
            prop_assert_eq!(two.value_of_pool() > two.value_alone(), partner - own < two.pool_gap());
        }
        prop_assert!(two.value_with_bets() >= two.best_value() - 1e-12 * scale);
        // More awareness of the partner's hazard never raises what is taken.
        let more = hazards(tolerance, severity, own, partner + 0.1 * (1.0 - own - partner));
        prop_assert!(more.share() <= share && more.best_value() <= two.best_value() + 1e-13 * scale);
    }

    /// With bets: the certainty equivalent of one state with both tolerances and the pooled belief, plus the
    /// coalition's gap times both tolerances.
    #[test]
    fn bets_are_worth_the_gap_in_awareness(
        tolerance in 0.5..20.0_f64,
        severity in 0.1..20.0_f64,
        own in 0.01..0.45_f64,
        partner in 0.01..0.45_f64,
    ) {
        use willing_risk::Belief;
        let neither = 1.0 - own - partner;
        let beliefs = vec![
            Belief::new(vec![neither, own, partner]).unwrap(),
            Belief::new(vec![neither, partner, own]).unwrap(),
        ];
        let pool = OpinionPool::by_tolerance(beliefs, &[tolerance, tolerance]).unwrap();
        let both = 2.0 * tolerance;
        let growth = (severity / both).exp();
        let pooled = pool.logarithmic().unwrap().expectation(&[1.0, growth, growth]).unwrap();
        let expected = -both * pooled.ln() + both * pool.gap();
        let found = hazards(tolerance, severity, own, partner).value_with_bets();
        prop_assert!((found - expected).abs() < 1e-12 * expected.abs().max(both), "{} {}", found, expected);
    }

    /// The same of normal risks.
    #[test]
    fn the_share_of_normal_risks_is_the_best_there_is(
        tolerance in 0.1..20.0_f64,
        variance in 0.1..20.0_f64,
        gap in -20.0..20.0_f64,
    ) {
        let two = TwoNormalRisks::new(tolerance, variance, gap).unwrap();
        let scale = 1.0 + gap.abs() + variance / tolerance;
        for step in 0..=50 {
            prop_assert!(two.value(f64::from(step) / 50.0).unwrap() <= two.best_value() + 1e-13 * scale);
        }
        prop_assert_eq!(two.share() > 0.0, gap < two.stop_gap());
        let (share, h) = (two.share(), 1e-5);
        if share > h && share < 1.0 - h {
            let slope = (two.value(share + h).unwrap() - two.value(share - h).unwrap()) / (2.0 * h);
            prop_assert!(slope.abs() < 1e-8 * scale);
        }
    }
}
