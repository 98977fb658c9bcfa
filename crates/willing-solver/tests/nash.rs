//! Nash bargaining with floors: known divisions, and checks that refuse others.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_check::legislature::nash::{
    Bargainer, FloorsTooHigh, Frontier, NashDivision, NashProblem, ProblemError, Violation,
};
use willing_game::{Certificate, Rational, Verdict};
use willing_solver::legislature::nash::NashBargaining;

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn party(weight: &str, disagreement: &str, outside: Option<&str>) -> Bargainer {
    Bargainer { weight: number(weight), disagreement: number(disagreement), outside: outside.map(number) }
}

fn sum(parties: Vec<Bargainer>, total: &str) -> NashProblem {
    NashProblem::new(parties, Frontier::Transferable(number(total))).unwrap()
}

fn points(parties: &[Bargainer; 2], points: &[[&str; 2]]) -> NashProblem {
    let points = points.iter().map(|point| point.map(number)).collect();
    NashProblem::new(parties.to_vec(), Frontier::Points(points)).unwrap()
}

fn solved(problem: &NashProblem) -> Vec<Rational> {
    let division = NashBargaining::new().solve(problem).found().unwrap();
    division.check(problem).unwrap();
    division.amounts
}

#[test]
fn gains_are_shared_in_proportion_to_weights() {
    let problem = sum(vec![party("2", "1", None), party("1", "3", None), party("1", "0", None)], "12");
    assert_eq!(solved(&problem), ["5", "5", "2"].map(number));
}

#[test]
fn an_outside_option_binds_or_does_not_matter() {
    let with = |outside: &str| solved(&sum(vec![party("1", "0", Some(outside)), party("1", "0", None)], "1"));
    assert_eq!(with("1/3"), ["1/2", "1/2"].map(number));
    assert_eq!(with("1/2"), ["1/2", "1/2"].map(number));
    assert_eq!(with("3/4"), ["3/4", "1/4"].map(number));
    assert_eq!(with("1"), ["1", "0"].map(number));
}

#[test]
fn one_binding_option_can_make_another_bind() {
    let problem =
        sum(vec![party("1", "0", Some("6")), party("1", "0", Some("7/2")), party("1", "0", None)], "12");
    assert_eq!(solved(&problem), ["6", "7/2", "5/2"].map(number));
}

#[test]
fn floors_that_cannot_be_met_are_proved_too_high() {
    let problem = sum(vec![party("1", "0", Some("2/3")), party("1", "0", Some("1/2"))], "1");
    let Verdict::Impossible(reason) = NashBargaining::new().solve(&problem) else {
        panic!("there is a division")
    };
    reason.check(&problem).unwrap();
    let other = sum(vec![party("1", "0", Some("1/2")), party("1", "0", Some("1/2"))], "1");
    assert_eq!(
        reason.check(&other),
        Err(Violation::Floor { party: 0, stated: number("2/3"), actual: number("1/2") })
    );
    let met = FloorsTooHigh { floors: vec![number("1/2"); 2] };
    assert_eq!(met.check(&other), Err(Violation::FloorsCanBeMet));
}

#[test]
fn on_a_frontier_of_points_the_product_is_greatest_inside_a_piece_or_at_a_corner() {
    let free = || [party("1", "0", None), party("1", "0", None)];
    // x + y = 2 up to (2, 0), but y ≤ 1: the corner (1, 1) is the middle of the line anyway.
    assert_eq!(solved(&points(&free(), &[["0", "1.001"], ["1", "1"], ["2", "0"]])), ["1", "1"].map(number));
    // 2x + y = 4 below (1, 2): x = 1; x + 2y = 5 above it: at (1, 2) too.
    assert_eq!(solved(&points(&free(), &[["0", "5/2"], ["1", "2"], ["2", "0"]])), ["1", "2"].map(number));
    // Inside a piece: x + 4y = 4.
    assert_eq!(solved(&points(&free(), &[["0", "1"], ["4", "0"]])), ["2", "1/2"].map(number));
    let unequal = [party("3", "0", None), party("1", "0", None)];
    assert_eq!(solved(&points(&unequal, &[["0", "1"], ["4", "0"]])), ["3", "1/4"].map(number));
    let bound = [party("1", "0", None), party("1", "0", Some("3/4"))];
    assert_eq!(solved(&points(&bound, &[["0", "1"], ["4", "0"]])), ["1", "3/4"].map(number));
    let high = [party("1", "0", Some("3")), party("1", "0", Some("3/4"))];
    let problem = points(&high, &[["0", "1"], ["4", "0"]]);
    let Verdict::Impossible(reason) = NashBargaining::new().solve(&problem) else {
        panic!("there is a division")
    };
    reason.check(&problem).unwrap();
    assert_eq!(solved(&points(&free(), &[["2", "3"]])), ["2", "3"].map(number));
}

#[test]
fn other_divisions_are_refused() {
    let problem = sum(vec![party("1", "0", Some("3/4")), party("1", "0", None)], "1");
    let check = |amounts: &[&str]| {
        NashDivision { amounts: amounts.iter().map(|text| number(text)).collect() }.check(&problem)
    };
    assert_eq!(check(&["3/4", "1/4"]), Ok(()));
    assert_eq!(check(&["4/5", "1/5"]), Err(Violation::NotGreatest { gains: 1, loses: 0 }));
    assert!(matches!(check(&["1/2", "1/2"]), Err(Violation::BelowFloor { party: 0, .. })));
    assert_eq!(check(&["3/4", "1/5"]), Err(Violation::OffFrontier));
    assert_eq!(check(&["1"]), Err(Violation::Length { got: 1, parties: 2 }));

    let problem =
        points(&[party("1", "0", None), party("1", "0", Some("1"))], &[["0", "5/2"], ["1", "2"], ["2", "0"]]);
    let check = |x: &str, y: &str| NashDivision { amounts: vec![number(x), number(y)] }.check(&problem);
    assert_eq!(check("1", "2"), Ok(()));
    assert_eq!(check("3/2", "1"), Err(Violation::NotGreatest { gains: 1, loses: 0 }));
    assert_eq!(check("1/2", "9/4"), Err(Violation::NotGreatest { gains: 0, loses: 1 }));
    assert_eq!(check("1", "3/2"), Err(Violation::OffFrontier));
}

#[test]
fn problems_that_cannot_be_are_refused_by_name() {
    let free = || party("1", "0", None);
    let new = |parties, points: &[[&str; 2]]| {
        let points = points.iter().map(|point| point.map(number)).collect();
        NashProblem::new(parties, Frontier::Points(points)).unwrap_err()
    };
    assert_eq!(NashProblem::new(vec![], Frontier::Transferable(Rational::one())), Err(ProblemError::Nobody));
    assert_eq!(
        NashProblem::new(vec![party("0", "0", None)], Frontier::Transferable(Rational::one())),
        Err(ProblemError::Weight { party: 0, weight: Rational::zero() })
    );
    assert_eq!(new(vec![free()], &[["0", "0"]]), ProblemError::NotTwo { got: 1 });
    assert_eq!(new(vec![free(), free()], &[]), ProblemError::NoPoints);
    assert_eq!(new(vec![free(), free()], &[["0", "1"], ["1", "1"]]), ProblemError::NotFalling { point: 1 });
    let bent = [["0", "2"], ["1", "1/2"], ["2", "0"]];
    assert_eq!(new(vec![free(), free()], &bent), ProblemError::NotConcave { point: 1 });
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        rng_seed: RngSeed::Fixed(0x9a54),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_verdict_about_a_sum_brings_evidence_that_holds(
        (parties, total) in (proptest::collection::vec((1_u32..6, 0_u32..6, 0_u32..8), 1..6), 0_u32..30)
    ) {
        let parties = parties.iter().map(|(weight, disagreement, outside)| {
            party(&weight.to_string(), &disagreement.to_string(), Some(&outside.to_string()))
        });
        let problem = sum(parties.collect(), &total.to_string());
        match NashBargaining::new().solve(&problem) {
            Verdict::Exists(division) => prop_assert_eq!(division.check(&problem), Ok(())),
            Verdict::Impossible(reason) => prop_assert_eq!(reason.check(&problem), Ok(())),
            Verdict::Undecided(limit) => panic!("{limit}"),
        }
    }

    #[test]
    fn every_verdict_about_points_brings_evidence_that_holds(
        (steps, weights, floors, start) in (
            proptest::collection::vec((1_u32..5, 0_u32..3), 0..5), (1_u32..5, 1_u32..5), (0_u32..9, 0_u32..20), (0_u32..4, 0_u32..4)
        )
    ) {
        // Ever steeper.
        let mut slope = 1;
        let mut falls = Vec::new();
        for (right, steeper) in &steps {
            slope += steeper;
            falls.push((*right, right * slope));
        }
        let mut x = start.0;
        let mut y = start.1 + falls.iter().map(|(_, down)| down).sum::<u32>();
        let mut list = vec![[x.to_string(), y.to_string()]];
        for (right, down) in falls {
            x += right;
            y -= down;
            list.push([x.to_string(), y.to_string()]);
        }
        let list: Vec<[&str; 2]> = list.iter().map(|[x, y]| [x.as_str(), y.as_str()]).collect();
        let one = party(&weights.0.to_string(), "0", Some(&floors.0.to_string()));
        let other = party(&weights.1.to_string(), "1", Some(&floors.1.to_string()));
        let problem = points(&[one, other], &list);
        match NashBargaining::new().solve(&problem) {
            Verdict::Exists(division) => prop_assert_eq!(division.check(&problem), Ok(())),
            Verdict::Impossible(reason) => prop_assert_eq!(reason.check(&problem), Ok(())),
            Verdict::Undecided(limit) => panic!("{limit}"),
        }
    }
}
