//! A path of quantal responses, and where it can fail.

use willing_game::{AggregativeGame, Certificate, Limit};
use willing_risk::TierGame;

use super::residual::{Response, residual};
use super::{StrategicForm, residual::mean_totals_payoffs};

/// What an action is worth when the others mix. A *choice*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Expectation {
    /// Its expected payoff over all profiles of the others, exactly. Costs as much as there are profiles.
    Exact,
    /// Its payoff at the expected totals of the others: the mean-field form, which leaves out how
    /// totals scatter around their means. For games too large for the exact form.
    MeanTotals,
}

/// One quantal response equilibrium.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct QuantalPoint {
    /// λ ≥ 0, in one over the unit of payoffs.
    pub precision: f64,
    /// For each player the probability of each action, by its place; 0 at actions that it does not have.
    pub probabilities: Vec<Vec<f64>>,
    /// max |p − logit(λ u(p))|.
    pub residual: f64,
}

impl QuantalPoint {
    /// The probability that `player` chooses `action`; 0 for what does not exist.
    #[must_use]
    pub fn probability(&self, player: usize, action: usize) -> f64 {
        self.probabilities.get(player).and_then(|mix| mix.get(action)).copied().unwrap_or(0.0)
    }
}

/// Quantal responses along a grid of precisions.
///
/// # Claim
///
/// Each point solves the logit equation up to `bound`. That the points lie on one continuous branch
/// is how they were found, and not part of the claim.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct QuantalPath {
    /// What actions are worth.
    pub expectation: Expectation,
    /// No residual is above this.
    pub bound: f64,
    /// The points, in the order of their precision.
    pub points: Vec<QuantalPoint>,
}

/// A path that a limit cut short.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PartialQuantalPath {
    /// The limit.
    pub limit: Limit,
    /// The greatest precision that the path reached.
    pub reached: f64,
    /// The points found by then.
    pub path: QuantalPath,
}

/// Why a path is refused.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A precision or bound that is no finite number ≥ 0, or precisions out of order.
    #[error("point {point}: precision {precision} is not a finite number ≥ 0 above the one before")]
    Precision {
        /// The point, counted from 0.
        point: usize,
        /// Its precision.
        precision: f64,
    },
    /// A bound that is no number in [0, 1e-6].
    #[error("bound {bound} on residuals: it must be in [0, 1e-6]")]
    Bound {
        /// The bound.
        bound: f64,
    },
    /// Numbers that are no mixed strategy of this player.
    #[error("point {point}: the numbers of player {player} are no mixed strategy over its actions")]
    NoMixture {
        /// The point, counted from 0.
        point: usize,
        /// The player's seat.
        player: usize,
    },
    /// Another number of players.
    #[error("point {point} is for {got} players, but the game has {players}")]
    Players {
        /// The point, counted from 0.
        point: usize,
        /// How many it is for.
        got: usize,
        /// How many there are.
        players: usize,
    },
    /// The residual is above the bound, or not the one stated.
    #[error("point {point}: residual {residual}, stated {stated}, bound {bound}")]
    Residual {
        /// The point, counted from 0.
        point: usize,
        /// The residual as recomputed.
        residual: f64,
        /// The residual as stated.
        stated: f64,
        /// The bound.
        bound: f64,
    },
    /// The game is too large for exact expectations.
    #[error("too many profiles for exact expectations")]
    TooLarge,
}

impl QuantalPath {
    /// Verifies all points against a game given by what its actions are worth.
    fn check_points(&self, game: &impl Response) -> Result<(), Violation> {
        if !(0.0..=1e-6).contains(&self.bound) {
            return Err(Violation::Bound { bound: self.bound });
        }
        let mut least = 0.0;
        for (number, point) in self.points.iter().enumerate() {
            let precision = point.precision;
            let in_order = precision.is_finite() && precision >= least && (number == 0 || precision > least);
            if !in_order {
                return Err(Violation::Precision { point: number, precision });
            }
            least = precision;
            check_mixtures(game, number, point)?;
            let recomputed = residual(game, precision, &point.probabilities).ok_or(Violation::TooLarge)?;
            // Both residuals carry the rounding of exponents λ u.
            let near = (recomputed.value - point.residual).abs() <= recomputed.rounding;
            if !(recomputed.value <= self.bound + recomputed.rounding && point.residual <= self.bound && near)
            {
                let (residual, stated, bound) = (recomputed.value, point.residual, self.bound);
                return Err(Violation::Residual { point: number, residual, stated, bound });
            }
        }
        Ok(())
    }

    /// Verifies a path of the mean-field form for any aggregative game.
    ///
    /// # Errors
    ///
    /// The first [`Violation`].
    pub fn check_mean_totals(&self, game: &impl AggregativeGame) -> Result<(), Violation> {
        self.check_points(&mean_totals_payoffs(game))
    }
}

fn check_mixtures(game: &impl Response, number: usize, point: &QuantalPoint) -> Result<(), Violation> {
    let (got, players) = (point.probabilities.len(), game.players());
    if got != players {
        return Err(Violation::Players { point: number, got, players });
    }
    for (player, mix) in point.probabilities.iter().enumerate() {
        let sum: f64 = mix.iter().sum();
        let fits = mix.iter().enumerate().all(|(action, &probability)| {
            (0.0..=1.0).contains(&probability) && (probability <= 0.0 || game.has(player, action))
        });
        if !fits || (sum - 1.0).abs() > 1e-12 {
            return Err(Violation::NoMixture { point: number, player });
        }
    }
    Ok(())
}

impl Certificate<StrategicForm> for QuantalPath {
    type Violation = Violation;

    fn check(&self, game: &StrategicForm) -> Result<(), Violation> {
        self.check_points(game)
    }
}

impl Certificate<TierGame> for QuantalPath {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        match self.expectation {
            Expectation::Exact => self.check_points(game),
            Expectation::MeanTotals => self.check_mean_totals(game),
        }
    }
}
