//! What everybody consumes and spends at given Pareto weights, and how that moves with them.
//!
//! An efficient division has supporting prices q(s) = μ(s). With t_i(s) the risk tolerance of member i where it is, and
//! Σ_j t_j(s) = T(s), a change of ln λ moves
//!
//! ```text
//! d ln q(s) = Σ_j t_j(s)/T(s) d ln λ_j        dy_i(s) = t_i(s) (d ln λ_i − d ln q(s))
//! ```

use willing_risk::syndicate::{Syndicate, Utility};

use super::split::{Claim, split};

/// An outcome that somebody believes in.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) index: usize,
    pub(super) total: f64,
    /// Who believes in it, with ln p.
    pub(super) believers: Vec<(usize, f64)>,
}

/// A syndicate as markets, one for each outcome that somebody believes in.
#[derive(Debug)]
pub(super) struct Market<'a> {
    syndicate: &'a Syndicate,
    utilities: Vec<Utility>,
    outcomes: Vec<Outcome>,
}

/// A division: by market, what a unit is worth and what the believers get.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) log_prices: Vec<f64>,
    pub(super) amounts: Vec<Vec<f64>>,
}

/// How far each member is from its budget.
#[derive(Debug)]
pub(super) struct Excess {
    /// ln(spending/wealth) with relative, (spending − wealth)/(τ Σ q) with absolute aversion.
    pub(super) values: Vec<f64>,
    /// What each spends, in units of the dearest outcome.
    pub(super) spending: Vec<f64>,
    /// What each owns, in the same.
    wealth: Vec<f64>,
    /// Σ q: the price of a sure unit.
    sure: f64,
}

impl<'a> Market<'a> {
    pub(super) fn new(syndicate: &'a Syndicate) -> Self {
        let members = syndicate.members();
        let sums: Vec<f64> = members.iter().map(|m| m.belief().probabilities().iter().sum()).collect();
        let outcome = |index: usize| {
            let believer = |seat: usize| {
                let probability = members[seat].belief().probability(index);
                (probability > 0.0).then(|| (seat, (probability / sums[seat]).ln()))
            };
            let believers = (0..members.len()).filter_map(believer).collect();
            Outcome { index, total: syndicate.totals()[index], believers }
        };
        let possible = (0..syndicate.outcomes()).filter(|&index| syndicate.is_possible(index));
        let utilities = members.iter().map(willing_risk::syndicate::Member::utility).collect();
        Self { syndicate, utilities, outcomes: possible.map(outcome).collect() }
    }

    pub(super) fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    pub(super) fn utilities(&self) -> &[Utility] {
        &self.utilities
    }

    /// κ: the unit of ln λ in which consumption reacts alike: γ, or 1 with absolute aversion.
    pub(super) fn scale(&self, seat: usize) -> f64 {
        self.utilities[seat].relative_aversion().unwrap_or(1.0)
    }

    /// What each member owns, by market and seat.
    pub(super) fn endowments(&self) -> Vec<Vec<f64>> {
        let own = self.syndicate.endowments();
        self.outcomes.iter().map(|outcome| own.iter().map(|row| row[outcome.index]).collect()).collect()
    }

    /// Who claims what in a market.
    pub(super) fn claims(&self, outcome: &Outcome, log_weights: &[f64]) -> Vec<Claim> {
        let claim = |&(seat, log_probability): &(usize, f64)| Claim {
            utility: self.utilities[seat],
            log_weight: log_weights[seat] + log_probability,
        };
        outcome.believers.iter().map(claim).collect()
    }

    /// The efficient division under these weights.
    pub(super) fn divide(&self, log_weights: &[f64]) -> State {
        let divided = self.outcomes.iter().map(|of| split(&self.claims(of, log_weights), of.total));
        let (log_prices, amounts) = divided.unzip();
        State { log_prices, amounts }
    }

    /// By market and seat: what a division gives, 0 to those who do not believe in the outcome.
    pub(super) fn by_seat(&self, state: &State) -> Vec<Vec<f64>> {
        let spread = |(outcome, amounts): (&Outcome, &Vec<f64>)| {
            let mut row = vec![0.0; self.utilities.len()];
            outcome.believers.iter().zip(amounts).for_each(|(&(seat, _), &amount)| row[seat] = amount);
            row
        };
        self.outcomes.iter().zip(&state.amounts).map(spread).collect()
    }

    /// The division by seat and outcome of the syndicate, everybody keeping what it owns where nobody believes.
    pub(super) fn allocation(&self, state: &State) -> Vec<Vec<f64>> {
        let mut allocation = self.syndicate.endowments().to_vec();
        for (outcome, given) in self.outcomes.iter().zip(self.by_seat(state)) {
            allocation.iter_mut().zip(given).for_each(|(row, amount)| row[outcome.index] = amount);
        }
        allocation
    }

    /// Prices in units of the dearest outcome.
    pub(super) fn prices(state: &State) -> Vec<f64> {
        let most = state.log_prices.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        state.log_prices.iter().map(|log| (log - most).exp()).collect()
    }

    /// Where budgets stand if members own `owned`, by market and seat.
    pub(super) fn excess(&self, state: &State, owned: &[Vec<f64>]) -> Excess {
        let count = self.utilities.len();
        let prices = Self::prices(state);
        let (mut spending, mut wealth) = (vec![0.0; count], vec![0.0; count]);
        for ((outcome, price), (amounts, owned)) in
            self.outcomes.iter().zip(&prices).zip(state.amounts.iter().zip(owned))
        {
            wealth.iter_mut().zip(owned).for_each(|(wealth, own)| *wealth += price * own);
            let spent = outcome.believers.iter().zip(amounts);
            spent.for_each(|(&(seat, _), amount)| spending[seat] += price * amount);
        }
        let sure = prices.iter().sum();
        let value = |(seat, utility): (usize, &Utility)| match utility {
            Utility::Cara { tolerance } => (spending[seat] - wealth[seat]) / (tolerance * sure),
            _ => (spending[seat] / wealth[seat]).ln(),
        };
        let values = self.utilities.iter().enumerate().map(value).collect();
        Excess { values, spending, wealth, sure }
    }

    /// Slopes of the values of `excess` in the *scaled* logarithms of weights ln λ_j / κ_j, row by row.
    pub(super) fn slopes(&self, state: &State, owned: &[Vec<f64>], excess: &Excess) -> Vec<f64> {
        let count = self.utilities.len();
        // How a value moves with spending and with wealth; with absolute aversion also with Σ q.
        let parts = |seat: usize| match self.utilities[seat] {
            Utility::Cara { tolerance } => {
                let unit = 1.0 / (tolerance * excess.sure);
                (unit, unit, excess.values[seat] / excess.sure)
            }
            _ => (1.0 / excess.spending[seat], 1.0 / excess.wealth[seat], 0.0),
        };
        let parts: Vec<(f64, f64, f64)> = (0..count).map(parts).collect();
        let mut slopes = vec![0.0; count * count];
        for ((outcome, price), (amounts, owned)) in
            self.outcomes.iter().zip(Self::prices(state)).zip(state.amounts.iter().zip(owned))
        {
            // What each value gains as everything here becomes dearer: with the price and with less consumed.
            let mut dearer: Vec<f64> =
                parts.iter().zip(owned).map(|(&(_, wealth, sure), own)| -(wealth * own + sure)).collect();
            let mut shares = vec![0.0; count];
            let mut total = 0.0;
            for (&(seat, _), &amount) in outcome.believers.iter().zip(amounts) {
                let tolerance = self.utilities[seat].tolerance_at(amount);
                let (spending, _, _) = parts[seat];
                slopes[seat * count + seat] += price * tolerance * spending;
                dearer[seat] += spending * (amount - tolerance);
                shares[seat] = price * tolerance;
                total += tolerance;
            }
            for share in &mut shares {
                *share /= total;
            }
            for (row, dearer) in slopes.chunks_exact_mut(count).zip(dearer) {
                for (slope, share) in row.iter_mut().zip(&shares) {
                    *slope += share * dearer;
                }
            }
        }
        let scales: Vec<f64> = (0..count).map(|seat| self.scale(seat)).collect();
        for row in slopes.chunks_exact_mut(count) {
            row.iter_mut().zip(&scales).for_each(|(slope, scale)| *slope *= scale);
        }
        slopes
    }
}
