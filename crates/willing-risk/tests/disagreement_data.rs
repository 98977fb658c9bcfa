//! What is written of disagreement is read back, and what is wrong is refused on the way in.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

use serde::{Serialize, de::DeserializeOwned};
use willing_risk::Belief;
use willing_risk::disagreement::{
    BayesianPersuasion, CheapTalk, ChernoffInformation, Disagreement, Fidelity, ListenerNetwork, LongRun,
    Messages, NormalBelief, OpinionPool, Posterior, StubbornNetwork, TwoHazards, TwoNormalRisks,
};

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

fn is_refused<T: DeserializeOwned + std::fmt::Debug>(text: &str, reason: &str) {
    let message = serde_json::from_str::<T>(text).unwrap_err().to_string();
    assert!(message.starts_with(reason), "{message}");
}

#[test]
fn everything_comes_back_as_it_was_written() {
    let (calm, alarmed) = (Belief::new(vec![0.9, 0.1]).unwrap(), Belief::new(vec![0.3, 0.7]).unwrap());
    let pair = Disagreement::between(calm.clone(), alarmed.clone()).unwrap();
    comes_back(&pair);
    comes_back(&pair.chernoff());
    comes_back(&ChernoffInformation { information: f64::INFINITY, order: 0.5 });
    comes_back(&OpinionPool::new(vec![calm, alarmed], vec![0.1, 3.0]).unwrap());
    comes_back(&NormalBelief::new(-1.5, 0.1).unwrap());
    let network = ListenerNetwork::new(vec![vec![0.1, 0.9], vec![1.0, 0.0]]).unwrap();
    comes_back(&network);
    comes_back(&network.long_run());
    comes_back(&LongRun::SeveralVoices { groups: vec![vec![0], vec![1, 2]] });
    comes_back(&LongRun::Cycle { group: vec![0, 1], period: 2 });
    comes_back(&StubbornNetwork::new(network, vec![0.3, 0.9]).unwrap());
    comes_back(&Fidelity::new(0.3).unwrap());
    comes_back(&CheapTalk::new(0.05).unwrap());
    comes_back(&Messages::AtMost(3));
    comes_back(&Messages::Unbounded);
    comes_back(&BayesianPersuasion::new(0.3, 0.5).unwrap());
    comes_back(&Posterior { belief: 0.5, probability: 0.6, acts: true });
    for tolerance in [4.0, f64::INFINITY] {
        comes_back(&TwoHazards::new(tolerance, 4.0, 0.1, 0.2).unwrap());
        comes_back(&TwoNormalRisks::new(tolerance, 4.0, -0.1).unwrap());
    }
}

#[test]
fn what_is_wrong_is_refused_on_the_way_in() {
    is_refused::<Disagreement>(
        r#"{"first":[1.0],"second":[0.5,0.5]}"#,
        "disagreement, second belief: 2 outcomes",
    );
    is_refused::<Disagreement>(r#"{"first":[1.0],"second":[1.0],"third":[1.0]}"#, "unknown field");
    is_refused::<OpinionPool>(r#"{"beliefs":[[1.0]],"weights":[]}"#, "pool: 0 weights");
    is_refused::<NormalBelief>(r#"{"mean":0.0,"deviation":0.0}"#, "normal belief: deviation is 0");
    is_refused::<ListenerNetwork>("[[0.5]]", "network, row 0: sum of the weights is 0.5");
    is_refused::<StubbornNetwork>(
        r#"{"network":[[1.0]],"susceptibility":[1.0]}"#,
        "the network of listeners",
    );
    is_refused::<Fidelity>("1.5", "channel: fidelity is 1.5");
    is_refused::<CheapTalk>("-1.0", "cheap talk: bias is -1");
    is_refused::<BayesianPersuasion>(r#"{"prior":2.0,"threshold":0.5}"#, "persuasion: prior is 2");
    is_refused::<TwoHazards>(
        r#"{"tolerance":0.0,"severity":1.0,"own":0.1,"partner":0.1}"#,
        "two hazards: risk tolerance is 0",
    );
    is_refused::<TwoNormalRisks>(
        r#"{"tolerance":1.0,"variance":-1.0,"gap":0.0}"#,
        "two normal risks: variance is -1",
    );
}
