//! Theorems about voting rules, on random ones.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the strategies build valid rules and ballots"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_council::{
    Ballot, Matter, Outcome, Seat, Thresholds, Vote, VotingBehaviour, VotingRule, WeightedQuota,
};

const VOTES: [Vote; 4] = [Vote::No, Vote::Abstain, Vote::Absent, Vote::Yes];

#[derive(Clone, Debug)]
struct Case {
    rule: VotingRule,
    matter: Matter,
    ballot: Ballot,
}

fn chosen(flags: &[bool]) -> Vec<Seat> {
    (0..).map(Seat::new).zip(flags).filter(|(_, flag)| **flag).map(|(seat, _)| seat).collect()
}

fn matters(seats: usize) -> impl Strategy<Value = Matter> {
    prop_oneof![
        Just(Matter::Substantive),
        Just(Matter::Procedural),
        prop::collection::vec(any::<bool>(), seats).prop_map(|flags| Matter::dispute(chosen(&flags))),
    ]
}

/// A rule of up to `most` seats with weights 0..=4, some vetoes, a matter and a roll call.
fn cases(most: usize) -> impl Strategy<Value = Case> {
    let weights = prop::collection::vec(0..5u64, 1..=most)
        .prop_filter("somebody has weight", |weights| weights.iter().sum::<u64>() > 0);
    weights.prop_flat_map(|weights| {
        let (seats, total) = (weights.len(), weights.iter().sum::<u64>());
        let vetoes = prop::collection::vec(prop::bool::weighted(0.3), seats);
        let votes = prop::collection::vec(prop::sample::select(VOTES.to_vec()), seats);
        (Just(weights), 1..=total, vetoes, votes, matters(seats)).prop_map(
            |(weights, quota, vetoes, votes, matter)| Case {
                rule: VotingRule::new(WeightedQuota::new(weights, quota).unwrap())
                    .with_vetoes(chosen(&vetoes))
                    .unwrap(),
                matter,
                ballot: Ballot::new(votes),
            },
        )
    })
}

fn passes(case: &Case, ballot: &Ballot) -> bool {
    case.rule.tally(&case.matter, ballot).unwrap().outcome.has_passed()
}

/// All roll calls that differ from this one in levels of approval.
fn roll_calls(seats: usize) -> impl Iterator<Item = Ballot> {
    (0..3usize.pow(u32::try_from(seats).unwrap())).map(move |code| {
        let digits = (0..seats).scan(code, |rest, _| {
            let digit = *rest % 3;
            *rest /= 3;
            Some([Vote::No, Vote::Abstain, Vote::Yes][digit])
        });
        Ballot::new(digits)
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(27),
        ..ProptestConfig::default()
    })]

    /// No → abstention → yes never turns a draft that passes into one that fails.
    #[test]
    fn raising_one_vote_never_sinks_a_draft(case in cases(7)) {
        if passes(&case, &case.ballot) {
            for (seat, vote) in case.ballot.roll() {
                for higher in VOTES.into_iter().filter(|higher| higher.level() >= vote.level()) {
                    let raised = case.ballot.clone().with(seat, higher).unwrap();
                    prop_assert!(passes(&case, &raised), "{seat}: {vote} → {higher}");
                }
            }
        }
    }

    /// The four lists and the outcome follow from the definition, vote by vote.
    #[test]
    fn the_count_is_the_definition(case in cases(7)) {
        let tally = case.rule.tally(&case.matter, &case.ballot).unwrap();
        let mut everybody = [&tally.yes[..], &tally.no, &tally.abstaining, &tally.absent].concat();
        everybody.sort_unstable();
        prop_assert_eq!(everybody.len(), case.rule.seats());
        let weights = case.rule.requirement().weights();
        let yes: u64 = tally.yes.iter().map(|seat| weights[seat.place()]).sum();
        let against: Vec<Seat> =
            tally.no.iter().copied().filter(|&seat| case.rule.holds_veto(seat, &case.matter)).collect();
        let quota = case.rule.requirement().quota();
        let expected = match (yes >= quota, against.is_empty()) {
            (true, true) => Outcome::Passed { yes, quota },
            (true, false) => Outcome::Vetoed { by: against, yes, quota },
            (false, _) => Outcome::TechnicalDefeat { yes, quota, vetoes_not_counted: against },
        };
        prop_assert_eq!(tally.outcome, expected);
        for seat in case.matter.parties() {
            prop_assert!(!tally.yes.contains(seat) && !tally.no.contains(seat));
        }
    }

    /// Taking the vetoes away can only help, and makes every matter one of procedure.
    #[test]
    fn what_passes_with_vetoes_passes_without(case in cases(7)) {
        let without = Case { rule: case.rule.procedural(), ..case.clone() };
        prop_assert!(!passes(&case, &case.ballot) || passes(&without, &case.ballot));
    }

    /// Abstention and absence count alike.
    #[test]
    fn absence_counts_as_abstention(case in cases(7)) {
        let present = case.ballot.votes().iter().map(|&vote| if vote == Vote::Absent { Vote::Abstain } else { vote });
        let present = Ballot::new(present);
        let outcome = |ballot| case.rule.tally(&case.matter, ballot).unwrap().outcome;
        prop_assert_eq!(outcome(&case.ballot), outcome(&present));
    }

    /// A coalition blocks exactly if the others cannot win.
    #[test]
    fn a_coalition_blocks_if_and_only_if_its_complement_does_not_win(case in cases(7)) {
        let inside: Vec<bool> = case.ballot.votes().iter().map(|&vote| vote == Vote::Yes).collect();
        let outside: Vec<bool> = inside.iter().map(|member| !member).collect();
        let blocks = case.rule.blocks(&chosen(&inside), &case.matter).unwrap();
        prop_assert_eq!(blocks, !case.rule.wins(&chosen(&outside), &case.matter).unwrap());
    }

    /// The changes make the draft pass, and no roll call that passes differs in fewer seats.
    #[test]
    fn fewest_changes_suffice_and_are_fewest(case in cases(5)) {
        let distance = |other: &Ballot| {
            let pairs = case.ballot.votes().iter().zip(other.votes());
            pairs.filter(|(one, two)| one.level() != two.level()).count()
        };
        let least = roll_calls(case.rule.seats()).filter(|other| passes(&case, other)).map(|b| distance(&b)).min();
        let changes = case.rule.fewest_changes(&case.matter, &case.ballot).unwrap();
        prop_assert_eq!(changes.as_ref().map(Vec::len), least);
        if let Some(changes) = changes {
            let changed = changes.iter().try_fold(case.ballot.clone(), |ballot, change| {
                assert_eq!(ballot.vote(change.seat), Some(change.from));
                ballot.with(change.seat, change.to)
            });
            prop_assert!(passes(&case, &changed.unwrap()));
        }
    }

    /// A draft that everybody likes better, by any amounts, does not fail where the other passed.
    #[test]
    fn more_support_never_sinks_a_draft(
        case in cases(7),
        supports in prop::collection::vec(-2.0..2.0f64, 7),
        gains in prop::collection::vec(0.0..2.0f64, 7),
        band in 0.0..1.0f64,
        veto_cost in 0.0..1.0f64,
    ) {
        let members = VotingBehaviour::uniform(case.rule.seats(), Thresholds::new(band, veto_cost).unwrap());
        let before: Vec<_> = supports.iter().take(case.rule.seats()).map(|&d| Some(d)).collect();
        let after: Vec<_> = before.iter().zip(&gains).map(|(d, gain)| d.map(|d| d + gain)).collect();
        let passes = |supports: &[_]| members.forecast(&case.rule, &case.matter, supports).unwrap().passes();
        prop_assert!(!passes(&before) || passes(&after));
    }
}
