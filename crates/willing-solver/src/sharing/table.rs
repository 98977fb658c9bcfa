//! The worths of all coalitions.

use std::collections::BTreeMap;

use rayon::prelude::*;
use willing_check::sharing::{Incompatible, SharedWorth, SharingTable};
use willing_game::{Coalition, Player, Verdict};
use willing_risk::sharing::{Attitude, Portfolio};

use super::{Error, Worth};
use crate::Run;

/// All 2ⁿ worths of a portfolio.
///
/// Worths of entropic members follow from the formula v(S) = −T ln Σ_s Π p_j(s)^{τ_j/T} e^{−X_S(s)/T}, one addition and one
/// exponential an outcome, with ends wide enough for its rounding. All others, and those for which these ends would be too far
/// apart, come with evidence of their own ([`Worth`]).
///
/// # Returns
///
/// `Exists` with the table; `Impossible` for the first coalition, by its bits, whose awareness is incompatible;
/// `Undecided` with evidence for the first coalition whose ends stay too far apart, or `None` if the run was cancelled.
///
/// # Errors
///
/// [`Error::TooManyPlayers`] beyond [`AllWorths::MOST_PLAYERS`] players, or [`AllWorths::MOST_MIXED_PLAYERS`] if not all are
/// entropic with finite tolerance.
///
/// # Complexity
///
/// O(2ⁿ·|Ω|) for entropic members.
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Players, tu::TableGame};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::AllWorths;
///
/// let careful = Preference::entropic(2.0, Belief::new(vec![0.9, 0.1])?)?;
/// let players = Players::new(["A", "B"])?;
/// let portfolio = Portfolio::new(players, vec![vec![0.0, -6.0], vec![0.0, 0.0]], vec![careful.clone(), careful])?;
/// let table = AllWorths::new().solve(&portfolio)?.found()?;
/// table.check(&portfolio)?;
/// let game = TableGame::from_floats(table.worths())?;
/// # let _ = game;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct AllWorths {
    gap: f64,
    run: Run,
}

impl Default for AllWorths {
    fn default() -> Self {
        Self { gap: 1e-9, run: Run::new() }
    }
}

/// What entropic members add up to.
#[derive(Clone)]
struct Term {
    /// T.
    tolerance: f64,
    /// τ ln p(s) − X(s), summed over the members, by outcome; −∞ if one believes the outcome impossible.
    exponents: Vec<f64>,
    /// The sum of the greatest sizes of the members' exponents: rounding is relative to it.
    size: f64,
    /// The most that a member holds in some outcome, in size.
    held: f64,
}

impl AllWorths {
    /// The most entropic players.
    pub const MOST_PLAYERS: usize = 24;

    /// The most players if not all are entropic with finite tolerance.
    pub const MOST_MIXED_PLAYERS: usize = 16;

    /// With ends at most 1e-9 apart, relative to the greatest of the worth and what a member holds in some outcome; one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With ends at most `gap` apart, as in [`Worth::gap`] (default 1e-9).
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }

    /// How it runs: threads, who may stop it, who listens.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// All worths of `portfolio`.
    ///
    /// # Errors
    ///
    /// See [`AllWorths`].
    pub fn solve(
        &self,
        portfolio: &Portfolio,
    ) -> Result<Verdict<SharingTable, Incompatible, Option<SharedWorth>>, Error> {
        let players = portfolio.players().len();
        let terms: Vec<Option<Term>> = (0..players).map(|seat| Term::new(portfolio, seat)).collect();
        let most =
            if terms.iter().all(Option::is_some) { Self::MOST_PLAYERS } else { Self::MOST_MIXED_PLAYERS };
        if players > most {
            return Err(Error::TooManyPlayers { players, most });
        }
        let coalitions = 1_usize << players;
        let mut table = SharingTable {
            low: vec![0.0; coalitions],
            high: vec![0.0; coalitions],
            evidence: BTreeMap::new(),
        };
        self.run.install(|| self.by_formula(portfolio, &terms, &mut table));
        let missing: Vec<usize> =
            (1..coalitions).filter(|bits| table.low.get(*bits).is_none_or(|low| !low.is_finite())).collect();
        self.by_evidence(portfolio, &missing, table)
    }

    /// Ends by the formula; NaN where it does not apply, or not closely enough.
    fn by_formula(&self, portfolio: &Portfolio, terms: &[Option<Term>], table: &mut SharingTable) {
        // The last players decide the piece of the table, so that pieces are filled in any order.
        let split = terms.len().saturating_sub(6).max(1);
        let (first, last) = terms.split_at_checked(split).unwrap_or((terms, &[]));
        let fill = Fill { first, gap: self.gap };
        let piece = |(high_bits, (low, high)): (usize, (&mut [f64], &mut [f64]))| {
            if self.run.is_cancelled() {
                return;
            }
            let nobody =
                Term { tolerance: 0.0, exponents: vec![0.0; portfolio.outcomes()], size: 0.0, held: 0.0 };
            let mut sum = Some(nobody.clone());
            for (seat, term) in last.iter().enumerate() {
                if high_bits >> seat & 1 == 1 {
                    sum = sum.zip(term.as_ref()).map(|(sum, term)| sum.with(term));
                }
            }
            let mut scratch = vec![nobody; split];
            fill.descend(split, 0, sum.as_ref(), &mut scratch, &mut |bits, (one, other)| {
                if let (Some(low), Some(high)) = (low.get_mut(bits), high.get_mut(bits)) {
                    (*low, *high) = (one, other);
                }
            });
        };
        let size = 1 << split;
        if self.run.is_parallel() {
            table.low.par_chunks_mut(size).zip(table.high.par_chunks_mut(size)).enumerate().for_each(piece);
        } else {
            table.low.chunks_mut(size).zip(table.high.chunks_mut(size)).enumerate().for_each(piece);
        }
        if let (Some(low), Some(high)) = (table.low.first_mut(), table.high.first_mut()) {
            (*low, *high) = (0.0, 0.0);
        }
    }

    /// The worths that are still missing, each with its evidence.
    fn by_evidence(
        &self,
        portfolio: &Portfolio,
        missing: &[usize],
        mut table: SharingTable,
    ) -> Result<Verdict<SharingTable, Incompatible, Option<SharedWorth>>, Error> {
        let total = missing.len() as u64;
        for (number, chunk) in missing.chunks(256).enumerate() {
            if self.run.is_cancelled() {
                return Ok(Verdict::Undecided(None));
            }
            self.run.report("worths of coalitions", number as u64 * 256, total);
            let worth = Worth::new().gap(self.gap);
            let solve = |bits: &usize| {
                let members: Vec<Player> = Coalition::from_bits(*bits as u64).players().collect();
                worth.solve(portfolio, &members)
            };
            let found: Vec<_> = if self.run.is_parallel() {
                self.run.install(|| chunk.par_iter().map(solve).collect())
            } else {
                chunk.iter().map(solve).collect()
            };
            for (bits, verdict) in chunk.iter().zip(found) {
                match verdict? {
                    Verdict::Exists(worth) => {
                        if let (Some(low), Some(high)) = (table.low.get_mut(*bits), table.high.get_mut(*bits))
                        {
                            (*low, *high) = (worth.low, worth.high);
                        }
                        table.evidence.insert(*bits as u64, worth);
                    }
                    Verdict::Impossible(apart) => return Ok(Verdict::Impossible(apart)),
                    Verdict::Undecided(worth) => return Ok(Verdict::Undecided(Some(worth))),
                }
            }
        }
        if self.run.is_cancelled() { Ok(Verdict::Undecided(None)) } else { Ok(Verdict::Exists(table)) }
    }
}

/// One piece of the table: all coalitions of the first players, together with some of the last.
struct Fill<'a> {
    first: &'a [Option<Term>],
    gap: f64,
}

/// Where a pair of ends goes.
type Write<'a> = dyn FnMut(usize, (f64, f64)) + 'a;

impl Fill<'_> {
    /// Decides about the players below `seats`, the last one first; `bits` are those decided for.
    fn descend(
        &self,
        seats: usize,
        bits: usize,
        sum: Option<&Term>,
        scratch: &mut [Term],
        write: &mut Write<'_>,
    ) {
        let Some(seat) = seats.checked_sub(1) else {
            let count = self.first.len() + 6;
            let ends = sum.and_then(|sum| sum.ends(self.gap, count));
            return write(bits, ends.unwrap_or((f64::NAN, f64::NAN)));
        };
        self.descend(seat, bits, sum, scratch, write);
        let Some((own, below)) = scratch.split_last_mut() else { return };
        let term = self.first.get(seat).and_then(Option::as_ref);
        let with = sum.zip(term).map(|(sum, term)| {
            sum.add(term, own);
            &*own
        });
        self.descend(seat, bits | 1 << seat, with, below, write);
    }
}

impl Term {
    /// Of one player; `None` unless it is entropic with finite tolerance.
    fn new(portfolio: &Portfolio, seat: usize) -> Option<Self> {
        let player = Player::from_seat(seat).ok()?;
        let part = portfolio.preference(player)?.single()?;
        let Attitude::Entropic { tolerance } = part.attitude else { return None };
        if tolerance.is_infinite() {
            return None;
        }
        let total: f64 = part.belief.probabilities().iter().sum();
        let held = portfolio.endowment(player)?;
        let exponent = |(p, held): (&f64, &f64)| tolerance * (p / total).ln() - held;
        let exponents: Vec<f64> = part.belief.probabilities().iter().zip(held).map(exponent).collect();
        let size = exponents.iter().filter(|one| one.is_finite()).map(|one| one.abs()).fold(0.0, f64::max);
        let held = held.iter().map(|amount| amount.abs()).fold(0.0, f64::max);
        Some(Self { tolerance, exponents, size, held })
    }

    fn add(&self, other: &Self, sum: &mut Self) {
        sum.tolerance = self.tolerance + other.tolerance;
        sum.size = self.size + other.size;
        sum.held = self.held.max(other.held);
        for ((sum, one), other) in sum.exponents.iter_mut().zip(&self.exponents).zip(&other.exponents) {
            *sum = one + other;
        }
    }

    fn with(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        self.add(other, &mut sum);
        sum
    }

    /// −T ln Σ e^{exponent/T} with room for rounding on both sides, of up to `players` additions; `None` if that is too much,
    /// or no outcome is believed possible by all.
    fn ends(&self, gap: f64, players: usize) -> Option<(f64, f64)> {
        let most = self.exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() || self.tolerance <= 0.0 {
            return None;
        }
        let scale = 1.0 / self.tolerance;
        let sum: f64 = self.exponents.iter().map(|one| ((one - most) * scale).exp()).sum();
        let worth = -(most + self.tolerance * sum.ln());
        // Each sum, product and function is off by one or two units in the last place of its size, here and in the check.
        let (steps, outcomes) = (2.0 * players as f64, self.exponents.len() as f64);
        let rounding = f64::EPSILON
            * ((steps + 16.0) * self.size
                + (outcomes + steps + 30.0) * self.tolerance
                + (steps + 8.0) * worth.abs());
        let close = 2.0 * rounding <= gap * worth.abs().max(self.held);
        (close && worth.is_finite()).then_some((worth - rounding, worth + rounding))
    }
}
