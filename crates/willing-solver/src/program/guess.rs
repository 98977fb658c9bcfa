//! A first point from a back end in floats.

use willing_check::program::LinearModel;

/// Where a back end in floats sees the optimum of `model`, if it sees one.
///
/// What it says is never believed, neither its status nor its point: the search starts there and proves what it
/// finds. A model whose numbers are no finite floats is not asked about.
#[cfg(feature = "good_lp")]
pub(super) fn guess(model: &LinearModel) -> Option<Vec<f64>> {
    use good_lp::{Expression, ProblemVariables, Solution, SolverModel, microlp, variable};
    use willing_check::program::{Goal, Sense};
    use willing_game::Rational;

    let finite = |number: &Rational| Some(number.to_f64()).filter(|number| number.is_finite());
    let all = |numbers: &[Rational]| numbers.iter().map(finite).collect::<Option<Vec<f64>>>();
    let mut problem = ProblemVariables::new();
    // Each variable as a difference: the back end was seen to go round for ever on variables without bounds, and to
    // give up on others, so those become two with bounds.
    let mut variables = Vec::new();
    for bounds in model.bounds() {
        let mut positive = variable();
        if let Some(lower) = &bounds.lower {
            positive = positive.min(finite(lower)?);
        }
        if let Some(upper) = &bounds.upper {
            positive = positive.max(finite(upper)?);
        }
        let negative = if bounds.lower.is_none() && bounds.upper.is_none() {
            positive = positive.min(0);
            Some(problem.add(variable().min(0)))
        } else {
            None
        };
        variables.push((problem.add(positive), negative));
    }
    let expression = |coefficients: &[f64]| {
        let mut sum = Expression::default();
        let terms = coefficients.iter().zip(&variables).filter(|(entry, _)| **entry != 0.0);
        for (coefficient, (positive, negative)) in terms {
            sum.add_mul(*coefficient, *positive);
            if let Some(negative) = negative {
                sum.add_mul(-*coefficient, *negative);
            }
        }
        sum
    };
    if variables.is_empty() {
        return None;
    }
    let objective = expression(&all(model.objective())?);
    let problem = match model.goal() {
        Goal::Minimize => problem.minimise(objective),
        Goal::Maximize => problem.maximise(objective),
    };
    let mut problem = problem.using(microlp);
    for row in model.rows() {
        let (left, right) = (expression(&all(&row.coefficients)?), finite(&row.bound)?);
        problem.add_constraint(match row.sense {
            Sense::AtLeast => left.geq(right),
            Sense::AtMost => left.leq(right),
            Sense::Equal => left.eq(right),
        });
    }
    // A back end that gives up by panicking has nothing to say either.
    let solve = std::panic::AssertUnwindSafe(|| {
        let solution = problem.solve().ok()?;
        let value = |negative: good_lp::Variable| solution.value(negative);
        let values = variables.iter().map(|(one, other)| value(*one) - other.map_or(0.0, value));
        Some(values.collect::<Vec<f64>>())
    });
    let point = std::panic::catch_unwind(solve).ok()??;
    point.iter().all(|value| value.is_finite()).then_some(point)
}

/// Nothing is known without a back end.
#[cfg(not(feature = "good_lp"))]
pub(super) fn guess(_: &LinearModel) -> Option<Vec<f64>> {
    None
}
