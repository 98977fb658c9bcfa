//! Scenarios of facts: a mapping turns what is known of states into parameters.

use willing_council::Thresholds;
use willing_game::{ActionSet, TierSet};
use willing_risk::{Channel, Communication, IssueParts, Method, Parameters, Pool, State};

use crate::coefficients::Coefficients;
use crate::common::{Frame, assumed, by_name, check_legitimacy, check_names, frame, names, word_or_default};
use crate::direct::{Interpretation, all, feasible};
use crate::document::{Entry, Node, Sources, Value};
use crate::fault::Problem;
use crate::formulas::{self, Contribution, Danger, Known, Part, Unknown, Yardstick};
use crate::mapping::MappingFile;
use crate::record::{Facts, StateRecord, texts};
use crate::shape::{Shape, join};

/// What facts come to, and which of them were unknown.
#[derive(Debug)]
pub(crate) struct CaseInterpretation {
    pub(crate) interpretation: Interpretation,
    pub(crate) unknowns: Vec<Unknown>,
}

/// A state while it is turned into parameters.
struct Subject<'a> {
    entry: &'a Entry,
    part: Part,
    known: Known,
}

/// Reads the parts of the issue; whatever contradicts is noted.
pub(crate) fn interpret(
    root: &Node,
    name: &str,
    mapping: Option<&MappingFile>,
    sources: &mut Sources,
) -> CaseInterpretation {
    let entries = root.get("states").map(Node::entries).unwrap_or_default();
    let provenance = root.get("facts");
    let facts: Vec<Facts> = entries.iter().map(|entry| Facts::read(&entry.node, provenance)).collect();
    let records = entries
        .iter()
        .zip(&facts)
        .map(|(entry, facts)| StateRecord::read(&entry.key, &entry.node, Some(facts.clone())));
    let records = records.collect();
    let frame = frame(root, sources);
    let mut unknowns = Vec::new();
    let mut thresholds = vec![None; entries.len()];
    let mut parts = None;
    if let Some(mapping) = mapping {
        let yardstick = frame.as_ref().and_then(|frame| yardstick(entries, &facts, frame, sources));
        let c = &mapping.mapping.coefficients;
        let subjects = frame
            .as_ref()
            .zip(yardstick)
            .map(|(frame, yardstick)| subjects(entries, &facts, frame, yardstick, c, &mut unknowns));
        if let Some(subjects) = &subjects {
            thresholds = subjects.iter().map(|subject| self_thresholds(&subject.known, c)).collect();
        }
        parts = issue_parts(root, name, frame, yardstick.zip(subjects), mapping, sources);
    }
    CaseInterpretation { interpretation: Interpretation { parts, thresholds, records }, unknowns }
}

fn self_thresholds(known: &Known, c: &Coefficients) -> Option<Thresholds> {
    let tolerance = c.risk_tolerance_share * known.gdp;
    Thresholds::new(c.vote_band * tolerance, c.veto_cost * tolerance).ok()
}

/// What the leader's facts must be known for.
fn yardstick(entries: &[Entry], facts: &[Facts], frame: &Frame, sources: &mut Sources) -> Option<Yardstick> {
    let (entry, facts) = entries.iter().zip(facts).find(|(entry, _)| entry.key == frame.leader)?;
    let mut needed = |fact: Option<f64>, key: &str| {
        let written = entry.node.get(key)?;
        if fact.is_none_or(|value| value <= 0.0) && !sources.is_faulty(written) {
            let reason = "all others are measured by the leader's";
            sources.fault_at(
                written,
                &join(&join("states", &entry.key), key),
                Problem::NeededFact { reason },
            );
        }
        fact.filter(|value| *value > 0.0)
    };
    let capability_share = needed(facts.capability_share.value, "capability_share");
    let military_spending = needed(facts.military_spending.value, "military_spending");
    let gdp = needed(facts.gdp.value, "gdp");
    Some(Yardstick { capability_share: capability_share?, military_spending: military_spending?, gdp: gdp? })
}

fn subjects<'a>(
    entries: &'a [Entry],
    facts: &[Facts],
    frame: &Frame,
    yardstick: Yardstick,
    coefficients: &Coefficients,
    unknowns: &mut Vec<Unknown>,
) -> Vec<Subject<'a>> {
    let each = entries.iter().zip(facts).map(|(entry, facts)| {
        let part = if entry.key == frame.leader { Part::Leader } else { Part::Follower };
        let mut note = |fact, treatment| unknowns.push(Unknown { state: entry.key.clone(), fact, treatment });
        Subject { entry, part, known: Known::from_facts(facts, yardstick, coefficients, &mut note) }
    });
    each.collect()
}

fn issue_parts(
    root: &Node,
    name: &str,
    frame: Option<Frame>,
    states: Option<(Yardstick, Vec<Subject<'_>>)>,
    mapping: &MappingFile,
    sources: &mut Sources,
) -> Option<IssueParts> {
    let issue = root.get("issue")?;
    let c = &mapping.mapping.coefficients;
    let product = states.as_ref().map_or(0.0, |(yardstick, _)| yardstick.gdp);
    let parameters = formulas::parameters(c, word_or_default(issue.get("sharing")), product);
    let tiers = frame.as_ref().map(|frame| &frame.tiers);
    let dangers = dangers(issue, sources);
    let methods = methods(issue, tiers, &parameters, mapping, sources);
    check_labels(root, mapping, sources);
    let asked = asked_lists(root, issue, sources);
    let Frame { tiers, leader, leader_tiers } = frame?;
    let (yardstick, subjects) = states?;
    let dangers = dangers?;
    let players = all(subjects
        .iter()
        .map(|subject| player(subject, (&dangers, yardstick), mapping, &tiers, asked.as_ref(), sources)));
    Some(IssueParts {
        name: name.to_owned(),
        hazards: names(issue.get("hazards")).map(str::to_owned).collect(),
        methods: methods?,
        parameters,
        states: players?,
        leader,
        leader_tiers,
        communication: communication(root, &subjects, c),
        protection_by_others: word_or_default(issue.get("protection_by_others")),
        vote_value_weight: c.vote_value_weight,
        tiers,
    })
}

fn dangers(issue: &Node, sources: &mut Sources) -> Option<Vec<Danger>> {
    all(issue.get("hazards")?.entries().iter().map(|entry| {
        let path = join("issue.hazards", &entry.key);
        let mut number = |key: &str| assumed(entry.node.get(key), &join(&path, key), sources);
        let (probability, severity) = (number("probability"), number("severity"));
        let (reach, worldwide) = (number("reach"), number("worldwide"));
        Some(Danger { probability: probability?, severity: severity?, reach: reach?, worldwide: worldwide? })
    }))
}

fn methods(
    issue: &Node,
    tiers: Option<&TierSet>,
    parameters: &Parameters,
    mapping: &MappingFile,
    sources: &mut Sources,
) -> Option<Vec<Method>> {
    let hazards: Vec<&str> = names(issue.get("hazards")).collect();
    all(issue.get("methods")?.entries().iter().map(|entry| {
        let method = method(entry, &hazards, tiers, mapping, sources)?;
        let key = legitimacy_key(entry)?;
        if let Some(written) = mapping.value(key) {
            let keys = ("legitimacy_authorization.value", "legitimacy_stance.value");
            check_legitimacy(written, &join(key, "value"), &method, parameters, keys, sources);
        }
        Some(method)
    }))
}

/// The coefficient that holds the legitimacy of a method's legal basis.
fn legitimacy_key(entry: &Entry) -> Option<&'static str> {
    Some(match entry.node.get("legal_basis")?.text()? {
        "self-defence" => "legitimacy_self_defence",
        "assistance" => "legitimacy_assistance",
        "existing-resolutions" => "legitimacy_existing_resolutions",
        "humanitarian" => "legitimacy_humanitarian",
        "preemption" => "legitimacy_preemption",
        _ => return None,
    })
}

fn method(
    entry: &Entry,
    hazards: &[&str],
    tiers: Option<&TierSet>,
    mapping: &MappingFile,
    sources: &mut Sources,
) -> Option<Method> {
    let written = &entry.node;
    let path = join("issue.methods", &entry.key);
    let per_hazard = |key: &str, sources: &mut Sources| {
        let path = join(&path, key);
        let table = written.get(key)?;
        for entry in table.entries() {
            assumed(Some(&entry.node), &join(&path, &entry.key), sources);
        }
        let value = |node: &Node| node.get("value").unwrap_or(node).number();
        by_name(table, &path, "hazard", &hazards.iter().copied(), sources, value)
    };
    let effectiveness = per_hazard("effectiveness", sources);
    let backlash = per_hazard("backlash", sources);
    let deaths = pool(written, &path, "deaths", sources);
    let cost = pool(written, &path, "cost", sources);
    let difficulty = assumed(written.get("difficulty"), &join(&path, "difficulty"), sources);
    let scale = assumed(written.get("projection_scale"), &join(&path, "projection_scale"), sources);
    let feasible = if written.get("feasible").is_some() {
        feasible(written, &path, tiers, sources)
    } else {
        let operation = written.get("operation").and_then(Node::text);
        operation.zip(tiers).and_then(|(operation, tiers)| mapping.admits(operation, tiers, sources))
    };
    let life = mapping.mapping.coefficients.life_value;
    let deaths = deaths?;
    Some(Method {
        name: entry.key.clone(),
        legitimacy: mapping.value(legitimacy_key(entry)?)?.number()?,
        difficulty: difficulty?,
        effectiveness: effectiveness?,
        backlash: backlash?,
        casualties: Pool { mean: deaths.mean * life, deviation: deaths.deviation * life },
        financial: cost?,
        projection_scale: scale.unwrap_or(1.0),
        feasible: feasible?,
    })
}

fn pool(written: &Node, path: &str, key: &str, sources: &mut Sources) -> Option<Pool> {
    let table = written.get(key)?;
    let path = join(path, key);
    let mean = assumed(table.get("mean"), &join(&path, "mean"), sources);
    let deviation = assumed(table.get("deviation"), &join(&path, "deviation"), sources);
    Some(Pool { mean: mean?, deviation: deviation? })
}

fn check_labels(root: &Node, mapping: &MappingFile, sources: &mut Sources) {
    for entry in root.get("states").map(Node::entries).unwrap_or_default() {
        if let Some(label) = entry.node.get("treaty") {
            mapping.treaty(label, &join(&join("states", &entry.key), "treaty"), sources);
        }
    }
}

/// Names of states in the lists of who was asked, checked.
fn asked_lists(root: &Node, issue: &Node, sources: &mut Sources) -> Option<Node> {
    let asked = issue.get("asked")?;
    for entry in asked.entries().iter().filter(|entry| matches!(entry.node.value, Value::List(_))) {
        let path = join("issue.asked", &entry.key);
        let states = names(root.get("states"));
        check_names(Some(&entry.node), &path, "state", &states, "a key of [states]", sources);
    }
    Some(asked.clone())
}

fn player(
    subject: &Subject<'_>,
    world: (&[Danger], Yardstick),
    mapping: &MappingFile,
    tiers: &TierSet,
    asked: Option<&Node>,
    sources: &mut Sources,
) -> Option<State> {
    let Subject { entry, part, known } = subject;
    let path = join("states", &entry.key);
    let treaty = mapping.treaty(entry.node.get("treaty")?, &join(&path, "treaty"), sources)?;
    let c = &mapping.mapping.coefficients;
    let mut state = formulas::state(&entry.key, *part, known, treaty, world, c, tiers);
    state.feasible = feasible_of(entry, known, c, tiers, asked);
    Some(state)
}

/// What the state says it was asked for, else what the issue says, else what the mapping holds it able to give.
fn feasible_of(
    entry: &Entry,
    known: &Known,
    c: &Coefficients,
    tiers: &TierSet,
    asked: Option<&Node>,
) -> ActionSet {
    let own = entry.node.get("asked").map(|own| texts(Some(own)));
    formulas::feasible(tiers, |contribution| {
        let named = Contribution::ALL.iter().find(|(listed, _)| *listed == contribution);
        let word = named.map_or("", |(_, word)| word);
        if let Some(own) = &own {
            return own.iter().any(|listed| listed == word);
        }
        match asked.and_then(|asked| asked.get(word)) {
            Some(list) if matches!(list.value, Value::List(_)) => texts(Some(list)).contains(&entry.key),
            Some(word) if word.text() == Some("everybody") => true,
            Some(word) if word.text() == Some("nobody") => false,
            _ => contribution.is_able(known, c),
        }
    })
}

fn communication(root: &Node, subjects: &[Subject<'_>], c: &Coefficients) -> Communication {
    let Some(written) = root.get("communication") else { return Communication::default() };
    let channel = if written.get("channel").and_then(Node::text) == Some("broadcast") {
        let fidelity = subjects.iter().map(|subject| formulas::fidelity(&subject.known, c)).collect();
        Channel::Broadcast { fidelity }
    } else {
        Channel::Silent
    };
    Communication {
        channel,
        pooling: word_or_default(written.get("pooling")),
        public_response: written.get("public_response").and_then(Node::number).unwrap_or(0.0),
    }
}

/// The shape of such a scenario.
pub(crate) const SHAPE: &Shape = &crate::layout::FACT_SCENARIO;
