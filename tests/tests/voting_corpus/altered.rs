//! Every answer is read and compared: whichever one of a file is altered, its case fails.

use std::fs;

use serde_json::{Map, Value, json};
use willing_testkit::corpus::voting::{Case, Corpus, read_folder};
use willing_tests::in_workspace;

use crate::{abstention, bargaining, games, large, spatial};

/// Keys that ask or explain. All others are answers.
const NO_ANSWERS: [&str; 20] = [
    "id",
    "desc",
    "names",
    "source",
    "rule",
    "method",
    "model",
    "why",
    "yolk_note",
    "shapley_shubik_note",
    "ideal",
    "status_quo",
    "quota",
    "veto_indices",
    "setter",
    "n",
    "v",
    "q",
    "delta",
    "probs",
];

/// The seats of games of which all answers are altered: those of many take minutes, and the comparison is the same.
const MOST_SEATS: u64 = 12;

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(is) => json!(!is),
        Value::Null => json!([0, 1]),
        Value::Number(number) => match number.as_u64() {
            Some(count) => json!(count + 1),
            None => json!(number.as_f64().unwrap() * 1.5 + 0.25),
        },
        Value::String(text) if text == "inf" => json!(2),
        // A count, a fraction, or a closed form.
        Value::String(text) => match (text.parse::<u128>(), text.split_once('/')) {
            (Ok(count), _) => json!((count + 1).to_string()),
            (_, Some((above, below))) if below.parse::<u128>().is_ok() && above.parse::<u128>().is_ok() => {
                json!(format!("{}/{below}", above.parse::<u128>().unwrap() + 1))
            }
            _ => json!(format!("{text} + 1")),
        },
        Value::Array(list) => match list.as_slice() {
            [] => json!(["nobody"]),
            [Value::String(name), rest @ ..] if name.parse::<u128>().is_err() && !name.contains('/') => {
                json!(rest)
            }
            [first, rest @ ..] => json!([&[other(first)], rest].concat()),
        },
        Value::Object(_) => panic!("an answer that is an object: {value}"),
    }
}

/// The verdicts on all cases of a file with this text, read as any corpus is.
fn judged(text: &str, judge: impl Fn(&Corpus) -> Vec<Result<usize, String>>) -> Vec<Result<usize, String>> {
    let folder = std::env::temp_dir().join(format!("willing-voting-altered-{}", std::process::id()));
    let folder = folder.join(format!("{:?}", std::thread::current().id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("voting.json"), text).unwrap();
    let corpus = read_folder(&folder);
    fs::remove_dir_all(&folder).unwrap();
    let corpus = corpus.unwrap();
    assert_eq!(corpus.len(), 1);
    judge(&corpus[0])
}

/// Alters the answers of a case, one at a time, and has each one judged in a file of its own.
fn assert_each_altered_answer_fails(
    case: &Map<String, Value>,
    is_answer: impl Fn(&str, &Value) -> bool,
    file: impl Fn(&Map<String, Value>) -> Value,
    judge: impl Fn(&Corpus) -> Vec<Result<usize, String>>,
) -> usize {
    let right = judged(&file(case).to_string(), &judge);
    assert!(right.len() == 1 && right[0].is_ok(), "{right:?}");
    let mut altered = 0;
    for (key, value) in case.iter().filter(|(key, value)| is_answer(key, value)) {
        let mut wrong = case.clone();
        wrong.insert(key.clone(), other(value));
        let verdicts = judged(&file(&wrong).to_string(), &judge);
        assert!(
            verdicts.len() == 1 && verdicts[0].is_err(),
            "{key} = {} is not refused: {case:?}",
            wrong[key]
        );
        altered += 1;
    }
    altered
}

fn shipped() -> Value {
    let text = fs::read_to_string(in_workspace("fixtures/corpus/voting.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn is_answer(key: &str, _: &Value) -> bool {
    !NO_ANSWERS.contains(&key)
}

/// Of all cases of a list that is kept under its own key.
fn altered_in(
    section: &str,
    is_answer: impl Fn(&str, &Value) -> bool,
    is_small: impl Fn(&Map<String, Value>) -> bool,
    judge: impl Fn(&Corpus) -> Vec<Result<usize, String>>,
) -> usize {
    let shipped = shipped();
    let cases = shipped[section].as_array().unwrap().iter().map(|case| case.as_object().unwrap());
    let file = |case: &Map<String, Value>| json!({ section: [case] });
    cases
        .filter(|case| is_small(case))
        .map(|case| assert_each_altered_answer_fails(case, &is_answer, file, &judge))
        .sum()
}

#[test]
fn an_altered_answer_to_a_spatial_vote_fails() {
    let judge = |corpus: &Corpus| corpus.spatial.iter().map(spatial::judge).collect();
    let altered = altered_in("spatial", is_answer, |_| true, judge);
    assert!(altered >= 55, "{altered}");
}

#[test]
fn an_altered_answer_to_bargaining_fails() {
    let judge = |corpus: &Corpus| corpus.bargaining.iter().map(bargaining::judge).collect();
    assert!(altered_in("bargaining", is_answer, |_| true, judge) >= 46);
}

#[test]
fn an_altered_answer_with_abstention_fails() {
    let judge = |corpus: &Corpus| {
        let cases = corpus.unsc_with_abstention.iter();
        cases.map(|(name, case)| abstention::judge(name, case)).collect()
    };
    let shipped = shipped();
    let mut altered = 0;
    for (name, case) in shipped["unsc_with_abstention"].as_object().unwrap() {
        let file = |case: &Map<String, Value>| json!({ "unsc_with_abstention": { name: case } });
        altered += assert_each_altered_answer_fails(case.as_object().unwrap(), is_answer, file, judge);
    }
    assert!(altered >= 82, "{altered}");
}

#[test]
fn an_altered_structure_of_a_simple_game_fails() {
    let is_small = |case: &Map<String, Value>| case["n"].as_u64().unwrap() <= MOST_SEATS;
    let judge = |corpus: &Corpus| corpus.games.iter().map(games::judge).collect();
    let is_structure = |key: &str, _: &Value| games::KEYS.contains(&key);
    assert!(altered_in("games", is_structure, is_small, judge) >= 70);
}

#[test]
fn an_altered_count_of_a_weighted_game_fails() {
    let is_small = |case: &Map<String, Value>| {
        let rule = case["rule"].as_array().unwrap();
        case["n"].as_u64().unwrap() <= MOST_SEATS && rule.len() == 1 && rule[0].as_array().unwrap().len() == 1
    };
    let judge = |corpus: &Corpus| corpus.games.iter().filter_map(|case: &Case| large::small(case)).collect();
    let is_count = |key: &str, _: &Value| {
        ["winning_coalitions", "banzhaf_raw", "shapley_shubik", "deegan_packel", "holler_pgi_counts"]
            .contains(&key)
    };
    assert!(altered_in("games", is_count, is_small, judge) >= 40);
}

#[test]
fn a_rule_that_is_not_understood_fails() {
    let case = |rule: &str| {
        let case = json!({ "id": "a", "dim": 1, "rule": rule, "ideal": [0.0, 4.0], "status_quo": 5.0,
                           "winset_open_interval": [3.0, 5.0] });
        let judge = |corpus: &Corpus| corpus.spatial.iter().map(spatial::judge).collect();
        judged(&json!({ "spatial": [case] }).to_string(), judge).remove(0)
    };
    assert!(case("unanimity of veto players").is_ok() && case("2 of 2").is_ok());
    assert_eq!(case("whoever shouts").unwrap_err(), "a: no rule in \"whoever shouts\"");
    // Seats of another council.
    assert!(case("2 of 3").is_err());
}
