//! How members vote: their support for a draft against their thresholds.

use crate::{Ballot, DraftForecast, Error, Matter, Seat, Vote, VotingRule};

/// How strongly a member must feel before it takes a side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "ThresholdsData", into = "ThresholdsData"))]
pub struct Thresholds {
    band: f64,
    veto_cost: f64,
}

impl Thresholds {
    /// A band of indifference around zero, and what it costs to be the one who vetoes; both in the unit
    /// of the supports.
    ///
    /// # Errors
    ///
    /// [`Error::Band`] and [`Error::VetoCost`] for a number that is negative, NaN or infinite;
    /// [`Error::ThresholdOverflow`] if their sum is infinite.
    pub fn new(band: f64, veto_cost: f64) -> Result<Self, Error> {
        if !(band >= 0.0 && band.is_finite()) {
            return Err(Error::Band { value: band });
        }
        if !(veto_cost >= 0.0 && veto_cost.is_finite()) {
            return Err(Error::VetoCost { value: veto_cost });
        }
        if !(band + veto_cost).is_finite() {
            return Err(Error::ThresholdOverflow { band, veto_cost });
        }
        Ok(Self { band, veto_cost })
    }

    /// Half the width of the band of indifference.
    #[must_use]
    pub const fn band(self) -> f64 {
        self.band
    }

    /// What it costs to veto, beyond the band.
    #[must_use]
    pub const fn veto_cost(self) -> f64 {
        self.veto_cost
    }

    /// The vote of a member whose no is an ordinary no: yes if d > band, no if d < −band, else abstain.
    #[must_use]
    pub fn vote(self, support: f64) -> Vote {
        decide(support, self.band, self.band)
    }

    /// The vote of a member whose no is a veto: yes if d > band, no if d < −(band + veto cost), else abstain.
    #[must_use]
    pub fn vote_with_veto(self, support: f64) -> Vote {
        decide(support, self.band, self.band + self.veto_cost)
    }
}

/// A tie abstains on either side: both inequalities are strict.
fn decide(support: f64, in_favour: f64, against: f64) -> Vote {
    if support > in_favour {
        Vote::Yes
    } else if support < -against {
        Vote::No
    } else {
        Vote::Abstain
    }
}

/// How the members of a council vote, given how much each gains from a draft: by thresholds.
///
/// Support d is what the draft's passing is worth to the member against its failing. Voting sincerely on
/// that is weakly dominant in a binary vote, and no other behaviour is offered: to anticipate that others
/// sink the draft changes what a member says, never what comes of it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct VotingBehaviour {
    thresholds: Vec<Thresholds>,
}

impl VotingBehaviour {
    /// Thresholds for each seat, in order. Whether there is one pair for each seat is checked where they
    /// are used.
    #[must_use]
    pub fn new(thresholds: impl IntoIterator<Item = Thresholds>) -> Self {
        Self { thresholds: thresholds.into_iter().collect() }
    }

    /// The same thresholds for everybody.
    #[must_use]
    pub fn uniform(seats: usize, thresholds: Thresholds) -> Self {
        Self { thresholds: vec![thresholds; seats] }
    }

    /// The thresholds, in the order of the seats.
    #[must_use]
    pub fn thresholds(&self) -> &[Thresholds] {
        &self.thresholds
    }

    /// How members with these supports vote.
    ///
    /// The cost of vetoing falls on those whose no would be a veto on this matter: not on procedure. A
    /// party to the dispute says what it thinks, and [`VotingRule::tally`] counts its abstention.
    ///
    /// # Arguments
    ///
    /// `supports[i]` is d of the member in seat i, in the unit of the thresholds; `None` for a member that
    /// takes no part.
    ///
    /// # Errors
    ///
    /// [`Error::SupportCount`], [`Error::ThresholdCount`] if there is not one for each seat;
    /// [`Error::Support`] for a support that is NaN or infinite; [`Error::NoSuchSeat`] and
    /// [`Error::DuplicateSeat`] for the parties of the matter.
    pub fn ballot(
        &self,
        rule: &VotingRule,
        matter: &Matter,
        supports: &[Option<f64>],
    ) -> Result<Ballot, Error> {
        let seats = rule.seats();
        if supports.len() != seats {
            return Err(Error::SupportCount { got: supports.len(), seats });
        }
        if self.thresholds.len() != seats {
            return Err(Error::ThresholdCount { got: self.thresholds.len(), seats });
        }
        rule.check_matter(matter)?;
        let members = Seat::every().zip(supports.iter().zip(&self.thresholds));
        let votes: Result<Vec<Vote>, Error> = members
            .map(|(seat, (support, thresholds))| match *support {
                None => Ok(Vote::Absent),
                Some(value) if !value.is_finite() => Err(Error::Support { seat, value }),
                Some(value) if rule.holds_veto(seat, matter) => Ok(thresholds.vote_with_veto(value)),
                Some(value) => Ok(thresholds.vote(value)),
            })
            .collect();
        votes.map(Ballot::new)
    }

    /// What would come of a draft that members with these supports were asked to vote on.
    ///
    /// # Arguments
    ///
    /// As in [`VotingBehaviour::ballot`].
    ///
    /// # Errors
    ///
    /// Those of [`VotingBehaviour::ballot`].
    pub fn forecast(
        &self,
        rule: &VotingRule,
        matter: &Matter,
        supports: &[Option<f64>],
    ) -> Result<DraftForecast, Error> {
        let ballot = self.ballot(rule, matter, supports)?;
        let tally = rule.tally(matter, &ballot)?;
        Ok(DraftForecast { supports: supports.to_vec(), ballot, tally })
    }
}

/// Thresholds as they stand in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdsData {
    band: f64,
    veto_cost: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<ThresholdsData> for Thresholds {
    type Error = Error;

    fn try_from(data: ThresholdsData) -> Result<Self, Error> {
        Self::new(data.band, data.veto_cost)
    }
}

#[cfg(feature = "serde")]
impl From<Thresholds> for ThresholdsData {
    fn from(thresholds: Thresholds) -> Self {
        Self { band: thresholds.band, veto_cost: thresholds.veto_cost }
    }
}
