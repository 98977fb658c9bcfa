//! What a member says, and what all of them say.

use std::fmt;

use crate::{Error, Seat, SeatRole};

/// What a member says to a draft.
///
/// Two outcomes from three levels of approval, the (3,2) game: no < abstention < yes. Absence stands on
/// the level of abstention: neither helps a draft, and neither is a veto, whoever it is. It is kept apart
/// because records do so, and because rules with a quorum of presence tell the two apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Vote {
    /// In favour: the only vote that counts towards a quota.
    Yes,
    /// Against: a veto if the member holds one on the matter and the draft has the votes.
    No,
    /// Present, and for neither side.
    Abstain,
    /// Not present, or present and taking no part in the vote.
    Absent,
}

impl Vote {
    /// The level of approval: 1 yes, 0 abstention or absence, −1 no.
    #[must_use]
    pub const fn level(self) -> i8 {
        match self {
            Self::Yes => 1,
            Self::Abstain | Self::Absent => 0,
            Self::No => -1,
        }
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Abstain => "abstain",
            Self::Absent => "absent",
        })
    }
}

/// A roll call: one vote for each seat, in the order of the seats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Ballot(Vec<Vote>);

impl Ballot {
    /// The votes, seat by seat. Whether there is one for each seat is checked where they are counted.
    #[must_use]
    pub fn new(votes: impl IntoIterator<Item = Vote>) -> Self {
        Self(votes.into_iter().collect())
    }

    /// Everybody says the same.
    #[must_use]
    pub fn unanimous(seats: usize, vote: Vote) -> Self {
        Self(vec![vote; seats])
    }

    /// The same roll call with another vote in `seat`.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`].
    pub fn with(mut self, seat: Seat, vote: Vote) -> Result<Self, Error> {
        let seats = self.0.len();
        match self.0.get_mut(seat.place()) {
            Some(place) => *place = vote,
            None => return Err(Error::NoSuchSeat { role: SeatRole::Member, seat, seats }),
        }
        Ok(self)
    }

    /// What the member in `seat` says; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn vote(&self, seat: Seat) -> Option<Vote> {
        self.0.get(seat.place()).copied()
    }

    /// The votes, in the order of the seats.
    #[must_use]
    pub fn votes(&self) -> &[Vote] {
        &self.0
    }

    /// How many votes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no vote.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each seat with its vote.
    pub fn roll(&self) -> impl Iterator<Item = (Seat, Vote)> + '_ {
        Seat::every().zip(self.0.iter().copied())
    }
}
