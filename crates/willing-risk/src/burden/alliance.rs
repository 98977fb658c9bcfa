//! A public good with quadratic benefit and cost: Olson and Zeckhauser's alliance, and Sandler's joint products.

use super::positive;
use super::replies::{Reply, settled};
use crate::Error;
use crate::error::{amount, unit};
use crate::normal::one_for_each;

/// A member of an alliance. Benefits and costs are in money, contributions in units of the good.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Member {
    /// b ≥ 0: benefit from the public good.
    pub benefit: f64,
    /// a ≥ 0: the amount of it beyond which more does harm.
    pub saturation: f64,
    /// e ≥ 0: benefit from what only the member itself enjoys of its contribution.
    pub private_benefit: f64,
    /// d ≥ 0: the amount of that beyond which more does harm.
    pub private_saturation: f64,
    /// c > 0: cost.
    pub cost: f64,
}

/// Members who each give g_i ≥ 0. The part δ of a contribution is for all, the rest for the member alone:
///
/// ```text
/// U_i = b_i (a_i Q − Q²/2) + e_i (d_i x_i − x_i²/2) − c_i g_i²/2,   Q = δ Σ g_j,   x_i = (1 − δ) g_i
/// ```
///
/// δ = 1 is the pure public good of Olson and Zeckhauser: with one saturation a for all, Nash contributions
/// sum to aB/(1 + B), B = Σ b_i/c_i, and are in proportion to b_i/c_i. The smaller δ, the less is left to others.
///
/// # References
///
/// Olson & Zeckhauser (1966), *An economic theory of alliances*; Sandler (1977), *Impurity of defense*; Cornes &
/// Sandler (1984), *Easy riders, joint production, and public goods*.
///
/// # Example
///
/// ```
/// use willing_risk::burden::Alliance;
///
/// let nash = Alliance::pure(10.0, &[8.0, 3.0, 2.0, 1.0], &[1.0, 1.0, 2.0, 2.0])?.nash();
/// assert!((nash.total - 250.0 / 27.0).abs() < 1e-12);
/// assert!((nash.shares()[0] - 0.64).abs() < 1e-12);
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "Written", into = "Written")
)]
pub struct Alliance {
    members: Vec<Member>,
    public_part: f64,
}

/// What members give and what they get.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Provision {
    /// g_i ≥ 0, by member.
    pub contributions: Vec<f64>,
    /// G = Σ g_i.
    pub total: f64,
    /// U_i, by member.
    pub payoffs: Vec<f64>,
    /// b_i (a_i − Q), by member: what one more unit of the public good is worth to him. At the efficient
    /// contributions these are Lindahl's prices: their sum is what the last unit costs.
    pub prices: Vec<f64>,
}

impl Provision {
    /// g_i / G, by member; 0 for all if nobody gives.
    #[must_use]
    pub fn shares(&self) -> Vec<f64> {
        let share = |given: &f64| if self.total > 0.0 { given / self.total } else { 0.0 };
        self.contributions.iter().map(share).collect()
    }
}

impl Alliance {
    /// The alliance of these members, with the part δ in [0, 1] of each contribution for all.
    ///
    /// # Errors
    ///
    /// [`Error::TooFew`] without members; [`Error::OutOfRange`] for a benefit or saturation outside [0, 1e12],
    /// a cost outside [1e-6, 1e12] or δ outside [0, 1].
    pub fn joint(members: Vec<Member>, public_part: f64) -> Result<Self, Error> {
        if members.is_empty() {
            return Err(Error::TooFew { what: "members", got: 0, least: 1 });
        }
        unit("alliance", "public part", public_part)?;
        for (place, member) in members.iter().enumerate() {
            let place = format!("member {place}");
            amount(&place, "benefit", member.benefit)?;
            amount(&place, "saturation", member.saturation)?;
            amount(&place, "private benefit", member.private_benefit)?;
            amount(&place, "private saturation", member.private_saturation)?;
            positive(&place, "cost", member.cost)?;
        }
        Ok(Self { members, public_part })
    }

    /// Olson and Zeckhauser's alliance: a pure public good with one `saturation` a for all.
    ///
    /// # Errors
    ///
    /// As for [`Alliance::joint`]; [`Error::Length`] if there is not one cost for each benefit.
    pub fn pure(saturation: f64, benefits: &[f64], costs: &[f64]) -> Result<Self, Error> {
        one_for_each("alliance", "costs", costs.len(), benefits.len())?;
        let member = |(&benefit, &cost)| Member {
            benefit,
            saturation,
            private_benefit: 0.0,
            private_saturation: 0.0,
            cost,
        };
        Self::joint(benefits.iter().zip(costs).map(member).collect(), 1.0)
    }

    /// The members.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// δ.
    #[must_use]
    pub fn public_part(&self) -> f64 {
        self.public_part
    }

    /// What a member gains at these contributions; 0 for one that there is not.
    #[must_use]
    pub fn payoff(&self, member: usize, contributions: &[f64]) -> f64 {
        let total: f64 = contributions.iter().sum();
        let own = self.members.get(member).zip(contributions.get(member));
        own.map_or(0.0, |(member, &given)| self.gain(member, given, total))
    }

    /// What each gives when each gives what is best for himself: the only Nash equilibrium.
    ///
    /// The best reply is g_i = max(0, (A_i − δ² b_i G)/K_i) to the total G, with A_i = δ a_i b_i + (1 − δ) d_i e_i
    /// and K_i = c_i + (1 − δ)² e_i.
    ///
    /// # Complexity
    ///
    /// O(n log n + k²) for k who give.
    #[must_use]
    pub fn nash(&self) -> Provision {
        let delta = self.public_part;
        let reply = |member: &Member| {
            let weight = delta * delta * member.benefit;
            let private = self.private_pull(member);
            // A/δ²b, written so that it is the saturation itself for a pure public good.
            let stop = member.saturation / delta + private / weight;
            let pull = delta * member.benefit * member.saturation + private;
            self.reply(member, pull, weight, stop)
        };
        self.provision(self.members.iter().map(reply).collect())
    }

    /// What each gives when the sum of payoffs is largest.
    ///
    /// The first-order condition is that of [`nash`](Self::nash) with everybody's benefit in place of one's own:
    /// the margins of Σ_j b_j (a_j Q − Q²/2).
    #[must_use]
    pub fn efficient(&self) -> Provision {
        let delta = self.public_part;
        let benefits: f64 = self.members.iter().map(|member| member.benefit).sum();
        let margins: f64 = self.members.iter().map(|member| member.benefit * member.saturation).sum();
        let weight = delta * delta * benefits;
        let reply = |member: &Member| {
            let private = self.private_pull(member);
            let stop = margins / benefits / delta + private / weight;
            self.reply(member, delta * margins + private, weight, stop)
        };
        self.provision(self.members.iter().map(reply).collect())
    }

    /// (1 − δ) d e: the margin of the first unit that a member keeps.
    fn private_pull(&self, member: &Member) -> f64 {
        (1.0 - self.public_part) * member.private_benefit * member.private_saturation
    }

    fn reply(&self, member: &Member, pull: f64, weight: f64, stop: f64) -> Reply {
        let kept = 1.0 - self.public_part;
        let curvature = member.cost + kept * kept * member.private_benefit;
        let stop = if weight > 0.0 { stop } else { f64::INFINITY };
        Reply { intercept: pull / curvature, slope: weight / curvature, stop }
    }

    #[expect(clippy::needless_pass_by_value, reason = "the replies are done with")]
    fn provision(&self, replies: Vec<Reply>) -> Provision {
        let (contributions, total) = settled(&replies);
        let gains = self.members.iter().zip(&contributions);
        let payoffs = gains.map(|(member, &given)| self.gain(member, given, total)).collect();
        let provided = self.public_part * total;
        let prices =
            self.members.iter().map(|member| member.benefit * (member.saturation - provided)).collect();
        Provision { contributions, total, payoffs, prices }
    }

    fn gain(&self, member: &Member, given: f64, total: f64) -> f64 {
        let area = |saturation: f64, amount: f64| amount * (saturation - amount / 2.0);
        member.benefit * area(member.saturation, self.public_part * total)
            + member.private_benefit * area(member.private_saturation, (1.0 - self.public_part) * given)
            - member.cost * given * given / 2.0
    }
}

/// The alliance as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    members: Vec<Member>,
    public_part: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for Alliance {
    type Error = Error;

    fn try_from(written: Written) -> Result<Self, Error> {
        Self::joint(written.members, written.public_part)
    }
}

#[cfg(feature = "serde")]
impl From<Alliance> for Written {
    fn from(alliance: Alliance) -> Self {
        Self { members: alliance.members, public_part: alliance.public_part }
    }
}
