//! Repeated consultation: everybody takes on the mean opinion of those it listens to.

use std::collections::VecDeque;

use nalgebra::DMatrix;

use crate::Error;
use crate::error::{signed, unit, within};

/// How often [`ListenerNetwork::second_modulus`] squares its matrix: ‖Bᵏ‖^{1/k} with k = 2⁶⁰ is the spectral
/// radius up to rounding, whatever the constant in front of it.
const SQUARINGS: i32 = 60;

/// Who listens to whom: W, row-stochastic. W_ij is the weight that state i gives to the opinion of state j,
/// and x ← W x is one round of consultation (DeGroot).
///
/// Valid once built: square, each weight in [0, 1], each row 1 in sum within 1e-9. The numbers are kept as
/// given and mean themselves divided by the sum of their row.
///
/// # Example
///
/// ```
/// use willing_risk::disagreement::ListenerNetwork;
///
/// let network = ListenerNetwork::new(vec![vec![0.5, 0.5], vec![0.25, 0.75]])?;
/// // Influence (1/3, 2/3): the second state listens less.
/// let agreed = network.consensus(&[0.9, 0.3])?.unwrap();
/// assert!((agreed - 0.5).abs() < 1e-15);
/// assert!((network.after(&[0.9, 0.3], 40)?[0] - agreed).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// DeGroot (1974), *Reaching a consensus*; Golub & Jackson (2010) for when there is one.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Vec<Vec<f64>>", into = "Vec<Vec<f64>>")
)]
pub struct ListenerNetwork {
    weights: Vec<Vec<f64>>,
}

/// What becomes of opinions under repeated consultation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[must_use]
pub enum LongRun {
    /// All come to hold Σ π_j x_j, whatever they start from.
    Consensus {
        /// π, with π W = π and Σ π = 1: by state, its weight in the consensus.
        influence: Vec<f64>,
    },
    /// Several groups hear nobody outside and may each settle on an opinion of its own.
    SeveralVoices {
        /// Those groups, by their least member; states in none of them are not listed.
        groups: Vec<Vec<usize>>,
    },
    /// The one group that all depend on passes its opinions around and need not settle at all.
    Cycle {
        /// The group.
        group: Vec<usize>,
        /// After how many rounds an opinion may be back; at least 2.
        period: usize,
    },
}

impl ListenerNetwork {
    /// The network with these weights: row i says whom state i listens to.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without states; [`Error::Length`] for a row of the wrong length;
    /// [`Error::OutOfRange`] for a weight outside [0, 1], NaN included, or a row that does not sum to 1.
    pub fn new(weights: Vec<Vec<f64>>) -> Result<Self, Error> {
        if weights.is_empty() {
            return Err(Error::TooFew { what: "states in a network", got: 0, least: 1 });
        }
        for (state, row) in weights.iter().enumerate() {
            let place = format!("network, row {state}");
            check_length(&place, "weights", row.len(), weights.len())?;
            row.iter().try_for_each(|&weight| unit(&place, "weight", weight))?;
            within(&place, "sum of the weights", row.iter().sum(), 1.0 - 1e-9, 1.0 + 1e-9, "1")?;
        }
        Ok(Self { weights })
    }

    /// How many states there are; at least 1.
    #[must_use]
    pub fn states(&self) -> usize {
        self.weights.len()
    }

    /// W, by listener.
    #[must_use]
    pub fn weights(&self) -> &[Vec<f64>] {
        &self.weights
    }

    /// The opinions after so many rounds of consultation, x(t) = Wᵗ x(0).
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if opinions are not one for each state; [`Error::OutOfRange`] for one outside
    /// [-1e12, 1e12], NaN included.
    ///
    /// # Complexity
    ///
    /// O(n² · rounds); ends early once a round changes nothing.
    pub fn after(&self, opinions: &[f64], rounds: u32) -> Result<Vec<f64>, Error> {
        self.check_opinions(opinions)?;
        let mut current = opinions.to_vec();
        for _ in 0..rounds {
            let next: Vec<f64> = self.weights.iter().map(|row| weighted_mean(row, &current)).collect();
            if next.iter().zip(&current).all(|(new, old)| new.total_cmp(old).is_eq()) {
                break;
            }
            current = next;
        }
        Ok(current)
    }

    /// Whether opinions come to agree, and whose count; found from who listens to whom, not from rounding.
    ///
    /// There is a consensus from every start exactly if a single group hears nobody outside (one closed
    /// class) and its members' cycles of listening have no common factor (aperiodic).
    ///
    /// # Complexity
    ///
    /// O(n³).
    ///
    /// # Numerics
    ///
    /// Influence by the elimination of Grassmann, Taksar & Heyman (1985), which never subtracts: each entry
    /// has small relative error.
    pub fn long_run(&self) -> LongRun {
        let mut groups = self.closed_groups();
        if groups.len() != 1 {
            return LongRun::SeveralVoices { groups };
        }
        let group = groups.pop().unwrap_or_default();
        let period = self.period(&group);
        if period == 1 {
            LongRun::Consensus { influence: self.stationary(&group) }
        } else {
            LongRun::Cycle { group, period }
        }
    }

    /// Whom the consensus listens to: π with π W = π; `None` if there is no consensus from every start.
    #[must_use]
    pub fn influence(&self) -> Option<Vec<f64>> {
        match self.long_run() {
            LongRun::Consensus { influence } => Some(influence),
            LongRun::SeveralVoices { .. } | LongRun::Cycle { .. } => None,
        }
    }

    /// What all come to believe, Σ π_j x_j(0); `None` if there is no consensus from every start.
    ///
    /// # Errors
    ///
    /// Those of [`Self::after`].
    pub fn consensus(&self, opinions: &[f64]) -> Result<Option<f64>, Error> {
        self.check_opinions(opinions)?;
        Ok(self.influence().map(|influence| weighted_mean(&influence, opinions)))
    }

    /// |λ₂|, the second largest modulus of the eigenvalues of W: disagreement shrinks by this factor a round
    /// in the long run. 1 exactly if there is no consensus from every start; 0 for one state.
    ///
    /// It is the spectral radius of W − 1π, found as the limit of ‖Bᵏ‖^{1/k} (Gelfand) by repeated squaring.
    ///
    /// # Complexity
    ///
    /// O(60 n³).
    #[must_use]
    pub fn second_modulus(&self) -> f64 {
        let Some(influence) = self.influence() else { return 1.0 };
        let count = self.states();
        let entry = |row: usize, column: usize| {
            self.weight(row, column) - influence.get(column).copied().unwrap_or(0.0)
        };
        let mut power = DMatrix::from_fn(count, count, entry);
        let (mut log_radius, mut share) = (0.0, 1.0);
        for _ in 0..SQUARINGS {
            let size = power.norm();
            if size <= 0.0 {
                return 0.0;
            }
            power /= size;
            log_radius += share * size.ln();
            share /= 2.0;
            power = &power * &power;
        }
        log_radius.exp().min(1.0)
    }

    /// W_ij, divided by the sum of its row.
    pub(super) fn weight(&self, listener: usize, speaker: usize) -> f64 {
        let Some(row) = self.weights.get(listener) else { return 0.0 };
        row.get(speaker).copied().unwrap_or(0.0) / row.iter().sum::<f64>()
    }

    /// Whom a state listens to at all.
    fn heard(&self, listener: usize) -> impl Iterator<Item = usize> {
        let row = self.weights.get(listener).into_iter().flatten();
        row.enumerate().filter(|&(_, &weight)| weight > 0.0).map(|(speaker, _)| speaker)
    }

    /// In how many steps of listening each state depends on each other one; `None` for never.
    fn distances(&self, from: usize) -> Vec<Option<usize>> {
        let mut distances = vec![None; self.states()];
        let mut queue = VecDeque::from([(from, 0)]);
        while let Some((state, distance)) = queue.pop_front() {
            if let Some(seen @ None) = distances.get_mut(state) {
                *seen = Some(distance);
                queue.extend(self.heard(state).map(|speaker| (speaker, distance + 1)));
            }
        }
        distances
    }

    /// The groups whose members all depend on each other and on nobody else, by their least member.
    fn closed_groups(&self) -> Vec<Vec<usize>> {
        let depends: Vec<Vec<bool>> = (0..self.states())
            .map(|state| self.distances(state).iter().map(Option::is_some).collect())
            .collect();
        let on = |state: usize, other: usize| {
            depends.get(state).and_then(|row| row.get(other)).copied().unwrap_or(false)
        };
        let group = |state: usize| (0..self.states()).filter(|&other| on(state, other)).collect::<Vec<_>>();
        let groups = (0..self.states()).map(|state| (state, group(state)));
        groups
            .filter(|(state, group)| {
                group.first() == Some(state) && group.iter().all(|&member| on(member, *state))
            })
            .map(|(_, group)| group)
            .collect()
    }

    /// The greatest common factor of the lengths of a group's cycles of listening: of d(i) + 1 − d(j) over its
    /// links, with d the distances from one member.
    fn period(&self, group: &[usize]) -> usize {
        let Some(&start) = group.first() else { return 1 };
        let distances = self.distances(start);
        let distance = |state: usize| distances.get(state).copied().flatten().unwrap_or(0);
        let links = group.iter().flat_map(|&state| self.heard(state).map(move |speaker| (state, speaker)));
        links
            .map(|(state, speaker)| (distance(state) + 1).abs_diff(distance(speaker)))
            .fold(0, greatest_common_factor)
    }

    /// π W = π on a closed group, 0 elsewhere, by the elimination of Grassmann, Taksar & Heyman.
    #[expect(clippy::indexing_slicing, reason = "places of the matrix that is built here")]
    fn stationary(&self, group: &[usize]) -> Vec<f64> {
        let size = group.len();
        let at = |place: usize| group.get(place).copied().unwrap_or(0);
        let mut flow = DMatrix::from_fn(size, size, |row, column| self.weight(at(row), at(column)));
        for last in (1..size).rev() {
            // Positive, since everybody depends on everybody, but perhaps too small for a number.
            let leaving = (0..last).map(|column| flow[(last, column)]).sum::<f64>().max(f64::MIN_POSITIVE);
            for row in 0..last {
                flow[(row, last)] /= leaving;
                for column in 0..last {
                    let around = flow[(row, last)] * flow[(last, column)];
                    flow[(row, column)] += around;
                }
            }
        }
        let mut visits: Vec<f64> = vec![1.0];
        for next in 1..size {
            let visit: f64 = visits.iter().enumerate().map(|(row, visit)| visit * flow[(row, next)]).sum();
            visits.push(visit);
            // At each step, so that a long chain does not overflow.
            let total: f64 = visits.iter().sum();
            for visit in &mut visits {
                *visit /= total;
            }
        }
        let mut influence = vec![0.0; self.states()];
        for (&state, &visit) in group.iter().zip(&visits) {
            if let Some(place) = influence.get_mut(state) {
                *place = visit;
            }
        }
        influence
    }

    pub(super) fn check_opinions(&self, opinions: &[f64]) -> Result<(), Error> {
        check_length("network", "opinions", opinions.len(), self.states())?;
        opinions.iter().try_for_each(|&opinion| signed("network", "opinion", opinion))
    }
}

impl TryFrom<Vec<Vec<f64>>> for ListenerNetwork {
    type Error = Error;

    fn try_from(weights: Vec<Vec<f64>>) -> Result<Self, Error> {
        Self::new(weights)
    }
}

impl From<ListenerNetwork> for Vec<Vec<f64>> {
    fn from(network: ListenerNetwork) -> Self {
        network.weights
    }
}

/// Σ w x / Σ w.
fn weighted_mean(weights: &[f64], values: &[f64]) -> f64 {
    let sum: f64 = weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
    sum / weights.iter().sum::<f64>()
}

fn greatest_common_factor(one: usize, other: usize) -> usize {
    if other == 0 { one } else { greatest_common_factor(other, one % other) }
}

pub(super) fn check_length(
    place: &str,
    quantity: &'static str,
    got: usize,
    expected: usize,
) -> Result<(), Error> {
    if got == expected {
        return Ok(());
    }
    Err(Error::Length { place: place.to_owned(), quantity, got, expected })
}
