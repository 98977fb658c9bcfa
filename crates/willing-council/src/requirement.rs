//! What a draft needs to have the votes: quotas, shares, minorities and quorums, joined by *and* and *or*.

use std::fmt;

use crate::{Error, Vote, WeightedQuota, Weights};

/// What a roll call must come to for a draft to have the votes, vetoes aside.
///
/// Every requirement is monotone in approval: raising one vote (no → abstention → yes) of a member who is present never
/// turns one that is met into one that is not. There is no *not*.
///
/// # Example
///
/// ```
/// use willing_council::{Requirement, Vote};
///
/// // The Union of six: 12 of 17 votes. Of a later one: enough members and enough people, or nearly all members.
/// let six: Requirement = "[12; 3*4, 2*2, 1]".parse()?;
/// let later: Requirement = "3 of 5 and [65; 40, 30, 20, 6, 4] or 4 of 5".parse()?;
/// assert_eq!(six.seats(), 6);
/// let votes = [Vote::No, Vote::Yes, Vote::Yes, Vote::Yes, Vote::Yes];
/// assert!(later.is_met(&votes)); // 60 percent of the people, but four members of five
/// assert_eq!(later.to_string(), "3 of 5 and [65; 40, 30, 20, 6, 4] or 4 of 5");
/// # Ok::<(), willing_council::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
#[non_exhaustive]
pub enum Requirement {
    /// The weight of yes votes is at least a quota.
    Quota(WeightedQuota),
    /// The weight of yes votes is at least, or more than, a fraction of the weight of those who count.
    Share(WeightedShare),
    /// Those who stand against it weigh less than a blocking minority.
    Minority(BlockingMinority),
    /// Those present weigh at least so much.
    Quorum(WeightedQuota),
    /// All of these, of which there is at least one.
    All(Vec<Self>),
    /// At least one of these, of which there is at least one.
    Any(Vec<Self>),
}

/// A fraction of votes: 0 < numerator/denominator ≤ 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WeightedShare {
    weights: Weights,
    numerator: u32,
    denominator: u32,
    strictly: Strictly,
    of: Base,
}

/// Whether a fraction must be reached or exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strictly {
    /// At least the fraction.
    AtLeast,
    /// More than the fraction.
    MoreThan,
}

/// Whose weight a fraction is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// Of all members.
    All,
    /// Of those present, who may abstain.
    Present,
    /// Of those who say yes or no.
    Voting,
}

/// Members who stand against a draft stop it if they weigh so much.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BlockingMinority {
    weights: Weights,
    least: u64,
    against: Against,
}

/// Who stands against a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Against {
    /// Those who say no.
    No,
    /// Those who don't say yes.
    NotYes,
}

impl WeightedShare {
    /// At least, or more than, `numerator`/`denominator` of the weight of those who count.
    ///
    /// A draft that nobody supports has no majority, whoever stays away: the weight of yes votes must be above 0 too.
    ///
    /// # Errors
    ///
    /// [`Error::ShareOutOfRange`] unless 0 < numerator ≤ denominator; more than all is out of reach, too.
    pub fn new(
        weights: Weights,
        (numerator, denominator): (u32, u32),
        strictly: Strictly,
        of: Base,
    ) -> Result<Self, Error> {
        let most = if strictly == Strictly::MoreThan { denominator.saturating_sub(1) } else { denominator };
        if numerator == 0 && strictly == Strictly::AtLeast || numerator > most || denominator == 0 {
            let (numerator, denominator) = (numerator.into(), denominator.into());
            return Err(Error::ShareOutOfRange { numerator, denominator });
        }
        Ok(Self { weights, numerator, denominator, strictly, of })
    }

    /// The weights, by seat.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Numerator and denominator, as they were given.
    #[must_use]
    pub const fn fraction(&self) -> (u32, u32) {
        (self.numerator, self.denominator)
    }

    /// Whether it must be reached or exceeded.
    #[must_use]
    pub const fn strictly(&self) -> Strictly {
        self.strictly
    }

    /// Whose weight it is a fraction of.
    #[must_use]
    pub const fn of(&self) -> Base {
        self.of
    }

    /// The least weight of yes votes that is enough where those who count weigh `base`; at least 1.
    #[must_use]
    pub fn quota(&self, base: u64) -> u64 {
        let part = u128::from(base) * u128::from(self.numerator);
        let denominator = u128::from(self.denominator);
        let quota = match self.strictly {
            Strictly::AtLeast => part.div_ceil(denominator),
            Strictly::MoreThan => part / denominator + 1,
        };
        // At most base + 1, where base is the weight of all and below 2⁶⁴.
        u64::try_from(quota).unwrap_or(u64::MAX).max(1)
    }
}

impl BlockingMinority {
    /// Those who stand against a draft stop it if they weigh `least` or more.
    ///
    /// # Errors
    ///
    /// [`Error::QuotaOutOfReach`] if `least` is 0 or more than all weights together.
    pub fn new(weights: Weights, least: u64, against: Against) -> Result<Self, Error> {
        let total = weights.total();
        if least == 0 || least > total {
            return Err(Error::QuotaOutOfReach { quota: least, total });
        }
        Ok(Self { weights, least, against })
    }

    /// The weights, by seat.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// What blocks.
    #[must_use]
    pub const fn least(&self) -> u64 {
        self.least
    }

    /// Who stands against.
    #[must_use]
    pub const fn against(&self) -> Against {
        self.against
    }
}

/// What one quota, share, minority or quorum came to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Count {
    /// What was weighed.
    pub what: Counted,
    /// Its weight.
    pub weight: u64,
    /// The bound: reached it is met by yes votes and those present, and failed by those against.
    pub bound: u64,
}

/// What was weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Counted {
    /// Yes votes.
    Yes,
    /// No votes.
    No,
    /// All but yes votes.
    NotYes,
    /// All but those absent.
    Present,
}

impl Counted {
    /// Whether a vote is of this kind.
    #[must_use]
    pub const fn includes(self, vote: Vote) -> bool {
        match self {
            Self::Yes => matches!(vote, Vote::Yes),
            Self::No => matches!(vote, Vote::No),
            Self::NotYes => !matches!(vote, Vote::Yes),
            Self::Present => !matches!(vote, Vote::Absent),
        }
    }
}

impl Count {
    /// So much weight of yes votes, of what is needed.
    #[must_use]
    pub const fn yes(weight: u64, bound: u64) -> Self {
        Self { what: Counted::Yes, weight, bound }
    }

    /// Whether it is met.
    #[must_use]
    pub const fn is_met(&self) -> bool {
        match self.what {
            Counted::Yes | Counted::Present => self.weight >= self.bound,
            Counted::No | Counted::NotYes => self.weight < self.bound,
        }
    }

    /// How much weight is lacking, or too much; 0 if it is met.
    #[must_use]
    pub const fn shortfall(&self) -> u64 {
        match self.what {
            Counted::Yes | Counted::Present => self.bound.saturating_sub(self.weight),
            Counted::No | Counted::NotYes => self.weight.saturating_sub(self.bound.saturating_sub(1)),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, weight, bound } = self;
        match what {
            Counted::Yes => write!(f, "{weight} of {bound}"),
            Counted::Present => write!(f, "{weight} of {bound} present"),
            Counted::No => write!(f, "{weight} against, {bound} block"),
            Counted::NotYes => write!(f, "{weight} not for it, {bound} block"),
        }
    }
}

impl Requirement {
    /// The deepest that *and* and *or* may be nested.
    pub const MAX_DEPTH: usize = 16;

    /// The most quotas, shares, minorities and quorums together.
    pub const MAX_PARTS: usize = 64;

    /// How many seats it counts; 0 if it is no valid requirement.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.parts().first().map_or(0, |part| part.weights().len())
    }

    /// Its quotas, shares, minorities and quorums, from left to right.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        self.collect(&mut parts);
        parts
    }

    fn collect<'a>(&'a self, parts: &mut Vec<Part<'a>>) {
        match self {
            Self::Quota(quota) => parts.push(Part::Quota(quota)),
            Self::Share(share) => parts.push(Part::Share(share)),
            Self::Minority(minority) => parts.push(Part::Minority(minority)),
            Self::Quorum(quorum) => parts.push(Part::Quorum(quorum)),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|one| one.collect(parts)),
        }
    }

    /// What each part comes to, from left to right. Votes beyond the last seat are not counted.
    #[must_use]
    pub fn counts(&self, votes: &[Vote]) -> Vec<Count> {
        self.parts().into_iter().map(|part| part.count(votes)).collect()
    }

    /// Whether a roll call meets it.
    #[must_use]
    pub fn is_met(&self, votes: &[Vote]) -> bool {
        self.is_met_by(&mut self.counts(votes).iter().map(Count::is_met))
    }

    /// Whether it is met if its parts, from left to right, are or are not.
    pub(crate) fn is_met_by(&self, met: &mut impl Iterator<Item = bool>) -> bool {
        match self {
            // No short cut: every part takes its own.
            Self::All(all) => all.iter().fold(true, |sum, one| one.is_met_by(met) & sum),
            Self::Any(any) => any.iter().fold(false, |sum, one| one.is_met_by(met) | sum),
            _ => met.next().unwrap_or(false),
        }
    }

    /// Refuses empty *and*s and *or*s, parts that count different seats, and too many of them.
    ///
    /// # Errors
    ///
    /// [`Error::NoRequirement`], [`Error::DifferentSeats`], [`Error::TooManyParts`], [`Error::TooDeep`].
    pub fn check(&self) -> Result<(), Error> {
        self.check_shape(Self::MAX_DEPTH)?;
        let parts = self.parts();
        let (got, most) = (parts.len(), Self::MAX_PARTS);
        if got > most {
            return Err(Error::TooManyParts { got, most });
        }
        let expected = self.seats();
        match parts.iter().map(|part| part.weights().len()).find(|seats| *seats != expected) {
            Some(got) => Err(Error::DifferentSeats { got, expected }),
            None => Ok(()),
        }
    }

    /// The same without lists of one, which say what their only member says.
    #[must_use]
    pub fn normalized(self) -> Self {
        match self {
            Self::All(mut list) | Self::Any(mut list) if list.len() == 1 => list.swap_remove(0).normalized(),
            Self::All(list) => Self::All(list.into_iter().map(Self::normalized).collect()),
            Self::Any(list) => Self::Any(list.into_iter().map(Self::normalized).collect()),
            part => part,
        }
    }

    fn check_shape(&self, depth: usize) -> Result<(), Error> {
        match self {
            Self::All(all) | Self::Any(all) if all.is_empty() => Err(Error::NoRequirement),
            Self::All(_) | Self::Any(_) if depth == 0 => Err(Error::TooDeep { most: Self::MAX_DEPTH }),
            Self::All(all) | Self::Any(all) => all.iter().try_for_each(|one| one.check_shape(depth - 1)),
            _ => Ok(()),
        }
    }
}

/// A part of a requirement that is not made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'a> {
    /// [`Requirement::Quota`].
    Quota(&'a WeightedQuota),
    /// [`Requirement::Share`].
    Share(&'a WeightedShare),
    /// [`Requirement::Minority`].
    Minority(&'a BlockingMinority),
    /// [`Requirement::Quorum`].
    Quorum(&'a WeightedQuota),
}

impl<'a> Part<'a> {
    /// Its weights, by seat.
    #[must_use]
    pub const fn weights(self) -> &'a Weights {
        match self {
            Self::Quota(quota) | Self::Quorum(quota) => quota.weights(),
            Self::Share(share) => share.weights(),
            Self::Minority(minority) => minority.weights(),
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn count(self, votes: &[Vote]) -> Count {
        let weights = self.weights();
        let (what, bound) = match self {
            Self::Quota(quota) => (Counted::Yes, quota.quota()),
            Self::Quorum(quorum) => (Counted::Present, quorum.quota()),
            Self::Minority(minority) => {
                let what = match minority.against() {
                    Against::No => Counted::No,
                    Against::NotYes => Counted::NotYes,
                };
                (what, minority.least())
            }
            Self::Share(share) => {
                let base = match share.of() {
                    Base::All => weights.total(),
                    Base::Present => weights.of(votes, Counted::Present),
                    Base::Voting => weights.of(votes, Counted::Yes) + weights.of(votes, Counted::No),
                };
                (Counted::Yes, share.quota(base))
            }
        };
        Count { what, weight: weights.of(votes, what), bound }
    }
}
