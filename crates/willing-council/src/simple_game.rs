//! Simple games: which coalitions win.

use crate::{Against, Base, Error, Formula, Matter, Part, Requirement, Seat, VotingRule};

/// Coalitions whose members weigh at least a quota. It may be 0, or out of reach.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightCondition {
    /// By seat.
    pub weights: Vec<u64>,
    /// What is needed. **A coalition at exactly the quota reaches it.**
    pub quota: u64,
}

/// A simple game: which coalitions of seats win, by quotas joined by *and* and *or*.
///
/// Monotone: a coalition with a winning part wins. It is voting without abstention: whoever is not for a draft is against
/// it.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
///
/// let council = VotingRule::un_security_council()?.simple_game(&Matter::Substantive)?;
/// assert!(council.wins(|seat| seat < 9));
/// assert!(!council.wins(|seat| seat > 0)); // all but one permanent member
/// # Ok::<(), willing_council::Error>(())
/// ```
///
/// # References
///
/// von Neumann & Morgenstern (1944), §48; Taylor & Zwicker (1999), *Simple games*.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "SimpleGameData", into = "SimpleGameData"))]
pub struct SimpleGame {
    seats: usize,
    formula: Formula<WeightCondition>,
}

impl SimpleGame {
    /// The game of these conditions.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`]; [`Error::DifferentSeats`] for a condition that weighs other seats,
    /// [`Error::WeightOverflow`] for one whose weights add up to more than 64 bits hold.
    pub fn new(seats: usize, formula: Formula<WeightCondition>) -> Result<Self, Error> {
        crate::Weights::equal(seats)?;
        for condition in formula.conditions() {
            let weights = crate::Weights::new(condition.weights.iter().copied())?;
            if weights.len() != seats {
                return Err(Error::DifferentSeats { got: weights.len(), expected: seats });
            }
        }
        Ok(Self { seats, formula: formula.simplified() })
    }

    /// The weighted game `[quota; weights]`.
    ///
    /// # Errors
    ///
    /// Those of [`SimpleGame::new`].
    pub fn weighted(quota: u64, weights: impl Into<Vec<u64>>) -> Result<Self, Error> {
        let weights = weights.into();
        Self::new(weights.len(), Formula::One(WeightCondition { weights, quota }))
    }

    /// The game of a formula whose conditions are known to weigh these seats without overflow.
    pub(crate) fn of_checked(seats: usize, formula: Formula<WeightCondition>) -> Self {
        Self { seats, formula: formula.simplified() }
    }

    /// How many seats there are; at least one.
    #[must_use]
    pub const fn seats(&self) -> usize {
        self.seats
    }

    /// Its conditions.
    #[must_use]
    pub const fn formula(&self) -> &Formula<WeightCondition> {
        &self.formula
    }

    /// Whether a coalition wins, given whether a seat, by place, is in it.
    #[must_use]
    pub fn wins(&self, contains: impl Fn(usize) -> bool) -> bool {
        self.formula.holds(&mut |condition| {
            let members = condition.weights.iter().enumerate().filter(|(place, _)| contains(*place));
            // No overflow: all weights together fit.
            members.map(|(_, weight)| weight).sum::<u64>() >= condition.quota
        })
    }

    /// Whether these seats win.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`].
    pub fn is_winning(&self, coalition: &[Seat]) -> Result<bool, Error> {
        let members = crate::seat::sorted(crate::SeatRole::Member, coalition.iter().copied(), self.seats)?;
        Ok(self.wins(|place| members.binary_search_by_key(&place, |seat| seat.place()).is_ok()))
    }
}

impl VotingRule {
    /// Who wins under this rule if nobody abstains: a coalition says yes, and everybody else says no. Parties that must
    /// abstain are in no winning coalition that needs them.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`] for the parties of the matter.
    pub fn simple_game(&self, matter: &Matter) -> Result<SimpleGame, Error> {
        self.check_matter(matter)?;
        let obliged = |place: usize| matter.parties().iter().any(|party| party.place() == place);
        let voting = formula(self.requirement(), &obliged);
        let vetoes: Vec<usize> =
            (0..self.seats()).filter(|place| self.holds_veto_at(*place, matter)).collect();
        let enough = vetoes.len() + 1;
        let formula = match enough.checked_sub(self.vetoes_needed()) {
            Some(needed) if matter.admits_vetoes() && needed > 0 => {
                let weights = (0..self.seats()).map(|place| u64::from(vetoes.contains(&place))).collect();
                let concurring = WeightCondition { weights, quota: needed as u64 };
                Formula::All(vec![voting, Formula::One(concurring)])
            }
            _ => voting,
        };
        SimpleGame::new(self.seats(), formula)
    }
}

fn formula(requirement: &Requirement, obliged: &impl Fn(usize) -> bool) -> Formula<WeightCondition> {
    let part = |part| part_of(part, obliged);
    match requirement {
        Requirement::All(all) => Formula::All(all.iter().map(|one| formula(one, obliged)).collect()),
        Requirement::Any(any) => Formula::Any(any.iter().map(|one| formula(one, obliged)).collect()),
        Requirement::Quota(quota) => part(Part::Quota(quota)),
        Requirement::Share(share) => part(Part::Share(share)),
        Requirement::Minority(minority) => part(Part::Minority(minority)),
        Requirement::Quorum(quorum) => part(Part::Quorum(quorum)),
    }
}

/// A part as a condition on those who say yes, where all others say no and those obliged abstain.
fn part_of(part: Part<'_>, obliged: &impl Fn(usize) -> bool) -> Formula<WeightCondition> {
    let all = part.weights();
    let weights: Vec<u64> = all
        .as_slice()
        .iter()
        .enumerate()
        .map(|(place, weight)| if obliged(place) { 0 } else { *weight })
        .collect();
    let free: u64 = weights.iter().sum();
    // What those who say yes must weigh so that those who don't weigh less than `least`.
    let spare = |base: u64, least: u64| base.saturating_sub(least - 1);
    let quota = match part {
        Part::Quota(quota) => quota.quota(),
        Part::Share(share) => share.quota(match share.of() {
            Base::All | Base::Present => all.total(),
            Base::Voting => free,
        }),
        Part::Minority(minority) => match minority.against() {
            Against::No => spare(free, minority.least()),
            Against::NotYes => spare(all.total(), minority.least()),
        },
        // Everybody is there.
        Part::Quorum(_) => 0,
    };
    match quota {
        0 => Formula::always(),
        quota if quota > free => Formula::never(),
        quota => Formula::One(WeightCondition { weights, quota }),
    }
}

/// A game as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SimpleGameData {
    seats: usize,
    formula: Formula<WeightCondition>,
}

#[cfg(feature = "serde")]
impl TryFrom<SimpleGameData> for SimpleGame {
    type Error = Error;

    fn try_from(data: SimpleGameData) -> Result<Self, Error> {
        Self::new(data.seats, data.formula)
    }
}

#[cfg(feature = "serde")]
impl From<SimpleGame> for SimpleGameData {
    fn from(game: SimpleGame) -> Self {
        Self { seats: game.seats, formula: game.formula }
    }
}
