//! Acting outside the council with an ally.

use crate::outside::number;
use crate::{Error, OutsideCost, OutsideOption};

/// An ally on the policy line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Ally {
    /// x_A: the policy it likes best.
    pub ideal: f64,
    /// c_A ≥ 0: what taking part costs it.
    pub cost: f64,
}

/// An [`OutsideOption`] whose leader can also act with an ally, which shares the burden and has a say.
///
/// The ally takes part in a policy y iff it is no worse off than under the status quo, |y − x_A| + c_A ≤ |x_A|. The leader
/// picks the policy y_J nearest its ideal, 1, that the ally takes part in, at its cost of acting together. That is worth
/// to it what acting alone at cost |1 − y_J| + cost would be; it hurts the pivot by |y_J| and the damage.
///
/// # Example
///
/// ```
/// use willing_council::{AlliedOption, Ally, OutsideCost, OutsideOption};
///
/// let alone = OutsideOption::new(vec![OutsideCost { cost: 0.75, probability: 1.0 }], 0.0)?;
/// let allied = AlliedOption::new(alone, Ally { ideal: 0.5, cost: 0.25 }, 0.125)?;
/// assert_eq!(allied.joint_policy(), Some(0.75));
/// assert_eq!(allied.act(0.75).cost, 0.375); // a quarter of policy and an eighth of burden
/// # Ok::<(), willing_council::Error>(())
/// ```
///
/// # References
///
/// After Voeten (2001), whose superpower may act with an ally; a minimal form of our own.
#[derive(Clone, Debug, PartialEq)]
pub struct AlliedOption {
    alone: OutsideOption,
    ally: Ally,
    shared_cost: f64,
}

/// What a leader does outside the council if it does anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutsideAct {
    /// The policy that comes of it.
    pub policy: f64,
    /// What it costs the leader, the distance of the policy from its ideal counted; no threat from 1 on.
    pub cost: f64,
    /// Whether the ally takes part.
    pub joint: bool,
}

impl AlliedOption {
    /// The game with this way to act alone, this ally, and the leader's cost of acting together.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideNumber`] for a cost that is negative or not finite, or an ideal that is not finite.
    pub fn new(alone: OutsideOption, ally: Ally, shared_cost: f64) -> Result<Self, Error> {
        number("ideal of the ally", ally.ideal, ally.ideal.is_finite())?;
        number("cost of the ally", ally.cost, ally.cost >= 0.0 && ally.cost.is_finite())?;
        number("cost of acting together", shared_cost, shared_cost >= 0.0 && shared_cost.is_finite())?;
        Ok(Self { alone, ally, shared_cost })
    }

    /// The same without the ally.
    #[must_use]
    pub const fn alone(&self) -> &OutsideOption {
        &self.alone
    }

    /// The ally.
    #[must_use]
    pub const fn ally(&self) -> Ally {
        self.ally
    }

    /// What acting together costs the leader.
    #[must_use]
    pub const fn shared_cost(&self) -> f64 {
        self.shared_cost
    }

    /// y_J: the policy nearest the leader's ideal that the ally takes part in; `None` if it takes part in none.
    #[must_use]
    pub fn joint_policy(&self) -> Option<f64> {
        let reach = self.ally.ideal.abs() - self.ally.cost;
        (reach >= 0.0).then(|| 1.0_f64.clamp(self.ally.ideal - reach, self.ally.ideal + reach))
    }

    /// The better way to act outside for a leader whose cost of acting alone is `cost`; of equals, together.
    #[must_use]
    pub fn act(&self, cost: f64) -> OutsideAct {
        let joint = self.joint_policy().map(|policy| {
            let cost = (1.0 - policy).abs() + self.shared_cost;
            OutsideAct { policy, cost, joint: true }
        });
        match joint {
            Some(joint) if joint.cost <= cost => joint,
            _ => OutsideAct { policy: 1.0, cost, joint: false },
        }
    }

    /// The least concession that a leader accepts whose cost of acting alone is `cost`.
    #[must_use]
    pub fn acceptable(&self, cost: f64) -> f64 {
        OutsideOption::acceptable(self.act(cost).cost)
    }

    /// The game without the ally in which every cost accepts what it accepts here: costs are those of the better act. The
    /// pivot concedes the same in both, as it never lets those act who act together. They all accept y_J less the cost of
    /// acting together, and to be hurt by |y_J| and the damage is worse than to concede that (no better, if both are 0). So
    /// only those who act alone do, as without the ally.
    ///
    /// # Errors
    ///
    /// None in practice: those of [`OutsideOption::new`] are passed on.
    pub fn effective(&self) -> Result<OutsideOption, Error> {
        let effective = |cost: &OutsideCost| OutsideCost { cost: self.act(cost.cost).cost, ..*cost };
        OutsideOption::new(self.alone.costs().iter().map(effective).collect(), self.alone.damage())
    }

    /// The probability that a leader offered `concession` acts outside.
    #[must_use]
    pub fn outside_probability(&self, concession: f64) -> f64 {
        self.refusing(concession).map(|cost| cost.probability).sum()
    }

    /// What the pivotal member expects from proposing `concession`.
    #[must_use]
    pub fn pivot_payoff(&self, concession: f64) -> f64 {
        let hurt =
            |cost: &OutsideCost| cost.probability * (self.act(cost.cost).policy.abs() + self.alone.damage());
        let outside: f64 = self.refusing(concession).map(hurt).sum();
        -(1.0 - self.outside_probability(concession)) * concession - outside
    }

    fn refusing(&self, concession: f64) -> impl Iterator<Item = &OutsideCost> {
        self.alone.costs().iter().filter(move |cost| self.acceptable(cost.cost) > concession)
    }
}
