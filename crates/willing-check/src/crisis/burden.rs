//! What each member of the coalition gains by acting together, beside what would be fair, and what keeps it together.

use willing_game::tu::TableGame;
use willing_game::{Coalition, Player, Rational, Tier};

use super::Reckoned;
use crate::core::WeightedCoalition;
use crate::nucleolus::CertifiedNucleolus;

/// How the burden of one play is shared among those who contribute.
///
/// The *coalition* M is the leader and every state whose tier contributes: some coordinate x, y, a or f of it is
/// positive. A follower *stands aside* as a bystander; one that may not be a bystander cannot stand aside, and keeps
/// its tier whoever leaves.
///
/// Two questions are answered apart: what a member gains and what would be fair ([`SharedGain`]), and what it would
/// cost to keep the coalition together ([`Staying`]).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BurdenReport {
    /// The place of the play among those of the cell that is shown.
    pub play: usize,
    /// The coalition M: the leader first, then the followers by seat.
    pub members: Vec<Contributor>,
    /// What would be fair.
    pub shared: Reckoned<SharedGain>,
    /// What it would take that nobody leaves.
    pub staying: Reckoned<Staying>,
}

impl BurdenReport {
    /// The most equilibria of the tier game shown that have a report of their own, the first of the list; beyond, only
    /// the one that is selected has.
    pub const MOST_PLAYS: usize = 8;

    /// The most followers whose joint departures are gone through one by one.
    pub const MOST_LEAVERS: usize = 12;

    /// The most parties besides the leader.
    const MOST_PARTIES: usize = 12;

    /// The most gains of members that are summed to worths.
    const MOST_TERMS: usize = 1 << 17;

    /// Into how many parties, besides the leader, so many followers are divided: each is one if there are at most 12 of
    /// them, and the sums of all worths have at most 2¹⁷ terms.
    ///
    /// ```
    /// use willing_check::crisis::BurdenReport;
    ///
    /// assert_eq!([0, 5, 12, 13, 50].map(BurdenReport::parties), [0, 5, 12, 12, 11]);
    /// ```
    #[must_use]
    pub const fn parties(followers: usize) -> usize {
        let mut parties = if followers < Self::MOST_PARTIES { followers } else { Self::MOST_PARTIES };
        while parties > 1 && followers.saturating_add(1).saturating_mul(1 << parties) > Self::MOST_TERMS {
            parties -= 1;
        }
        parties
    }
}

/// A state that contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Contributor {
    /// Its seat.
    pub player: Player,
    /// Where it would stand aside: as a bystander; `None` for the leader and for a state that may not be one.
    pub aside: Option<Tier>,
    /// x_i = U_i − pay_i(t_i) − U_i⁰: what acting together brings it beyond the status quo, before payments.
    pub gain: f64,
    /// pay_i(t_i): what the leader pays it already, beyond the gain.
    pub payment: f64,
}

/// What acting together is worth to each part of the coalition, and what would be a fair division of it.
///
/// The worth of a coalition with the leader is what its members gain if all other members that can stand aside do,
/// states outside M keeping their tiers:
///
/// v(S) = Σ_{i∈S} \[U_i(S at its tiers, M∖S aside) − pay_i(t_i) − U_i⁰\].
///
/// Without the leader there is no action, and v(S) = 0. Payments are transfers inside the coalition: what the leader
/// pays is no cost in its payoff, so that worths and gains are taken before payments, and the gains of all members
/// sum to v(M).
///
/// Players of this game are *parties*: the leader and each follower. There are 2^parties worths, so that of a large
/// coalition ([`BurdenReport::parties`]) only those followers stand by themselves without whom the most would be lost; the
/// others are one party, which acts as one and whose gain is the sum of theirs.
///
/// Worths are stated to 2⁻⁴⁰ of the largest; everything else is exact for the worths as stated.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SharedGain {
    /// The parties: the leader, followers by themselves by seat, then the others, if there are any. Sets number them so.
    pub parties: Vec<Vec<Player>>,
    /// v(S) for each S with the leader, place by place: bit k of the place stands for the k-th party after the leader.
    pub worths: Vec<f64>,
    /// φ: the Shapley value, by party.
    pub shapley: Vec<Rational>,
    /// ν: the nucleolus or, where no division gives each at least what it has alone, the prenucleolus.
    pub nucleolus: CertifiedNucleolus,
    /// What each may get where no part of the coalition gains by acting without the rest.
    pub core: GainCore,
}

impl SharedGain {
    /// The cooperative game of these worths; `None` if they are none.
    #[must_use]
    pub fn game(worths: &[f64]) -> Option<TableGame> {
        let with_leader = |place: usize| worths.get(place >> 1).copied();
        let worth = |place: usize| if place & 1 == 1 { with_leader(place) } else { Some(0.0) };
        let table: Vec<f64> = (0..2 * worths.len()).map(worth).collect::<Option<_>>()?;
        TableGame::from_floats(table).ok()
    }

    /// 2⁻⁴⁰ of a power of two that is at least the largest worth: they are whole multiples of it, so that sums are exact
    /// and rounding of payoffs cannot show. 0 if there is no such float.
    #[must_use]
    pub fn unit(largest: f64) -> f64 {
        let unit = (largest.log2().ceil() - 40.0).exp2();
        if unit.is_normal() { unit } else { 0.0 }
    }
}

/// What each party may get in the core: divisions of v(M) at which no S has less than v(S).
///
/// Without the leader nothing is worth anything, so that x is in the core iff no follower gets less than 0 and no
/// set T of followers more together than the coalition would lose without them: x(T) ≤ c(T) = v(M) − v(M∖T). There
/// is such an x iff no c(T) is negative; then the least for a follower is 0, the most is min c(T) over its sets T, and the
/// leader may get all of v(M).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum GainCore {
    /// There are such divisions.
    Ranges {
        /// The least and the most, by party.
        ranges: Vec<GainRange>,
        /// What each party but the leader gets in a division that leaves the leader least.
        generous: Vec<Rational>,
        /// Sets T without the leader, with weights λ that cover each of them: Σ λ_T ≥ 1 over its sets. As
        /// Σ λ_T c(T) is what `generous` gives them all, nothing gives them more.
        weights: Vec<WeightedCoalition>,
    },
    /// There is none: some members and the leader would gain more without the rest.
    Empty {
        /// How much more: the least subsidy that would keep everybody (the cost of stability).
        missing: Rational,
        /// The first set that the leader would do best without.
        without: Coalition,
    },
}

/// From the least to the most that a party may get.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct GainRange {
    /// The least.
    pub least: Rational,
    /// The most.
    pub most: Rational,
}

/// What followers would have to be paid, beyond what they are paid already, that no group of them leaves.
///
/// A group that leaves stands aside, and shares what it gets. What it expects of the leader makes the difference.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Staying {
    /// If those who leave expect the rest to go on: S claims Σ_{i∈S} \[U_i(S aside) − U_i\].
    ///
    /// A bystander whose prospects do not improve by failure gains from the capability of others, so that leaving
    /// together is no better than leaving alone, and an equilibrium needs no payments.
    pub free_riding: StayingPayments,
    /// If they expect the leader to give up where acting without them is worth less to it than the status quo: S then
    /// claims Σ_{i∈S} \[U_i⁰ − U_i\], else what it claims from free riding.
    pub giving_up: StayingPayments,
}

/// The least payments that keep every group, with the proof.
///
/// p ≥ 0 keeps S if p(S) is at least what S claims. Of several least totals it is the one that leaves the worst-off
/// best off, then the next (gains over the status quo, after all payments).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct StayingPayments {
    /// p, by follower.
    pub payments: Vec<f64>,
    /// Groups with weights λ that sum to at most 1 over the groups of each follower. As the claims
    /// weigh Σ p, no payments that keep these groups sum to less. Empty if nothing needs to be paid.
    pub groups: Vec<WeightedGroup>,
    /// U_L − U_L⁰ − Σ p: what acting is then worth to the leader. Not negative if it still prefers to act.
    pub leader_gain: f64,
}

/// A group of followers with a weight.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct WeightedGroup {
    /// Who is in it, by seat.
    pub members: Vec<Player>,
    /// Its weight; positive.
    pub weight: Rational,
}
