//! What is asked and answered: the worth of one coalition, or of all.

use std::collections::BTreeMap;
use std::convert::Infallible;

use nalgebra::{DMatrix, DVector};
use willing_check::sharing::{ExchangeTable, LinearExchange};
use willing_game::{Coalition, Player, Verdict};
use willing_risk::sharing::Portfolio;

use super::model::Model;
use super::part::PartModel;
use super::path::Point;

/// A bound on the steps; a few dozen are usual.
const STEPS: usize = 200;

/// Certified gaps that did not improve before the path is given up.
const PATIENCE: usize = 12;

/// Tables are asked of so many players at most.
const MOST_PLAYERS: usize = 16;

/// Why a question about linear exchange was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// A coalition of nobody.
    #[error("the coalition has no members: expected at least one")]
    Nobody,
    /// A member that is not a player of the portfolio.
    #[error("player {player} is not one of {players} players")]
    UnknownPlayer {
        /// Who.
        player: Player,
        /// How many players there are.
        players: usize,
    },
    /// Too many players for a table.
    #[error("{players} players: expected at most {most} for all worths")]
    TooManyPlayers {
        /// How many there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
}

/// The worth of a coalition whose members carry shares of each other's risks, and nobody bets on an ally's harm:
///
/// ```text
/// v(S) = max { Σ_i U_i(Σ_j s_ij X_j) : s ≥ 0, Σ_i s_ij = 1 }      i, j ∈ S
/// ```
///
/// Where Borch's and Wilson's sharing lets allies who disagree bet against each other, so that disagreement seems to add value,
/// here it only stops them from sharing. Two states of tolerance τ that each face a loss ℓ carry
/// f = clamp(½ − (τ/2ℓ) ln(p_other/p_own), 0, 1) of the other's, and nothing from p_other/p_own = e^{ℓ/τ} on.
/// The game is totally balanced.
///
/// # Returns
///
/// `Exists` with ends that differ by at most the gap asked for, times the greater of |v| and the spread: the greatest
/// difference of what one member holds in two outcomes believed possible, or at least 2⁻⁵² of the greatest finite tolerance,
/// in which penalties are reckoned. `Undecided` with the best ends found otherwise: they
/// hold as well. Never `Impossible`.
///
/// # Complexity
///
/// O(|S|⁴ + |S|³·|Ω|) a step, a few dozen steps.
///
/// # Numerics
///
/// An interior point method in floats (Mehrotra 1992), deterministic; the ends are computed in outward-rounded intervals by the
/// checker's code. Where members are alike or holdings are certain, the shares are some of many that are best.
///
/// # References
///
/// Borch (1962); Wilson (1968); Mehrotra (1992), "On the implementation of a primal-dual interior point method".
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Player, Players};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::Exchange;
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.9, 0.1])?)?;
/// let portfolio = Portfolio::new(
///     Players::new(["coast", "inland"])?,
///     vec![vec![0.0, -10.0], vec![0.0, 0.0]], // a storm hits the coast
///     vec![careful.clone(), careful],
/// )?;
/// let exchange = Exchange::new().solve(&portfolio, &[Player::new(0), Player::new(1)])?.found()?;
/// exchange.check(&portfolio)?;
/// assert!((exchange.shares[1][0] - 0.5).abs() < 1e-6); // equally careful, they carry half each
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange {
    gap: f64,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { gap: 1e-9 }
    }
}

impl Exchange {
    /// Ends that differ by 1e-9 at most, relative to the greater of worth and spread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends that differ by so much at most, likewise.
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }

    /// The worth of the coalition of `members`, in any order.
    ///
    /// # Errors
    ///
    /// [`ExchangeError::Nobody`], [`ExchangeError::UnknownPlayer`].
    pub fn solve(
        &self,
        portfolio: &Portfolio,
        members: &[Player],
    ) -> Result<Verdict<LinearExchange, Infallible, LinearExchange>, ExchangeError> {
        let players = portfolio.players().len();
        if let Some(player) = members.iter().find(|player| player.seat() >= players) {
            return Err(ExchangeError::UnknownPlayer { player: *player, players });
        }
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        if members.is_empty() {
            return Err(ExchangeError::Nobody);
        }
        Ok(self.search(portfolio, members))
    }

    fn search(
        &self,
        portfolio: &Portfolio,
        members: Vec<Player>,
    ) -> Verdict<LinearExchange, Infallible, LinearExchange> {
        let model = Model::new(portfolio, &members);
        let mut best = Best::new(portfolio, members, &model);
        let mut point = Point::start(&model);
        best.propose(&model, &point.shares, &[]);
        let (mut steps, mut waited) = (0, 0);
        // On beyond the gap asked for while it shrinks fast: the last steps are cheap and make the shares exact.
        while steps < STEPS && waited < PATIENCE && !best.is_exact() {
            let Some(next) = point.step(&model) else { break };
            point = next;
            steps += 1;
            if point.distance(&model) > 1e-5 * best.magnitude().max(1.0) {
                continue;
            }
            let before = best.relative_gap();
            best.propose(&model, &point.shares, &point.densities());
            let improved = best.relative_gap() < before / 2.0;
            if !improved && best.relative_gap() <= self.gap {
                break;
            }
            waited = if improved { 0 } else { waited + 1 };
        }
        best.drop_slight(&point);
        if best.relative_gap() <= self.gap {
            Verdict::Exists(best.found)
        } else {
            Verdict::Undecided(best.found)
        }
    }
}

/// The best ends found so far.
struct Best<'a> {
    portfolio: &'a Portfolio,
    unit: f64,
    found: LinearExchange,
}

impl<'a> Best<'a> {
    fn new(portfolio: &'a Portfolio, members: Vec<Player>, model: &Model) -> Self {
        let found = LinearExchange {
            members,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
            shares: Vec::new(),
            densities: Vec::new(),
        };
        Self { portfolio, unit: model.unit, found }
    }

    /// The gap relative to the greater of worth and unit.
    fn relative_gap(&self) -> f64 {
        let gap = self.found.gap();
        let size = self.unit.max(self.found.low.abs()).max(self.found.high.abs());
        if gap > 0.0 { gap / size } else { 0.0 }
    }

    fn is_exact(&self) -> bool {
        self.relative_gap() <= 1e-14
    }

    /// The worth in units of the spread, as far as known.
    fn magnitude(&self) -> f64 {
        let worth = self.found.low.abs().min(self.found.high.abs()) / self.unit;
        if worth.is_finite() { worth } else { 0.0 }
    }

    /// Takes what is better of these shares, these densities, and those that the shares call for.
    fn propose(&mut self, model: &Model, shares: &DMatrix<f64>, densities: &[Vec<DVector<f64>>]) {
        self.propose_shares(shares);
        let called_for = model.called_for(shares);
        self.propose_densities(model, &called_for);
        if densities.is_empty() {
            return;
        }
        self.propose_densities(model, densities);
        // Of the tail, the outcomes at its edge enter in part: there the path knows better than the shares.
        let mut mixed = called_for;
        for ((own, other), part) in
            mixed.iter_mut().flatten().zip(densities.iter().flatten()).zip(model.members.iter().flatten())
        {
            if part.is_tail() {
                own.clone_from(other);
            }
        }
        self.propose_densities(model, &mixed);
    }

    fn propose_shares(&mut self, shares: &DMatrix<f64>) {
        let shares = shares.column_iter().map(|row| row.iter().copied().collect()).collect();
        let other = LinearExchange { shares, ..self.found.clone() };
        match other.lower_bound(self.portfolio) {
            Ok(low) if low > self.found.low => self.found = LinearExchange { low, ..other },
            _ => {}
        }
    }

    fn propose_densities(&mut self, model: &Model, densities: &[Vec<DVector<f64>>]) {
        let complete = |(parts, densities): (&Vec<PartModel>, &Vec<DVector<f64>>)| {
            parts
                .iter()
                .zip(densities)
                .map(|(part, density)| part.complete(&part.repaired(density)))
                .collect()
        };
        let densities = model.members.iter().zip(densities).map(complete).collect();
        let other = LinearExchange { densities, ..self.found.clone() };
        match other.upper_bound(self.portfolio) {
            Ok(high) if high < self.found.high => self.found = LinearExchange { high, ..other },
            _ => {}
        }
    }

    /// Shares that are on their way to 0 as 0, if nothing is lost by it.
    fn drop_slight(&mut self, point: &Point) {
        let shares = point.without_slight();
        let rows: Vec<Vec<f64>> = shares.column_iter().map(|row| row.iter().copied().collect()).collect();
        let other = LinearExchange { shares: rows, ..self.found.clone() };
        let lost = 1e-14 * self.unit.max(self.found.low.abs());
        match other.lower_bound(self.portfolio) {
            Ok(low) if low >= self.found.low - lost => self.found = LinearExchange { low, ..other },
            _ => {}
        }
    }
}

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
