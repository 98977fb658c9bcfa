//! The problem: an issue, a council that may be asked, and the named choices of the model.

use std::fmt;

use willing_council::{Council, Matter, Seat, VotingBehaviour};
use willing_game::{Player, Players};
use willing_risk::{Authorization, Issue, IssueParts, TierGame};

use super::Error;

/// Which equilibrium tells the main line where a cell has several. A *choice*.
///
/// Whatever is chosen, [`Robustness`](super::Robustness) says what holds in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Selection {
    /// The one that the leader likes best; of equals, the first in the order of profiles.
    #[default]
    LeaderPreferred,
    /// The one with the least sum of credits r(t): the smallest coalition.
    Least,
    /// The one with the greatest sum of credits.
    Greatest,
    /// The one that sequential accession reaches: everybody starts as a bystander (who may not be one, at its
    /// tier of most credit), and by decreasing capability each moves to its best reply, round after round.
    /// Where that does not settle on an equilibrium, the leader-preferred one.
    Accession,
}

impl Selection {
    /// All alternatives, the default first.
    pub const ALL: [Self; 4] = [Self::LeaderPreferred, Self::Least, Self::Greatest, Self::Accession];
}

/// What members expect if the draft fails: V_i(0). A *choice*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum VotingConjecture {
    /// What really follows: the better, for the leader, of acting alone and the status quo.
    #[default]
    Continuation,
    /// That nothing follows: the status quo.
    StatusQuo,
}

impl VotingConjecture {
    /// Both alternatives, the default first.
    pub const ALL: [Self; 2] = [Self::Continuation, Self::StatusQuo];
}

/// The named choices of a crisis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields, default)
)]
pub struct Choices {
    /// Which equilibrium tells the main line.
    pub selection: Selection,
    /// What members expect if the draft fails.
    pub conjecture: VotingConjecture,
}

/// A council and how its members vote.
///
/// Members are linked to the states of the issue by name: each member must be a state of the issue or
/// be listed as absent.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CouncilParts {
    /// Who sits where, and the rule.
    pub council: Council,
    /// Band and veto cost of each seat.
    pub behaviour: VotingBehaviour,
    /// What kind of question a draft is: decides on vetoes and on who must abstain.
    #[cfg_attr(feature = "serde", serde(default))]
    pub matter: Matter,
    /// Members that take no part in the vote.
    #[cfg_attr(feature = "serde", serde(default))]
    pub absent: Vec<Seat>,
}

/// The parts of a [`Crisis`], all public: what an answer embeds, so that it can be checked without a scenario.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CrisisParts {
    /// Danger, methods, leader and states.
    pub issue: IssueParts,
    /// The council; `None` if nobody is asked.
    #[cfg_attr(feature = "serde", serde(default))]
    pub council: Option<CouncilParts>,
    /// The authorization that holds without anybody being asked. Excludes a council.
    #[cfg_attr(feature = "serde", serde(default))]
    pub standing: Authorization,
    /// The named choices.
    #[cfg_attr(feature = "serde", serde(default))]
    pub choices: Choices,
}

/// One tier game of a crisis: a method, with or without authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CellKey {
    /// The place of the method among those of the issue.
    pub method: usize,
    /// z.
    pub authorization: Authorization,
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let z = match self.authorization {
            Authorization::Unauthorized => "unauthorized",
            Authorization::Authorized => "authorized",
        };
        write!(f, "method {} {z}", self.method)
    }
}

/// An issue, the council that may authorize action on it, and the named choices. Immutable and valid
/// once built.
#[derive(Clone, Debug)]
pub struct Crisis {
    issue: Issue,
    council: Option<CouncilParts>,
    standing: Authorization,
    choices: Choices,
    /// The player in each seat of the council; `None` for a member that takes no part.
    members: Vec<Option<Player>>,
}

impl Crisis {
    /// The crisis of this issue, in which no authorization holds beforehand
    /// ([`with_standing`](Self::with_standing) changes that).
    ///
    /// # Errors
    ///
    /// [`Error::MemberUnknown`] for a member of the council that is neither a state of the issue nor absent;
    /// [`Error::Council`] for thresholds, parties or absent members that do not fit the council.
    pub fn new(issue: Issue, council: Option<CouncilParts>, choices: Choices) -> Result<Self, Error> {
        let members = council.as_ref().map_or(Ok(Vec::new()), |parts| seat_members(&issue, parts))?;
        Ok(Self { issue, council, standing: Authorization::Unauthorized, choices, members })
    }

    /// The crisis of these parts.
    ///
    /// # Errors
    ///
    /// What [`Issue::new`], [`Crisis::new`] and [`Crisis::with_standing`] refuse.
    pub fn from_parts(parts: CrisisParts) -> Result<Self, Error> {
        Self::new(Issue::new(parts.issue)?, parts.council, parts.choices)?.with_standing(parts.standing)
    }

    /// The parts it was built from.
    #[must_use]
    pub fn parts(&self) -> CrisisParts {
        CrisisParts {
            issue: self.issue.parts(),
            council: self.council.clone(),
            standing: self.standing,
            choices: self.choices,
        }
    }

    /// Danger, methods, leader and states.
    #[must_use]
    pub const fn issue(&self) -> &Issue {
        &self.issue
    }

    /// The council and how its members vote, if one is asked.
    #[must_use]
    pub const fn council(&self) -> Option<&CouncilParts> {
        self.council.as_ref()
    }

    /// The authorization that holds without anybody being asked: z of acting outside the council.
    #[must_use]
    pub const fn standing(&self) -> Authorization {
        self.standing
    }

    /// The same crisis under this standing authorization.
    ///
    /// # Errors
    ///
    /// [`Error::AuthorizedBeforehand`] where there is a council that would still have to authorize.
    pub fn with_standing(mut self, standing: Authorization) -> Result<Self, Error> {
        if self.council.is_some() && standing == Authorization::Authorized {
            return Err(Error::AuthorizedBeforehand);
        }
        self.standing = standing;
        Ok(self)
    }

    /// The named choices.
    #[must_use]
    pub const fn choices(&self) -> Choices {
        self.choices
    }

    /// The same crisis under other choices.
    #[must_use]
    pub fn with_choices(mut self, choices: Choices) -> Self {
        self.choices = choices;
        self
    }

    /// The player in each seat of the council, `None` for a member that takes no part; empty without a council.
    #[must_use]
    pub fn members(&self) -> &[Option<Player>] {
        &self.members
    }

    /// The seat that `player` holds in the council, if any.
    #[must_use]
    pub fn seat_of(&self, player: usize) -> Option<Seat> {
        let place = self.members.iter().position(|member| member.is_some_and(|p| p.seat() == player))?;
        u32::try_from(place).ok().map(Seat::new)
    }

    /// The tier games to solve, in the order in which answers list them: every method under the standing
    /// authorization, then, with a council, every method at z = 1.
    pub fn cells(&self) -> impl Iterator<Item = CellKey> + use<> {
        let methods = self.issue.methods().len();
        let standing = self.standing;
        let alone = (0..methods).map(move |method| CellKey { method, authorization: standing });
        let authorized = if self.council.is_some() { methods } else { 0 };
        let authorized =
            (0..authorized).map(|method| CellKey { method, authorization: Authorization::Authorized });
        alone.chain(authorized)
    }

    /// The tier game of one cell.
    ///
    /// # Errors
    ///
    /// What [`Issue::game`] refuses.
    pub fn game(&self, cell: CellKey) -> Result<TierGame, Error> {
        Ok(self.issue.game(cell.method, cell.authorization)?)
    }

    /// The crisis without one follower. If it sat in the council, its seat counts as absent. `None` for the
    /// leader: without it there is only the status quo.
    #[must_use]
    pub fn without(&self, player: usize) -> Option<Self> {
        let issue = self.issue.without(player)?;
        let mut rest = Self { issue, ..self.clone() };
        if let (Some(seat), Some(council)) = (self.seat_of(player), &mut rest.council) {
            council.absent.push(seat);
            council.absent.sort_unstable();
        }
        for member in &mut rest.members {
            *member = member.filter(|p| p.seat() != player).map(|p| shifted(p, player));
        }
        Some(rest)
    }

    /// The same crisis without a council to ask: the leader acts alone or not at all, under the
    /// authorization that stands.
    #[must_use]
    pub fn without_council(mut self) -> Self {
        self.council = None;
        self.members = Vec::new();
        self
    }

    /// The same crisis led by another state.
    ///
    /// # Errors
    ///
    /// What [`Issue::with_leader`] refuses.
    pub fn with_leader(&self, player: usize) -> Result<Self, Error> {
        Ok(Self { issue: self.issue.with_leader(player)?, ..self.clone() })
    }
}

/// The same player after the one in seat `gone` has left.
fn shifted(player: Player, gone: usize) -> Player {
    let seat = player.seat();
    let seat = if seat > gone { seat - 1 } else { seat };
    Player::from_seat(seat).unwrap_or(player)
}

fn seat_members(issue: &Issue, parts: &CouncilParts) -> Result<Vec<Option<Player>>, Error> {
    let rule = parts.council.rule();
    // The council's own validation of thresholds and parties.
    parts.behaviour.ballot(rule, &parts.matter, &vec![None; rule.seats()])?;
    for (place, &seat) in parts.absent.iter().enumerate() {
        if parts.council.name(seat).is_none() {
            return Err(Error::AbsentSeat { seat, seats: rule.seats() });
        }
        if parts.absent.iter().take(place).any(|&earlier| earlier == seat) {
            return Err(Error::AbsentTwice { seat });
        }
    }
    let states = Players::new(issue.states().iter().map(|state| state.name.as_str()))?;
    let roster = parts.council.roster();
    roster
        .map(|(seat, name)| match states.find(name) {
            _ if parts.absent.contains(&seat) => Ok(None),
            Ok(player) => Ok(Some(player)),
            Err(_) => Err(Error::MemberUnknown { seat, name: name.to_owned() }),
        })
        .collect()
}
