//! Seats: places in a council.

use std::fmt;

use crate::{Error, SeatRole};

/// A member of a council, by its place: `0..n`.
///
/// A seat is no [`Player`](willing_game::Player): the player of a crisis who holds it is found by
/// the member's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Seat(u32);

impl Seat {
    /// The seat at this place.
    #[must_use]
    pub const fn new(place: u32) -> Self {
        Self(place)
    }

    /// The place of this seat, `0..n`.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0 as usize
    }

    /// The seat that it becomes when another one is taken away: later seats move up.
    pub(crate) fn moved_up(self, gone: Self) -> Self {
        Self(self.0 - u32::from(self > gone))
    }

    /// Every seat, in order: as many as 32 bits count, for zipping with one value a seat.
    pub(crate) fn every() -> impl Iterator<Item = Self> {
        (0..=u32::MAX).map(Self)
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// These seats in order, each in `0..seats` and none twice.
pub(crate) fn sorted(
    role: SeatRole,
    listed: impl IntoIterator<Item = Seat>,
    seats: usize,
) -> Result<Vec<Seat>, Error> {
    let mut listed: Vec<Seat> = listed.into_iter().collect();
    listed.sort_unstable();
    if let Some(&seat) = listed.last().filter(|seat| seat.place() >= seats) {
        return Err(Error::NoSuchSeat { role, seat, seats });
    }
    match listed.iter().zip(listed.iter().skip(1)).find(|(one, next)| one == next) {
        Some((&seat, _)) => Err(Error::DuplicateSeat { role, seat }),
        None => Ok(listed),
    }
}
