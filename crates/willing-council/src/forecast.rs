//! What would come of a draft, who stands in its way, and what would have to change.

use crate::lacking::{Lacking, best};
use crate::{Ballot, Error, Matter, Outcome, Remedy, Seat, Tally, Vote, VotingRule};

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
    /// The most steps of a search for changes.
    pub(crate) const MAX_STEPS: usize = 4_000_000;

    /// The fewest votes that would have to change for the draft to pass.
    ///
    /// As many of those who cast a veto must turn as make it fail, and what is lacking must come from whoever could still
    /// say yes, or come to a vote that lacks a quorum; nobody is asked to stay away. Of the smallest sets of members one is
    /// chosen in a fixed order: those whose veto must fall come before others, the heavier before the lighter, those who
    /// abstain before those who say no, lower seats before higher ones. Whoever need not say yes abstains.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::tally`].
    ///
    /// # Complexity
    ///
    /// O(n log n) for one requirement of one weight a seat. For several, a search by growing numbers of changes, cut by
    /// what the heaviest could add to each; [`Remedy::Unknown`] after some million steps.
    pub fn fewest_changes(&self, matter: &Matter, ballot: &Ballot) -> Result<Remedy<VoteChange>, Error> {
        if self.tally(matter, ballot)?.outcome.has_passed() {
            return Ok(Remedy::Changes(Vec::new()));
        }
        let lacking = Lacking::of(self, matter, ballot);
        Ok(match lacking.fewest(&mut { Self::MAX_STEPS }) {
            Remedy::Changes(chosen) => Remedy::Changes(self.sparing(matter, ballot, &chosen)?),
            Remedy::Hopeless => Remedy::Hopeless,
            Remedy::Unknown => Remedy::Unknown,
        })
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
