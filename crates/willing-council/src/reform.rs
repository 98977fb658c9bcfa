//! The same rule with a member more or less, or another quota: what reforms change.

use crate::{
    BlockingMinority, Council, Error, Part, Requirement, Seat, SeatRole, VotingRule, WeightedQuota,
    WeightedShare, Weights,
};

impl VotingRule {
    /// The rule without this seat: its weight is gone from every part, quotas stay, and later seats move up.
    ///
    /// # Errors
    ///
    /// [`Error::NoSuchSeat`]; [`Error::NoSeats`] if it is the last one; [`Error::QuotaOutOfReach`] where the others weigh too
    /// little; [`Error::VetoesNeeded`] if too few vetoes are left.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::{Seat, VotingRule};
    ///
    /// let rule: VotingRule = "9 of 15, veto {0-4}".parse()?;
    /// assert_eq!(rule.without_seat(Seat::new(2))?.to_string(), "9 of 14, veto {0-3}");
    /// # Ok::<(), willing_council::Error>(())
    /// ```
    pub fn without_seat(&self, seat: Seat) -> Result<Self, Error> {
        self.seat_exists(seat)?;
        let requirement = reweighted(self.requirement(), &mut |weights| {
            let others = weights.as_slice().iter().enumerate().filter(|(place, _)| *place != seat.place());
            Weights::new(others.map(|(_, weight)| *weight))
        })?;
        let others = self.vetoes().iter().filter(|veto| **veto != seat);
        let vetoes: Vec<Seat> = others.map(|veto| veto.moved_up(seat)).collect();
        Self::of(requirement)?.with_vetoes_kept(vetoes, self.vetoes_needed())
    }

    /// The rule with one more seat, the last, of this weight in every part.
    ///
    /// # Errors
    ///
    /// [`Error::TooManySeats`], [`Error::WeightOverflow`].
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::VotingRule;
    ///
    /// let rule: VotingRule = "9 of 15, veto {0-4}".parse()?;
    /// assert_eq!(rule.with_seat(1, true)?.to_string(), "9 of 16, veto {0-4, 15}");
    /// # Ok::<(), willing_council::Error>(())
    /// ```
    pub fn with_seat(&self, weight: u64, has_veto: bool) -> Result<Self, Error> {
        let requirement = reweighted(self.requirement(), &mut |weights| {
            Weights::new(weights.as_slice().iter().copied().chain([weight]))
        })?;
        let mut vetoes = self.vetoes().to_vec();
        if has_veto {
            let most = Weights::MAX_SEATS;
            let seat =
                u32::try_from(self.seats()).map_err(|_| Error::TooManySeats { got: self.seats(), most })?;
            vetoes.push(Seat::new(seat));
        }
        Self::of(requirement)?.with_vetoes_kept(vetoes, self.vetoes_needed())
    }

    /// The rule with another quota of yes votes.
    ///
    /// # Errors
    ///
    /// [`Error::SeveralParts`] unless the requirement is a single quota; [`Error::QuotaOutOfReach`].
    pub fn with_quota(&self, quota: u64) -> Result<Self, Error> {
        let Requirement::Quota(old) = self.requirement() else {
            return Err(Error::SeveralParts { parts: self.requirement().parts().len() });
        };
        let rule = Self::new(WeightedQuota::of(old.weights().clone(), quota)?);
        rule.with_vetoes_kept(self.vetoes().to_vec(), self.vetoes_needed())
    }

    fn with_vetoes_kept(self, vetoes: Vec<Seat>, needed: usize) -> Result<Self, Error> {
        let rule = self.with_vetoes(vetoes)?;
        // One needed is what a rule without vetoes says too.
        if needed == 1 { Ok(rule) } else { rule.with_vetoes_needed(needed) }
    }

    fn seat_exists(&self, seat: Seat) -> Result<(), Error> {
        if seat.place() < self.seats() {
            return Ok(());
        }
        Err(Error::NoSuchSeat { role: SeatRole::Member, seat, seats: self.seats() })
    }
}

impl Council {
    /// The council without the member in this seat.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::without_seat`].
    pub fn without_member(&self, seat: Seat) -> Result<Self, Error> {
        let rule = self.rule().without_seat(seat)?;
        let others = self.roster().filter(|(other, _)| *other != seat).map(|(_, name)| name);
        let members = willing_game::Players::new(others)?;
        let permanent = self.permanent().iter().filter(|other| **other != seat);
        let moved = permanent.map(|other| other.moved_up(seat));
        Self::new(members, moved.collect::<Vec<_>>(), rule)
    }

    /// The council with one more member, in the last seat, of this weight in every part of the rule; a permanent one holds a
    /// veto.
    ///
    /// # Errors
    ///
    /// [`Error::Names`] for a name that is taken or none; those of [`VotingRule::with_seat`].
    pub fn with_member(&self, name: &str, weight: u64, is_permanent: bool) -> Result<Self, Error> {
        let rule = self.rule().with_seat(weight, is_permanent)?;
        let members = willing_game::Players::new(self.roster().map(|(_, name)| name).chain([name]))?;
        let mut permanent = self.permanent().to_vec();
        if is_permanent {
            permanent.extend(u32::try_from(self.seats()).map(Seat::new));
        }
        Self::new(members, permanent, rule)
    }
}

/// The same requirement with other weights in each of its parts.
fn reweighted(
    requirement: &Requirement,
    change: &mut impl FnMut(&Weights) -> Result<Weights, Error>,
) -> Result<Requirement, Error> {
    let part = |part: Part<'_>, weights: Weights| {
        Ok(match part {
            Part::Quota(old) => Requirement::Quota(WeightedQuota::of(weights, old.quota())?),
            Part::Quorum(old) => Requirement::Quorum(WeightedQuota::of(weights, old.quota())?),
            Part::Share(old) => {
                Requirement::Share(WeightedShare::new(weights, old.fraction(), old.strictly(), old.of())?)
            }
            Part::Minority(old) => {
                Requirement::Minority(BlockingMinority::new(weights, old.least(), old.against())?)
            }
        })
    };
    let mut list =
        |list: &[Requirement]| list.iter().map(|one| reweighted(one, change)).collect::<Result<_, _>>();
    match requirement {
        Requirement::All(all) => Ok(Requirement::All(list(all)?)),
        Requirement::Any(any) => Ok(Requirement::Any(list(any)?)),
        one => {
            // What is no list is one part.
            let Some(old) = one.parts().into_iter().next() else { return Ok(one.clone()) };
            let weights = change(old.weights())?;
            part(old, weights)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn who_joins_and_leaves_again_changes_nothing() {
        for text in [
            "9 of 15, veto {0-4}",
            "9 of 15, 2 vetoes of {0-4}",
            "[12; 3*4, 2*2, 1]",
            "[>= 2/3 of voting; 5*1] and [3 present; 5*1]",
            "[< 4 not yes; 28*1] or 20 of 28",
        ] {
            let rule: VotingRule = text.parse().unwrap();
            let seat = Seat::new(u32::try_from(rule.seats()).unwrap());
            for has_veto in [false, true] {
                let more = rule.with_seat(3, has_veto).unwrap();
                assert_eq!(more.seats(), rule.seats() + 1);
                assert_eq!(more.vetoes().len(), rule.vetoes().len() + usize::from(has_veto));
                assert_eq!(more.without_seat(seat).unwrap(), rule, "{text}");
            }
        }
    }

    #[test]
    fn reforms_that_leave_no_rule_are_refused() {
        let rule: VotingRule = "3 of 3, veto {0}".parse().unwrap();
        assert_eq!(rule.without_seat(Seat::new(0)), Err(Error::QuotaOutOfReach { quota: 3, total: 2 }));
        assert_eq!(rule.with_quota(4), Err(Error::QuotaOutOfReach { quota: 4, total: 3 }));
        assert!(matches!(rule.without_seat(Seat::new(3)), Err(Error::NoSuchSeat { .. })));
        let both: VotingRule = "2 of 3 and [60; 50, 40, 10]".parse().unwrap();
        assert_eq!(both.with_quota(1), Err(Error::SeveralParts { parts: 2 }));
        assert!(rule.with_seat(u64::MAX, false).is_err());
    }
}
