//! Excesses of all coalitions as integers over one denominator, and their maxima over separating coalitions.
#![allow(clippy::indexing_slicing, reason = "masks are below 2ⁿ and seats below n, as built here")]

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use willing_game::tu::{Allocation, Error, Numerators, TableGame};
use willing_game::{Coalition, Rational};

/// e(S, x) for all S, as integers over a common denominator.
pub(crate) struct Excesses<'a> {
    worths: Numerators<'a>,
    /// What a numerator of the table is worth in units of the common denominator.
    scale: BigInt,
    amounts: Vec<BigInt>,
    denominator: BigInt,
}

/// The largest excess found so far, with its coalition, for each ordered pair of players.
pub(crate) type Maxima<T> = Vec<Vec<Option<(T, Coalition)>>>;

impl<'a> Excesses<'a> {
    /// Refuses allocations that are not of this game.
    pub(crate) fn new(game: &'a TableGame, allocation: &Allocation) -> Result<Self, Error> {
        Allocation::new(game, allocation.amounts().to_vec())?;
        let worths = game.numerators()?;
        let denominator = allocation
            .amounts()
            .iter()
            .fold(worths.denominator().clone(), |common, amount| common.lcm(amount.denominator()));
        let scale = &denominator / worths.denominator();
        let amounts = allocation.amounts();
        let amounts =
            amounts.iter().map(|amount| amount.numerator() * (&denominator / amount.denominator())).collect();
        Ok(Self { worths, scale, amounts, denominator })
    }

    /// e(S, x) in units of the common denominator.
    fn excess(&self, mask: usize) -> BigInt {
        let paid = self.amounts.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
        paid.fold(BigInt::from(self.worths.get(mask)) * &self.scale, |rest, (_, amount)| rest - amount)
    }

    /// Calls `visit` with each coalition and its excess, in 128 bits if they suffice; else `visit_large`.
    pub(crate) fn visit(
        &self,
        mut visit: impl FnMut(usize, i128),
        mut visit_large: impl FnMut(usize, BigInt),
    ) {
        let count = self.worths.len();
        let largest = BigInt::from(self.worths.largest());
        let bound = largest * &self.scale + self.amounts.iter().map(Signed::abs).sum::<BigInt>();
        let narrow = |number: &BigInt| i128::try_from(number).ok();
        let amounts: Option<Vec<i128>> = self.amounts.iter().map(narrow).collect();
        match (narrow(&self.scale), amounts) {
            (Some(scale), Some(amounts)) if bound.bits() < 126 => {
                for mask in 0..count {
                    let paid = amounts.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
                    visit(mask, self.worths.get(mask) * scale - paid.map(|(_, amount)| amount).sum::<i128>());
                }
            }
            _ => (0..count).for_each(|mask| visit_large(mask, self.excess(mask))),
        }
    }

    /// max { e(S, x) : i ∈ S, j ∉ S } for all i ≠ j, as rational numbers, each with the first coalition that attains it.
    pub(crate) fn maxima(&self) -> Maxima<Rational> {
        let players = self.amounts.len();
        let mut narrow: Maxima<i128> = vec![vec![None; players]; players];
        let mut large: Maxima<BigInt> = vec![vec![None; players]; players];
        self.visit(
            |mask, excess| raise(&mut narrow, mask, &excess),
            |mask, excess| raise(&mut large, mask, &excess),
        );
        let rational = |number: BigInt| Rational::new(number, self.denominator.clone()).unwrap_or_default();
        let rows = narrow.into_iter().zip(large);
        rows.map(|(narrow, large)| {
            let cells = narrow.into_iter().zip(large);
            cells
                .map(|(narrow, large)| {
                    let narrow = narrow.map(|(excess, coalition)| (BigInt::from(excess), coalition));
                    narrow.or(large).map(|(excess, coalition)| (rational(excess), coalition))
                })
                .collect()
        })
        .collect()
    }
}

/// Raises the maxima of all pairs that a coalition separates.
fn raise<T: Ord + Clone>(maxima: &mut Maxima<T>, mask: usize, excess: &T) {
    let players = maxima.len();
    for (of, row) in maxima.iter_mut().enumerate().filter(|(of, _)| mask >> of & 1 == 1) {
        for over in (0..players).filter(|&over| over != of && mask >> over & 1 == 0) {
            let best = &mut row[over];
            if best.as_ref().is_none_or(|(largest, _)| excess > largest) {
                *best = Some((excess.clone(), Coalition::from_bits(mask as u64)));
            }
        }
    }
}
