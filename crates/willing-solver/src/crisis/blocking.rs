//! The minimal coalitions that block a draft, by kinds of members.

use std::cmp::Reverse;

use num_bigint::BigUint;
use willing_check::crisis::{BlockingCoalitions, BlockingFamily, Pick};
use willing_council::{Against, Ballot, Base, Matter, Part, Seat, Vote, VotingRule};

/// The most steps of a search. It takes fewer than two for each profile of kinds, so that it is complete wherever
/// coalitions are counted.
const MOST_STEPS: usize = 4 * BlockingCoalitions::MOST_PROFILES;

/// Who blocks a draft that fails by these votes.
///
/// A search over how many of each kind are in the coalition, those first who veto or weigh much: it leaves a branch where
/// even all members of the kinds to come would not block, and where those chosen do already.
pub(super) fn blocking(rule: &VotingRule, matter: &Matter, ballot: &Ballot) -> BlockingCoalitions {
    let kinds = kinds(rule, matter, ballot);
    let profiles = kinds.iter().try_fold(1_usize, |all, kind| all.checked_mul(kind.seats.len() + 1));
    let counted = profiles.is_some_and(|profiles| profiles <= BlockingCoalitions::MOST_PROFILES);
    let counted_vote = |(seat, vote)| match vote {
        Vote::Yes | Vote::No if matter.obliges(seat) => Vote::Abstain,
        vote => vote,
    };
    let votes = ballot.roll().map(counted_vote).collect();
    let mut search = Search { rule, votes, kinds, steps: MOST_STEPS, found: Vec::new() };
    let takes = vec![0; search.kinds.len()];
    search.extend(&takes, 0);
    let mut families = search.found;
    families.sort_unstable_by(|one, other| one.order().cmp(&other.order()));
    let count = counted.then(|| families.iter().map(BlockingFamily::count).sum::<BigUint>());
    families.truncate(BlockingCoalitions::MOST_LISTED);
    BlockingCoalitions { count, families }
}

/// Members whose votes the rule takes alike.
struct Kind {
    /// Whether they veto, and what they take from each part.
    effect: (bool, Vec<Effect>),
    seats: Vec<Seat>,
}

/// What a vote other than yes takes from one part of a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Nothing.
    None,
    /// So much of the weight that counts for the draft.
    Weight(u64),
    /// The same, and of the weight that a share is taken of.
    WeightAndBase(u64),
}

fn kinds(rule: &VotingRule, matter: &Matter, ballot: &Ballot) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for (seat, vote) in ballot.roll().filter(|(seat, vote)| *vote != Vote::Yes && !matter.obliges(*seat)) {
        let parts = rule.requirement().parts();
        let vetoes = vote == Vote::No && rule.holds_veto(seat, matter);
        let effect = (vetoes, parts.into_iter().map(|part| effect(part, seat, vote)).collect());
        match kinds.iter_mut().find(|kind| kind.effect == effect) {
            Some(kind) => kind.seats.push(seat),
            None => kinds.push(Kind { effect, seats: vec![seat] }),
        }
    }
    kinds.sort_by(|one, other| Reverse(&one.effect).cmp(&Reverse(&other.effect)));
    kinds
}

fn effect(part: Part<'_>, seat: Seat, vote: Vote) -> Effect {
    let weight = part.weights().get(seat).unwrap_or(0);
    let (absent, silent) = (vote == Vote::Absent, matches!(vote, Vote::Absent | Vote::Abstain));
    let (counts, leaves_base) = match part {
        Part::Quorum(_) => (absent, false),
        Part::Minority(minority) => (minority.against() == Against::NotYes || vote == Vote::No, false),
        Part::Share(share) => match share.of() {
            Base::All => (true, false),
            Base::Present => (true, absent),
            Base::Voting => (true, silent),
        },
        _ => (true, false),
    };
    match (weight, counts, leaves_base) {
        (0, ..) | (_, false, _) => Effect::None,
        (weight, true, false) => Effect::Weight(weight),
        (weight, true, true) => Effect::WeightAndBase(weight),
    }
}

struct Search<'a> {
    rule: &'a VotingRule,
    /// As they are counted.
    votes: Vec<Vote>,
    kinds: Vec<Kind>,
    steps: usize,
    found: Vec<BlockingFamily>,
}

impl Search<'_> {
    /// Goes through how many of the kinds from `place` on join those taken.
    fn extend(&mut self, takes: &[usize], place: usize) {
        let Some(steps) = self.steps.checked_sub(1) else { return };
        self.steps = steps;
        if self.blocks(takes) {
            if self.is_minimal(takes) {
                self.found.push(self.family(takes));
            }
            return;
        }
        let Some(kind) = self.kinds.get(place) else { return };
        let most = kind.seats.len();
        let rest = self.kinds.iter().skip(place).map(|kind| kind.seats.len());
        let all: Vec<usize> = takes.iter().take(place).copied().chain(rest).collect();
        if !self.blocks(&all) {
            return;
        }
        let mut with = takes.to_vec();
        for take in (0..=most).rev() {
            if let Some(slot) = with.get_mut(place) {
                *slot = take;
            }
            self.extend(&with, place + 1);
        }
    }

    /// Whether the draft fails by the votes of the first so many of each kind, if all others who may say yes do.
    fn blocks(&self, takes: &[usize]) -> bool {
        let mut votes = self.votes.clone();
        let mut vetoes = 0;
        for (kind, take) in self.kinds.iter().zip(takes) {
            let (vetoing, _) = kind.effect;
            vetoes += if vetoing { *take } else { 0 };
            for seat in kind.seats.iter().skip(*take) {
                if let Some(vote) = votes.get_mut(seat.place()) {
                    *vote = Vote::Yes;
                }
            }
        }
        vetoes >= self.rule.vetoes_needed() || !self.rule.requirement().is_met(&votes)
    }

    /// Whether none of a coalition that blocks can be spared.
    fn is_minimal(&self, takes: &[usize]) -> bool {
        let mut fewer = takes.to_vec();
        for place in 0..takes.len() {
            match fewer.get_mut(place) {
                Some(take) if *take > 0 => *take -= 1,
                _ => continue,
            }
            if self.blocks(&fewer) {
                return false;
            }
            if let Some(take) = fewer.get_mut(place) {
                *take += 1;
            }
        }
        true
    }

    fn family(&self, takes: &[usize]) -> BlockingFamily {
        let taken = self.kinds.iter().zip(takes).filter(|(_, take)| **take > 0);
        let mut picks: Vec<Pick> =
            taken.map(|(kind, take)| Pick { of: kind.seats.clone(), take: *take }).collect();
        picks.sort_unstable();
        BlockingFamily { picks }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a test fails by panicking"
    )]

    use std::collections::BTreeSet;

    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// The coalitions of a family, written out.
    fn written_out(family: &BlockingFamily) -> Vec<Vec<Seat>> {
        family.picks.iter().fold(vec![Vec::new()], |coalitions, pick| {
            let picked = (0_u32..1 << pick.of.len()).filter(|mask| mask.count_ones() as usize == pick.take);
            let picked: Vec<Vec<Seat>> = picked
                .map(|mask| (0..pick.of.len()).filter(|i| mask >> i & 1 == 1).map(|i| pick.of[i]).collect())
                .collect();
            coalitions
                .iter()
                .flat_map(|coalition| {
                    picked.iter().map(move |more| [coalition.as_slice(), more.as_slice()].concat())
                })
                .collect()
        })
    }

    /// By definition, over all subsets of those who withhold a yes.
    fn by_definition(rule: &VotingRule, matter: &Matter, ballot: &Ballot) -> BTreeSet<Vec<Seat>> {
        let free: Vec<Seat> = ballot
            .roll()
            .filter(|(seat, vote)| *vote != Vote::Yes && !matter.obliges(*seat))
            .map(|(seat, _)| seat)
            .collect();
        let blocks = |mask: u32| {
            let others = (0..free.len()).filter(|i| mask >> i & 1 == 0);
            let votes = others.fold(ballot.clone(), |votes, i| votes.with(free[i], Vote::Yes).unwrap());
            !rule.tally(matter, &votes).unwrap().outcome.has_passed()
        };
        let spares = |mask: u32| (0..free.len()).any(|i| mask >> i & 1 == 1 && blocks(mask & !(1 << i)));
        (0..1 << free.len())
            .filter(|mask| blocks(*mask) && !spares(*mask))
            .map(|mask| (0..free.len()).filter(|i| mask >> i & 1 == 1).map(|i| free[i]).collect())
            .collect()
    }

    const RULES: [&str; 10] = [
        "4 of 7",
        "5 of 7, veto {0-2}",
        "5 of 7, 2 vetoes of {0-2}",
        "[12; 5, 4, 3, 3, 2, 1, 1]",
        "4 of 7 and [60; 30, 25, 20, 10, 8, 5, 2]",
        "[60; 30, 25, 20, 10, 8, 5, 2] or 6 of 7",
        "[> 1/2 of voting; 7*1] and [4 present; 7*1], veto {6}",
        "[>= 2/3 of present; 3, 3, 2, 2, 1, 1, 1]",
        "[< 2 no; 7*1]",
        "[< 4 not yes; 2, 2, 1, 1, 1, 1, 1] and [> 1/2 of all; 7*1]",
    ];

    #[test]
    fn families_are_the_minimal_coalitions_of_the_definition() {
        let mut random = ChaCha8Rng::seed_from_u64(15);
        let mut failing = 0;
        for text in RULES {
            let rule: VotingRule = text.parse().unwrap();
            for round in 0..60 {
                let votes = [Vote::Yes, Vote::Abstain, Vote::No, Vote::Absent];
                let ballot = Ballot::new((0..7).map(|_| votes[random.random_range(0..4)]));
                let parties = (0..round % 3).map(|_| Seat::new(random.random_range(0..7)));
                let parties: BTreeSet<Seat> = parties.collect();
                let matter = if parties.is_empty() { Matter::Substantive } else { Matter::dispute(parties) };
                if rule.tally(&matter, &ballot).unwrap().outcome.has_passed() {
                    continue;
                }
                failing += 1;
                let found = blocking(&rule, &matter, &ballot);
                let mut listed: Vec<Vec<Seat>> = found.families.iter().flat_map(written_out).collect();
                for coalition in &mut listed {
                    coalition.sort_unstable();
                }
                let expected = by_definition(&rule, &matter, &ballot);
                assert_eq!(found.count, Some(expected.len().into()), "{text} {ballot:?}");
                if found.families.len() < BlockingCoalitions::MOST_LISTED {
                    assert_eq!(listed.len(), expected.len(), "{text} {ballot:?}");
                    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), expected, "{text} {ballot:?}");
                }
            }
        }
        assert!(failing > 300, "{failing}");
    }

    #[test]
    fn one_permanent_member_or_seven_of_all_who_withhold_a_yes_block_in_the_security_council() {
        let rule: VotingRule = "9 of 15, veto {0-4}".parse().unwrap();
        let (no, abstain) = (Vote::No, Vote::Abstain);
        // Two permanent members against, one of whom counts among no seven: it is enough alone.
        let votes = [&[Vote::Yes; 2][..], &[abstain, no, no], &[no; 4], &[abstain; 4], &[Vote::Yes; 2]];
        let ballot = Ballot::new(votes.concat());
        let found = blocking(&rule, &Matter::Substantive, &ballot);
        let seats = |places: &[u32]| places.iter().map(|place| Seat::new(*place)).collect::<Vec<_>>();
        let alone = Pick { of: seats(&[3, 4]), take: 1 };
        let seven = Pick { of: seats(&[2, 5, 6, 7, 8, 9, 10, 11, 12]), take: 7 };
        let families = [alone, seven].map(|pick| BlockingFamily { picks: vec![pick] });
        assert_eq!(found, BlockingCoalitions { count: Some(38_u32.into()), families: families.into() });
    }

    #[test]
    fn parties_that_leave_too_few_votes_block_without_anybody() {
        let rule: VotingRule = "3 of 4".parse().unwrap();
        let matter = Matter::dispute([Seat::new(0), Seat::new(1)]);
        let found = blocking(&rule, &matter, &Ballot::unanimous(4, Vote::No));
        let nobody = BlockingFamily { picks: Vec::new() };
        assert_eq!(found, BlockingCoalitions { count: Some(1_u32.into()), families: vec![nobody] });
    }

    #[test]
    fn many_different_weights_are_listed_but_not_counted() {
        let weights: Vec<String> = (30..60).map(|weight: u32| weight.to_string()).collect();
        let rule: VotingRule = format!("[700; {}]", weights.join(", ")).parse().unwrap();
        let ballot = Ballot::unanimous(30, Vote::No);
        let found = blocking(&rule, &Matter::Substantive, &ballot);
        assert_eq!((found.count, found.families.len()), (None, BlockingCoalitions::MOST_LISTED));
    }
}
