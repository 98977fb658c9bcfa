//! Games drawn from published families: the same family, number of players and seed give the same game.
//!
//! * [`Benedek`]: the five families of Benedek, Fliege & Nguyen (2021), to the last worth. Their random numbers are
//!   those of a C library of old, spelled out here, so that nothing else is needed.
//! * `Family` (feature `generate`): thirteen families of our own, from games without any structure to assignment
//!   games and games of two scales, on a stream that is documented and will not change.

mod benedek;
#[cfg(feature = "generate")]
mod draws;
#[cfg(feature = "generate")]
mod family;
#[cfg(feature = "generate")]
mod tables;

pub use benedek::{Benedek, BenedekFamily};
#[cfg(feature = "generate")]
pub use family::Family;

use crate::tu::{Error, TableGame};

/// 2ⁿ, if a table holds so many players and there are at least `least`.
fn place_count(players: usize, least: usize) -> Result<usize, Error> {
    let most = TableGame::MAX_PLAYERS;
    if (least..=most).contains(&players) {
        Ok(1 << players)
    } else {
        Err(Error::PlayerCount { got: players, least, most })
    }
}
