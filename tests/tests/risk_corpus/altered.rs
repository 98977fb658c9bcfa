//! Every answer is read and compared: whichever one of a case is altered, the case fails.

use serde_json::{Value, json};
use willing_testkit::corpus::risk::{Case, Corpus, read_folder};
use willing_tests::in_workspace;

use crate::{judge, judge_all};

fn shipped() -> Vec<Corpus> {
    read_folder(&in_workspace("fixtures/corpus")).unwrap()
}

/// Other values of the same kind: with each number, truth and text in it altered in turn.
fn alterations(value: &Value) -> Vec<Value> {
    let with = |place: usize, list: &[Value], altered: Value| {
        let mut list = list.to_vec();
        list[place] = altered;
        json!(list)
    };
    match value {
        Value::Bool(is) => vec![json!(!is)],
        Value::Number(number) if number.is_u64() => vec![json!(number.as_u64().unwrap() + 1)],
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            vec![json!(number + 3e-12 * (1.0 + number.abs()))]
        }
        Value::String(text) => vec![json!(format!("{text} or so"))],
        Value::Null => vec![json!(0.5)],
        Value::Array(list) => {
            let within = list.iter().enumerate();
            let within =
                within.flat_map(|(place, one)| alterations(one).into_iter().map(move |other| (place, other)));
            let shorter = list.split_last().map(|(_, rest)| json!(rest));
            within.map(|(place, other)| with(place, list, other)).chain(shorter).collect()
        }
        Value::Object(named) => {
            let within = named
                .iter()
                .flat_map(|(name, one)| alterations(one).into_iter().map(move |other| (name, other)));
            let altered = within.map(|(name, other)| {
                let mut named = named.clone();
                named.insert(name.clone(), other);
                Value::Object(named)
            });
            altered.collect()
        }
    }
}

#[test]
fn an_altered_answer_fails() {
    let mut altered = 0;
    for case in shipped().iter().flat_map(|corpus| &corpus.cases) {
        judge(case).unwrap();
        for (name, value) in &case.expected {
            for other in alterations(value) {
                // Lists whose length the case decides: the first answers only.
                let is_first =
                    (name == "per_capita" || name.starts_with("v_first")) && is_shorter(&other, value);
                if is_first {
                    continue;
                }
                let mut wrong = case.clone();
                wrong.expected.insert(name.clone(), other);
                assert!(
                    judge(&wrong).is_err(),
                    "{}: expected.{name}: {} passes",
                    case.id,
                    wrong.expected[name]
                );
                altered += 1;
            }
        }
    }
    assert!(altered >= 2_500, "{altered}");
}

fn is_shorter(one: &Value, other: &Value) -> bool {
    one.as_array().map(Vec::len) < other.as_array().map(Vec::len)
}

#[test]
fn a_case_of_unknown_shape_or_without_answers_fails() {
    let case = |inputs: Value, expected: Value| -> Case {
        serde_json::from_value(json!({ "id": "a", "inputs": inputs, "expected": expected })).unwrap()
    };
    let right = case(json!({ "prior": 0.25, "threshold": 0.5 }), json!({ "prob_action": 0.5 }));
    assert_eq!(judge(&right), Ok(1));
    let unknown = case(json!({ "prior": 0.25, "limit": 0.5 }), json!({ "prob_action": 0.5 }));
    assert_eq!(
        judge(&unknown).unwrap_err(),
        "a: unknown shape: inputs [\"limit\", \"prior\"], expected [\"prob_action\"]"
    );
    let more = case(json!({ "prior": 0.25, "threshold": 0.5 }), json!({ "prob_action": 0.5, "doubt": 1 }));
    assert_eq!(judge(&more).unwrap_err(), "a: expected.doubt: nothing is known about this");
    let nothing = case(json!({ "prior": 0.25, "threshold": 0.5 }), json!({ "prob_action": [] }));
    assert!(judge(&nothing).is_err());
    let misshapen = case(json!({ "prior": [0.25], "threshold": 0.5 }), json!({ "prob_action": 0.5 }));
    assert_eq!(judge(&misshapen).unwrap_err(), "a: inputs.prior: expected a number");
}

#[test]
fn a_corpus_without_cases_fails() {
    assert!(judge_all(&[]).is_err());
    let empty = Corpus { file: "risk_none.json".to_owned(), cases: Vec::new() };
    assert!(judge_all(&[empty]).is_err());
}
