//! Voting rules as data: weights, a quota, vetoes.

use crate::seat::sorted;
use crate::{Ballot, Error, Matter, Seat, SeatRole, Vote};

/// An affirmative majority: seats with weights, and the weight of yes votes that is needed.
///
/// A coalition at exactly the quota reaches it. This is the atom of voting rules: richer ones join
/// several of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "WeightedQuotaData", into = "WeightedQuotaData"))]
pub struct WeightedQuota {
    weights: Vec<u64>,
    quota: u64,
    total: u64,
}

impl WeightedQuota {
    /// The most seats a rule takes: no institution has as many, and a slip of the pen does not fill the memory.
    pub const MAX_SEATS: usize = 1 << 16;

    /// A quota of votes that weigh differently, one weight for each seat; a weight may be 0.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`], [`Error::WeightOverflow`] if the weights add up to more
    /// than 64 bits hold, [`Error::QuotaOutOfReach`] if the quota is 0 or more than all weights together.
    pub fn new(weights: impl IntoIterator<Item = u64>, quota: u64) -> Result<Self, Error> {
        let weights: Vec<u64> = weights.into_iter().collect();
        check_seats(weights.len())?;
        let total = Seat::every().zip(&weights).try_fold(0u64, |sum, (seat, &weight)| {
            sum.checked_add(weight).ok_or(Error::WeightOverflow { seat })
        })?;
        if quota == 0 || quota > total {
            return Err(Error::QuotaOutOfReach { quota, total });
        }
        Ok(Self { weights, quota, total })
    }

    /// A quota of votes that count one each.
    ///
    /// # Errors
    ///
    /// Those of [`WeightedQuota::new`].
    pub fn count(seats: usize, quota: u64) -> Result<Self, Error> {
        check_seats(seats)?;
        Self::new(std::iter::repeat_n(1, seats), quota)
    }

    /// How many seats it weighs.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.weights.len()
    }

    /// The weight of yes votes that is needed.
    #[must_use]
    pub const fn quota(&self) -> u64 {
        self.quota
    }

    /// The weight of all seats together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The weights, in the order of the seats.
    #[must_use]
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// The weight of `seat`; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn weight_of(&self, seat: Seat) -> Option<u64> {
        self.weights.get(seat.place()).copied()
    }

    /// The weight of the yes votes. It cannot overflow: the weight of all seats does not.
    pub(crate) fn weight_of_yes(&self, votes: impl Iterator<Item = Vote>) -> u64 {
        self.weights.iter().zip(votes).filter(|(_, vote)| *vote == Vote::Yes).map(|(weight, _)| weight).sum()
    }
}

fn check_seats(seats: usize) -> Result<(), Error> {
    match seats {
        0 => Err(Error::NoSeats),
        1..=WeightedQuota::MAX_SEATS => Ok(()),
        _ => Err(Error::TooManySeats { got: seats, most: WeightedQuota::MAX_SEATS }),
    }
}

/// When a draft passes: the weight of yes votes reaches a quota, and no seat with a veto says no.
///
/// Yes votes reach the quota or don't; a negative vote matters only where it is a veto; abstention and
/// absence are never one. So the rule is monotone: raising one vote (no → abstention → yes) never turns a
/// draft that passes into one that fails.
///
/// # Example
///
/// ```
/// use willing_council::{Ballot, Matter, Seat, Vote, VotingRule};
///
/// // Three chambers, two of which must agree; the first holds a veto.
/// let rule = VotingRule::by_count(3, 2)?.with_vetoes([Seat::new(0)])?;
/// let ballot = Ballot::new([Vote::Abstain, Vote::Yes, Vote::Yes]);
/// assert!(rule.tally(&Matter::Substantive, &ballot)?.outcome.has_passed());
/// # Ok::<(), willing_council::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "VotingRuleData", into = "VotingRuleData"))]
pub struct VotingRule {
    requirement: WeightedQuota,
    vetoes: Vec<Seat>,
}

impl VotingRule {
    /// A rule without vetoes.
    #[must_use]
    pub const fn new(requirement: WeightedQuota) -> Self {
        Self { requirement, vetoes: Vec::new() }
    }

    /// `quota` yes votes of `seats` members, without vetoes.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`], [`Error::QuotaOutOfReach`].
    pub fn by_count(seats: usize, quota: u64) -> Result<Self, Error> {
        WeightedQuota::count(seats, quota).map(Self::new)
    }

    /// The same rule in which exactly these seats hold a veto.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`].
    pub fn with_vetoes(self, vetoes: impl IntoIterator<Item = Seat>) -> Result<Self, Error> {
        let vetoes = sorted(SeatRole::Veto, vetoes, self.seats())?;
        Ok(Self { vetoes, ..self })
    }

    /// The rule that it comes to on a question of procedure: the quota alone.
    #[must_use]
    pub fn procedural(&self) -> Self {
        Self::new(self.requirement.clone())
    }

    /// How many seats it counts.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.requirement.seats()
    }

    /// The affirmative majority that it asks for.
    #[must_use]
    pub const fn requirement(&self) -> &WeightedQuota {
        &self.requirement
    }

    /// The seats that hold a veto on substantive matters, in order.
    #[must_use]
    pub fn vetoes(&self) -> &[Seat] {
        &self.vetoes
    }

    /// Whether a negative vote of `seat` on this matter would be a veto: not on procedure, and not for a
    /// party to the dispute, which must abstain.
    #[must_use]
    pub fn holds_veto(&self, seat: Seat, matter: &Matter) -> bool {
        matter.admits_vetoes() && self.vetoes.binary_search(&seat).is_ok() && !matter.obliges(seat)
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

/// A quota as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightedQuotaData {
    weights: Vec<u64>,
    quota: u64,
}

#[cfg(feature = "serde")]
impl TryFrom<WeightedQuotaData> for WeightedQuota {
    type Error = Error;

    fn try_from(data: WeightedQuotaData) -> Result<Self, Error> {
        Self::new(data.weights, data.quota)
    }
}

#[cfg(feature = "serde")]
impl From<WeightedQuota> for WeightedQuotaData {
    fn from(majority: WeightedQuota) -> Self {
        Self { weights: majority.weights, quota: majority.quota }
    }
}

/// A rule as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct VotingRuleData {
    requirement: WeightedQuota,
    #[serde(default)]
    vetoes: Vec<Seat>,
}

#[cfg(feature = "serde")]
impl TryFrom<VotingRuleData> for VotingRule {
    type Error = Error;

    fn try_from(data: VotingRuleData) -> Result<Self, Error> {
        Self::new(data.requirement).with_vetoes(data.vetoes)
    }
}

#[cfg(feature = "serde")]
impl From<VotingRule> for VotingRuleData {
    fn from(rule: VotingRule) -> Self {
        Self { requirement: rule.requirement, vetoes: rule.vetoes }
    }
}
