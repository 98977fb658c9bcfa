//! A council: who sits where, and by which rule they decide.

use willing_game::{Player, Players};

use crate::seat::sorted;
use crate::{Ballot, Error, Matter, Seat, SeatRole, Tally, VotingRule, Weights};

/// Members by seat and name, the permanent ones among them, and the rule they vote by.
///
/// Names are the link to everything else: a state of a crisis is a member if a member bears its name.
/// Being permanent is membership, a veto is the rule's; in the Security Council the two coincide, in
/// proposals for its reform they don't.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "CouncilData", into = "CouncilData"))]
pub struct Council {
    members: Players,
    permanent: Vec<Seat>,
    rule: VotingRule,
}

impl Council {
    /// A council of these members, in the order of their seats.
    ///
    /// # Errors
    ///
    /// [`Error::RuleSize`] if the rule counts other seats than there are members; [`Error::NoSuchSeat`]
    /// and [`Error::DuplicateSeat`] for the permanent ones.
    pub fn new(
        members: Players,
        permanent: impl IntoIterator<Item = Seat>,
        rule: VotingRule,
    ) -> Result<Self, Error> {
        if rule.seats() != members.len() {
            return Err(Error::RuleSize { members: members.len(), seats: rule.seats() });
        }
        let permanent = sorted(SeatRole::Permanent, permanent, members.len())?;
        Ok(Self { members, permanent, rule })
    }

    /// How many seats there are; at least one.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.members.len()
    }

    /// The members' names, by seat.
    #[must_use]
    pub const fn members(&self) -> &Players {
        &self.members
    }

    /// The permanent seats, in order.
    #[must_use]
    pub fn permanent(&self) -> &[Seat] {
        &self.permanent
    }

    /// The rule the council votes by.
    #[must_use]
    pub const fn rule(&self) -> &VotingRule {
        &self.rule
    }

    /// The same council under another rule.
    ///
    /// # Errors
    ///
    /// [`Error::RuleSize`].
    pub fn with_rule(self, rule: VotingRule) -> Result<Self, Error> {
        Self::new(self.members, self.permanent, rule)
    }

    /// Whether the member in `seat` is permanent.
    #[must_use]
    pub fn is_permanent(&self, seat: Seat) -> bool {
        self.permanent.binary_search(&seat).is_ok()
    }

    /// The name of the member in `seat`; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn name(&self, seat: Seat) -> Option<&str> {
        self.members.name(Player::from_seat(seat.place()).ok()?)
    }

    /// The names of the members in these seats; seats outside `0..n` have none.
    pub fn names<'a>(&'a self, seats: &'a [Seat]) -> impl Iterator<Item = &'a str> {
        seats.iter().filter_map(|&seat| self.name(seat))
    }

    /// The seat of the member of this name.
    ///
    /// # Errors
    ///
    /// [`Error::Names`] if nobody bears it.
    pub fn seat(&self, name: &str) -> Result<Seat, Error> {
        seat_of(&self.members, name)
    }

    /// Every seat with the name of its member.
    pub fn roster(&self) -> impl Iterator<Item = (Seat, &str)> {
        Seat::every().zip(self.members.names().iter().map(String::as_str))
    }

    /// Counts a roll call under the rule of this council: [`VotingRule::tally`].
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::tally`].
    pub fn tally(&self, matter: &Matter, ballot: &Ballot) -> Result<Tally, Error> {
        self.rule.tally(matter, ballot)
    }
}

/// The seat of the member of this name.
pub(crate) fn seat_of(members: &Players, name: &str) -> Result<Seat, Error> {
    let place = members.find(name)?.seat();
    u32::try_from(place)
        .map(Seat::new)
        .map_err(|_| Error::TooManySeats { got: members.len(), most: Weights::MAX_SEATS })
}

/// A council as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CouncilData {
    members: Players,
    #[serde(default)]
    permanent: Vec<Seat>,
    rule: VotingRule,
}

#[cfg(feature = "serde")]
impl TryFrom<CouncilData> for Council {
    type Error = Error;

    fn try_from(data: CouncilData) -> Result<Self, Error> {
        Self::new(data.members, data.permanent, data.rule)
    }
}

#[cfg(feature = "serde")]
impl From<Council> for CouncilData {
    fn from(council: Council) -> Self {
        Self { members: council.members, permanent: council.permanent, rule: council.rule }
    }
}
