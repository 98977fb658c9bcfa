//! A leader and a member with a veto, in the shadow of what the leader can do alone.

use serde_json::{Value, json};
use willing::council::{PolicyLine, PolicyLineParts};
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

pub(crate) fn line(case: &Case) -> Outcome {
    let (status_quo, leader) = (case.number("status_quo")?, case.number("superpower")?);
    let outside = case.number("outside")?;
    let mut results = Vec::new();
    for numbers in case.named_numbers("cases")? {
        let of = |key: &str| numbers.get(key).copied().ok_or_else(|| format!("inputs.cases: no {key}"));
        let (veto, leader_cost, veto_cost) = (of("v")?, of("c")?, of("k")?);
        let parts = PolicyLineParts { status_quo, leader, veto, outside, leader_cost, veto_cost };
        results.push(result(&PolicyLine::new(parts)?));
    }
    let mut found = Found::new();
    found.give("results", results);
    Ok(found)
}

fn result(line: &PolicyLine) -> Value {
    json!({
        "credible": line.is_credible(),
        "disagreement": line.disagreement(),
        "agreement": line.agreement(),
        "sp_proposes": line.leader_proposes(),
        "veto_proposes": line.veto_proposes(),
        "regime": line.regime().to_string(),
    })
}
