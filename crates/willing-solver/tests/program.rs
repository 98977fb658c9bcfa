//! Linear models: optima, contradictions and rays from any start, and evidence that is refused when it is wrong.
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, microlp, variable};
use willing_check::program::{
    Bounds, CertifiedOptimum, Error, Goal, LinearModel, NoOptimum, Row, Sense, UnboundedRay, Violation,
};
use willing_game::{Certificate, Limit, Rational, Verdict};
use willing_solver::Run;
use willing_solver::program::{Optimum, Start};
use willing_testkit::Draws;

type Outcome = Result<CertifiedOptimum, NoOptimum>;

fn numbers(integers: &[i64]) -> Vec<Rational> {
    integers.iter().copied().map(Rational::from).collect()
}

fn row(integers: &[i64], sense: Sense, bound: i64) -> Row {
    Row::new(numbers(integers), sense, bound.into())
}

/// The checked verdict.
fn decide(model: &LinearModel, concept: &Optimum) -> Outcome {
    match concept.solve(model).unwrap() {
        Verdict::Exists(optimum) => {
            optimum.check(model).unwrap();
            Ok(optimum)
        }
        Verdict::Impossible(proof) => {
            proof.check(model).unwrap();
            Err(proof)
        }
        Verdict::Undecided(limit) => panic!("nobody asked to stop: {limit}"),
    }
}

/// What must not depend on where the search starts.
fn gist(outcome: &Outcome) -> (&'static str, Option<Rational>) {
    match outcome {
        Ok(optimum) => ("optimal", Some(optimum.value.clone())),
        Err(NoOptimum::Contradiction(_)) => ("contradictory", None),
        Err(NoOptimum::Unbounded(_)) => ("unbounded", None),
    }
}

fn drawn(draws: &mut Draws) -> LinearModel {
    let (variables, rows) = (1 + draws.below(5), draws.below(8));
    let integer =
        |draws: &mut Draws, size: i64| i64::try_from(draws.below(7)).unwrap() % (2 * size + 1) - size;
    let list =
        |draws: &mut Draws| (0..variables).map(|_| integer(draws, 3).into()).collect::<Vec<Rational>>();
    let rows = (0..rows).map(|_| {
        let sense = draws.pick(&[Sense::AtLeast, Sense::AtMost, Sense::Equal]).unwrap();
        let bound = Rational::new(integer(draws, 3) * 2 + 1, 1 + integer(draws, 1).abs()).unwrap();
        Row::new(list(draws), sense, bound)
    });
    let rows = rows.collect();
    let bounds = (0..variables).map(|_| match draws.below(4) {
        0 => Bounds::free(),
        1 => Bounds::non_negative(),
        2 => Bounds { lower: None, upper: Some(integer(draws, 3).into()) },
        _ => {
            let (one, other) = (integer(draws, 3), integer(draws, 3));
            Bounds::between(one.min(other).into(), one.max(other).into())
        }
    });
    let bounds = bounds.collect();
    let objective = list(draws);
    if draws.chance(0.5) {
        LinearModel::minimize(objective, rows, bounds).unwrap()
    } else {
        LinearModel::maximize(objective, rows, bounds).unwrap()
    }
}

/// The optimal value that the back end reports, if it reports one.
fn reported(model: &LinearModel) -> Option<f64> {
    let mut problem = ProblemVariables::new();
    // Free variables as differences of two: the back end goes round for ever on some models with free ones.
    let mut variables: Vec<Expression> = Vec::new();
    for bounds in model.bounds() {
        let (lower, upper) =
            (bounds.lower.as_ref().map(Rational::to_f64), bounds.upper.as_ref().map(Rational::to_f64));
        variables.push(if lower.is_none() && upper.is_none() {
            problem.add(variable().min(0)) - problem.add(variable().min(0))
        } else {
            let (lower, upper) = (lower.unwrap_or(f64::NEG_INFINITY), upper.unwrap_or(f64::INFINITY));
            problem.add(variable().min(lower).max(upper)).into()
        });
    }
    let sum = |entries: &[Rational]| -> Expression {
        entries.iter().zip(&variables).map(|(entry, variable)| entry.to_f64() * variable.clone()).sum()
    };
    let objective = sum(model.objective());
    let problem = match model.goal() {
        Goal::Minimize => problem.minimise(objective.clone()),
        Goal::Maximize => problem.maximise(objective.clone()),
    };
    let mut problem = problem.using(microlp);
    for row in model.rows() {
        let bound = row.bound.to_f64();
        problem.add_constraint(match row.sense {
            Sense::AtLeast => sum(&row.coefficients).geq(bound),
            Sense::AtMost => sum(&row.coefficients).leq(bound),
            Sense::Equal => sum(&row.coefficients).eq(bound),
        });
    }
    problem.solve().ok().map(|solution| solution.eval(objective))
}

#[test]
fn the_start_changes_no_verdict_and_the_back_end_agrees_on_optima() {
    let mut draws = Draws::seeded(31);
    let mut counts = [0; 3];
    let (mut agreed, mut denied) = (0, Vec::new());
    for case in 0..1500 {
        let model = drawn(&mut draws);
        let anywhere = (0..model.objective().len()).map(|_| draws.uniform(-4.0, 4.0).round()).collect();
        let scratch = decide(&model, &Optimum::new());
        let from = |start| gist(&decide(&model, &Optimum::new().start(start)));
        assert_eq!(gist(&scratch), from(Start::BackEnd), "case {case}: {model:?}");
        assert_eq!(gist(&scratch), from(Start::At(anywhere)), "case {case}");
        assert_eq!(gist(&scratch), from(Start::At(vec![1.0])), "case {case}");
        if let Ok(optimum) = &scratch {
            // Started at its own optimum.
            let point = optimum.point.iter().map(Rational::to_f64).collect();
            assert_eq!(gist(&scratch), from(Start::At(point)), "case {case}");
            let value = optimum.value.to_f64();
            match reported(&model) {
                Some(float) => {
                    assert!(
                        (float - value).abs() <= 1e-7 * value.abs().max(1.0),
                        "case {case}: {float} for {value}"
                    );
                    agreed += 1;
                }
                None => denied.push(case),
            }
        }
        counts[["optimal", "contradictory", "unbounded"]
            .iter()
            .position(|own| *own == gist(&scratch).0)
            .unwrap()] += 1;
    }
    assert!(counts.iter().all(|count| *count > 150), "{counts:?} optimal, contradictory, unbounded");
    // The back end may deny an optimum that the checker has seen; mostly it does not.
    assert!(agreed > 20 * denied.len(), "{agreed} agreed, denied: {denied:?}");
    println!("{counts:?} optimal, contradictory, unbounded; {agreed} agreed, {denied:?} denied");
}

#[test]
fn models_on_which_back_ends_report_wrong_statuses_are_decided() {
    // Without a bound, in a corner of its own.
    let ray = LinearModel::maximize(
        numbers(&[1, 1]),
        vec![row(&[1, -1], Sense::Equal, 0)],
        vec![Bounds::free(); 2],
    );
    let ray = ray.unwrap();
    let decide = |model: &LinearModel, concept: &Optimum| {
        let outcome = crate::decide(model, concept);
        assert_eq!(gist(&outcome), gist(&crate::decide(model, &concept.clone().start(Start::BackEnd))));
        outcome
    };
    assert_eq!(gist(&decide(&ray, &Optimum::new())).0, "unbounded");
    // Without a bound and without a row.
    let bare = LinearModel::minimize(numbers(&[0, 1]), Vec::new(), vec![Bounds::free(); 2]).unwrap();
    assert_eq!(gist(&decide(&bare, &Optimum::new())).0, "unbounded");
    // Contradictory by a margin far below any tolerance of floats.
    let tiny: Rational = "1e-30".parse().unwrap();
    let rows = vec![
        row(&[1, 1], Sense::AtLeast, 1),
        Row::new(numbers(&[1, 1]), Sense::AtMost, Rational::one() - &tiny),
    ];
    let narrow = LinearModel::minimize(numbers(&[1, 0]), rows, vec![Bounds::non_negative(); 2]).unwrap();
    assert_eq!(gist(&decide(&narrow, &Optimum::new())).0, "contradictory");
    // Both contradictory and, without its contradiction, unbounded.
    let rows = vec![row(&[0, 1], Sense::AtLeast, 1), row(&[0, 1], Sense::AtMost, 0)];
    let both = LinearModel::maximize(numbers(&[1, 0]), rows, vec![Bounds::free(); 2]).unwrap();
    assert_eq!(gist(&decide(&both, &Optimum::new())).0, "contradictory");
    // Numbers that are no floats.
    let rows = vec![Row::new(vec!["1e390".parse().unwrap()], Sense::AtMost, Rational::one())];
    let huge = LinearModel::maximize(numbers(&[1]), rows, vec![Bounds::non_negative()]).unwrap();
    assert_eq!(gist(&decide(&huge, &Optimum::new())).1, Some("1e-390".parse().unwrap()));
    // Nothing at all.
    let nothing = LinearModel::minimize(Vec::new(), Vec::new(), Vec::new()).unwrap();
    assert_eq!(gist(&decide(&nothing, &Optimum::new())), ("optimal", Some(Rational::zero())));
    let never = LinearModel::minimize(Vec::new(), vec![row(&[], Sense::AtLeast, 1)], Vec::new()).unwrap();
    assert_eq!(gist(&decide(&never, &Optimum::new())).0, "contradictory");
}

/// Beale's (1955) example, on which the simplex with the plain rule cycles.
#[test]
fn degenerate_models_end() {
    let fraction = |text: &str| text.parse::<Rational>().unwrap();
    let objective = ["3/4", "-150", "1/50", "-6"].map(fraction).to_vec();
    let rows = vec![
        Row::new(["1/4", "-60", "-1/25", "9"].map(fraction).to_vec(), Sense::AtMost, Rational::zero()),
        Row::new(["1/2", "-90", "-1/50", "3"].map(fraction).to_vec(), Sense::AtMost, Rational::zero()),
        row(&[0, 0, 1, 0], Sense::AtMost, 1),
    ];
    let model = LinearModel::maximize(objective, rows, vec![Bounds::non_negative(); 4]).unwrap();
    for concept in [Optimum::new(), Optimum::new().start(Start::BackEnd)] {
        assert_eq!(decide(&model, &concept).unwrap().value, fraction("1/20"));
    }
    // Twelve rows through one point of the plane.
    let rows = (1..=12).map(|slope| row(&[slope, 13 - slope], Sense::AtLeast, 13)).collect();
    let star = LinearModel::minimize(numbers(&[2, 3]), rows, vec![Bounds::free(); 2]).unwrap();
    assert_eq!(decide(&star, &Optimum::new()).unwrap().value, 5.into());
}

#[test]
fn wrong_optima_are_refused_by_name() {
    let rows = vec![row(&[1, 2], Sense::AtMost, 4), row(&[3, 1], Sense::AtMost, 6)];
    let model = LinearModel::maximize(numbers(&[1, 1]), rows, vec![Bounds::non_negative(); 2]).unwrap();
    let right = decide(&model, &Optimum::new()).unwrap();
    let with = |change: &dyn Fn(&mut CertifiedOptimum)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        wrong.check(&model)
    };
    let tenth: Rational = "1/10".parse().unwrap();
    assert!(matches!(with(&|own| own.point[0] += &tenth), Err(Violation::RowFails { row: 0 })));
    assert!(matches!(with(&|own| own.point[0] -= &tenth), Err(Violation::Value { .. })));
    assert!(matches!(with(&|own| own.point[0] = (-1).into()), Err(Violation::OutOfBounds { variable: 0 })));
    assert!(matches!(with(&|own| own.value += &tenth), Err(Violation::Value { .. })));
    assert!(matches!(with(&|own| own.multipliers[1] += &tenth), Err(Violation::Gap { .. })));
    assert!(matches!(with(&|own| own.multipliers[1] -= &tenth), Err(Violation::NoBound { variable: 0, .. })));
    assert!(matches!(with(&|own| own.multipliers[0] = (-1).into()), Err(Violation::Sign { row: 0, .. })));
    assert!(matches!(
        with(&|own| drop(own.multipliers.pop())),
        Err(Violation::MultiplierCount { got: 1, rows: 2 })
    ));
    assert!(matches!(
        with(&|own| own.point.push(tenth.clone())),
        Err(Violation::Length { got: 3, variables: 2 })
    ));
    // Feasible and no optimum, with its own value.
    let worse =
        CertifiedOptimum { point: numbers(&[1, 1]), value: 2.into(), multipliers: right.multipliers.clone() };
    assert!(matches!(worse.check(&model), Err(Violation::Gap { .. })));
}

#[test]
fn wrong_contradictions_and_rays_are_refused_by_name() {
    let rows =
        vec![row(&[1, 1], Sense::AtLeast, 3), row(&[1, 0], Sense::AtMost, 1), row(&[0, 1], Sense::AtMost, 1)];
    let model = LinearModel::minimize(numbers(&[1, 1]), rows, vec![Bounds::free(); 2]).unwrap();
    let Err(NoOptimum::Contradiction(right)) = decide(&model, &Optimum::new()) else {
        panic!("2 is less than 3")
    };
    for place in 0..3 {
        let mut wrong = right.clone();
        wrong.multipliers[place] = -wrong.multipliers[place].clone();
        assert!(matches!(wrong.check(&model), Err(Violation::Sign { .. })), "{place}");
        let mut wrong = right.clone();
        wrong.multipliers[place] = &wrong.multipliers[place] * Rational::from(2);
        assert!(matches!(wrong.check(&model), Err(Violation::NoBound { .. })), "{place}");
    }
    let possible = LinearModel::minimize(
        numbers(&[1, 1]),
        model.rows().iter().cloned().map(|own| Row { bound: 1.into(), ..own }).collect(),
        vec![Bounds::free(); 2],
    );
    assert!(matches!(right.check(&possible.unwrap()), Err(Violation::NoContradiction { .. })));

    let rows = vec![row(&[1, -1], Sense::AtMost, 2)];
    let bounds = vec![Bounds::non_negative(), Bounds::non_negative()];
    let model = LinearModel::maximize(numbers(&[1, 0]), rows, bounds).unwrap();
    let Err(NoOptimum::Unbounded(right)) = decide(&model, &Optimum::new()) else { panic!("x = 2 + y grows") };
    let with = |ray: &[i64]| UnboundedRay { ray: numbers(ray), ..right.clone() }.check(&model);
    assert_eq!(with(&[1, 1]), Ok(()));
    assert!(matches!(with(&[1, 0]), Err(Violation::RayLeavesRow { row: 0, .. })));
    assert!(matches!(with(&[0, -1]), Err(Violation::RayLeavesRow { .. })));
    assert!(matches!(with(&[-2, -1]), Err(Violation::RayLeavesBounds { variable: 0, .. })));
    assert!(matches!(with(&[0, 1]), Err(Violation::RayDoesNotImprove { .. })));
    assert!(matches!(with(&[1]), Err(Violation::Length { .. })));
    let nowhere = UnboundedRay { point: numbers(&[9, 0]), ..right.clone() };
    assert!(matches!(nowhere.check(&model), Err(Violation::RowFails { row: 0 })));
}

#[test]
fn malformed_models_are_refused_and_stopping_is_an_answer() {
    let free = || vec![Bounds::free(); 2];
    let of = |rows, bounds| LinearModel::minimize(numbers(&[1, 1]), rows, bounds);
    assert_eq!(
        of(vec![row(&[1], Sense::Equal, 0)], free()),
        Err(Error::RowLength { row: 0, got: 1, variables: 2 })
    );
    assert_eq!(of(Vec::new(), vec![Bounds::free()]), Err(Error::BoundCount { got: 1, variables: 2 }));
    let crossed = vec![Bounds::free(), Bounds::between(2.into(), 1.into())];
    let error = Error::BoundsCrossed { variable: 1, lower: 2.into(), upper: 1.into() };
    assert_eq!(of(Vec::new(), crossed), Err(error));
    let model = of(vec![row(&[1, 1], Sense::AtLeast, 1)], free()).unwrap();
    // microlp 0.6 goes round for ever on this model if its variables are left free.
    assert_eq!(gist(&decide(&model, &Optimum::new().start(Start::BackEnd))).1, Some(Rational::one()));
    let stopped = Run::new().cancel(Arc::new(AtomicBool::new(true)));
    assert_eq!(Optimum::new().run(stopped).solve(&model).unwrap(), Verdict::Undecided(Limit::Cancelled));
}
