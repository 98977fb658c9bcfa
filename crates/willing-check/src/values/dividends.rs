//! Harsanyi dividends: what each coalition adds to those within it.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Rational};

use super::Violation;

/// The Harsanyi dividends d of a game (Harsanyi 1959): v(S) = Σ d(T) over the coalitions T within S.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct HarsanyiDividends {
    /// d(S) by bit mask, the empty coalition first.
    pub dividends: Vec<Rational>,
}

impl Certificate<TableGame> for HarsanyiDividends {
    type Violation = Violation;

    /// Sums the dividends within every coalition and compares with its worth: n 2ⁿ⁻¹ additions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let expected = 1 << game.player_count();
        let mut sums = self.dividends.clone();
        if sums.len() != expected {
            return Err(Violation::Length { what: "dividends", got: sums.len(), expected });
        }
        for player in 0..game.player_count() {
            let bit = 1 << player;
            for half in sums.chunks_mut(2 * bit) {
                let (without, with) = half.split_at_mut(bit);
                with.iter_mut().zip(without).for_each(|(with, without)| *with += &*without);
            }
        }
        for (sum, coalition) in sums.into_iter().zip(game.coalitions()) {
            let worth = game.exact_worth(coalition);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn dividends_sum_to_worths_and_changed_ones_do_not() {
        let gloves = TableGame::from_integers(vec![0, 0, 0, 0, 0, 1, 1, 1]).unwrap();
        let of = |numbers: [i64; 8]| HarsanyiDividends { dividends: numbers.map(Rational::from).to_vec() };
        assert_eq!(of([0, 0, 0, 0, 0, 1, 1, -1]).check(&gloves), Ok(()));
        for place in 0..8 {
            let mut changed = of([0, 0, 0, 0, 0, 1, 1, -1]);
            *changed.dividends.get_mut(place).unwrap() += &Rational::one();
            assert!(matches!(changed.check(&gloves), Err(Violation::Dividends { .. })), "{place}");
        }
        let short = HarsanyiDividends { dividends: Vec::new() };
        assert!(matches!(short.check(&gloves), Err(Violation::Length { got: 0, expected: 8, .. })));
    }
}
