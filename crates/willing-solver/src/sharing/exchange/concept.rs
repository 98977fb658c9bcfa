//! The worth of one coalition.

use std::convert::Infallible;

use willing_check::sharing::LinearExchange;
use willing_game::{Player, Verdict};
use willing_risk::sharing::Portfolio;

use super::best::Best;
use super::model::Model;
use super::path::Point;

/// A bound on the steps; a few dozen are usual.
const STEPS: usize = 200;

/// Certified gaps that did not improve before the path is given up.
const PATIENCE: usize = 12;

/// Why a question about linear exchange was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// A coalition of nobody.
    #[error("the coalition has no members: expected at least one")]
    Nobody,
    /// A member that is not a player of the portfolio.
    #[error("player {player} is not one of {players} players")]
    UnknownPlayer {
        /// Who.
        player: Player,
        /// How many players there are.
        players: usize,
    },
    /// Too many players for a table.
    #[error("{players} players: expected at most {most} for all worths")]
    TooManyPlayers {
        /// How many there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
}

/// The worth of a coalition whose members carry shares of each other's risks, and nobody bets on an ally's harm:
///
/// ```text
/// v(S) = max { Σ_i U_i(Σ_j s_ij X_j) : s ≥ 0, Σ_i s_ij = 1 }      i, j ∈ S
/// ```
///
/// Where Borch's and Wilson's sharing lets allies who disagree bet against each other, so that disagreement seems to add value,
/// here it only stops them from sharing. Two states of tolerance τ that each face a loss ℓ carry
/// f = clamp(½ − (τ/2ℓ) ln(p_other/p_own), 0, 1) of the other's, and nothing from p_other/p_own = e^{ℓ/τ} on.
/// The game is totally balanced.
///
/// # Returns
///
/// `Exists` with ends that differ by at most the gap asked for, times the greater of |v| and the spread: the greatest
/// difference of what one member holds in two outcomes believed possible. For the sake of rounding, at least 2⁻¹⁶ of the
/// greatest amount in an outcome believed possible and 2⁻⁵² of the greatest finite tolerance. `Undecided` with the best ends
/// found otherwise: they hold as well. Never `Impossible`.
///
/// # Complexity
///
/// O(|S|⁴ + |S|³·|Ω|) a step, a few dozen steps.
///
/// # Numerics
///
/// An interior point method in floats (Mehrotra 1992), deterministic; the ends are computed in outward-rounded intervals by the
/// checker's code. Where members are alike or holdings are certain, the shares are some of many that are best.
///
/// # References
///
/// Borch (1962); Wilson (1968); Mehrotra (1992), "On the implementation of a primal-dual interior point method".
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Player, Players};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::Exchange;
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.9, 0.1])?)?;
/// let portfolio = Portfolio::new(
///     Players::new(["coast", "inland"])?,
///     vec![vec![0.0, -10.0], vec![0.0, 0.0]], // a storm hits the coast
///     vec![careful.clone(), careful],
/// )?;
/// let exchange = Exchange::new().solve(&portfolio, &[Player::new(0), Player::new(1)])?.found()?;
/// exchange.check(&portfolio)?;
/// assert!((exchange.shares[1][0] - 0.5).abs() < 1e-6); // equally careful, they carry half each
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange {
    gap: f64,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { gap: 1e-9 }
    }
}

impl Exchange {
    /// Ends that differ by 1e-9 at most, relative to the greater of worth and spread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends that differ by so much at most, likewise.
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }

    /// The worth of the coalition of `members`, in any order.
    ///
    /// # Errors
    ///
    /// [`ExchangeError::Nobody`], [`ExchangeError::UnknownPlayer`].
    pub fn solve(
        &self,
        portfolio: &Portfolio,
        members: &[Player],
    ) -> Result<Verdict<LinearExchange, Infallible, LinearExchange>, ExchangeError> {
        let players = portfolio.players().len();
        if let Some(player) = members.iter().find(|player| player.seat() >= players) {
            return Err(ExchangeError::UnknownPlayer { player: *player, players });
        }
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        if members.is_empty() {
            return Err(ExchangeError::Nobody);
        }
        Ok(self.search(portfolio, members))
    }

    pub(super) fn search(
        self,
        portfolio: &Portfolio,
        members: Vec<Player>,
    ) -> Verdict<LinearExchange, Infallible, LinearExchange> {
        let model = Model::new(portfolio, &members);
        let mut best = Best::new(portfolio, members, &model);
        let mut point = Point::start(&model);
        best.propose(&model, &point.shares, &[]);
        let (mut steps, mut waited) = (0, 0);
        // On beyond the gap asked for while it shrinks fast: the last steps are cheap and make the shares exact.
        while steps < STEPS && waited < PATIENCE && !best.is_exact() {
            let Some(next) = point.step(&model) else { break };
            point = next;
            steps += 1;
            if point.distance(&model) > 1e-5 * best.magnitude().max(1.0) {
                continue;
            }
            let before = best.relative_gap();
            best.propose(&model, &point.shares, &point.densities());
            let improved = best.relative_gap() < before / 2.0;
            if !improved && best.relative_gap() <= self.gap {
                break;
            }
            waited = if improved { 0 } else { waited + 1 };
        }
        best.drop_slight(&point);
        if best.relative_gap() <= self.gap {
            Verdict::Exists(best.found)
        } else {
            Verdict::Undecided(best.found)
        }
    }
}
