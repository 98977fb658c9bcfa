//! Sums of one number for each member, for all coalitions, from two small tables.

use std::ops::Add;

use crate::Coalition;

/// For every coalition the sum of a number for each of its members, by one addition: the lower and the upper half
/// of the seats have a table each, so that 2ⁿ sums take 2·2^(n/2) places.
///
/// With one bit for each member the sum is a union: this also carries masks from one numbering of players to
/// another.
pub(super) struct SeatSums<T> {
    low: Vec<T>,
    high: Vec<T>,
    half: usize,
}

impl<T: Copy + Default + Add<Output = T>> SeatSums<T> {
    /// The sums of these numbers, one for each seat; at most 32 seats.
    pub(super) fn new(seats: &[T]) -> Self {
        let (low, high) = seats.split_at(seats.len() / 2);
        let half = low.len();
        Self { low: sums(low), high: sums(high), half }
    }

    /// The sum over the members of the coalition `mask`.
    pub(super) fn at(&self, mask: usize) -> T {
        let low = self.low.get(mask & ((1 << self.half) - 1)).copied().unwrap_or_default();
        low + self.high.get(mask >> self.half).copied().unwrap_or_default()
    }
}

impl SeatSums<usize> {
    /// From masks over the members of `coalition`, numbered by seat from 0, to masks over all.
    pub(super) fn spread(coalition: Coalition) -> Self {
        Self::new(&coalition.players().map(|player| 1 << player.seat()).collect::<Vec<_>>())
    }

    /// From masks over `players` players to masks over the members of `coalition`; others are left out.
    pub(super) fn gather(players: usize, coalition: Coalition) -> Self {
        let mut seats = vec![0; players];
        for (rank, player) in coalition.players().enumerate() {
            if let Some(seat) = seats.get_mut(player.seat()) {
                *seat = 1 << rank;
            }
        }
        Self::new(&seats)
    }
}

fn sums<T: Copy + Default + Add<Output = T>>(seats: &[T]) -> Vec<T> {
    let mut sums = vec![T::default()];
    for &seat in seats {
        let joined: Vec<T> = sums.iter().map(|&sum| sum + seat).collect();
        sums.extend(joined);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_members() {
        let seats = [1_i64, -3, 9, 27, 81];
        let all = SeatSums::new(&seats);
        for mask in 0..32 {
            let members = seats.iter().enumerate().filter(|(seat, _)| mask >> seat & 1 == 1);
            assert_eq!(all.at(mask), members.map(|(_, number)| number).sum::<i64>());
        }
    }

    #[test]
    fn what_is_spread_is_gathered_again() {
        let coalition = Coalition::from_bits(0b1011_0010);
        let (spread, gather) = (SeatSums::spread(coalition), SeatSums::gather(8, coalition));
        assert_eq!(spread.at(0b1001), 0b1000_0010);
        for mask in 0..16 {
            assert_eq!(gather.at(spread.at(mask)), mask);
        }
        assert_eq!(gather.at(0b0100_1101), 0);
    }
}
