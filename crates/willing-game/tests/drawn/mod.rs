//! Seeded draws, and exact tables of small games.
#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "small draws"
)]

use willing_game::tu::{CoalitionStructure, ExactCharacteristicFunction, TableGame};
use willing_game::{Coalition, Player, Rational};

/// SplitMix64 (Steele, Lea & Flood 2014).
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.bits() % bound as u64) as usize
    }

    pub(crate) fn within(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// A small fraction.
    pub(crate) fn fraction(&mut self, low: i64, high: i64) -> Rational {
        Rational::new(self.within(low, high), self.within(1, 6)).unwrap()
    }

    /// An exact table with worths of several denominators.
    pub(crate) fn exact_table(&mut self, players: usize) -> TableGame {
        let mut worths: Vec<_> = (0..1 << players).map(|_| self.fraction(-20, 60)).collect();
        worths[0] = Rational::zero();
        TableGame::from_rationals(&worths).unwrap()
    }

    /// A table of floats that are small multiples of 1/8, so that sums are exact.
    pub(crate) fn float_table(&mut self, players: usize) -> TableGame {
        let mut worths: Vec<_> = (0..1 << players).map(|_| self.within(-200, 600) as f64 / 8.0).collect();
        worths[0] = 0.0;
        TableGame::from_floats(worths).unwrap()
    }

    /// A nonempty coalition.
    pub(crate) fn coalition(&mut self, players: usize) -> Coalition {
        Coalition::from_bits(1 + self.bits() % ((1 << players) - 1))
    }

    pub(crate) fn structure(&mut self, players: usize) -> CoalitionStructure {
        let mut parts = vec![0_u64; players];
        for seat in 0..players {
            parts[self.below(players)] |= 1 << seat;
        }
        let parts: Vec<_> = parts.into_iter().filter(|part| *part != 0).map(Coalition::from_bits).collect();
        CoalitionStructure::new(players, parts).unwrap()
    }
}

pub(crate) fn coalitions(players: usize) -> impl Iterator<Item = Coalition> {
    (0..1_u64 << players).map(Coalition::from_bits)
}

pub(crate) fn seats(coalition: Coalition) -> Vec<usize> {
    coalition.players().map(Player::seat).collect()
}

/// Asserts that the worth of every coalition is what the definition says.
pub(crate) fn agrees<G: ExactCharacteristicFunction>(game: &G, definition: impl Fn(Coalition) -> Rational) {
    for coalition in coalitions(game.player_count()) {
        let worth = game.exact_worth(coalition);
        assert_eq!(worth, definition(coalition), "{coalition:?}");
        assert!((game.worth(coalition) - worth.to_f64()).abs() <= 0.0, "{coalition:?}");
    }
}
