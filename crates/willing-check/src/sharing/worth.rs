//! The worth of one coalition, enclosed.

use willing_game::{Certificate, Player};
use willing_risk::sharing::{Attitude, DENSITY_TOLERANCE, Part, Portfolio};

use super::Violation;
use super::penalty::penalty;
use super::value::value_at_least;
use crate::interval::Interval;

/// What a coalition gains by sharing what its members hold in the best way: low ≤ v(S) ≤ high.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SharedWorth {
    /// The members, in the order of their seats.
    pub members: Vec<Player>,
    /// The lower end, in the unit of the payoffs.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What each member gets, by outcome. The rows sum to what the coalition holds but for rounding.
    pub allocation: Vec<Vec<f64>>,
    /// The place among the members of the one who gets exactly what the others leave, rounding included.
    pub rest: usize,
    /// q, by outcome; it means these numbers divided by their sum.
    pub density: Vec<f64>,
    /// For each member, the densities of all parts of its preference but the first, whose own is what the others leave of q.
    /// Empty for a single attitude.
    pub parts: Vec<Vec<Vec<f64>>>,
}

impl SharedWorth {
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

    /// A number that the allocation is worth at least, whatever `low` says.
    ///
    /// # Errors
    ///
    /// Where its shape does not fit the portfolio.
    ///
    /// # Complexity
    ///
    /// O(|S|·|Ω|), with a sort for CVaR.
    pub fn lower_bound(&self, portfolio: &Portfolio) -> Result<f64, Violation> {
        check_members(&self.members, portfolio)?;
        check_rows("rows of the allocation", "allocation", &self.allocation, self.members.len(), portfolio)?;
        let rows = with_rest(&portfolio_rows(portfolio, &self.members), &self.allocation, self.rest)?;
        let values =
            self.members.iter().zip(&rows).map(|(player, row)| match portfolio.preference(*player) {
                Some(preference) => value_at_least(preference, row),
                None => f64::NEG_INFINITY,
            });
        let mut sum = Interval::ZERO;
        for value in values {
            if !value.is_finite() {
                return Ok(f64::NEG_INFINITY);
            }
            sum += Interval::point(value);
        }
        Ok(sum.lower())
    }

    /// A number that the worth is at most by the density, whatever `high` says.
    ///
    /// # Errors
    ///
    /// Where its shape does not fit the portfolio; [`Violation::OutsideDomain`].
    ///
    /// # Complexity
    ///
    /// O(|S|·|Ω|).
    pub fn upper_bound(&self, portfolio: &Portfolio) -> Result<f64, Violation> {
        Ok(self.prices(portfolio)?.into_iter().sum::<Interval>().upper())
    }

    /// φ_i = E_q X_i + α_i(q): what each member's holdings cost at the prices q, and what he would pay not to hold this view.
    ///
    /// No coalition R of members is worth more than Σ_R φ_i, as q is one of the densities that v(R) is the minimum over; and
    /// for the best q they sum to v(S): an explicit point of the core, so that the game is totally balanced.
    ///
    /// # Errors
    ///
    /// As [`SharedWorth::upper_bound`].
    ///
    /// # Complexity
    ///
    /// O(|S|·|Ω|).
    pub fn prices(&self, portfolio: &Portfolio) -> Result<Vec<Interval>, Violation> {
        check_members(&self.members, portfolio)?;
        let (members, outcomes) = (self.members.len(), portfolio.outcomes());
        expect("densities", self.density.len(), outcomes)?;
        expect("members with densities of parts", self.parts.len(), members)?;
        let first = self.members.first().copied().unwrap_or(Player::new(0));
        let density = normalized(&self.density, first)?;
        let price = |(player, others): (&Player, &Vec<Vec<f64>>)| {
            let held = portfolio.endowment(*player).unwrap_or(&[]);
            let parts = portfolio.preference(*player).map_or(&[][..], |preference| preference.parts());
            let mean: Interval = density.iter().zip(held).map(|(q, held)| *q * *held).sum();
            Ok(mean + mixed_penalty(*player, parts, &density, others)?)
        };
        self.members.iter().zip(&self.parts).map(price).collect()
    }
}

impl SharedWorth {
    /// E_q X_i: what each member's holdings cost at the prices q, the gradient of the worth in how much each holds.
    ///
    /// The Euler allocation (Denault 2001; Tasche 2008) where preferences are coherent, as for CVaR: it then sums to v(S) and
    /// is in the core. Otherwise it leaves out the penalties, Σ α_i(q). Where several densities are best, it is one of several.
    ///
    /// # Errors
    ///
    /// Where the densities do not fit the portfolio.
    ///
    /// # Complexity
    ///
    /// O(|S|·|Ω|).
    pub fn gradient(&self, portfolio: &Portfolio) -> Result<Vec<Interval>, Violation> {
        check_members(&self.members, portfolio)?;
        expect("densities", self.density.len(), portfolio.outcomes())?;
        let first = self.members.first().copied().unwrap_or(Player::new(0));
        let density = normalized(&self.density, first)?;
        let price = |player: &Player| {
            let held = portfolio.endowment(*player).unwrap_or(&[]);
            density.iter().zip(held).map(|(q, held)| *q * *held).sum()
        };
        Ok(self.members.iter().map(price).collect())
    }
}

impl Certificate<Portfolio> for SharedWorth {
    type Violation = Violation;

    /// The allocation is worth at least `low`, and the density proves that no other is worth more than `high`.
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

/// Refuses members that are not players, each once, by seat.
pub(super) fn check_members(members: &[Player], portfolio: &Portfolio) -> Result<(), Violation> {
    let ordered = members.iter().zip(members.iter().skip(1)).all(|(one, next)| one < next);
    let known = members.last().is_some_and(|last| last.seat() < portfolio.players().len());
    if ordered && known { Ok(()) } else { Err(Violation::Members) }
}

/// Refuses rows that do not fit, or hold anything but numbers.
pub(super) fn check_rows(
    rows_are: &'static str,
    what: &'static str,
    rows: &[Vec<f64>],
    expected: usize,
    portfolio: &Portfolio,
) -> Result<(), Violation> {
    expect(rows_are, rows.len(), expected)?;
    for row in rows {
        expect("numbers in a row", row.len(), portfolio.outcomes())?;
        finite(what, row)?;
    }
    Ok(())
}

pub(super) fn expect(what: &'static str, got: usize, expected: usize) -> Result<(), Violation> {
    if got == expected { Ok(()) } else { Err(Violation::Length { what, got, expected }) }
}

pub(super) fn finite(what: &'static str, row: &[f64]) -> Result<(), Violation> {
    match row.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        Some((outcome, &value)) => Err(Violation::NotFinite { what, outcome, value }),
        None => Ok(()),
    }
}

fn portfolio_rows<'a>(portfolio: &'a Portfolio, members: &[Player]) -> Vec<&'a [f64]> {
    members.iter().filter_map(|player| portfolio.endowment(*player)).collect()
}

/// The rows as intervals, that of `rest` being what is left of `held` by the others.
pub(super) fn with_rest(
    held: &[&[f64]],
    rows: &[Vec<f64>],
    rest: usize,
) -> Result<Vec<Vec<Interval>>, Violation> {
    let points = |row: &Vec<f64>| row.iter().map(|value| Interval::point(*value)).collect::<Vec<_>>();
    let mut exact: Vec<Vec<Interval>> = rows.iter().map(points).collect();
    let outcomes = rows.first().map_or(0, Vec::len);
    let left = (0..outcomes).map(|outcome| {
        let held: Interval =
            held.iter().filter_map(|row| row.get(outcome)).map(|held| Interval::point(*held)).sum();
        let others = rows.iter().enumerate().filter(|(place, _)| *place != rest);
        held - others
            .filter_map(|(_, row)| row.get(outcome))
            .map(|value| Interval::point(*value))
            .sum::<Interval>()
    });
    let left = left.collect();
    match exact.get_mut(rest) {
        Some(row) => *row = left,
        None => return Err(Violation::Length { what: "place of the rest", got: rest, expected: rows.len() }),
    }
    Ok(exact)
}

/// Densities divided by their sum.
pub(super) fn normalized(density: &[f64], player: Player) -> Result<Vec<Interval>, Violation> {
    finite("density", density)?;
    let mass: Interval = density.iter().map(|q| Interval::point(*q)).sum();
    if mass.lower() <= 0.0 {
        return Err(Violation::NoMass { player });
    }
    // A density of 0 stays exactly 0.
    Ok(density
        .iter()
        .map(|q| if q.abs() > 0.0 { Interval::point(*q) / mass } else { Interval::ZERO })
        .collect())
}

/// Σ_k w_k α_k(q_k), the first density being what the others leave of q.
fn mixed_penalty(
    player: Player,
    parts: &[Part],
    density: &[Interval],
    others: &[Vec<f64>],
) -> Result<Interval, Violation> {
    expect("densities of parts", others.len() + 1, parts.len())?;
    let weights: Interval = parts.iter().map(|part| Interval::point(part.weight)).sum();
    let weight =
        |part: &Part| if parts.len() == 1 { Interval::ONE } else { Interval::point(part.weight) / weights };
    let outside = |part: usize| move |outcome| Violation::OutsideDomain { player, part, outcome };
    let mut sum = Interval::ZERO;
    let mut left = density.to_vec();
    // How large the numbers are that the remainder comes from.
    let mut sizes: Vec<f64> = density.iter().map(|q| q.magnitude()).collect();
    for (number, (part, own)) in parts.iter().skip(1).zip(others).enumerate() {
        expect("densities of a part", own.len(), density.len())?;
        let own = normalized(own, player)?;
        for ((left, size), own) in left.iter_mut().zip(&mut sizes).zip(&own) {
            *left -= *own * weight(part);
            *size += (*own * weight(part)).magnitude();
        }
        sum += penalty(part, &own).map_err(outside(number + 1))? * weight(part);
    }
    if let Some(first) = parts.first() {
        let share = weight(first);
        let total: f64 = first.belief.probabilities().iter().sum();
        let remainder = |((left, size), p): ((&Interval, &f64), &f64)| {
            cleared(*left / share, *size / share.lower(), first, *p / total)
        };
        let own: Vec<Interval> = if parts.len() == 1 {
            left
        } else {
            left.iter().zip(&sizes).zip(first.belief.probabilities()).map(remainder).collect()
        };
        sum += penalty(first, &own).map_err(outside(0))? * share;
    }
    Ok(sum)
}

/// What a remainder may miss its bounds by besides [`DENSITY_TOLERANCE`], of the whole mass: next to nothing where the numbers
/// that it comes from are next to nothing themselves.
const REMAINDER: f64 = 1e-18;

/// A remainder that misses its bounds by rounding only, moved to them: within the tolerance of densities, relative to what it
/// is a remainder of.
fn cleared(left: Interval, size: f64, part: &Part, probability: f64) -> Interval {
    let slight = DENSITY_TOLERANCE * size + REMAINDER;
    if probability <= 0.0 {
        return if left.abs().lower() <= slight { Interval::ZERO } else { left };
    }
    let signed = matches!(part.attitude, Attitude::MeanVariance { .. }) && !part.attitude.is_neutral();
    let low = if signed {
        f64::NEG_INFINITY
    } else if part.attitude.is_neutral() {
        probability
    } else {
        0.0
    };
    let high = part.attitude.most_density(probability);
    if left.upper() < low && low - left.upper() <= slight {
        Interval::point(low)
    } else if left.lower() > high && left.lower() - high <= slight {
        Interval::point(high)
    } else if left.lower() < low && left.upper() >= low {
        Interval::new(low, left.upper().max(low))
    } else {
        left
    }
}
