//! Small games with transferable utility: known ones and drawn ones.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::cast_possible_wrap,
    reason = "each test crate uses some of it"
)]

use willing_game::Rational;
use willing_game::tu::{Allocation, TableGame};

/// A stream of numbers from a seed (splitmix64).
pub(crate) struct Draws(pub(crate) u64);

impl Draws {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % bound
    }

    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most.abs_diff(least) + 1) as i64
    }

    /// A game of worths in this range.
    pub(crate) fn game(&mut self, players: usize, least: i64, most: i64) -> TableGame {
        let worths = (0..1usize << players).map(|mask| if mask == 0 { 0 } else { self.between(least, most) });
        TableGame::from_integers(worths.collect()).unwrap()
    }

    /// A game in which single players earn 0 and everybody something.
    pub(crate) fn zero_normalized(&mut self, players: usize, most: i64) -> TableGame {
        let grand = (1usize << players) - 1;
        let worths = (0..=grand).map(|mask| match mask {
            _ if mask.count_ones() < 2 => 0,
            _ if mask == grand => most,
            _ => self.between(0, most),
        });
        TableGame::from_integers(worths.collect()).unwrap()
    }

    /// An allocation of v(N), with amounts in quarters, that gives nobody less than 0 if v(N) is not negative.
    pub(crate) fn allocation(&mut self, game: &TableGame) -> Allocation {
        let players = game.player_count();
        let weights: Vec<u64> = (0..players).map(|_| self.below(4)).collect();
        let total = weights.iter().sum::<u64>().max(1);
        let worth = game.exact_worth(game.grand());
        let mut amounts: Vec<Rational> =
            weights.iter().map(|weight| &worth * Rational::new(*weight, total).unwrap()).collect();
        let rest = worth - amounts.iter().sum::<Rational>();
        amounts[0] += &rest;
        Allocation::new(game, amounts).unwrap()
    }
}

/// A coalition is worth 1 if it holds one of these.
pub(crate) fn winning(players: usize, minimal: &[usize]) -> TableGame {
    let wins = |mask: usize| i64::from(minimal.iter().any(|line| line & !mask == 0));
    TableGame::from_integers((0..1 << players).map(wins).collect()).unwrap()
}

/// The lines of the projective plane of seven points.
pub(crate) const FANO: [usize; 7] =
    [0b000_0111, 0b001_1001, 0b110_0001, 0b010_1010, 0b101_0010, 0b100_1100, 0b011_0100];

/// The seven-player projective game: a coalition wins if it holds a line.
pub(crate) fn fano() -> TableGame {
    winning(7, &FANO)
}

/// The apex game of five players: player 0 with anybody, or all others.
pub(crate) fn apex() -> TableGame {
    winning(5, &[0b00011, 0b00101, 0b01001, 0b10001, 0b11110])
}

/// Gloves: each pair of a left and a right one is worth 1.
pub(crate) fn gloves(left: usize, right: usize) -> TableGame {
    let count = |mask: usize| (mask & ((1 << left) - 1)).count_ones().min((mask >> left).count_ones());
    TableGame::from_integers((0..1usize << (left + right)).map(|mask| i64::from(count(mask))).collect())
        .unwrap()
}

/// A coalition of k players is worth this.
pub(crate) fn by_size(players: usize, worth: impl Fn(i64) -> i64) -> TableGame {
    TableGame::from_integers((0..1u64 << players).map(|mask| worth(i64::from(mask.count_ones()))).collect())
        .unwrap()
}

/// The allocation of these amounts, in thirds, quarters and the like.
pub(crate) fn share(game: &TableGame, amounts: &[&str]) -> Allocation {
    Allocation::new(game, amounts.iter().map(|amount| amount.parse().unwrap()).collect()).unwrap()
}
