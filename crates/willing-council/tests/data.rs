//! The nouns as data: what is written is read back, and what is wrong is refused on the way in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its council has failed"
)]

use serde::{Serialize, de::DeserializeOwned};
use willing_council::{
    Ballot, Council, Count, DraftForecast, Matter, Outcome, Seat, Tally, Thresholds, Vote, VotingBehaviour,
    VotingRule,
};

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

/// The start of the message with which `text` is refused.
fn refusal<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    let message = serde_json::from_str::<T>(text).unwrap_err().to_string();
    message.split(" at line").next().unwrap().to_owned()
}

#[test]
fn everything_comes_back_as_it_was_written() {
    let names: Vec<String> = (0..15).map(|seat| format!("state {seat}")).collect();
    let council = Council::un_security_council(names.clone(), &names[..5]).unwrap();
    let members = VotingBehaviour::uniform(15, Thresholds::new(0.1, 0.3).unwrap());
    let mut supports = vec![Some(0.5); 15];
    supports[7] = None;
    supports[4] = Some(-0.7);
    for matter in [Matter::Substantive, Matter::Procedural, Matter::dispute([Seat::new(4)])] {
        let forecast = members.forecast(council.rule(), &matter, &supports).unwrap();
        comes_back(&matter);
        comes_back(&forecast);
        if let Some(withdrawn) = forecast.withdrawn() {
            comes_back(&withdrawn);
        }
        comes_back(&council.rule().fewest_changes(&matter, &forecast.ballot).unwrap());
    }
    comes_back(&council);
    comes_back(&members);
}

#[test]
fn the_words_are_those_of_the_field() {
    assert_eq!(
        serde_json::to_string(&Ballot::new([Vote::Yes, Vote::No, Vote::Abstain, Vote::Absent])).unwrap(),
        r#"["yes","no","abstain","absent"]"#
    );
    let rule = VotingRule::by_count(3, 2).unwrap().with_vetoes([Seat::new(1)]).unwrap();
    let text = r#""2 of 3, veto {1}""#;
    assert_eq!(serde_json::to_string(&rule).unwrap(), text);
    assert_eq!(
        serde_json::to_string(&Matter::dispute([Seat::new(2)])).unwrap(),
        r#"{"dispute":{"parties":[2]}}"#
    );
    let defeat = Outcome::TechnicalDefeat { counts: vec![Count::yes(1, 2)], vetoes_not_counted: vec![] };
    let text =
        r#"{"technical-defeat":{"counts":[{"what":"yes","weight":1,"bound":2}],"vetoes_not_counted":[]}}"#;
    assert_eq!(serde_json::to_string(&defeat).unwrap(), text);
}

#[test]
fn invariants_hold_for_what_is_read() {
    assert_eq!(
        refusal::<VotingRule>(r#""3 of 2""#),
        "at character 0: quota 3 with a total weight of 2: expected 1..=2"
    );
    assert_eq!(
        refusal::<VotingRule>(r#""2 of 2, veto {2}""#),
        "at character 14: veto seat 2 of a council with 2 seats: expected 0..2"
    );
    assert_eq!(
        refusal::<Council>(r#"{"members":["a"],"permanent":[],"rule":"2 of 2"}"#),
        "1 members under a voting rule for 2 seats: expected as many"
    );
    assert_eq!(
        refusal::<Council>(r#"{"members":["a","a"],"rule":"2 of 2"}"#),
        "the name \"a\" stands at seats 0 and 1: names must be unique"
    );
    assert_eq!(
        refusal::<Thresholds>(r#"{"band":-1.0,"veto_cost":0.0}"#),
        "band -1: expected a finite number of at least 0"
    );
}

#[test]
fn unknown_keys_are_refused() {
    let unknown = |message: String| assert!(message.starts_with("unknown field `extra`"), "{message}");
    unknown(refusal::<Council>(r#"{"members":["a"],"extra":0}"#));
    unknown(refusal::<Thresholds>(r#"{"band":0.0,"veto_cost":0.0,"extra":0}"#));
    unknown(refusal::<Matter>(r#"{"dispute":{"parties":[],"extra":0}}"#));
    unknown(refusal::<Outcome>(r#"{"passed":{"counts":[],"extra":0}}"#));
    unknown(refusal::<Tally>(r#"{"yes":[],"extra":0}"#));
    unknown(refusal::<DraftForecast>(r#"{"supports":[],"extra":0}"#));
}
