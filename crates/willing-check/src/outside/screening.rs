//! The claim about two costs.

use willing_council::OutsideOption;
use willing_game::Certificate;

use super::{Violation, same};

/// When a pivot that faces a low or a high cost of acting outside offers little and lets the low cost act.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Screening {
    /// The pivot screens iff the low cost is less likely than this.
    pub threshold: f64,
    /// What it offers if it screens: what the high cost just accepts.
    pub screening_offer: f64,
    /// What it offers if it pools: what both accept.
    pub pooling_offer: f64,
    /// Whether it screens.
    pub screens: bool,
}

impl Certificate<OutsideOption> for Screening {
    type Violation = Violation;

    /// Both offers are what a cost just accepts; at the threshold the pivot would be indifferent between them.
    fn check(&self, game: &OutsideOption) -> Result<(), Violation> {
        let [one, other] = game.costs() else { return Err(Violation::NotTwo { got: game.costs().len() }) };
        let (low, high) = if one.cost <= other.cost { (one, other) } else { (other, one) };
        same("offer of screening", self.screening_offer, OutsideOption::acceptable(high.cost))?;
        same("offer of pooling", self.pooling_offer, OutsideOption::acceptable(low.cost))?;
        let apart = self.pooling_offer - self.screening_offer;
        if apart > 0.0 {
            let screening =
                (1.0 - self.threshold) * self.screening_offer + self.threshold * (1.0 + game.damage());
            same("loss from screening at the threshold", screening, self.pooling_offer)?;
        } else {
            same("threshold", self.threshold, 0.0)?;
        }
        let screens = low.probability < self.threshold;
        if self.screens == screens {
            return Ok(());
        }
        let probability = |screens: bool| if screens { low.probability } else { 0.0 };
        let (stated, actual) = (probability(self.screens), probability(screens));
        Err(Violation::Stated { what: "probability of acting outside", stated, actual })
    }
}
