//! Answers to crises: the same bytes on any number of threads and after a round trip, and no claim in
//! them can be changed without the checker noticing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::{Number, Value, json};
use willing::check::crisis::{Choices, CouncilParts, Counterfactuals, Crisis, CrisisAnswer};
use willing::report::{AnswerFile, Labels};
use willing::scenario::Scenario;
use willing::solver::crisis::CrisisSolver;
use willing_tests::in_workspace;

/// With a council that is deadlocked; without one; authorized beforehand, and without a pure equilibrium.
const SCENARIOS: [&str; 3] = [
    "crates/willing-cli/tests/data/quarrel.toml",
    "fixtures/scenarios/reference/base.toml",
    "fixtures/scenarios/examples/no_equilibria_2.toml",
];

fn crisis(path: &str) -> Crisis {
    let scenario = Scenario::read(in_workspace(path)).unwrap();
    let council = scenario.council.map(|setup| CouncilParts {
        council: setup.council,
        behaviour: setup.behaviour,
        matter: setup.matter,
        absent: setup.absent,
    });
    let crisis = Crisis::new(scenario.issue, council, Choices::default()).unwrap();
    crisis.with_standing(scenario.authorization).unwrap()
}

fn file(answer: CrisisAnswer) -> AnswerFile {
    AnswerFile { labels: Labels::default(), answer }
}

#[test]
fn answers_survive_a_round_trip() {
    for path in SCENARIOS {
        for kept in [Counterfactuals::Summarised, Counterfactuals::Certified] {
            let answer = CrisisSolver::new().counterfactuals(kept).solve(&crisis(path)).unwrap();
            let text = file(answer.clone()).to_json().unwrap();
            let read = AnswerFile::from_json(&text).unwrap();
            assert_eq!(read.answer, answer, "{path}");
            assert_eq!(read.to_json().unwrap(), text, "{path}");
            assert_eq!(read.answer.check_alone(), Ok(()), "{path}");
        }
    }
}

#[test]
fn answers_older_than_the_report_on_votes_are_read_and_checked() {
    let answer = CrisisSolver::new().solve(&crisis(SCENARIOS[0])).unwrap();
    let mut value: Value = serde_json::from_str(&file(answer.clone()).to_json().unwrap()).unwrap();
    assert!(value["answer"].as_object_mut().unwrap().remove("voting").is_some());
    let older = AnswerFile::from_json(&value.to_string()).unwrap().answer;
    assert_eq!(older.check_alone(), Ok(()));
    assert_eq!(CrisisAnswer { voting: answer.voting.clone(), ..older }, answer);
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    for path in SCENARIOS {
        let crisis = crisis(path);
        let solver = CrisisSolver::new().counterfactuals(Counterfactuals::Certified);
        let on = |threads| file(solver.clone().threads(threads).solve(&crisis).unwrap()).to_json().unwrap();
        assert_eq!(on(1), on(2), "{path}");
    }
}

/// Values that may be another without a claim becoming false; `*` stands for any place in a list.
const NO_CLAIM: [&str; 15] = [
    // Who computed it, and how: of the settings only those are claims that the evidence has to meet.
    "/version",
    "/settings/tie_band",
    "/settings/node_limit",
    "/settings/answer_limit",
    "/settings/combination_limit",
    "/settings/quantal_precision",
    // Steps and cuts of a proof: another proof of the same claim is one, too.
    "/cells/*/verdict/Exists/tree/words/*",
    "/cells/*/verdict/Impossible/tree/words/*",
    "/cells/*/verdict/Impossible/tree/cuts/*",
    // Where a range of a parameter is cut for the proof that nothing flips in it.
    "/states/*/sensitivities/*/grid/*",
    // Claimed up to the bound on residuals: a probability of next to nothing has room.
    "/cells/*/plays/*/mixture/probabilities/*/*",
    "/cells/*/plays/*/mixture/residual",
    // Summaries of counterfactuals, which are certified only if asked for.
    "/candidacies/*/tried/rerun/outcomes",
    "/removals/*/follower/rerun/outcomes",
    "/removals/*/follower/rerun/council/authorized/method",
];

/// Of all changed values, so many at least are refused: by the reader or by the checker.
const REFUSED: f64 = 0.9;

/// Of the mixture in the summary of a counterfactual neither capability nor value are checked.
const OF_MIXTURES: [&str; 2] =
    ["/removals/*/follower/rerun/capability", "/removals/*/follower/rerun/leader_value"];

/// One changed value in the JSON of an answer.
struct Mutation {
    pointer: String,
    value: Value,
}

/// Every value in the JSON of an answer, the embedded crisis aside, with the values it is exchanged for:
/// numbers a little larger and of the other sign, places one off and far off, other words, lists one short.
struct Mutator<'a> {
    original: &'a Value,
    words: BTreeSet<String>,
    /// The words that can be read in a place.
    readable: BTreeMap<String, Vec<String>>,
    all: Vec<Mutation>,
}

impl<'a> Mutator<'a> {
    fn of(original: &'a Value) -> Self {
        let mut words: BTreeSet<String> = ["infinity".to_owned()].into();
        strings(original, &mut words);
        let mut mutator = Self { original, words, readable: BTreeMap::new(), all: Vec::new() };
        mutator.visit(original, "");
        mutator
    }

    fn push(&mut self, pointer: &str, value: Value) {
        self.all.push(Mutation { pointer: pointer.to_owned(), value });
    }

    fn visit(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::Null => self.push(pointer, json!(1.0)),
            Value::Bool(flag) => self.push(pointer, json!(!flag)),
            Value::String(word) => {
                for other in self.other_words(pointer, word) {
                    self.push(pointer, json!(other));
                }
            }
            Value::Number(number) => {
                for other in other_numbers(number) {
                    self.push(pointer, other);
                }
            }
            Value::Array(items) => {
                if let [rest @ .., _] = items.as_slice() {
                    self.push(pointer, json!(rest));
                }
                for (place, item) in items.iter().enumerate() {
                    self.visit(item, &format!("{pointer}/{place}"));
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    if !(pointer.is_empty() && name == "crisis") {
                        self.visit(field, &format!("{pointer}/{name}"));
                    }
                }
            }
        }
    }

    /// Two other words that can be read in this place.
    fn other_words(&mut self, pointer: &str, word: &str) -> Vec<String> {
        let (original, words) = (self.original, &self.words);
        let reads = |word: &&String| read(original, pointer, &json!(word)).is_some();
        let readable = self
            .readable
            .entry(pattern(pointer))
            .or_insert_with(|| words.iter().filter(reads).cloned().collect());
        readable.iter().filter(|other| *other != word).take(2).cloned().collect()
    }
}

/// Of a place or count, those one off and one far off; of a measure, one a little larger and its negative.
fn other_numbers(number: &Number) -> Vec<Value> {
    match (number.as_u64(), number.as_f64()) {
        (Some(count), _) => [Some(count + 1), count.checked_sub(1), Some(200)]
            .into_iter()
            .flatten()
            .map(Value::from)
            .collect(),
        (None, Some(0.0)) => vec![json!(1e-3), json!(-1e-3)],
        (None, measure) => vec![json!(measure.unwrap() * 1.001), json!(-measure.unwrap())],
    }
}

/// All strings in the JSON of an answer.
fn strings(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(word) => drop(found.insert(word.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        _ => {}
    }
}

/// The pointer with places in lists left open.
fn pattern(pointer: &str) -> String {
    let step = |step: &str| if step.parse::<usize>().is_ok() { "*".to_owned() } else { step.to_owned() };
    pointer.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// The answer with one value exchanged, if that can be read.
fn read(original: &Value, pointer: &str, value: &Value) -> Option<CrisisAnswer> {
    let mut changed = original.clone();
    *changed.pointer_mut(pointer).unwrap() = value.clone();
    serde_json::from_value(changed).ok()
}

/// What became of a mutation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unread,
    Refused,
    Accepted,
}

fn no_claim_can_be_changed(path: &str, exempt: &[&str]) {
    let answer = CrisisSolver::new().solve(&crisis(path)).unwrap();
    let original = serde_json::to_value(&answer).unwrap();
    assert_eq!(serde_json::from_value::<CrisisAnswer>(original.clone()).unwrap(), answer);
    let mutations = Mutator::of(&original).all;
    let fate = |mutation: &Mutation| match read(&original, &mutation.pointer, &mutation.value) {
        None => Fate::Unread,
        Some(changed) if changed.check_alone().is_err() => Fate::Refused,
        Some(_) => Fate::Accepted,
    };
    let fates: Vec<Fate> = mutations.par_iter().map(fate).collect();
    let count = |fate: Fate| fates.iter().filter(|other| **other == fate).count();
    let (unread, refused, accepted) = (count(Fate::Unread), count(Fate::Refused), count(Fate::Accepted));
    println!("{path}: {} mutated, {unread} unread, {refused} refused, {accepted} accepted", fates.len());
    for (mutation, _) in mutations.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Accepted) {
        let Mutation { pointer, value } = mutation;
        let pattern = pattern(pointer);
        assert!(
            NO_CLAIM.iter().chain(exempt).any(|exempt| *exempt == pattern),
            "{path}: {pointer} is {value} instead of {:?}, and nothing is wrong",
            original.pointer(pointer)
        );
    }
    assert!((unread + refused) as f64 >= REFUSED * fates.len() as f64, "{path}: {accepted} accepted");
    assert!(refused > unread, "{path}: the checker has hardly been asked");
}

#[test]
fn no_claim_of_an_answer_with_a_council_can_be_changed() {
    no_claim_can_be_changed(SCENARIOS[0], &[]);
}

#[test]
fn no_claim_of_an_answer_with_a_mixture_can_be_changed() {
    no_claim_can_be_changed(SCENARIOS[2], &OF_MIXTURES);
}
