//! Bargaining under a veto when the leader can act outside the council.

use crate::Error;

/// What it costs the leader to act outside, and with which probability.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct OutsideCost {
    /// The cost c ≥ 0; the leader acts outside rather than accept the status quo iff c < 1.
    pub cost: f64,
    /// Its probability in the eyes of the pivotal member.
    pub probability: f64,
}

/// A policy line from the status quo, 0, to the leader's ideal, 1. The pivotal member with a veto likes
/// the status quo best and proposes a concession y; the leader, whose cost of acting outside it may not
/// know, accepts or not. Rejected, the leader acts outside, which brings 1 at its cost and hurts the pivot
/// by 1 and a further damage e, or accepts the status quo.
///
/// A minimal form of the outside option in the sense of Voeten (2001), "Outside options and the logic of
/// Security Council action", American Political Science Review 95: 845–858. It does not claim to be his game.
#[derive(Clone, Debug, PartialEq)]
pub struct OutsideOption {
    costs: Vec<OutsideCost>,
    damage: f64,
}

impl OutsideOption {
    /// The game of these costs and the damage e ≥ 0.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideNumber`] for a cost or damage that is negative or not finite, a probability outside
    /// [0, 1], or probabilities that do not sum to 1 (an empty list sums to 0).
    pub fn new(costs: Vec<OutsideCost>, damage: f64) -> Result<Self, Error> {
        number("damage", damage, damage >= 0.0 && damage.is_finite())?;
        for cost in &costs {
            number("cost of acting outside", cost.cost, cost.cost >= 0.0 && cost.cost.is_finite())?;
            number("probability of a cost", cost.probability, (0.0..=1.0).contains(&cost.probability))?;
        }
        let total: f64 = costs.iter().map(|cost| cost.probability).sum();
        number("sum of probabilities", total, (total - 1.0).abs() <= 1e-12)?;
        Ok(Self { costs, damage })
    }

    /// The costs, in the order given.
    #[must_use]
    pub fn costs(&self) -> &[OutsideCost] {
        &self.costs
    }

    /// e.
    #[must_use]
    pub fn damage(&self) -> f64 {
        self.damage
    }

    /// The least concession that a leader of this cost accepts: 1 − c, or 0 if acting outside is no threat.
    #[must_use]
    pub fn acceptable(cost: f64) -> f64 {
        (1.0 - cost).max(0.0)
    }

    /// What a leader of this cost gets if it is the one to propose: its ideal, 1, as a pivot that refuses gets the same and
    /// the damage; the status quo, 0, if acting outside is no threat.
    #[must_use]
    pub fn obtained_by_leader(cost: f64) -> f64 {
        if cost < 1.0 { 1.0 } else { 0.0 }
    }

    /// The probability that a leader offered `concession` acts outside.
    #[must_use]
    pub fn outside_probability(&self, concession: f64) -> f64 {
        let refuses = |cost: &&OutsideCost| Self::acceptable(cost.cost) > concession;
        self.costs.iter().filter(refuses).map(|cost| cost.probability).sum()
    }

    /// What the pivotal member expects from proposing `concession`: −y if accepted, −(1 + e) if the leader
    /// acts outside.
    #[must_use]
    pub fn pivot_payoff(&self, concession: f64) -> f64 {
        let outside = self.outside_probability(concession);
        -(1.0 - outside) * concession - outside * (1.0 + self.damage)
    }
}

pub(crate) fn number(what: &'static str, value: f64, fits: bool) -> Result<(), Error> {
    if fits { Ok(()) } else { Err(Error::OutsideNumber { what, value }) }
}
