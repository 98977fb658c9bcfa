//! All dividends of a game.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};
use willing_game::tu::TableGame;
use willing_game::{Certificate, Coalition, Rational};

use super::Violation;

/// The Harsanyi dividends of a game, by bit mask: the numbers with v(S) = Σ Δ(T) over the parts T of S, for every S.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct HarsanyiDividends {
    /// Δ(S), 2ⁿ of them.
    pub dividends: Vec<Rational>,
}

impl Certificate<TableGame> for HarsanyiDividends {
    type Violation = Violation;

    /// Adds the dividends up to worths again: n 2ⁿ⁻¹ additions in 128-bit integers where all sums fit, else without
    /// bound.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let (got, expected) = (self.dividends.len(), 1usize << game.player_count());
        if got != expected {
            return Err(Violation::Length { what: "dividends", got, expected });
        }
        // Dividends are differences of worths, so the common denominator of those is theirs too.
        let unit = game.numerators()?.denominator().clone();
        let whole = |(coalition, dividend): (Coalition, &Rational)| {
            let (factor, rest) = unit.div_rem(dividend.denominator());
            let (sum, worth) = (dividend.to_string(), format!("a fraction over {unit}"));
            if rest.is_zero() {
                Ok(dividend.numerator() * factor)
            } else {
                Err(Violation::Dividends { coalition, sum, worth })
            }
        };
        let mut sums: Vec<BigInt> =
            game.coalitions().zip(&self.dividends).map(whole).collect::<Result<_, _>>()?;
        let bits = sums.iter().map(BigInt::bits).max().unwrap_or(0) + game.player_count() as u64;
        if bits < 126 {
            let mut narrow: Vec<i128> = sums.iter().filter_map(ToPrimitive::to_i128).collect();
            add_parts(&mut narrow, |sum, part| *sum += part);
            sums = narrow.into_iter().map(BigInt::from).collect();
        } else {
            add_parts(&mut sums, |sum, part| *sum += part);
        }
        for (coalition, sum) in game.coalitions().zip(sums) {
            let (sum, worth) =
                (Rational::new(sum, unit.clone()).unwrap_or_default(), game.exact_worth(coalition));
            if sum != worth {
                return Err(Violation::Dividends {
                    coalition,
                    sum: sum.to_string(),
                    worth: worth.to_string(),
                });
            }
        }
        Ok(())
    }
}

/// Adds to the number of each coalition those of all its parts.
fn add_parts<T>(numbers: &mut [T], add: impl Fn(&mut T, &T)) {
    let mut half = 1;
    while half < numbers.len() {
        for pair in numbers.chunks_exact_mut(2 * half) {
            let (without, with) = pair.split_at_mut(half);
            with.iter_mut().zip(without).for_each(|(with, without)| add(with, without));
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dividends_that_do_not_add_up_are_refused() -> Result<(), willing_game::tu::Error> {
        let game = TableGame::from_integers(vec![0, 1, 0, 5])?;
        let claim = |numbers: [i64; 4]| HarsanyiDividends { dividends: numbers.map(Rational::from).to_vec() };
        assert_eq!(claim([0, 1, 0, 4]).check(&game), Ok(()));
        let wrong =
            Violation::Dividends { coalition: Coalition::from_bits(3), sum: "4".into(), worth: "5".into() };
        assert_eq!(claim([0, 1, 0, 3]).check(&game), Err(wrong));
        let few = HarsanyiDividends { dividends: vec![Rational::zero(); 2] };
        assert_eq!(few.check(&game), Err(Violation::Length { what: "dividends", got: 2, expected: 4 }));
        Ok(())
    }
}
