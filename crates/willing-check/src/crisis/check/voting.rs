//! Checks of vetoes, power and blocking coalitions, from the rule and the votes.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use willing_council::{Ballot, Base, Counted, Matter, Part, Seat, Vote, VotingRule};
use willing_game::Certificate;

use super::claim;
use crate::crisis::{
    BlockingCoalitions, BlockingFamily, CouncilParts, Crisis, CrisisAnswer, LeftOut, Pick, Reckoned,
    Violation, VotingReport,
};
use crate::power::ternary::VoteChances;

const PLACE: &str = "voting";

/// Verifies the report on the rule of the council, where there is one. The ballots of the drafts are known to be right.
pub(super) fn check_voting(answer: &CrisisAnswer, crisis: &Crisis) -> Result<(), Violation> {
    let Some(report) = &answer.voting else { return Ok(()) };
    let Some(parts) = crisis.council() else {
        return claim(PLACE, "a report on a council that there is not", false);
    };
    check_vetoes(report, parts)?;
    check_power(report, parts, answer.is_cut_short())?;
    claim(PLACE, "the number of drafts", report.blocking.len() == answer.drafts.len())?;
    for (stated, draft) in report.blocking.iter().zip(&answer.drafts) {
        let place = format!("draft {}", draft.method);
        match stated {
            None => claim(&place, "that nobody blocks it", draft.forecast.passes())?,
            Some(_) if draft.forecast.passes() => claim(&place, "that somebody blocks it", false)?,
            Some(stated) => check_blocking(&place, stated, parts, &draft.forecast.ballot)?,
        }
    }
    Ok(())
}

fn check_vetoes(report: &VotingReport, parts: &CouncilParts) -> Result<(), Violation> {
    let mut vetoes = Vec::new();
    for (seat, _) in parts.council.roster() {
        if parts.council.rule().blocks(&[seat], &parts.matter)? {
            vetoes.push(seat);
        }
    }
    claim(PLACE, "who holds a veto", report.vetoes == vetoes)
}

fn check_power(report: &VotingReport, parts: &CouncilParts, cut_short: bool) -> Result<(), Violation> {
    let rule = parts.council.rule();
    match &report.power {
        Reckoned::Computed(power) => {
            // What nobody shows nobody claims.
            claim(PLACE, "power beyond what is asked", power.minimal.is_none() && power.johnston.is_none())?;
            power.check(&rule.simple_game(&parts.matter)?)?;
        }
        Reckoned::LeftOut(reason) => check_reason(*reason, cut_short)?,
    }
    match &report.roll_call {
        Reckoned::Computed(power) => {
            claim(PLACE, "chances of a third for each vote", power.chances == VoteChances::equal())?;
            Ok(power.check(&rule.ternary_game(&parts.matter)?)?)
        }
        Reckoned::LeftOut(reason) => check_reason(*reason, cut_short),
    }
}

fn check_reason(reason: LeftOut, cut_short: bool) -> Result<(), Violation> {
    claim(PLACE, "that power was left out since the run was stopped", reason != LeftOut::NotRun || cut_short)
}

/// All coalitions if they are counted; else each that is listed.
fn check_blocking(
    place: &str,
    stated: &BlockingCoalitions,
    parts: &CouncilParts,
    ballot: &Ballot,
) -> Result<(), Violation> {
    let members = Withholding::of(parts, ballot);
    if let Some(profiles) = members.profiles() {
        let all = members.all(profiles)?;
        let count: BigUint = all.iter().map(BlockingFamily::count).sum();
        claim(place, "the number of blocking coalitions", stated.count == Some(count))?;
        let first = all.get(..BlockingCoalitions::MOST_LISTED).unwrap_or(&all);
        return claim(place, "a blocking coalition", stated.families == first);
    }
    claim(place, "the number of blocking coalitions", stated.count.is_none())?;
    let few = stated.families.len() <= BlockingCoalitions::MOST_LISTED;
    claim(place, "the number of coalitions listed", few)?;
    let in_order = stated.families.is_sorted_by(|one, other| one.order() < other.order());
    claim(place, "the order of blocking coalitions", in_order)?;
    for family in &stated.families {
        let takes = members.takes(family);
        let minimal = takes.map_or(Ok(false), |takes| members.is_minimal(&takes))?;
        claim(place, "a blocking coalition", minimal)?;
    }
    Ok(())
}

/// Members who are free to say yes and do not, by kind.
struct Withholding<'a> {
    rule: &'a VotingRule,
    matter: &'a Matter,
    ballot: &'a Ballot,
    kinds: Vec<Vec<Seat>>,
}

impl<'a> Withholding<'a> {
    fn of(parts: &'a CouncilParts, ballot: &'a Ballot) -> Self {
        let (rule, matter) = (parts.council.rule(), &parts.matter);
        let mut kinds: BTreeMap<Vec<u64>, Vec<Seat>> = BTreeMap::new();
        for (seat, vote) in ballot.roll().filter(|(seat, vote)| *vote != Vote::Yes && !matter.obliges(*seat))
        {
            kinds.entry(taken(rule, matter, seat, vote)).or_default().push(seat);
        }
        let mut kinds: Vec<Vec<Seat>> = kinds.into_values().collect();
        kinds.sort_unstable();
        Self { rule, matter, ballot, kinds }
    }

    /// How many ways there are to take so many of each kind, if not too many.
    fn profiles(&self) -> Option<usize> {
        let mut sizes = self.kinds.iter().map(|kind| kind.len() + 1);
        sizes
            .try_fold(1_usize, usize::checked_mul)
            .filter(|product| *product <= BlockingCoalitions::MOST_PROFILES)
    }

    /// Whether the draft fails if, of those who withhold their yes, only the first so many of each kind do.
    fn fails(&self, takes: &[usize]) -> Result<bool, Violation> {
        let mut ballot = self.ballot.clone();
        for (kind, take) in self.kinds.iter().zip(takes) {
            for seat in kind.iter().skip(*take) {
                ballot = ballot.with(*seat, Vote::Yes)?;
            }
        }
        Ok(!self.rule.tally(self.matter, &ballot)?.outcome.has_passed())
    }

    fn is_minimal(&self, takes: &[usize]) -> Result<bool, Violation> {
        let mut minimal = self.fails(takes)?;
        for place in 0..takes.len() {
            let mut fewer = takes.to_vec();
            let Some(take) = fewer.get_mut(place).filter(|take| **take > 0) else { continue };
            *take -= 1;
            minimal = minimal && !self.fails(&fewer)?;
        }
        Ok(minimal)
    }

    /// Every profile, one by one.
    fn all(&self, profiles: usize) -> Result<Vec<BlockingFamily>, Violation> {
        let digits = |mut profile: usize| -> Vec<usize> {
            let digit = |kind: &Vec<Seat>| {
                let digit = profile % (kind.len() + 1);
                profile /= kind.len() + 1;
                digit
            };
            self.kinds.iter().map(digit).collect()
        };
        let fails =
            (0..profiles).map(|profile| self.fails(&digits(profile))).collect::<Result<Vec<_>, _>>()?;
        let is_failing = |profile: usize| fails.get(profile).copied().unwrap_or(false);
        let mut minimal: Vec<BlockingFamily> = Vec::new();
        for profile in (0..profiles).filter(|profile| is_failing(*profile)) {
            let takes = digits(profile);
            let mut stride = 1;
            let mut spares = false;
            for (kind, take) in self.kinds.iter().zip(&takes) {
                spares |= *take > 0 && is_failing(profile - stride);
                stride *= kind.len() + 1;
            }
            if !spares {
                minimal.push(self.family(&takes));
            }
        }
        minimal.sort_unstable_by(|one, other| one.order().cmp(&other.order()));
        Ok(minimal)
    }

    fn family(&self, takes: &[usize]) -> BlockingFamily {
        let kinds = self.kinds.iter().zip(takes).filter(|(_, take)| **take > 0);
        BlockingFamily { picks: kinds.map(|(of, take)| Pick { of: of.clone(), take: *take }).collect() }
    }

    /// How many of each kind a family has; `None` if it picks from anything but kinds, in order.
    fn takes(&self, family: &BlockingFamily) -> Option<Vec<usize>> {
        let take = |kind: &Vec<Seat>| {
            let pick = family.picks.iter().find(|pick| pick.of == *kind);
            pick.map_or(0, |pick| pick.take.min(kind.len()))
        };
        let takes: Vec<usize> = self.kinds.iter().map(take).collect();
        (self.family(&takes) == *family).then_some(takes)
    }
}

/// What each part of the rule takes a vote that is no yes for: the weight that the yes votes, those against or those
/// present lose or gain by it, and whether it is a veto. Members with the same are of one kind.
fn taken(rule: &VotingRule, matter: &Matter, seat: Seat, vote: Vote) -> Vec<u64> {
    let mut taken = vec![u64::from(vote == Vote::No && rule.holds_veto(seat, matter))];
    for part in rule.requirement().parts() {
        let weight = part.weights().get(seat).unwrap_or(0);
        let if_so = |so: bool| if so { weight } else { 0 };
        let counted = |what: Counted| if_so(what.includes(vote));
        taken.extend(match part {
            Part::Quota(_) => [weight, 0],
            Part::Quorum(_) => [if_so(!Counted::Present.includes(vote)), 0],
            Part::Minority(minority) => match minority.against() {
                willing_council::Against::No => [counted(Counted::No), 0],
                willing_council::Against::NotYes => [counted(Counted::NotYes), 0],
            },
            Part::Share(share) => {
                let in_base = match share.of() {
                    Base::All => true,
                    Base::Present => Counted::Present.includes(vote),
                    Base::Voting => Counted::No.includes(vote),
                };
                [weight, if_so(!in_base)]
            }
            // A part of a kind to come: nobody is taken for anybody else's like.
            _ => [seat.place() as u64, 1],
        });
    }
    taken
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use willing_council::{Council, Thresholds, VotingBehaviour};
    use willing_game::Players;

    use super::*;

    fn council(rule: &str, matter: Matter) -> CouncilParts {
        let rule: VotingRule = rule.parse().unwrap();
        let members = Players::new((0..rule.seats()).map(|seat| seat.to_string())).unwrap();
        let behaviour = VotingBehaviour::uniform(rule.seats(), Thresholds::default());
        CouncilParts { council: Council::new(members, [], rule).unwrap(), behaviour, matter, absent: vec![] }
    }

    fn seats(places: impl IntoIterator<Item = u32>) -> Vec<Seat> {
        places.into_iter().map(Seat::new).collect()
    }

    fn any(take: usize, of: impl IntoIterator<Item = u32>) -> BlockingFamily {
        BlockingFamily { picks: vec![Pick { of: seats(of), take }] }
    }

    #[test]
    fn counted_coalitions_must_be_exactly_those_that_there_are() {
        let parts = council("9 of 15, veto {0-4}", Matter::Substantive);
        let votes = [vec![Vote::Yes; 3], vec![Vote::No; 6], vec![Vote::Abstain; 6]].concat();
        let ballot = Ballot::new(votes);
        let check = |stated: &BlockingCoalitions| check_blocking("here", stated, &parts, &ballot);
        let right =
            BlockingCoalitions { count: Some(122_u32.into()), families: vec![any(1, 3..5), any(7, 5..15)] };
        assert_eq!(check(&right), Ok(()));
        let mutations: [fn(&mut BlockingCoalitions); 10] = [
            |stated| stated.count = None,
            |stated| stated.count = Some(121_u32.into()),
            |stated| stated.families.swap(0, 1),
            |stated| drop(stated.families.pop()),
            |stated| stated.families.push(any(1, 0..1)),
            |stated| stated.families[1].picks[0].take = 6,
            |stated| stated.families[1].picks[0].take = 8,
            |stated| stated.families[0].picks[0].take = 2,
            |stated| stated.families[0].picks[0].of.truncate(1),
            |stated| stated.families[1].picks[0].of.swap(0, 1),
        ];
        for (place, mutate) in mutations.into_iter().enumerate() {
            let mut wrong = right.clone();
            mutate(&mut wrong);
            assert!(check(&wrong).is_err(), "{place}");
        }
    }

    #[test]
    fn coalitions_that_are_not_counted_must_each_block_minimally() {
        let weights: Vec<String> = (30..60).map(|weight: u32| weight.to_string()).collect();
        let parts = council(&format!("[1278; {}]", weights.join(", ")), Matter::Substantive);
        let ballot = Ballot::unanimous(30, Vote::Abstain);
        let check = |families: &[&[u32]], count: Option<u32>| {
            let pick = |seat: &u32| Pick { of: seats([*seat]), take: 1 };
            let family = |list: &&[u32]| BlockingFamily { picks: list.iter().map(pick).collect() };
            let families = families.iter().map(family).collect();
            check_blocking(
                "here",
                &BlockingCoalitions { count: count.map(Into::into), families },
                &parts,
                &ballot,
            )
        };
        // 1335 in all: 58 block.
        assert_eq!(check(&[&[28], &[29], &[0, 1]], None), Ok(()));
        assert_eq!(check(&[], None), Ok(()));
        for families in [
            &[&[27_u32][..]][..], // 57 of weight
            &[&[0, 29]],          // one of them is enough
            &[&[29], &[28]],      // out of order
            &[&[28], &[28]],      // twice
            &[&[1, 0]],           // picks out of order
            &[&[28, 28]],         // one member twice
            &[&[30]],             // no member
            &[&[]],               // nobody
        ] {
            assert!(check(families, None).is_err(), "{families:?}");
        }
        assert!(check(&[&[28]], Some(1)).is_err());
        let many: Vec<[u32; 2]> = (1..20).map(|seat| [0, seat]).collect();
        let many: Vec<&[u32]> = many.iter().map(|pair| &pair[..]).collect();
        assert_eq!(check(&many[..BlockingCoalitions::MOST_LISTED], None), Ok(()));
        assert!(check(&many, None).is_err());
    }
}
