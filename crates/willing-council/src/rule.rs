//! Voting rules as data: a requirement and vetoes.

use crate::seat::sorted;
use crate::{Ballot, Error, Matter, Requirement, Seat, SeatRole, Vote, Weights};

/// Seats with weights, and the weight that is needed: of yes votes, mostly.
///
/// A coalition at exactly the quota reaches it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WeightedQuota {
    weights: Weights,
    quota: u64,
}

impl WeightedQuota {
    /// A quota of votes that weigh differently, one weight for each seat; a weight may be 0.
    ///
    /// # Errors
    ///
    /// Those of [`Weights::new`]; [`Error::QuotaOutOfReach`] if the quota is 0 or more than all weights together.
    pub fn new(weights: impl IntoIterator<Item = u64>, quota: u64) -> Result<Self, Error> {
        Self::of(Weights::new(weights)?, quota)
    }

    /// A quota of these weights.
    ///
    /// # Errors
    ///
    /// [`Error::QuotaOutOfReach`].
    pub fn of(weights: Weights, quota: u64) -> Result<Self, Error> {
        let total = weights.total();
        if quota == 0 || quota > total {
            return Err(Error::QuotaOutOfReach { quota, total });
        }
        Ok(Self { weights, quota })
    }

    /// A quota of votes that count one each.
    ///
    /// # Errors
    ///
    /// Those of [`WeightedQuota::new`].
    pub fn count(seats: usize, quota: u64) -> Result<Self, Error> {
        Self::of(Weights::equal(seats)?, quota)
    }

    /// How many seats it weighs.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.weights.len()
    }

    /// The weight that is needed.
    #[must_use]
    pub const fn quota(&self) -> u64 {
        self.quota
    }

    /// The weights, by seat.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }
}

/// When a draft passes: yes votes meet a requirement, and not enough seats with a veto say no.
///
/// A negative vote matters only where the requirement weighs it or where it is a veto; abstention and absence are never
/// one. The rule is monotone: raising one vote (no → abstention → yes) of a member who is present never turns a draft that
/// passes into one that fails.
///
/// As text, and so as data: `9 of 15, veto {0-4}`, or `[255; 4*29, 23*10] and 14 of 27`; see [the grammar](crate#rules-as-text).
///
/// # Example
///
/// ```
/// use willing_council::{Ballot, Matter, Vote, VotingRule};
///
/// // Three chambers, two of which must agree; the first holds a veto.
/// let rule: VotingRule = "2 of 3, veto {0}".parse()?;
/// let ballot = Ballot::new([Vote::Abstain, Vote::Yes, Vote::Yes]);
/// assert!(rule.tally(&Matter::Substantive, &ballot)?.outcome.has_passed());
/// # Ok::<(), willing_council::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct VotingRule {
    requirement: Requirement,
    vetoes: Vec<Seat>,
    vetoes_needed: usize,
}

impl VotingRule {
    /// A quota of yes votes, without vetoes.
    #[must_use]
    pub const fn new(quota: WeightedQuota) -> Self {
        Self { requirement: Requirement::Quota(quota), vetoes: Vec::new(), vetoes_needed: 1 }
    }

    /// A rule without vetoes.
    ///
    /// # Errors
    ///
    /// Those of [`Requirement::check`].
    pub fn of(requirement: Requirement) -> Result<Self, Error> {
        requirement.check()?;
        let requirement = requirement.normalized();
        Ok(Self { requirement, vetoes: Vec::new(), vetoes_needed: 1 })
    }

    /// `quota` yes votes of `seats` members, without vetoes.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`], [`Error::QuotaOutOfReach`].
    pub fn by_count(seats: usize, quota: u64) -> Result<Self, Error> {
        WeightedQuota::count(seats, quota).map(Self::new)
    }

    /// The same rule in which exactly these seats hold a veto; the negative vote of any one of them is one.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`].
    pub fn with_vetoes(self, vetoes: impl IntoIterator<Item = Seat>) -> Result<Self, Error> {
        let vetoes = sorted(SeatRole::Veto, vetoes, self.seats())?;
        Ok(Self { vetoes, vetoes_needed: 1, ..self })
    }

    /// The same rule in which it takes the negative votes of so many seats with a veto to stop a draft.
    ///
    /// # Errors
    ///
    /// [`Error::VetoesNeeded`] unless there are as many, and it takes at least one.
    pub fn with_vetoes_needed(self, needed: usize) -> Result<Self, Error> {
        let held = self.vetoes.len();
        if needed == 0 || needed > held {
            return Err(Error::VetoesNeeded { needed, held });
        }
        Ok(Self { vetoes_needed: needed, ..self })
    }

    /// The rule that it comes to on a question of procedure: the requirement alone.
    #[must_use]
    pub fn procedural(&self) -> Self {
        Self { requirement: self.requirement.clone(), vetoes: Vec::new(), vetoes_needed: 1 }
    }

    /// How many seats it counts.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.requirement.seats()
    }

    /// What yes votes must come to.
    #[must_use]
    pub const fn requirement(&self) -> &Requirement {
        &self.requirement
    }

    /// The seats that hold a veto on substantive matters, in order.
    #[must_use]
    pub fn vetoes(&self) -> &[Seat] {
        &self.vetoes
    }

    /// How many of them must say no to stop a draft; 1 if there are none.
    #[must_use]
    pub const fn vetoes_needed(&self) -> usize {
        self.vetoes_needed
    }

    /// Whether a negative vote of `seat` on this matter would count towards a veto: not on procedure, and not for a
    /// party to the dispute, which must abstain.
    #[must_use]
    pub fn holds_veto(&self, seat: Seat, matter: &Matter) -> bool {
        matter.admits_vetoes() && self.vetoes.binary_search(&seat).is_ok() && !matter.obliges(seat)
    }

    pub(crate) fn holds_veto_at(&self, place: usize, matter: &Matter) -> bool {
        u32::try_from(place).is_ok_and(|place| self.holds_veto(Seat::new(place), matter))
    }

    /// Whether these seats carry a draft if they say yes and all others say no: whether they *win*.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`], for the coalition or the parties of the matter.
    pub fn wins(&self, coalition: &[Seat], matter: &Matter) -> Result<bool, Error> {
        self.passes_with(coalition, Vote::Yes, Vote::No, matter)
    }

    /// Whether these seats stop a draft if they say no and all others say yes: whether they *block*.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::wins`].
    pub fn blocks(&self, coalition: &[Seat], matter: &Matter) -> Result<bool, Error> {
        self.passes_with(coalition, Vote::No, Vote::Yes, matter).map(|passes| !passes)
    }

    fn passes_with(
        &self,
        coalition: &[Seat],
        theirs: Vote,
        others: Vote,
        matter: &Matter,
    ) -> Result<bool, Error> {
        let coalition = sorted(SeatRole::Member, coalition.iter().copied(), self.seats())?;
        let ballot = coalition
            .into_iter()
            .try_fold(Ballot::unanimous(self.seats(), others), |ballot, seat| ballot.with(seat, theirs))?;
        Ok(self.tally(matter, &ballot)?.outcome.has_passed())
    }

    /// Whether the parties are members, none listed twice.
    pub(crate) fn check_matter(&self, matter: &Matter) -> Result<(), Error> {
        sorted(SeatRole::Party, matter.parties().iter().copied(), self.seats()).map(drop)
    }

    /// Whether there is one vote for each seat.
    pub(crate) fn check_ballot(&self, ballot: &Ballot) -> Result<(), Error> {
        if ballot.len() == self.seats() {
            Ok(())
        } else {
            Err(Error::BallotLength { got: ballot.len(), seats: self.seats() })
        }
    }
}
