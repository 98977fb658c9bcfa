//! Assignment games: buyers and sellers in pairs.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::matching::best_matching;
use super::{check_not_negative, check_players, check_rows, exact};

/// The assignment game: a coalition is worth the best matching of its buyers with its sellers. Buyers have the first
/// seats, sellers those behind.
///
/// # Complexity
///
/// O(n³) for one worth.
///
/// # References
///
/// Shapley & Shubik (1971).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::Assignment;
///
/// // The houses of Shapley & Shubik (1971).
/// let houses = Assignment::new([[5, 8, 2], [7, 9, 6], [2, 3, 0]])?;
/// assert_eq!(houses.exact_worth(Coalition::grand(6)?), 16.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    sellers: usize,
    surplus: Vec<Vec<Rational>>,
}

impl Assignment {
    /// The game in which the pair of buyer i and seller j is worth the j-th number of row i.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for no seller, rows of different lengths (place: the row) and
    /// a negative surplus (place: counted row by row).
    pub fn new(
        surplus: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<Rational>>>,
    ) -> Result<Self, Error> {
        let surplus: Vec<_> = surplus.into_iter().map(exact).collect();
        let sellers = surplus.first().map_or(0, Vec::len);
        check_players(surplus.len().saturating_add(sellers))?;
        if sellers == 0 {
            let (what, value) = ("number of sellers for buyer", "0".to_owned());
            return Err(Error::OutOfRange { what, place: 0, value, expected: "1 or more" });
        }
        check_rows("number of sellers for buyer", &surplus, sellers, "as many as for buyer 0")?;
        check_not_negative("surplus", &surplus.concat())?;
        Ok(Self { sellers, surplus })
    }

    /// The game in which seller j values what it has at the j-th reservation price and buyer i at the j-th number of
    /// row i; a pair is worth the difference, and 0 if that is negative.
    ///
    /// # Errors
    ///
    /// As [`Assignment::new`]; [`Error::OutOfRange`] for a row that is not as long as the prices.
    pub fn from_valuations(
        valuations: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<Rational>>>,
        reservations: impl IntoIterator<Item = impl Into<Rational>>,
    ) -> Result<Self, Error> {
        let valuations: Vec<_> = valuations.into_iter().map(exact).collect();
        let prices = exact(reservations);
        check_rows(
            "number of sellers for buyer",
            &valuations,
            prices.len(),
            "as many as reservation prices",
        )?;
        let surplus = |row: Vec<Rational>| -> Vec<Rational> {
            row.iter().zip(&prices).map(|(value, price)| (value - price).max(Rational::zero())).collect()
        };
        Self::new(valuations.into_iter().map(surplus))
    }

    /// How many buyers there are: seats 0, 1, ….
    #[must_use]
    pub fn buyers(&self) -> usize {
        self.surplus.len()
    }

    /// How many sellers there are: the seats behind the buyers'.
    #[must_use]
    pub const fn sellers(&self) -> usize {
        self.sellers
    }

    /// What each pair is worth: a row for each buyer.
    #[must_use]
    pub fn surplus(&self) -> &[Vec<Rational>] {
        &self.surplus
    }

    /// A best matching of `coalition`, as pairs of a buyer and a seller, each counted from 0; pairs worth nothing
    /// included. The shorter side is matched entirely.
    #[must_use]
    pub fn matching(&self, coalition: Coalition) -> Vec<(usize, usize)> {
        static NOTHING: std::sync::LazyLock<Rational> = std::sync::LazyLock::new(Rational::zero);
        let members = |from: usize, to: usize| -> Vec<usize> {
            (from..to).filter(|seat| coalition.bits() >> seat & 1 == 1).map(|seat| seat - from).collect()
        };
        let buyers = members(0, self.buyers());
        let sellers = members(self.buyers(), self.buyers() + self.sellers);
        best_matching(&buyers, &sellers, &|buyer, seller| {
            self.surplus.get(buyer).and_then(|row| row.get(seller)).unwrap_or(&NOTHING)
        })
    }
}

impl ExactCharacteristicFunction for Assignment {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        let worth = |(buyer, seller): (usize, usize)| self.surplus.get(buyer)?.get(seller);
        self.matching(coalition).into_iter().filter_map(worth).sum()
    }
}
