//! The insurance game of exponential losses under constant absolute risk aversion.

use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;

use crate::Error;
use crate::error::within;
use crate::normal::{MAX_TABLE_MEMBERS, Tolerances, one_for_each};

/// Members who each face an independent, exponentially distributed loss of mean m_i, and who pool them.
///
/// With constant absolute risk aversion 1/τ_i they share best in the proportions τ_i/T_S, and a coalition of total tolerance
/// T_S = Σ_S τ_i is worth, in money,
///
/// ```text
/// v(S) = T_S Σ_S ln(1 − m_i/T_S)
/// ```
///
/// which is finite for every coalition iff each m_i < τ_i: an exponential loss has so heavy a tail that a member of less
/// tolerance would pay anything to be rid of it. It is a game: solvers take it as it is. It is totally balanced, and
/// [`esscher`](Self::esscher) is in its core.
///
/// # Example
///
/// ```
/// use willing_risk::exponential::ExponentialSyndicate;
/// use willing_risk::normal::Tolerances;
///
/// let syndicate = ExponentialSyndicate::new(vec![1.0, 1.0], Tolerances::new(vec![2.0, 2.0])?)?;
/// assert!((syndicate.alone()[0] - 2.0 * 0.5_f64.ln()).abs() < 1e-15);
/// assert!((syndicate.worths()?[3] - 8.0 * 0.75_f64.ln()).abs() < 1e-15);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Suijs, De Waegenaere & Borm (1998), *Stochastic cooperative games in insurance*; Bühlmann (1980) for the prices.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct ExponentialSyndicate {
    mean_losses: Vec<f64>,
    tolerances: Tolerances,
}

/// The most of a member's tolerance that its mean loss may be: beyond, 1 − m/τ has lost its digits.
const MOST_OF_TOLERANCE: f64 = 1.0 - 1e-9;

impl ExponentialSyndicate {
    /// The syndicate in which member i faces a loss of mean `mean_losses[i]`.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not one loss for each tolerance; [`Error::Game`] for more than 64 members;
    /// [`Error::OutOfRange`] for a mean loss outside [0, 1e12], or above (1 − 1e-9) τ_i.
    pub fn new(mean_losses: Vec<f64>, tolerances: Tolerances) -> Result<Self, Error> {
        one_for_each("syndicate", "mean losses", mean_losses.len(), tolerances.members())?;
        at_most(mean_losses.len(), Coalition::MAX_PLAYERS)?;
        for (member, (&mean, &tolerance)) in mean_losses.iter().zip(tolerances.values()).enumerate() {
            let place = format!("member {member}");
            let most = (MOST_OF_TOLERANCE * tolerance).min(crate::LARGEST);
            let expected = "a number in [0, 1e12], and below the member's risk tolerance";
            within(&place, "mean loss", mean, 0.0, most, expected)?;
        }
        Ok(Self { mean_losses, tolerances })
    }

    /// m_i, by member.
    #[must_use]
    pub fn mean_losses(&self) -> &[f64] {
        &self.mean_losses
    }

    /// The tolerances of the members.
    #[must_use]
    pub fn tolerances(&self) -> &Tolerances {
        &self.tolerances
    }

    /// All 2ⁿ worths; that of the coalition whose bits are b stands at place b.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] for more than [`MAX_TABLE_MEMBERS`] members.
    ///
    /// # Complexity
    ///
    /// O(2ⁿ n) time.
    pub fn worths(&self) -> Result<Vec<f64>, Error> {
        at_most(self.mean_losses.len(), MAX_TABLE_MEMBERS)?;
        let coalitions = 0..1_u64 << self.mean_losses.len();
        Ok(coalitions.map(|bits| self.worth(Coalition::from_bits(bits))).collect())
    }

    /// Each member's certainty equivalent of his own loss: v({i}) = τ_i ln(1 − m_i/τ_i).
    #[must_use]
    pub fn alone(&self) -> Vec<f64> {
        let own = self.mean_losses.iter().zip(self.tolerances.values());
        own.map(|(&mean, &tolerance)| -loss_cost(mean, tolerance)).collect()
    }

    /// What the members hold after trading insurance at competitive prices: φ_i = −E_q L_i + τ_i KL(q‖p).
    ///
    /// The prices q are Esscher's: they weigh outcomes by e^{ΣL/T}, under which the losses are exponential with the means
    /// m_i/(1 − m_i/T). The amounts sum to v(N) and are in the core.
    ///
    /// # Numerics
    ///
    /// Relative error a few ulps also where losses are small beside T, and the premium is a difference of near numbers.
    ///
    /// # References
    ///
    /// Bühlmann (1980), *An economic premium principle*.
    #[must_use]
    pub fn esscher(&self) -> Vec<f64> {
        let total = self.tolerances.total();
        let own = self.mean_losses.iter().zip(self.tolerances.borch_shares());
        // T · KL(q‖p), with one term a loss.
        let information: f64 = self.mean_losses.iter().map(|&mean| total_divergence(mean, total)).sum();
        own.map(|(&mean, share)| share * information - mean / (1.0 - mean / total)).collect()
    }

    /// What sharing gains, v(N) − Σ v({i}) ≥ 0 but for rounding.
    #[must_use]
    pub fn gain(&self) -> f64 {
        let total = self.tolerances.total();
        let own = self.mean_losses.iter().zip(self.tolerances.values());
        own.map(|(&mean, &tolerance)| loss_cost(mean, tolerance) - loss_cost(mean, total)).sum()
    }
}

impl CharacteristicFunction for ExponentialSyndicate {
    fn player_count(&self) -> usize {
        self.mean_losses.len()
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        let members = || coalition.players().map(willing_game::Player::seat);
        let tolerance: f64 = members().filter_map(|seat| self.tolerances.values().get(seat)).sum();
        let losses = members().filter_map(|seat| self.mean_losses.get(seat));
        // Negated at the end would give nobody −0.
        losses.map(|&mean| 0.0 - loss_cost(mean, tolerance)).sum::<f64>() + 0.0
    }
}

/// −t ln(1 − m/t), the certainty-equivalent cost of an exponential loss of mean m at tolerance t; m at t = ∞.
fn loss_cost(mean: f64, tolerance: f64) -> f64 {
    if tolerance.is_infinite() { mean } else { -tolerance * (-mean / tolerance).ln_1p() }
}

/// t · KL of the exponential law of mean m/(1 − m/t) against that of mean m: t [ln(1 − r) + r/(1 − r)], r = m/t; 0 at t = ∞.
fn total_divergence(mean: f64, tolerance: f64) -> f64 {
    if tolerance.is_infinite() {
        return 0.0;
    }
    let ratio = mean / tolerance;
    if ratio > 0.1 {
        return tolerance * ((-ratio).ln_1p() + ratio / (1.0 - ratio));
    }
    // Both terms are about r, their sum about r²/2: the series Σ_{k ≥ 2} (1 − 1/k) r^k keeps its digits.
    let terms = (2..24).map(|k: i32| (1.0 - 1.0 / f64::from(k)) * ratio.powi(k));
    tolerance * terms.rev().sum::<f64>()
}

fn at_most(got: usize, most: usize) -> Result<(), Error> {
    if got <= most { Ok(()) } else { Err(willing_game::Error::TooManyPlayers { got, most }.into()) }
}

/// The syndicate as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    mean_losses: Vec<f64>,
    tolerances: Tolerances,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for ExponentialSyndicate {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.mean_losses, written.tolerances)
    }
}

#[cfg(feature = "serde")]
impl From<ExponentialSyndicate> for Written {
    fn from(syndicate: ExponentialSyndicate) -> Self {
        Self { mean_losses: syndicate.mean_losses, tolerances: syndicate.tolerances }
    }
}
