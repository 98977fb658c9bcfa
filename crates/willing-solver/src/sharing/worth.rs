//! The worth of one coalition.

use willing_check::sharing::{Incompatible, SharedWorth};
use willing_game::{Player, Verdict};
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};

use super::Error;
use super::interior::{self, Point};
use super::join::{rest_of, reward_the_unlikely};
use super::mixed::{domain_problem, mixed, worth_problem};
use super::pool::Pool;

/// The worth of a coalition that shares risk, between two ends that its evidence proves.
///
/// v(S) = max { Σ U_i(Y_i) : Σ Y_i = X_S } = min_q [ E_q X_S + Σ α_i(q) ].
///
/// Members of a single attitude are solved together by one root, exactly but for rounding; mixtures by an interior point.
///
/// # Returns
///
/// `Exists` with the allocation and the density; `Impossible` with promises that show that no density is in the domains of all
/// members, so that v(S) = ∞; `Undecided` with the best ends found, which then lie farther apart than asked and may be infinite.
///
/// # Errors
///
/// [`Error::NoMembers`], [`Error::UnknownPlayer`], [`Error::TwiceNamed`].
///
/// # Complexity
///
/// O(|S|·|Ω|) and some tens of evaluations of a sum over Ω for single attitudes; for k parts in mixtures, some tens of steps of
/// O(k³ + k²·|Ω|).
///
/// # References
///
/// Rockafellar (1970), §16 and §31; Barrieu & El Karoui (2005); Jouini, Schachermayer & Touzi (2008); Mehrotra (1992).
///
/// # Example
///
/// ```
/// use willing_game::{Certificate, Player, Players};
/// use willing_risk::Belief;
/// use willing_risk::sharing::{Portfolio, Preference};
/// use willing_solver::sharing::Worth;
///
/// let belief = Belief::new(vec![0.5, 0.5])?;
/// let portfolio = Portfolio::new(
///     Players::new(["A", "B"])?,
///     vec![vec![0.0, -8.0], vec![0.0, 0.0]],
///     vec![Preference::entropic(1.0, belief.clone())?, Preference::cvar(0.0, belief)?],
/// )?;
/// // B is risk neutral and carries everything.
/// let worth = Worth::new().solve(&portfolio, &[Player::new(0), Player::new(1)])?.found()?;
/// assert!((worth.worth() + 4.0).abs() < 1e-12);
/// worth.check(&portfolio)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Worth {
    gap: f64,
}

impl Default for Worth {
    fn default() -> Self {
        Self { gap: 1e-9 }
    }
}

/// What is learned about a worth.
pub type WorthVerdict = Verdict<SharedWorth, Incompatible, SharedWorth>;

impl Worth {
    /// With ends at most 1e-9 apart, relative to the greatest of the worth and the spread of what the members hold.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With ends at most `gap` apart, relative to the greatest of the worth and the spread of what the members hold
    /// (default 1e-9).
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }

    /// The worth of `members`, in any order.
    ///
    /// # Errors
    ///
    /// See [`Worth`].
    pub fn solve(&self, portfolio: &Portfolio, members: &[Player]) -> Result<WorthVerdict, Error> {
        if self.gap.is_nan() || self.gap < 0.0 {
            return Err(Error::OutOfRange {
                quantity: "gap",
                value: self.gap,
                expected: "a number of at least 0",
            });
        }
        let members = in_order(portfolio, members)?;
        let search = Search::new(portfolio, members, self.gap);
        Ok(if search.mixed.is_empty() { search.pooled() } else { search.mixed() })
    }
}

/// The members by seat.
pub(super) fn in_order(portfolio: &Portfolio, members: &[Player]) -> Result<Vec<Player>, Error> {
    let players = portfolio.players().len();
    let mut members = members.to_vec();
    members.sort_unstable();
    match members.last() {
        None => return Err(Error::NoMembers),
        Some(last) if last.seat() >= players => {
            return Err(Error::UnknownPlayer { seat: last.seat(), players });
        }
        Some(_) => {}
    }
    let twice = members.iter().zip(members.iter().skip(1)).find(|(one, next)| one == next);
    if let Some((player, _)) = twice {
        return Err(Error::TwiceNamed { seat: player.seat() });
    }
    Ok(members)
}

struct Search<'a> {
    portfolio: &'a Portfolio,
    members: Vec<Player>,
    mixed: Vec<(usize, &'a [Part])>,
    pool: Pool,
    total: Vec<f64>,
    rest: usize,
    gap: f64,
}

impl<'a> Search<'a> {
    fn new(portfolio: &'a Portfolio, members: Vec<Player>, gap: f64) -> Self {
        let mixed = mixed(portfolio, &members);
        let pool = Pool::new(portfolio, &members);
        let total = portfolio.total(&members);
        let rest = rest_of(portfolio, &members);
        Self { portfolio, members, mixed, pool, total, rest, gap }
    }

    fn no_rows(&self) -> Vec<Vec<f64>> {
        vec![vec![0.0; self.total.len()]; self.members.len()]
    }

    /// Single attitudes only.
    fn pooled(self) -> WorthVerdict {
        let mut rows = self.no_rows();
        let Some(best) = self.pool.best(&self.total) else {
            self.pool.apart(&mut rows);
            let holder = rows.iter().position(|row| row.iter().any(|value| *value < 0.0));
            let apart = Incompatible {
                rest: holder.unwrap_or(self.rest),
                promises: rows,
                members: self.members.clone(),
            };
            return if apart.lower_bound(self.portfolio).is_ok_and(|worth| worth > 0.0) {
                Verdict::Impossible(apart)
            } else {
                Verdict::Undecided(self.nothing())
            };
        };
        self.pool.allocate(&best, &self.total, &mut rows);
        reward_the_unlikely(self.portfolio, &self.members, &self.total, &mut rows);
        let parts = vec![Vec::new(); self.members.len()];
        let found = self.enclose(rows, best.density, parts);
        self.verdict(found)
    }

    /// With mixtures.
    fn mixed(self) -> WorthVerdict {
        let problem = worth_problem(self.portfolio, &self.members, &self.pool, &self.mixed, &self.total);
        let mut best: Option<SharedWorth> = None;
        let point = interior::solve(&problem, self.scale(), |point| {
            let found = self.evidence(point);
            let best = Self::better(&mut best, found);
            best.gap() <= self.target(best) * 0.1
        });
        let found = self.evidence(&point);
        let found = Self::better(&mut best, found).clone();
        if found.gap() <= self.target(&found) {
            return self.verdict(found);
        }
        match self.incompatible() {
            Some(apart) => Verdict::Impossible(apart),
            None => self.verdict(found),
        }
    }

    /// The lower end of one and the upper end of the other, whichever are closer.
    fn better(best: &mut Option<SharedWorth>, found: SharedWorth) -> &SharedWorth {
        let merged = match best.take() {
            None => found,
            Some(mut known) => {
                if found.low > known.low {
                    (known.low, known.allocation) = (found.low, found.allocation);
                }
                if found.high < known.high {
                    (known.high, known.density, known.parts) = (found.high, found.density, found.parts);
                }
                known
            }
        };
        best.insert(merged)
    }

    fn evidence(&self, point: &Point) -> SharedWorth {
        let mut rows = self.no_rows();
        let mut left = self.total.clone();
        for ((place, _), promised) in self.mixed.iter().zip(&point.promises) {
            for (left, promised) in left.iter_mut().zip(promised) {
                *left -= promised;
            }
            if let Some(row) = rows.get_mut(*place) {
                row.clone_from(promised);
            }
        }
        if let Some(best) = (!self.pool.is_empty()).then(|| self.pool.best(&left)).flatten() {
            self.pool.allocate(&best, &left, &mut rows);
        }
        reward_the_unlikely(self.portfolio, &self.members, &self.total, &mut rows);
        let density = point.values.iter().filter_map(|at| at.first()).copied().collect();
        let mut parts = vec![Vec::new(); self.members.len()];
        let mut first = 1;
        for (place, of) in &self.mixed {
            let own = |number: usize| {
                point.values.iter().filter_map(|at| at.get(first + number)).copied().collect()
            };
            if let Some(slot) = parts.get_mut(*place) {
                *slot = (1..of.len()).map(own).collect();
            }
            first += of.len();
        }
        self.enclose(rows, density, parts)
    }

    /// Evidence with the ends that it proves.
    fn enclose(
        &self,
        allocation: Vec<Vec<f64>>,
        density: Vec<f64>,
        parts: Vec<Vec<Vec<f64>>>,
    ) -> SharedWorth {
        let members = self.members.clone();
        let mut found =
            SharedWorth { members, low: 0.0, high: 0.0, allocation, rest: self.rest, density, parts };
        found.low = found.lower_bound(self.portfolio).unwrap_or(f64::NEG_INFINITY);
        found.high = found.upper_bound(self.portfolio).unwrap_or(f64::INFINITY);
        found
    }

    fn nothing(&self) -> SharedWorth {
        let parts = vec![Vec::new(); self.members.len()];
        let mut found = self.enclose(self.no_rows(), vec![0.0; self.total.len()], parts);
        found.high = f64::INFINITY;
        found
    }

    fn verdict(&self, found: SharedWorth) -> WorthVerdict {
        if found.gap() <= self.target(&found) { Verdict::Exists(found) } else { Verdict::Undecided(found) }
    }

    /// How far apart the ends may be. Where nothing is held, rounding is relative to the tolerances.
    fn target(&self, found: &SharedWorth) -> f64 {
        self.gap * found.low.abs().max(found.high.abs()).max(self.spread()).max(1e-6 * self.scale())
    }

    fn spread(&self) -> f64 {
        let (least, most) = self
            .total
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), x| (least.min(*x), most.max(*x)));
        most - least
    }

    /// How large the multipliers are about: the spread of the payoffs, or a tolerance where they hardly differ.
    fn scale(&self) -> f64 {
        let tolerance = |part: &Part| match part.attitude {
            Attitude::Entropic { tolerance } | Attitude::MeanVariance { tolerance } => tolerance,
            Attitude::Cvar { .. } => f64::INFINITY,
        };
        let parts = self
            .members
            .iter()
            .filter_map(|player| self.portfolio.preference(*player))
            .flat_map(Preference::parts);
        let least = parts.map(tolerance).fold(f64::INFINITY, f64::min);
        let least = if least.is_finite() { least } else { 1e-6 };
        self.spread().max(least)
    }

    /// Promises that show that the domains have nothing in common, if the search for them finds any.
    fn incompatible(&self) -> Option<Incompatible> {
        let problem = domain_problem(self.portfolio, &self.members);
        let mut found = None;
        interior::solve(&problem, 1.0, |point| {
            let promises = point.promises.clone();
            let apart = Incompatible { members: self.members.clone(), promises, rest: self.rest };
            if apart.lower_bound(self.portfolio).is_ok_and(|worth| worth > 0.0) {
                found = Some(apart);
            }
            found.is_some()
        });
        found
    }
}
