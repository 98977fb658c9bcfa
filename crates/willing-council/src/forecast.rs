//! What would come of a draft, who stands in its way, and what would have to change.

use std::cmp::Reverse;

use crate::{Ballot, Error, Matter, Outcome, Seat, Tally, Vote, VotingRule};

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
    /// The fewest votes that would have to change for the draft to pass.
    ///
    /// Every veto must fall, so those who cast one are among the changes in any case; where the quota is
    /// not reached they turn to yes, heaviest first, and else to abstention. What is still lacking comes
    /// from the other seats, again heaviest first: of all sets of k seats the k heaviest weigh most, so
    /// that no smaller set would do. Among equal weights those that abstain come before those that say
    /// no, then the lower seat.
    ///
    /// # Returns
    ///
    /// The changes in the order of the seats, none if the draft passes; `None` if no change of votes can
    /// pass it, since the parties that must abstain hold too much weight.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::tally`].
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of seats.
    pub fn fewest_changes(&self, matter: &Matter, ballot: &Ballot) -> Result<Option<Vec<VoteChange>>, Error> {
        let outcome = self.tally(matter, ballot)?.outcome;
        let mut missing = outcome.shortfall();
        let mut changes = Vec::new();
        for (weight, seat, from) in self.by_ease(matter, ballot) {
            let vetoes = outcome.negative_vetoes().contains(&seat);
            if missing > 0 && weight > 0 {
                missing = missing.saturating_sub(weight);
                changes.push(VoteChange { seat, from, to: Vote::Yes });
            } else if vetoes {
                changes.push(VoteChange { seat, from, to: Vote::Abstain });
            }
        }
        changes.sort_unstable_by_key(|change| change.seat);
        Ok((missing == 0).then_some(changes))
    }

    /// The seats that could still say yes, in the order in which they are best won over: those whose
    /// veto must fall anyway, then by weight, then by reluctance, then by seat.
    fn by_ease(&self, matter: &Matter, ballot: &Ballot) -> Vec<(u64, Seat, Vote)> {
        let free = ballot.roll().filter(|&(seat, vote)| vote != Vote::Yes && !matter.obliges(seat));
        let mut seats: Vec<_> =
            free.map(|(seat, vote)| (self.requirement().weight_of(seat).unwrap_or(0), seat, vote)).collect();
        seats.sort_unstable_by_key(|&(weight, seat, vote)| {
            let vetoes = vote == Vote::No && self.holds_veto(seat, matter);
            (Reverse(vetoes), Reverse(weight), Reverse(vote.level()), seat)
        });
        seats
    }
}
