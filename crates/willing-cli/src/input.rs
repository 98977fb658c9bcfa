//! Scenarios and answers: what is meant by the files that were typed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use willing::check::crisis::{
    Choices, CouncilParts, Counterfactuals, Crisis, CrisisAnswer, Selection, Sensitivities, VotingConjecture,
};
use willing::game::Verdict;
use willing::report::{AnswerFile, Labels, Origin};
use willing::scenario::{CouncilSetup, Reader, Scenario};
use willing::solver::crisis::CrisisSolver;

use crate::exit::{Exit, Failure};
use crate::progress::{Progress, Talk};
use crate::typed::{Changes, ConjectureName, Run, SelectionName};

/// An answer and the words of its scenario.
#[derive(Debug)]
pub(crate) struct Solved {
    pub(crate) answer: CrisisAnswer,
    pub(crate) labels: Labels,
}

impl Solved {
    /// What the exit code says about this answer: undecided if anything it depends on is, "none" if the
    /// tier game that is shown provably has no pure equilibrium.
    pub(crate) fn exit(&self) -> Exit {
        let shown = self.answer.shown.and_then(|place| self.answer.cells.get(place));
        match shown.map(|cell| &cell.verdict) {
            _ if self.answer.is_undecided() => Exit::Undecided,
            Some(Verdict::Impossible(_)) => Exit::NoAnswer,
            _ => Exit::Answer,
        }
    }
}

/// What a run computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything: also flips, the crisis without each state and under each other leader.
    Full,
    /// The same, with certificates for all of it.
    Certified,
    /// The crisis itself, and the price of each tier.
    Quick,
}

/// Settings of a run, meant by its options.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) depth: Depth,
    pub(crate) choices: Choices,
    pub(crate) seed: Option<u64>,
    pub(crate) threads: usize,
    pub(crate) talk: Talk,
    pub(crate) cancel: Arc<AtomicBool>,
}

impl Settings {
    pub(crate) fn of(run: &Run, cancel: &Arc<AtomicBool>) -> Self {
        Self {
            depth: match (run.quick, run.certify) {
                (true, _) => Depth::Quick,
                (false, true) => Depth::Certified,
                (false, false) => Depth::Full,
            },
            choices: choices(run),
            seed: run.seed,
            threads: usize::from(run.threads.threads),
            talk: Talk::unless_quiet(run.quiet),
            cancel: Arc::clone(cancel),
        }
    }
}

/// Opens an answer, or solves a scenario: by the ending of the file's name.
pub(crate) fn open(path: &Path, changes: &Changes, settings: &Settings) -> Result<Solved, Failure> {
    let is_answer = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if !is_answer {
        return solve(path, changes, settings);
    }
    if let Some(change) = changes.changes.first() {
        let key = &change.key;
        return Err(Failure::at(
            path,
            format_args!("--set {key}: an answer cannot be changed, a scenario can"),
        ));
    }
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
    let AnswerFile { labels, answer } =
        AnswerFile::from_json(&text).map_err(|error| Failure::at(path, error))?;
    Ok(Solved { answer, labels })
}

/// What the names of choices mean.
fn choices(run: &Run) -> Choices {
    Choices {
        selection: match run.selection {
            SelectionName::LeaderPreferred => Selection::LeaderPreferred,
            SelectionName::Least => Selection::Least,
            SelectionName::Greatest => Selection::Greatest,
            SelectionName::Accession => Selection::Accession,
        },
        conjecture: match run.conjecture {
            ConjectureName::Continuation => VotingConjecture::Continuation,
            ConjectureName::StatusQuo => VotingConjecture::StatusQuo,
        },
    }
}

/// Reads and solves a scenario.
pub(crate) fn solve(path: &Path, changes: &Changes, settings: &Settings) -> Result<Solved, Failure> {
    let scenario = read(path, changes, settings.seed)?;
    let labels = labels(&scenario);
    let title = labels.title.clone();
    let crisis = crisis(scenario, settings.choices).map_err(|error| Failure::at(path, error))?;
    let answer = solve_crisis(&crisis, title, settings).map_err(|error| Failure::at(path, error))?;
    Ok(Solved { answer, labels })
}

/// Reads a scenario with changes; all faults at once.
pub(crate) fn read(path: &Path, changes: &Changes, seed: Option<u64>) -> Result<Scenario, Failure> {
    let changes = changes.changes.iter().map(|change| format!("{}={}", change.key, change.value));
    let seed = seed.map(|seed| format!("seed={seed}"));
    Reader::new().with_overrides(changes.chain(seed)).read(path).map_err(Failure::all)
}

pub(crate) fn solve_crisis(
    crisis: &Crisis,
    what: String,
    settings: &Settings,
) -> Result<CrisisAnswer, willing::check::crisis::Error> {
    let progress = Progress::start(settings.talk, what);
    let listener = progress.listener();
    let (counterfactuals, sensitivities) = match settings.depth {
        Depth::Full => (Counterfactuals::Summarised, Sensitivities::Computed),
        Depth::Certified => (Counterfactuals::Certified, Sensitivities::Computed),
        Depth::Quick => (Counterfactuals::None, Sensitivities::Omitted),
    };
    CrisisSolver::new()
        .counterfactuals(counterfactuals)
        .sensitivities(sensitivities)
        .threads(settings.threads)
        .cancel(Arc::clone(&settings.cancel))
        .progress(listener)
        .solve(crisis)
}

/// The crisis of a scenario.
pub(crate) fn crisis(scenario: Scenario, choices: Choices) -> Result<Crisis, willing::check::crisis::Error> {
    let council = scenario.council.map(parts);
    Crisis::new(scenario.issue, council, choices)?.with_standing(scenario.authorization)
}

fn parts(setup: CouncilSetup) -> CouncilParts {
    let CouncilSetup { council, matter, behaviour, absent, .. } = setup;
    CouncilParts { council, behaviour, matter, absent }
}

/// What a report needs to know of a scenario beside its crisis.
pub(crate) fn labels(scenario: &Scenario) -> Labels {
    let records = || scenario.states.iter();
    let by_key =
        |of: &dyn Fn(&willing::scenario::StateRecord) -> Option<String>| -> BTreeMap<String, String> {
            records().filter_map(|record| Some((record.key.clone(), of(record)?))).collect()
        };
    Labels {
        title: scenario.title.clone(),
        money: if scenario.mapping.is_some() { MAPPED_MONEY.to_owned() } else { String::new() },
        origin: match &scenario.mapping {
            Some(mapping) => Origin::Mapping { name: mapping.name.clone() },
            None => Origin::Direct,
        },
        names: by_key(&|record| (record.name != record.key).then(|| record.name.clone())),
        treaties: by_key(&|record| record.treaty.clone()),
        observed: by_key(&|record| record.observed.as_ref().map(|observed| word(&observed.tier))),
    }
}

/// The unit in which mappings compute: that of the fact `gdp`.
const MAPPED_MONEY: &str = "billion international dollars of 2017";

/// A variant as it stands in a file.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
