//! Risk tolerances of members who share risk.

use crate::Error;
use crate::error::{LARGEST, LEAST_TOLERANCE};

/// Risk tolerances τ_i of the members of a syndicate, in money; infinite for a risk-neutral one.
///
/// τ is the inverse of the coefficient of absolute risk aversion. Valid once built: at least one member, each
/// tolerance in [1e-6, 1e12] or infinite.
///
/// # Example
///
/// ```
/// use willing_risk::normal::Tolerances;
///
/// let tolerances = Tolerances::new(vec![1.0, 2.0, 5.0])?;
/// assert_eq!(tolerances.total(), 8.0);
/// assert_eq!(tolerances.borch_shares(), [0.125, 0.25, 0.625]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Vec<Written>", into = "Vec<Written>")
)]
pub struct Tolerances {
    tolerances: Vec<f64>,
}

impl Tolerances {
    /// The tolerances of members 0, 1, …
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without members; [`Error::OutOfRange`] for a tolerance outside [1e-6, 1e12] that is
    /// not infinite.
    pub fn new(tolerances: Vec<f64>) -> Result<Self, Error> {
        if tolerances.is_empty() {
            return Err(Error::TooFew { what: "members", got: 0, least: 1 });
        }
        let members = tolerances.iter().enumerate();
        members.into_iter().try_for_each(|(member, &value)| tolerance(&format!("member {member}"), value))?;
        Ok(Self { tolerances })
    }

    /// How many members there are; at least 1.
    #[must_use]
    pub fn members(&self) -> usize {
        self.tolerances.len()
    }

    /// The tolerances, by member.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.tolerances
    }

    /// T = Σ τ_i: the tolerance of the syndicate; infinite as soon as one member is risk neutral.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.tolerances.iter().sum()
    }

    /// The shares of a common risk under which the certainty equivalents sum to most: s_i = τ_i / T.
    ///
    /// Risk-neutral members bear all of it. How they split it among themselves changes no total; here they
    /// split it equally.
    ///
    /// # References
    ///
    /// Borch (1962), *Equilibrium in a reinsurance market*; Wilson (1968), *The theory of syndicates*.
    #[must_use]
    pub fn borch_shares(&self) -> Vec<f64> {
        let total = self.total();
        if total.is_finite() {
            return self.tolerances.iter().map(|tolerance| tolerance / total).collect();
        }
        let neutral = self.tolerances.iter().filter(|tolerance| tolerance.is_infinite()).count();
        let share = |tolerance: &f64| if tolerance.is_infinite() { 1.0 / neutral as f64 } else { 0.0 };
        self.tolerances.iter().map(share).collect()
    }
}

/// Refuses what is no risk tolerance.
pub(crate) fn tolerance(place: &str, value: f64) -> Result<(), Error> {
    if (LEAST_TOLERANCE..=LARGEST).contains(&value) || value == f64::INFINITY {
        return Ok(());
    }
    let expected = "a number in [1e-6, 1e12], or infinity";
    Err(Error::OutOfRange { place: place.to_owned(), quantity: "risk tolerance", value, expected })
}

/// A tolerance as it is written: infinity is a word.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Written(#[serde(with = "crate::unbounded")] f64);

#[cfg(feature = "serde")]
impl TryFrom<Vec<Written>> for Tolerances {
    type Error = Error;

    fn try_from(written: Vec<Written>) -> Result<Self, Error> {
        Self::new(written.into_iter().map(|Written(tolerance)| tolerance).collect())
    }
}

#[cfg(feature = "serde")]
impl From<Tolerances> for Vec<Written> {
    fn from(tolerances: Tolerances) -> Self {
        tolerances.tolerances.into_iter().map(Written).collect()
    }
}
