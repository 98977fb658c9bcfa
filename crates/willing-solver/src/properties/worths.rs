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
        let numerators = game.numerators()?;
        let one = numerators.denominator();
        if numerators.largest() < 1 << 57 {
            let one = i64::try_from(one).ok();
            if let Some(worths) = numerators.as_integers() {
                return Ok(Self::Narrow { worths: Cow::Borrowed(worths), one });
            }
            let mut worths = Vec::with_capacity(numerators.len());
            if numerators.fill(0..numerators.len(), 1, &mut worths) {
                return Ok(Self::Narrow { worths: Cow::Owned(worths), one });
            }
        }
        let worths = (0..numerators.len()).map(|mask| numerators.get(mask)).collect();
        Ok(Self::Wide { worths, one: i128::try_from(one).ok() })
    }
}
