//! Linear independence of coalitions.
#![allow(clippy::indexing_slicing, reason = "seats are below n, which is at most ten")]

use super::polytope::MOST_PLAYERS;

/// A prime above all 0/1 determinants of ten rows (320): what is independent modulo it is independent, and conversely.
const PRIME: u64 = 65_537;

/// Independent coalitions of up to ten players, as rows in echelon form.
#[derive(Clone, Debug)]
pub(super) struct Span {
    players: usize,
    rank: usize,
    rows: [[u64; MOST_PLAYERS]; MOST_PLAYERS],
    pivots: [usize; MOST_PLAYERS],
}

impl Span {
    /// The span of the coalition of all players.
    pub(super) fn of_everybody(players: usize) -> Self {
        let empty = [[0; MOST_PLAYERS]; MOST_PLAYERS];
        let mut span = Self { players, rank: 0, rows: empty, pivots: [0; MOST_PLAYERS] };
        span.take((1 << players) - 1);
        span
    }

    /// How many independent coalitions have been taken in.
    pub(super) const fn rank(&self) -> usize {
        self.rank
    }

    /// Takes in a coalition; `false` if it depends on those before.
    pub(super) fn take(&mut self, coalition: usize) -> bool {
        let mut row = [0; MOST_PLAYERS];
        for (seat, entry) in row.iter_mut().enumerate().take(self.players) {
            *entry = u64::from(coalition >> seat & 1 == 1);
        }
        for (other, &pivot) in self.rows.iter().zip(&self.pivots).take(self.rank) {
            if row[pivot] != 0 {
                let factor = PRIME - row[pivot];
                for (value, along) in row.iter_mut().zip(other).take(self.players) {
                    *value = (*value + factor * along) % PRIME;
                }
            }
        }
        let Some(pivot) = row.iter().position(|value| *value != 0) else { return false };
        if row[pivot] != 1 {
            let inverse = power(row[pivot], PRIME - 2);
            for value in &mut row {
                *value = *value * inverse % PRIME;
            }
        }
        self.rows[self.rank] = row;
        self.pivots[self.rank] = pivot;
        self.rank += 1;
        true
    }
}

/// `base` to the power `exponent` modulo the prime.
fn power(base: u64, exponent: u64) -> u64 {
    let square = base * base % PRIME;
    match exponent {
        0 => 1,
        _ if exponent.is_multiple_of(2) => power(square, exponent / 2),
        _ => base * power(square, exponent / 2) % PRIME,
    }
}
