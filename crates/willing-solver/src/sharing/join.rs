//! What a coalition's members get, put together: promises to the mixed members, what the pool carries, and what outcomes are
//! worth that somebody believes impossible.

use willing_game::Player;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};

/// The place among the members of the one who takes what the others leave: one who never loses by getting more, if there is one.
pub(super) fn rest_of(portfolio: &Portfolio, members: &[Player]) -> usize {
    let preference = |player: &Player| portfolio.preference(*player);
    let single = members
        .iter()
        .position(|player| preference(player).is_some_and(|of| of.is_monotone() && of.single().is_some()));
    single
        .or_else(|| members.iter().position(|player| preference(player).is_some_and(Preference::is_monotone)))
        .unwrap_or(0)
}

/// Outcomes that some member believes impossible, with his place: whatever he gets there is nothing to him.
pub(super) fn impossible_to(portfolio: &Portfolio, members: &[Player]) -> Vec<Option<usize>> {
    let never = |player: &Player, s: usize| {
        let parts = portfolio.preference(*player).map_or(&[][..], Preference::parts);
        parts.iter().all(|part| part.belief.probability(s) <= 0.0)
    };
    (0..portfolio.outcomes()).map(|s| members.iter().position(|player| never(player, s))).collect()
}

/// In those outcomes the others get so much that they no longer weigh, and he what is left.
pub(super) fn reward_the_unlikely(
    portfolio: &Portfolio,
    members: &[Player],
    total: &[f64],
    rest: usize,
    rows: &mut [Vec<f64>],
) {
    let impossible = impossible_to(portfolio, members);
    if impossible.iter().all(Option::is_none) {
        return;
    }
    take_rest(total, &impossible, rest, rows);
    for (player, row) in members.iter().zip(rows.iter_mut()) {
        let parts = portfolio.preference(*player).map_or(&[][..], Preference::parts);
        let live = |s: &usize| impossible.get(*s).is_some_and(Option::is_none);
        let best =
            (0..row.len()).filter(live).filter_map(|s| row.get(s)).copied().fold(f64::NEG_INFINITY, f64::max);
        let plenty =
            plenty(parts, best, |part| (0..row.len()).filter(live).map(|s| part.belief.probability(s)).sum());
        for (s, (value, dead)) in row.iter_mut().zip(&impossible).enumerate() {
            // More can be worse to who looks at the variance.
            let wary = |part: &Part| !part.attitude.is_monotone() && part.belief.probability(s) > 0.0;
            if dead.is_some() && plenty.is_finite() && !parts.iter().any(wary) {
                *value = plenty;
            }
        }
    }
    for (s, (killer, held)) in impossible.iter().zip(total).enumerate() {
        let Some(killer) = killer else { continue };
        let others: f64 = rows
            .iter()
            .enumerate()
            .filter(|(place, _)| place != killer)
            .filter_map(|(_, row)| row.get(s))
            .sum();
        if let Some(value) = rows.get_mut(*killer).and_then(|row| row.get_mut(s)) {
            *value = held - others;
        }
    }
}

/// Writes what the others leave into the row of the one who takes the rest; where an outcome is impossible to somebody, his row
/// moves along with the others.
fn take_rest(total: &[f64], impossible: &[Option<usize>], rest: usize, rows: &mut [Vec<f64>]) {
    let left = |s: usize, held: f64| {
        held - rows
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != rest)
            .filter_map(|(_, row)| row.get(s))
            .sum::<f64>()
    };
    let left: Vec<f64> = total.iter().enumerate().map(|(s, held)| left(s, *held)).collect();
    let Some(row) = rows.get_mut(rest) else { return };
    let live = row.iter().zip(&left).zip(impossible).filter(|(_, impossible)| impossible.is_none());
    let shift = live.map(|((value, left), _)| left - value).fold(f64::INFINITY, f64::min);
    for ((value, left), impossible) in row.iter_mut().zip(&left).zip(impossible) {
        *value = if impossible.is_none() { *left } else { *value + shift };
    }
}

/// A payoff so high that an outcome with it no longer counts beside others of at most `best`.
fn plenty(parts: &[Part], best: f64, mass: impl Fn(&Part) -> f64) -> f64 {
    let enough = |part: &Part| match part.attitude {
        Attitude::Entropic { tolerance } if tolerance.is_finite() => {
            best + tolerance * (45.0 - mass(part).ln())
        }
        _ => best,
    };
    parts.iter().map(enough).fold(best, f64::max)
}
