//! Games that depend linearly on the game they are made from.

use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::Rational;
use crate::tu::{Error, TableGame, Worths};

use super::seats::SeatSums;
use super::{at, check_players, exact_table, float_table};

/// The dual game, v*(S) = v(N) − v(N∖S): what a coalition keeps if the others get what they are worth.
///
/// # Errors
///
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
///
/// # Example
///
/// ```
/// use willing_game::tu::TableGame;
/// use willing_game::tu::derived::dual;
///
/// let game = TableGame::from_integers(vec![0, 1, 2, 10])?;
/// assert_eq!(dual(&game)?, TableGame::from_integers(vec![0, 8, 9, 10])?);
/// assert_eq!(dual(&dual(&game)?)?, game);
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
pub fn dual(game: &TableGame) -> Result<TableGame, Error> {
    match game.worths() {
        Worths::Float(v) => {
            let all = v.len() - 1;
            float_table(v.len(), |mask| at(v, all) - at(v, all - mask))
        }
        Worths::Integer { numerators: v, denominator } => {
            let all = v.len() - 1;
            let worth = |mask| i128::from(at(v, mask));
            exact_table(v.len(), denominator.into(), |mask| worth(all) - worth(all - mask))
        }
    }
}

/// The savings of a cost game, v(S) = Σ c({i}) − c(S) over i in S: what its members save by not standing alone.
///
/// # Errors
///
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn savings(costs: &TableGame) -> Result<TableGame, Error> {
    match costs.worths() {
        Worths::Float(c) => {
            let alone = singletons(c);
            float_table(c.len(), |mask| alone.at(mask) - at(c, mask))
        }
        Worths::Integer { numerators: c, denominator } => {
            let alone = wide_singletons(c);
            exact_table(c.len(), denominator.into(), |mask| alone.at(mask) - i128::from(at(c, mask)))
        }
    }
}

/// The zero-normalized game, v(S) − Σ v({i}) over i in S: single players are worth 0.
///
/// # Errors
///
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn zero_normalized(game: &TableGame) -> Result<TableGame, Error> {
    match game.worths() {
        Worths::Float(v) => {
            let alone = singletons(v);
            float_table(v.len(), |mask| at(v, mask) - alone.at(mask))
        }
        Worths::Integer { numerators: v, denominator } => {
            let alone = wide_singletons(v);
            exact_table(v.len(), denominator.into(), |mask| i128::from(at(v, mask)) - alone.at(mask))
        }
    }
}

/// The zero-one normalized game: zero-normalized, and divided by what the grand coalition then has.
///
/// # Errors
///
/// [`Error::NotEssential`] unless v(N) > Σ v({i}): otherwise no positive factor makes v(N) = 1.
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn zero_one_normalized(game: &TableGame) -> Result<TableGame, Error> {
    match game.worths() {
        Worths::Float(v) => {
            let alone = singletons(v);
            let gain = at(v, v.len() - 1) - alone.at(v.len() - 1);
            if gain <= 0.0 {
                return Err(not_essential(game));
            }
            float_table(v.len(), |mask| (at(v, mask) - alone.at(mask)) / gain)
        }
        Worths::Integer { numerators: v, .. } => {
            let alone = wide_singletons(v);
            let normalized = |mask| i128::from(at(v, mask)) - alone.at(mask);
            let gain = normalized(v.len() - 1);
            if gain <= 0 {
                return Err(not_essential(game));
            }
            // The common denominator cancels.
            exact_table(v.len(), gain, normalized)
        }
    }
}

/// The sum of two games, v(S) + w(S). If one is a table of floats, so is the sum.
///
/// # Errors
///
/// [`Error::Length`] for different numbers of players; [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn sum(game: &TableGame, other: &TableGame) -> Result<TableGame, Error> {
    check_players(game, "players of the other game", other.player_count())?;
    if let (
        Worths::Integer { numerators: v, denominator: one },
        Worths::Integer { numerators: w, denominator: two },
    ) = (game.worths(), other.worths())
    {
        // All below 2^63 in size, so that the products are below 2^126 and their sum fits.
        let common = i128::from(one).lcm(&i128::from(two));
        let (first, second) = (common / i128::from(one), common / i128::from(two));
        exact_table(v.len(), common, |mask| {
            i128::from(at(v, mask)) * first + i128::from(at(w, mask)) * second
        })
    } else {
        float_table(1 << game.player_count(), |mask| {
            game.worth(super::coalition(mask)) + other.worth(super::coalition(mask))
        })
    }
}

/// The game α v. Floats are multiplied by α rounded to a float.
///
/// # Errors
///
/// [`Error::ExactRange`], [`Error::WorthNotFinite`].
pub fn scaled(game: &TableGame, factor: &Rational) -> Result<TableGame, Error> {
    match game.worths() {
        Worths::Float(v) => {
            let factor = factor.to_f64();
            float_table(v.len(), |mask| at(v, mask) * factor)
        }
        Worths::Integer { numerators: v, denominator } => {
            let factors = factor.numerator().to_i64().zip(factor.denominator().to_i64());
            if let Some((above, below)) = factors {
                let denominator = i128::from(denominator) * i128::from(below);
                return exact_table(v.len(), denominator, |mask| i128::from(at(v, mask)) * i128::from(above));
            }
            // A factor beyond 63 bits: what comes out may fit all the same.
            let worths: Vec<_> =
                game.coalitions().map(|coalition| game.exact_worth(coalition) * factor).collect();
            TableGame::from_rationals(&worths)
        }
    }
}

fn not_essential(game: &TableGame) -> Error {
    let alone = (0..game.player_count()).map(|seat| game.exact_worth(super::coalition(1 << seat)));
    let worth = game.exact_worth(game.grand()).to_string();
    Error::NotEssential { worth, sum: alone.sum::<Rational>().to_string() }
}

fn singletons(table: &[f64]) -> SeatSums<f64> {
    let players = table.len().trailing_zeros();
    SeatSums::new(&(0..players).map(|seat| at(table, 1 << seat)).collect::<Vec<_>>())
}

fn wide_singletons(table: &[i64]) -> SeatSums<i128> {
    let players = table.len().trailing_zeros();
    SeatSums::new(&(0..players).map(|seat| at(table, 1 << seat).into()).collect::<Vec<_>>())
}
