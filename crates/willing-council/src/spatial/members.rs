//! What a line and a plane have in common: who wins, who holds a veto, which numbers are taken.

use super::Error;
use crate::{Seat, SimpleGame};

/// The largest coordinate taken: squares, and squares of squares, still fit a float.
pub(super) const FARTHEST: f64 = 1e70;

/// A game that somebody is needed to win, and one ideal point for each seat.
pub(super) fn check_members(game: &SimpleGame, ideals: usize) -> Result<(), Error> {
    if ideals != game.seats() {
        return Err(Error::IdealCount { got: ideals, seats: game.seats() });
    }
    if game.wins(|_| false) { Err(Error::NobodyNeeded) } else { Ok(()) }
}

pub(super) fn check_ideals(coordinates: impl IntoIterator<Item = (Seat, f64)>) -> Result<(), Error> {
    match coordinates.into_iter().find(|(_, value)| !is_taken(*value)) {
        Some((seat, value)) => Err(Error::Ideal { seat, value }),
        None => Ok(()),
    }
}

pub(super) fn check_point(coordinates: &[f64]) -> Result<(), Error> {
    match coordinates.iter().find(|value| !is_taken(**value)) {
        Some(&value) => Err(Error::Point { value }),
        None => Ok(()),
    }
}

fn is_taken(value: f64) -> bool {
    // False for NaN.
    value.abs() <= FARTHEST
}

/// The seats, in order, that `is_member` holds for, by place.
pub(super) fn seats_where(seats: usize, is_member: impl Fn(usize) -> bool) -> Vec<Seat> {
    Seat::every().take(seats).filter(|seat| is_member(seat.place())).collect()
}

/// The seats without which nobody wins.
pub(super) fn veto_seats(game: &SimpleGame) -> Vec<Seat> {
    seats_where(game.seats(), |place| !game.wins(|other| other != place))
}
