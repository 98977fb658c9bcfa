//! The concept: all indices of a simple game in one pass.

use num_bigint::BigUint;
use willing_check::power::{FloatIndices, PowerIndices, UnionIndices};
use willing_council::SimpleGame;

use super::kinds::{Conditions, Kind, single_seats};
use super::tallies::{self, Tallies};
use super::{Error, Route, by_diagram, by_sums, enumeration, floats, profiles, slack, unions};
use crate::Run;

/// The most profiles of kinds that are looked at.
pub(super) const MOST_PROFILES: usize = 1 << 22;

/// Voting power of every seat of a simple game, in exact numbers.
///
/// |W|, swings and Shapley–Shubik indices always; on demand what minimal winning coalitions tell (Deegan–Packel,
/// Holler) and Johnston's index. What follows from them (Banzhaf in all scales, Coleman's three, Rae) are methods of the
/// answer.
///
/// # Returns
///
/// [`Indices::solve`]: [`PowerIndices`], whose check recounts. [`Indices::with_unions`]: [`UnionIndices`].
///
/// # Complexity
///
/// [`Route::Sums`] takes n² additions for each sum below the quota, and words that hold n bits. Other routes: seats that
/// weigh the same in every condition form a kind. [`Route::Profiles`] takes a step for each way to take so
/// many of each kind. [`Route::Enumeration`] takes 2ⁿ/64 steps and 2ⁿ bits. [`Route::Diagram`] has a node for each
/// residual game, what is left of the game when the heaviest kinds have been decided on; two residual games are merged if no
/// sum of weights still to come tells their needs apart. It takes n² steps a node. With one quota there are at most as
/// many residual games as sums of weights, and never more than 2^(n/2) of them at a level with different weights
/// everywhere. Diagrams of minimal coalitions have a node for each residual game together with what is left if one
/// member leaves, and are several times as large.
///
/// # Numerics
///
/// Exact: weights and their sums up to 2⁶⁴ − 1, counts of any size. Threads change no byte.
///
/// # References
///
/// Shapley & Shubik (1954); Banzhaf (1965); Bolus (2011), "Power indices of simple games and vector-weighted majority
/// games by means of binary decision diagrams", European Journal of Operational Research 210: 258–272.
///
/// # Example
///
/// ```
/// use willing_council::{Matter, VotingRule};
/// use willing_game::Certificate;
/// use willing_solver::power::Indices;
///
/// let council = VotingRule::un_security_council()?.simple_game(&Matter::Substantive)?;
/// let power = Indices::new().minimal().johnston().solve(&council)?;
/// assert_eq!(power.winning, 848u32.into());
/// assert_eq!(power.shapley_shubik[0].to_string(), "421/2145");
/// assert_eq!(power.normalized_banzhaf().ok_or("somebody swings")?[14].to_string(), "21/1270");
/// power.check(&council)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Indices {
    minimal: bool,
    johnston: bool,
    route: Route,
    most_seats: usize,
    most_enumerated: usize,
    most_counts: usize,
    most_steps: u64,
    run: Run,
}

impl Default for Indices {
    fn default() -> Self {
        Self {
            minimal: false,
            johnston: false,
            route: Route::Automatic,
            most_seats: 1000,
            most_enumerated: 28,
            most_counts: 1 << 25,
            most_steps: 1 << 36,
            run: Run::new(),
        }
    }
}

impl Indices {
    /// |W|, swings and Shapley–Shubik indices; up to 1,000 seats, 28 of them where coalitions are enumerated; diagrams that
    /// keep up to 2²⁵ counts; one thread.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for minimal winning coalitions, Deegan–Packel and Holler indices.
    #[must_use]
    pub fn minimal(mut self) -> Self {
        self.minimal = true;
        self
    }

    /// Asks for Johnston's index. It takes a single quota that is no large number, few profiles of kinds of seats, or the
    /// enumeration of all coalitions.
    #[must_use]
    pub fn johnston(mut self) -> Self {
        self.johnston = true;
        self
    }

    /// Counts this way.
    #[must_use]
    pub fn route(mut self, route: Route) -> Self {
        self.route = route;
        self
    }

    /// Refuses games of more seats.
    #[must_use]
    pub fn most_seats(mut self, most: usize) -> Self {
        self.most_seats = most;
        self
    }

    /// Enumerates coalitions of at most so many seats, 32 at the very most: they take 2ⁿ bits.
    #[must_use]
    pub fn most_enumerated(mut self, most: usize) -> Self {
        self.most_enumerated = most;
        self
    }

    /// Gives up on a decision diagram that keeps more counts: as many for each node as there are sizes.
    #[must_use]
    pub fn most_counts(mut self, most: usize) -> Self {
        self.most_counts = most;
        self
    }

    /// Refuses Shapley–Shubik indices by tables of sums that take more additions of words than this (default 2³⁶, which is
    /// about a minute). [`WeightedPower`](super::weighted::WeightedPower) has swings and floats of such games.
    #[must_use]
    pub fn most_steps(mut self, most: u64) -> Self {
        self.most_steps = most;
        self
    }

    /// Threads, stop and progress.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// The indices of `game`.
    ///
    /// # Errors
    ///
    /// [`Error::TooManySeats`], [`Error::TooManyCounts`], [`Error::TooManyProfiles`] beyond the limits;
    /// [`Error::TooManySteps`], [`Error::Sums`] for a quota too large for tables; [`Error::JohnstonByDiagram`] where
    /// Johnston's index takes an enumeration beyond them; [`Error::NoSingleQuota`]; [`Error::Cancelled`].
    pub fn solve(&self, game: &SimpleGame) -> Result<PowerIndices, Error> {
        let seats = self.seats(game)?;
        let conditions = Conditions::of(game);
        let kinds = conditions.kinds(&single_seats(seats));
        let by_slack = slack::size(&conditions, seats).is_some_and(|size| size <= self.most_counts);
        let settles = !self.johnston || by_slack;
        let one = by_sums::quota(game);
        let sums = one.as_ref().map(|one| one.quota().min(one.weights().total() - one.quota() + 1));
        let mut tallies = match self.route.chosen(&kinds, seats, settles, sums, self.most_enumerated) {
            Route::Sums => {
                let one = one.ok_or(Error::NoSingleQuota { got: conditions.quotas.len() })?;
                let found = by_sums::indices(&one, self.minimal, self.most_steps, &self.run)?;
                let among = if self.johnston { self.among(&conditions, &kinds, seats)? } else { None };
                let johnston = among.map(|among| tallies::johnston(&among, &kinds, seats));
                return Ok(PowerIndices { johnston, ..found });
            }
            Route::Profiles => profiles::tallies(&conditions, &kinds, MOST_PROFILES, &self.run)?,
            Route::Enumeration => enumeration::tallies(&conditions, &kinds, self.most_enumerated, &self.run)?,
            Route::Automatic | Route::Diagram => self.by_diagram(&conditions, &kinds, seats)?,
        };
        // Some routes count what nobody asked for.
        tallies.minimal = tallies.minimal.filter(|_| self.minimal);
        tallies.among = tallies.among.filter(|_| self.johnston);
        Ok(tallies.indices(&kinds, seats))
    }

    /// The Penrose–Banzhaf and Shapley–Shubik indices of `game` in floats, on a decision diagram.
    ///
    /// Faster than exact counts from 128 seats on, where these are big integers; no faster below.
    ///
    /// # Errors
    ///
    /// [`Error::TooManySeats`], for more than 1,000 in any case; [`Error::TooManyCounts`]; [`Error::Cancelled`].
    ///
    /// # Numerics
    ///
    /// Each number has its own bound: about 2⁻⁵² times the number of roundings, which is at most that of nodes of a level
    /// times seats and a little more, times the share of coalitions, or orders, that win with the seat. Actual errors are
    /// smaller by orders of magnitude.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::SimpleGame;
    /// use willing_solver::power::Indices;
    ///
    /// let majority = SimpleGame::weighted(101, vec![1; 201])?;
    /// let power = Indices::new().float(&majority)?;
    /// assert!((power.shapley_shubik.to_f64()[0] - 1.0 / 201.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn float(&self, game: &SimpleGame) -> Result<FloatIndices, Error> {
        let seats = self.seats(game)?;
        let conditions = Conditions::of(game);
        let kinds = conditions.kinds(&single_seats(seats));
        floats::solve(&conditions, &kinds, seats, self.most_counts, &self.run)
    }

    /// The indices of `game` with a-priori unions, given by the places of their seats: Owen and Banzhaf–Owen.
    ///
    /// A decision diagram for each union: the others first, whole, then its members.
    ///
    /// # Errors
    ///
    /// [`Error::SeatInUnions`], [`Error::EmptyUnion`], [`Error::NoSuchSeat`] for unions that are no partition of the seats;
    /// those of [`Indices::solve`] for limits.
    ///
    /// # Example
    ///
    /// ```
    /// use willing_council::SimpleGame;
    /// use willing_solver::power::Indices;
    ///
    /// // In a majority of three, two who go together leave nothing to the third.
    /// let majority = SimpleGame::weighted(2, [1, 1, 1])?;
    /// let power = Indices::new().with_unions(&majority, &[vec![0, 1], vec![2]])?;
    /// assert_eq!(power.owen.iter().map(|index| index.to_f64()).collect::<Vec<_>>(), [0.5, 0.5, 0.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_unions(&self, game: &SimpleGame, unions: &[Vec<usize>]) -> Result<UnionIndices, Error> {
        self.seats(game)?;
        unions::solve(game, unions, self.most_counts, &self.run)
    }

    fn by_diagram(&self, conditions: &Conditions, kinds: &[Kind], seats: usize) -> Result<Tallies, Error> {
        let among = if self.johnston { self.among(conditions, kinds, seats)? } else { None };
        let tallies = by_diagram::tallies(conditions, kinds, self.minimal, self.most_counts, &self.run)?;
        Ok(Tallies { among, ..tallies })
    }

    /// What Johnston's index takes, under a single quota.
    fn among(
        &self,
        conditions: &Conditions,
        kinds: &[Kind],
        seats: usize,
    ) -> Result<Option<Vec<Vec<BigUint>>>, Error> {
        let among = slack::among(conditions, kinds, self.most_counts, &self.run)?;
        if among.is_none() {
            let most = self.most_enumerated.min(enumeration::MOST_SEATS);
            return Err(Error::JohnstonByDiagram { got: seats, most });
        }
        Ok(among)
    }

    fn seats(&self, game: &SimpleGame) -> Result<usize, Error> {
        let (got, most) = (game.seats(), self.most_seats);
        if got > most { Err(Error::TooManySeats { route: "the concept", got, most }) } else { Ok(got) }
    }
}
