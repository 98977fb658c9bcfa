//! A leader and a member with a veto, in the shadow of what the leader can do alone.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test fails by panicking, and exact answers are exact"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_council::{Error, PolicyLine, PolicyLineParts, Regime};

const PARTS: PolicyLineParts = PolicyLineParts {
    status_quo: 0.0,
    leader: 1.0,
    veto: 0.25,
    outside: 1.0,
    leader_cost: 0.5,
    veto_cost: 0.0,
};

fn line(veto: f64, leader_cost: f64, veto_cost: f64) -> PolicyLine {
    PolicyLine::new(PolicyLineParts { veto, leader_cost, veto_cost, ..PARTS }).unwrap()
}

#[test]
fn a_leader_that_gains_nothing_alone_is_no_threat() {
    assert!(line(0.25, 0.75, 0.0).is_credible());
    for cost in [1.0, 2.0] {
        let line = line(0.25, cost, 0.0);
        assert_eq!((line.is_credible(), line.disagreement(), line.agreement()), (false, 0.0, (0.0, 0.5)));
        assert_eq!(
            (line.leader_proposes(), line.veto_proposes(), line.regime()),
            (0.5, 0.25, Regime::Compromise)
        );
    }
}

#[test]
fn under_a_threat_the_member_with_a_veto_proposes_what_the_leader_just_accepts() {
    let threat = line(0.25, 0.5, 0.25);
    assert_eq!((threat.disagreement(), threat.agreement()), (1.0, (0.5, 1.25)));
    assert_eq!(
        (threat.leader_proposes(), threat.veto_proposes(), threat.regime()),
        (1.0, 0.5, Regime::UnderThreat)
    );
}

#[test]
fn who_wants_opposite_things_without_a_threat_is_deadlocked() {
    let deadlock = line(-0.5, 1.5, 0.0);
    assert_eq!((deadlock.agreement(), deadlock.regime()), ((0.0, 0.0), Regime::Deadlock));
    assert_eq!((deadlock.leader_proposes(), deadlock.veto_proposes()), (0.0, 0.0));
    // Ideals that floats hold only nearly leave no room either.
    let parts = PolicyLineParts { status_quo: 0.1, leader: 0.7, veto: -0.2, leader_cost: 5.0, ..PARTS };
    assert_eq!(PolicyLine::new(parts).unwrap().regime(), Regime::Deadlock);
}

#[test]
fn numbers_out_of_range_are_refused() {
    let refused = |parts, what: &str| matches!(PolicyLine::new(parts), Err(Error::OutsideNumber { what: refused, .. }) if refused == what);
    assert!(refused(PolicyLineParts { status_quo: f64::NAN, ..PARTS }, "status quo"));
    assert!(refused(PolicyLineParts { leader: 1e13, ..PARTS }, "ideal of the leader"));
    assert!(refused(PolicyLineParts { veto: f64::NEG_INFINITY, ..PARTS }, "ideal of the member with a veto"));
    assert!(refused(PolicyLineParts { outside: f64::INFINITY, ..PARTS }, "policy outside the council"));
    assert!(refused(PolicyLineParts { leader_cost: -0.1, ..PARTS }, "cost to the leader"));
    assert!(refused(PolicyLineParts { veto_cost: f64::NAN, ..PARTS }, "cost to the veto"));
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_is_read_back() {
    let line = line(0.25, 0.5, 0.25);
    let text = serde_json::to_string(&line).unwrap();
    assert_eq!(serde_json::from_str::<PolicyLine>(&text).unwrap(), line);
    assert!(serde_json::from_str::<PolicyLine>(&text.replace("0.5", "-0.5")).is_err());
    assert_eq!(serde_json::to_string(&line.regime()).unwrap(), "\"under-threat\"");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(78),
        ..ProptestConfig::default()
    })]

    /// The policy without agreement is in the agreement, every policy in it leaves neither worse off, and none beside it does.
    #[test]
    fn an_agreement_is_what_neither_loses_by(
        status_quo in -2.0..2.0_f64, leader in -2.0..2.0_f64, veto in -2.0..2.0_f64, outside in -2.0..2.0_f64,
        leader_cost in 0.0..2.0_f64, veto_cost in 0.0..2.0_f64, part in 0.0..1.0_f64,
    ) {
        let parts = PolicyLineParts { status_quo, leader, veto, outside, leader_cost, veto_cost };
        let line = PolicyLine::new(parts).unwrap();
        let (low, high) = line.agreement();
        let without = line.disagreement();
        let (mut leader_loses, mut veto_loses) = ((without - leader).abs(), (without - veto).abs());
        if line.is_credible() {
            leader_loses += leader_cost;
            veto_loses += veto_cost;
            prop_assert!(leader_loses < (status_quo - leader).abs());
        }
        let suits = |policy: f64, room: f64| {
            (policy - leader).abs() <= leader_loses + room && (policy - veto).abs() <= veto_loses + room
        };
        prop_assert!(low <= without && without <= high);
        prop_assert!(suits(low + part * (high - low), 1e-12));
        prop_assert!(!suits(low - 1e-6, -1e-9) && !suits(high + 1e-6, -1e-9));
        for (proposed, ideal) in [(line.leader_proposes(), leader), (line.veto_proposes(), veto)] {
            prop_assert!((low..=high).contains(&proposed));
            prop_assert!((proposed - ideal).abs() <= (low + part * (high - low) - ideal).abs() + 1e-12);
        }
    }
}
