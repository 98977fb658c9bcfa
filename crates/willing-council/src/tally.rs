//! Counting a roll call, and what came of the draft.

use crate::{Ballot, Error, Matter, Seat, Vote, VotingRule};

/// What came of a draft.
///
/// `yes` and `quota` are weights: numbers of votes where every weight is 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Outcome {
    /// It had the votes and nobody vetoed it.
    Passed {
        /// The weight of yes votes.
        yes: u64,
        /// The weight that was needed.
        quota: u64,
    },
    /// It had the votes, and members with a veto said no.
    Vetoed {
        /// Who said no, in the order of seats; never empty.
        by: Vec<Seat>,
        /// The weight of yes votes.
        yes: u64,
        /// The weight that was needed.
        quota: u64,
    },
    /// It lacked the votes. A negative vote of a member with a veto is not counted as one then.
    TechnicalDefeat {
        /// The weight of yes votes.
        yes: u64,
        /// The weight that was needed.
        quota: u64,
        /// Members with a veto who said no, which the record does not count as vetoes.
        vetoes_not_counted: Vec<Seat>,
    },
    /// It was never put to the vote, since it was foreseen to fail.
    Withdrawn {
        /// Members with a veto who would have said no, whether or not the draft had the votes: the threat
        /// is known in either case.
        would_veto: Vec<Seat>,
        /// The weight of yes votes it would have had.
        yes: u64,
        /// The weight that was needed; the draft lacked the votes if `yes` is less.
        quota: u64,
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
            Self::Vetoed { by: would_veto, yes, quota }
            | Self::TechnicalDefeat { vetoes_not_counted: would_veto, yes, quota }
            | Self::Withdrawn { would_veto, yes, quota } => {
                Some(Self::Withdrawn { would_veto: would_veto.clone(), yes: *yes, quota: *quota })
            }
        }
    }

    /// The weight of yes votes that it lacked: 0 if it had the votes, vetoed or not.
    #[must_use]
    pub const fn shortfall(&self) -> u64 {
        match self {
            Self::Passed { yes, quota }
            | Self::Vetoed { yes, quota, .. }
            | Self::TechnicalDefeat { yes, quota, .. }
            | Self::Withdrawn { yes, quota, .. } => quota.saturating_sub(*yes),
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
        if self.outcome.shortfall() == 0 {
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
    /// With w(Y) the weight of yes votes, q the quota and V the negative votes of members with a veto on
    /// this matter: passed if w(Y) ≥ q and V = ∅, vetoed by V if w(Y) ≥ q and V ≠ ∅, else a technical
    /// defeat. A party to the dispute that voted all the same is counted as abstaining and listed in
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
        let against = no.iter().copied().filter(|&seat| self.holds_veto(seat, matter)).collect();
        let yes_weight = self.requirement().weight_of_yes(counted.iter().map(|(_, vote)| *vote));
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
            outcome: decide(yes_weight, self.requirement().quota(), against),
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

fn decide(yes: u64, quota: u64, against: Vec<Seat>) -> Outcome {
    if yes < quota {
        Outcome::TechnicalDefeat { yes, quota, vetoes_not_counted: against }
    } else if against.is_empty() {
        Outcome::Passed { yes, quota }
    } else {
        Outcome::Vetoed { by: against, yes, quota }
    }
}
