//! Exact answers: integer sums by size, then rational numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use willing_game::Rational;
use willing_game::tu::{Numerators, TableGame, Worths};

use super::Error;
use super::coefficients::Coefficients;
use super::size_sums::{SizeSums, Source, Wide};
use crate::Run;

/// An exact table: numerators, and how many bits the largest has in size.
#[derive(Debug)]
pub(super) struct ExactTable<'a> {
    pub(super) numerators: Numerators<'a>,
    pub(super) bits: u64,
    worths: Worths<'a>,
}

impl<'a> ExactTable<'a> {
    pub(super) fn of(game: &'a TableGame) -> Result<Self, Error> {
        let numerators = game.numerators()?;
        let worths = game.worths();
        let bits = u64::from(128 - numerators.largest().leading_zeros());
        Ok(Self { numerators, bits, worths })
    }

    /// The sums by size of the whole game.
    pub(super) fn sums(&self, players: usize, run: &Run) -> Result<SizeSums<BigInt>, Error> {
        let narrow = self.bits + players as u64 <= 62;
        match self.worths {
            Worths::Integer { numerators, .. } if narrow => {
                Ok(large(&SizeSums::of(players, &Source::Slice(numerators), run)?))
            }
            Worths::Float(worths) if narrow => {
                // A power of two, so the products are the numerators and exact; below 2⁶², so is the cast.
                let unit = self.numerators.denominator().to_f64().filter(|unit| unit.is_finite());
                let Some(unit) = unit else { return self.sums_by_number(players, run) };
                #[expect(clippy::cast_possible_truncation, reason = "an integer of at most 62 bits")]
                let make = |mask: usize| worths.get(mask).map_or(0, |worth| (worth * unit) as i64);
                Ok(large(&SizeSums::of(players, &Source::Made(players, &make), run)?))
            }
            _ => self.sums_by_number(players, run),
        }
    }

    fn sums_by_number(&self, players: usize, run: &Run) -> Result<SizeSums<BigInt>, Error> {
        sums_of(players, self.bits, &|mask| self.numerators.get(mask), run)
    }
}

/// The sums by size of a game of integer worths of at most so many bits, at most 126.
pub(super) fn sums_of(
    players: usize,
    bits: u64,
    worth: &(dyn Fn(usize) -> i128 + Sync),
    run: &Run,
) -> Result<SizeSums<BigInt>, Error> {
    let room = bits + players as u64;
    if room <= 62 {
        let make = |mask| worth(mask).to_i64().unwrap_or(0);
        Ok(large(&SizeSums::of(players, &Source::Made(players, &make), run)?))
    } else if room <= 126 {
        Ok(large(&SizeSums::of(players, &Source::Made(players, &worth), run)?))
    } else {
        let make = |mask| Wide::from(worth(mask));
        Ok(large(&SizeSums::of(players, &Source::Made(players, &make), run)?))
    }
}

impl From<Wide> for BigInt {
    fn from(wide: Wide) -> Self {
        (Self::from(wide.high) << 64u32) + wide.low
    }
}

fn large<T: Copy + Into<BigInt>>(sums: &SizeSums<T>) -> SizeSums<BigInt> {
    let list = |sums: &Vec<T>| sums.iter().map(|sum| (*sum).into()).collect::<Vec<BigInt>>();
    SizeSums { containing: sums.containing.iter().map(list).collect(), all: list(&sums.all) }
}

impl SizeSums<BigInt> {
    /// The value of these coefficients, over a denominator of worths.
    pub(super) fn value(&self, coefficients: &Coefficients, denominator: &BigInt) -> Vec<Rational> {
        let all = coefficients.with.iter().chain(&coefficients.without);
        let unit = all.fold(BigInt::from(1), |unit, number| unit.lcm(number.denominator()));
        let scaled = |numbers: &[Rational]| -> Vec<BigInt> {
            numbers.iter().map(|number| number.numerator() * (&unit / number.denominator())).collect()
        };
        let (with, without) = (scaled(&coefficients.with), scaled(&coefficients.without));
        let below = &unit * denominator;
        let amount = |containing: &Vec<BigInt>| {
            let terms = containing.iter().zip(&self.all).zip(with.iter().zip(&without));
            let sum: BigInt =
                terms.map(|((own, all), (with, without))| own * with + (all - own) * without).sum();
            Rational::new(sum, below.clone()).unwrap_or_default()
        };
        self.containing.iter().map(amount).collect()
    }
}
