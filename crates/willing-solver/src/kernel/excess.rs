//! Excesses as integers over one denominator, as narrow as their bound permits.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};
use willing_game::Rational;
use willing_game::tu::{Allocation, Error, Numerators, TableGame};

/// A game and an allocation in units of their common denominator L: L·v(S) = scale · numerator, and L·x_k.
#[derive(Debug)]
pub(crate) struct Excesses<'a> {
    pub(crate) worths: Numerators<'a>,
    pub(crate) scale: BigInt,
    pub(crate) amounts: Vec<BigInt>,
    pub(crate) denominator: BigInt,
    /// At least L·|v(S)| + L·Σ|x_k| for all S.
    pub(crate) bound: BigInt,
}

impl<'a> Excesses<'a> {
    /// Refuses allocations that are not of this game.
    pub(crate) fn new(game: &'a TableGame, allocation: &Allocation) -> Result<Self, Error> {
        // Builds the allocation anew: it may come from another game.
        Allocation::new(game, allocation.amounts().to_vec())?;
        let worths = game.numerators()?;
        let amounts = allocation.amounts();
        let denominator = amounts
            .iter()
            .fold(worths.denominator().clone(), |common, amount| common.lcm(amount.denominator()));
        let scale = &denominator / worths.denominator();
        let amounts: Vec<BigInt> =
            amounts.iter().map(|amount| amount.numerator() * (&denominator / amount.denominator())).collect();
        let largest = BigInt::from(worths.largest());
        let bound = largest * &scale + amounts.iter().map(Signed::abs).sum::<BigInt>();
        Ok(Self { worths, scale, amounts, denominator, bound })
    }

    /// Scale and amounts as `T`, if all excesses and their sums of 2^spare terms fit `bits` bits.
    pub(crate) fn narrowed<T>(
        &self,
        bits: u64,
        convert: impl Fn(&BigInt) -> Option<T>,
    ) -> Option<(T, Vec<T>)> {
        if self.bound.bits() > bits {
            return None;
        }
        // The scale may exceed the bound where all worths are 0.
        let amounts = self.amounts.iter().map(&convert).collect::<Option<_>>()?;
        Some((convert(&self.scale)?, amounts))
    }

    /// In 64 bits, with two to spare.
    pub(crate) fn narrow(&self) -> Option<(i64, Vec<i64>)> {
        self.narrowed(61, ToPrimitive::to_i64)
    }

    /// In 128 bits, with some to spare.
    pub(crate) fn wide(&self) -> Option<(i128, Vec<i128>)> {
        self.narrowed(120, ToPrimitive::to_i128)
    }

    /// An integer of these units as a rational number.
    pub(crate) fn rational(&self, numerator: impl Into<BigInt>) -> Rational {
        Rational::new(numerator, self.denominator.clone()).unwrap_or_default()
    }
}
