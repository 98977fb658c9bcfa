//! The programs of coalitions with mixed preferences: the search for the best densities, and for a reason why there are none.

use willing_game::Player;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};

use super::interior::{Column, Problem, Rows};
use super::join::impossible_to;
use super::pool::Pool;

const FREE: Column = Column {
    linear: 0.0,
    entropy: 0.0,
    centre: 0.0,
    curvature: 0.0,
    bounded_below: true,
    cap: f64::INFINITY,
    fixed: None,
    start: 0.0,
};

/// The members with several parts, by their place, with these.
pub(super) fn mixed<'a>(portfolio: &'a Portfolio, members: &[Player]) -> Vec<(usize, &'a [Part])> {
    let several = |(place, player): (usize, &Player)| {
        let preference = portfolio.preference(*player)?;
        preference.single().is_none().then(|| (place, preference.parts()))
    };
    members.iter().enumerate().filter_map(several).collect()
}

/// The program of the worth: q with what the pool adds to it, and the parts of the mixed members.
pub(super) fn worth_problem(
    portfolio: &Portfolio,
    members: &[Player],
    pool: &Pool,
    mixed: &[(usize, &[Part])],
    total: &[f64],
) -> Problem {
    let impossible = impossible_to(portfolio, members);
    let signed = pool.signed;
    let outcome = |(s, (at, payoff)): (usize, (&super::pool::Outcome, &f64))| {
        let dead = impossible.get(s).is_some_and(Option::is_some);
        let parts = |parts: &[Part]| -> Vec<Column> {
            let closed =
                dead && !parts.iter().any(|part| is_variance(part) && part.belief.probability(s) > 0.0);
            let open = |(part, weight)| if closed { nothing() } else { column(part, weight, s) };
            parts.iter().zip(weights(parts)).map(open).collect()
        };
        let of: Vec<Vec<Column>> = mixed.iter().map(|(_, of)| parts(of)).collect();
        // Where a member has no choice, nobody has.
        let only = mixed.iter().zip(&of).enumerate().find_map(|(number, ((_, parts), columns))| {
            let fixed = columns.iter().map(|column| column.fixed).collect::<Option<Vec<f64>>>()?;
            Some((number, fixed.iter().zip(weights(parts)).map(|(q, weight)| q * weight).sum::<f64>()))
        });
        let bound = if dead { Some(0.0) } else { pool.is_fixed().then_some(at.cap) };
        let average = mixed.iter().map(|(_, parts)| mean(parts, s)).sum::<f64>() / mixed.len().max(1) as f64;
        let q = Column {
            linear: payoff - pool.linear,
            entropy: pool.tolerance,
            centre: at.centre,
            curvature: at.curvature,
            bounded_below: !signed,
            cap: at.cap,
            fixed: bound.or(only.map(|(_, q)| q)),
            start: average.min(0.9 * at.cap),
        };
        let columns: Vec<Column> = std::iter::once(q).chain(of.into_iter().flatten()).collect();
        (columns, only.filter(|_| bound.is_none()).map(|(number, _)| number))
    };
    let (outcomes, settled): (Vec<Vec<Column>>, _) =
        pool.outcomes().iter().zip(total).enumerate().map(outcome).unzip();
    let all_fixed = outcomes.iter().all(|columns| columns.first().is_some_and(|q| q.fixed.is_some()));
    let rows = mixed.iter().enumerate().map(|(number, (_, parts))| {
        let mut sums: Vec<bool> = parts.iter().map(|part| !part.attitude.is_neutral()).collect();
        // What q sums to follows from one member; one sum of each other one follows from that.
        let implied = number > 0 || all_fixed;
        if let Some(last) = sums.iter_mut().rev().find(|has_sum| **has_sum && implied) {
            *last = false;
        }
        Rows { weights: weights(parts), sums }
    });
    Problem { outcomes, members: rows.collect(), settled, elastic: false }
}

/// The program of compatible awareness: how far from one another the domains of all members are, in total variation.
pub(super) fn domain_problem(portfolio: &Portfolio, members: &[Player]) -> Problem {
    let of: Vec<&[Part]> = members
        .iter()
        .map(|player| portfolio.preference(*player).map_or(&[][..], Preference::parts))
        .collect();
    let signed = of.iter().all(|parts| parts.iter().any(is_variance));
    let outcome = |s: usize| {
        let average = of.iter().map(|parts| mean(parts, s)).sum::<f64>() / of.len().max(1) as f64;
        let q = Column { bounded_below: !signed, start: average.max(1e-3), ..FREE };
        let parts = of.iter().flat_map(|parts| {
            parts.iter().map(move |part| {
                let own = column(part, part.weight, s);
                Column { linear: 0.0, entropy: 0.0, curvature: 0.0, ..own }
            })
        });
        let slack = of.iter().flat_map(|_| [Column { linear: 1.0, start: 1.0, ..FREE }; 2]);
        std::iter::once(q).chain(parts).chain(slack).collect()
    };
    let rows = |parts: &&[Part]| Rows {
        weights: weights(parts),
        sums: parts.iter().map(|part| !part.attitude.is_neutral()).collect(),
    };
    Problem {
        outcomes: (0..portfolio.outcomes()).map(outcome).collect(),
        members: of.iter().map(rows).collect(),
        settled: Vec::new(),
        elastic: true,
    }
}

/// Whether a part's densities may be negative.
pub(super) fn is_variance(part: &Part) -> bool {
    matches!(part.attitude, Attitude::MeanVariance { tolerance } if tolerance.is_finite())
}

fn weights(parts: &[Part]) -> Vec<f64> {
    let sum: f64 = parts.iter().map(|part| part.weight).sum();
    parts.iter().map(|part| part.weight / sum).collect()
}

fn probability(part: &Part, s: usize) -> f64 {
    part.belief.probability(s) / part.belief.probabilities().iter().sum::<f64>()
}

/// The averaged belief of a member.
fn mean(parts: &[Part], s: usize) -> f64 {
    parts.iter().zip(weights(parts)).map(|(part, weight)| weight * probability(part, s)).sum()
}

/// A density that can only be 0.
fn nothing() -> Column {
    Column { fixed: Some(0.0), ..FREE }
}

/// The density of a part in an outcome. The weight of the part is in the rows of its member; the objective needs it too.
fn column(part: &Part, weight: f64, s: usize) -> Column {
    let p = probability(part, s);
    if p <= 0.0 {
        return nothing();
    }
    match part.attitude {
        attitude if attitude.is_neutral() => Column { fixed: Some(p), ..FREE },
        Attitude::Entropic { tolerance } => {
            Column { entropy: weight * tolerance, centre: p.ln(), start: p, ..FREE }
        }
        Attitude::MeanVariance { tolerance } => {
            let bend = weight * tolerance;
            Column { linear: -bend, curvature: bend / p, bounded_below: false, start: p, ..FREE }
        }
        Attitude::Cvar { .. } => Column { cap: part.attitude.most_density(p), start: p, ..FREE },
    }
}
