//! What a draft lacks, part by part, and what each member could add.

use std::cmp::Reverse;

use crate::{
    Against, Ballot, Base, Counted, Formula, Matter, Part, Remedy, Requirement, Seat, Strictly, Vote,
    VotingRule,
};

/// The best that a member may say: a party to the dispute must abstain.
pub(crate) fn best(matter: &Matter, seat: Seat) -> Vote {
    if matter.obliges(seat) { Vote::Abstain } else { Vote::Yes }
}

/// What a draft lacks, and what each member could add by a vote that is better for it.
pub(crate) struct Lacking {
    /// Those who could still do better, in the order in which they are best won over.
    pub(crate) seats: Vec<Seat>,
    /// By place in `seats`.
    pub(crate) formula: Formula<Lack>,
}

/// One part: what is lacking, and what each could add.
pub(crate) struct Lack {
    /// Its place among the parts.
    pub(crate) place: usize,
    pub(crate) need: i128,
    /// By saying what is best. Below 0 only where a party's presence makes a majority of those present harder.
    pub(crate) gains: Vec<i128>,
    /// By abstaining instead of saying no; 0 for all others.
    pub(crate) milder: Vec<i128>,
}

impl Lacking {
    pub(crate) fn of(rule: &VotingRule, matter: &Matter, ballot: &Ballot) -> Self {
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
            let milder = |(seat, vote): &(Seat, Vote)| match vote {
                Vote::No => sum(seat.place(), Vote::Abstain) - sum(seat.place(), Vote::No),
                _ => 0,
            };
            Formula::One(Lack {
                place: places.next().unwrap_or(0),
                need: need - now,
                gains: free.iter().map(gain).collect(),
                milder: free.iter().map(milder).collect(),
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

    /// What nobody adds, by part.
    pub(crate) fn nothing(&self) -> Vec<i128> {
        vec![0; self.formula.conditions().len()]
    }

    /// A smallest set of members who are enough if they say what is best.
    pub(crate) fn fewest(&self, steps: &mut usize) -> Remedy<Seat> {
        if let [lack, vetoes] = self.formula.conditions().as_slice() {
            return self.heaviest(lack, vetoes).map_or(Remedy::Hopeless, Remedy::Changes);
        }
        let Some(least) = at_least(&self.formula, &self.nothing(), 0) else { return Remedy::Hopeless };
        for size in least..=self.seats.len() {
            let mut chosen = Vec::new();
            match self.extend(&mut chosen, 0, size, &self.nothing(), steps) {
                Some(true) => return Remedy::Changes(chosen),
                Some(false) => {}
                None => return Remedy::Unknown,
            }
        }
        Remedy::Hopeless
    }

    /// The same where there is one part: as many of those who veto as must fall, heaviest first, and then the heaviest of
    /// all. Of all sets of k members the k heaviest add most, so that no smaller set would do.
    fn heaviest(&self, lack: &Lack, vetoes: &Lack) -> Option<Vec<Seat>> {
        let gain = |place: usize| lack.gains.get(place).copied().unwrap_or(0);
        let lifts = |place: &usize| vetoes.gains.get(*place).is_some_and(|gain| *gain > 0);
        let must = usize::try_from(vetoes.need.max(0)).unwrap_or(usize::MAX);
        let mut chosen: Vec<usize> = (0..self.seats.len()).filter(lifts).take(must).collect();
        if chosen.len() < must {
            return None;
        }
        let mut rest = lack.need - chosen.iter().map(|place| gain(*place)).sum::<i128>();
        let mut others: Vec<usize> = (0..self.seats.len())
            .filter(|place| chosen.binary_search(place).is_err() && gain(*place) > 0)
            .collect();
        others.sort_by_key(|place| Reverse(gain(*place)));
        let mut others = others.into_iter();
        while rest > 0 {
            let place = others.next()?;
            rest -= gain(place);
            chosen.push(place);
        }
        Some(chosen.into_iter().filter_map(|place| self.seats.get(place).copied()).collect())
    }

    /// Adds the first `left` members from `first` on, in the order of `seats`, that are enough. Whether there are any.
    fn extend(
        &self,
        chosen: &mut Vec<Seat>,
        first: usize,
        left: usize,
        added: &[i128],
        steps: &mut usize,
    ) -> Option<bool> {
        *steps = steps.checked_sub(1)?;
        match at_least(&self.formula, added, first) {
            Some(least) if least <= left => {}
            _ => return Some(false),
        }
        if left == 0 {
            return Some(true);
        }
        let lacks = self.formula.conditions();
        for (place, seat) in self.seats.iter().enumerate().skip(first) {
            let gain = |lack: &&Lack| lack.gains.get(place).copied().unwrap_or(0);
            let with: Vec<i128> = added.iter().zip(&lacks).map(|(sum, lack)| sum + gain(lack)).collect();
            chosen.push(*seat);
            if self.extend(chosen, place + 1, left - 1, &with, steps)? {
                return Some(true);
            }
            chosen.pop();
            // Without this one, are there still enough?
            if at_least(&self.formula, added, place + 1).is_none_or(|least| least > left) {
                return Some(false);
            }
        }
        Some(false)
    }
}

/// How many of the members from `first` on it takes at least, given what those before add; `None` if all are too few.
fn at_least(formula: &Formula<Lack>, added: &[i128], first: usize) -> Option<usize> {
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
        Formula::All(all) => all.iter().try_fold(0, |most, one| Some(at_least(one, added, first)?.max(most))),
        Formula::Any(any) => any.iter().filter_map(|one| at_least(one, added, first)).min(),
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
