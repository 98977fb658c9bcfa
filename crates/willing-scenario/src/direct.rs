//! Scenarios that give the model's parameters directly.

use willing_council::Thresholds;
use willing_game::{ActionSet, TierSet};
use willing_risk::{
    Channel, Communication, Credit, Hazard, IssueParts, Method, Parameters, Pool, State, TreatyCredit,
};

use crate::common::{
    Frame, by_name, check_credit, check_keys, check_legitimacy, frame, names, tier_keys, word_or_default,
};
use crate::document::{Entry, Node, Sources};
use crate::fault::Problem;
use crate::record::{StateRecord, texts, word};
use crate::shape::{Shape, join};

/// What a scenario comes to before it is an issue.
#[derive(Debug)]
pub(crate) struct Interpretation {
    pub(crate) parts: Option<IssueParts>,
    pub(crate) thresholds: Vec<Option<Thresholds>>,
    pub(crate) records: Vec<StateRecord>,
}

/// Reads the parts of the issue; whatever contradicts is noted.
pub(crate) fn interpret(root: &Node, name: &str, sources: &mut Sources) -> Interpretation {
    let states = root.get("states").map(Node::entries).unwrap_or_default();
    let records = states.iter().map(|entry| StateRecord::read(&entry.key, &entry.node, None)).collect();
    let thresholds = states.iter().map(|entry| thresholds(entry, sources)).collect();
    Interpretation { parts: parts(root, name, sources), thresholds, records }
}

fn parts(root: &Node, name: &str, sources: &mut Sources) -> Option<IssueParts> {
    let frame = frame(root, sources);
    let issue = root.get("issue")?;
    let hazards = hazard_names(issue, sources);
    let parameters = parameters(root, sources);
    let tiers = frame.as_ref().map(|frame| &frame.tiers);
    let methods = methods(issue, hazards.as_deref(), tiers, parameters.as_ref(), sources);
    let method_names: Vec<String> = names(issue.get("methods")).map(str::to_owned).collect();
    let states = states(root, hazards.as_deref(), &method_names, tiers, sources);
    let communication = communication(root, hazards.as_deref(), sources);
    let Frame { tiers, leader, leader_tiers } = frame?;
    Some(IssueParts {
        name: name.to_owned(),
        tiers,
        hazards: hazards?,
        methods: methods?,
        parameters: parameters?,
        states: states?,
        leader,
        leader_tiers,
        communication: communication?,
        protection_by_others: word_or_default(issue.get("protection_by_others")),
        vote_value_weight: issue.get("vote_value_weight").and_then(Node::number).unwrap_or(0.0),
    })
}

fn hazard_names(issue: &Node, sources: &mut Sources) -> Option<Vec<String>> {
    let written = issue.get("hazards")?;
    for (place, item) in written.items().iter().enumerate() {
        let earlier = written.items().iter().take(place);
        if item.text().is_some() && earlier.into_iter().any(|other| other.text() == item.text()) {
            let path = format!("issue.hazards[{place}]");
            sources.fault_at(item, &path, Problem::Repeated { what: "hazard" });
        }
    }
    Some(texts(Some(written))).filter(|names| !names.is_empty())
}

fn parameters(root: &Node, sources: &mut Sources) -> Option<Parameters> {
    let written = root.get("parameters")?;
    let number = |key: &str| written.get(key)?.number();
    let below = |table: &str, key: &str| written.get(table)?.get(key)?.number();
    let credit = Credit {
        exposure: below("credit", "exposure")?,
        stance: below("credit", "stance")?,
        access: below("credit", "access")?,
        finance: below("credit", "finance").unwrap_or(0.0),
    };
    check_credit(written.get("credit")?, "parameters.credit", credit, sources);
    let weights = written.get("retaliation_weights")?;
    let retaliation_weights = [
        below("retaliation_weights", "exposure")?,
        below("retaliation_weights", "stance")?,
        below("retaliation_weights", "access")?,
    ];
    if retaliation_weights.iter().sum::<f64>() <= 0.0 {
        let expected = "at least one weight above 0".to_owned();
        sources.fault_at(weights, "parameters.retaliation_weights", Problem::OutOfRange { expected });
    }
    Some(Parameters {
        credit,
        sharing: word_or_default(root.get("issue")?.get("sharing")),
        authorization_legitimacy: number("authorization_legitimacy")?,
        stance_legitimacy: number("stance_legitimacy")?,
        contest_exponent: number("contest_exponent")?,
        failure_markup: number("failure_markup")?,
        excludable_protection: number("excludable_protection")?,
        launch_probability: number("launch_probability")?,
        launch_legitimacy: number("launch_legitimacy")?,
        launch_severity: number("launch_severity")?,
        domestic_probability: number("domestic_probability")?,
        domestic_legitimacy: number("domestic_legitimacy")?,
        military_licence: number("military_licence").unwrap_or(0.0),
        international_probability: number("international_probability")?,
        retaliation_probability: number("retaliation_probability")?,
        retaliation_weights,
        entrapment_probability: number("entrapment_probability")?,
        treaty_credit: TreatyCredit {
            none: below("treaty_credit", "none")?,
            multilateral: below("treaty_credit", "multilateral")?,
            bilateral: below("treaty_credit", "bilateral")?,
        },
        value_weight: number("value_weight")?,
    })
}

/// A list of results is a result only if every entry is one; all entries are read for their faults.
pub(crate) fn all<T>(values: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let values: Vec<Option<T>> = values.collect();
    values.into_iter().collect()
}

fn methods(
    issue: &Node,
    hazards: Option<&[String]>,
    tiers: Option<&TierSet>,
    parameters: Option<&Parameters>,
    sources: &mut Sources,
) -> Option<Vec<Method>> {
    let entries = issue.get("methods")?.entries();
    all(entries.iter().map(|entry| {
        let method = method(entry, hazards, tiers, sources)?;
        let legitimacy = entry.node.get("legitimacy")?;
        if let Some(parameters) = parameters {
            let path = join(&join("issue.methods", &entry.key), "legitimacy");
            let keys = ("parameters.authorization_legitimacy", "parameters.stance_legitimacy");
            check_legitimacy(legitimacy, &path, &method, parameters, keys, sources);
        }
        Some(method)
    }))
}

fn method(
    entry: &Entry,
    hazards: Option<&[String]>,
    tiers: Option<&TierSet>,
    sources: &mut Sources,
) -> Option<Method> {
    let written = &entry.node;
    let path = join("issue.methods", &entry.key);
    let per_hazard = |key: &str, sources: &mut Sources| {
        let names = hazards?.iter().map(String::as_str);
        by_name(written.get(key)?, &join(&path, key), "hazard", &names, sources, Node::number)
    };
    let effectiveness = per_hazard("effectiveness", sources);
    let backlash = per_hazard("backlash", sources);
    let feasible = feasible(written, &path, tiers, sources);
    let number = |key: &str| written.get(key)?.number();
    let pool = |key: &str| {
        let pool = written.get(key)?;
        Some(Pool { mean: pool.get("mean")?.number()?, deviation: pool.get("deviation")?.number()? })
    };
    Some(Method {
        name: entry.key.clone(),
        legitimacy: number("legitimacy")?,
        difficulty: number("difficulty")?,
        effectiveness: effectiveness?,
        backlash: backlash?,
        casualties: pool("casualties")?,
        financial: pool("financial")?,
        projection_scale: number("projection_scale").unwrap_or(1.0),
        feasible: feasible?,
    })
}

/// The tiers under the key `feasible`; all of them if it is missing.
pub(crate) fn feasible(
    written: &Node,
    path: &str,
    tiers: Option<&TierSet>,
    sources: &mut Sources,
) -> Option<ActionSet> {
    let tiers = tiers?;
    match written.get("feasible") {
        Some(keys) => tier_keys(keys, &join(path, "feasible"), tiers, sources),
        None => Some(ActionSet::first(tiers.len())),
    }
}

fn states(
    root: &Node,
    hazards: Option<&[String]>,
    methods: &[String],
    tiers: Option<&TierSet>,
    sources: &mut Sources,
) -> Option<Vec<State>> {
    let entries = root.get("states")?.entries();
    all(entries.iter().map(|entry| state(entry, hazards, methods, tiers, sources)))
}

fn state(
    entry: &Entry,
    hazards: Option<&[String]>,
    methods: &[String],
    tiers: Option<&TierSet>,
    sources: &mut Sources,
) -> Option<State> {
    let written = &entry.node;
    let path = join("states", &entry.key);
    let views = hazards.zip(written.get("hazards")).and_then(|(hazards, views)| {
        let names = hazards.iter().map(String::as_str);
        by_name(views, &join(&path, "hazards"), "hazard", &names, sources, |view| {
            let (probability, severity) =
                (view.get("probability")?.number()?, view.get("severity")?.number()?);
            Some(Hazard { probability, severity })
        })
    });
    let names = methods.iter().map(String::as_str);
    let difficulties = written.get("difficulties").map_or_else(Vec::new, |own| {
        check_keys(own, &join(&path, "difficulties"), "method", &names, sources);
        let views: Vec<Option<f64>> =
            names.clone().map(|name| own.get(name).and_then(Node::number)).collect();
        if views.iter().all(Option::is_none) { Vec::new() } else { views }
    });
    let payments = tiers.map(|tiers| payments(written, &path, tiers, sources));
    let feasible = feasible(written, &path, tiers, sources);
    let number = |key: &str| written.get(key)?.number();
    let tolerance = written.get("risk_tolerance")?;
    let risk_tolerance = if tolerance.text().is_some() { f64::INFINITY } else { tolerance.number()? };
    Some(State {
        name: entry.key.clone(),
        risk_tolerance,
        capability: number("capability")?,
        asset_capability: number("asset_capability")?,
        stance_weight: number("stance_weight")?,
        hazards: views?,
        difficulties,
        casualty_sensitivity: number("casualty_sensitivity")?,
        opposition: number("opposition")?,
        domestic_severity: number("domestic_severity")?,
        international_severity: number("international_severity")?,
        retaliation_severity: number("retaliation_severity")?,
        entrapment_severity: number("entrapment_severity")?,
        treaty: written.get("treaty").and_then(word)?,
        abandonment_probability: number("abandonment_probability")?,
        protection_value: number("protection_value")?,
        affinity: number("affinity")?,
        projection_cost: number("projection_cost").unwrap_or(0.0),
        fixed_weight: number("fixed_weight").unwrap_or(1.0),
        payments: payments?,
        feasible: feasible?,
    })
}

/// One payment for each tier; none at all if the key is missing.
fn payments(written: &Node, path: &str, tiers: &TierSet, sources: &mut Sources) -> Vec<f64> {
    let Some(given) = written.get("payments") else { return Vec::new() };
    let path = join(path, "payments");
    for entry in given.entries() {
        if let Err(error) = tiers.tier(&entry.key) {
            sources.fault(entry.key_origin, &join(&path, &entry.key), None, Problem::Game(error));
        }
    }
    tiers.tiers().map(|tier| given.get(tiers.key(tier)).and_then(Node::number).unwrap_or(0.0)).collect()
}

fn thresholds(entry: &Entry, sources: &mut Sources) -> Option<Thresholds> {
    let number = |key: &str| entry.node.get(key).and_then(Node::number).unwrap_or(0.0);
    match Thresholds::new(number("vote_band"), number("veto_cost")) {
        Ok(thresholds) => Some(thresholds),
        Err(_) if sources.has_faults() => None,
        Err(error) => {
            sources.fault_at(&entry.node, &join("states", &entry.key), Problem::Council(error));
            None
        }
    }
}

fn communication(root: &Node, hazards: Option<&[String]>, sources: &mut Sources) -> Option<Communication> {
    let Some(written) = root.get("communication") else { return Some(Communication::default()) };
    let states = root.get("states")?.entries();
    let channel = match written.get("channel")?.text()? {
        "silent" => Some(Channel::Silent),
        "broadcast" => per_state(states, "fidelity", sources).map(|fidelity| Channel::Broadcast { fidelity }),
        "two-stage" => {
            let experts = experts(states, hazards, sources);
            let internal = per_state(states, "internal_fidelity", sources);
            let fidelity = per_state(states, "fidelity", sources);
            experts.zip(internal).zip(fidelity).map(|((experts, internal), fidelity)| Channel::TwoStage {
                experts,
                internal,
                fidelity,
            })
        }
        _ => {
            let susceptibility = per_state(states, "susceptibility", sources);
            let weights = network(states, sources);
            susceptibility
                .zip(weights)
                .map(|(susceptibility, weights)| Channel::Network { susceptibility, weights })
        }
    };
    Some(Communication {
        channel: channel?,
        pooling: word_or_default(written.get("pooling")),
        public_response: written.get("public_response").and_then(Node::number).unwrap_or(0.0),
    })
}

/// A number of every state that the channel needs.
fn per_state(states: &[Entry], key: &str, sources: &mut Sources) -> Option<Vec<f64>> {
    all(states.iter().map(|entry| needed(entry, key, sources)?.number()))
}

fn needed<'a>(entry: &'a Entry, key: &str, sources: &mut Sources) -> Option<&'a Node> {
    let found = entry.node.get(key);
    if found.is_none() {
        let problem = Problem::Missing {
            expected: "a value, since the channel of [communication] needs it".to_owned(),
        };
        sources.fault(entry.node.origin, &join(&join("states", &entry.key), key), None, problem);
    }
    found
}

fn experts(states: &[Entry], hazards: Option<&[String]>, sources: &mut Sources) -> Option<Vec<Vec<f64>>> {
    let names = hazards?.iter().map(String::as_str);
    all(states.iter().map(|entry| {
        let path = join(&join("states", &entry.key), "experts");
        by_name(needed(entry, "experts", sources)?, &path, "hazard", &names, sources, Node::number)
    }))
}

/// W: one row for each state, whom it does not name weighing 0.
fn network(states: &[Entry], sources: &mut Sources) -> Option<Vec<Vec<f64>>> {
    let names = states.iter().map(|entry| entry.key.as_str());
    all(states.iter().map(|entry| {
        let path = join(&join("states", &entry.key), "listens_to");
        let written = needed(entry, "listens_to", sources)?;
        check_keys(written, &path, "state", &names, sources);
        let row: Vec<f64> =
            names.clone().map(|name| written.get(name).and_then(Node::number).unwrap_or(0.0)).collect();
        if (row.iter().sum::<f64>() - 1.0).abs() > 1e-9 {
            let problem = Problem::OutOfRange { expected: "weights that sum to 1".to_owned() };
            sources.fault_at(written, &path, problem);
        }
        Some(row)
    }))
}

/// The shape of such a scenario.
pub(crate) const SHAPE: &Shape = &crate::layout::PARAMETER_SCENARIO;
