//! Indices in floats, with bounds on their errors.

use num_bigint::BigUint;
use willing_council::SimpleGame;
use willing_game::tu::Amounts;
use willing_game::{Certificate, Rational};

use super::check::recount;
use super::{PowerIndices, Violation};

/// The Penrose–Banzhaf and Shapley–Shubik indices of every seat, as floats with bounds, or exact.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct FloatIndices {
    /// η_i/2ⁿ⁻¹.
    pub penrose_banzhaf: Amounts,
    /// The Shapley–Shubik index.
    pub shapley_shubik: Amounts,
}

impl Certificate<SimpleGame> for FloatIndices {
    type Violation = Violation;

    /// Recounts as for [`PowerIndices`]; each number must be within its bound of the exact one.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let seats = game.seats();
        let lists = [("Penrose-Banzhaf", &self.penrose_banzhaf), ("Shapley-Shubik", &self.shapley_shubik)];
        for (what, amounts) in lists {
            let bounds = match amounts {
                Amounts::Exact(_) => seats,
                Amounts::Float { bounds, .. } => bounds.len(),
            };
            if let Some(got) = [amounts.len(), bounds].into_iter().find(|got| *got != seats) {
                return Err(Violation::Length { what, got, seats });
            }
        }
        let nothing = PowerIndices {
            winning: BigUint::default(),
            swings: Vec::new(),
            shapley_shubik: Vec::new(),
            minimal: None,
            johnston: None,
        };
        let actual = recount(game, &nothing)?;
        let [(banzhaf, own_banzhaf), (shapley, own_shapley)] = lists;
        within(banzhaf, own_banzhaf, &actual.penrose_banzhaf())?;
        within(shapley, own_shapley, &actual.shapley_shubik)
    }
}

fn within(what: &'static str, amounts: &Amounts, actual: &[Rational]) -> Result<(), Violation> {
    let (values, bounds) = match amounts {
        Amounts::Exact(values) => return super::check::each(what, values, actual),
        Amounts::Float { values, bounds } => (values, bounds),
    };
    for (seat, ((value, bound), actual)) in values.iter().zip(bounds).zip(actual).enumerate() {
        let room = Rational::from_float(*bound).ok().filter(|room| !room.is_negative());
        let error = Rational::from_float(*value).ok().map(|value| (value - actual).abs());
        if room.zip(error).is_none_or(|(room, error)| error > room) {
            let stated = format!("{value} within {bound}");
            return Err(Violation::Seat { what, seat, stated, actual: actual.to_string() });
        }
    }
    Ok(())
}
