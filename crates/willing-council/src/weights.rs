//! Weights of seats.

use crate::{Counted, Error, Seat, Vote};

/// One weight for each seat, whose sum fits 64 bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Weights {
    by_seat: Vec<u64>,
    total: u64,
}

impl Weights {
    /// The most seats: no institution has as many, and a slip of the pen does not fill the memory.
    pub const MAX_SEATS: usize = 1 << 16;

    /// These weights, by seat; a weight may be 0.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`], [`Error::WeightOverflow`] if they add up to more than 64 bits hold.
    pub fn new(weights: impl IntoIterator<Item = u64>) -> Result<Self, Error> {
        let by_seat: Vec<u64> = weights.into_iter().take(Self::MAX_SEATS + 1).collect();
        check_seats(by_seat.len())?;
        let total = Seat::every().zip(&by_seat).try_fold(0u64, |sum, (seat, &weight)| {
            sum.checked_add(weight).ok_or(Error::WeightOverflow { seat })
        })?;
        Ok(Self { by_seat, total })
    }

    /// Every seat weighs 1.
    ///
    /// # Errors
    ///
    /// [`Error::NoSeats`], [`Error::TooManySeats`].
    pub fn equal(seats: usize) -> Result<Self, Error> {
        check_seats(seats)?;
        Self::new(std::iter::repeat_n(1, seats))
    }

    /// How many seats there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_seat.len()
    }

    /// Whether there are none; never so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_seat.is_empty()
    }

    /// The weights, in the order of the seats.
    #[must_use]
    pub fn as_slice(&self) -> &[u64] {
        &self.by_seat
    }

    /// The weight of all seats together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The weight of `seat`; `None` for a seat outside `0..n`.
    #[must_use]
    pub fn get(&self, seat: Seat) -> Option<u64> {
        self.by_seat.get(seat.place()).copied()
    }

    /// The weight of the votes of one kind. It cannot overflow: the weight of all seats does not.
    #[must_use]
    pub fn of(&self, votes: &[Vote], counted: Counted) -> u64 {
        self.by_seat
            .iter()
            .zip(votes)
            .filter(|(_, vote)| counted.includes(**vote))
            .map(|(weight, _)| weight)
            .sum()
    }

    /// Whether every seat weighs 1.
    #[must_use]
    pub fn are_equal_to_one(&self) -> bool {
        self.by_seat.iter().all(|weight| *weight == 1)
    }
}

fn check_seats(seats: usize) -> Result<(), Error> {
    match seats {
        0 => Err(Error::NoSeats),
        1..=Weights::MAX_SEATS => Ok(()),
        _ => Err(Error::TooManySeats { got: seats, most: Weights::MAX_SEATS }),
    }
}
