//! All worths of a portfolio.

use std::collections::BTreeMap;

use willing_game::{Certificate, Coalition};
use willing_risk::sharing::Portfolio;

use super::entropic::{Term, term};
use super::worth::expect;
use super::{SharedWorth, Violation};
use crate::interval::Interval;

/// All 2ⁿ worths of a portfolio, each between two ends.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SharingTable {
    /// The lower ends, by the bits of the coalition; that of nobody is 0.
    pub low: Vec<f64>,
    /// The upper ends, likewise.
    pub high: Vec<f64>,
    /// Evidence, by the bits of the coalition, for those whose worth does not follow closely enough from the formula for
    /// entropic members.
    pub evidence: BTreeMap<u64, SharedWorth>,
}

impl SharingTable {
    /// The middles of the ends: the table of the game, by the bits of the coalition. Where 0 lies between the ends it is 0: exact
    /// arithmetic has no use for what rounding leaves of it.
    #[must_use]
    pub fn worths(&self) -> Vec<f64> {
        let middle = |(low, high): (&f64, &f64)| {
            if *low <= 0.0 && *high >= 0.0 { 0.0 } else { f64::midpoint(*low, *high) }
        };
        self.low.iter().zip(&self.high).map(middle).collect()
    }

    /// The greatest distance of two ends.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.low.iter().zip(&self.high).map(|(low, high)| high - low).fold(0.0, f64::max)
    }

    fn check_ends(&self, bits: u64, proved: Interval) -> Result<(), Violation> {
        let end = |ends: &[f64]| usize::try_from(bits).ok().and_then(|bits| ends.get(bits)).copied();
        let (low, high) = (end(&self.low).unwrap_or(f64::NAN), end(&self.high).unwrap_or(f64::NAN));
        if !(low.is_finite() && low <= proved.lower()) {
            return Err(Violation::LowerEnd { claimed: low, proved: proved.lower() });
        }
        if !(high.is_finite() && high >= proved.upper()) {
            return Err(Violation::UpperEnd { claimed: high, proved: proved.upper() });
        }
        Ok(())
    }

    fn check_evidence(
        &self,
        bits: u64,
        evidence: &SharedWorth,
        portfolio: &Portfolio,
    ) -> Result<(), Violation> {
        let coalition = Coalition::from_bits(bits);
        if !coalition.players().eq(evidence.members.iter().copied()) {
            return Err(Violation::OtherMembers { coalition });
        }
        evidence.check(portfolio)?;
        self.check_ends(bits, Interval::new(evidence.low, evidence.high))
    }
}

impl Certificate<Portfolio> for SharingTable {
    type Violation = Violation;

    /// Every worth lies between its ends, by its evidence or by the formula for entropic members.
    ///
    /// # Complexity
    ///
    /// O(2ⁿ·|Ω|) by the formula, O(n·2ⁿ·|Ω|) by evidence.
    fn check(&self, portfolio: &Portfolio) -> Result<(), Violation> {
        let players = portfolio.players().len();
        let coalitions = u32::try_from(players).ok().and_then(|players| 1_usize.checked_shl(players));
        let expected = coalitions.filter(|_| players < 40).unwrap_or(usize::MAX);
        expect("lower ends", self.low.len(), expected)?;
        expect("upper ends", self.high.len(), expected)?;
        self.check_ends(0, Interval::ZERO)?;
        let at = |bits: u64| {
            move |violation| Violation::Coalition {
                coalition: Coalition::from_bits(bits),
                violation: Box::new(violation),
            }
        };
        if let Some((bits, _)) =
            self.evidence.iter().find(|(bits, _)| **bits == 0 || **bits >= expected as u64)
        {
            return Err(at(*bits)(Violation::Members));
        }
        let terms: Vec<Option<Term>> = (0..players)
            .map(|seat| willing_game::Player::from_seat(seat).ok().and_then(|player| term(portfolio, player)))
            .collect();
        let nobody = || Term::nobody(portfolio.outcomes());
        let mut sums: Vec<Term> = (0..=players).map(|_| nobody()).collect();
        // Coalitions in the order of their bits read from the last player down: each shares all but its tail with the one
        // before, so that one addition a coalition is enough on average.
        self.descend(0, 0, Some(0), &terms, &mut sums, &mut |bits, worth| {
            match (self.evidence.get(&bits), worth) {
                (Some(evidence), _) => self.check_evidence(bits, evidence, portfolio),
                (None, Some(worth)) => self.check_ends(bits, worth),
                (None, None) => Err(Violation::NoEvidence { coalition: Coalition::from_bits(bits) }),
            }
            .map_err(at(bits))
        })
    }
}

/// What is asked of each coalition and its worth by the formula, where there is one.
type Visit<'a> = dyn FnMut(u64, Option<Interval>) -> Result<(), Violation> + 'a;

impl SharingTable {
    /// Visits every coalition that extends `bits` by players from `seat` on, with its worth by the formula. `depth` is where
    /// in `sums` the sum of its members stands, if all are entropic.
    fn descend(
        &self,
        bits: u64,
        seat: usize,
        depth: Option<usize>,
        terms: &[Option<Term>],
        sums: &mut [Term],
        visit: &mut Visit<'_>,
    ) -> Result<(), Violation> {
        for next in seat..terms.len() {
            let extended = bits | 1 << next;
            let term = terms.get(next).and_then(Option::as_ref);
            let place = depth.zip(term).and_then(|(depth, term)| {
                let (before, after) = sums.split_at_mut_checked(depth + 1)?;
                before.last()?.add(term, after.first_mut()?);
                Some(depth + 1)
            });
            let formula = !self.evidence.contains_key(&extended);
            let worth = place.filter(|_| formula).and_then(|place| sums.get(place)).map(Term::worth);
            visit(extended, worth)?;
            self.descend(extended, next + 1, place, terms, sums, visit)?;
        }
        Ok(())
    }
}
