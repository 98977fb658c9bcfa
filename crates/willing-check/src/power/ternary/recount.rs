//! The checks.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use willing_council::{TernaryGame, Vote};
use willing_game::{Certificate, Rational};

use super::integral;
use super::kinds::first_alike;
use super::need::{Budget, Levels, weight_of_passing};
use super::{RollCallPower, TernarySwings, Violation, VoteChances};

impl Certificate<TernaryGame> for TernarySwings {
    type Violation = Violation;

    /// Counts passing profiles with the vote of one seat of each kind held at each level, and takes differences.
    ///
    /// O(k n s) steps for k kinds of seats and s reachable needs of the conditions; at most 2²⁶.
    fn check(&self, game: &TernaryGame) -> Result<(), Violation> {
        length("swings", self.seats.len(), game)?;
        let mut budget = Budget::new();
        let free = Levels::equal();
        let actual = weight_of_passing(game, |_| &free, &mut budget)?;
        if actual != self.passing {
            return Err(Violation::Passing { stated: self.passing.clone(), actual });
        }
        let mut counted: Vec<Option<[BigUint; 2]>> = vec![None; game.seats()];
        for (seat, first) in first_alike(game).into_iter().enumerate() {
            let of_first = counted.get(first).cloned().flatten();
            let [above, below] = match of_first {
                Some(before) => before,
                None => swings(game, seat, &free, &mut budget)?,
            };
            if let Some(stated) = self.seats.get(seat) {
                same("swings from yes to abstention", seat, &stated.yes_to_abstain, &above)?;
                same("swings from abstention to no", seat, &stated.abstain_to_no, &below)?;
            }
            if let Some(place) = counted.get_mut(seat) {
                *place = Some([above, below]);
            }
        }
        Ok(())
    }
}

fn swings(
    game: &TernaryGame,
    seat: usize,
    free: &Levels,
    budget: &mut Budget,
) -> Result<[BigUint; 2], Violation> {
    let mut passing = |vote| {
        let held = Levels::only(vote);
        weight_of_passing(game, |other| if other == seat { &held } else { free }, budget)
    };
    let (yes, abstain, no) = (passing(Vote::Yes)?, passing(Vote::Abstain)?, passing(Vote::No)?);
    // Raising a vote sinks no draft: none of the differences is negative.
    Ok([yes - &abstain, abstain - no])
}

fn same(what: &'static str, seat: usize, stated: &BigUint, actual: &BigUint) -> Result<(), Violation> {
    if stated == actual {
        return Ok(());
    }
    Err(Violation::Swings { what, seat, stated: stated.clone(), actual: actual.clone() })
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
    /// O(k n² s) steps for k kinds of seats and s reachable needs; at most 2²⁶ for either.
    fn check(&self, game: &TernaryGame) -> Result<(), Violation> {
        length("chances to fix passage", self.passing.len(), game)?;
        length("chances to fix failure", self.failing.len(), game)?;
        let sides = [
            ("the pivot of passage", &self.passing, Side::new(game, &self.chances, Late::No)?),
            ("the pivot of failure", &self.failing, Side::new(game, &self.chances, Late::Yes)?),
        ];
        for (what, stated, side) in sides {
            for (seat, (stated, actual)) in stated.iter().zip(side.pivots).enumerate() {
                if *stated != actual {
                    return Err(Violation::Pivot { what, seat, stated: stated.clone(), actual });
                }
            }
        }
        Ok(())
    }
}

/// What those say who have not voted yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Late {
    No,
    Yes,
}

/// One way to fix the outcome.
struct Side {
    pivots: Vec<Rational>,
}

impl Side {
    fn new(game: &TernaryGame, chances: &VoteChances, late: Late) -> Result<Self, Violation> {
        let mut budget = Budget::new();
        let seats = game.seats();
        let last = seats.saturating_sub(1);
        // The factors take a polynomial of degree n for each of n points.
        budget.spend((seats as u64).saturating_pow(3))?;
        let factors = integral::weights(seats);
        let alike = first_alike(game);
        let mut pivots = vec![Rational::zero(); seats];
        let early = integers(chances);
        let all = &early.no + &early.abstain + &early.yes;
        for (point, factor) in factors.iter().enumerate() {
            // Early with chance point/last.
            let free = mixed(&early, &all, point, last.max(1), late);
            let scale =
                BigInt::from(&all * BigUint::from(last.max(1))).pow(u32::try_from(last).unwrap_or(u32::MAX));
            let Some(factor) = factor.over(&Rational::from(scale * BigInt::from(all.clone()))) else {
                continue;
            };
            for (seat, first) in alike.iter().enumerate().filter(|(seat, first)| seat == *first) {
                let votes = [mixed(&early, &all, 1, 1, late), mixed(&early, &all, 0, 1, late)];
                let mut passing = |held: &Levels| {
                    weight_of_passing(game, |other| if other == seat { held } else { &free }, &mut budget)
                };
                let [voting, waiting] = &votes;
                let gain = BigInt::from(passing(voting)?) - BigInt::from(passing(waiting)?);
                let gain = if late == Late::No { gain } else { -gain };
                if let Some(pivot) = pivots.get_mut(*first) {
                    *pivot += &(factor.clone() * Rational::from(gain));
                }
            }
        }
        let pivots = alike.iter().map(|first| pivots.get(*first).cloned().unwrap_or_default()).collect();
        Ok(Self { pivots })
    }
}

/// Chances as integers in lowest terms.
fn integers(chances: &VoteChances) -> Levels {
    let [no, abstain, yes] = [chances.no(), chances.abstain(), chances.yes()];
    let common = no.denominator().lcm(abstain.denominator()).lcm(yes.denominator());
    let scaled = |chance: &Rational| {
        // A chance is not negative.
        (chance.numerator() * (&common / chance.denominator())).to_biguint().unwrap_or_default()
    };
    Levels { no: scaled(no), abstain: scaled(abstain), yes: scaled(yes) }
}

/// The chances, over `all · of`, of each vote of a member that is early with chance `part / of`.
fn mixed(early: &Levels, all: &BigUint, part: usize, of: usize, late: Late) -> Levels {
    let part_late = BigUint::from(of - part) * all;
    let part = BigUint::from(part);
    let mut levels =
        Levels { no: &early.no * &part, abstain: &early.abstain * &part, yes: &early.yes * &part };
    match late {
        Late::No => levels.no += part_late,
        Late::Yes => levels.yes += part_late,
    }
    levels
}
