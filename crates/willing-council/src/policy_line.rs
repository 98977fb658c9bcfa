//! Bargaining of a leader and a member with a veto over a policy, in the shadow of what the leader can do alone.

use std::fmt;

use crate::Error;
use crate::outside::number;

/// The numbers of a [`PolicyLine`].
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PolicyLineParts {
    /// The policy in force.
    pub status_quo: f64,
    /// The leader's ideal.
    pub leader: f64,
    /// The ideal of the member with a veto.
    pub veto: f64,
    /// The policy that acting outside the council brings.
    pub outside: f64,
    /// What acting outside costs the leader besides, at least 0.
    pub leader_cost: f64,
    /// What it costs the member with a veto besides, at least 0.
    pub veto_cost: f64,
}

/// Policies on a line, a leader and a member with a veto, who lose by the distance of the policy from their ideals.
///
/// Without agreement the leader acts outside iff it thereby gains over the status quo (a threat is *credible*), at a cost to
/// itself and to the other. An agreement must leave neither worse off than that. All of it is known to both.
///
/// [`OutsideOption`](crate::OutsideOption) is the case in which the member with a veto likes the status quo best, with a cost
/// of the leader that it may not know.
///
/// # Example
///
/// ```
/// use willing_council::{PolicyLine, PolicyLineParts, Regime};
///
/// let parts = PolicyLineParts { status_quo: 0.0, leader: 1.0, veto: 0.25, outside: 1.0, leader_cost: 0.5, veto_cost: 0.0 };
/// let line = PolicyLine::new(parts)?;
/// assert_eq!((line.is_credible(), line.agreement()), (true, (0.5, 1.0)));
/// assert_eq!(line.veto_proposes(), 0.5); // not its ideal: the leader would rather act alone
/// assert_eq!(line.regime(), Regime::UnderThreat);
/// # Ok::<(), willing_council::Error>(())
/// ```
///
/// # References
///
/// A stylized form of our own, with complete information, after Voeten (2001), "Outside options and the logic of Security Council
/// action", American Political Science Review 95: 845–858.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "PolicyLineParts", into = "PolicyLineParts")
)]
pub struct PolicyLine {
    parts: PolicyLineParts,
}

/// What comes of the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Regime {
    /// Nothing but the status quo leaves both no worse off.
    Deadlock,
    /// The leader would not act alone, and both gain by moving.
    Compromise,
    /// The leader would act alone, and the council authorizes what both prefer to that.
    UnderThreat,
}

impl fmt::Display for Regime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deadlock => "deadlock",
            Self::Compromise => "authorised compromise",
            Self::UnderThreat => "authorised under the shadow of unilateral action",
        })
    }
}

/// The farthest policy, and the greatest cost.
const FARTHEST: f64 = 1e12;

impl PolicyLine {
    /// The line of these numbers.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideNumber`] for a policy outside [−1e12, 1e12] or a cost outside [0, 1e12].
    pub fn new(parts: PolicyLineParts) -> Result<Self, Error> {
        for (what, value) in [
            ("status quo", parts.status_quo),
            ("ideal of the leader", parts.leader),
            ("ideal of the member with a veto", parts.veto),
            ("policy outside the council", parts.outside),
        ] {
            number(what, value, value.abs() <= FARTHEST)?;
        }
        let costs = [("cost to the leader", parts.leader_cost), ("cost to the veto", parts.veto_cost)];
        costs
            .into_iter()
            .try_for_each(|(what, value)| number(what, value, (0.0..=FARTHEST).contains(&value)))?;
        Ok(Self { parts })
    }

    /// The numbers.
    #[must_use]
    pub fn parts(&self) -> PolicyLineParts {
        self.parts
    }

    /// Whether the leader would act outside: it gains by it over the status quo. Who gains nothing does not.
    #[must_use]
    pub fn is_credible(&self) -> bool {
        self.leader_loss_outside() < (self.parts.status_quo - self.parts.leader).abs()
    }

    /// The policy without agreement.
    #[must_use]
    pub fn disagreement(&self) -> f64 {
        if self.is_credible() { self.parts.outside } else { self.parts.status_quo }
    }

    /// The policies that leave neither worse off than without agreement, from the least to the greatest; that without agreement
    /// is always one of them.
    #[must_use]
    pub fn agreement(&self) -> (f64, f64) {
        let PolicyLineParts { status_quo, leader, veto, outside, veto_cost, .. } = self.parts;
        let (leader_loses, veto_loses) = if self.is_credible() {
            (self.leader_loss_outside(), (outside - veto).abs() + veto_cost)
        } else {
            ((status_quo - leader).abs(), (status_quo - veto).abs())
        };
        // The disagreement itself is kept exactly: rounding must not leave an empty set, nor a gain where there is none.
        let kept = self.disagreement();
        let low = (leader - leader_loses).max(veto - veto_loses);
        let high = (leader + leader_loses).min(veto + veto_loses);
        let size =
            [leader, veto, kept, leader_loses, veto_loses].iter().fold(0.0, |size: f64, x| size.max(x.abs()));
        let settled = |end: f64| if (end - kept).abs() <= 4.0 * f64::EPSILON * size { kept } else { end };
        (settled(low).min(kept), settled(high).max(kept))
    }

    /// What the leader proposes: of the agreement, what is nearest to its ideal.
    #[must_use]
    pub fn leader_proposes(&self) -> f64 {
        self.nearest(self.parts.leader)
    }

    /// What the member with a veto proposes: of the agreement, what is nearest to its ideal.
    #[must_use]
    pub fn veto_proposes(&self) -> f64 {
        self.nearest(self.parts.veto)
    }

    /// What comes of the council.
    #[must_use]
    pub fn regime(&self) -> Regime {
        let (low, high) = self.agreement();
        if self.is_credible() {
            Regime::UnderThreat
        } else if low < high {
            Regime::Compromise
        } else {
            Regime::Deadlock
        }
    }

    /// What the leader loses by acting outside, the cost included.
    fn leader_loss_outside(&self) -> f64 {
        (self.parts.outside - self.parts.leader).abs() + self.parts.leader_cost
    }

    fn nearest(&self, ideal: f64) -> f64 {
        let (low, high) = self.agreement();
        ideal.max(low).min(high)
    }
}

impl TryFrom<PolicyLineParts> for PolicyLine {
    type Error = Error;

    fn try_from(parts: PolicyLineParts) -> Result<Self, Error> {
        Self::new(parts)
    }
}

impl From<PolicyLine> for PolicyLineParts {
    fn from(line: PolicyLine) -> Self {
        line.parts
    }
}
