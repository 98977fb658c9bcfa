//! What can be shared when promises must pay for themselves, and when a state acts alone.

use std::error::Error;

use serde_json::{Value, json};
use willing::risk::commitment::{EqualSharing, Preemption, PreemptionThreshold, SharingNetwork, TwoStates};
use willing_testkit::corpus::risk::Case;

use crate::found::{Found, Outcome};

/// Relative aversion; 1 is the logarithm.
fn aversion(case: &Case) -> Result<f64, Box<dyn Error>> {
    match case.text("utility")? {
        "log" => Ok(1.0),
        other => Err(format!("utility {other:?}: expected \"log\"").into()),
    }
}

pub(crate) fn two_states(case: &Case) -> Outcome {
    let states = TwoStates::new(case.number("h")?, case.number("l")?, aversion(case)?)?;
    let contract = |delta| states.contract(delta).map(|contract| contract.high);
    let high: Vec<f64> = case.numbers("delta")?.into_iter().map(contract).collect::<Result<_, _>>()?;
    let mut found = Found::new();
    found.give("delta_full", states.full_insurance_discount());
    found.give("delta_autarky", states.autarky_discount());
    found.give("consumption_high", high);
    Ok(found)
}

pub(crate) fn equal_sharing(case: &Case) -> Outcome {
    let (high, low, p) = (case.number("h")?, case.number("l")?, case.number("p")?);
    let (sharing, largest) = (EqualSharing::new(high, low, p, aversion(case)?)?, case.count("n_max")?);
    let mut found = Found::new();
    let sizes = |delta: f64| Ok((delta.to_string(), json!(sharing.stable_sizes(delta, largest)?)));
    let sizes: Vec<(String, Value)> =
        case.numbers("deltas")?.into_iter().map(sizes).collect::<Result<_, willing::risk::Error>>()?;
    found.give_named("stable_sizes", sizes);
    let values = sharing.values(largest)?;
    for name in case.expected.keys() {
        if let Some(first) = name.strip_prefix("v_first").and_then(|count| count.parse::<usize>().ok()) {
            found.give(name, values[..first.min(largest)].to_vec());
        }
    }
    Ok(found)
}

/// Each pair of sizes is a network of two lines that a link joins.
pub(crate) fn network(case: &Case) -> Outcome {
    let (mean, variance, tolerance) = (case.number("mu")?, case.number("var")?, case.number("tau")?);
    let network =
        |members: usize, links: &[_]| SharingNetwork::new(members, links, mean, variance, tolerance);
    let (mut first, mut second, mut total) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = Found::new();
    for pair in case.rows("pairs")? {
        let [one, other] = pair[..] else { return Err("a pair of other than two sizes".into()) };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of groups")]
        let (one, other) = (one as usize, other as usize);
        let links: Vec<_> = (1..one + other).filter(|&to| to != one).map(|to| (to - 1, to)).collect();
        let apart = network(one + other, &links)?;
        let gain = apart.gain_of_link(0, one)?;
        let joined = network(one + other, &[&links[..], &[(0, one)]].concat())?;
        let sum = |network: &SharingNetwork| network.certainty_equivalents().iter().sum::<f64>();
        found.agree("gain of a link and sums", gain.total, sum(&joined) - sum(&apart), 1e-9);
        first.push(gain.first);
        second.push(gain.second);
        total.push(gain.total);
    }
    let stated = case.expected.get("per_capita").and_then(Value::as_array).map_or(0, Vec::len);
    let alone = network(1, &[])?;
    found.give("per_capita", (1..=stated).map(|size| alone.per_capita(size)).collect::<Vec<_>>());
    found.give("gain_endpoint1", first);
    found.give("gain_endpoint2", second);
    found.give("total_gain", total);
    Ok(found)
}

/// `null` where no awareness, or no success, makes the state act.
pub(crate) fn preemption(case: &Case) -> Outcome {
    let preemption = Preemption {
        cost: case.number("cost")?,
        severity: case.number("loss")?,
        success: case.number("pi")?,
        effectiveness: case.number("rho")?,
        backlash: case.number("eps")?,
    };
    let threshold = match preemption.threshold()? {
        PreemptionThreshold::Probability(p) => Some(p),
        _ => None,
    };
    let mut found = Found::new();
    found.give("p_star", json!(threshold));
    found.give("minimum_pi", json!(preemption.least_success()?));
    Ok(found)
}
