//! The check.

use willing_council::Legislature;
use willing_game::{Certificate, Rational};

use super::cheapest::Market;
use super::{Offer, StationaryEquilibrium, Violation};

/// The most kinds: the search for a cheaper coalition goes as deep.
const MOST_KINDS: usize = 256;

impl Certificate<Legislature> for StationaryEquilibrium {
    type Violation = Violation;

    /// In rational numbers. Goes through all coalitions by numbers of each kind, at most 2²¹ that are not too dear.
    fn check(&self, legislature: &Legislature) -> Result<(), Violation> {
        let small = Rational::new(1, 1_000_000).unwrap_or_default();
        if self.residual.is_negative() || self.residual > small {
            return Err(Violation::Residual { residual: self.residual.clone() });
        }
        self.check_kinds(legislature)?;
        self.check_shape()?;
        let prices: Vec<Rational> = self.values.iter().map(|value| value * legislature.discount()).collect();
        let mut market = Market::new(legislature.game(), &self.kinds, &prices);
        for kind in 0..self.kinds.len() {
            self.check_plan(kind, self.recognition(kind, legislature), &mut market)?;
        }
        self.check_values(legislature, &prices)
    }
}

impl StationaryEquilibrium {
    fn check_kinds(&self, legislature: &Legislature) -> Result<(), Violation> {
        let seats = legislature.game().seats();
        length("kinds", self.kinds.len(), self.kinds.len().min(MOST_KINDS))?;
        let mut times = vec![0_usize; seats];
        for (kind, members) in self.kinds.iter().enumerate() {
            let Some(one) = members.first() else { return Err(Violation::Kind { kind }) };
            for other in members {
                *times.get_mut(*other).ok_or(Violation::Kind { kind })? += 1;
                if !alike(legislature, *one, *other) {
                    return Err(Violation::NotAlike { one: *one, other: *other });
                }
            }
        }
        match times.into_iter().enumerate().find(|(_, times)| *times != 1) {
            Some((seat, times)) => Err(Violation::Partition { seat, times }),
            None => Ok(()),
        }
    }

    fn check_shape(&self) -> Result<(), Violation> {
        let kinds = self.kinds.len();
        length("values", self.values.len(), kinds)?;
        length("plans", self.plans.len(), kinds)?;
        for (kind, (value, plan)) in self.values.iter().zip(&self.plans).enumerate() {
            if value.is_negative() || plan.iter().any(|offer| offer.chance.is_negative()) {
                return Err(Violation::Negative { kind });
            }
            for offer in plan {
                length("numbers of members", offer.members.len(), kinds)?;
            }
        }
        Ok(())
    }

    fn recognition<'a>(&self, kind: usize, legislature: &'a Legislature) -> Option<&'a Rational> {
        let seat = self.kinds.get(kind).and_then(|seats| seats.first())?;
        legislature.recognition().get(*seat)
    }

    fn check_plan(
        &self,
        kind: usize,
        recognition: Option<&Rational>,
        market: &mut Market<'_>,
    ) -> Result<(), Violation> {
        let plan: &[Offer] = self.plans.get(kind).map_or(&[], Vec::as_slice);
        if plan.is_empty() && recognition.is_some_and(Rational::is_zero) {
            return Ok(());
        }
        let sum = plan.iter().map(|offer| &offer.chance).sum::<Rational>();
        if sum != Rational::one() {
            return Err(Violation::Chances { kind, sum });
        }
        let least = market.cheapest(kind)?.ok_or(Violation::Loses { kind, offer: 0 })?;
        for (place, offer) in plan.iter().enumerate() {
            let fits = offer.members.iter().enumerate().all(|(of, count)| *count <= market.room(kind, of));
            if !fits || !market.wins(kind, &offer.members) {
                return Err(Violation::Loses { kind, offer: place });
            }
            let excess = cost(offer, market.prices) - &least;
            if excess > self.residual {
                return Err(Violation::Dear { kind, offer: place, excess, residual: self.residual.clone() });
            }
        }
        Ok(())
    }

    /// A seat gets what it keeps as a proposer and its price whenever it is bought.
    fn check_values(&self, legislature: &Legislature, prices: &[Rational]) -> Result<(), Violation> {
        for (kind, (stated, price)) in self.values.iter().zip(prices).enumerate() {
            let own = self.recognition(kind, legislature).cloned().unwrap_or_default();
            let paid = self.plans.get(kind).into_iter().flatten();
            let kept =
                Rational::one() - paid.map(|offer| cost(offer, prices) * &offer.chance).sum::<Rational>();
            let bought = (0..self.kinds.len()).map(|by| self.bought(kind, by, legislature)).sum::<Rational>();
            let actual = own * kept + bought * price;
            if (stated - &actual).abs() > self.residual {
                let (stated, residual) = (stated.clone(), self.residual.clone());
                return Err(Violation::Value { kind, stated, actual, residual });
            }
        }
        Ok(())
    }

    /// The chance that a given seat of `kind` is bought by a proposer of kind `by`, another seat.
    fn bought(&self, kind: usize, by: usize, legislature: &Legislature) -> Rational {
        let size = |kind: usize| self.kinds.get(kind).map_or(0, Vec::len);
        let (proposers, pool) =
            if kind == by { (size(by) - 1, size(kind) - 1) } else { (size(by), size(kind)) };
        let offers = self.plans.get(by).into_iter().flatten();
        let mean = offers
            .map(|offer| Rational::from(offer.members.get(kind).copied().unwrap_or(0)) * &offer.chance)
            .sum::<Rational>();
        let chance = self.recognition(by, legislature).cloned().unwrap_or_default();
        (chance * Rational::from(proposers) * mean).over(&Rational::from(pool)).unwrap_or_default()
    }
}

fn cost(offer: &Offer, prices: &[Rational]) -> Rational {
    offer.members.iter().zip(prices).map(|(count, price)| Rational::from(*count) * price).sum()
}

fn alike(legislature: &Legislature, one: usize, other: usize) -> bool {
    let recognition = legislature.recognition();
    let conditions = legislature.game().formula().conditions();
    recognition.get(one) == recognition.get(other)
        && conditions.iter().all(|condition| condition.weights.get(one) == condition.weights.get(other))
}

fn length(what: &'static str, got: usize, expected: usize) -> Result<(), Violation> {
    if got == expected { Ok(()) } else { Err(Violation::Length { what, got, expected }) }
}
