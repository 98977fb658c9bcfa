//! The worth of one coalition.

use willing_check::sharing::{Incompatible, SharedWorth};
use willing_game::{Player, Verdict};
use willing_risk::LEAST_TOLERANCE;
use willing_risk::sharing::{Attitude, Part, Portfolio, Preference};

use super::Error;
use super::interior::{self, Point};
use super::join::{rest_of, reward_the_unlikely};
use super::mixed::{domain_problem, is_variance, mixed, worth_problem};
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
/// Seen where domains only touch, or where all members hold mean–variance parts in mixtures and disagree about what is possible.
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
    /// With ends at most 1e-9 apart, relative to the greatest of the worth and what a member holds in some outcome.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With ends at most `gap` apart, relative to the greatest of the worth and what a member holds in some outcome
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
        let mut pool = Pool::new(portfolio, &members);
        pool.signed &= mixed.iter().all(|(_, parts)| parts.iter().any(is_variance));
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
        reward_the_unlikely(self.portfolio, &self.members, &self.total, self.rest, &mut rows);
        let parts = vec![Vec::new(); self.members.len()];
        let found = self.enclose(rows, best.density, parts);
        self.verdict(found)
    }

    /// With mixtures.
    fn mixed(self) -> WorthVerdict {
        let problem = worth_problem(self.portfolio, &self.members, &self.pool, &self.mixed, &self.total);
        let mut best: Option<SharedWorth> = None;
        let point = interior::solve(&problem, self.scale(), self.gap * self.size(), |point| {
            let found = self.evidence(point);
            let best = Self::better(&mut best, found);
            self.meets(best, 0.1)
        });
        let found = self.evidence(&point);
        let found = Self::better(&mut best, found).clone();
        if self.meets(&found, 1.0) {
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
        reward_the_unlikely(self.portfolio, &self.members, &self.total, self.rest, &mut rows);
        let values: Vec<Vec<f64>> =
            point.values.iter().enumerate().map(|(s, at)| self.settled(s, at)).collect();
        let density = values.iter().filter_map(|at| at.first()).copied().collect();
        let mut parts = vec![Vec::new(); self.members.len()];
        let mut first = 1;
        for (place, of) in &self.mixed {
            let own =
                |number: usize| values.iter().filter_map(|at| at.get(first + number)).copied().collect();
            if let Some(slot) = parts.get_mut(*place) {
                *slot = (1..of.len()).map(own).collect();
            }
            first += of.len();
        }
        self.enclose(rows, density, parts)
    }

    /// The densities of an outcome with its equations solved as well as floats can: the search leaves a rest, which counts
    /// where densities are next to nothing.
    fn settled(&self, s: usize, values: &[f64]) -> Vec<f64> {
        let mut values = values.to_vec();
        let mut first = 1;
        for (number, (_, of)) in self.mixed.iter().enumerate() {
            let own = first..first + of.len();
            first += of.len();
            let Some((q, own)) = values
                .split_first_mut()
                .and_then(|(q, parts)| Some((q, parts.get_mut(own.start - 1..own.end - 1)?)))
            else {
                continue;
            };
            let weights: f64 = of.iter().map(|part| part.weight).sum();
            let sum: f64 = own.iter().zip(*of).map(|(value, part)| value * (part.weight / weights)).sum();
            if number == 0 && self.pool.is_empty() && (sum / *q - 1.0).abs() < 1e-3 {
                *q = sum;
            }
            let (missing, ratio) = (*q - sum, *q / sum);
            let first_is_nothing = own.first().is_none_or(|value| value.abs() <= 0.0);
            let mut others =
                own.iter_mut().zip(*of).skip(1).filter(|(_, part)| part.belief.probability(s) > 0.0);
            if let Some((value, part)) = others.find(|(_, part)| is_variance(part)) {
                // A part whose density may have any sign takes up all that is missing.
                *value += missing / (part.weight / weights);
            } else if first_is_nothing && ratio.is_finite() && ratio > 0.0 {
                // The first part is what the others leave: where it is nothing, they are everything.
                for (value, _) in own.iter_mut().zip(*of).filter(|(_, part)| !part.attitude.is_neutral()) {
                    *value *= ratio;
                }
            }
        }
        values
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

    fn verdict(&self, mut found: SharedWorth) -> WorthVerdict {
        // The tolerance of densities can let the ends cross by a hair: each then proves the other's claim too.
        (found.low, found.high) = (found.low.min(found.high), found.high.max(found.low));
        if self.meets(&found, 1.0) { Verdict::Exists(found) } else { Verdict::Undecided(found) }
    }

    /// Whether the ends are close enough, or so many times closer.
    fn meets(&self, found: &SharedWorth, times: f64) -> bool {
        let asked = self.gap * found.low.abs().max(found.high.abs()).max(self.size());
        found.gap().is_finite() && found.gap() <= asked * times
    }

    /// The most that a member holds in some outcome. Who holds nothing only bets, and bets are as large as tolerances.
    fn size(&self) -> f64 {
        let held = self.members.iter().filter_map(|player| self.portfolio.endowment(*player)).flatten();
        let held = held.map(|amount| amount.abs()).fold(0.0, f64::max);
        if held > 0.0 { held } else { self.least_tolerance() }
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
        self.spread().max(self.least_tolerance())
    }

    /// The least risk tolerance of a part.
    fn least_tolerance(&self) -> f64 {
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
        if least.is_finite() { least } else { LEAST_TOLERANCE }
    }

    /// Promises that show that the domains have nothing in common, if the search for them finds any.
    fn incompatible(&self) -> Option<Incompatible> {
        let problem = domain_problem(self.portfolio, &self.members);
        let mut found = None;
        interior::solve(&problem, 1.0, f64::INFINITY, |point| {
            let mut promises = point.promises.clone();
            for (player, row) in self.members.iter().zip(&mut promises) {
                for part in self.portfolio.preference(*player).map_or(&[][..], Preference::parts) {
                    level_out(part, row);
                }
            }
            let apart = Incompatible { members: self.members.clone(), promises, rest: self.rest };
            if apart.lower_bound(self.portfolio).is_ok_and(|worth| worth > 0.0) {
                found = Some(apart);
            }
            found.is_some()
        });
        found
    }
}

/// Who looks at the variance loses by any large promise that is not the same in all outcomes that he believes possible.
fn level_out(part: &Part, row: &mut [f64]) {
    if !is_variance(part) {
        return;
    }
    let possible = |s: usize| part.belief.probability(s) > 0.0;
    let (sum, count) = (0..)
        .zip(row.iter())
        .filter(|(s, _)| possible(*s))
        .fold((0.0, 0.0), |(sum, count), (_, value)| (sum + value, count + 1.0));
    for (_, value) in row.iter_mut().enumerate().filter(|(s, _)| possible(*s)) {
        *value = sum / count;
    }
}
