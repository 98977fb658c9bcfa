//! Efficient divisions and competitive equilibria: known answers, limits, refusals, and checks that refuse corrupted evidence.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

use willing_check::syndicate::{BorchAllocation, Competitive, Violation};
use willing_game::{Certificate, Limit, Players, Verdict};
use willing_risk::Belief;
use willing_risk::syndicate::{Member, Syndicate, Utility};
use willing_solver::syndicate::{Borch, Equilibrium, Error};

fn syndicate(members: &[(Utility, &[f64])], endowments: &[&[f64]]) -> Syndicate {
    let of =
        |&(utility, p): &(Utility, &[f64])| Member::new(utility, Belief::new(p.to_vec()).unwrap()).unwrap();
    let players = Players::new((0..members.len()).map(|seat| format!("m{seat}"))).unwrap();
    let rows = endowments.iter().map(|row| row.to_vec()).collect();
    Syndicate::new(players, members.iter().map(of).collect(), rows).unwrap()
}

fn borch(syndicate: &Syndicate, weights: &[f64]) -> BorchAllocation {
    let division = Borch::new().solve(syndicate, weights).unwrap();
    division.check(syndicate).unwrap();
    division
}

fn trade(syndicate: &Syndicate) -> Competitive {
    let answer = Equilibrium::new().solve(syndicate).unwrap().found().unwrap();
    answer.check(syndicate).unwrap();
    answer
}

fn crra(aversion: f64) -> Utility {
    Utility::Crra { aversion }
}

fn cara(tolerance: f64) -> Utility {
    Utility::Cara { tolerance }
}

#[track_caller]
fn near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (one, other) in got.iter().zip(expected) {
        assert!((one - other).abs() <= 1e-12 * (1.0 + other.abs()), "{got:?} is not {expected:?}");
    }
}

const THIRDS: [f64; 3] = [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0];
const ONE: [f64; 3] = [0.5, 0.25, 0.25];
const OTHER: [f64; 3] = [1.0 / 6.0, 1.0 / 3.0, 0.5];

#[test]
fn logarithmic_members_share_in_proportion_to_weights() {
    // y_i = λ_i X / Σ λ
    let log = (Utility::Log, &THIRDS[..]);
    let group = syndicate(&[log, log, log], &[&[6.0, 12.0, 3.0], &[0.0; 3], &[0.0; 3]]);
    let division = borch(&group, &[1.0, 2.0, 3.0]);
    near(&division.allocation[0], &[1.0, 2.0, 0.5]);
    near(&division.allocation[1], &[2.0, 4.0, 1.0]);
    near(&division.allocation[2], &[3.0, 6.0, 1.5]);
    // μ(s) = p(s) Σ λ / X(s)
    near(&[division.log_multipliers[1].unwrap()], &[(6.0_f64 / 36.0).ln()]);
}

#[test]
fn logarithmic_members_bet_on_what_they_believe() {
    // y_i(s) = λ_i p_i(s) X(s) / Σ_j λ_j p_j(s)
    let group =
        syndicate(&[(Utility::Log, &ONE), (Utility::Log, &OTHER)], &[&[6.0, 12.0, 3.0], &[0.0, 0.0, 0.0]]);
    let division = borch(&group, &[2.0, 1.0]);
    near(&division.allocation[0], &[36.0 / 7.0, 36.0 / 5.0, 1.5]);
    near(&division.allocation[1], &[6.0 / 7.0, 24.0 / 5.0, 1.5]);
}

#[test]
fn equal_aversion_shares_in_proportion_to_roots_of_weights() {
    // λ^{1/3} = 1, 2, 3
    let averse = (crra(3.0), &[1.0][..]);
    let division = borch(&syndicate(&[averse; 3], &[&[12.0], &[0.0], &[0.0]]), &[1.0, 8.0, 27.0]);
    near(&division.allocation.concat(), &[2.0, 4.0, 6.0]);
}

#[test]
fn unequal_aversion_solves_the_first_order_condition() {
    // λ/y = λ'/y'² with λ = 1, λ' = 2: y = y'²/2, so that y' = 4, y = 8 divide 12.
    let group = syndicate(&[(Utility::Log, &[1.0]), (crra(2.0), &[1.0])], &[&[12.0], &[0.0]]);
    near(&borch(&group, &[1.0, 2.0]).allocation.concat(), &[8.0, 4.0]);
    // λ = 1, 1, 1 with γ = ½, 1, 2: y = (m⁻², m⁻¹, m^{−1/2}) with m = ¼: 16, 4, 2.
    let group = syndicate(
        &[(crra(0.5), &[1.0]), (Utility::Log, &[1.0]), (crra(2.0), &[1.0])],
        &[&[22.0], &[0.0], &[0.0]],
    );
    let division = borch(&group, &[1.0; 3]);
    near(&division.allocation.concat(), &[16.0, 4.0, 2.0]);
    near(&[division.log_multipliers[0].unwrap()], &[0.25_f64.ln()]);
}

#[test]
fn absolute_aversion_shares_linearly_with_side_bets() {
    // y_i = (τ_i/T) X + τ_i [ln(λ_i p_i/τ_i) − Σ_j (τ_j/T) ln(λ_j p_j/τ_j)]
    let (tau, lambda, totals) = ([1.0, 3.0], [1.0, 2.0], [6.0, -12.0, 3.0]);
    let group = syndicate(&[(cara(1.0), &ONE), (cara(3.0), &OTHER)], &[&totals, &[0.0; 3]]);
    let division = borch(&group, &lambda);
    for outcome in 0..3 {
        let a = [(lambda[0] * ONE[outcome] / tau[0]).ln(), (lambda[1] * OTHER[outcome] / tau[1]).ln()];
        let mean = 0.25 * a[0] + 0.75 * a[1];
        for player in 0..2 {
            let expected = tau[player] / 4.0 * totals[outcome] + tau[player] * (a[player] - mean);
            near(&[division.allocation[player][outcome]], &[expected]);
        }
    }
}

#[test]
fn relative_beside_absolute_aversion() {
    // λ/y = μ and λ' e^{−z}= μ with λ = λ' = 1: y = e^z; z = 1 and y = e divide 1 + e; z = −700 and y = e^{−700} also divide.
    let e = std::f64::consts::E;
    for (total, z) in [(1.0 + e, 1.0), (-700.0 + (-700.0_f64).exp(), -700.0), (3.0 + e.powi(3), 3.0)] {
        let group = syndicate(&[(Utility::Log, &[1.0]), (cara(1.0), &[1.0])], &[&[0.0], &[total]]);
        let division = borch(&group, &[1.0, 1.0]);
        near(&[division.allocation[0][0].ln(), division.allocation[1][0]], &[z, z]);
    }
    // So little for the first that no float holds it: 0 stands for it.
    let group = syndicate(&[(Utility::Log, &[1.0]), (cara(1.0), &[1.0])], &[&[0.0], &[-1e5]]);
    near(&borch(&group, &[1.0, 1.0]).allocation.concat(), &[0.0, -1e5]);
}

#[test]
fn logarithmic_equilibrium_is_that_of_the_linear_system() {
    let group =
        syndicate(&[(Utility::Log, &ONE), (Utility::Log, &OTHER)], &[&[4.0, 1.0, 1.0], &[1.0, 3.0, 2.0]]);
    let answer = trade(&group);
    let (prices, wealth) = answer.in_units_of_all(&group).unwrap();
    near(&wealth, &[92.0 / 201.0, 109.0 / 201.0]);
    near(&prices, &[77.0 / 1206.0, 89.0 / 1206.0, 155.0 / 1206.0]);
    near(&answer.allocation[0], &[276.0 / 77.0, 138.0 / 89.0, 138.0 / 155.0]);
    near(&answer.allocation[1], &[109.0 / 77.0, 218.0 / 89.0, 327.0 / 155.0]);
    near(&answer.certainty_equivalents, &[2.052_193_442_003_271_7, 2.074_688_111_630_181_6]);
    near(
        &group.expected_utilities(&answer.allocation).unwrap(),
        &[0.718_909_192_847_488_8, 0.729_810_834_737_229_7],
    );
    // ln 2 and (5/6) ln … alone.
    near(
        &group.expected_utilities(group.endowments()).unwrap(),
        &[std::f64::consts::LN_2, 0.712_777_686_502_675_9],
    );
    near(&answer.autarky, &[2.0, 0.712_777_686_502_675_9_f64.exp()]);
}

#[test]
fn equilibrium_of_unequal_aversion_and_beliefs() {
    // Computed to 50 digits by solving the first-order conditions.
    let group = syndicate(
        &[(crra(2.0), &[0.7, 0.2, 0.1]), (crra(4.0), &[0.5, 0.2, 0.3])],
        &[&[5.0, 3.0, 1.0], &[4.0, 4.0, 2.0]],
    );
    let answer = trade(&group);
    near(&answer.prices, &[0.143_652_743_290_024_25, 0.086_128_287_061_007_93, 0.770_218_969_648_967_8]);
    near(&answer.allocation[0], &[5.312_342_830_426_816, 3.667_212_946_569_632, 0.867_135_429_451_454_5]);
    near(&answer.allocation[1], &[3.687_657_169_573_183_2, 3.332_787_053_430_368, 2.132_864_570_548_545_4]);
    near(&answer.certainty_equivalents, &[3.315_340_171_158_85, 2.785_027_131_409_471_2]);
    near(&answer.autarky, &[3.260_869_565_217_391, 2.743_296_567_248_937]);
}

#[test]
fn prices_under_absolute_aversion_are_those_of_the_surrogate() {
    // q ∝ e^{−X/T} Π p_i^{τ_i/T}; here T = 4 and X = 4 ln 2 · (0, 1, 2), common belief: q ∝ 4 : 2 : 1.
    let unit = 4.0 * 2.0_f64.ln();
    let group = syndicate(
        &[(cara(1.0), &THIRDS), (cara(3.0), &THIRDS)],
        &[&[0.0, unit, 0.0], &[0.0, 0.0, 2.0 * unit]],
    );
    let answer = trade(&group);
    near(&answer.prices, &[4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]);
    // Each holds its tolerance's part of X and a sure amount: unit · (2/7) = Σ q X/4 + k.
    let mean = unit * (2.0 / 7.0 + 2.0 / 7.0);
    let sure = unit * 2.0 / 7.0 - mean / 4.0;
    near(&answer.allocation[0], &[sure, unit / 4.0 + sure, unit / 2.0 + sure]);
    assert!(group.has_one_equilibrium());
}

/// Two members, each rich where the other believes in less: γ = 5 makes income effects strong.
fn mirrored(owned: f64) -> Syndicate {
    syndicate(&[(crra(5.0), &[0.99, 0.01]), (crra(5.0), &[0.01, 0.99])], &[&[1.0, owned], &[owned, 1.0]])
}

#[test]
fn one_of_three_equilibria_is_found() {
    // Prices of the first outcome at which excess demand changes its sign, by bisection of the closed form.
    let group = mirrored(0.05);
    assert!(!group.has_one_equilibrium());
    let demand = |price: f64| {
        let one = |own: [f64; 2], p: f64| {
            let (here, there) = ((p / price).powf(0.2), ((1.0 - p) / (1.0 - price)).powf(0.2));
            let wealth = price * own[0] + (1.0 - price) * own[1];
            wealth * here / (price * here + (1.0 - price) * there) - own[0]
        };
        one([1.0, 0.05], 0.99) + one([0.05, 1.0], 0.01)
    };
    let places: Vec<f64> = (1..1000).map(|k| f64::from(k) / 1000.0 + 1e-4).collect();
    let roots: Vec<f64> = places
        .windows(2)
        .filter(|pair| demand(pair[0]) * demand(pair[1]) < 0.0)
        .map(|pair| {
            let (mut low, mut high) = (pair[0], pair[1]);
            for _ in 0..100 {
                let middle = f64::midpoint(low, high);
                if demand(low) * demand(middle) <= 0.0 { high = middle } else { low = middle }
            }
            low
        })
        .collect();
    assert_eq!(roots.len(), 3);
    let price = trade(&group).prices[0];
    assert!(roots.iter().any(|root| (root - price).abs() < 1e-10), "{price} is none of {roots:?}");
}

#[test]
fn aversion_tends_to_the_logarithm() {
    let with =
        |utility| syndicate(&[(utility, &ONE), (utility, &OTHER)], &[&[4.0, 1.0, 1.0], &[1.0, 3.0, 2.0]]);
    let log = trade(&with(Utility::Log));
    for gap in [1e-10, -1e-10] {
        let almost = trade(&with(crra(1.0 + gap)));
        for (one, other) in almost.allocation.concat().iter().zip(log.allocation.concat()) {
            assert!((one - other).abs() < 1e-9);
        }
        for (one, other) in almost.certainty_equivalents.iter().zip(&log.certainty_equivalents) {
            assert!((one - other).abs() < 1e-9);
        }
    }
    near(&trade(&with(crra(1.0))).allocation.concat(), &log.allocation.concat());
}

#[test]
fn extreme_aversions_and_wealth_divide() {
    for (least, most) in [(1e-3, 1e3), (1e-3, 1.0), (1.0, 1e3), (1e3, 1e3), (1e-3, 1e-3), (1e-3, 2e-3)] {
        for scale in [1e-9, 1.0, 1e9] {
            for weights in [[1.0, 1.0], [1e-9, 1e9], [1e9, 1e-9]] {
                let group = syndicate(
                    &[(crra(least), &ONE), (crra(most), &OTHER)],
                    &[&[scale, 2.0 * scale, 3.0 * scale], &[scale; 3]],
                );
                borch(&group, &weights); // and checks
            }
        }
    }
    // Totals from 1e-9 to 1e9 side by side, with absolute aversion beside.
    let group = syndicate(
        &[(crra(1e-3), &ONE), (crra(1e3), &OTHER), (Utility::Log, &THIRDS)],
        &[&[1e-9, 1.0, 1e9], &[0.0; 3], &[0.0; 3]],
    );
    borch(&group, &[1.0; 3]);
    let group = syndicate(
        &[(crra(0.5), &ONE), (cara(1e-3), &OTHER), (cara(1e9), &THIRDS)],
        &[&[1e-9, 1.0, 1e9], &[-1e9, 0.0, 1e-9], &[0.0; 3]],
    );
    borch(&group, &[1.0; 3]);
}

#[test]
fn extreme_aversions_and_wealth_trade() {
    for (one, other) in [(0.05, 50.0), (1e-2, 1.0), (1.0, 1e3), (1e3, 1e3), (0.1, 0.1)] {
        for scale in [1e-9, 1.0, 1e9] {
            let (a, b) = ([scale, 1.1 * scale, 1.2 * scale], [1.2 * scale, scale, 1.1 * scale]);
            let group = syndicate(&[(crra(one), &ONE), (crra(other), &OTHER)], &[&a, &b]);
            trade(&group);
        }
    }
    // The rich and the poor.
    let group =
        syndicate(&[(crra(3.0), &ONE), (crra(0.5), &OTHER)], &[&[1e-9, 2e-9, 1e-9], &[1e9, 1e9, 2e9]]);
    trade(&group);
}

#[test]
fn fifty_members_trade_in_a_thousand_outcomes() {
    let (count, outcomes) = (50, 1_000);
    let belief = |i: usize| -> Vec<f64> {
        let parts: Vec<f64> = (0..outcomes).map(|s| (1 + (5 * i + 2 * s + i * s) % 7) as f64).collect();
        let sum: f64 = parts.iter().sum();
        parts.iter().map(|part| part / sum).collect()
    };
    let beliefs: Vec<Vec<f64>> = (0..count).map(belief).collect();
    let owns = |i: usize| (0..outcomes).map(|s| (1 + (7 * i + 3 * s + i * s) % 11) as f64).collect();
    let rows: Vec<Vec<f64>> = (0..count).map(owns).collect();
    let aversion = |i: usize| crra(0.2 * 1.5_f64.powi(i32::try_from(i % 12).unwrap()));
    let members: Vec<(Utility, &[f64])> =
        beliefs.iter().enumerate().map(|(i, belief)| (aversion(i), belief.as_slice())).collect();
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    let answer = trade(&syndicate(&members, &rows));
    assert!(answer.certainty_equivalents.iter().zip(&answer.autarky).all(|(worth, alone)| worth > alone));
}

#[test]
fn one_member_keeps_what_it_owns() {
    for utility in [Utility::Log, crra(7.0), cara(2.0)] {
        let group = syndicate(&[(utility, &ONE)], &[&[4.0, 1.0, 2.0]]);
        near(&borch(&group, &[5.0]).allocation[0], &[4.0, 1.0, 2.0]);
        let answer = trade(&group);
        near(&answer.allocation[0], &[4.0, 1.0, 2.0]);
        near(&answer.certainty_equivalents, &answer.autarky);
    }
}

#[test]
fn with_one_outcome_there_is_nothing_to_trade() {
    let group = syndicate(
        &[(crra(2.0), &[1.0]), (Utility::Log, &[1.0]), (cara(1.0), &[1.0])],
        &[&[1.0], &[2.0], &[-3.5]],
    );
    let answer = trade(&group);
    near(&answer.prices, &[1.0]);
    near(&answer.allocation.concat(), &[1.0, 2.0, -3.5]);
}

#[test]
fn outcomes_without_probability() {
    // Nobody believes in the last outcome, and only the second member in the one before.
    let group = syndicate(
        &[(Utility::Log, &[1.0, 0.0, 0.0]), (crra(2.0), &[0.5, 0.5, 0.0])],
        &[&[1.0, 2.0, 3.0], &[1.0, 1.0, 0.0]],
    );
    let division = borch(&group, &[1.0, 1.0]);
    assert_eq!(division.log_multipliers[2], None);
    near(&[division.allocation[0][1], division.allocation[1][1]], &[0.0, 3.0]);
    near(&[division.allocation[0][2], division.allocation[1][2]], &[3.0, 0.0]);
    let answer = trade(&group);
    assert!(answer.prices[2].abs() <= 0.0);
    near(&[answer.allocation[0][1], answer.allocation[0][2]], &[0.0, 3.0]);
    let mut wrong = division.clone();
    (wrong.allocation[0][1], wrong.allocation[1][1]) = (1.0, 2.0);
    assert_eq!(wrong.check(&group), Err(Violation::Wasted { player: 0, outcome: 1, amount: 1.0 }));
    let mut wrong = division.clone();
    (wrong.allocation[0][2], wrong.allocation[1][2]) = (2.0, 1.0);
    assert_eq!(
        wrong.check(&group),
        Err(Violation::NotKept { player: 0, outcome: 2, owned: 3.0, amount: 2.0 })
    );
    let mut wrong = division;
    wrong.log_multipliers[2] = Some(0.0);
    assert_eq!(wrong.check(&group), Err(Violation::Value { what: "multipliers", outcome: 2 }));
}

#[test]
fn members_do_not_move_together_when_they_disagree() {
    // There is more in the second outcome, but the first member, who does not believe in it, gets less.
    let group =
        syndicate(&[(Utility::Log, &[0.9, 0.1]), (Utility::Log, &[0.1, 0.9])], &[&[1.0, 1.5], &[1.0, 1.5]]);
    let division = borch(&group, &[1.0, 1.0]);
    near(&division.allocation[0], &[1.8, 0.3]);
    near(&division.allocation[1], &[0.2, 2.7]);
}

#[test]
fn losses_are_measured_against_the_best_division() {
    let group = syndicate(&[(Utility::Log, &[1.0]), (Utility::Log, &[1.0])], &[&[1.0], &[3.0]]);
    // Best is 2, 2: 2 ln 2 − ln 3.
    let loss = Borch::new().loss(&group, &[1.0, 1.0], group.endowments()).unwrap();
    near(&[loss], &[2.0 * 2.0_f64.ln() - 3.0_f64.ln()]);
    near(&[Borch::new().loss(&group, &[1.0, 3.0], group.endowments()).unwrap()], &[0.0]);
    let nothing = [vec![0.0], vec![4.0]];
    assert!(Borch::new().loss(&group, &[1.0, 1.0], &nothing).unwrap().is_infinite());
    let more = [vec![2.0], vec![3.0]];
    let refused = Borch::new().loss(&group, &[1.0, 1.0], &more);
    assert_eq!(refused, Err(Error::MoreThanAll { outcome: 0, consumed: 5.0, total: 4.0 }));
    let short = Borch::new().loss(&group, &[1.0, 1.0], &[vec![2.0]]);
    assert!(matches!(short, Err(Error::Risk(willing_risk::Error::Length { quantity: "rows", .. }))));
}

#[test]
fn weights_must_be_positive_and_one_for_each_member() {
    let group = syndicate(&[(Utility::Log, &[1.0]), (Utility::Log, &[1.0])], &[&[1.0], &[3.0]]);
    assert_eq!(Borch::new().solve(&group, &[1.0]), Err(Error::Length { got: 1, members: 2 }));
    for weight in [0.0, -1.0, f64::INFINITY, 1e-320] {
        let refused = Borch::new().solve(&group, &[1.0, weight]);
        assert_eq!(refused, Err(Error::Weight { player: 1, weight }));
    }
    assert!(matches!(Borch::new().solve(&group, &[f64::NAN, 1.0]), Err(Error::Weight { player: 0, .. })));
    // The limit of no weight: next to nothing.
    assert!(borch(&group, &[1e-300, 1.0]).allocation[0][0] < 1e-299);
}

#[test]
fn markets_that_fall_apart_are_refused() {
    let solve = |members: &[(Utility, &[f64])], owned: &[&[f64]]| {
        Equilibrium::new().solve(&syndicate(members, owned))
    };
    let (here, there): (&[f64], &[f64]) = (&[1.0, 0.0], &[0.0, 1.0]);
    let log = Utility::Log;
    // Owns something only where nobody believes.
    let refused = solve(&[(log, here), (log, here)], &[&[1.0, 0.0], &[0.0, 1.0]]);
    assert_eq!(refused, Err(Error::OwnsNothing { player: 1 }));
    // Each owns what only it wants: two economies, whose relative wealth nothing decides.
    let refused = solve(&[(log, here), (log, there)], &[&[1.0, 0.0], &[0.0, 1.0]]);
    assert_eq!(refused, Err(Error::NotJoined { player: 0, owner: 1 }));
    // The second wants what the first owns, but not the other way round.
    let refused = solve(&[(log, here), (log, &[0.5, 0.5])], &[&[1.0, 0.0], &[0.0, 1.0]]);
    assert_eq!(refused, Err(Error::NotJoined { player: 0, owner: 1 }));
    let refused = solve(&[(log, &[0.5, 0.5]), (log, here)], &[&[0.0, 1.0], &[1.0, 0.0]]);
    assert_eq!(refused, Err(Error::NotJoined { player: 1, owner: 0 }));
    // A member with absolute aversion joins them.
    trade(&syndicate(
        &[(log, here), (log, there), (cara(1.0), &[0.5, 0.5])],
        &[&[1.0, 0.0], &[0.0, 1.0], &[0.0, 0.0]],
    ));
}

#[test]
fn prices_that_no_float_holds_are_refused() {
    let group = syndicate(&[(crra(100.0), &[0.5, 0.5])], &[&[1e-6, 1e6]]);
    assert_eq!(Equilibrium::new().solve(&group), Err(Error::VanishingPrice { outcome: 1 }));
}

#[test]
fn without_steps_nothing_is_decided() {
    let none = Equilibrium::new().step_limit(0).solve(&mirrored(0.3)).unwrap();
    // Symmetry makes the start right; another belief does not.
    assert!(matches!(none, Verdict::Exists(_)));
    let group = syndicate(&[(crra(2.0), &ONE), (crra(4.0), &OTHER)], &[&[5.0, 3.0, 1.0], &[4.0, 4.0, 2.0]]);
    assert_eq!(
        Equilibrium::new().step_limit(0).solve(&group).unwrap(),
        Verdict::Undecided(Limit::Iterations)
    );
}

#[test]
fn corrupted_divisions_are_refused() {
    let group = syndicate(&[(crra(2.0), &ONE), (crra(4.0), &OTHER)], &[&[5.0, 3.0, 1.0], &[4.0, 4.0, 2.0]]);
    let good = borch(&group, &[1.0, 1.0]);
    let violation = |corrupt: &dyn Fn(&mut BorchAllocation)| {
        let mut division = good.clone();
        corrupt(&mut division);
        division.check(&group).unwrap_err()
    };
    assert!(matches!(violation(&|d| d.allocation[0][1] += 1e-9), Violation::Clearing { outcome: 1, .. }));
    let moved = violation(&|d| {
        d.allocation[0][1] += 1e-6;
        d.allocation[1][1] -= 1e-6;
    });
    assert!(matches!(moved, Violation::Marginal { player: 0, outcome: 1, .. }));
    assert!(matches!(
        violation(&|d| d.log_weights[1] += 1e-9),
        Violation::Marginal { player: 1, outcome: 0, .. }
    ));
    assert!(matches!(violation(&|d| d.log_weights[1] = f64::NAN), Violation::Weight { player: 1, .. }));
    assert!(matches!(violation(&|d| d.log_multipliers[2] = None), Violation::Value { outcome: 2, .. }));
    assert!(matches!(
        violation(&|d| d.log_multipliers[2] = Some(f64::INFINITY)),
        Violation::Value { outcome: 2, .. }
    ));
    assert!(matches!(
        violation(&|d| d.allocation[1][0] = f64::NAN),
        Violation::Consumption { player: 1, outcome: 0, .. }
    ));
    assert!(matches!(
        violation(&|d| d.allocation[1][0] = -1.0),
        Violation::Consumption { player: 1, outcome: 0, .. }
    ));
    assert_eq!(violation(&|d| d.tolerance = 1e-3), Violation::Tolerance { tolerance: 1e-3 });
    assert!(matches!(violation(&|d| d.tolerance = f64::NAN), Violation::Tolerance { .. }));
    assert!(matches!(violation(&|d| d.allocation.clear()), Violation::Length { got: 0, expected: 2, .. }));
    // Nothing consumed passes only where the condition asks for less than floats hold.
    let zero = violation(&|d| {
        d.allocation[1][0] += d.allocation[0][0];
        d.allocation[0][0] = 0.0;
    });
    assert!(matches!(zero, Violation::Marginal { player: 0, outcome: 0, .. }));
}

#[test]
fn corrupted_equilibria_are_refused() {
    let group = syndicate(&[(crra(2.0), &ONE), (crra(4.0), &OTHER)], &[&[5.0, 3.0, 1.0], &[4.0, 4.0, 2.0]]);
    let good = trade(&group);
    let violation = |corrupt: &dyn Fn(&mut Competitive)| {
        let mut answer = good.clone();
        corrupt(&mut answer);
        answer.check(&group).unwrap_err()
    };
    let priced = violation(&|a| {
        a.prices[0] += 1e-9;
        a.prices[1] -= 1e-9;
    });
    assert!(matches!(priced, Violation::Marginal { player: 0, outcome: 0, .. }));
    assert!(matches!(violation(&|a| a.prices[0] = 0.0), Violation::Value { what: "prices", outcome: 0 }));
    assert!(matches!(violation(&|a| a.prices[0] = -0.1), Violation::Value { what: "prices", outcome: 0 }));
    // All prices and weights doubled: the conditions hold, the unit does not.
    let doubled = violation(&|a| {
        a.prices.iter_mut().for_each(|price| *price *= 2.0);
        a.log_weights.iter_mut().for_each(|log| *log += 2.0_f64.ln());
    });
    assert!(matches!(doubled, Violation::PriceSum { .. }));
    assert!(matches!(
        violation(&|a| a.certainty_equivalents[1] += 1e-9),
        Violation::Stated { player: 1, .. }
    ));
    assert!(matches!(violation(&|a| a.autarky[0] -= 1e-9), Violation::Stated { player: 0, .. }));
    assert!(matches!(violation(&|a| a.autarky[0] = f64::NAN), Violation::Stated { player: 0, .. }));
    // An efficient division that its members do not pay for.
    let other = borch(&group, &[1.0, 1.0]);
    let values: Vec<f64> = other.log_multipliers.iter().map(|log| log.unwrap().exp()).collect();
    let sure: f64 = values.iter().sum();
    let unpaid = Competitive {
        prices: values.iter().map(|value| value / sure).collect(),
        log_weights: other.log_weights.iter().map(|log| log - sure.ln()).collect(),
        certainty_equivalents: group.certainty_equivalents(&other.allocation).unwrap(),
        autarky: group.autarky(),
        allocation: other.allocation,
        tolerance: 1e-12,
    };
    assert!(matches!(unpaid.check(&group), Err(Violation::Budget { player: 0, .. })));
    // A bad answer for one syndicate is one for another.
    assert!(good.check(&mirrored(0.3)).is_err());
}

#[test]
fn nouns_and_answers_are_data() {
    let group = syndicate(
        &[(crra(2.0), &ONE), (cara(4.0), &OTHER), (Utility::Log, &THIRDS)],
        &[&[5.0, 3.0, 1.0][..]; 3],
    );
    let text = serde_json::to_string(&group).unwrap();
    assert_eq!(serde_json::from_str::<Syndicate>(&text).unwrap(), group);
    assert!(serde_json::from_str::<Syndicate>(&text.replace("2.0", "-2.0")).is_err());
    let answer = trade(&group);
    let text = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Competitive>(&text).unwrap(), answer);
    let division = borch(&group, &[1.0, 2.0, 3.0]);
    let text = serde_json::to_string(&division).unwrap();
    assert_eq!(serde_json::from_str::<BorchAllocation>(&text).unwrap(), division);
}
