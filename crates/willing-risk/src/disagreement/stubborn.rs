//! Consultation among states that hold on to what they thought first.

use nalgebra::{DMatrix, DVector, Dyn, LU};

use super::network::{ListenerNetwork, check_length};
use crate::Error;
use crate::error::unit;

/// A network of listeners each of whom keeps a part of its first opinion: x ← A W x + (1 − A) x(0), with
/// A = diag(a), a_i in [0, 1] the susceptibility of state i.
///
/// Valid once built, which includes that opinions settle: everybody depends, through whom it listens to, on
/// somebody with a < 1.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::{ListenerNetwork, StubbornNetwork};
///
/// let pair = ListenerNetwork::new(vec![vec![0.0, 1.0], vec![1.0, 0.0]])?;
/// // The leader never moves; the follower meets it half way.
/// let settled = StubbornNetwork::new(pair, vec![0.0, 0.5])?.settled(&[0.8, 0.2])?;
/// assert!((settled[1] - 0.5).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Friedkin & Johnsen (1990), *Social influence and opinions*.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "StubbornNetworkData")
)]
pub struct StubbornNetwork {
    network: ListenerNetwork,
    susceptibility: Vec<f64>,
}

#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct StubbornNetworkData {
    network: ListenerNetwork,
    susceptibility: Vec<f64>,
}

#[cfg(feature = "serde")]
impl TryFrom<StubbornNetworkData> for StubbornNetwork {
    type Error = Error;

    fn try_from(data: StubbornNetworkData) -> Result<Self, Error> {
        Self::new(data.network, data.susceptibility)
    }
}

impl StubbornNetwork {
    /// The network in which each state listens with this susceptibility.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if susceptibilities are not one for each state; [`Error::OutOfRange`] for one
    /// outside [0, 1], NaN included; [`Error::UnsettledNetwork`] if somebody depends only on states that hold
    /// on to nothing.
    pub fn new(network: ListenerNetwork, susceptibility: Vec<f64>) -> Result<Self, Error> {
        check_length("network", "susceptibilities", susceptibility.len(), network.states())?;
        susceptibility.iter().try_for_each(|&value| unit("network", "susceptibility", value))?;
        if !settles(&susceptibility, network.weights()) {
            return Err(Error::UnsettledNetwork);
        }
        Ok(Self { network, susceptibility })
    }

    /// W: who listens to whom.
    #[must_use]
    pub fn network(&self) -> &ListenerNetwork {
        &self.network
    }

    /// a, by state.
    #[must_use]
    pub fn susceptibility(&self) -> &[f64] {
        &self.susceptibility
    }

    /// The opinions on which consultation settles: x = (I − A W)⁻¹ (I − A) x(0).
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if opinions are not one for each state; [`Error::OutOfRange`] for one outside
    /// [-1e12, 1e12], NaN included; [`Error::UnsettledNetwork`] if the states hold on to so little that
    /// rounding hides it.
    ///
    /// # Complexity
    ///
    /// O(n³).
    pub fn settled(&self, opinions: &[f64]) -> Result<Vec<f64>, Error> {
        self.network.check_opinions(opinions)?;
        self.system()?.settle(&self.susceptibility, opinions)
    }

    /// (I − A W)⁻¹ (I − A): in row i, how much the first opinion of each state counts in what state i comes
    /// to hold. Rows sum to 1.
    ///
    /// # Errors
    ///
    /// [`Error::UnsettledNetwork`] if the states hold on to so little that rounding hides it.
    ///
    /// # Complexity
    ///
    /// O(n³).
    pub fn influence(&self) -> Result<Vec<Vec<f64>>, Error> {
        let system = self.system()?;
        let count = self.network.states();
        let alone = |speaker: usize| -> Vec<f64> {
            (0..count).map(|state| f64::from(u8::from(state == speaker))).collect()
        };
        let columns: Vec<Vec<f64>> = (0..count)
            .map(|speaker| system.settle(&self.susceptibility, &alone(speaker)))
            .collect::<Result<_, Error>>()?;
        let row = |state: usize| columns.iter().filter_map(|column| column.get(state).copied()).collect();
        Ok((0..count).map(row).collect())
    }

    fn system(&self) -> Result<SettledSystem, Error> {
        let states = || 0..self.network.states();
        let row = |listener| states().map(|speaker| self.network.weight(listener, speaker)).collect();
        SettledSystem::new(&self.susceptibility, &states().map(row).collect::<Vec<Vec<f64>>>())
    }
}

/// How far a known solution may be missed before a network counts as unsettled.
const LARGEST_MISS: f64 = 1e-6;

/// I − A W, factored once and solved for as many opinions as there are.
pub(crate) struct SettledSystem(LU<f64, Dyn, Dyn>);

impl SettledSystem {
    /// The system of lists that the caller has checked to fit.
    ///
    /// # Errors
    ///
    /// [`Error::UnsettledNetwork`] if somebody depends only on states that hold on to nothing, or to so little
    /// that rounding hides it.
    pub(crate) fn new(susceptibility: &[f64], weights: &[Vec<f64>]) -> Result<Self, Error> {
        if !settles(susceptibility, weights) {
            return Err(Error::UnsettledNetwork);
        }
        let count = susceptibility.len();
        let listens = |state: usize| susceptibility.get(state).copied().unwrap_or(0.0);
        let weight =
            |row: usize, column: usize| weights.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0.0);
        let system = DMatrix::from_fn(count, count, |row, column| {
            f64::from(u8::from(row == column)) - listens(row) * weight(row, column)
        });
        // The answer to A W's own row sums is known: everybody holds 1. How far it is missed tells how many
        // digits a solution has.
        let known = DVector::from_iterator(count, system.row_iter().map(|row| row.sum()));
        let factored = Self(system.lu());
        let found = factored.0.solve(&known).ok_or(Error::UnsettledNetwork)?;
        if found.iter().all(|opinion| (opinion - 1.0).abs() <= LARGEST_MISS) {
            Ok(factored)
        } else {
            Err(Error::UnsettledNetwork)
        }
    }

    /// (I − A W)⁻¹ (I − A) x(0).
    ///
    /// # Errors
    ///
    /// [`Error::UnsettledNetwork`] if rounding leaves no finite answer.
    pub(crate) fn settle(&self, susceptibility: &[f64], opinions: &[f64]) -> Result<Vec<f64>, Error> {
        let kept = opinions.iter().zip(susceptibility).map(|(opinion, listens)| (1.0 - listens) * opinion);
        let start = DVector::from_iterator(opinions.len().min(susceptibility.len()), kept);
        let settled = self.0.solve(&start).ok_or(Error::UnsettledNetwork)?;
        if settled.iter().any(|opinion| !opinion.is_finite()) {
            return Err(Error::UnsettledNetwork);
        }
        Ok(settled.iter().copied().collect())
    }
}

/// Whether everybody depends on somebody who holds on to an opinion of its own. Asked of who listens to
/// whom, because a singular matrix may look regular after rounding.
fn settles(susceptibility: &[f64], weights: &[Vec<f64>]) -> bool {
    let mut anchored: Vec<bool> = susceptibility.iter().map(|&listens| listens < 1.0).collect();
    loop {
        let hears_anchored =
            |row: &Vec<f64>| row.iter().zip(&anchored).any(|(&weight, &anchored)| weight > 0.0 && anchored);
        let next: Vec<bool> =
            weights.iter().zip(&anchored).map(|(row, &known)| known || hears_anchored(row)).collect();
        if next == anchored {
            return anchored.iter().all(|&known| known);
        }
        anchored = next;
    }
}
