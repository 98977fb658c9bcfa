//! Newton's method for budgets, with steps that are shortened until budgets come closer.

use super::market::{Excess, Market, State};
use crate::quantal::linear::Factors;

/// The longest change of a scaled logarithm of a weight in a step.
const LONGEST: f64 = 4.0;

/// Excess this small is left to refinement, which costs less.
pub(super) const NEAR: f64 = 1e-9;

/// How often a step is halved.
const HALVINGS: usize = 24;

/// Weights, their division and how far budgets are off.
pub(super) struct Point {
    pub(super) log_weights: Vec<f64>,
    pub(super) state: State,
    pub(super) excess: Excess,
    /// The greatest excess but that of the member left out; ∞ if one is not a number.
    pub(super) distance: f64,
}

impl Point {
    /// The point at these weights if members own `owned`; the member `left_out` balances if all others do (Walras' law).
    pub(super) fn at(
        market: &Market<'_>,
        log_weights: Vec<f64>,
        owned: &[Vec<f64>],
        left_out: usize,
    ) -> Self {
        let state = market.divide(&log_weights);
        let excess = market.excess(&state, owned);
        let distance = distance(&excess, left_out);
        Self { log_weights, state, excess, distance }
    }
}

fn distance(excess: &Excess, left_out: usize) -> f64 {
    let others = excess.values.iter().enumerate().filter(|&(seat, _)| seat != left_out);
    others.fold(0.0, |most, (_, value)| if value.is_finite() { value.abs().max(most) } else { f64::INFINITY })
}

/// Who spends most: its budget is the best to leave out, as rounding in the others' is least in it.
pub(super) fn greatest_spender(excess: &Excess) -> usize {
    let by_spending = excess.spending.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    by_spending.map_or(0, |(seat, _)| seat)
}

/// All seats but one.
pub(super) fn others(count: usize, left_out: usize) -> impl Iterator<Item = usize> + Clone {
    (0..count).filter(move |&seat| seat != left_out)
}

/// The change of logarithms of weights that balances budgets to first order; 0 for the member left out.
pub(super) fn step(
    market: &Market<'_>,
    excess: &Excess,
    slopes: &[f64],
    left_out: usize,
) -> Option<Vec<f64>> {
    let count = excess.values.len();
    let seats = others(count, left_out);
    let slope = |row: usize| seats.clone().map(move |column| slopes[row * count + column]);
    let entries: Vec<f64> = seats.clone().flat_map(slope).collect();
    if !entries.iter().all(|entry| entry.is_finite()) {
        return None;
    }
    let right: Vec<f64> = seats.clone().map(|seat| -excess.values[seat]).collect();
    let solved = Factors::of(entries, count - 1)?.solve(&right);
    let mut change = vec![0.0; count];
    seats.zip(solved).for_each(|(seat, value)| change[seat] = value * market.scale(seat));
    change.iter().all(|value| value.is_finite()).then_some(change)
}

/// Steps from `start` until budgets nearly balance, or do not come closer, or `limit` steps were made.
pub(super) fn solve(
    market: &Market<'_>,
    start: Point,
    owned: &[Vec<f64>],
    left_out: usize,
    limit: usize,
) -> Point {
    let mut point = start;
    for _ in 0..limit {
        if point.distance <= NEAR {
            break;
        }
        let slopes = market.slopes(&point.state, owned, &point.excess);
        let Some(change) = step(market, &point.excess, &slopes, left_out) else { break };
        let size =
            change.iter().enumerate().map(|(seat, c)| (c / market.scale(seat)).abs()).fold(0.0, f64::max);
        let mut length = (LONGEST / size).min(1.0);
        let mut closer = None;
        for _ in 0..HALVINGS {
            let moved = point.log_weights.iter().zip(&change).map(|(log, change)| log + length * change);
            let next = Point::at(market, moved.collect(), owned, left_out);
            if next.distance < (1.0 - 1e-3 * length) * point.distance {
                closer = Some(next);
                break;
            }
            length /= 2.0;
        }
        let Some(next) = closer else { break };
        point = next;
    }
    point
}
