//! The checks.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use willing_council::TernaryGame;
use willing_game::{Certificate, Rational};

use super::integral;
use super::kinds::first_alike;
use super::need::{Budget, Needs};
use super::{RollCallPower, TernarySwings, Violation, VoteChances};

impl Certificate<TernaryGame> for TernarySwings {
    type Violation = Violation;

    /// Counts passing profiles with the vote of one seat of each kind held at each level, and takes differences.
    ///
    /// O(k n s) steps for k kinds of seats and s reachable needs of the conditions; at most 2²⁶, with 2¹⁸ needs.
    fn check(&self, game: &TernaryGame) -> Result<(), Violation> {
        length("swings", self.seats.len(), game)?;
        let mut budget = Budget::new();
        let equal = [1, 1, 1].map(|weight: u32| BigUint::from(weight));
        let mut counted: Vec<Option<[BigUint; 3]>> = vec![None; game.seats()];
        for (seat, first) in first_alike(game).into_iter().enumerate() {
            let of_first = counted.get(first).cloned().flatten();
            let passing = match of_first {
                Some(before) => before,
                None => Needs::after(game, seat, &mut budget)?.passing(&equal, &mut budget)?,
            };
            let [no, abstain, yes] = &passing;
            let all = no + abstain + yes;
            if all != self.passing {
                return Err(Violation::Passing { stated: self.passing.clone(), actual: all });
            }
            if let Some(stated) = self.seats.get(seat) {
                // Raising a vote sinks no draft: neither difference is negative.
                same("swings from yes to abstention", seat, &stated.yes_to_abstain, yes - abstain)?;
                same("swings from abstention to no", seat, &stated.abstain_to_no, abstain - no)?;
            }
            if let Some(place) = counted.get_mut(seat) {
                *place = Some(passing);
            }
        }
        Ok(())
    }
}

fn same(what: &'static str, seat: usize, stated: &BigUint, actual: BigUint) -> Result<(), Violation> {
    if *stated == actual {
        return Ok(());
    }
    Err(Violation::Swings { what, seat, stated: stated.clone(), actual })
}

fn length(what: &'static str, got: usize, game: &TernaryGame) -> Result<(), Violation> {
    let seats = game.seats();
    if got == seats { Ok(()) } else { Err(Violation::Length { what, got, seats }) }
}

impl Certificate<TernaryGame> for RollCallPower {
    type Violation = Violation;

    /// A member is early with chance t, independently. Early members vote by their chances; the others say no. The
    /// chance to fix passage is ∫₀¹ (chance of passage if the seat is early − if it is late) dt: Owen's integral for the
    /// game in which a coalition is worth the chance to pass by its own votes. For failure the others say yes. Both
    /// are polynomials of degree below n in t, found from n points.
    ///
    /// O(k n² s) steps for k kinds of seats and s reachable needs; at most 2²⁶, with 2¹⁸ needs.
    fn check(&self, game: &TernaryGame) -> Result<(), Violation> {
        length("chances to fix passage", self.passing.len(), game)?;
        length("chances to fix failure", self.failing.len(), game)?;
        let mut budget = Budget::new();
        let seats = game.seats();
        // The factors take a polynomial of degree n for each of n points.
        budget.spend((seats as u64).saturating_pow(3))?;
        let integral = Integral::new(&self.chances, seats);
        let mut pivots: Vec<Option<[Rational; 2]>> = vec![None; seats];
        for (seat, first) in first_alike(game).into_iter().enumerate() {
            let of_first = pivots.get(first).cloned().flatten();
            let pivot = match of_first {
                Some(before) => before,
                None => integral.pivot(&Needs::after(game, seat, &mut budget)?, &mut budget)?,
            };
            let stated = [self.passing.get(seat), self.failing.get(seat)];
            for ((stated, actual), what) in stated.into_iter().zip(&pivot).zip(["passage", "failure"]) {
                match stated {
                    Some(stated) if stated != actual => {
                        let (stated, actual) = (stated.clone(), actual.clone());
                        return Err(Violation::Pivot { what, seat, stated, actual });
                    }
                    _ => {}
                }
            }
            if let Some(place) = pivots.get_mut(seat) {
                *place = Some(pivot);
            }
        }
        Ok(())
    }
}

/// What those say who have not voted yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Late {
    No,
    Yes,
}

/// Owen's integral, for the chances of a game.
struct Integral {
    /// The chances of no, abstention and yes, over `all`.
    early: [BigUint; 3],
    all: BigUint,
    /// n − 1, the number of the last point, but at least 1.
    last: usize,
    /// By point.
    factors: Vec<Rational>,
}

impl Integral {
    fn new(chances: &VoteChances, seats: usize) -> Self {
        let early = integers(chances);
        let all: BigUint = early.iter().sum();
        let last = seats.saturating_sub(1);
        let scale =
            BigInt::from(&all * BigUint::from(last.max(1))).pow(u32::try_from(last).unwrap_or(u32::MAX));
        // Weights of the others are over (all · last)ⁿ⁻¹, those of the seat over all.
        let scale = Rational::from(scale * BigInt::from(all.clone()));
        let factors =
            integral::weights(seats).into_iter().map(|factor| factor.over(&scale).unwrap_or_default());
        Self { factors: factors.collect(), early, all, last: last.max(1) }
    }

    /// The chances of a seat to fix passage and failure.
    fn pivot(&self, needs: &Needs, budget: &mut Budget) -> Result<[Rational; 2], Violation> {
        let mut pivot = [Rational::zero(), Rational::zero()];
        for (sum, late) in pivot.iter_mut().zip([Late::No, Late::Yes]) {
            for (point, factor) in self.factors.iter().enumerate() {
                let [no, abstain, yes] = needs.passing(&self.mixed(point, late), budget)?;
                let own = [&no, &abstain, &yes].into_iter().zip(&self.early);
                let voting = own.map(|(passing, weight)| passing * weight).sum::<BigUint>();
                let gain = match late {
                    Late::No => BigInt::from(voting) - BigInt::from(no * &self.all),
                    Late::Yes => BigInt::from(yes * &self.all) - BigInt::from(voting),
                };
                *sum += &(factor * Rational::from(gain));
            }
        }
        Ok(pivot)
    }

    /// The chances, over all · last, of each vote of a member that is early with chance point/last.
    fn mixed(&self, point: usize, late: Late) -> [BigUint; 3] {
        let part = BigUint::from(point);
        let [mut no, abstain, mut yes] = self.early.each_ref().map(|weight| weight * &part);
        let rest = &self.all * BigUint::from(self.last - point.min(self.last));
        match late {
            Late::No => no += rest,
            Late::Yes => yes += rest,
        }
        [no, abstain, yes]
    }
}

/// Chances of no, abstention and yes as integers in lowest terms.
fn integers(chances: &VoteChances) -> [BigUint; 3] {
    let chances = [chances.no(), chances.abstain(), chances.yes()];
    let common = chances.iter().fold(BigInt::from(1), |common, chance| common.lcm(chance.denominator()));
    // A chance is not negative.
    chances.map(|chance| {
        (chance.numerator() * (&common / chance.denominator())).to_biguint().unwrap_or_default()
    })
}
