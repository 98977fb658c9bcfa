//! Checks that a property holds: a scan of the whole table, union by union, in exact integers.
#![allow(clippy::indexing_slicing, reason = "masks are below 2ⁿ, the length of the table")]

use std::ops::{Add, Sub};

use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Player};

use super::{Counterexample, Holds, Property, Violation};

impl Certificate<TableGame> for Holds {
    type Violation = Violation;

    /// Verifies the property by reading every worth.
    ///
    /// # Errors
    ///
    /// [`Violation::Fails`] with a counterexample; [`Violation::Worths`] if float worths lie too far apart to be
    /// compared exactly.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let numerators = game.numerators()?;
        // Sums of 30 numbers below 2⁵⁷ in size fit 64 bits; all else is compared in 128.
        let narrow: Option<Vec<i64>> = (0..numerators.len())
            .map(|mask| {
                i64::try_from(numerators.get(mask)).ok().filter(|worth| worth.unsigned_abs() < 1 << 57)
            })
            .collect();
        let one = i128::try_from(numerators.denominator()).ok();
        let found = if let Some(worths) = narrow {
            // A denominator beyond 64 bits is no worth that fits them.
            let one = one.and_then(|one| i64::try_from(one).ok());
            violated(self.property, game.player_count(), &worths, one)
        } else {
            let worths: Vec<i128> = (0..numerators.len()).map(|mask| numerators.get(mask)).collect();
            violated(self.property, game.player_count(), &worths, one)
        };
        match found {
            None => Ok(()),
            Some(counterexample) => Err(Violation::Fails { property: self.property, counterexample }),
        }
    }
}

/// The integers that worths are compared in; sums of up to 30 of them do not overflow.
trait Integer: Copy + Ord + Default + Add<Output = Self> + Sub<Output = Self> {}

impl Integer for i64 {}
impl Integer for i128 {}

/// A place where `property` fails in the game of these worths, in units of which `one` make 1.
fn violated<T: Integer>(
    property: Property,
    players: usize,
    worths: &[T],
    one: Option<T>,
) -> Option<Counterexample> {
    let grand = worths.len() - 1;
    let nothing = T::default();
    match property {
        Property::Superadditive => superadditive(worths),
        Property::Convex => unions(worths).find_map(|union| {
            let pairs =
                members(union).flat_map(|i| members(union).take_while(move |&j| j < i).map(move |j| (i, j)));
            let mut bad = pairs.filter(|&(i, j)| {
                worths[union - i] + worths[union - j] > worths[union] + worths[union - i - j]
            });
            bad.next().map(|(i, j)| Counterexample::Convex {
                coalition: coalition(union - i - j),
                one: player(j),
                other: player(i),
            })
        }),
        Property::Monotone => leaving(worths, |rest, _, union| worths[rest] > worths[union])
            .map(|(coalition, joining)| Counterexample::Monotone { coalition, joining }),
        Property::ZeroMonotone => {
            leaving(worths, |rest, single, union| worths[rest] + worths[single] > worths[union])
                .map(|(coalition, joining)| Counterexample::ZeroMonotone { coalition, joining })
        }
        Property::Additive => unions(worths)
            .find(|&union| {
                // Additive on all that come before: the least member and the rest decide.
                let least = union & union.wrapping_neg();
                worths[union] != worths[least] + worths[union - least]
            })
            .map(|union| Counterexample::Additive { coalition: coalition(union) }),
        Property::Essential => {
            let alone = (0..players).fold(nothing, |sum, seat| sum + worths[1 << seat]);
            (worths[grand] <= alone).then_some(Counterexample::Essential)
        }
        Property::Simple => {
            let wins = |mask: usize| Some(worths[mask]) == one;
            let outside = unions(worths).find(|&mask| worths[mask] != nothing && !wins(mask));
            if let Some(mask) = outside {
                return Some(Counterexample::NeitherWinsNorLoses { coalition: coalition(mask) });
            }
            if !wins(grand) {
                return Some(Counterexample::GrandCoalitionLoses);
            }
            leaving(worths, |rest, _, union| worths[rest] > worths[union])
                .map(|(coalition, joining)| Counterexample::LosesByJoining { coalition, joining })
        }
        Property::ConstantSum => unions(worths)
            .find(|&mask| worths[mask] + worths[grand - mask] != worths[grand])
            .map(|mask| Counterexample::ConstantSum { coalition: coalition(mask) }),
        Property::Symmetric => unions(worths)
            .find(|&mask| worths[mask] != worths[(1 << mask.count_ones()) - 1])
            .map(|mask| Counterexample::Symmetric {
                first: coalition((1 << mask.count_ones()) - 1),
                second: coalition(mask),
            }),
    }
}

/// Splits every union in two, its least member in the first part.
fn superadditive<T: Integer>(worths: &[T]) -> Option<Counterexample> {
    unions(worths).find_map(|union| {
        let least = union & union.wrapping_neg();
        let rest = union - least;
        let whole = worths[union];
        let mut second = rest;
        while second != 0 {
            if worths[union - second] + worths[second] > whole {
                let (first, second) = (coalition(union - second), coalition(second));
                return Some(Counterexample::Superadditive { first, second });
            }
            second = (second - 1) & rest;
        }
        None
    })
}

/// The first union and member for which `bad(union without it, it, union)`.
fn leaving<T>(worths: &[T], bad: impl Fn(usize, usize, usize) -> bool) -> Option<(Coalition, Player)> {
    unions(worths).find_map(|union| {
        members(union)
            .find(|&single| bad(union - single, single, union))
            .map(|single| (coalition(union - single), player(single)))
    })
}

/// All coalitions but the empty one, as masks.
fn unions<T>(worths: &[T]) -> impl Iterator<Item = usize> + use<T> {
    1..worths.len()
}

/// The members of `union`, each as a mask of its own.
fn members(union: usize) -> impl Iterator<Item = usize> {
    let mut rest = union;
    std::iter::from_fn(move || {
        let single = rest & rest.wrapping_neg();
        rest -= single;
        (single != 0).then_some(single)
    })
}

fn coalition(mask: usize) -> Coalition {
    Coalition::from_bits(mask as u64)
}

fn player(single: usize) -> Player {
    Player::new(single.trailing_zeros())
}
