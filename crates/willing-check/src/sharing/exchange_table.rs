//! All worths of a portfolio whose risks are exchanged without bets.

use std::collections::BTreeMap;

use willing_game::{Certificate, Coalition};
use willing_risk::sharing::Portfolio;

use super::worth::expect;
use super::{LinearExchange, Violation};

/// All 2ⁿ worths of exchange without bets, each between the two ends of its evidence.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ExchangeTable {
    /// The lower ends, by the bits of the coalition; that of nobody is 0.
    pub low: Vec<f64>,
    /// The upper ends, likewise.
    pub high: Vec<f64>,
    /// Evidence for every coalition but nobody, by its bits.
    pub evidence: BTreeMap<u64, LinearExchange>,
}

impl ExchangeTable {
    /// The middles of the ends: the table of the game, by the bits of the coalition.
    #[must_use]
    pub fn worths(&self) -> Vec<f64> {
        self.low.iter().zip(&self.high).map(|(low, high)| f64::midpoint(*low, *high)).collect()
    }

    /// The greatest distance of two ends.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.low.iter().zip(&self.high).map(|(low, high)| high - low).fold(0.0, f64::max)
    }

    /// The ends of one coalition contain those that its evidence proves.
    fn check_one(
        &self,
        coalition: Coalition,
        low: f64,
        high: f64,
        portfolio: &Portfolio,
    ) -> Result<(), Violation> {
        let (proved_low, proved_high) = match self.evidence.get(&coalition.bits()) {
            Some(evidence) if coalition.players().eq(evidence.members.iter().copied()) => {
                evidence.check(portfolio)?;
                (evidence.low, evidence.high)
            }
            Some(_) => return Err(Violation::OtherMembers { coalition }),
            None if coalition.is_empty() => (0.0, 0.0),
            None => return Err(Violation::NoEvidence { coalition }),
        };
        // Written so that NaN fails.
        if !(low.is_finite() && low <= proved_low) {
            return Err(Violation::LowerEnd { claimed: low, proved: proved_low });
        }
        if !(high.is_finite() && high >= proved_high) {
            return Err(Violation::UpperEnd { claimed: high, proved: proved_high });
        }
        Ok(())
    }
}

impl Certificate<Portfolio> for ExchangeTable {
    type Violation = Violation;

    /// Every worth lies between its ends, by its evidence; that of nobody is 0.
    ///
    /// # Complexity
    ///
    /// O(n²·2ⁿ·|Ω|).
    fn check(&self, portfolio: &Portfolio) -> Result<(), Violation> {
        let players = portfolio.players().len();
        let coalitions = u32::try_from(players).ok().and_then(|players| 1_usize.checked_shl(players));
        let expected = coalitions.filter(|_| players < 40).unwrap_or(usize::MAX);
        expect("lower ends", self.low.len(), expected)?;
        expect("upper ends", self.high.len(), expected)?;
        let at =
            |coalition| move |violation| Violation::Coalition { coalition, violation: Box::new(violation) };
        // Nobody needs no evidence, and there is none for coalitions with strangers.
        if let Some(bits) = self.evidence.keys().find(|bits| **bits == 0 || **bits >= expected as u64) {
            return Err(at(Coalition::from_bits(*bits))(Violation::Members));
        }
        for (bits, (low, high)) in (0_u64..).zip(self.low.iter().zip(&self.high)) {
            let coalition = Coalition::from_bits(bits);
            self.check_one(coalition, *low, *high, portfolio).map_err(at(coalition))?;
        }
        Ok(())
    }
}
