//! From the multipliers of a contradictory program to a trade of seats.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use willing_check::simple::{Trade, TradedCoalition};
use willing_council::Seat;
use willing_game::Rational;

use super::ordered::seats;
use super::weightedness::Met;

/// The most coalitions on a side.
const MOST_COALITIONS: usize = 100_000;

/// The trade in which each coalition appears as often as its multiplier says; `None` if it is too large to be written down.
///
/// The multipliers combine to w·(Σ winning − Σ losing) ≥ (something positive) with the same number of coalitions on both
/// sides and, weights being at least 0, no kind more often on the winning side. Where it is less often, it joins winning
/// coalitions, which go on winning. Then seats of each kind are dealt out in turn, so that each of them is in as many of
/// the ones as of the others.
pub(super) fn trade(kinds: &[Vec<usize>], met: &[Met], multipliers: &[Rational]) -> Option<Trade> {
    let unit = multipliers.iter().fold(BigInt::from(1), |unit, number| unit.lcm(number.denominator()));
    let whole: Vec<BigInt> =
        multipliers.iter().map(|number| number.abs().numerator() * &unit / number.denominator()).collect();
    let divisor = whole.iter().fold(BigInt::from(0), |divisor, number| divisor.gcd(number));
    let mut sides = [Vec::new(), Vec::new()];
    for (met, times) in met.iter().zip(&whole) {
        let times = (times / &divisor).to_usize()?;
        let side = sides.get_mut(usize::from(!met.wins))?;
        if side.len() + times > MOST_COALITIONS {
            return None;
        }
        side.extend(std::iter::repeat_n(met.members.clone(), times));
    }
    let [mut winning, losing] = sides;
    for (kind, members) in kinds.iter().enumerate() {
        let sum = |side: &[Vec<usize>]| side.iter().filter_map(|members| members.get(kind)).sum::<usize>();
        let mut lacking = sum(&losing).checked_sub(sum(&winning))?;
        for count in winning.iter_mut().filter_map(|counts| counts.get_mut(kind)) {
            let joining = lacking.min(members.len() - *count);
            *count += joining;
            lacking -= joining;
        }
    }
    Some(Trade { winning: dealt(kinds, &winning), losing: dealt(kinds, &losing) })
}

/// Coalitions with so many seats of each kind, which come in turn.
fn dealt(kinds: &[Vec<usize>], side: &[Vec<usize>]) -> Vec<TradedCoalition> {
    let mut next = vec![0usize; kinds.len()];
    let mut times: BTreeMap<Vec<Seat>, u64> = BTreeMap::new();
    for counts in side {
        let mut coalition = Vec::new();
        for ((kind, count), next) in kinds.iter().zip(counts).zip(&mut next) {
            coalition.extend(kind.iter().cycle().skip(*next).take(*count));
            *next = (*next + count) % kind.len();
        }
        *times.entry(seats(coalition)).or_default() += 1;
    }
    times.into_iter().map(|(members, times)| TradedCoalition { members, times }).collect()
}
