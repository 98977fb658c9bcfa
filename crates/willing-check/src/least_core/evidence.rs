//! The least core's excess with a point, and the least subsidy with an allocation.

use willing_game::tu::TableGame;
use willing_game::{Certificate, Rational};

use crate::core::evidence::{check_coalitions, check_coverage, check_excesses, check_sum, worth_of};
use crate::core::{Violation, WeightedCoalition, coverage};

/// The excess of the least core, with a point of it and the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedLeastCore {
    /// ε: the least possible highest excess of a proper coalition. At most 0 exactly if the core is not empty.
    pub excess: Rational,
    /// A point of the least core, by seat.
    pub allocation: Vec<Rational>,
    /// Proper coalitions whose weighted indicators sum to a multiple of the grand coalition's.
    pub coalitions: Vec<WeightedCoalition>,
}

/// The cost of stability, with a stable allocation and the proof that no less is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CertifiedSubsidy {
    /// Δ: what must be added to the worth of the grand coalition; at least 0.
    pub subsidy: Rational,
    /// What each player gets of v(N) + Δ, by seat.
    pub allocation: Vec<Rational>,
    /// A balanced collection worth v(N) + Δ; may be empty if Δ = 0.
    pub coalitions: Vec<WeightedCoalition>,
}

impl Certificate<TableGame> for CertifiedLeastCore {
    type Violation = Violation;

    /// One scan of all coalitions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        let grand = game.exact_worth(game.grand());
        check_sum(game, &self.allocation, &grand)?;
        check_coalitions(game, &self.coalitions)?;
        if let Some(whole) = self.coalitions.iter().find(|weighted| weighted.coalition == game.grand()) {
            return Err(Violation::NoSuchCoalition { coalition: whole.coalition });
        }
        let cover = coverage(game.player_count(), &self.coalitions).into_iter().next().unwrap_or_default();
        check_coverage(game, &self.coalitions, &cover)?;
        let total: Rational = self.coalitions.iter().map(|weighted| &weighted.weight).sum();
        let worth = worth_of(game, &self.coalitions);
        let claimed = &self.excess * &total + cover * grand;
        if !total.is_positive() || worth != claimed {
            let expected = format!("{claimed}, which the excess {} needs", self.excess);
            return Err(Violation::Worth { worth, expected });
        }
        check_excesses(game, &self.allocation, &self.excess)
    }
}

impl Certificate<TableGame> for CertifiedSubsidy {
    type Violation = Violation;

    /// One scan of all coalitions.
    fn check(&self, game: &TableGame) -> Result<(), Violation> {
        if self.subsidy.is_negative() {
            return Err(Violation::NegativeSubsidy { subsidy: self.subsidy.clone() });
        }
        let needed = game.exact_worth(game.grand()) + &self.subsidy;
        check_sum(game, &self.allocation, &needed)?;
        if self.subsidy.is_positive() || !self.coalitions.is_empty() {
            check_coalitions(game, &self.coalitions)?;
            check_coverage(game, &self.coalitions, &Rational::one())?;
            let worth = worth_of(game, &self.coalitions);
            if worth != needed {
                return Err(Violation::Worth { worth, expected: needed.to_string() });
            }
        }
        check_excesses(game, &self.allocation, &Rational::zero())
    }
}
