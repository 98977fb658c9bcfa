//! What would come of a draft, who stands in its way, and what would have to change.

use std::cmp::Reverse;

use crate::{
    Against, Ballot, Base, Counted, Error, Formula, Matter, Outcome, Part, Requirement, Seat, Strictly,
    Tally, Vote, VotingRule,
};

/// A draft as foreseen: each member's support, its vote, and the count.
///
/// The row that a statement of deadlock consists of: the council is deadlocked over some methods of
/// action if it has one such forecast for each and none of them passes. Plain data: whoever holds rule,
/// matter and thresholds can derive ballot and tally again from the supports.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DraftForecast {
    /// What the draft's passing is worth to each member; `None` for those that take no part.
    pub supports: Vec<Option<f64>>,
    /// How they would vote.
    pub ballot: Ballot,
    /// The count.
    pub tally: Tally,
}

impl DraftForecast {
    /// Whether the draft would pass.
    #[must_use]
    pub const fn passes(&self) -> bool {
        self.tally.outcome.has_passed()
    }

    /// Who stands in its way: [`Tally::blockers`].
    #[must_use]
    pub fn blockers(&self) -> Vec<Seat> {
        self.tally.blockers()
    }

    /// What is on record if the draft is not put to the vote for that reason; `None` if it would pass.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Outcome> {
        self.tally.outcome.withdrawn()
    }
}

/// A vote that would have to be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct VoteChange {
    /// Whose.
    pub seat: Seat,
    /// What it says now.
    pub from: Vote,
    /// What it would have to say.
    pub to: Vote,
}

impl VotingRule {
    /// The most steps of the search for the fewest changes.
    const MAX_STEPS: usize = 4_000_000;

    /// The fewest votes that would have to change for the draft to pass.
    ///
    /// As many of those who cast a veto must turn as make it fail, and what is lacking must come from whoever could still
    /// say yes, or come to a vote that lacks a quorum; nobody is asked to stay away. Of all smallest sets of members it is the one found first when those whose veto must fall come before
    /// others, the heavier before the lighter, those who abstain before those who say no, and lower seats before higher
    /// ones. Whoever need not say yes abstains.
    ///
    /// # Returns
    ///
    /// The changes in the order of the seats, none if the draft passes; `None` if no change of votes can
    /// pass it, since the parties that must abstain hold too much weight.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::tally`]; [`Error::TooManySteps`] if the search takes too long, which only rules of several
    /// requirements with dozens of different weights bring about.
    ///
    /// # Complexity
    ///
    /// O(n log n) for one requirement of one weight a seat. For several, a search by growing numbers of changes, cut by
    /// what the heaviest could add to each.
    pub fn fewest_changes(&self, matter: &Matter, ballot: &Ballot) -> Result<Option<Vec<VoteChange>>, Error> {
        if self.tally(matter, ballot)?.outcome.has_passed() {
            return Ok(Some(Vec::new()));
        }
        let lacking = Lacking::of(self, matter, ballot);
        let Some(least) = lacking.at_least(&lacking.formula, &lacking.nothing(), 0) else { return Ok(None) };
        let mut steps = Self::MAX_STEPS;
        for size in least..=lacking.seats.len() {
            if let Some(chosen) = lacking.choose(size, &mut steps)? {
                return self.sparing(matter, ballot, &chosen).map(Some);
            }
        }
        Ok(None)
    }

    /// These members say what is best for the draft, but where an abstention is enough.
    fn sparing(&self, matter: &Matter, ballot: &Ballot, chosen: &[Seat]) -> Result<Vec<VoteChange>, Error> {
        let all =
            chosen.iter().try_fold(ballot.clone(), |ballot, seat| ballot.with(*seat, best(matter, *seat)));
        let mut changed = all?;
        for &seat in chosen.iter().filter(|seat| ballot.vote(**seat) == Some(Vote::No)) {
            let milder = changed.clone().with(seat, Vote::Abstain)?;
            if self.tally(matter, &milder)?.outcome.has_passed() {
                changed = milder;
            }
        }
        let pairs = ballot.roll().zip(changed.votes());
        let changes = pairs.filter(|((_, from), to)| from != *to);
        Ok(changes.map(|((seat, from), to)| VoteChange { seat, from, to: *to }).collect())
    }
}

/// The best that a member may say: a party to the dispute must abstain.
fn best(matter: &Matter, seat: Seat) -> Vote {
    if matter.obliges(seat) { Vote::Abstain } else { Vote::Yes }
}

/// What a draft lacks, and what each member could add by saying what is best for it.
struct Lacking {
    /// Those who could still say so, in the order in which they are best won over.
    seats: Vec<Seat>,
    /// By place in `seats`.
    formula: Formula<Lack>,
}

/// One requirement: what is lacking, what each could add, and the most that so many of the last ones could.
struct Lack {
    place: usize,
    need: i128,
    /// Below 0 only where a party's presence makes a majority of those present harder.
    gains: Vec<i128>,
}

impl Lacking {
    fn of(rule: &VotingRule, matter: &Matter, ballot: &Ballot) -> Self {
        let vetoes = |seat: Seat, vote: Vote| vote == Vote::No && rule.holds_veto(seat, matter);
        let could_do_better = |seat: Seat, vote: Vote| {
            if matter.obliges(seat) { vote == Vote::Absent } else { vote != Vote::Yes }
        };
        let counted: Vec<Vote> = ballot
            .roll()
            .map(|(seat, vote)| match vote {
                Vote::Yes | Vote::No if matter.obliges(seat) => Vote::Abstain,
                vote => vote,
            })
            .collect();
        let weight = |seat: Seat| -> Vec<Reverse<u64>> {
            let parts = rule.requirement().parts();
            parts.iter().map(|part| Reverse(part.weights().get(seat).unwrap_or(0))).collect()
        };
        let mut free: Vec<(Seat, Vote)> =
            ballot.roll().filter(|&(seat, vote)| could_do_better(seat, vote)).collect();
        free.sort_by_cached_key(|&(seat, vote)| {
            (Reverse(vetoes(seat, vote)), weight(seat), Reverse(vote.level()), seat)
        });
        let seats: Vec<Seat> = free.iter().map(|(seat, _)| *seat).collect();
        let mut places = 0..;
        let mut lack = |sum: &dyn Fn(usize, Vote) -> i128, need: i128| {
            let now: i128 = counted.iter().enumerate().map(|(place, vote)| sum(place, *vote)).sum();
            let gain = |(seat, vote): &(Seat, Vote)| {
                sum(seat.place(), best(matter, *seat)) - sum(seat.place(), *vote)
            };
            Formula::One(Lack {
                place: places.next().unwrap_or(0),
                need: need - now,
                gains: free.iter().map(gain).collect(),
            })
        };
        let requirement = lacks(rule.requirement(), &mut lack);
        let veto = |place: usize, vote: Vote| {
            let seat = u32::try_from(place).map(Seat::new);
            if seat.is_ok_and(|seat| vetoes(seat, vote)) { -1 } else { 0 }
        };
        let most = i128::try_from(rule.vetoes_needed()).unwrap_or(i128::MAX) - 1;
        let vetoes = lack(&veto, -most);
        Self { seats, formula: Formula::All(vec![requirement, vetoes]) }
    }

    /// How many requirements there are.
    fn nothing(&self) -> Vec<i128> {
        vec![0; self.formula.conditions().len()]
    }

    /// How many of the members from `first` on it takes at least, given what those before add; `None` if all are too few.
    fn at_least(&self, formula: &Formula<Lack>, added: &[i128], first: usize) -> Option<usize> {
        match formula {
            Formula::One(lack) => {
                let mut rest = lack.need - added.get(lack.place).copied().unwrap_or(0);
                let mut gains = lack.gains.get(first..).unwrap_or_default().to_vec();
                gains.sort_unstable_by(|a, b| b.cmp(a));
                let mut count = 0;
                for gain in gains {
                    if rest <= 0 {
                        break;
                    }
                    rest -= gain.max(0);
                    count += 1;
                }
                (rest <= 0).then_some(count)
            }
            Formula::All(all) => {
                all.iter().try_fold(0, |most, one| Some(self.at_least(one, added, first)?.max(most)))
            }
            Formula::Any(any) => any.iter().filter_map(|one| self.at_least(one, added, first)).min(),
        }
    }

    /// The first `size` members, in the order of `seats`, that are enough.
    fn choose(&self, size: usize, steps: &mut usize) -> Result<Option<Vec<Seat>>, Error> {
        let mut chosen = Vec::new();
        let found = self.extend(&mut chosen, 0, size, &self.nothing(), steps)?;
        Ok(found.then_some(chosen))
    }

    fn extend(
        &self,
        chosen: &mut Vec<Seat>,
        first: usize,
        left: usize,
        added: &[i128],
        steps: &mut usize,
    ) -> Result<bool, Error> {
        *steps = steps.checked_sub(1).ok_or(Error::TooManySteps { most: VotingRule::MAX_STEPS })?;
        match self.at_least(&self.formula, added, first) {
            Some(least) if least <= left => {}
            _ => return Ok(false),
        }
        if left == 0 {
            return Ok(true);
        }
        let lacks = self.formula.conditions();
        for (place, seat) in self.seats.iter().enumerate().skip(first) {
            let gain = |lack: &&Lack| lack.gains.get(place).copied().unwrap_or(0);
            let with: Vec<i128> = added.iter().zip(&lacks).map(|(sum, lack)| sum + gain(lack)).collect();
            chosen.push(*seat);
            if self.extend(chosen, place + 1, left - 1, &with, steps)? {
                return Ok(true);
            }
            chosen.pop();
            // Without this one, are there still enough?
            if self.at_least(&self.formula, added, place + 1).is_none_or(|least| least > left) {
                return Ok(false);
            }
        }
        Ok(false)
    }
}

/// Every part of a requirement as a sum of what votes add, and what it must reach.
fn lacks(
    requirement: &Requirement,
    lack: &mut impl FnMut(&dyn Fn(usize, Vote) -> i128, i128) -> Formula<Lack>,
) -> Formula<Lack> {
    let mut part = |part: Part<'_>| {
        let weights = part.weights().as_slice();
        let weight = |place: usize| weights.get(place).copied().map_or(0, i128::from);
        match part {
            Part::Quota(quota) => {
                lack(&|place, vote| if vote == Vote::Yes { weight(place) } else { 0 }, quota.quota().into())
            }
            Part::Quorum(quorum) => lack(
                &|place, vote| if vote == Vote::Absent { 0 } else { weight(place) },
                quorum.quota().into(),
            ),
            Part::Minority(minority) => {
                let what = match minority.against() {
                    Against::No => Counted::No,
                    Against::NotYes => Counted::NotYes,
                };
                let sum = |place, vote| if what.includes(vote) { -weight(place) } else { 0 };
                lack(&sum, 1 - i128::from(minority.least()))
            }
            Part::Share(share) => {
                let (numerator, denominator) = share.fraction();
                let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
                let base = |vote| match share.of() {
                    Base::All => true,
                    Base::Present => vote != Vote::Absent,
                    Base::Voting => matches!(vote, Vote::Yes | Vote::No),
                };
                let sum = |place, vote| {
                    let yes = if vote == Vote::Yes { denominator } else { 0 };
                    let of = if base(vote) { numerator } else { 0 };
                    weight(place) * (yes - of)
                };
                let majority = lack(&sum, i128::from(share.strictly() == Strictly::MoreThan));
                let some = |place, vote| if vote == Vote::Yes { weight(place) } else { 0 };
                Formula::All(vec![majority, lack(&some, 1)])
            }
        }
    };
    match requirement {
        Requirement::All(all) => Formula::All(all.iter().map(|one| lacks(one, lack)).collect()),
        Requirement::Any(any) => Formula::Any(any.iter().map(|one| lacks(one, lack)).collect()),
        Requirement::Quota(quota) => part(Part::Quota(quota)),
        Requirement::Share(share) => part(Part::Share(share)),
        Requirement::Minority(minority) => part(Part::Minority(minority)),
        Requirement::Quorum(quorum) => part(Part::Quorum(quorum)),
    }
}
