//! How supports become votes, and what would have to change.

#![allow(clippy::unwrap_used, reason = "a test that cannot build its council has failed")]

use willing_council::{
    Ballot, Matter, Remedy, Seat, Thresholds, Vote, VoteChange, VotingBehaviour, VotingRule, WeightedQuota,
};

fn thresholds() -> Thresholds {
    Thresholds::new(0.25, 0.5).unwrap()
}

#[test]
fn a_member_takes_a_side_beyond_its_band_and_ties_abstain() {
    let votes = [0.3, 0.25, 0.0, -0.25, -0.3].map(|support| thresholds().vote(support));
    assert_eq!(votes, [Vote::Yes, Vote::Abstain, Vote::Abstain, Vote::Abstain, Vote::No]);
}

#[test]
fn a_veto_costs_more_than_a_no_and_a_yes_costs_the_same() {
    let votes = [0.3, 0.25, -0.3, -0.75, -0.8].map(|support| thresholds().vote_with_veto(support));
    assert_eq!(votes, [Vote::Yes, Vote::Abstain, Vote::Abstain, Vote::Abstain, Vote::No]);
}

#[test]
fn only_those_whose_no_is_a_veto_bear_its_cost() {
    let rule = VotingRule::by_count(3, 2).unwrap().with_vetoes([Seat::new(0)]).unwrap();
    let members = VotingBehaviour::uniform(3, thresholds());
    let supports = [Some(-0.5), Some(-0.5), None];
    let votes = |matter: &Matter| members.ballot(&rule, matter, &supports).unwrap();
    assert_eq!(votes(&Matter::Substantive), Ballot::new([Vote::Abstain, Vote::No, Vote::Absent]));
    assert_eq!(votes(&Matter::Procedural), Ballot::new([Vote::No, Vote::No, Vote::Absent]));
    // A party holds no veto, so its no is an ordinary one; the tally turns it into an abstention.
    let dispute = Matter::dispute([Seat::new(0)]);
    assert_eq!(votes(&dispute), Ballot::new([Vote::No, Vote::No, Vote::Absent]));
    let forecast = members.forecast(&rule, &dispute, &supports).unwrap();
    assert_eq!(forecast.tally.obliged, [Seat::new(0)]);
    assert_eq!(forecast.supports, supports);
}

#[test]
fn each_member_has_its_own_thresholds() {
    let rule = VotingRule::by_count(2, 1).unwrap();
    let members = VotingBehaviour::new([thresholds(), Thresholds::default()]);
    let ballot = members.ballot(&rule, &Matter::Substantive, &[Some(0.1), Some(0.1)]).unwrap();
    assert_eq!(ballot.votes(), [Vote::Abstain, Vote::Yes]);
}

#[test]
fn the_heaviest_seats_are_won_over_first_and_a_lifted_veto_need_not_become_a_yes() {
    // Weights 1, 2, 3, 4 and quota 6; seat 0 vetoes.
    let rule =
        VotingRule::new(WeightedQuota::new([1, 2, 3, 4], 6).unwrap()).with_vetoes([Seat::new(0)]).unwrap();
    let change = |place, from, to| VoteChange { seat: Seat::new(place), from, to };
    let fewest = |votes| rule.fewest_changes(&Matter::Substantive, &Ballot::new(votes)).unwrap();
    assert_eq!(
        fewest([Vote::No, Vote::Yes, Vote::Abstain, Vote::Yes]),
        Remedy::Changes(vec![change(0, Vote::No, Vote::Abstain)])
    );
    assert_eq!(
        fewest([Vote::No, Vote::Yes, Vote::Absent, Vote::No]),
        Remedy::Changes(vec![change(0, Vote::No, Vote::Abstain), change(3, Vote::No, Vote::Yes)])
    );
    assert_eq!(fewest([Vote::Abstain, Vote::Yes, Vote::No, Vote::Yes]), Remedy::Changes(vec![]));
}

#[test]
fn no_change_of_votes_helps_where_the_parties_hold_too_much() {
    let rule = VotingRule::by_count(3, 2).unwrap();
    let dispute = Matter::dispute([Seat::new(0), Seat::new(2)]);
    assert_eq!(rule.fewest_changes(&dispute, &Ballot::unanimous(3, Vote::Yes)), Ok(Remedy::Hopeless));
}

#[test]
fn those_that_abstain_are_won_over_before_those_that_say_no() {
    let rule = VotingRule::by_count(3, 2).unwrap();
    let ballot = Ballot::new([Vote::No, Vote::Abstain, Vote::Yes]);
    let change = VoteChange { seat: Seat::new(1), from: Vote::Abstain, to: Vote::Yes };
    assert_eq!(rule.fewest_changes(&Matter::Substantive, &ballot), Ok(Remedy::Changes(vec![change])));
}

#[test]
fn a_veto_without_weight_is_lifted_by_abstaining() {
    let rule = VotingRule::new(WeightedQuota::new([0, 1], 1).unwrap()).with_vetoes([Seat::new(0)]).unwrap();
    let changes = rule.fewest_changes(&Matter::Substantive, &Ballot::unanimous(2, Vote::No)).unwrap();
    let changes = changes.changes().unwrap();
    assert_eq!(changes.iter().map(|change| change.to).collect::<Vec<_>>(), [Vote::Abstain, Vote::Yes]);
}
