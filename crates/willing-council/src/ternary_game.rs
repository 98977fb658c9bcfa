//! Voting with abstention: which profiles of yes, abstention and no pass.

use crate::{Against, Base, Error, Formula, Matter, Part, Requirement, Vote, VotingRule};

/// What votes add, against everybody's saying no, to a sum that must reach a quota.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LevelCondition {
    /// By seat: what an abstention adds.
    pub abstaining: Vec<u128>,
    /// By seat: what a yes adds; no less than an abstention.
    pub approving: Vec<u128>,
    /// What is needed; at least 1.
    pub quota: u128,
}

impl LevelCondition {
    /// What one vote adds; 0 for a seat outside. Absence counts as abstention.
    #[must_use]
    pub fn gain(&self, place: usize, vote: Vote) -> u128 {
        let gains = match vote {
            Vote::Yes => &self.approving,
            Vote::Abstain | Vote::Absent => &self.abstaining,
            Vote::No => return 0,
        };
        gains.get(place).copied().unwrap_or(0)
    }
}

/// A (3,2) simple game: two outcomes from three levels of approval, by conditions joined by *and* and *or*.
///
/// Monotone in every vote: no → abstention → yes. Everybody is present.
///
/// # References
///
/// Felsenthal & Machover (1997), "Ternary voting games"; Freixas & Zwicker (2003), "Weighted voting, abstention, and multiple
/// levels of approval".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TernaryGame {
    seats: usize,
    formula: Formula<LevelCondition>,
}

impl TernaryGame {
    /// How many seats there are; at least one.
    #[must_use]
    pub const fn seats(&self) -> usize {
        self.seats
    }

    /// Its conditions; every one has a gain for each seat, and their sums fit 128 bits.
    #[must_use]
    pub const fn formula(&self) -> &Formula<LevelCondition> {
        &self.formula
    }

    /// Whether a profile passes, given the vote of a seat by place.
    #[must_use]
    pub fn passes(&self, vote: impl Fn(usize) -> Vote) -> bool {
        self.formula.holds(&mut |condition| {
            let gains = (0..self.seats).map(|place| condition.gain(place, vote(place)));
            gains.sum::<u128>() >= condition.quota
        })
    }
}

impl VotingRule {
    /// Which profiles pass under this rule if everybody is present. A party that must abstain adds nothing, whatever it
    /// says.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`], [`Error::DuplicateSeat`] for the parties of the matter.
    pub fn ternary_game(&self, matter: &Matter) -> Result<TernaryGame, Error> {
        self.check_matter(matter)?;
        let obliged = |place: usize| matter.parties().iter().any(|party| party.place() == place);
        let voting = formula(self.requirement(), &obliged);
        let holds: Vec<u128> =
            (0..self.seats()).map(|place| u128::from(self.holds_veto_at(place, matter))).collect();
        let against = holds.iter().sum::<u128>();
        let quota = (against + 1).saturating_sub(self.vetoes_needed() as u128);
        let vetoes = condition(holds.clone(), holds, quota);
        Ok(TernaryGame { seats: self.seats(), formula: Formula::All(vec![voting, vetoes]).simplified() })
    }
}

fn formula(requirement: &Requirement, obliged: &impl Fn(usize) -> bool) -> Formula<LevelCondition> {
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

fn condition(abstaining: Vec<u128>, approving: Vec<u128>, quota: u128) -> Formula<LevelCondition> {
    match quota {
        0 => Formula::always(),
        quota if quota > approving.iter().sum() => Formula::never(),
        quota => Formula::One(LevelCondition { abstaining, approving, quota }),
    }
}

fn part_of(part: Part<'_>, obliged: &impl Fn(usize) -> bool) -> Formula<LevelCondition> {
    let all = part.weights();
    let weights: Vec<u128> = all
        .as_slice()
        .iter()
        .enumerate()
        .map(|(place, weight)| if obliged(place) { 0 } else { u128::from(*weight) })
        .collect();
    let free: u128 = weights.iter().sum();
    let total = u128::from(all.total());
    let times = |factor: u32| weights.iter().map(|weight| weight * u128::from(factor)).collect::<Vec<_>>();
    let yes_only = |quota: u128| condition(times(0), times(1), quota);
    match part {
        Part::Quota(quota) => yes_only(quota.quota().into()),
        // Everybody is there.
        Part::Quorum(_) => Formula::always(),
        Part::Minority(minority) => {
            let least = u128::from(minority.least()) - 1;
            match minority.against() {
                Against::No => condition(times(1), times(1), free.saturating_sub(least)),
                Against::NotYes => yes_only(total.saturating_sub(least)),
            }
        }
        Part::Share(share) => match share.of() {
            Base::All | Base::Present => yes_only(share.quota(all.total()).into()),
            Base::Voting => {
                // d·yes − n·(yes + no) ≥ 0, or above, from −n·free where all say no; and somebody says yes.
                let (numerator, denominator) = share.fraction();
                let above = u128::from(share.strictly() == crate::Strictly::MoreThan);
                let quota = free * u128::from(numerator) + above;
                let majority = condition(times(numerator), times(denominator), quota);
                Formula::All(vec![majority, yes_only(1)])
            }
        },
    }
}
