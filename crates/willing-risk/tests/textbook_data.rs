//! Textbook models as data: what is read back is what was written, and nothing invalid is read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use willing_risk::burden::{
    Alliance, Bargain, CobbDouglas, Timing, linear_treaty, nash_bargaining, quadratic_treaty,
};
use willing_risk::commitment::{EqualSharing, Preemption, SharingNetwork, TwoStates};
use willing_risk::normal::{
    DiscreteRisk, JointNormal, NormalSyndicate, Tolerances, conditional_mean_sharing, side_bets, water_fill,
};

#[track_caller]
fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

#[test]
fn what_is_written_is_read_back() {
    let risks = JointNormal::new(vec![1.0, 2.0], &[vec![1.0, 0.1], vec![0.1, 2.0]]).unwrap();
    let tolerances = Tolerances::new(vec![1.0, f64::INFINITY]).unwrap();
    survives(&tolerances);
    survives(&risks.tail(0.9).unwrap());
    survives(&risks.conditional_means(2.0).unwrap());
    survives(&side_bets(&tolerances, &[1.0, 2.0], 3.0).unwrap());
    survives(&side_bets(&tolerances, &[1.0, 2.0], 0.0).unwrap());
    survives(&water_fill(&tolerances, &[1.0, 2.0], 3.0).unwrap());
    survives(&NormalSyndicate::new(risks, tolerances).unwrap());
    let loss = DiscreteRisk::bernoulli(0.3, 7).unwrap();
    survives(&conditional_mean_sharing(std::slice::from_ref(&loss)).unwrap());
    survives(&loss);
    let pair = TwoStates::new(3.0, 1.0, 2.0).unwrap();
    survives(&pair.contract(0.4).unwrap());
    survives(&pair);
    survives(&EqualSharing::new(3.0, 1.0, 0.4, 1.0).unwrap());
    let network = SharingNetwork::new(3, &[(0, 1)], 0.0, 6.0, f64::INFINITY).unwrap();
    survives(&network.gain_of_link(1, 2).unwrap());
    survives(&network);
    let strike = Preemption { cost: 6.0, severity: 50.0, success: 0.7, effectiveness: 0.8, backlash: 0.5 };
    survives(&strike.threshold().unwrap());
    survives(&Preemption { cost: 30.0, ..strike }.threshold().unwrap());
    survives(&Preemption { success: 0.1, ..strike }.threshold().unwrap());
    survives(&strike);
    let alliance = Alliance::pure(10.0, &[2.0, 1.0], &[1.0, 1.0]).unwrap();
    survives(&alliance.nash());
    survives(&alliance);
    let economy = CobbDouglas::new(vec![10.0, 5.0], vec![2.0, 2.0]).unwrap();
    survives(&economy.nash());
    survives(&economy);
    survives(&linear_treaty(4, 1.0, 1.0).unwrap());
    survives(&quadratic_treaty(4, 10.0, 1.0, 1.0, Timing::MembersFirst).unwrap());
    survives(&Timing::MembersFirst);
    survives(&nash_bargaining(&[0.0, 1.0], 2.0, &[0.5, 0.5]).unwrap());
    survives(&Bargain::NoAgreement { shortfall: 1.0 });
}

#[test]
fn what_is_invalid_is_not_read() {
    fn refused<T: DeserializeOwned>(text: &str) -> bool {
        serde_json::from_str::<T>(text).is_err()
    }
    assert!(refused::<Tolerances>("[1, 0]"));
    assert!(!refused::<Tolerances>("[1, \"infinity\"]"));
    assert!(refused::<JointNormal>(r#"{"means": [0, 0], "covariance": [[1, 2], [2, 1]]}"#));
    assert!(refused::<NormalSyndicate>(
        r#"{"risks": {"means": [0], "covariance": [[1]]}, "tolerances": [1, 1]}"#
    ));
    assert!(refused::<DiscreteRisk>(r#"{"values": [0, 1], "probabilities": [0.5, 0.6]}"#));
    assert!(refused::<TwoStates>(r#"{"high": 1, "low": 2, "aversion": 1}"#));
    assert!(refused::<EqualSharing>(r#"{"high": 2, "low": 1, "probability": 2, "aversion": 1}"#));
    assert!(refused::<SharingNetwork>(
        r#"{"members": 2, "links": [[0, 2]], "mean": 0, "variance": 1, "risk_tolerance": 1}"#
    ));
    assert!(refused::<Alliance>(r#"{"members": [], "public_part": 1}"#));
    assert!(refused::<CobbDouglas>(r#"{"incomes": [1], "weights": [0]}"#));
    assert!(refused::<willing_risk::burden::Membership>(r#"{"members": [1], "outsiders": [], "tie": 0}"#));
}
