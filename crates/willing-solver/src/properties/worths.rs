//! Worths as machine integers, as narrow as the table permits.

use std::borrow::Cow;
use std::ops::{Add, BitOr, Sub};

use willing_game::tu::{Error, TableGame};

/// Integers that worths are compared in. Sums of up to 30 of those admitted by [`Exact::of`] do not overflow.
pub(super) trait Integer:
    Copy + Ord + Default + Send + Sync + Add<Output = Self> + Sub<Output = Self> + BitOr<Output = Self>
{
}

impl Integer for i64 {}
impl Integer for i128 {}

/// The worths of a table over their common denominator.
pub(super) enum Exact<'a> {
    /// All below 2⁵⁷ in size; not copied if the table holds integers.
    Narrow {
        worths: Cow<'a, [i64]>,
        /// What makes 1, if that is as narrow.
        one: Option<i64>,
    },
    /// All below 2¹²² in size.
    Wide { worths: Vec<i128>, one: Option<i128> },
}

impl<'a> Exact<'a> {
    pub(super) fn of(game: &'a TableGame) -> Result<Self, Error> {
        let fits = |worth: i64| worth.unsigned_abs() < 1 << 57;
        let numerators = game.numerators()?;
        let one = numerators.denominator();
        if let Some(worths) =
            numerators.as_integers().filter(|worths| worths.iter().all(|worth| fits(*worth)))
        {
            return Ok(Self::Narrow { worths: Cow::Borrowed(worths), one: i64::try_from(one).ok() });
        }
        let all = 0..numerators.len();
        let narrow = |mask| i64::try_from(numerators.get(mask)).ok().filter(|worth| fits(*worth));
        Ok(match all.clone().map(narrow).collect::<Option<Vec<_>>>() {
            Some(worths) => Self::Narrow { worths: Cow::Owned(worths), one: i64::try_from(one).ok() },
            None => Self::Wide {
                worths: all.map(|mask| numerators.get(mask)).collect(),
                one: i128::try_from(one).ok(),
            },
        })
    }
}
