//! Theorems about voting rules, on random ones.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the strategies build valid rules and ballots"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use willing_council::{
    Against, Ballot, Base, BlockingMinority, Count, Matter, Outcome, Part, Remedy, Requirement, Seat,
    Strictly, Thresholds, Vote, VotingBehaviour, VotingRule, WeightedQuota, WeightedShare, Weights,
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

fn weights(seats: usize) -> impl Strategy<Value = Weights> {
    prop::collection::vec(0..5u64, seats)
        .prop_filter("somebody has weight", |weights| weights.iter().sum::<u64>() > 0)
        .prop_map(|weights| Weights::new(weights).unwrap())
}

/// Weights and a bound within their reach.
fn bounded(seats: usize) -> impl Strategy<Value = (Weights, u64)> {
    weights(seats).prop_flat_map(|weights| {
        let total = weights.total();
        (Just(weights), 1..=total)
    })
}

fn quotas(seats: usize) -> impl Strategy<Value = Requirement> {
    bounded(seats).prop_map(|(weights, quota)| Requirement::Quota(WeightedQuota::of(weights, quota).unwrap()))
}

/// Any kind of requirement, joined at most twice.
fn requirements(seats: usize) -> impl Strategy<Value = Requirement> {
    let quorums = bounded(seats)
        .prop_map(|(weights, quorum)| Requirement::Quorum(WeightedQuota::of(weights, quorum).unwrap()));
    let against = prop::sample::select(vec![Against::No, Against::NotYes]);
    let minorities = (bounded(seats), against).prop_map(|((weights, least), against)| {
        Requirement::Minority(BlockingMinority::new(weights, least, against).unwrap())
    });
    let strictly = prop::sample::select(vec![Strictly::AtLeast, Strictly::MoreThan]);
    let base = prop::sample::select(vec![Base::All, Base::Present, Base::Voting]);
    let shares = (weights(seats), 1..4u32, 1..3u32, strictly, base).prop_map(
        |(weights, numerator, more, strictly, of)| {
            Requirement::Share(
                WeightedShare::new(weights, (numerator, numerator + more), strictly, of).unwrap(),
            )
        },
    );
    let part = prop_oneof![3 => quotas(seats), 1 => quorums, 2 => minorities, 2 => shares];
    part.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Requirement::All),
            prop::collection::vec(inner, 1..4).prop_map(Requirement::Any),
        ]
    })
}

fn with(rule: VotingRule, vetoes: &[bool], needed: usize) -> VotingRule {
    let rule = rule.with_vetoes(chosen(vetoes)).unwrap();
    let held = rule.vetoes().len();
    if held == 0 { rule } else { rule.with_vetoes_needed(needed.min(held)).unwrap() }
}

/// A rule of one quota and single vetoes, a matter and a roll call.
fn plain_cases(most: usize) -> impl Strategy<Value = Case> {
    (1..=most).prop_flat_map(|seats| {
        let vetoes = prop::collection::vec(prop::bool::weighted(0.3), seats);
        let votes = prop::collection::vec(prop::sample::select(VOTES.to_vec()), seats);
        (quotas(seats), vetoes, votes, matters(seats)).prop_map(|(requirement, vetoes, votes, matter)| Case {
            rule: with(VotingRule::of(requirement).unwrap(), &vetoes, 1),
            matter,
            ballot: Ballot::new(votes),
        })
    })
}

/// Any rule of up to `most` seats, a matter and a roll call.
fn cases(most: usize) -> impl Strategy<Value = Case> {
    (1..=most).prop_flat_map(|seats| {
        let vetoes = prop::collection::vec(prop::bool::weighted(0.3), seats);
        let votes = prop::collection::vec(prop::sample::select(VOTES.to_vec()), seats);
        (requirements(seats), vetoes, 1..3usize, votes, matters(seats)).prop_map(
            |(requirement, vetoes, needed, votes, matter)| Case {
                rule: with(VotingRule::of(requirement).unwrap(), &vetoes, needed),
                matter,
                ballot: Ballot::new(votes),
            },
        )
    })
}

fn passes(case: &Case, ballot: &Ballot) -> bool {
    case.rule.tally(&case.matter, ballot).unwrap().outcome.has_passed()
}

/// All roll calls of these votes.
fn roll_calls(seats: usize, votes: &[Vote]) -> impl Iterator<Item = Ballot> {
    let base = votes.len();
    (0..base.pow(u32::try_from(seats).unwrap())).map(move |code| {
        let digits = (0..seats).scan(code, |rest, _| {
            let digit = *rest % base;
            *rest /= base;
            Some(votes[digit])
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

    /// No → abstention → yes of those present never turns a draft that passes into one that fails.
    #[test]
    fn raising_one_vote_never_sinks_a_draft(case in cases(7)) {
        if passes(&case, &case.ballot) {
            for (seat, vote) in case.ballot.roll().filter(|(_, vote)| *vote != Vote::Absent) {
                let present = VOTES.into_iter().filter(|higher| *higher != Vote::Absent);
                for higher in present.filter(|higher| higher.level() >= vote.level()) {
                    let raised = case.ballot.clone().with(seat, higher).unwrap();
                    prop_assert!(passes(&case, &raised), "{seat}: {vote} → {higher}");
                }
            }
        }
    }

    /// The four lists and the outcome follow from the definition, vote by vote.
    #[test]
    fn the_count_is_the_definition(case in plain_cases(7)) {
        let tally = case.rule.tally(&case.matter, &case.ballot).unwrap();
        let mut everybody = [&tally.yes[..], &tally.no, &tally.abstaining, &tally.absent].concat();
        everybody.sort_unstable();
        prop_assert_eq!(everybody.len(), case.rule.seats());
        let parts = case.rule.requirement().parts();
        let Part::Quota(requirement) = parts[0] else { panic!("a quota") };
        let yes: u64 = tally.yes.iter().filter_map(|seat| requirement.weights().get(*seat)).sum();
        let against: Vec<Seat> =
            tally.no.iter().copied().filter(|&seat| case.rule.holds_veto(seat, &case.matter)).collect();
        let quota = requirement.quota();
        let counts = vec![Count::yes(yes, quota)];
        let expected = match (yes >= quota, against.is_empty()) {
            (true, true) => Outcome::Passed { counts },
            (true, false) => Outcome::Vetoed { by: against, counts },
            (false, _) => Outcome::TechnicalDefeat { counts, vetoes_not_counted: against },
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

    /// Abstention and absence count alike where presence is not asked.
    #[test]
    fn absence_counts_as_abstention(case in plain_cases(7)) {
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
            case.ballot.votes().iter().zip(other.votes()).filter(|(one, two)| one != two).count()
        };
        // Nobody is asked to stay away.
        let comes = |other: &Ballot| {
            let mut votes = case.ballot.votes().iter().zip(other.votes());
            votes.all(|(from, to)| *to != Vote::Absent || *from == Vote::Absent)
        };
        let all = roll_calls(case.rule.seats(), &VOTES).filter(comes);
        let least = all.filter(|other| passes(&case, other)).map(|other| distance(&other)).min();
        let changes = case.rule.fewest_changes(&case.matter, &case.ballot).unwrap();
        prop_assert_eq!(changes.changes().map(<[_]>::len), least);
        if let Remedy::Changes(changes) = changes {
            let changed = changes.iter().try_fold(case.ballot.clone(), |ballot, change| {
                assert_eq!(ballot.vote(change.seat), Some(change.from));
                ballot.with(change.seat, change.to)
            });
            prop_assert!(passes(&case, &changed.unwrap()));
        }
    }

    /// The shifts make the draft pass, and no roll call that passes costs less.
    #[test]
    fn least_shifts_suffice_and_are_least(
        case in cases(5),
        supports in prop::collection::vec(-8..8i32, 5),
        away in prop::collection::vec(prop::bool::weighted(0.1), 5),
    ) {
        let (band, veto_cost, seats) = (0.75, 1.5, case.rule.seats());
        let members = VotingBehaviour::uniform(seats, Thresholds::new(band, veto_cost).unwrap());
        let supports: Vec<Option<f64>> = supports.iter().zip(&away).take(seats)
            .map(|(support, away)| (!away).then(|| f64::from(*support) / 4.0)).collect();
        let remedy = members.least_shift(&case.rule, &case.matter, &supports).unwrap();
        // What it costs to bring about a roll call; infinite if positions can't.
        let cost = |ballot: &Ballot| -> f64 {
            ballot.roll().zip(&supports).map(|((seat, to), support)| {
                let Some(support) = *support else { return if to == Vote::Absent { 0.0 } else { f64::INFINITY } };
                let veto = if case.rule.holds_veto(seat, &case.matter) { veto_cost } else { 0.0 };
                match to {
                    Vote::Yes => (band - support).max(0.0),
                    Vote::Abstain if support > band => f64::INFINITY,
                    Vote::Abstain => (-(band + veto) - support).max(0.0),
                    Vote::No if support < -(band + veto) => 0.0,
                    Vote::No | Vote::Absent => f64::INFINITY,
                }
            }).sum()
        };
        let all = roll_calls(seats, &VOTES).filter(|ballot| passes(&case, ballot));
        let least = all.map(|ballot| cost(&ballot)).fold(f64::INFINITY, f64::min);
        match remedy {
            Remedy::Changes(changes) => {
                let total: f64 = changes.iter().map(|change| change.by).sum();
                prop_assert!((total - least).abs() < 1e-9, "{} against {}", total, least);
                let mut moved = supports.clone();
                for change in &changes {
                    let more = if change.to == Vote::Yes { 1e-9 } else { 0.0 };
                    moved[change.seat.place()] = moved[change.seat.place()].map(|d| d + change.by + more);
                }
                prop_assert!(members.forecast(&case.rule, &case.matter, &moved).unwrap().passes());
            }
            Remedy::Hopeless => prop_assert!(least.is_infinite()),
            Remedy::Unknown => prop_assert!(false, "given up"),
        }
    }

    /// What is written is read back.
    #[test]
    fn rules_come_back_from_their_text(case in cases(7)) {
        let text = case.rule.to_string();
        prop_assert_eq!(text.parse::<VotingRule>(), Ok(case.rule), "{}", text);
    }

    /// The simple game holds the coalitions that win.
    #[test]
    fn simple_games_agree_with_roll_calls(case in cases(6)) {
        let game = case.rule.simple_game(&case.matter).unwrap();
        for ballot in roll_calls(case.rule.seats(), &[Vote::No, Vote::Yes]) {
            let wins = game.wins(|place| ballot.votes()[place] == Vote::Yes);
            prop_assert_eq!(wins, passes(&case, &ballot), "{:?}", ballot);
        }
    }

    /// The ternary game holds the profiles that pass.
    #[test]
    fn ternary_games_agree_with_roll_calls(case in cases(5)) {
        let game = case.rule.ternary_game(&case.matter).unwrap();
        for ballot in roll_calls(case.rule.seats(), &[Vote::No, Vote::Abstain, Vote::Yes]) {
            prop_assert_eq!(game.passes(|place| ballot.votes()[place]), passes(&case, &ballot), "{:?}", ballot);
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
