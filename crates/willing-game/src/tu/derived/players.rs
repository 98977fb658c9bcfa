//! Fewer players, other seats, one player more.

use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::tu::{Error, TableGame, Worths};
use crate::{Coalition, Player, Rational};

use super::seats::SeatSums;
use super::{at, check_coalition, check_players, exact_table, float_table};

/// A game on some of the players of another, with their seats there.
#[derive(Clone, Debug, PartialEq)]
pub struct Subgame {
    /// The game; its players are numbered from 0.
    pub game: TableGame,
    /// For each of its players the seat in the game it comes from; ascending.
    pub players: Vec<Player>,
}

impl Subgame {
    pub(super) fn new(game: TableGame, members: Coalition) -> Self {
        Self { game, players: members.players().collect() }
    }
}

/// The subgame of a coalition: its members play among themselves.
///
/// # Errors
///
/// [`Error::NobodyLeft`], [`Error::NoSuchCoalition`].
///
/// # Example
///
/// ```
/// use willing_game::{Coalition, Player};
/// use willing_game::tu::TableGame;
/// use willing_game::tu::derived::restriction;
///
/// let game = TableGame::from_integers(vec![0, 1, 2, 3, 4, 5, 6, 9])?;
/// let pair = restriction(&game, Coalition::from_bits(0b101))?;
/// assert_eq!(pair.game, TableGame::from_integers(vec![0, 1, 4, 5])?);
/// assert_eq!(pair.players, [Player::new(0), Player::new(2)]);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
pub fn restriction(game: &TableGame, coalition: Coalition) -> Result<Subgame, Error> {
    check_coalition(game, coalition)?;
    let spread = SeatSums::spread(coalition);
    Ok(Subgame::new(renumbered(game, coalition.len(), &spread)?, coalition))
}

/// The same game with the players in other seats: the player who comes to seat k sat in seat `order[k]`.
///
/// # Errors
///
/// [`Error::Length`]; [`Error::OutOfRange`] for a seat that is not there; [`Error::PlayerTwice`].
pub fn relabelled(game: &TableGame, order: &[usize]) -> Result<TableGame, Error> {
    check_players(game, "seats", order.len())?;
    let mut seen = Coalition::EMPTY;
    for (place, &player) in order.iter().enumerate() {
        if player >= order.len() {
            let (what, value) = ("seat of player", player.to_string());
            return Err(Error::OutOfRange { what, place, value, expected: "a seat of the game" });
        }
        let bit = Coalition::from_bits(1 << player);
        if bit.is_subset(seen) {
            return Err(Error::PlayerTwice { player });
        }
        seen = seen.union(bit);
    }
    renumbered(game, order.len(), &SeatSums::new(&order.iter().map(|&seat| 1 << seat).collect::<Vec<_>>()))
}

/// The game with one more player, in the last seat, who adds `worth` to every coalition: a dummy, and a null
/// player if that is 0.
///
/// # Errors
///
/// [`Error::PlayerCount`] beyond [`TableGame::MAX_PLAYERS`]; [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn with_dummy(game: &TableGame, worth: &Rational) -> Result<TableGame, Error> {
    let (got, most) = (game.player_count() + 1, TableGame::MAX_PLAYERS);
    if got > most {
        return Err(Error::PlayerCount { got, least: 1, most });
    }
    match game.worths() {
        Worths::Float(v) => {
            let worth = worth.to_f64();
            let added = |mask| if mask < v.len() { 0.0 } else { worth };
            float_table(2 * v.len(), |mask| at(v, mask & (v.len() - 1)) + added(mask))
        }
        Worths::Integer { numerators: v, denominator } => {
            let refused =
                || Error::ExactRange { coalition: super::coalition(v.len()), worth: worth.to_string() };
            let (above, below) =
                worth.numerator().to_i64().zip(worth.denominator().to_i64()).ok_or_else(refused)?;
            let common = i128::from(denominator).lcm(&i128::from(below));
            let (scale, dummy) =
                (common / i128::from(denominator), i128::from(above) * (common / i128::from(below)));
            let added = |mask| if mask < v.len() { 0 } else { dummy };
            exact_table(2 * v.len(), common, |mask| {
                i128::from(at(v, mask & (v.len() - 1))) * scale + added(mask)
            })
        }
    }
}

/// The table of `players` players whose coalition S stands for the coalition `places.at(S)` of `game`.
pub(super) fn renumbered(
    game: &TableGame,
    players: usize,
    places: &SeatSums<usize>,
) -> Result<TableGame, Error> {
    let count = 1 << players;
    match game.worths() {
        Worths::Float(v) => float_table(count, |mask| at(v, places.at(mask))),
        Worths::Integer { numerators: v, denominator } => {
            exact_table(count, denominator.into(), |mask| at(v, places.at(mask)).into())
        }
    }
}
