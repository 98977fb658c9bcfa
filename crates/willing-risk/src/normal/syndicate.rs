//! The game of sharing jointly normal risks under constant absolute risk aversion.

use willing_game::Coalition;
use willing_game::tu::CharacteristicFunction;

use super::{JointNormal, Tolerances, one_for_each};
use crate::Error;

/// The most members for whom all worths are listed.
pub const MAX_TABLE_MEMBERS: usize = 24;

/// Members with normal risks of their own and constant absolute risk aversion, who pool them.
///
/// Its worths, in money: v(S) = 1'μ_S − 1'Σ_SS 1 / (2 T_S) with T_S = Σ_S τ_i, the most that the certainty
/// equivalents of S can sum to. It is a game: solvers of the core, the nucleolus and the values take it as
/// it is. The game is totally balanced, and [`equilibrium`](Self::equilibrium) is in its core.
///
/// # Example
///
/// ```
/// use willing_risk::normal::{JointNormal, NormalSyndicate, Tolerances};
///
/// let risks = JointNormal::independent(vec![0.0, 0.0], &[1.0, 1.0])?;
/// let syndicate = NormalSyndicate::new(risks, Tolerances::new(vec![1.0, 1.0])?)?;
/// assert_eq!(syndicate.alone(), [-0.5, -0.5]);
/// assert_eq!(syndicate.worths()?, [0.0, -0.5, -0.5, -0.5]);
/// assert_eq!(syndicate.gain(), 0.5);
/// # Ok::<(), willing_risk::Error>(())
/// ```
///
/// # References
///
/// Borch (1962); Wilson (1968); Suijs, Borm, De Waegenaere & Tijs (1999), *Cooperative games with stochastic
/// payoffs*.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct NormalSyndicate {
    risks: JointNormal,
    tolerances: Tolerances,
}

impl NormalSyndicate {
    /// The syndicate in which member i owns risk i.
    ///
    /// # Errors
    ///
    /// [`Error::Length`] if there is not one tolerance for each risk; [`Error::Game`] for more than 64 members.
    pub fn new(risks: JointNormal, tolerances: Tolerances) -> Result<Self, Error> {
        one_for_each("syndicate", "tolerances", tolerances.members(), risks.risks())?;
        at_most(risks.risks(), Coalition::MAX_PLAYERS)?;
        Ok(Self { risks, tolerances })
    }

    /// The risks.
    #[must_use]
    pub fn risks(&self) -> &JointNormal {
        &self.risks
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
    /// O(2ⁿ) time: each sum from one of a smaller coalition. 16 bytes a coalition at most.
    ///
    /// # Numerics
    ///
    /// Absolute error a few ulps of Σ|Σ_ij| / 2T_S, also when the risks hedge each other.
    pub fn worths(&self) -> Result<Vec<f64>, Error> {
        at_most(self.risks.risks(), MAX_TABLE_MEMBERS)?;
        let mut premiums = self.variances();
        let tolerances = sums(self.tolerances.values());
        // The empty coalition has neither variance nor tolerance, and keeps its 0.
        for (premium, tolerance) in premiums.iter_mut().zip(tolerances).skip(1) {
            *premium = half_ratio(*premium, tolerance);
        }
        let mut worths = sums(self.risks.means());
        worths.iter_mut().zip(premiums).for_each(|(worth, premium)| *worth -= premium);
        Ok(worths)
    }

    /// Var X_S, by coalition: Var X_{R ∪ i} = Var X_R + Σ_ii + 2 cov(X_i, X_R) for R among the members before i.
    fn variances(&self) -> Vec<f64> {
        let mut variances = vec![0.0];
        for (member, row) in self.risks.covariance().iter().enumerate() {
            let (earlier, later) = row.split_at_checked(member).unwrap_or((row, &[]));
            let own = later.first().copied().unwrap_or(0.0);
            let known = variances.len();
            variances.extend_from_within(..);
            let joined = variances.iter_mut().skip(known);
            joined.zip(sums(earlier)).for_each(|(variance, covariance)| *variance += own + 2.0 * covariance);
        }
        variances
    }

    /// Each member's certainty equivalent of his own risk: v({i}) = μ_i − Σ_ii / 2τ_i.
    #[must_use]
    pub fn alone(&self) -> Vec<f64> {
        let own = self.risks.means().iter().zip(self.risks.variances());
        own.zip(self.tolerances.values())
            .map(|((mean, variance), &tolerance)| mean - half_ratio(variance, tolerance))
            .collect()
    }

    /// What the members hold after trading shares at competitive prices:
    /// φ_i = μ_i − cov(X_i, X_N)/T + τ_i Var(X_N) / 2T².
    ///
    /// It sums to v(N) and is in the core: a risk that moves against the others' is paid for.
    #[must_use]
    pub fn equilibrium(&self) -> Vec<f64> {
        let total = self.tolerances.total();
        let reward = self.group_premium();
        let shares = self.tolerances.borch_shares();
        let own = self.risks.means().iter().zip(self.risks.covariances_with_total());
        own.zip(shares)
            .map(|((mean, covariance), share)| mean - covariance / total + share * reward)
            .collect()
    }

    /// The risk premium of all together, Var(X_N) / 2T ≥ 0.
    #[must_use]
    pub fn group_premium(&self) -> f64 {
        half_ratio(self.risks.total_variance(), self.tolerances.total())
    }

    /// What sharing gains, v(N) − Σ v({i}) ≥ 0 but for rounding.
    #[must_use]
    pub fn gain(&self) -> f64 {
        let premiums = self.risks.variances().into_iter().zip(self.tolerances.values());
        premiums.map(|(variance, &tolerance)| half_ratio(variance, tolerance)).sum::<f64>()
            - self.group_premium()
    }
}

impl CharacteristicFunction for NormalSyndicate {
    fn player_count(&self) -> usize {
        self.risks.risks()
    }

    fn worth(&self, coalition: Coalition) -> f64 {
        if coalition.is_empty() {
            return 0.0;
        }
        let members = || coalition.players().map(willing_game::Player::seat);
        let sum = |list: &[f64]| members().filter_map(|seat| list.get(seat)).sum::<f64>();
        let rows = members().filter_map(|seat| self.risks.covariance().get(seat));
        let variance: f64 = rows.map(|row| sum(row)).sum();
        sum(self.risks.means()) - half_ratio(variance, sum(self.tolerances.values()))
    }
}

/// The premium Var / 2T of a normal risk, 0 if T is infinite. Rounding may leave a variance below 0.
pub(super) fn half_ratio(variance: f64, tolerance: f64) -> f64 {
    variance.max(0.0) / (2.0 * tolerance)
}

/// The sum of the values of each subset, the empty one first.
fn sums(values: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(1 << values.len().min(MAX_TABLE_MEMBERS));
    sums.push(0.0);
    for value in values {
        let known = sums.len();
        sums.extend_from_within(..);
        sums.iter_mut().skip(known).for_each(|sum| *sum += value);
    }
    sums
}

fn at_most(got: usize, most: usize) -> Result<(), Error> {
    if got <= most { Ok(()) } else { Err(willing_game::Error::TooManyPlayers { got, most }.into()) }
}

/// The syndicate as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    risks: JointNormal,
    tolerances: Tolerances,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for NormalSyndicate {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::new(written.risks, written.tolerances)
    }
}

#[cfg(feature = "serde")]
impl From<NormalSyndicate> for Written {
    fn from(syndicate: NormalSyndicate) -> Self {
        Self { risks: syndicate.risks, tolerances: syndicate.tolerances }
    }
}
