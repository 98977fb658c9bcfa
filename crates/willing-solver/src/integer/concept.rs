//! The concept and its settings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use willing_check::integer::{
    Cell, Count, Decomposition, IntegerEquilibriumList, IntegerPartial, IntegerRefutation, ListedProfile,
    Listing, Run, Tag,
};
use willing_game::{IntegerAggregativeGame, Limit, Profile, Verdict};

use super::cells::{Decider, Stop, Stretch};
use super::table::{Table, check_tolerance, payoff};
use super::{CellProfiles, Error};

/// Totals decided in one piece. Fixed, so that answers do not depend on the number of threads.
const STRETCH: u64 = 1024;

/// All pure Nash equilibria of a game with one integer total, with a certificate that there are no others.
///
/// A profile s is an equilibrium with total T exactly if every s_i is a best reply at T and
/// Σ c_i(s_i) = T. So each total T is decided on its own: by a player without best reply at T, by the
/// interval of sums of best replies, or by a counting knapsack over them.
///
/// # Returns
///
/// * `Exists`: all equilibria one by one, or, if there are more than the answer limit, their exact
///   number and for each total the players' best replies by classes of interchangeable players;
///   [`profiles`](super::profiles) then enumerates them on demand.
/// * `Impossible`: the proof that there is none.
/// * `Undecided`: what was decided when a limit was hit.
///
/// # Complexity
///
/// O(W n K) payoffs for W totals and n players of K actions, usually far fewer; memory O(W) and what
/// the answer takes. A total that survives costs O(n K W / 64) to decide and O(n K W) to count.
/// 193 players of 6 actions and 5,000 totals take some hundredths of a second, 1,000 players and
/// 26,000 totals less than a second.
///
/// # Numerics
///
/// Payoffs are compared as the numbers the game returns; an action is a best reply if no other gains
/// more than the tolerance over it. The answer is the same to the byte for any number of threads.
///
/// # References
///
/// Selten (1970), *Preispolitik der Mehrproduktenunternehmung in der statischen Theorie* (backward
/// reaction to the total); Jensen (2010), *Economic Theory* 43. Counting and listing by dynamic
/// programming: Bellman (1957).
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, IntegerAggregativeGame};
/// use willing_solver::integer::IntegerEquilibria;
///
/// /// Five players, three of whom are needed (Palfrey & Rosenthal 1984).
/// struct Threshold;
/// impl IntegerAggregativeGame for Threshold {
///     fn player_count(&self) -> usize { 5 }
///     fn action_count(&self, _: usize) -> usize { 2 }
///     fn contribution(&self, _: usize, action: usize) -> i64 { action as i64 }
///     fn payoff(&self, _: usize, action: usize, total: i64) -> f64 {
///         (if total >= 3 { 3.0 } else { 0.0 }) - action as f64
///     }
/// }
///
/// let equilibria = IntegerEquilibria::new().solve(&Threshold)?.found()?;
/// assert_eq!(equilibria.listed().map(<[_]>::len), Some(11));
/// equilibria.check(&Threshold)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct IntegerEquilibria {
    tolerance: f64,
    tie_band: f64,
    answer_limit: usize,
    cell_limit: u64,
    work_limit: u64,
    threads: usize,
    cancel: Option<Arc<AtomicBool>>,
}

impl Default for IntegerEquilibria {
    fn default() -> Self {
        Self {
            tolerance: 0.0,
            tie_band: 0.0,
            answer_limit: 100_000,
            cell_limit: 1 << 30,
            work_limit: 100_000_000_000,
            threads: 1,
            cancel: None,
        }
    }
}

impl IntegerEquilibria {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε in payoff units (default 0): a deviation that gains at most this much is no reason to
    /// deviate. Larger values give all ε-equilibria.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// A listed profile whose largest gain is at least minus this is flagged as tie-dependent
    /// (default 0, in payoff units: flagged are the equilibria that are not strict).
    #[must_use]
    pub fn tie_band(mut self, tie_band: f64) -> Self {
        self.tie_band = tie_band;
        self
    }

    /// Lists at most this many equilibria (default 100,000); more are counted and described.
    #[must_use]
    pub fn answer_limit(mut self, answers: usize) -> Self {
        self.answer_limit = answers;
        self
    }

    /// Refuses games with more totals times players than this (default 2³⁰; checked are at most 2³²).
    #[must_use]
    pub fn cell_limit(mut self, cells: u64) -> Self {
        self.cell_limit = cells;
        self
    }

    /// Stops after about this many payoffs and knapsack steps (default 10¹¹: minutes).
    #[must_use]
    pub fn work_limit(mut self, work: u64) -> Self {
        self.work_limit = work;
        self
    }

    /// Decides totals on this many threads (default 1; 0 counts as 1). The answer does not depend on it.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Stops soon after this flag is set, with what is proved by then.
    #[must_use]
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = Some(flag);
        self
    }

    /// All pure equilibria of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Tolerance`], [`Error::ActionCount`], [`Error::ContributionsTooLarge`],
    /// [`Error::TooManyCells`], and [`Error::PayoffNotFinite`] for the first payoff met that is NaN or
    /// infinite.
    pub fn solve<G: IntegerAggregativeGame + ?Sized>(
        &self,
        game: &G,
    ) -> Result<Verdict<IntegerEquilibriumList, IntegerRefutation, IntegerPartial>, Error> {
        check_tolerance(self.tolerance)?;
        check_tolerance(self.tie_band)?;
        let table = Table::of(game, self.cell_limit)?;
        let (decided, limit) = self.decide(game, &table)?;
        let partial = |decided: Decided, limit| {
            Verdict::Undecided(IntegerPartial {
                limit,
                tolerance: self.tolerance,
                open: table.totals() - decided.decomposition.totals(),
                decomposition: decided.decomposition,
                cells: decided.cells,
                count: decided.count,
            })
        };
        if let Some(limit) = limit {
            return Ok(partial(decided, limit));
        }
        if decided.cells.is_empty() {
            let (tolerance, decomposition) = (self.tolerance, decided.decomposition);
            return Ok(Verdict::Impossible(IntegerRefutation { tolerance, decomposition }));
        }
        let listing = if decided.count.within(self.answer_limit).is_none() {
            Listing::Counted
        } else {
            match self.list(game, &table, &decided.cells)? {
                Some(listed) => Listing::All(listed),
                None => return Ok(partial(decided, Limit::Cancelled)),
            }
        };
        Ok(Verdict::Exists(IntegerEquilibriumList {
            tolerance: self.tolerance,
            tie_band: self.tie_band,
            decomposition: decided.decomposition,
            cells: decided.cells,
            count: decided.count,
            listing,
        }))
    }

    /// Decides the totals, a batch of stretches at a time, and puts the stretches together in order.
    fn decide<G: IntegerAggregativeGame + ?Sized>(
        &self,
        game: &G,
        table: &Table,
    ) -> Result<(Decided, Option<Limit>), Error> {
        let pool = (self.threads > 1)
            .then(|| rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().ok())
            .flatten();
        let stretch = |start: &u64| {
            let totals = STRETCH.min(table.totals() - start);
            let decider = Decider::new(game, table, self.tolerance);
            let first = table.low.saturating_add_unsigned(*start);
            decider.stretch(first, totals, self.work_limit, self.cancel.as_deref())
        };
        let starts: Vec<u64> = (0..table.totals().div_ceil(STRETCH)).map(|place| place * STRETCH).collect();
        let mut decided = Decided::from(table.low);
        let mut work = 0_u64;
        for batch in starts.chunks(if pool.is_some() { 4 * self.threads } else { 1 }) {
            let stretches: Vec<Result<Stretch, Error>> = match &pool {
                Some(pool) => pool.install(|| batch.par_iter().map(stretch).collect()),
                None => batch.iter().map(stretch).collect(),
            };
            for stretch in stretches {
                let stretch = stretch?;
                work = work.saturating_add(stretch.work);
                let stopped = stretch.stopped;
                decided.append(stretch);
                let complete = decided.decomposition.totals() == table.totals();
                match stopped {
                    Some(Stop::Cancelled) => return Ok((decided, Some(Limit::Cancelled))),
                    Some(Stop::Work) => return Ok((decided, Some(Limit::Evaluations))),
                    None if work > self.work_limit && !complete => {
                        return Ok((decided, Some(Limit::Evaluations)));
                    }
                    None => {}
                }
            }
        }
        Ok((decided, None))
    }

    /// All profiles of the cells with their largest gains; `None` if cancelled.
    fn list<G: IntegerAggregativeGame + ?Sized>(
        &self,
        game: &G,
        table: &Table,
        cells: &[Cell],
    ) -> Result<Option<Vec<ListedProfile>>, Error> {
        let mut listed = Vec::new();
        for cell in cells {
            for profile in CellProfiles::new(cell) {
                if self.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
                    return Ok(None);
                }
                let worst_gain = gain_of_the_best_deviation(game, table, &profile, cell.total)?;
                let tie_dependent = worst_gain >= -self.tie_band;
                listed.push(ListedProfile { total: cell.total, profile, worst_gain, tie_dependent });
            }
        }
        Ok(Some(listed))
    }
}

/// The totals decided so far.
struct Decided {
    decomposition: Decomposition,
    cells: Vec<Cell>,
    count: Count,
}

impl Decided {
    fn from(lowest: i64) -> Self {
        let decomposition = Decomposition { lowest, runs: Vec::new() };
        Self { decomposition, cells: Vec::new(), count: Count::ZERO }
    }

    fn append(&mut self, stretch: Stretch) {
        for tag in stretch.tags {
            match self.decomposition.runs.last_mut().filter(|run| run.tag == tag) {
                Some(run) => run.totals += 1,
                None => self.decomposition.runs.push(Run { totals: 1, tag }),
            }
        }
        for cell in stretch.cells {
            self.count = self.count.plus(cell.count);
            self.cells.push(cell);
        }
        debug_assert_eq!(
            self.cells.len() as u64,
            self.decomposition
                .runs
                .iter()
                .filter(|run| run.tag == Tag::Holds)
                .map(|run| run.totals)
                .sum::<u64>(),
            "a cell for each total that holds equilibria"
        );
    }
}

/// The largest gain of a single deviation from `profile`, whose total is `total`.
fn gain_of_the_best_deviation<G: IntegerAggregativeGame + ?Sized>(
    game: &G,
    table: &Table,
    profile: &Profile,
    total: i64,
) -> Result<f64, Error> {
    let mut worst = f64::NEG_INFINITY;
    for (player, seat) in table.seats.iter().enumerate() {
        let chosen = profile.action(player);
        let now = payoff(game, player, chosen, total)?;
        let others = total - seat.contributions[chosen];
        for (action, own) in seat.contributions.iter().enumerate() {
            if action != chosen {
                worst = worst.max(payoff(game, player, action, others + own)? - now);
            }
        }
    }
    // Zero has one sign.
    Ok(worst + 0.0)
}
