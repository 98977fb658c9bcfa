//! Every constructor refuses what is wrong: one input varied at a time, the exact error.

#![allow(clippy::unwrap_used, reason = "the inputs that are not varied are valid")]

use willing_council::{
    Ballot, Council, Error, Matter, Seat, SeatRole, Thresholds, Vote, VotingBehaviour, VotingRule,
    WeightedQuota,
};
use willing_game::Players;

const MEMBERS: [&str; 15] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"];

fn rule() -> VotingRule {
    VotingRule::by_count(3, 2).unwrap().with_vetoes([Seat::new(0)]).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, error: Error, message: &str) {
    assert_eq!(error.to_string(), message);
    assert_eq!(result.map(drop), Err(error));
}

#[test]
fn quotas_out_of_reach() {
    let error = |quota| Error::QuotaOutOfReach { quota, total: 6 };
    refused(WeightedQuota::new([1, 2, 3], 0), error(0), "quota 0 with a total weight of 6: expected 1..=6");
    assert!(WeightedQuota::new([1, 2, 3], 1).is_ok());
    assert!(WeightedQuota::new([1, 2, 3], 6).is_ok());
    refused(WeightedQuota::new([1, 2, 3], 7), error(7), "quota 7 with a total weight of 6: expected 1..=6");
    assert_eq!(WeightedQuota::new([0, 0], 1), Err(Error::QuotaOutOfReach { quota: 1, total: 0 }));
    assert_eq!(VotingRule::by_count(3, 4), Err(Error::QuotaOutOfReach { quota: 4, total: 3 }));
}

#[test]
fn weights_that_overflow() {
    assert!(WeightedQuota::new([u64::MAX - 1, 1], u64::MAX).is_ok());
    refused(
        WeightedQuota::new([u64::MAX - 1, 1, 1], 1),
        Error::WeightOverflow { seat: Seat::new(2) },
        "the weights up to seat 2 add up to more than 2^64 - 1",
    );
}

#[test]
fn too_few_and_too_many_seats() {
    refused(WeightedQuota::new([], 1), Error::NoSeats, "a voting rule for 0 seats: expected at least one");
    assert_eq!(VotingRule::by_count(0, 1), Err(Error::NoSeats));
    assert!(VotingRule::by_count(65_536, 1).is_ok());
    refused(
        VotingRule::by_count(65_537, 1),
        Error::TooManySeats { got: 65_537, most: 65_536 },
        "65537 seats, but at most 65536 fit",
    );
}

#[test]
fn vetoes_of_seats_that_do_not_exist_or_stand_twice() {
    refused(
        rule().with_vetoes([Seat::new(1), Seat::new(3)]),
        Error::NoSuchSeat { role: SeatRole::Veto, seat: Seat::new(3), seats: 3 },
        "veto seat 3 of a council with 3 seats: expected 0..3",
    );
    refused(
        rule().with_vetoes([Seat::new(1), Seat::new(0), Seat::new(1)]),
        Error::DuplicateSeat { role: SeatRole::Veto, seat: Seat::new(1) },
        "veto seat 1 is listed twice: expected each once",
    );
    assert_eq!(rule().with_vetoes([]).unwrap(), rule().procedural());
}

#[test]
fn ballots_of_the_wrong_length() {
    for votes in [2, 4] {
        refused(
            rule().tally(&Matter::Substantive, &Ballot::unanimous(votes, Vote::Yes)),
            Error::BallotLength { got: votes, seats: 3 },
            &format!("a ballot of {votes} votes for 3 seats"),
        );
    }
    let ballot = Ballot::unanimous(3, Vote::Yes);
    assert_eq!(
        ballot.with(Seat::new(3), Vote::No),
        Err(Error::NoSuchSeat { role: SeatRole::Member, seat: Seat::new(3), seats: 3 })
    );
}

#[test]
fn parties_that_are_no_members_or_stand_twice() {
    let ballot = Ballot::unanimous(3, Vote::Yes);
    let nobody = Matter::dispute([Seat::new(3)]);
    let error = Error::NoSuchSeat { role: SeatRole::Party, seat: Seat::new(3), seats: 3 };
    refused(
        rule().tally(&nobody, &ballot),
        error.clone(),
        "party's seat 3 of a council with 3 seats: expected 0..3",
    );
    assert_eq!(
        VotingBehaviour::uniform(3, Thresholds::default()).ballot(&rule(), &nobody, &[None; 3]),
        Err(error)
    );
    let twice = Matter::dispute([Seat::new(2), Seat::new(2)]);
    let error = Error::DuplicateSeat { role: SeatRole::Party, seat: Seat::new(2) };
    refused(
        rule().fewest_changes(&twice, &ballot),
        error.clone(),
        "party's seat 2 is listed twice: expected each once",
    );
    assert_eq!(rule().wins(&[], &twice), Err(error));
}

#[test]
fn coalitions_of_seats_that_do_not_exist_or_stand_twice() {
    refused(
        rule().wins(&[Seat::new(3)], &Matter::Substantive),
        Error::NoSuchSeat { role: SeatRole::Member, seat: Seat::new(3), seats: 3 },
        "seat 3 of a council with 3 seats: expected 0..3",
    );
    refused(
        rule().blocks(&[Seat::new(1), Seat::new(1)], &Matter::Substantive),
        Error::DuplicateSeat { role: SeatRole::Member, seat: Seat::new(1) },
        "seat 1 is listed twice: expected each once",
    );
}

#[test]
fn councils_whose_members_do_not_fit_the_rule() {
    let members = |n: usize| Players::new(MEMBERS.into_iter().take(n)).unwrap();
    assert!(Council::new(members(3), [Seat::new(2)], rule()).is_ok());
    refused(
        Council::new(members(4), [Seat::new(2)], rule()),
        Error::RuleSize { members: 4, seats: 3 },
        "4 members under a voting rule for 3 seats: expected as many",
    );
    refused(
        Council::new(members(3), [Seat::new(3)], rule()),
        Error::NoSuchSeat { role: SeatRole::Permanent, seat: Seat::new(3), seats: 3 },
        "permanent seat 3 of a council with 3 seats: expected 0..3",
    );
    refused(
        Council::new(members(3), [Seat::new(2), Seat::new(2)], rule()),
        Error::DuplicateSeat { role: SeatRole::Permanent, seat: Seat::new(2) },
        "permanent seat 2 is listed twice: expected each once",
    );
    let council = Council::new(members(3), [], rule()).unwrap();
    let larger = VotingRule::by_count(4, 2).unwrap();
    assert_eq!(council.clone().with_rule(larger), Err(Error::RuleSize { members: 3, seats: 4 }));
    let unknown = willing_game::Error::UnknownName { name: "z".into() };
    refused(council.seat("z"), Error::Names(unknown), "no player is named \"z\"");
    assert_eq!(council.name(Seat::new(3)), None);
}

#[test]
fn security_councils_of_other_sizes_or_names() {
    let permanent = ["a", "b", "c", "d", "e"];
    assert!(Council::un_security_council(MEMBERS, permanent).is_ok());
    refused(
        Council::un_security_council(MEMBERS.into_iter().take(14), permanent),
        Error::MemberCount { got: 14, expected: 15 },
        "14 members of the council: expected 15",
    );
    assert_eq!(
        Council::un_security_council_1946(MEMBERS, permanent),
        Err(Error::MemberCount { got: 15, expected: 11 })
    );
    refused(
        Council::un_security_council(MEMBERS, ["a", "b", "c", "d"]),
        Error::PermanentCount { got: 4, expected: 5 },
        "4 permanent members: expected 5",
    );
    assert_eq!(
        Council::un_security_council(MEMBERS, ["a", "b", "c", "d", "a"]),
        Err(Error::DuplicateSeat { role: SeatRole::Permanent, seat: Seat::new(0) })
    );
    let unknown = willing_game::Error::UnknownName { name: "z".into() };
    assert_eq!(Council::un_security_council(MEMBERS, ["a", "b", "c", "d", "z"]), Err(Error::Names(unknown)));
    let mut twice = MEMBERS;
    twice[14] = "a";
    let error = willing_game::Error::DuplicateName { name: "a".into(), first: 0, second: 14 };
    refused(
        Council::un_security_council(twice, permanent),
        Error::Names(error),
        "the name \"a\" stands at seats 0 and 14: names must be unique",
    );
}

#[test]
fn thresholds_that_are_no_thresholds() {
    assert!(Thresholds::new(0.0, 0.0).is_ok());
    refused(
        Thresholds::new(-0.5, 0.0),
        Error::Band { value: -0.5 },
        "band -0.5: expected a finite number of at least 0",
    );
    assert_eq!(Thresholds::new(f64::INFINITY, 0.0), Err(Error::Band { value: f64::INFINITY }));
    assert!(matches!(Thresholds::new(f64::NAN, 0.0), Err(Error::Band { value }) if value.is_nan()));
    refused(
        Thresholds::new(0.0, -1.0),
        Error::VetoCost { value: -1.0 },
        "veto cost -1: expected a finite number of at least 0",
    );
    assert_eq!(Thresholds::new(0.0, f64::INFINITY), Err(Error::VetoCost { value: f64::INFINITY }));
    assert!(matches!(Thresholds::new(0.0, f64::NAN), Err(Error::VetoCost { value }) if value.is_nan()));
    assert_eq!(
        Thresholds::new(f64::MAX, f64::MAX),
        Err(Error::ThresholdOverflow { band: f64::MAX, veto_cost: f64::MAX })
    );
}

#[test]
fn supports_and_thresholds_that_are_not_one_for_each_seat() {
    let members = VotingBehaviour::uniform(3, Thresholds::default());
    let vote = |supports: &[Option<f64>]| members.ballot(&rule(), &Matter::Substantive, supports);
    refused(vote(&[None; 2]), Error::SupportCount { got: 2, seats: 3 }, "2 supports for 3 seats");
    let few = VotingBehaviour::uniform(2, Thresholds::default());
    refused(
        few.forecast(&rule(), &Matter::Substantive, &[None; 3]),
        Error::ThresholdCount { got: 2, seats: 3 },
        "thresholds of 2 members for 3 seats",
    );
    refused(
        vote(&[None, Some(1.0), Some(f64::NEG_INFINITY)]),
        Error::Support { seat: Seat::new(2), value: f64::NEG_INFINITY },
        "the support of seat 2 is -inf: expected a finite number",
    );
    assert!(
        matches!(vote(&[Some(f64::NAN), None, None]), Err(Error::Support { value, .. }) if value.is_nan())
    );
}
