//! Expected-utility members who divide what they own.

use std::error::Error;

use serde_json::{Value, json};
use willing::game::{Certificate, Players};
use willing::risk::Belief;
use willing::risk::syndicate::{Member, Syndicate, Utility};
use willing::solver::syndicate::{Borch, Equilibrium};
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

/// Members of these endowments, with the beliefs and aversions of the case: one belief and the logarithm, if it has none.
fn syndicate_of(case: &Case, endowments: Vec<Vec<f64>>) -> Result<Syndicate, Box<dyn Error>> {
    let outcomes = endowments.first().map_or(0, Vec::len);
    let has = |key: &str| case.inputs.contains_key(key);
    let beliefs: Vec<Belief> = if has("beliefs") {
        case.rows("beliefs")?.into_iter().map(Belief::new).collect::<Result<_, _>>()?
    } else {
        vec![Belief::uniform(outcomes)?; endowments.len()]
    };
    let utilities: Vec<Utility> = if has("gamma") {
        case.numbers("gamma")?.into_iter().map(|aversion| Utility::Crra { aversion }).collect()
    } else {
        vec![Utility::Log; endowments.len()]
    };
    if utilities.len() != endowments.len() || beliefs.len() != endowments.len() {
        return Err("not one belief and one aversion for each member".into());
    }
    let members = utilities.into_iter().zip(beliefs);
    let members = members.map(|(utility, belief)| Member::new(utility, belief)).collect::<Result<_, _>>()?;
    let players = Players::new((0..endowments.len()).map(|seat| seat.to_string()))?;
    Ok(Syndicate::new(players, members, endowments)?)
}

/// Who owns what does not matter to a division by weights: here the first member owns all.
pub(crate) fn borch(case: &Case) -> Outcome {
    let (weights, totals) = (case.numbers("lambda_")?, case.numbers("X")?);
    let mut endowments = vec![vec![0.0; totals.len()]; weights.len()];
    if let Some(first) = endowments.first_mut() {
        first.clone_from(&totals);
    }
    let syndicate = syndicate_of(case, endowments)?;
    let division = Borch::new().solve(&syndicate, &weights)?;
    let mut found = Found::new();
    found.holds("division", division.check(&syndicate));
    let in_first = |row: &Vec<f64>| row.first().copied().unwrap_or(f64::NAN);
    // One outcome may be stated without a list of its own.
    let is_flat = case.expected.get("alloc").and_then(|rows| rows.get(0)).is_some_and(Value::is_number);
    if is_flat && totals.len() == 1 {
        found.give("alloc", division.allocation.iter().map(in_first).collect::<Vec<_>>());
    } else {
        found.give_rows("alloc", &division.allocation);
    }
    if !case.inputs.contains_key("beliefs") {
        // λ_i u_i'(y_i), which is the multiplier over the one probability of all outcomes.
        let multiplier = |log: &Option<f64>| log.unwrap_or(f64::NAN).exp() * totals.len() as f64;
        found.give("mu", division.log_multipliers.iter().map(multiplier).collect::<Vec<_>>());
    }
    let gamma: Vec<f64> = if case.inputs.contains_key("gamma") { case.numbers("gamma")? } else { vec![1.0] };
    if !case.inputs.contains_key("beliefs") && gamma.iter().all(|one| (one - gamma[0]).abs() == 0.0) {
        let share = |row: &Vec<f64>, outcome: usize| row[outcome] / totals[outcome];
        let shares = |outcome: usize| division.allocation.iter().map(move |row| share(row, outcome));
        for outcome in 0..syndicate.outcomes() {
            let pairs = shares(0).zip(shares(outcome));
            pairs.for_each(|(one, other)| found.agree("share and share elsewhere", one, other, 1e-12));
        }
        found.give("shares", shares(0).collect::<Vec<_>>());
    }
    Ok(found)
}

pub(crate) fn equilibrium(case: &Case) -> Outcome {
    let syndicate = syndicate_of(case, case.rows("endowments")?)?;
    let equilibrium = Equilibrium::new().solve(&syndicate)?.found()?;
    let mut found = Found::new();
    found.holds("equilibrium", equilibrium.check(&syndicate));
    let (prices, wealth) = equilibrium.in_units_of_all(&syndicate).ok_or("all there is costs nothing")?;
    found.give("wealth", wealth);
    found.give("prices", prices);
    found.give("state_prices", equilibrium.prices.clone());
    found.give_rows("alloc", &equilibrium.allocation);
    for (number, row) in (1..).zip(&equilibrium.allocation) {
        found.give(format!("y{number}"), json!(row));
    }
    found.give("eu", syndicate.expected_utilities(&equilibrium.allocation)?);
    found.give("eu_autarky", syndicate.expected_utilities(syndicate.endowments())?);
    found.give("ce", equilibrium.certainty_equivalents.clone());
    found.give("ce_autarky", syndicate.autarky());
    Ok(found)
}
