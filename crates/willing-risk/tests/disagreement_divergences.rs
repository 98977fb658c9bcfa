//! Divergences between beliefs and pools of them: known values, theorems, limits, refusals.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test that meets the unexpected fails"
)]

use std::f64::consts::LN_2;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_risk::disagreement::{
    Disagreement, NormalBelief, OpinionPool, gap, logit_gap, tolerance_weights,
};
use willing_risk::{Belief, Error};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn belief(probabilities: &[f64]) -> Belief {
    Belief::new(probabilities.to_vec()).unwrap()
}

fn between(first: &[f64], second: &[f64]) -> Disagreement {
    Disagreement::between(belief(first), belief(second)).unwrap()
}

#[test]
fn two_beliefs_in_eighths_have_their_known_divergences() {
    let pair = between(&[0.5, 0.25, 0.125, 0.125], &[0.125, 0.5, 0.25, 0.125]);
    close(pair.kullback_leibler(), 0.433_216_987_849_965_8); // (5/8) ln 2
    close(pair.kullback_leibler(), 0.625 * LN_2);
    close(pair.reversed().kullback_leibler(), 0.5 * LN_2);
    close(pair.jeffreys(), 1.125 * LN_2);
    close(pair.jensen_shannon(), 0.092_088_805_968_436_23);
    close(pair.jensen_shannon_distance(), 0.303_461_374_755_398_2);
    assert_eq!(pair.total_variation(), 0.375);
    close(pair.bhattacharyya(), 0.099_455_665_992_183_21);
    close(pair.hellinger(), 0.307_684_764_182_579_2);
    assert_eq!(pair.wasserstein(&[0.0, 1.0, 2.0, 3.0]).unwrap(), 0.5);
    close(pair.renyi(0.5).unwrap(), 0.198_911_331_984_366_42);
    close(pair.renyi(2.0).unwrap(), 0.838_329_190_404_443_2); // ln(37/16)
    close(pair.renyi(2.0).unwrap(), (37.0_f64 / 16.0).ln());
    close(pair.chi_squared(), 21.0 / 16.0);
    close(pair.chernoff().information, 0.099_785_602_576_598_28);
    close(pair.chernoff().order, 0.528_320_833_573_718_7);
}

#[test]
fn two_views_of_a_hazard_have_their_known_divergences() {
    let pair = Disagreement::about_hazard(0.6, 0.1).unwrap();
    close(pair.kullback_leibler(), 0.750_683_595_050_301_5);
    close(pair.reversed().kullback_leibler(), 0.550_661_247_671_890_4);
    close(pair.jensen_shannon(), 0.148_399_318_834_280_12);
    close(pair.hellinger(), 0.393_765_191_099_571_64);
    close(pair.total_variation(), 0.5);
    close(logit_gap(0.6, 0.1).unwrap(), 2.602_689_685_444_383_7); // ln(27/2)
    close(logit_gap(0.1, 0.6).unwrap(), -(13.5_f64.ln()));
}

#[test]
fn two_normal_laws_have_their_known_divergences() {
    let (one, other) = (NormalBelief::new(0.0, 1.0).unwrap(), NormalBelief::new(1.0, 2.0).unwrap());
    close(one.kullback_leibler(other), LN_2 - 0.25);
    close(other.kullback_leibler(one), 2.0 - LN_2);
    close(one.jeffreys(other), 1.75);
    close(one.wasserstein(other), 2.0_f64.sqrt());
    close(one.hellinger(other), 0.386_257_087_763_266_56);
    close(one.bhattacharyya(other), 0.161_571_775_657_104_87);
}

#[test]
fn normal_laws_far_apart_and_close_together_keep_their_digits() {
    let law = |mean, deviation| NormalBelief::new(mean, deviation).unwrap();
    // σ₁/σ₂ = 10⁻²⁴: ½ (v − 1 − ln v) with ln v = −48 ln 10.
    close(law(0.0, 1e-12).kullback_leibler(law(0.0, 1e12)) / (24.0 * 10_f64.ln() - 0.5), 1.0);
    assert!(law(-1e12, 1e-12).kullback_leibler(law(1e12, 1e-12)).is_finite());
    // σ₁/σ₂ = 1 + ε: ε² to first order, here 2⁻⁶⁰.
    let near = law(0.0, 1.0 + 2_f64.powi(-30)).kullback_leibler(law(0.0, 1.0));
    assert!((near * 2_f64.powi(60) - 1.0).abs() < 1e-8, "{near}");
    assert_eq!(law(3.0, 2.0).kullback_leibler(law(3.0, 2.0)), 0.0);
    assert_eq!(law(3.0, 2.0).hellinger(law(3.0, 2.0)), 0.0);
    assert_eq!(law(-1e12, 1e-12).hellinger(law(1e12, 1e-12)), 1.0);
}

#[test]
fn three_states_have_their_known_pools() {
    let third = 1.0 / 3.0;
    let beliefs = vec![belief(&[0.7, 0.2, 0.1]), belief(&[0.1, 0.3, 0.6]), belief(&[third; 3])];
    let pool = OpinionPool::new(beliefs, vec![0.5, 0.3, 0.2]).unwrap();
    let logarithmic = pool.logarithmic().unwrap();
    let expected = [0.418_378_100_576_680_73, 0.310_936_208_213_711_65, 0.270_685_691_209_607_6];
    for outcome in 0..3 {
        let linear = [67.0 / 150.0, 77.0 / 300.0, 89.0 / 300.0][outcome];
        close(pool.linear().probability(outcome), linear);
        close(logarithmic.probability(outcome), expected[outcome]);
    }
    close(pool.gap(), 0.217_465_749_122_032_3);
    close(pool.jensen_shannon(), 0.179_526_397_919_489_13);
}

#[test]
fn what_one_rules_out_makes_the_divergence_infinite() {
    let pair = between(&[0.5, 0.5, 0.0], &[0.5, 0.0, 0.5]);
    assert_eq!(pair.kullback_leibler(), f64::INFINITY);
    assert_eq!(pair.jeffreys(), f64::INFINITY);
    assert_eq!(pair.chi_squared(), f64::INFINITY);
    assert_eq!(pair.renyi(1.0).unwrap(), f64::INFINITY);
    assert_eq!(pair.renyi(3.0).unwrap(), f64::INFINITY);
    assert_eq!(pair.renyi(f64::INFINITY).unwrap(), f64::INFINITY);
    // Below 1 only the common outcome counts: ln(½)/(α − 1).
    for order in [0.0, 0.25, 0.5, 0.75] {
        close(pair.renyi(order).unwrap(), LN_2 / (1.0 - order));
    }
    close(pair.jensen_shannon(), LN_2 / 2.0);
    close(pair.bhattacharyya(), LN_2);
    // Σ p^α q^(1−α) = ½ for every α.
    close(pair.chernoff().information, LN_2);
}

#[test]
fn beliefs_without_a_common_outcome_are_as_far_apart_as_can_be() {
    let pair = between(&[1.0, 0.0, 0.0], &[0.0, 0.25, 0.75]);
    for divergence in [
        pair.kullback_leibler(),
        pair.jeffreys(),
        pair.bhattacharyya(),
        pair.chi_squared(),
        pair.renyi(0.0).unwrap(),
        pair.renyi(0.5).unwrap(),
        pair.chernoff().information,
    ] {
        assert_eq!(divergence, f64::INFINITY);
    }
    close(pair.jensen_shannon(), LN_2);
    assert_eq!((pair.total_variation(), pair.hellinger()), (1.0, 1.0));
}

#[test]
fn a_belief_agrees_with_itself_exactly() {
    let own = [0.1, 0.2, 0.3, 0.4, 0.0];
    let pair = between(&own, &own);
    let found = [
        pair.kullback_leibler(),
        pair.jeffreys(),
        pair.jensen_shannon(),
        pair.total_variation(),
        pair.bhattacharyya(),
        pair.hellinger(),
        pair.chi_squared(),
        pair.wasserstein(&[1.0, 5.0, 2.0, 2.0, -3.0]).unwrap(),
        pair.renyi(0.0).unwrap(),
        pair.renyi(0.3).unwrap(),
        pair.renyi(7.0).unwrap(),
        pair.renyi(f64::INFINITY).unwrap(),
        pair.chernoff().information,
    ];
    assert_eq!(found, [0.0; 13]);
    assert_eq!(pair.chernoff().order, 0.5);
    let beliefs = vec![belief(&own); 3];
    assert_eq!(gap(&beliefs, &[0.1, 0.7, 3.0]).unwrap(), 0.0);
    let pool = OpinionPool::new(beliefs, vec![0.1, 0.2, 0.3]).unwrap();
    assert_eq!(pool.jensen_shannon(), 0.0);
}

#[test]
fn close_beliefs_keep_their_digits() {
    // p = ½ ± ε against ½: KL = ½[(1 + 2ε) ln(1 + 2ε) + (1 − 2ε) ln(1 − 2ε)] = 2ε² (1 + 2ε²/3 + …).
    let small = 2_f64.powi(-30);
    let pair = Disagreement::about_hazard(0.5 + small, 0.5).unwrap();
    let relative = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
    relative(pair.kullback_leibler(), 2.0 * small * small);
    relative(pair.jeffreys(), 4.0 * small * small);
    relative(pair.bhattacharyya(), small * small / 2.0);
    relative(pair.chi_squared(), 4.0 * small * small);
    // Equal tolerances: −ln Σ √(p q) again.
    let beliefs = [pair.first().clone(), pair.second().clone()];
    relative(gap(&beliefs, &[2.0, 2.0]).unwrap(), small * small / 2.0);
}

#[test]
fn the_order_of_renyi_has_its_limits() {
    let pair = between(&[0.5, 0.25, 0.125, 0.125], &[0.125, 0.5, 0.25, 0.125]);
    close(pair.renyi(f64::INFINITY).unwrap(), 4.0_f64.ln());
    close(pair.renyi(1e300).unwrap(), 4.0_f64.ln());
    close(pair.renyi(f64::MAX).unwrap(), 4.0_f64.ln());
    assert_eq!(pair.renyi(0.0).unwrap(), 0.0);
    for beside in [1.0 - 1e-9, 1.0 + 1e-9] {
        assert!((pair.renyi(beside).unwrap() - pair.kullback_leibler()).abs() < 1e-8);
    }
    // −ln q(p > 0): the second belief gives ¾ to what the first thinks possible.
    close(between(&[0.5, 0.5, 0.0], &[0.5, 0.25, 0.25]).renyi(0.0).unwrap(), -(0.75_f64.ln()));
}

#[test]
fn chernoff_may_be_reached_at_the_end() {
    // q(p > 0) = ½ and p = q(· | p > 0): Σ p^α q^(1−α) = 2^(α−1), least at α = 0.
    let pair = between(&[0.5, 0.5, 0.0], &[0.25, 0.25, 0.5]);
    let found = pair.chernoff();
    assert_eq!(found.order, 0.0);
    close(found.information, LN_2);
    assert_eq!(pair.reversed().chernoff().order, 1.0);
    close(pair.reversed().chernoff().information, LN_2);
}

#[test]
fn points_may_come_in_any_order_and_more_than_once() {
    let pair = between(&[0.5, 0.25, 0.125, 0.125], &[0.125, 0.5, 0.25, 0.125]);
    let shuffled = between(&[0.125, 0.5, 0.25, 0.125], &[0.25, 0.125, 0.5, 0.125]);
    let points = [0.0, 1.0, 2.0, 3.0];
    assert_eq!(pair.wasserstein(&points).unwrap(), shuffled.wasserstein(&[2.0, 0.0, 1.0, 3.0]).unwrap());
    // All in one place: nothing has to be moved.
    assert_eq!(pair.wasserstein(&[7.0; 4]).unwrap(), 0.0);
    // 3/8 leave the point 0, a quarter to 10 and an eighth to 20.
    assert_eq!(pair.wasserstein(&[0.0, 10.0, 20.0, 20.0]).unwrap(), 5.0);
    assert_eq!(between(&[1.0], &[1.0]).wasserstein(&[4.0]).unwrap(), 0.0);
}

#[test]
fn the_risk_neutral_alone_count_in_the_common_belief() {
    let infinite = f64::INFINITY;
    assert_eq!(tolerance_weights(&[1.0, infinite, 5.0, infinite]).unwrap(), [0.0, 0.5, 0.0, 0.5]);
    assert_eq!(tolerance_weights(&[1.0, 3.0]).unwrap(), [0.25, 0.75]);
    let beliefs = [belief(&[0.9, 0.1]), belief(&[0.5, 0.5]), belief(&[0.5, 0.5])];
    assert_eq!(gap(&beliefs, &[1.0, infinite, infinite]).unwrap(), 0.0);
    assert!(gap(&beliefs, &[1.0, 1e12, 1e12]).unwrap() > 0.0);
    // Somebody without weight may rule out everything that the others believe.
    let beliefs = [belief(&[1.0, 0.0]), belief(&[0.0, 1.0])];
    let pool = OpinionPool::by_tolerance(beliefs.to_vec(), &[1.0, infinite]).unwrap();
    assert_eq!(pool.gap(), 0.0);
    assert_eq!(pool.logarithmic().unwrap(), beliefs[1]);
    assert_eq!(pool.jensen_shannon(), 0.0);
}

#[test]
fn incompatible_awareness_has_no_common_belief() {
    let pool = OpinionPool::new(vec![belief(&[1.0, 0.0]), belief(&[0.0, 1.0])], vec![1.0, 1.0]).unwrap();
    assert_eq!(pool.logarithmic(), None);
    assert_eq!(pool.gap(), f64::INFINITY);
    assert_eq!(pool.linear(), belief(&[0.5, 0.5]));
    close(pool.jensen_shannon(), LN_2);
}

#[test]
fn beliefs_nearly_without_a_common_outcome_do_not_underflow() {
    let tiny = 1e-300;
    let beliefs = [belief(&[1.0, tiny]), belief(&[tiny, 1.0])];
    // −ln(2 · √10⁻³⁰⁰).
    close(gap(&beliefs, &[1.0, 1.0]).unwrap(), 150.0 * 10_f64.ln() - LN_2);
    // Little weight on who sees almost no chance: Π p^w = 10^(−300/1000), not 0.
    let beliefs = [belief(&[1.0, 0.0]), belief(&[1e-300, 1.0])];
    let weight: f64 = 1e-3;
    close(gap(&beliefs, &[1.0 - weight, weight]).unwrap(), 0.3 * 10_f64.ln());
}

#[test]
fn log_odds_know_certainty() {
    assert_eq!(logit_gap(1.0, 0.5).unwrap(), f64::INFINITY);
    assert_eq!(logit_gap(0.5, 1.0).unwrap(), f64::NEG_INFINITY);
    assert_eq!(logit_gap(0.0, 0.0).unwrap(), 0.0);
    assert_eq!(logit_gap(1.0, 1.0).unwrap(), 0.0);
    assert_eq!(logit_gap(1.0, 0.0).unwrap(), f64::INFINITY);
}

fn out_of_range(place: &str, quantity: &'static str, value: f64, expected: &'static str) -> Error {
    Error::OutOfRange { place: place.to_owned(), quantity, value, expected }
}

fn length(place: &str, quantity: &'static str, got: usize, expected: usize) -> Error {
    Error::Length { place: place.to_owned(), quantity, got, expected }
}

#[test]
fn what_does_not_fit_is_refused() {
    let (two, three) = (belief(&[0.5, 0.5]), belief(&[0.5, 0.25, 0.25]));
    assert_eq!(
        Disagreement::between(two.clone(), three.clone()),
        Err(length("disagreement, second belief", "outcomes", 3, 2))
    );
    let unit = "a number in [0, 1]";
    assert_eq!(
        Disagreement::about_hazard(0.5, 1.5),
        Err(out_of_range("disagreement", "probability of the hazard", 1.5, unit))
    );
    assert_eq!(logit_gap(-0.5, 0.5), Err(out_of_range("log-odds", "probability of the hazard", -0.5, unit)));
    assert!(matches!(logit_gap(0.5, f64::NAN), Err(Error::OutOfRange { .. })));
    let pair = Disagreement::between(two.clone(), two.clone()).unwrap();
    assert_eq!(
        pair.renyi(-1.0),
        Err(out_of_range("Rényi divergence", "order", -1.0, "a number of at least 0, or infinity"))
    );
    assert!(matches!(pair.renyi(f64::NAN), Err(Error::OutOfRange { .. })));
    assert_eq!(pair.wasserstein(&[1.0]), Err(length("Wasserstein distance", "points", 1, 2)));
    assert_eq!(
        pair.wasserstein(&[1.0, f64::INFINITY]),
        Err(out_of_range("Wasserstein distance", "point", f64::INFINITY, "a number in [-1e12, 1e12]"))
    );
    let deviation = |value| out_of_range("normal belief", "deviation", value, "a number in [1e-12, 1e12]");
    assert_eq!(NormalBelief::new(0.0, 0.0), Err(deviation(0.0)));
    assert_eq!(
        NormalBelief::new(2e12, 1.0),
        Err(out_of_range("normal belief", "mean", 2e12, "a number in [-1e12, 1e12]"))
    );
    assert_eq!(OpinionPool::new(vec![], vec![]), Err(Error::TooFew { what: "beliefs", got: 0, least: 1 }));
    assert_eq!(
        OpinionPool::new(vec![two.clone(), three], vec![1.0, 1.0]),
        Err(length("pool, belief 1", "outcomes", 3, 2))
    );
    assert_eq!(OpinionPool::new(vec![two.clone()], vec![]), Err(length("pool", "weights", 0, 1)));
    assert_eq!(
        OpinionPool::new(vec![two.clone()], vec![-1.0]),
        Err(out_of_range("pool", "weight", -1.0, "a number in [0, 1e12]"))
    );
    assert_eq!(
        OpinionPool::new(vec![two.clone()], vec![0.0]),
        Err(Error::TooFew { what: "positive weights", got: 0, least: 1 })
    );
    assert_eq!(
        OpinionPool::by_tolerance(vec![two], &[1.0, 1.0]),
        Err(length("pool", "risk tolerances", 2, 1))
    );
    assert_eq!(tolerance_weights(&[]), Err(Error::TooFew { what: "risk tolerances", got: 0, least: 1 }));
    for value in [0.0, -1.0, 1e-7, 1e13, f64::NEG_INFINITY] {
        let expected = "a number in [1e-6, 1e12], or infinity";
        assert_eq!(
            tolerance_weights(&[1.0, value]),
            Err(out_of_range("member 1", "risk tolerance", value, expected))
        );
    }
}

/// Beliefs over this many outcomes, some of which may be impossible.
fn beliefs(outcomes: usize) -> impl Strategy<Value = Belief> {
    let mass = prop_oneof![1 => Just(0.0), 4 => 0.01..1.0_f64];
    prop::collection::vec(mass, outcomes).prop_filter_map("something is possible", |masses| {
        let total: f64 = masses.iter().sum();
        (total > 0.0).then(|| Belief::new(masses.iter().map(|mass| mass / total).collect()).unwrap())
    })
}

/// Beliefs under which everything is possible.
fn open_beliefs(outcomes: usize) -> impl Strategy<Value = Belief> {
    prop::collection::vec(0.01..1.0_f64, outcomes).prop_map(|masses| {
        let total: f64 = masses.iter().sum();
        Belief::new(masses.iter().map(|mass| mass / total).collect()).unwrap()
    })
}

fn kl(first: &Belief, second: &Belief) -> f64 {
    Disagreement::between(first.clone(), second.clone()).unwrap().kullback_leibler()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 800,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(41),
        ..ProptestConfig::default()
    })]

    /// Non-negative, symmetric where claimed, and bounded by each other as the books say.
    #[test]
    fn divergences_keep_their_inequalities(
        (first, second) in (1..6_usize).prop_flat_map(|k| (beliefs(k), beliefs(k))),
        order in 0.0..5.0_f64,
    ) {
        let pair = Disagreement::between(first.clone(), second.clone()).unwrap();
        let back = pair.reversed();
        let same = first.probabilities().iter().zip(second.probabilities()).all(|(p, q)| (p - q).abs() < 1e-9);
        let (kl, tv, hellinger) = (pair.kullback_leibler(), pair.total_variation(), pair.hellinger());
        let js = pair.jensen_shannon();
        for divergence in [kl, pair.jeffreys(), js, tv, hellinger, pair.bhattacharyya(), pair.chi_squared()] {
            prop_assert!(divergence >= 0.0);
            prop_assert_eq!(divergence > 1e-15, !same, "{}", divergence);
        }
        for (one, other) in [
            (pair.jeffreys(), back.jeffreys()),
            (js, back.jensen_shannon()),
            (tv, back.total_variation()),
            (hellinger, back.hellinger()),
            (pair.bhattacharyya(), back.bhattacharyya()),
            (pair.chernoff().information, back.chernoff().information),
        ] {
            prop_assert!(one == other || (one - other).abs() <= 1e-12 * one.abs().max(1.0), "{} {}", one, other);
        }
        prop_assert!(js <= LN_2);
        // Pinsker; Le Cam; Lin; KL ≤ ln(1 + χ²).
        prop_assert!(tv * tv <= kl / 2.0 + 1e-15);
        prop_assert!(hellinger * hellinger <= tv + 1e-15);
        prop_assert!(tv <= hellinger * (2.0 - hellinger * hellinger).sqrt() + 1e-15);
        prop_assert!(js <= tv * LN_2 + 1e-15);
        prop_assert!(kl <= pair.chi_squared().ln_1p() * (1.0 + 1e-12) + 1e-15);
        // Bhattacharyya is half of Rényi's at ½, and at most Chernoff's.
        let half = pair.renyi(0.5).unwrap();
        prop_assert!(half == 2.0 * pair.bhattacharyya() || (half - 2.0 * pair.bhattacharyya()).abs() < 1e-12);
        prop_assert!(pair.bhattacharyya() <= pair.chernoff().information + 1e-14);
        // Rényi rises with its order.
        let (low, high) = (pair.renyi(order).unwrap(), pair.renyi(order + 0.5).unwrap());
        prop_assert!(0.0 <= low && low <= high * (1.0 + 1e-12) + 1e-14, "{} {}", low, high);
        prop_assert!(high <= pair.renyi(f64::INFINITY).unwrap() * (1.0 + 1e-12) + 1e-14);
    }

    /// Skewing one α to the other side: (1 − α) D_α(p‖q) = α D_{1−α}(q‖p); and no order tells more than
    /// Chernoff's.
    #[test]
    fn orders_mirror_each_other(
        (first, second) in (1..6_usize).prop_flat_map(|k| (beliefs(k), beliefs(k))),
        order in 0.01..0.99_f64,
    ) {
        let pair = Disagreement::between(first, second).unwrap();
        let here = (1.0 - order) * pair.renyi(order).unwrap();
        let there = order * pair.reversed().renyi(1.0 - order).unwrap();
        prop_assert!(here == there || (here - there).abs() < 1e-12, "{} {}", here, there);
        prop_assert!(here <= pair.chernoff().information + 1e-13);
    }

    /// Telling fewer outcomes apart never widens a gap.
    #[test]
    fn merging_outcomes_narrows_every_gap((first, second) in (beliefs(4), beliefs(4))) {
        let merged = |belief: &Belief| {
            let p = belief.probabilities();
            Belief::new(vec![p[0] + p[1], p[2], p[3]]).unwrap()
        };
        let coarse = Disagreement::between(merged(&first), merged(&second)).unwrap();
        let fine = Disagreement::between(first, second).unwrap();
        let slack = 1e-14;
        prop_assert!(coarse.kullback_leibler() <= fine.kullback_leibler() * (1.0 + slack) + slack);
        prop_assert!(coarse.jensen_shannon() <= fine.jensen_shannon() + slack);
        prop_assert!(coarse.total_variation() <= fine.total_variation() + slack);
        prop_assert!(coarse.hellinger() <= fine.hellinger() + slack);
        prop_assert!(coarse.renyi(2.0).unwrap() <= fine.renyi(2.0).unwrap() * (1.0 + slack) + slack);
    }

    /// Total variation, Hellinger's, the Jensen–Shannon distance and Wasserstein's are metrics.
    #[test]
    fn a_detour_is_never_shorter(
        (one, two, three) in (2..5_usize).prop_flat_map(|k| (beliefs(k), beliefs(k), beliefs(k))),
        points in prop::collection::vec(-10.0..10.0_f64, 5),
    ) {
        let points = &points[..one.outcomes()];
        let distances = |first: &Belief, second: &Belief| {
            let pair = Disagreement::between(first.clone(), second.clone()).unwrap();
            [pair.total_variation(), pair.hellinger(), pair.jensen_shannon_distance(), pair.wasserstein(points).unwrap()]
        };
        let (direct, via) = (distances(&one, &three), [distances(&one, &two), distances(&two, &three)]);
        for k in 0..4 {
            prop_assert!(direct[k] <= via[0][k] + via[1][k] + 1e-12);
        }
        // The mean never moves further than the probability does.
        let shift = one.expectation(points).unwrap() - three.expectation(points).unwrap();
        prop_assert!(shift.abs() <= direct[3] + 1e-12);
    }

    /// Each pool is the belief that it claims to be, against others; the gaps are what it leaves.
    #[test]
    fn pools_minimise_what_they_claim(
        (several, other) in (2..5_usize).prop_flat_map(|k| (prop::collection::vec(open_beliefs(k), 1..5), open_beliefs(k))),
        weights in prop::collection::vec(0.01..3.0_f64, 4),
        step in 0.0..1.0_f64,
    ) {
        let weights = &weights[..several.len()];
        let total: f64 = weights.iter().sum();
        let mean = |each: &dyn Fn(&Belief) -> f64| -> f64 {
            several.iter().zip(weights).map(|(belief, weight)| weight / total * each(belief)).sum()
        };
        let pool = OpinionPool::new(several.clone(), weights.to_vec()).unwrap();
        let (linear, logarithmic) = (pool.linear(), pool.logarithmic().unwrap());
        prop_assert!((mean(&|p| kl(&logarithmic, p)) - pool.gap()).abs() < 1e-13);
        prop_assert!((mean(&|p| kl(p, &linear)) - pool.jensen_shannon()).abs() < 1e-13);
        // Others: any, and a step towards it from the pool.
        for near in [1.0, step] {
            let towards = |from: &Belief| {
                let mixed = from.probabilities().iter().zip(other.probabilities());
                Belief::new(mixed.map(|(pool, other)| pool + near * (other - pool)).collect()).unwrap()
            };
            prop_assert!(mean(&|p| kl(&towards(&logarithmic), p)) >= pool.gap() - 1e-13);
            prop_assert!(mean(&|p| kl(p, &towards(&linear))) >= pool.jensen_shannon() - 1e-13);
        }
        // The gap is 0 only in agreement; the logarithmic pool is externally Bayesian.
        let apart = several.iter().any(|p| kl(p, &several[0]) > 1e-9);
        prop_assert_eq!(pool.gap() > 1e-15, apart);
        prop_assert!(pool.gap() >= 0.0 && pool.jensen_shannon() >= 0.0);
        prop_assert!(pool.jensen_shannon() <= (several.len() as f64).ln() + 1e-14);
    }

    /// Two members of the same tolerance: half the Rényi divergence of order ½; a scale of tolerances changes
    /// nothing.
    #[test]
    fn the_gap_of_two_is_bhattacharyyas(
        (first, second) in (1..6_usize).prop_flat_map(|k| (beliefs(k), beliefs(k))),
        scale in 0.01..100.0_f64,
    ) {
        let found = gap(&[first.clone(), second.clone()], &[scale, scale]).unwrap();
        let expected = Disagreement::between(first, second).unwrap().bhattacharyya();
        prop_assert!(found == expected || (found - expected).abs() < 1e-13, "{} {}", found, expected);
    }

    /// The closed forms of normal laws agree with sums over a fine grid.
    #[test]
    fn normal_divergences_agree_with_sums(
        means in (-1.0..1.0_f64, -1.0..1.0_f64),
        deviations in (0.5..1.5_f64, 0.5..1.5_f64),
    ) {
        let (one, other) = (NormalBelief::new(means.0, deviations.0).unwrap(), NormalBelief::new(means.1, deviations.1).unwrap());
        // Sums over equal steps of a smooth law that all but vanishes at the ends are exact to rounding.
        let masses = |law: NormalBelief| {
            let density = |x: f64| (-((x - law.mean()) / law.deviation()).powi(2) / 2.0).exp();
            let masses: Vec<f64> = (-1200..=1200).map(|k| density(f64::from(k) * 0.01)).collect();
            let total: f64 = masses.iter().sum();
            Belief::new(masses.iter().map(|mass| mass / total).collect()).unwrap()
        };
        let sums = Disagreement::between(masses(one), masses(other)).unwrap();
        prop_assert!((sums.kullback_leibler() - one.kullback_leibler(other)).abs() < 1e-9);
        prop_assert!((sums.jeffreys() - one.jeffreys(other)).abs() < 1e-9);
        prop_assert!((sums.bhattacharyya() - one.bhattacharyya(other)).abs() < 1e-9);
        prop_assert!((sums.hellinger() - one.hellinger(other)).abs() < 1e-6);
        prop_assert!(one.wasserstein(other) >= (means.0 - means.1).abs());
    }
}
