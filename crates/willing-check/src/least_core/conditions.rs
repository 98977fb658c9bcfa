//! The cost of stability where payments must satisfy conditions.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Rational};

use crate::core::evidence::{check_coalitions, check_excesses, check_sum, worth_of};
use crate::core::{self, WeightedCoalition, coverage};
use crate::program::evidence::{check_signs, sums, total};
use crate::program::{self, Row};

/// A game whose players are paid so that no coalition leaves, with conditions on the payments: what is asked.
#[derive(Clone, Copy, Debug)]
pub struct StablePayments<'a> {
    /// The game.
    pub game: &'a TableGame,
    /// Conditions on what each player gets, with a coefficient for each player.
    pub conditions: &'a [Row],
}

/// The least subsidy at which payments keep every coalition and the conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ConditionalSubsidy {
    /// Δ: what must be added to the worth of the grand coalition; at least 0.
    pub subsidy: Rational,
    /// What each player gets of v(N) + Δ, by seat.
    pub allocation: Vec<Rational>,
    /// Coalitions with positive weights.
    pub coalitions: Vec<WeightedCoalition>,
    /// A multiplier for each condition: at least 0 for ≥, at most 0 for ≤. By how much the subsidy rises for each unit of
    /// the condition's bound, as long as the same coalitions and conditions are tight.
    pub multipliers: Vec<Rational>,
}

/// No payments keep every coalition and the conditions, whatever the subsidy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoStablePayments {
    /// Coalitions with positive weights.
    pub coalitions: Vec<WeightedCoalition>,
    /// A multiplier for each condition: at least 0 for ≥, at most 0 for ≤.
    pub multipliers: Vec<Rational>,
}

/// Where evidence about payments under conditions can fail.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConditionViolation {
    /// In what does not depend on conditions.
    #[error(transparent)]
    Payments(#[from] core::Violation),
    /// In the conditions or their multipliers; variables are players.
    #[error("conditions: {0}")]
    Conditions(#[from] program::Violation),
    /// A condition with another number of coefficients than there are players.
    #[error("condition {condition} has {got} coefficients for {players} players")]
    ConditionLength {
        /// The condition, counted from 0.
        condition: usize,
        /// How many coefficients it has.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// A weighted sum that can hold.
    #[error("the weighted coalitions and conditions need {worth} in sum: expected more than 0")]
    NoContradiction {
        /// Σ λ_S v(S) + Σ μ_r b_r.
        worth: Rational,
    },
}

impl<'a> Certificate<StablePayments<'a>> for ConditionalSubsidy {
    type Violation = ConditionViolation;

    /// One scan of all coalitions and one pass over the conditions.
    fn check(&self, asked: &StablePayments<'a>) -> Result<(), ConditionViolation> {
        let StablePayments { game, conditions } = asked;
        if self.subsidy.is_negative() {
            return Err(core::Violation::NegativeSubsidy { subsidy: self.subsidy.clone() }.into());
        }
        let needed = game.exact_worth(game.grand()) + &self.subsidy;
        check_sum(game, &self.allocation, &needed)?;
        check_lengths(asked)?;
        if let Some(row) = conditions.iter().position(|row| !row.holds(&self.allocation)) {
            return Err(program::Violation::RowFails { row }.into());
        }
        let worth = weighted(asked, &self.coalitions, &self.multipliers, &Rational::one())?;
        if worth != needed {
            return Err(core::Violation::Worth { worth, expected: needed.to_string() }.into());
        }
        Ok(check_excesses(game, &self.allocation, &Rational::zero())?)
    }
}

impl<'a> Certificate<StablePayments<'a>> for NoStablePayments {
    type Violation = ConditionViolation;

    /// O(n) for each coalition listed and each condition; no scan.
    fn check(&self, asked: &StablePayments<'a>) -> Result<(), ConditionViolation> {
        check_lengths(asked)?;
        let worth = weighted(asked, &self.coalitions, &self.multipliers, &Rational::zero())?;
        if worth.is_positive() { Ok(()) } else { Err(ConditionViolation::NoContradiction { worth }) }
    }
}

fn check_lengths(asked: &StablePayments<'_>) -> Result<(), ConditionViolation> {
    let players = asked.game.player_count();
    for (condition, row) in asked.conditions.iter().enumerate() {
        let got = row.coefficients.len();
        if got != players {
            return Err(ConditionViolation::ConditionLength { condition, got, players });
        }
    }
    Ok(())
}

/// Σ λ_S v(S) + Σ μ_r b_r, given that Σ λ_S 1_S + Σ μ_r a_r is `expected` for every player.
fn weighted(
    asked: &StablePayments<'_>,
    coalitions: &[WeightedCoalition],
    multipliers: &[Rational],
    expected: &Rational,
) -> Result<Rational, ConditionViolation> {
    let StablePayments { game, conditions } = asked;
    check_coalitions(game, coalitions)?;
    check_signs(conditions, multipliers, &Rational::one())?;
    let players = game.player_count();
    let cover = coverage(players, coalitions);
    let rows = sums(conditions, multipliers, players);
    for (player, (cover, row)) in cover.into_iter().zip(rows).enumerate() {
        let weight = cover + row;
        if weight != *expected {
            return Err(core::Violation::NotBalanced { player, weight, expected: expected.clone() }.into());
        }
    }
    Ok(worth_of(game, coalitions) + total(conditions, multipliers))
}
