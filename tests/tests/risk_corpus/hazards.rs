//! What hazards and gambles between two outcomes cost.

use willing::risk::{Odds, bernoulli_cost, branch_cost};
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

pub(crate) fn independent(case: &Case) -> Outcome {
    let (tolerance, severities) = (case.number("tau")?, case.numbers("loss")?);
    let hazards: Vec<(f64, f64)> = case.numbers("p")?.into_iter().zip(severities).collect();
    let cost: f64 = hazards.iter().map(|(p, severity)| bernoulli_cost(tolerance, *p, *severity)).sum();
    let expected: f64 =
        hazards.iter().map(|(p, severity)| bernoulli_cost(f64::INFINITY, *p, *severity)).sum();
    let mut found = Found::new();
    found.give("ce_cost", cost);
    found.give("expected", expected);
    found.give("premium", cost - expected);
    Ok(found)
}

/// Payoffs W are costs −W.
pub(crate) fn branches(case: &Case) -> Outcome {
    let (success, failure, pi) = (-case.number("W_S")?, -case.number("W_F")?, case.number("pi")?);
    let odds = Odds { success: pi, failure: 1.0 - pi };
    let mut found = Found::new();
    found.give("U", -branch_cost(case.number("tau")?, odds, success, failure));
    found.give("risk_neutral", -branch_cost(f64::INFINITY, odds, success, failure));
    found.agree(
        "mean of the branches",
        odds.mean(success, failure),
        branch_cost(f64::INFINITY, odds, success, failure),
        1e-15,
    );
    Ok(found)
}
