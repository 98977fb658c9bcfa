//! Whether an allocation of what sharing risk is worth leaves anybody a reason to leave.

use willing_game::{Certificate, Coalition};

use super::worth::expect;
use super::{SharingTable, Violation};
use crate::interval::Interval;

/// An allocation with its standing in the core.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Assessed {
    /// What each player gets for certain, by seat.
    pub amounts: Vec<f64>,
    /// Whether a coalition objects.
    pub standing: Standing,
}

/// Whether a coalition does better by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum Standing {
    /// In the core: no coalition gains more than this by itself, and the players get v(N) but for as much.
    Core {
        /// Room for rounding and for the distance of the ends of worths, in the unit of the payoffs.
        within: f64,
    },
    /// This coalition gains by itself.
    Objection {
        /// The coalition.
        coalition: Coalition,
        /// e(S, x) = v(S) − x(S) is at least this.
        gain: f64,
    },
    /// The players do not get v(N) in all.
    Inefficient {
        /// Σ x − v(N) lies at least this far from 0, on this side.
        surplus: f64,
    },
}

impl Assessed {
    /// The least and greatest that v(S) − x(S) can be.
    fn excess(&self, table: &SharingTable, coalition: Coalition) -> Interval {
        let place = usize::try_from(coalition.bits()).unwrap_or(usize::MAX);
        let (Some(low), Some(high)) = (table.low.get(place), table.high.get(place)) else {
            return Interval::WHOLE;
        };
        let amount = |seat: usize| self.amounts.get(seat).copied().map_or(Interval::WHOLE, Interval::point);
        Interval::new(*low, *high) - coalition.players().map(|player| amount(player.seat())).sum::<Interval>()
    }

    fn grand(&self) -> Coalition {
        let players = u32::try_from(self.amounts.len()).unwrap_or(u32::MAX);
        Coalition::from_bits(1_u64.checked_shl(players).map_or(u64::MAX, |bit| bit - 1))
    }
}

impl Certificate<SharingTable> for Assessed {
    type Violation = Violation;

    /// One scan of all coalitions for the core; one coalition for an objection.
    ///
    /// # Complexity
    ///
    /// O(2ⁿ) amortised for the core.
    fn check(&self, table: &SharingTable) -> Result<(), Violation> {
        let players = self.amounts.len();
        let expected =
            u32::try_from(players).ok().filter(|players| *players < 40).map_or(usize::MAX, |n| 1 << n);
        expect("worths", table.low.len(), expected)?;
        expect("worths", table.high.len(), expected)?;
        if let Some((seat, &value)) = self.amounts.iter().enumerate().find(|(_, amount)| !amount.is_finite())
        {
            return Err(Violation::NotFinite { what: "amount", outcome: seat, value });
        }
        let grand = self.excess(table, self.grand());
        match self.standing {
            Standing::Objection { coalition, gain } => {
                let known = coalition.is_subset(self.grand()) && !coalition.is_empty();
                let proved = if known { self.excess(table, coalition).lower() } else { f64::NEG_INFINITY };
                if gain > 0.0 && proved >= gain {
                    Ok(())
                } else {
                    Err(Violation::NoObjection { claimed: gain, proved })
                }
            }
            Standing::Inefficient { surplus } => {
                let side = if surplus > 0.0 { -grand } else { grand };
                let proved = side.lower();
                if surplus.abs() > 0.0 && proved >= surplus.abs() {
                    Ok(())
                } else {
                    Err(Violation::NoObjection { claimed: surplus, proved })
                }
            }
            Standing::Core { within } => {
                let close = within.is_finite() && grand.magnitude() <= within;
                if !close {
                    return Err(Violation::NotShared { within, proved: grand.magnitude() });
                }
                self.scan(table, within)
            }
        }
    }
}

impl Assessed {
    /// Every coalition gains at most `within`. Sums of amounts of coalitions that share all but the low seats are formed once.
    fn scan(&self, table: &SharingTable, within: f64) -> Result<(), Violation> {
        let low_seats = self.amounts.len().min(10);
        let (first, last) = self.amounts.split_at_checked(low_seats).unwrap_or((&self.amounts, &[]));
        let low_sums = sums(first);
        let high_sums = sums(last);
        for (high_bits, high) in high_sums.iter().enumerate() {
            for (low_bits, low) in low_sums.iter().enumerate() {
                let place = low_bits | high_bits << low_seats;
                let worth = table.high.get(place).copied().unwrap_or(f64::INFINITY);
                let gain = (Interval::point(worth) - (*high + *low)).upper();
                if place > 0 && gain > within {
                    let coalition = Coalition::from_bits(place as u64);
                    return Err(Violation::Objects { coalition, gain, within });
                }
            }
        }
        Ok(())
    }
}

/// What all sets of these amounts sum to, by their bits.
fn sums(amounts: &[f64]) -> Vec<Interval> {
    let mut sums = vec![Interval::ZERO];
    for amount in amounts {
        let more: Vec<Interval> = sums.iter().map(|sum| *sum + *amount).collect();
        sums.extend(more);
    }
    sums
}
