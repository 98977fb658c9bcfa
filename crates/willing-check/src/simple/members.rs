//! Coalitions as evidence lists them.

use willing_council::{Seat, SimpleGame};

use super::Violation;

/// Whether each seat is in a listed coalition, whose seats must exist and be listed once.
pub(super) fn indicator(game: &SimpleGame, coalition: &[Seat]) -> Result<Vec<bool>, Violation> {
    let seats = game.seats();
    let mut inside = vec![false; seats];
    for &seat in coalition {
        let place = inside.get_mut(seat.place()).ok_or(Violation::NoSuchSeat { seat, seats })?;
        if std::mem::replace(place, true) {
            return Err(Violation::DuplicateSeat { seat });
        }
    }
    Ok(inside)
}

/// The indicator of a coalition that must win.
pub(super) fn winning(game: &SimpleGame, coalition: &[Seat]) -> Result<Vec<bool>, Violation> {
    let inside = indicator(game, coalition)?;
    if wins(game, &inside) { Ok(inside) } else { Err(Violation::Loses { coalition: coalition.to_vec() }) }
}

/// The indicator of a coalition that must lose.
pub(super) fn losing(game: &SimpleGame, coalition: &[Seat]) -> Result<Vec<bool>, Violation> {
    let inside = indicator(game, coalition)?;
    if wins(game, &inside) { Err(Violation::Wins { coalition: coalition.to_vec() }) } else { Ok(inside) }
}

pub(super) fn wins(game: &SimpleGame, inside: &[bool]) -> bool {
    game.wins(|place| inside.get(place).copied().unwrap_or(false))
}

/// Whether everybody but one seat wins.
pub(super) fn wins_without(game: &SimpleGame, seat: usize) -> bool {
    game.wins(|place| place != seat)
}

/// A coalition that must win with a seat outside it and lose without any.
pub(super) fn pivoted(game: &SimpleGame, coalition: &[Seat], seat: Seat) -> Result<(), Violation> {
    outside(coalition, seat)?;
    losing(game, coalition)?;
    let together: Vec<Seat> = coalition.iter().copied().chain([seat]).collect();
    winning(game, &together).map(drop)
}

/// A coalition that must win with `better` and lose with `worse`, both outside it.
pub(super) fn prefers(
    game: &SimpleGame,
    coalition: &[Seat],
    better: Seat,
    worse: Seat,
) -> Result<(), Violation> {
    let with = |seat| coalition.iter().copied().chain([seat]).collect::<Vec<Seat>>();
    outside(coalition, better)?;
    outside(coalition, worse)?;
    winning(game, &with(better))?;
    losing(game, &with(worse)).map(drop)
}

fn outside(coalition: &[Seat], seat: Seat) -> Result<(), Violation> {
    if coalition.contains(&seat) { Err(Violation::SeatInside { seat }) } else { Ok(()) }
}
