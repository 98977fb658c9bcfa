//! The nucleolus of a game with interchangeable players: profiles for coalitions, types for players.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use willing_game::tu::typed::TypedGame;
use willing_game::{Certificate, Rational};

use super::check::{Entry, Setting, Step, last_not_exceeded};
use super::{Concept, NoImputation, Violation, WeightedPlayer};
use crate::excess::Membership;

/// A profile with its weight in a balanced collection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedProfile {
    /// How many members of each type.
    pub counts: Vec<u32>,
    /// The weight; positive.
    pub weight: Rational,
}

/// A level of excess, and the proof that it can't be lower.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TypedLevel {
    /// The highest excess of a profile that is not settled before; per member where excesses are.
    pub excess: Rational,
    /// Profiles of this excess, which settle here.
    pub profiles: Vec<WeightedProfile>,
    /// Types whose members stand at their individual worth, which settle here.
    pub types: Vec<WeightedPlayer>,
}

/// The nucleolus of a game with interchangeable players, with the proof.
///
/// It is unique and does not depend on names, so members of one type get the same; among such allocations the proof is
/// that of the [nucleolus](super), with profiles for coalitions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedTypedNucleolus {
    /// Which relative.
    pub concept: Concept,
    /// What a member of each type gets.
    pub amounts: Vec<Rational>,
    /// From the highest excess to the lowest. Empty if there is only one allocation to choose from.
    pub levels: Vec<TypedLevel>,
}

impl Certificate<TypedGame> for CertifiedTypedNucleolus {
    type Violation = Violation;

    /// Verifies the evidence by one pass over the profiles, in O(T) integer operations each for T types.
    fn check(&self, game: &TypedGame) -> Result<(), Violation> {
        let total = game.worth_of(game.profile_count() - 1);
        let slack = Rational::zero();
        let single = |single: &usize| game.worth_of(*single);
        let setting = Setting {
            grand: game.counts().iter().copied().map(Rational::from).collect(),
            allocation: &self.amounts,
            floors: self.concept.is_over_imputations().then(|| game.strides().iter().map(single).collect()),
            slack: &slack,
        };
        setting.check(&total)?;
        let steps = self.levels.iter().enumerate().map(|(level, step)| self.step(game, level, step));
        let steps = steps.collect::<Result<Vec<_>, _>>()?;
        let spans = setting.spans(&steps, &total)?;
        let largest = game.counts().iter().copied().max().unwrap_or(1);
        let memberships: Vec<Membership> = spans.iter().map(|span| span.membership(largest)).collect();
        self.scan(game, &memberships)
    }
}

impl CertifiedTypedNucleolus {
    fn step<'a>(&self, game: &TypedGame, level: usize, step: &'a TypedLevel) -> Result<Step<'a>, Violation> {
        let entry = |(place, weighted): (usize, &'a WeightedProfile)| {
            let index = game
                .index(&weighted.counts)
                .filter(|index| *index != 0 && *index + 1 != game.profile_count());
            let index = index.ok_or(Violation::NoSuchEntry { level, place })?;
            let members = weighted.counts.iter().zip(&self.amounts);
            let paid: Rational = members.map(|(count, amount)| amount * Rational::from(*count)).sum();
            Ok(Entry {
                row: weighted.counts.iter().copied().map(Rational::from).collect(),
                excess: (game.worth_of(index) - paid).over(&self.gauge(&weighted.counts)).unwrap_or_default(),
                weight: &weighted.weight,
            })
        };
        let entries = step.profiles.iter().enumerate().map(entry).collect::<Result<_, _>>()?;
        let floors = step.types.iter().map(|weighted| (weighted.player, &weighted.weight)).collect();
        Ok(Step { excess: &step.excess, entries, floors })
    }

    fn gauge(&self, counts: &[u32]) -> Rational {
        Rational::from(if self.concept.is_per_capita() { counts.iter().sum::<u32>().max(1) } else { 1 })
    }

    /// No profile is above the level at which it settles. In units in which everything is an integer.
    fn scan(&self, game: &TypedGame, memberships: &[Membership]) -> Result<(), Violation> {
        let Some(lowest) = self.levels.last() else { return Ok(()) };
        let start = BigInt::from(game.denominator());
        let numbers = self.amounts.iter().chain(self.levels.iter().map(|level| &level.excess));
        let unit = numbers.fold(start, |lcm, number| lcm.lcm(number.denominator()));
        let whole = |number: &Rational| number.numerator() * (&unit / number.denominator());
        let factor = &unit / game.denominator();
        let amounts: Vec<BigInt> = self.amounts.iter().map(whole).collect();
        let levels: Vec<BigInt> = self.levels.iter().map(|level| whole(&level.excess)).collect();
        let lowest = whole(&lowest.excess);
        // 64 players, and three terms in a comparison.
        let bits =
            amounts.iter().chain(&levels).chain([&factor]).map(BigInt::bits).max().unwrap_or(0) + 64 + 8;
        let small =
            |numbers: &[BigInt]| numbers.iter().map(ToPrimitive::to_i128).collect::<Option<Vec<i128>>>();
        let narrow = small(&amounts).zip(factor.to_i128()).zip(lowest.to_i128()).filter(|_| bits < 126);
        let mut counts = vec![0; game.counts().len()];
        for index in 0..game.profile_count() {
            game.fill_profile(index, &mut counts);
            let size = if self.concept.is_per_capita() { counts.iter().sum::<u32>() } else { 1 };
            if let Some(((amounts, factor), lowest)) = &narrow {
                let paid: i128 =
                    counts.iter().zip(amounts).map(|(count, amount)| i128::from(*count) * amount).sum();
                if i128::from(game.numerator(index)) * factor - paid <= lowest * i128::from(size) {
                    continue;
                }
            }
            let paid: BigInt = counts.iter().zip(&amounts).map(|(count, amount)| amount * count).sum();
            let excess = &factor * game.numerator(index) - paid;
            if excess <= &lowest * size {
                continue;
            }
            let exceeds = |level: usize| levels.get(level).is_some_and(|level| excess > level * size);
            let settled_by = last_not_exceeded(levels.len(), exceeds);
            let row: Vec<i32> = counts.iter().map(|count| count.cast_signed()).collect();
            if !memberships.get(settled_by).is_some_and(|membership| membership.holds_for(&row)) {
                let excess = Rational::new(excess, unit.clone() * size.max(1)).unwrap_or_default();
                return Err(Violation::EntryAboveLevel { place: index as u64, excess });
            }
        }
        Ok(())
    }
}

impl Certificate<TypedGame> for NoImputation {
    type Violation = Violation;

    fn check(&self, game: &TypedGame) -> Result<(), Violation> {
        let singles = game.strides().iter().zip(game.counts());
        let individual: Rational =
            singles.map(|(single, count)| game.worth_of(*single) * Rational::from(*count)).sum();
        let grand = game.worth_of(game.profile_count() - 1);
        if individual > grand && individual == self.individual && grand == self.grand {
            Ok(())
        } else {
            Err(Violation::Imputation { individual, grand })
        }
    }
}
