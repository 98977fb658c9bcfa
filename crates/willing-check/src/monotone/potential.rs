//! Best replies that climb a potential.

use willing_game::Certificate;
use willing_risk::TierGame;

use super::{BestReplyPath, Violation};
use crate::structure::WeightedPotential;

/// A best-reply path to an equilibrium along which a weighted potential rises.
///
/// Moves of states of weight 0 are exempt: each of them settles with its first move.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PotentialClimb {
    /// The potential.
    pub potential: WeightedPotential,
    /// The path.
    pub path: BestReplyPath,
}

impl Certificate<TierGame> for PotentialClimb {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        self.potential.check(game)?;
        self.path.check(game)?;
        let mut profile = self.path.start.clone();
        let mut before = self.potential.value(game, &profile);
        for (round, moves) in self.path.rounds.iter().enumerate() {
            for step in moves {
                profile = profile.with_action(step.player, step.to);
                let after = self.potential.value(game, &profile);
                let free = self.potential.weights.get(step.player).is_some_and(|&weight| weight <= 0.0);
                let rise = after - before;
                // A gain above the tolerance is w ΔΦ, but sums of many values round.
                let rounding = 1e-13 * (1.0 + after.abs());
                if !free && (rise.is_nan() || rise < -rounding) {
                    return Err(Violation::NoRise { round, player: step.player, rise });
                }
                before = after;
            }
        }
        Ok(())
    }
}
