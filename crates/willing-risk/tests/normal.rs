//! Sharing normal risks: known answers, limits and refusals.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test fails by panicking; exact cases are exact"
)]

use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;
use willing_risk::Error;
use willing_risk::normal::{
    Bets, DiscreteRisk, JointNormal, NormalSyndicate, Tolerances, conditional_mean_sharing, equal_shares,
    full_insurance, no_bets_exchange, normal_density, normal_distribution, normal_quantile, sharing_loss,
    side_bets, spread_premium, water_fill,
};

const INF: f64 = f64::INFINITY;

#[track_caller]
fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{got:e}, expected {expected:e}");
}

#[track_caller]
fn all_close(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        close(*got, *expected);
    }
}

fn tolerances(values: &[f64]) -> Tolerances {
    Tolerances::new(values.to_vec()).unwrap()
}

fn syndicate(variances: &[f64], taus: &[f64]) -> NormalSyndicate {
    let risks = JointNormal::independent(vec![1.0, 2.0, 1.5], variances).unwrap();
    NormalSyndicate::new(risks, tolerances(taus)).unwrap()
}

/// v(S) = Σμ − Var/2T: 1/2, 1, 13/6, 0, 5/4, 11/5, 10/3.
#[test]
fn three_independent_risks_are_worth_what_the_formula_says() {
    let syndicate = syndicate(&[1.0, 4.0, 9.0], &[1.0, 2.0, 3.0]);
    let expected = [0.0, 0.5, 1.0, 13.0 / 6.0, 0.0, 1.25, 2.2, 10.0 / 3.0];
    all_close(&syndicate.worths().unwrap(), &expected);
    for (bits, expected) in (0..).zip(expected) {
        close(syndicate.worth(Coalition::from_bits(bits)), expected);
    }
    assert_eq!(syndicate.tolerances().total(), 6.0);
    all_close(&syndicate.tolerances().borch_shares(), &[1.0 / 6.0, 1.0 / 3.0, 0.5]);
    all_close(&syndicate.alone(), &[0.5, 1.0, 0.0]);
    close(syndicate.gain(), 11.0 / 6.0);
    close(syndicate.group_premium(), 7.0 / 6.0);
    // φ_i = μ_i − Σ_ii/6 + τ_i·14/72.
    all_close(&syndicate.equilibrium(), &[37.0 / 36.0, 31.0 / 18.0, 7.0 / 12.0]);
}

#[test]
fn a_risk_neutral_member_takes_all_risk_and_no_reward_for_it() {
    let syndicate = syndicate(&[1.0, 4.0, 9.0], &[1.0, INF, 3.0]);
    assert_eq!(syndicate.tolerances().borch_shares(), [0.0, 1.0, 0.0]);
    assert_eq!(syndicate.group_premium(), 0.0);
    assert_eq!(syndicate.equilibrium(), [1.0, 2.0, 1.5]);
    assert_eq!(syndicate.worths().unwrap(), [0.0, 0.5, 2.0, 3.0, 0.0, 1.25, 3.5, 4.5]);
    assert_eq!(syndicate.gain(), 2.0);
    assert_eq!(tolerances(&[INF, 1.0, INF]).borch_shares(), [0.5, 0.0, 0.5]);
}

#[test]
fn perfect_hedges_and_certain_payoffs_are_risks_too() {
    let hedge = JointNormal::new(vec![0.0, 0.0], &[vec![4.0, -4.0], vec![-4.0, 4.0]]).unwrap();
    let hedge = NormalSyndicate::new(hedge, tolerances(&[1.0, 3.0])).unwrap();
    assert_eq!(hedge.worths().unwrap(), [0.0, -2.0, -2.0 / 3.0, 0.0]);
    assert_eq!(hedge.equilibrium(), [0.0, 0.0]);
    let certain = JointNormal::independent(vec![5.0], &[0.0]).unwrap();
    assert_eq!(NormalSyndicate::new(certain, tolerances(&[1e-6])).unwrap().alone(), [5.0]);
    // Decimal fractions hedge as well, though their sum is not 0 in binary.
    let tenths = [vec![0.1, 0.2, -0.3], vec![0.2, 0.4, -0.6], vec![-0.3, -0.6, 0.9]];
    assert_eq!(JointNormal::new(vec![0.0; 3], &tenths).unwrap().total_variance(), 0.0);
}

#[test]
fn a_covariance_that_is_none_is_refused() {
    let new = |rows: &[Vec<f64>]| JointNormal::new(vec![0.0; rows.len()], rows);
    assert!(matches!(
        new(&[vec![1.0, 0.5], vec![0.4, 1.0]]),
        Err(Error::Contradiction { left: "one half", left_value: 0.5, right_value: 0.4, .. })
    ));
    assert!(matches!(
        new(&[vec![1.0, 3.0], vec![3.0, 4.0]]),
        Err(Error::Contradiction { left: "its size", left_value: 3.0, right_value: 2.0, .. })
    ));
    assert!(matches!(new(&[vec![0.0, 1e-300], vec![1e-300, 1.0]]), Err(Error::Contradiction { .. })));
    // Each pair is possible, the three together are not: eigenvalue 1 − 2·0.6.
    let three = [vec![1.0, -0.6, -0.6], vec![-0.6, 1.0, -0.6], vec![-0.6, -0.6, 1.0]];
    let Err(Error::OutOfRange { quantity, value, .. }) = new(&three) else { panic!("it is refused") };
    assert_eq!(quantity, "least eigenvalue of the correlations");
    close(value, -0.2);
    // At −1/2 it is singular, and a covariance; in any units.
    for unit in [1e-9, 1.0, 1e9] {
        let row = |own: usize| {
            (0..3).map(|other| if own == other { unit * unit } else { -unit * unit / 2.0 }).collect()
        };
        assert!(new(&[row(0), row(1), row(2)]).is_ok());
    }
    assert!(matches!(new(&[vec![-1.0]]), Err(Error::OutOfRange { quantity: "variance", .. })));
    assert!(matches!(new(&[vec![f64::NAN]]), Err(Error::OutOfRange { quantity: "variance", .. })));
    for bad in [f64::NAN, INF] {
        let rows = [[vec![1.0, bad], vec![0.0, 1.0]], [vec![1.0, 0.0], vec![bad, 1.0]]];
        for rows in rows {
            assert!(matches!(
                new(&rows),
                Err(Error::OutOfRange { quantity: "covariance", .. } | Error::Contradiction { .. })
            ));
        }
    }
    assert!(matches!(new(&[]), Err(Error::TooFew { got: 0, .. })));
    assert!(matches!(new(&[vec![1.0, 0.0]]), Err(Error::Length { got: 2, expected: 1, .. })));
    assert!(matches!(JointNormal::new(vec![0.0], &[]), Err(Error::Length { got: 0, expected: 1, .. })));
    assert!(matches!(
        JointNormal::independent(vec![f64::NAN], &[1.0]),
        Err(Error::OutOfRange { quantity: "mean", .. })
    ));
}

#[test]
fn tolerances_and_syndicates_are_checked() {
    for bad in [0.0, -1.0, 1e-7, 1e13, f64::NAN, f64::NEG_INFINITY] {
        let refused = Tolerances::new(vec![1.0, bad]);
        assert!(matches!(refused, Err(Error::OutOfRange { quantity: "risk tolerance", .. })), "{bad}");
    }
    assert!(matches!(Tolerances::new(vec![]), Err(Error::TooFew { .. })));
    let many = |members: usize| {
        let risks = JointNormal::independent(vec![0.0; members], &vec![1.0; members]).unwrap();
        NormalSyndicate::new(risks, tolerances(&vec![1.0; members]))
    };
    assert!(matches!(many(65), Err(Error::Game(willing_game::Error::TooManyPlayers { got: 65, most: 64 }))));
    assert!(matches!(
        many(25).unwrap().worths(),
        Err(Error::Game(willing_game::Error::TooManyPlayers { got: 25, most: 24 }))
    ));
    // −n/2n for n equal independent risks.
    close(many(64).unwrap().worth(Coalition::grand(64).unwrap()), -0.5);
    let one = JointNormal::independent(vec![0.0], &[1.0]).unwrap();
    assert!(matches!(NormalSyndicate::new(one, tolerances(&[1.0; 2])), Err(Error::Length { .. })));
}

/// 23/80, 801/1000, 0.
#[test]
fn wrong_shares_lose_what_the_formula_says() {
    let members = tolerances(&[1.0, 2.0, 5.0]);
    let loss = |shares: &[f64]| sharing_loss(9.0, &members, shares);
    close(loss(&equal_shares(3)).unwrap(), 0.2875);
    close(loss(&[0.5, 0.3, 0.2]).unwrap(), 0.801);
    assert_eq!(loss(&members.borch_shares()).unwrap(), 0.0);
    // With a risk-neutral member: (9/2)(1/4)/1.
    close(sharing_loss(9.0, &tolerances(&[1.0, INF]), &[0.5, 0.5]).unwrap(), 1.125);
    assert!(matches!(loss(&[0.5, 0.3, 0.3]), Err(Error::Contradiction { .. })));
    assert!(matches!(loss(&[0.5, 0.5]), Err(Error::Length { .. })));
    assert!(matches!(loss(&[0.5, f64::NAN, 0.5]), Err(Error::OutOfRange { quantity: "share", .. })));
    assert!(sharing_loss(-1.0, &members, &equal_shares(3)).is_err());
}

fn bounded(taus: &[f64], means: &[f64], variance: f64) -> willing_risk::normal::SideBets {
    match side_bets(&tolerances(taus), means, variance).unwrap() {
        Bets::Bounded(bets) => bets,
        Bets::Unbounded => panic!("the bets are bounded"),
    }
}

/// Slopes −1/3, 5/6, 1/2; totals 5/12 and −1/3; bets worth 3/4.
#[test]
fn members_who_disagree_bet() {
    let bets = bounded(&[1.0, 2.0, 3.0], &[-2.0, 1.0, 0.0], 4.0);
    assert_eq!((bets.surrogate_mean, bets.surrogate_tolerance), (0.0, 6.0));
    all_close(&bets.slopes, &[-1.0 / 3.0, 5.0 / 6.0, 0.5]);
    close(bets.total_with_bets, 5.0 / 12.0);
    close(bets.total_without_bets, -1.0 / 3.0);
    close(bets.value_of_bets, 0.75);
}

#[test]
fn bets_against_a_risk_neutral_member_have_their_limit() {
    let limit = bounded(&[1.0, INF, 3.0, INF], &[-2.0, 1.0, 0.0, 1.0], 4.0);
    let near = bounded(&[1.0, 1e10, 3.0, 1e10], &[-2.0, 1.0, 0.0, 1.0], 4.0);
    for (limit, near) in limit.slopes.iter().zip(&near.slopes) {
        assert!((limit - near).abs() < 1e-8, "{limit} {near}");
    }
    // 1·9/8 + 3·1/8.
    close(limit.value_of_bets, 1.5);
    close(limit.slopes.iter().sum(), 1.0);
    assert_eq!(limit.total_without_bets, 1.0);
}

#[test]
fn bets_without_bound_are_named() {
    let unbounded = |taus: &[f64], means: &[f64], variance: f64| {
        side_bets(&tolerances(taus), means, variance).unwrap() == Bets::Unbounded
    };
    assert!(unbounded(&[1.0, 1.0], &[0.0, 1.0], 0.0));
    assert!(unbounded(&[INF, INF, 1.0], &[0.0, 1.0, 0.0], 1.0));
    assert!(!unbounded(&[INF, INF, 1.0], &[1.0, 1.0, 0.0], 1.0));
    let certain = bounded(&[1.0, 3.0], &[0.1, 0.1], 0.0);
    assert_eq!((certain.slopes, certain.total_with_bets), (vec![0.25, 0.75], 0.1));
}

/// f* = clamp(1/2 − gτ/2σ², 0, 1): 1/2, 1/3, 1/6, 0, 0.
#[test]
fn sharing_without_bets_stops_where_disagreement_is_too_large() {
    let members = tolerances(&[3.0, 3.0]);
    for (gap, share) in [(0.0, 0.5), (1.0, 1.0 / 3.0), (2.0, 1.0 / 6.0), (3.0, 0.0), (5.0, 0.0)] {
        let shared = water_fill(&members, &[0.0, -gap], 9.0).unwrap();
        all_close(&shared.shares, &[1.0 - share, share]);
        // −σ²/2τ at the ends, in between −g f − σ²((1−f)² + f²)/2τ.
        let kept = 1.0 - share;
        close(shared.value, -gap * share - 1.5 * (kept * kept + share * share));
    }
}

#[test]
fn sharing_without_bets_has_its_limits() {
    let fill =
        |taus: &[f64], means: &[f64], variance: f64| water_fill(&tolerances(taus), means, variance).unwrap();
    // Risk neutral: the floor under the price. The first takes 1·(3 − 1)/4, the others at the floor the rest.
    let neutral = fill(&[1.0, INF, INF, INF, 1.0], &[3.0, 1.0, 1.0, 0.0, 0.5], 4.0);
    assert_eq!(neutral.shares, [0.5, 0.25, 0.25, 0.0, 0.0]);
    assert_eq!(neutral.price, 1.0);
    // 3/2 − 4/8 + 1/2.
    assert_eq!(neutral.value, 1.5);
    // The risk neutral expect too little: they get nothing.
    assert_eq!(fill(&[1.0, INF], &[9.0, 1.0], 4.0).shares, [1.0, 0.0]);
    // A certain payoff goes to the hopeful, by tolerance.
    let certain = fill(&[1.0, 3.0, 5.0], &[2.0, 2.0, 1.0], 0.0);
    assert_eq!((certain.shares, certain.price, certain.value), (vec![0.25, 0.75, 0.0], 2.0, 2.0));
    assert_eq!(fill(&[1.0, INF, INF], &[2.0, 2.0, 2.0], 0.0).shares, [0.0, 0.5, 0.5]);
    assert_eq!(fill(&[1.0, INF], &[2.0, 1.0], 0.0).shares, [1.0, 0.0]);
    // Agreement is Borch's case, whatever the mean.
    assert_eq!(fill(&[1.0, 3.0], &[1e12, 1e12], 1e-3).shares, [0.25, 0.75]);
    // Tolerances of very different size.
    let wide = fill(&[1e-6, 1e12], &[1e-9, 0.0], 1e-6);
    close(wide.shares.iter().sum(), 1.0);
}

#[test]
fn several_risks_are_shared_one_by_one() {
    let members = tolerances(&[1.0, 2.0]);
    let means = [vec![1.0, -1.0, 0.0], vec![0.0, 2.0, 0.0]];
    let exchange = no_bets_exchange(&members, &means, &[4.0, 1.0, 3.0]).unwrap();
    for (risk, variance) in [4.0, 1.0, 3.0].into_iter().enumerate() {
        let single = water_fill(&members, &[means[0][risk], means[1][risk]], variance).unwrap();
        assert_eq!(exchange.risks[risk], single);
    }
    close(exchange.total, exchange.risks.iter().map(|risk| risk.value).sum());
    let refused = no_bets_exchange(&members, &[vec![1.0], vec![]], &[1.0]);
    assert!(matches!(refused, Err(Error::Length { got: 0, expected: 1, .. })));
    assert!(matches!(no_bets_exchange(&members, &[vec![1.0]], &[1.0]), Err(Error::Length { .. })));
    assert!(water_fill(&members, &[0.0, f64::NAN], 1.0).is_err());
}

/// Forty-digit values of the quantile at these doubles.
#[test]
fn the_normal_quantile_is_right_to_the_last_digits() {
    let known = [
        (1e-300, -37.047_096_299_361_2),
        (1e-20, -9.262_340_089_798_408),
        (1e-10, -6.361_340_902_404_056),
        (0.001, -3.090_232_306_167_813_5),
        (0.25, -0.674_489_750_196_081_7),
        (0.3, -0.524_400_512_708_040_8),
        (0.4999, -2.506_628_300_880_075e-4),
        (0.500_001, 2.506_628_274_705_705e-6),
        (0.6, 0.253_347_103_135_799_7),
        (0.75, 0.674_489_750_196_081_7),
        (0.95, 1.644_853_626_951_472_7),
        (0.975, 1.959_963_984_540_054),
    ];
    for (probability, expected) in known {
        let got = normal_quantile(probability).unwrap();
        assert!((got / expected - 1.0).abs() <= 1e-15, "{probability}: {got:e}, expected {expected:e}");
    }
    for probability in [0.0, 1.0, -0.1, 1.1, f64::NAN, 1e-310] {
        assert!(matches!(normal_quantile(probability), Err(Error::OutOfRange { .. })), "{probability}");
    }
    for step in 1..1000 {
        let probability = f64::from(step) / 1000.0;
        close(normal_distribution(normal_quantile(probability).unwrap()), probability);
    }
    // The ends of the range.
    assert!(normal_quantile(f64::MIN_POSITIVE).unwrap() < -37.5);
    assert!((normal_quantile(1.0_f64.next_down()).unwrap() - 8.209_536_151_601_387).abs() < 1e-12);
    close(normal_density(0.0), 0.398_942_280_401_432_7);
}

#[test]
fn the_tail_of_a_normal_portfolio_has_euler_contributions() {
    let rows = [vec![4.0, 1.0, -0.5], vec![1.0, 9.0, 2.0], vec![-0.5, 2.0, 1.0]];
    let tail = JointNormal::new(vec![1.0, 2.0, 0.0], &rows).unwrap().tail(0.95).unwrap();
    close(tail.multiplier, 2.062_712_807_507_426);
    close(tail.total, 11.991_156_677_471_936);
    all_close(
        &tail.contributions,
        &[3.129_484_476_243_353_4, 7.678_625_269_982_275, 1.183_046_931_246_307_4],
    );
    all_close(&tail.alone, &[5.125_425_615_014_852, 8.188_138_422_522_279, 2.062_712_807_507_426]);
}

#[test]
fn the_tail_has_its_limits() {
    let risks = JointNormal::independent(vec![1.0, 2.0], &[9.0, 16.0]).unwrap();
    // The mean of all, and nearly the mean of nearly all.
    assert_eq!(risks.tail(0.0).unwrap().contributions, [1.0, 2.0]);
    assert!((risks.tail(1e-300).unwrap().total - 3.0).abs() < 1e-12);
    // Half: k = 2φ(0) = √(2/π).
    close(risks.tail(0.5).unwrap().total, 3.0 + 5.0 * (2.0 / std::f64::consts::PI).sqrt());
    for level in [1.0, -0.1, f64::NAN] {
        assert!(matches!(risks.tail(level), Err(Error::OutOfRange { quantity: "level", .. })));
    }
    let hedge = JointNormal::new(vec![1.0, 2.0], &[vec![4.0, -4.0], vec![-4.0, 4.0]]).unwrap();
    let tail = hedge.tail(0.9).unwrap();
    assert_eq!((tail.total, tail.contributions), (3.0, vec![1.0, 2.0]));
}

/// Slopes 1/4, 3/5, 3/20; shares 2, 22/5, 18/5.
#[test]
fn normal_risks_are_shared_by_their_conditional_means() {
    let rows = [vec![4.0, 1.0, 0.0], vec![1.0, 9.0, 2.0], vec![0.0, 2.0, 1.0]];
    let risks = JointNormal::new(vec![1.0, 2.0, 3.0], &rows).unwrap();
    let means = risks.conditional_means(10.0).unwrap();
    all_close(&means.slopes, &[0.25, 0.6, 0.15]);
    all_close(&means.shares, &[2.0, 4.4, 3.6]);
    let certain = JointNormal::independent(vec![0.1, 0.2], &[0.0, 0.0]).unwrap();
    assert_eq!(certain.conditional_means(0.3).unwrap().shares, [0.1, 0.2]);
    assert!(matches!(certain.conditional_means(0.4), Err(Error::Contradiction { left_value: 0.4, .. })));
    assert!(risks.conditional_means(f64::NAN).is_err());
}

/// Severities 1, 2, 3 with probabilities 1/10, 1/5, 3/10; at s = 3 the shares are 7/115, 14/115, 324/115.
#[test]
fn discrete_risks_are_shared_by_their_conditional_means() {
    let risks: Vec<_> = [(0.1, 1), (0.2, 2), (0.3, 3)]
        .into_iter()
        .map(|(probability, severity)| DiscreteRisk::bernoulli(probability, severity).unwrap())
        .collect();
    let law = conditional_mean_sharing(&risks).unwrap();
    let probabilities = [0.504, 0.056, 0.126, 0.23, 0.024, 0.054, 0.006];
    let shares = [
        [0.0, 0.0, 0.0],
        [1.0, 0.0, 0.0],
        [0.0, 2.0, 0.0],
        [7.0 / 115.0, 14.0 / 115.0, 324.0 / 115.0],
        [1.0, 0.0, 3.0],
        [0.0, 2.0, 3.0],
        [1.0, 2.0, 3.0],
    ];
    assert_eq!(law.len(), 7);
    for (outcome, (probability, shares)) in law.iter().zip(probabilities.into_iter().zip(shares)) {
        close(outcome.probability, probability);
        all_close(&outcome.conditional_means, &shares);
    }
    assert_eq!(law.iter().map(|outcome| outcome.sum).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
    all_close(&risks.iter().map(DiscreteRisk::mean).collect::<Vec<_>>(), &[0.1, 0.4, 0.9]);
}

#[test]
fn laws_of_sums_are_bounded_and_leave_out_what_cannot_be() {
    assert!(matches!(conditional_mean_sharing(&[]), Err(Error::TooFew { .. })));
    assert!(matches!(DiscreteRisk::bernoulli(1.5, 1), Err(Error::OutOfRange { .. })));
    assert!(matches!(DiscreteRisk::bernoulli(0.5, i64::MAX), Err(Error::OutOfRange { .. })));
    let never = DiscreteRisk::bernoulli(0.0, 7).unwrap();
    assert_eq!(conditional_mean_sharing(&[never]).unwrap().len(), 1);
    // 2²⁰ different sums times 24 risks are too many.
    let doubling: Vec<_> = (0..24).map(|power| DiscreteRisk::bernoulli(0.5, 1 << power).unwrap()).collect();
    let refused = conditional_mean_sharing(&doubling);
    assert!(matches!(refused, Err(Error::OutOfRange { quantity: "different sums times risks", .. })));
}

/// 25, 5/2, 1/4, 1/40 and, with covariance 3, 53/2, 4, 7/4, 61/40.
#[test]
fn independent_risk_vanishes_when_it_is_spread_and_correlated_risk_does_not() {
    let expected = [(1, 25.0, 26.5), (10, 2.5, 4.0), (100, 0.25, 1.75), (1000, 0.025, 1.525)];
    for (members, independent, correlated) in expected {
        close(spread_premium(100.0, 0.0, 2.0, members).unwrap(), independent);
        close(spread_premium(100.0, 3.0, 2.0, members).unwrap(), correlated);
    }
    assert_eq!(spread_premium(100.0, 3.0, INF, 1).unwrap(), 0.0);
    assert!(matches!(spread_premium(100.0, 3.0, 2.0, 0), Err(Error::TooFew { .. })));
    assert!(matches!(spread_premium(-1.0, 3.0, 2.0, 1), Err(Error::OutOfRange { quantity: "variance", .. })));
    assert!(spread_premium(1.0, f64::NAN, 2.0, 1).is_err());
    assert!(spread_premium(1.0, 0.0, 0.0, 1).is_err());
}

#[test]
fn under_full_insurance_only_the_sum_of_incomes_matters() {
    let members = tolerances(&[1.0, 2.0, 3.0]);
    let incomes = [[5.0, 1.0, 3.0], [2.0, 4.0, 6.0], [1.0, 9.0, 2.0], [8.0, 2.0, 5.0]].map(Vec::from);
    let consumption = full_insurance(&members, &incomes, &[1.0, 0.0, -1.0]).unwrap();
    let expected = [[2.5, 3.0, 3.5], [3.0, 4.0, 5.0], [3.0, 4.0, 5.0], [3.5, 5.0, 6.5]];
    for (got, expected) in consumption.iter().zip(expected) {
        all_close(got, &expected);
    }
    let refused = full_insurance(&members, &incomes, &[1.0, 0.0, 0.0]);
    assert!(matches!(refused, Err(Error::Contradiction { left_value: 1.0, .. })));
    assert!(matches!(full_insurance(&members, &incomes, &[0.0]), Err(Error::Length { .. })));
    assert!(matches!(full_insurance(&members, &[vec![1.0]], &[0.0; 3]), Err(Error::Length { .. })));
    assert!(full_insurance(&members, &[vec![1.0, 2.0, f64::NAN]], &[0.0; 3]).is_err());
}
