//! Games made from games: duals, savings, restrictions, reduced games.
//!
//! | from v | to | function |
//! |---|---|---|
//! | | v*(S) = v(N) − v(N∖S) | [`dual`] |
//! | costs c | Σ c({i}) − c(S) | [`savings`] |
//! | | v(S) − Σ v({i}) | [`zero_normalized`], [`zero_one_normalized`] |
//! | v, w | v + w, α v | [`sum`], [`scaled`] |
//! | | fewer players, other seats, one more | [`restriction`], [`relabelled`], [`with_dummy`] |
//! | graph | Σ v(C) over components C of S | [`graph_restricted`] |
//! | structure | unions as players; Σ v(S ∩ B) over unions B | [`quotient`], [`structure_restricted`] |
//! | x | max v(T ∪ Q) − x(Q) over Q ⊆ N∖S | [`davis_maschler`], [`davis_maschler_float`] |
//! | φ | v(T ∪ N∖S) − Σ φ_j(T ∪ N∖S) over j in N∖S | [`hart_mas_colell`] |
//!
//! An exact table gives an exact table, one of floats a table of floats. Exact worths that leave 63 bits are refused
//! ([`Error::ExactRange`]), floats that overflow too
//! ([`Error::WorthNotFinite`]). All take one pass or a few over the table unless
//! said otherwise.

mod linear;
mod players;
mod reduced;
mod restricted;
mod seats;

pub use linear::{dual, savings, scaled, sum, zero_normalized, zero_one_normalized};
pub use players::{Subgame, relabelled, restriction, with_dummy};
pub use reduced::{davis_maschler, davis_maschler_float, hart_mas_colell};
pub use restricted::{graph_restricted, quotient, structure_restricted};

use num_integer::Integer;

use crate::tu::{Error, TableGame};
use crate::{Coalition, Rational};

/// The table of 2ⁿ worths value(S)/denominator, the denominator positive.
fn exact_table(count: usize, denominator: i128, value: impl Fn(usize) -> i128) -> Result<TableGame, Error> {
    let direct = |divisor: i128| -> Result<TableGame, usize> {
        let denominator = i64::try_from(denominator / divisor).map_err(|_| count - 1)?;
        let narrow = |mask| {
            // The division of 128 bits would take most of the time where there is nothing to divide by.
            let numerator = if divisor == 1 { value(mask) } else { value(mask) / divisor };
            i64::try_from(numerator).ok().filter(|numerator| *numerator != i64::MIN).ok_or(mask)
        };
        let mut numerators = Vec::with_capacity(count);
        for mask in 0..count {
            numerators.push(narrow(mask)?);
        }
        // The length is a power of two, the empty coalition has 0: nothing is left to refuse.
        TableGame::from_numerators(numerators, denominator).map_err(|_| 0)
    };
    direct(1)
        .or_else(|_| {
            let mut divisor = denominator;
            for mask in (0..count).rev() {
                divisor = divisor.gcd(&value(mask));
                if divisor == 1 {
                    break;
                }
            }
            direct(divisor)
        })
        .map_err(|mask| Error::ExactRange {
            coalition: coalition(mask),
            worth: Rational::new(value(mask), denominator).unwrap_or_default().to_string(),
        })
}

/// The table of 2ⁿ floats.
fn float_table(count: usize, value: impl Fn(usize) -> f64) -> Result<TableGame, Error> {
    TableGame::from_floats((0..count).map(value).collect())
}

/// Refuses a coalition that is empty or has players who are not in the game.
fn check_coalition(game: &TableGame, coalition: Coalition) -> Result<(), Error> {
    if !coalition.is_subset(game.grand()) {
        return Err(Error::NoSuchCoalition { coalition, players: game.player_count() });
    }
    if coalition.is_empty() { Err(Error::NobodyLeft) } else { Ok(()) }
}

/// Refuses a structure on another number of players.
fn check_players(game: &TableGame, what: &'static str, got: usize) -> Result<(), Error> {
    let players = game.player_count();
    if got == players { Ok(()) } else { Err(Error::Length { what, got, players }) }
}

fn coalition(mask: usize) -> Coalition {
    Coalition::from_bits(mask as u64)
}

/// v(S) of a table slice; the empty default never occurs.
fn at<T: Copy + Default>(table: &[T], mask: usize) -> T {
    table.get(mask).copied().unwrap_or_default()
}
