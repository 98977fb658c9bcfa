//! Counting a roll call, and what came of the draft.

use crate::{Ballot, Count, Error, Matter, Seat, Vote, VotingRule};

/// What came of a draft.
///
/// `counts` say what each quota, share, minority and quorum of the rule came to, from left to right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Outcome {
    /// It had the votes and nobody vetoed it.
    Passed {
        /// What the votes came to.
        counts: Vec<Count>,
    },
    /// It had the votes, and enough members with a veto said no.
    Vetoed {
        /// Who said no, in the order of seats; never empty.
        by: Vec<Seat>,
        /// What the votes came to.
        counts: Vec<Count>,
    },
    /// It lacked the votes. A negative vote of a member with a veto is not counted as one then.
    TechnicalDefeat {
        /// What the votes came to.
        counts: Vec<Count>,
        /// Members with a veto who said no, which the record does not count as vetoes.
        vetoes_not_counted: Vec<Seat>,
    },
    /// It was never put to the vote, since it was foreseen to fail.
    Withdrawn {
        /// Members with a veto who would have said no, whether or not the draft had the votes: the threat
        /// is known in either case.
        would_veto: Vec<Seat>,
        /// What the votes would have come to.
        counts: Vec<Count>,
        /// Whether that would have been enough, vetoes aside.
        has_votes: bool,
    },
}

impl Outcome {
    /// Whether the draft became a decision.
    #[must_use]
    pub const fn has_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }

    /// What came of a draft that was foreseen to end so and was therefore never put to the vote; `None` if
    /// it would pass.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Self> {
        match self {
            Self::Passed { .. } => None,
            Self::Vetoed { by: would_veto, counts }
            | Self::TechnicalDefeat { vetoes_not_counted: would_veto, counts }
            | Self::Withdrawn { would_veto, counts, .. } => Some(Self::Withdrawn {
                would_veto: would_veto.clone(),
                counts: counts.clone(),
                has_votes: self.has_votes(),
            }),
        }
    }

    /// Whether it had the votes, vetoed or not.
    #[must_use]
    pub const fn has_votes(&self) -> bool {
        match self {
            Self::Passed { .. } | Self::Vetoed { .. } => true,
            Self::TechnicalDefeat { .. } => false,
            Self::Withdrawn { has_votes, .. } => *has_votes,
        }
    }

    /// What each part of the rule came to, from left to right.
    #[must_use]
    pub fn counts(&self) -> &[Count] {
        match self {
            Self::Passed { counts }
            | Self::Vetoed { counts, .. }
            | Self::TechnicalDefeat { counts, .. }
            | Self::Withdrawn { counts, .. } => counts,
        }
    }

    /// Members with a veto who said no or would have, whether it counts as a veto or not.
    #[must_use]
    pub fn negative_vetoes(&self) -> &[Seat] {
        match self {
            Self::Passed { .. } => &[],
            Self::Vetoed { by: against, .. }
            | Self::TechnicalDefeat { vetoes_not_counted: against, .. }
            | Self::Withdrawn { would_veto: against, .. } => against,
        }
    }
}

/// A counted roll call.
///
/// Plain data: whoever holds rule, matter and ballot can count again and compare.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Tally {
    /// Who said yes.
    pub yes: Vec<Seat>,
    /// Who said no.
    pub no: Vec<Seat>,
    /// Who abstained, of their own will or because they had to.
    pub abstaining: Vec<Seat>,
    /// Who took no part.
    pub absent: Vec<Seat>,
    /// Parties to the dispute whose yes or no was counted as the abstention they owed.
    pub obliged: Vec<Seat>,
    /// What came of it.
    pub outcome: Outcome,
}

impl Tally {
    /// Who stands between the draft and its passing: those who vetoed it or, where it lacked the votes,
    /// everybody who withheld a yes (parties that may not give one included). Nobody if it passed.
    #[must_use]
    pub fn blockers(&self) -> Vec<Seat> {
        if self.outcome.has_votes() {
            return self.outcome.negative_vetoes().to_vec();
        }
        let mut withheld = [&self.no[..], &self.abstaining, &self.absent].concat();
        withheld.sort_unstable();
        withheld
    }
}

impl VotingRule {
    /// Counts a roll call.
    ///
    /// With V the negative votes of members with a veto on this matter, and k how many it takes: if the requirement is
    /// met, passed if |V| < k and vetoed by V else; if it is not, a technical defeat. A party to the dispute that voted all the same is counted as abstaining and listed in
    /// [`Tally::obliged`]: the duty is the rule's to enforce, and a roll call is a record, not a mistake.
    ///
    /// # Errors
    ///
    /// [`Error::BallotLength`] if there is not one vote for each seat; [`Error::NoSuchSeat`] and
    /// [`Error::DuplicateSeat`] for the parties of the matter.
    ///
    /// # Complexity
    ///
    /// Linear in the number of seats (times the parties, of which there are few).
    pub fn tally(&self, matter: &Matter, ballot: &Ballot) -> Result<Tally, Error> {
        self.check_matter(matter)?;
        self.check_ballot(ballot)?;
        let counted: Vec<(Seat, Vote)> =
            ballot.roll().map(|(seat, vote)| (seat, as_counted(matter, seat, vote))).collect();
        let who_said = |wanted: Vote| {
            counted.iter().filter(|(_, vote)| *vote == wanted).map(|(seat, _)| *seat).collect::<Vec<_>>()
        };
        let no = who_said(Vote::No);
        let against: Vec<Seat> = no.iter().copied().filter(|&seat| self.holds_veto(seat, matter)).collect();
        let votes: Vec<Vote> = counted.iter().map(|(_, vote)| *vote).collect();
        let counts = self.requirement().counts(&votes);
        let has_votes = self.requirement().is_met_by(&mut counts.iter().map(Count::is_met));
        let outcome = if !has_votes {
            Outcome::TechnicalDefeat { counts, vetoes_not_counted: against }
        } else if against.len() < self.vetoes_needed() {
            Outcome::Passed { counts }
        } else {
            Outcome::Vetoed { by: against, counts }
        };
        Ok(Tally {
            yes: who_said(Vote::Yes),
            no,
            abstaining: who_said(Vote::Abstain),
            absent: who_said(Vote::Absent),
            obliged: ballot
                .roll()
                .filter(|&(seat, vote)| vote != as_counted(matter, seat, vote))
                .map(|(seat, _)| seat)
                .collect(),
            outcome,
        })
    }
}

/// The vote as it counts: a party to the dispute abstains, whatever it said.
fn as_counted(matter: &Matter, seat: Seat, vote: Vote) -> Vote {
    match vote {
        Vote::Yes | Vote::No if matter.obliges(seat) => Vote::Abstain,
        _ => vote,
    }
}
