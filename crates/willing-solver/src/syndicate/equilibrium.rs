//! The competitive equilibrium.

use std::convert::Infallible;

use willing_check::syndicate::Competitive;
use willing_game::{Certificate, Limit, Verdict};
use willing_risk::syndicate::{Syndicate, Utility};

use super::logarithmic::wealth_shares;
use super::market::{Market, State};
use super::newton::{Point, greatest_spender, solve};
use super::path::Path;
use super::refine::refine;
use super::{Error, TOLERANCE, wants};

/// Budgets this near balance are left to refinement.
const NEARLY: f64 = 1e-6;

/// Prices of money in each outcome, and what everybody buys: Σ_s q(s) (y_i(s) − e_i(s)) = 0 with y_i(s) as good as its budget allows.
///
/// The division is efficient, so that it is found among those of [`Borch`](super::Borch): weights are sought under which everybody
/// spends what it owns (Negishi 1960). With the logarithm these are shares of wealth, and solve a linear system; with absolute
/// aversion prices do not depend on who owns what, and the system is linear too. Otherwise Newton's method starts from the
/// logarithmic shares, and where it fails the path of equilibria is followed from an efficient division that is owned.
///
/// # Returns
///
/// `Exists` with prices, division, and certainty equivalents with and without trade, whose evidence was checked; `Undecided` if
/// budgets do not balance to 1e-12 of what passes through them within the limit of steps. One equilibrium of possibly several:
/// [`Syndicate::has_one_equilibrium`] is a condition that excludes others. For a given syndicate always the same.
///
/// # Complexity
///
/// For n members and S outcomes O(n² S + n³) a step, usually about ten of them: measured below 0.1 s for n = 50, S = 1,000.
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Players};
/// use willing_risk::{Belief, syndicate::{Member, Syndicate, Utility}};
/// use willing_solver::syndicate::Equilibrium;
///
/// let member = |aversion| Member::new(Utility::Crra { aversion }, Belief::uniform(2)?);
/// let players = Players::new(["bold", "cautious"])?;
/// let syndicate = Syndicate::new(players, vec![member(0.5)?, member(5.0)?], vec![vec![1.0, 2.0], vec![2.0, 1.0]])?;
/// let trade = Equilibrium::new().solve(&syndicate)?.found()?;
/// assert!((trade.prices[0] - 0.5).abs() < 1e-12 && (trade.allocation[0][0] - 1.5).abs() < 1e-12);
/// assert!(trade.certainty_equivalents[1] > trade.autarky[1]);
/// trade.check(&syndicate)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equilibrium {
    step_limit: usize,
}

impl Default for Equilibrium {
    fn default() -> Self {
        Self { step_limit: 2_000 }
    }
}

impl Equilibrium {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops after this many steps along the path of equilibria, and a tenth as many of Newton's method (default 2,000).
    #[must_use]
    pub const fn step_limit(mut self, steps: usize) -> Self {
        self.step_limit = steps;
        self
    }

    /// An equilibrium of `syndicate`.
    ///
    /// # Errors
    ///
    /// [`Error::OwnsNothing`] and [`Error::NotJoined`] where none need exist; [`Error::VanishingPrice`] where floats cannot
    /// show it.
    pub fn solve(&self, syndicate: &Syndicate) -> Result<Verdict<Competitive, Infallible>, Error> {
        let market = Market::new(syndicate);
        wants::check(&market)?;
        let owned = market.endowments();
        let log_weights = start(syndicate, &market);
        let first = Point::at(&market, log_weights.clone(), &owned, 0);
        let left_out = greatest_spender(&first.excess);
        let start = || Point::at(&market, log_weights.clone(), &owned, left_out);
        let mut found = Some(solve(&market, start(), &owned, left_out, self.step_limit / 10));
        if found.as_ref().is_none_or(|point| point.distance > NEARLY) {
            let start = start();
            found = Path::new(&market, &start, &owned, left_out).follow(&start, self.step_limit);
        }
        let Some(Point { mut log_weights, mut state, .. }) = found else {
            return Ok(Verdict::Undecided(Limit::Iterations));
        };
        refine(&market, &mut log_weights, &mut state, &owned);
        let answer = evidence(syndicate, &market, &log_weights, &state)?;
        let holds = answer.check(syndicate).is_ok();
        Ok(if holds { Verdict::Exists(answer) } else { Verdict::Undecided(Limit::Iterations) })
    }
}

/// Weights to start from, as logarithms: those under which members with the wealth of a logarithmic syndicate are about as well off
/// at the margin.
fn start(syndicate: &Syndicate, market: &Market<'_>) -> Vec<f64> {
    let utilities = market.utilities();
    let aversions: Option<Vec<f64>> = utilities.iter().map(|utility| utility.relative_aversion()).collect();
    let Some(aversions) = aversions else {
        // Beside absolute aversion totals may be negative: what each owns on average stands for what it will consume.
        let owned = market.endowments();
        let mean = |seat: usize| owned.iter().map(|row| row[seat]).sum::<f64>() / owned.len() as f64;
        return utilities
            .iter()
            .enumerate()
            .map(|(seat, utility)| -utility.log_marginal(mean(seat)))
            .collect();
    };
    let shares = wealth_shares(market);
    if aversions.iter().all(|aversion| (aversion - 1.0).abs() <= 0.0) {
        return shares.iter().map(|share| share.ln()).collect();
    }
    let log_weight = |(seat, (utility, share)): (usize, (&Utility, &f64))| {
        let belief = syndicate.members()[seat].belief();
        let likely = market.outcomes().iter().filter(|outcome| belief.probability(outcome.index) > 0.0);
        let own = |of: &super::market::Outcome| {
            belief.probability(of.index) * utility.log_marginal(share * of.total)
        };
        -likely.map(own).sum::<f64>()
    };
    utilities.iter().zip(&shares).enumerate().map(log_weight).collect()
}

/// The answer in units in which a sure unit costs 1.
fn evidence(
    syndicate: &Syndicate,
    market: &Market<'_>,
    log_weights: &[f64],
    state: &State,
) -> Result<Competitive, Error> {
    let most = state.log_prices.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let relative = Market::prices(state);
    let sure: f64 = relative.iter().sum();
    let mut prices = vec![0.0; syndicate.outcomes()];
    for (outcome, price) in market.outcomes().iter().zip(&relative) {
        let price = price / sure;
        if price < f64::MIN_POSITIVE {
            return Err(Error::VanishingPrice { outcome: outcome.index });
        }
        prices[outcome.index] = price;
    }
    let allocation = market.allocation(state);
    Ok(Competitive {
        prices,
        log_weights: log_weights.iter().map(|log| log - most - sure.ln()).collect(),
        certainty_equivalents: syndicate.certainty_equivalents(&allocation)?,
        autarky: syndicate.autarky(),
        allocation,
        tolerance: TOLERANCE,
    })
}
