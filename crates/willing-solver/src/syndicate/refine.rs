//! The last digits: budgets are balanced by moving consumption and prices themselves, which are finer than what weights give
//! back through exponentials.

use super::market::{Market, State};
use super::newton::{greatest_spender, step};
use super::split::{clear, shift};

/// Rounds of refinement; each squares what is left, down to rounding.
const ROUNDS: usize = 6;

/// Moves a nearly balanced division, and the logarithms of its weights with it, to where budgets balance best.
pub(super) fn refine(market: &Market<'_>, log_weights: &mut [f64], state: &mut State, owned: &[Vec<f64>]) {
    let worst = |state: &State| {
        let values = market.excess(state, owned).values;
        values
            .iter()
            .fold(0.0, |most: f64, value| if value.is_nan() { f64::INFINITY } else { most.max(value.abs()) })
    };
    let mut best = worst(state);
    for _ in 0..ROUNDS {
        let excess = market.excess(state, owned);
        let slopes = market.slopes(state, owned, &excess);
        let Some(change) = step(market, &excess, &slopes, greatest_spender(&excess)) else { return };
        let mut next = state.clone();
        apply(market, &change, log_weights, &mut next);
        let now = worst(&next);
        if now.is_nan() || now >= best {
            return;
        }
        log_weights.iter_mut().zip(&change).for_each(|(log, change)| *log += change);
        *state = next;
        best = now;
    }
}

/// What a small change of weights does, to first order in logarithms.
fn apply(market: &Market<'_>, change: &[f64], log_weights: &[f64], state: &mut State) {
    let by_market = state.log_prices.iter_mut().zip(&mut state.amounts);
    for (outcome, (log_price, amounts)) in market.outcomes().iter().zip(by_market) {
        let claims = market.claims(outcome, log_weights);
        let (mut total, mut dearer) = (0.0, 0.0);
        for ((&(seat, _), claim), &amount) in outcome.believers.iter().zip(&claims).zip(amounts.iter()) {
            let tolerance = claim.utility.tolerance_at(amount);
            total += tolerance;
            dearer += tolerance * change[seat];
        }
        let dearer = dearer / total;
        *log_price += dearer;
        for ((&(seat, _), claim), amount) in outcome.believers.iter().zip(&claims).zip(amounts.iter_mut()) {
            shift(claim.utility, amount, change[seat] - dearer);
        }
        clear(&claims, outcome.total, amounts);
    }
}
