//! Efficient divisions under given weights.

use willing_check::syndicate::BorchAllocation;
use willing_risk::syndicate::{Member, Syndicate};

use super::market::Market;
use super::{Error, TOLERANCE};

/// Slack in what a given division may consume, for its rounding.
const ROUNDING: f64 = 1e-9;

/// The division that maximises Σ_i λ_i Σ_s p_i(s) u_i(y_i(s)), subject to Σ_i y_i(s) = X(s).
///
/// With common beliefs it depends on the outcome through X(s) only (*mutuality*), and everybody gets more where there is more;
/// each bears risk at the margin in proportion to its tolerance. With different beliefs members also bet on what they believe.
///
/// ```text
/// logarithm            y_i = X λ_i p_i / Σ_j λ_j p_j
/// equal aversion γ     y_i = X (λ_i p_i)^{1/γ} / Σ_j (λ_j p_j)^{1/γ}
/// absolute aversion    y_i = (τ_i/T) X + τ_i [ln(λ_i p_i/τ_i) − Σ_j (τ_j/T) ln(λ_j p_j/τ_j)]
/// otherwise            one monotone root in ln μ for each outcome
/// ```
///
/// # Complexity
///
/// O(n) for each outcome and step of Newton's method; a handful of steps.
///
/// # Numerics
///
/// The evidence states tolerance 1e-12. Aversions in [1e-3, 1e3] and totals of 1e-12 to 1e12 can stand side by side: logarithms do not
/// overflow. Consumption below the least float is 0.
///
/// # References
///
/// Borch (1962), Econometrica 30: 424–444; Wilson (1968), Econometrica 36: 119–132, theorem 1.
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Players};
/// use willing_risk::{Belief, syndicate::{Member, Syndicate, Utility}};
/// use willing_solver::syndicate::Borch;
///
/// let member = |p: [f64; 2]| Member::new(Utility::Log, Belief::new(p.to_vec())?);
/// let members = vec![member([0.5, 0.5])?, member([0.25, 0.75])?];
/// let syndicate = Syndicate::new(Players::new(["a", "b"])?, members, vec![vec![3.0, 5.0]; 2])?;
/// let division = Borch::new().solve(&syndicate, &[1.0, 1.0])?;
/// assert!((division.allocation[0][1] - 4.0).abs() < 1e-12); // 10 · 0.5/(0.5 + 0.75)
/// division.check(&syndicate)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Borch;

impl Borch {
    /// The concept; it has no settings.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// The division of `syndicate` under weights λ by seat.
    ///
    /// # Errors
    ///
    /// [`Error::Length`], [`Error::Weight`].
    pub fn solve(&self, syndicate: &Syndicate, weights: &[f64]) -> Result<BorchAllocation, Error> {
        let members = syndicate.members().len();
        if weights.len() != members {
            return Err(Error::Length { got: weights.len(), members });
        }
        if let Some((player, &weight)) =
            weights.iter().enumerate().find(|(_, weight)| !(f64::MIN_POSITIVE..=f64::MAX).contains(*weight))
        {
            return Err(Error::Weight { player, weight });
        }
        let log_weights: Vec<f64> = weights.iter().map(|weight| weight.ln()).collect();
        let market = Market::new(syndicate);
        let state = market.divide(&log_weights);
        let mut log_multipliers = vec![None; syndicate.outcomes()];
        for (outcome, &log) in market.outcomes().iter().zip(&state.log_prices) {
            log_multipliers[outcome.index] = Some(log);
        }
        let allocation = market.allocation(&state);
        Ok(BorchAllocation { log_weights, allocation, log_multipliers, tolerance: TOLERANCE })
    }

    /// What a given division loses against the best one under the same weights:
    /// Σ_i λ_i Σ_s p_i(s) [u_i(y*_i(s)) − u_i(y_i(s))] ≥ 0, in weighted utility.
    ///
    /// ∞ for a division that leaves somebody nothing where that is unbearable (aversion at least 1). A sure unit more is worth
    /// Σ_s μ(s): a small loss divided by this is the sure money lost.
    ///
    /// # Errors
    ///
    /// Those of [`solve`](Self::solve); [`Error::Risk`] for a division of another shape or with amounts that cannot be consumed;
    /// [`Error::MoreThanAll`] for one that consumes more than there is by over 1e-9 of the amounts.
    pub fn loss(&self, syndicate: &Syndicate, weights: &[f64], given: &[Vec<f64>]) -> Result<f64, Error> {
        syndicate.certainty_equivalents(given)?;
        for (outcome, &total) in syndicate.totals().iter().enumerate() {
            let consumed: f64 = given.iter().map(|row| row[outcome]).sum();
            let size: f64 = given.iter().map(|row| row[outcome].abs()).sum();
            if consumed - total > ROUNDING * (size + total.abs()) {
                return Err(Error::MoreThanAll { outcome, consumed, total });
            }
        }
        let best = self.solve(syndicate, weights)?;
        let mass = |member: &Member| member.belief().probabilities().iter().sum::<f64>();
        let masses: Vec<f64> = syndicate.members().iter().map(mass).collect();
        let mut loss = 0.0;
        for outcome in 0..syndicate.outcomes() {
            // Outcome by outcome the weighted difference is not negative: no cancellation between outcomes.
            let own = |(seat, weight): (usize, &f64)| {
                let member = &syndicate.members()[seat];
                let probability = member.belief().probability(outcome);
                if probability <= 0.0 {
                    return 0.0;
                }
                let value = |allocation: &[Vec<f64>]| member.utility().value(allocation[seat][outcome]);
                weight * probability / masses[seat] * (value(&best.allocation) - value(given))
            };
            loss += weights.iter().enumerate().map(own).sum::<f64>().max(0.0);
        }
        Ok(loss)
    }
}
