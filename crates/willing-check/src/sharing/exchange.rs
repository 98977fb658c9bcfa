//! The worth of one coalition that shares risks without bets, enclosed.

use willing_game::{Certificate, Player};
use willing_risk::sharing::{Attitude, Part, Portfolio};

use super::Violation;
use super::penalty::penalty;
use super::value::{total, value_at_least};
use super::worth::{check_members, expect, finite, normalized};
use crate::interval::Interval;

/// What a coalition gains by carrying shares of each other's risks in the best way, when nobody may profit from an ally's
/// harm:
///
/// ```text
/// v(S) = max { Σ_i U_i(Σ_j s_ij X_j) : s ≥ 0, Σ_i s_ij = 1 }  ≤  Σ_j max_i E_{q_i} X_j + Σ_i α_i(q_i)      i, j ∈ S
/// ```
///
/// for all densities q_i, one a member. With shares of either sign allies could bet against each other, and the more they
/// disagree, the more they would seem to gain. For a mixture, q_i = Σ_k w_k q_ik and α_i is replaced by Σ_k w_k α_k(q_ik).
///
/// The worth is always finite: not to exchange anything is possible, and each member's belief is a density in its domain,
/// at no penalty.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LinearExchange {
    /// The members, in the order of their seats.
    pub members: Vec<Player>,
    /// The lower end, in the unit of the payoffs.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Row i: what the member at place i carries of the holdings of each member, at least 0. A column means its numbers
    /// divided by their sum.
    pub shares: Vec<Vec<f64>>,
    /// For each member, q_k of each part of its preference, by outcome. They mean these numbers divided by their sum; for
    /// mean–variance, where numbers of both signs may cancel, these numbers plus what their sum lacks to 1, spread like the
    /// belief.
    pub densities: Vec<Vec<Vec<f64>>>,
}

impl LinearExchange {
    /// The middle of the two ends.
    #[must_use]
    pub fn worth(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// How far apart the ends are.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.high - self.low
    }

    /// A number that the exchange is worth at least, whatever `low` says.
    ///
    /// # Errors
    ///
    /// Where the shares do not fit the portfolio; [`Violation::Share`], [`Violation::NothingCarried`].
    ///
    /// # Complexity
    ///
    /// O(|S|²·|Ω|).
    pub fn lower_bound(&self, portfolio: &Portfolio) -> Result<f64, Violation> {
        check_members(&self.members, portfolio)?;
        let carried = self.carried()?;
        let mut sum = Interval::ZERO;
        for (player, row) in self.members.iter().zip(&carried) {
            let mut payoffs = vec![Interval::ZERO; portfolio.outcomes()];
            for (share, holder) in row.iter().zip(&self.members) {
                let held = portfolio.endowment(*holder).unwrap_or_default();
                for (payoff, amount) in payoffs.iter_mut().zip(held) {
                    *payoff += *share * *amount;
                }
            }
            let value = portfolio
                .preference(*player)
                .map_or(f64::NEG_INFINITY, |preference| value_at_least(preference, &payoffs));
            if !value.is_finite() {
                return Ok(f64::NEG_INFINITY);
            }
            sum += Interval::point(value);
        }
        Ok(sum.lower())
    }

    /// A number that the worth is at most by the densities, whatever `high` says.
    ///
    /// # Errors
    ///
    /// Where the densities do not fit the portfolio; [`Violation::OutsideDomain`].
    ///
    /// # Complexity
    ///
    /// O(|S|²·|Ω|).
    pub fn upper_bound(&self, portfolio: &Portfolio) -> Result<f64, Violation> {
        check_members(&self.members, portfolio)?;
        expect("members with densities", self.densities.len(), self.members.len())?;
        let mut bound = Interval::ZERO;
        let mut most: Vec<Option<Interval>> = vec![None; self.members.len()];
        for (player, densities) in self.members.iter().zip(&self.densities) {
            let parts = portfolio.preference(*player).map_or(&[][..], |preference| preference.parts());
            let (density, penalties) = mixed(*player, parts, densities, portfolio.outcomes())?;
            bound += penalties;
            for (most, holder) in most.iter_mut().zip(&self.members) {
                let held = portfolio.endowment(*holder).unwrap_or_default();
                let mean: Interval = density.iter().zip(held).map(|(q, amount)| *q * *amount).sum();
                *most = Some(most.map_or(mean, |most| most.max(mean)));
            }
        }
        bound += most.into_iter().flatten().sum::<Interval>();
        Ok(bound.upper())
    }

    /// The shares as they are meant: each column divided by its sum.
    fn carried(&self) -> Result<Vec<Vec<Interval>>, Violation> {
        let members = self.members.len();
        expect("rows of shares", self.shares.len(), members)?;
        let mut sums = vec![Interval::ZERO; members];
        for (carrier, row) in self.members.iter().zip(&self.shares) {
            expect("shares in a row", row.len(), members)?;
            for ((sum, share), holder) in sums.iter_mut().zip(row).zip(&self.members) {
                // Written so that NaN fails.
                if !(share.is_finite() && *share >= 0.0) {
                    return Err(Violation::Share { carrier: *carrier, holder: *holder, value: *share });
                }
                *sum += Interval::point(*share);
            }
        }
        if let Some((_, holder)) = sums.iter().zip(&self.members).find(|(sum, _)| sum.lower() <= 0.0) {
            return Err(Violation::NothingCarried { holder: *holder });
        }
        // A share of 0 stays exactly 0, and the only one of a column exactly 1.
        let share = |(share, sum): (&f64, &Interval)| match *share {
            zero if zero <= 0.0 => Interval::ZERO,
            all if *sum == Interval::point(all) => Interval::ONE,
            some => Interval::point(some) / *sum,
        };
        Ok(self.shares.iter().map(|row| row.iter().zip(&sums).map(share).collect()).collect())
    }
}

impl Certificate<Portfolio> for LinearExchange {
    type Violation = Violation;

    /// The exchange is worth at least `low`, and the densities prove that no other is worth more than `high`.
    fn check(&self, portfolio: &Portfolio) -> Result<(), Violation> {
        let proved = self.lower_bound(portfolio)?;
        // Written so that NaN fails.
        if !(self.low.is_finite() && self.low <= proved) {
            return Err(Violation::LowerEnd { claimed: self.low, proved });
        }
        let proved = self.upper_bound(portfolio)?;
        if !(self.high.is_finite() && self.high >= proved) {
            return Err(Violation::UpperEnd { claimed: self.high, proved });
        }
        Ok(())
    }
}

/// Σ_k w_k q_k and Σ_k w_k α_k(q_k).
fn mixed(
    player: Player,
    parts: &[Part],
    densities: &[Vec<f64>],
    outcomes: usize,
) -> Result<(Vec<Interval>, Interval), Violation> {
    expect("densities of parts", densities.len(), parts.len())?;
    let weights: Interval = parts.iter().map(|part| Interval::point(part.weight)).sum();
    let mut mixture = vec![Interval::ZERO; outcomes];
    let mut sum = Interval::ZERO;
    for (number, (part, given)) in parts.iter().zip(densities).enumerate() {
        expect("densities of a part", given.len(), outcomes)?;
        let own = meant(player, part, given)?;
        let weight = if parts.len() == 1 { Interval::ONE } else { Interval::point(part.weight) / weights };
        let outside = |outcome| Violation::OutsideDomain { player, part: number, outcome };
        sum += penalty(part, &own).map_err(outside)? * weight;
        for (mixture, own) in mixture.iter_mut().zip(&own) {
            *mixture += *own * weight;
        }
    }
    Ok((mixture, sum))
}

/// A density as it is meant, summing to 1.
fn meant(player: Player, part: &Part, given: &[f64]) -> Result<Vec<Interval>, Violation> {
    if part.attitude.is_neutral() || !matches!(part.attitude, Attitude::MeanVariance { .. }) {
        return normalized(given, player);
    }
    finite("density", given)?;
    let total = total(&part.belief);
    let missing = Interval::ONE - given.iter().map(|q| Interval::point(*q)).sum::<Interval>();
    let moved = |(q, p): (&f64, &f64)| {
        // Where nothing is believed possible, nothing is added.
        if *p > 0.0 {
            Interval::point(*q) + missing * (Interval::point(*p) / total)
        } else {
            Interval::point(*q)
        }
    };
    Ok(given.iter().zip(part.belief.probabilities()).map(moved).collect())
}
