//! Whether an allocation leaves anybody a reason to leave.

use willing_check::interval::Interval;
use willing_check::sharing::{Assessed, SharingTable, Standing};
use willing_game::Coalition;

use super::Error;

/// How much a coalition may gain by itself without being counted as objecting, relative to the greatest worth: what allocations
/// found in floats are off by.
const SLACK: f64 = 1e-9;

/// The standing of `amounts`, by seat, among the worths of `table`: in the core, or the coalition that gains most by itself.
///
/// What lies within rounding (1e-9 of the greatest worth, and four times the distance of the ends) counts as nothing; the
/// answer says within which gain nobody objects.
///
/// # Errors
///
/// [`Error::OutOfRange`] for an amount that is not finite, or amounts that are not as many as the players.
///
/// # Complexity
///
/// O(2ⁿ) time and memory.
///
/// # Example
///
/// ```
/// use willing_check::sharing::Standing;
/// use willing_game::{Certificate, Players};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::{AllWorths, assess};
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.5, 0.5])?)?;
/// let players = Players::new(["A", "B"])?;
/// let portfolio = Portfolio::new(players, vec![vec![0.0, -6.0], vec![0.0, 0.0]], vec![careful.clone(), careful])?;
/// let table = AllWorths::new().solve(&portfolio)?.found()?;
/// let all = table.worths()[3];
/// // B alone has 0: it will not pay for A.
/// let unfair = assess(&table, &[all + 1.0, -1.0])?;
/// assert!(matches!(unfair.standing, Standing::Objection { coalition, .. } if coalition.bits() == 2));
/// unfair.check(&table)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn assess(table: &SharingTable, amounts: &[f64]) -> Result<Assessed, Error> {
    let players = amounts.len();
    let coalitions = u32::try_from(players).ok().and_then(|players| 1_usize.checked_shl(players));
    if coalitions != Some(table.low.len()) || table.high.len() != table.low.len() {
        let expected = "as many as the players of the table";
        return Err(Error::OutOfRange { quantity: "number of amounts", value: players as f64, expected });
    }
    if let Some(&value) = amounts.iter().find(|amount| !amount.is_finite()) {
        return Err(Error::OutOfRange { quantity: "amount", value, expected: "a finite number" });
    }
    let greatest = table.low.iter().chain(&table.high).fold(0.0, |most: f64, worth| most.max(worth.abs()));
    let size = greatest + amounts.iter().map(|amount| amount.abs()).sum::<f64>();
    let slack = SLACK * greatest + 4.0 * table.gap();
    let grand = excess(table, amounts, table.low.len() - 1);
    let standing = |standing| Assessed { amounts: amounts.to_vec(), standing };
    if grand.magnitude() > slack && !grand.contains(0.0) {
        let surplus = if grand.lower() > 0.0 { -grand.lower() } else { -grand.upper() };
        return Ok(standing(Standing::Inefficient { surplus }));
    }
    let sums = sums(amounts);
    let gains = || table.low.iter().zip(&sums).map(|(low, sum)| low - sum).enumerate().skip(1);
    let worst = gains().max_by(|one, other| one.1.total_cmp(&other.1)).map_or(0, |(place, _)| place);
    let gain = excess(table, amounts, worst).lower();
    if gain > slack {
        let coalition = Coalition::from_bits(worst as u64);
        return Ok(standing(Standing::Objection { coalition, gain }));
    }
    // The check adds in another order, in intervals.
    let rounding = 4.0 * f64::EPSILON * (players as f64 + 2.0) * size;
    let most = table.high.iter().zip(&sums).skip(1).map(|(high, sum)| high - sum).fold(0.0, f64::max);
    Ok(standing(Standing::Core { within: most.max(grand.magnitude()) + rounding }))
}

/// v(S) − x(S), as the check forms it.
fn excess(table: &SharingTable, amounts: &[f64], place: usize) -> Interval {
    let (Some(low), Some(high)) = (table.low.get(place), table.high.get(place)) else {
        return Interval::WHOLE;
    };
    let players = Coalition::from_bits(place as u64).players();
    let amount = |seat: usize| amounts.get(seat).copied().map_or(Interval::WHOLE, Interval::point);
    Interval::new(*low, *high) - players.map(|player| amount(player.seat())).sum::<Interval>()
}

/// What all sets of these amounts sum to, by their bits.
fn sums(amounts: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0];
    for amount in amounts {
        let more: Vec<f64> = sums.iter().map(|sum| sum + amount).collect();
        sums.extend(more);
    }
    sums
}
