//! Sizes of a treaty that nobody wants to leave or to join.

use crate::Error;
use crate::error::within;
use crate::normal::one_for_each;

/// What members and outsiders of a treaty among n like states get, by its size k = 1, …, n.
///
/// Size k is *internally stable* if no member gains by leaving, member(k) ≥ outsider(k − 1), and *externally
/// stable* if no outsider gains by joining, outsider(k) ≥ member(k + 1); a treaty of one cannot be left, nor one of
/// all be joined. Ties are stable. What an outsider of a treaty of all would get is kept, and never read.
///
/// # References
///
/// d'Aspremont, Jacquemin, Gabszewicz & Weymark (1983), *On the stability of collusive price leadership*;
/// Barrett (1994), *Self-enforcing international environmental agreements*.
///
/// # Example
///
/// ```
/// use willing_risk::burden::Membership;
///
/// let treaty = Membership::new(vec![1.0, 2.0, 2.0], vec![1.0, 3.0, 0.0], 0.0)?;
/// assert_eq!(treaty.internally_stable_sizes(), [1, 2]);
/// assert_eq!(treaty.externally_stable_sizes(), [2, 3]);
/// assert_eq!(treaty.stable_sizes(), [2]);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct Membership {
    members: Vec<f64>,
    outsiders: Vec<f64>,
    tie: f64,
}

impl Membership {
    /// The treaty of these payoffs of a member and of an outsider, by size from 1 on. Payoffs that differ by no
    /// more than `tie` of the larger are a tie.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without sizes; [`Error::Length`] if the lists differ in length; [`Error::OutOfRange`] for
    /// payoffs that are not finite or a tie outside [0, 1].
    pub fn new(members: Vec<f64>, outsiders: Vec<f64>, tie: f64) -> Result<Self, Error> {
        if members.is_empty() {
            return Err(Error::TooFew { what: "sizes of a treaty", got: 0, least: 1 });
        }
        one_for_each("treaty", "payoffs of an outsider", outsiders.len(), members.len())?;
        for (quantity, list) in [("payoff of a member", &members), ("payoff of an outsider", &outsiders)] {
            for (size, &payoff) in (1..).zip(list) {
                let place = format!("treaty of {size}");
                within(&place, quantity, payoff, f64::MIN, f64::MAX, "a finite number")?;
            }
        }
        crate::error::unit("treaty", "tie", tie)?;
        Ok(Self { members, outsiders, tie })
    }

    /// What a member gets, by size from 1 on.
    #[must_use]
    pub fn members(&self) -> &[f64] {
        &self.members
    }

    /// What an outsider gets, by size from 1 on.
    #[must_use]
    pub fn outsiders(&self) -> &[f64] {
        &self.outsiders
    }

    /// The sizes that no member gains by leaving.
    #[must_use]
    pub fn internally_stable_sizes(&self) -> Vec<usize> {
        let left = self.members.iter().skip(1).zip(&self.outsiders);
        let stays = left.map(|(member, outsider)| self.no_less(*member, *outsider));
        (1..)
            .zip([true].into_iter().chain(stays))
            .filter(|(_, stable)| *stable)
            .map(|(size, _)| size)
            .collect()
    }

    /// The sizes that no outsider gains by joining.
    #[must_use]
    pub fn externally_stable_sizes(&self) -> Vec<usize> {
        let joined = self.members.iter().skip(1).zip(&self.outsiders);
        let stays = joined.map(|(member, outsider)| self.no_less(*outsider, *member));
        (1..).zip(stays.chain([true])).filter(|(_, stable)| *stable).map(|(size, _)| size).collect()
    }

    /// The sizes that are both.
    #[must_use]
    pub fn stable_sizes(&self) -> Vec<usize> {
        let external: std::collections::BTreeSet<usize> =
            self.externally_stable_sizes().into_iter().collect();
        self.internally_stable_sizes().into_iter().filter(|size| external.contains(size)).collect()
    }

    fn no_less(&self, own: f64, other: f64) -> bool {
        own >= other || other - own <= self.tie * own.abs().max(other.abs())
    }
}

/// The treaty as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    members: Vec<f64>,
    outsiders: Vec<f64>,
    tie: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for Membership {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.members, written.outsiders, written.tie)
    }
}

#[cfg(feature = "serde")]
impl From<Membership> for Written {
    fn from(treaty: Membership) -> Self {
        Self { members: treaty.members, outsiders: treaty.outsiders, tie: treaty.tie }
    }
}
