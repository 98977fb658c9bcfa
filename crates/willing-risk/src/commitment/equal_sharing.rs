//! Groups that share equally, and the sub-groups that would rather go alone.

use super::aversion::{discount, utility, validate};
use crate::Error;
use crate::error::unit;

/// The largest group that is looked at.
pub const LARGEST_GROUP: usize = 2_000;

/// Members who each earn h with probability p and l otherwise, independently, and share equally in groups.
///
/// A group of n is worth v(n) = E u((k h + (n − k) l)/n) to a member, with k binomial. It is *stable* if no
/// smaller stable group s gains by leaving in the period in which its s members are the only ones who earn
/// high:
///
/// ```text
/// (1 − δ) u((s h + (n − s) l)/n) + δ v(n) ≥ (1 − δ) u(h) + δ v(s)      for all stable s < n
/// ```
///
/// A tie is stable. Utility is u(c) = (c^{1−γ} − 1)/(1 − γ), the logarithm at γ = 1.
///
/// # References
///
/// After Genicot & Ray (2003), *Group formation in risk-sharing arrangements*, Review of Economic Studies 70, with
/// equal sharing in place of the best feasible scheme.
///
/// # Example
///
/// ```
/// use willing_risk::commitment::EqualSharing;
///
/// let members = EqualSharing::new(3.0, 1.0, 0.4, 1.0)?;
/// assert_eq!(members.stable_sizes(0.85, 20)?, [1]);
/// assert_eq!(members.stable_sizes(0.95, 20)?, [1, 2, 3, 4, 5]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct EqualSharing {
    high: f64,
    low: f64,
    probability: f64,
    aversion: f64,
}

impl EqualSharing {
    /// Members who earn `high` with this `probability` and `low` otherwise, of relative `aversion` γ.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an income outside [1e-6, 1e12], a probability outside [0, 1], an aversion outside
    /// [0, 100], or a low income whose utility is no number; [`Error::Contradiction`] if the high income is not
    /// larger.
    pub fn new(high: f64, low: f64, probability: f64, aversion: f64) -> Result<Self, Error> {
        validate(high, low, aversion)?;
        unit("members", "probability of the high income", probability)?;
        let worst = utility(aversion, low);
        if !worst.is_finite() {
            return Err(Error::OutOfRange {
                place: "members".to_owned(),
                quantity: "utility of the low income",
                value: worst,
                expected: "a finite number",
            });
        }
        Ok(Self { high, low, probability, aversion })
    }

    /// v(1), …, v(`largest`): expected utility of a member by the size of his group.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] for 0; [`Error::OutOfRange`] for more than [`LARGEST_GROUP`].
    ///
    /// # Complexity
    ///
    /// O(n²): each binomial law from the one before, without cancellation.
    pub fn values(&self, largest: usize) -> Result<Vec<f64>, Error> {
        let sizes = sizes(largest)?;
        let mut law = vec![1.0];
        let value = |size: usize| {
            law = one_more(&law, self.probability);
            let by_count = law.iter().enumerate();
            by_count.map(|(count, weight)| weight * self.utility_of(count, size)).sum()
        };
        Ok(sizes.map(value).collect())
    }

    /// The stable sizes up to `largest` for members who weigh the next period by δ in [0, 1).
    ///
    /// # Errors
    ///
    /// As for [`EqualSharing::values`]; [`Error::OutOfRange`] also for δ outside [0, 1).
    ///
    /// # Complexity
    ///
    /// O(n²).
    pub fn stable_sizes(&self, delta: f64, largest: usize) -> Result<Vec<usize>, Error> {
        discount(delta)?;
        let values = self.values(largest)?;
        let kept = utility(self.aversion, self.high);
        let mut stable: Vec<(usize, f64)> = Vec::new();
        for (size, &value) in (1..).zip(&values) {
            let stays = |&(smaller, alone): &(usize, f64)| {
                let today = self.utility_of(smaller, size) - kept;
                (1.0 - delta) * today + delta * (value - alone) >= 0.0
            };
            if stable.iter().all(stays) {
                stable.push((size, value));
            }
        }
        Ok(stable.into_iter().map(|(size, _)| size).collect())
    }

    /// u of an equal share when `count` of `size` members earn high.
    fn utility_of(&self, count: usize, size: usize) -> f64 {
        let share = count as f64 / size as f64;
        utility(self.aversion, self.low + share * (self.high - self.low))
    }
}

/// The sizes 1, …, `largest`.
fn sizes(largest: usize) -> Result<std::ops::RangeInclusive<usize>, Error> {
    if largest == 0 {
        return Err(Error::TooFew { what: "members of the largest group", got: 0, least: 1 });
    }
    if largest > LARGEST_GROUP {
        return Err(Error::OutOfRange {
            place: "largest group".to_owned(),
            quantity: "members",
            value: largest as f64,
            expected: "at most 2000",
        });
    }
    Ok(1..=largest)
}

/// The binomial law of one trial more.
fn one_more(law: &[f64], probability: f64) -> Vec<f64> {
    let without = law.iter().map(|weight| weight * (1.0 - probability)).chain([0.0]);
    let with = [0.0].into_iter().chain(law.iter().map(|weight| weight * probability));
    without.zip(with).map(|(without, with)| without + with).collect()
}

/// The members as they are written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    high: f64,
    low: f64,
    probability: f64,
    aversion: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for EqualSharing {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.high, written.low, written.probability, written.aversion)
    }
}

#[cfg(feature = "serde")]
impl From<EqualSharing> for Written {
    fn from(members: EqualSharing) -> Self {
        let EqualSharing { high, low, probability, aversion } = members;
        Self { high, low, probability, aversion }
    }
}
