//! Bankruptcy games: an estate that does not cover all claims.

use crate::tu::{Error, ExactCharacteristicFunction};
use crate::{Coalition, Rational};

use super::{check_not_negative, check_players, exact, sum_over};

/// The bankruptcy game: a coalition gets what is left once all others have their claims,
/// v(S) = max(0, E − d(N∖S)).
///
/// # Complexity
///
/// O(n) for one worth.
///
/// # References
///
/// O'Neill (1982); Aumann & Maschler (1985).
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::ExactCharacteristicFunction;
/// use willing_game::tu::structured::Bankruptcy;
///
/// let talmud = Bankruptcy::new(200, [100, 200, 300])?;
/// assert_eq!(talmud.exact_worth(Coalition::from_bits(0b110)), 100.into());
/// # Ok::<(), willing_game::tu::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bankruptcy {
    estate: Rational,
    claims: Vec<Rational>,
}

impl Bankruptcy {
    /// The game of this estate and these claims.
    ///
    /// # Errors
    ///
    /// [`Error::PlayerCount`]; [`Error::OutOfRange`] for a negative claim and for an estate that is negative or
    /// covers more than all claims.
    pub fn new(
        estate: impl Into<Rational>,
        claims: impl IntoIterator<Item = impl Into<Rational>>,
    ) -> Result<Self, Error> {
        let (estate, claims) = (estate.into(), exact(claims));
        check_players(claims.len())?;
        check_not_negative("claim", &claims)?;
        if estate.is_negative() || estate > claims.iter().sum() {
            let (what, value) = ("estate", estate.to_string());
            let expected = "0 or more, and no more than the sum of the claims";
            return Err(Error::OutOfRange { what, place: 0, value, expected });
        }
        Ok(Self { estate, claims })
    }

    /// What there is to share.
    #[must_use]
    pub const fn estate(&self) -> &Rational {
        &self.estate
    }

    /// What each player claims.
    #[must_use]
    pub fn claims(&self) -> &[Rational] {
        &self.claims
    }
}

impl ExactCharacteristicFunction for Bankruptcy {
    fn exact_worth(&self, coalition: Coalition) -> Rational {
        let others = sum_over(&self.claims, Coalition::from_bits(!coalition.bits()));
        (&self.estate - others).max(Rational::zero())
    }
}
