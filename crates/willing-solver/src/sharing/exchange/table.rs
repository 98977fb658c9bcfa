//! The worths of all coalitions.

use std::collections::BTreeMap;
use std::convert::Infallible;

use willing_check::sharing::ExchangeTable;
use willing_game::{Coalition, Verdict};
use willing_risk::sharing::Portfolio;

use super::{Exchange, ExchangeError};

/// Tables are asked of so many players at most.
const MOST_PLAYERS: usize = 16;

/// The worths of all coalitions, as [`Exchange`] finds each.
///
/// # Returns
///
/// `Exists` if all ends are as close as asked for, `Undecided` with the table otherwise. The table of the game is
/// [`ExchangeTable::worths`].
///
/// # Complexity
///
/// 2ⁿ coalitions; at most 16 players.
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Players};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::AllExchanges;
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.9, 0.1])?)?;
/// let portfolio = Portfolio::new(
///     Players::new(["coast", "inland"])?,
///     vec![vec![0.0, -10.0], vec![0.0, 0.0]],
///     vec![careful.clone(), careful],
/// )?;
/// let table = AllExchanges::new().solve(&portfolio)?.found()?;
/// table.check(&portfolio)?;
/// let worths = table.worths();
/// assert!(worths[3] > worths[1] + worths[2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AllExchanges {
    each: Exchange,
}

impl AllExchanges {
    /// Ends as [`Exchange::new`] seeks them.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends that differ by so much at most, as in [`Exchange::gap`].
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.each = self.each.gap(gap);
        self
    }

    /// All 2ⁿ worths.
    ///
    /// # Errors
    ///
    /// [`ExchangeError::TooManyPlayers`].
    pub fn solve(
        &self,
        portfolio: &Portfolio,
    ) -> Result<Verdict<ExchangeTable, Infallible, ExchangeTable>, ExchangeError> {
        let players = portfolio.players().len();
        if players > MOST_PLAYERS {
            return Err(ExchangeError::TooManyPlayers { players, most: MOST_PLAYERS });
        }
        let mut table = ExchangeTable { low: vec![0.0], high: vec![0.0], evidence: BTreeMap::new() };
        let mut decided = true;
        for bits in 1..1_u64 << players {
            let members = Coalition::from_bits(bits).players().collect();
            let evidence = match self.each.search(portfolio, members) {
                Verdict::Exists(evidence) => evidence,
                Verdict::Undecided(evidence) => {
                    decided = false;
                    evidence
                }
                Verdict::Impossible(never) => match never {},
            };
            table.low.push(evidence.low);
            table.high.push(evidence.high);
            table.evidence.insert(bits, evidence);
        }
        Ok(if decided { Verdict::Exists(table) } else { Verdict::Undecided(table) })
    }
}
