//! The Shapley value estimated from samples, for games of too many players for a table.

mod moments;
mod permutations;
mod strata;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use willing_game::tu::{self, CharacteristicFunction};
use willing_game::{Coalition, Player};

use super::Error;
use crate::Run;

/// How samples are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draw {
    /// Orders of all players, independent of each other.
    #[default]
    Permutations,
    /// Orders and their reverses in pairs: less variance where who comes early in one gains what it loses late in
    /// the other.
    Antithetic,
    /// Marginal contributions to coalitions of each size apart.
    Stratified(Allotment),
}

/// How many samples each stratum gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allotment {
    /// As many as any other.
    Equal,
    /// Half of the evaluations equally, the other half in proportion to the deviations seen by then.
    #[default]
    TwoStage,
}

/// The Shapley value of any [`CharacteristicFunction`] of up to 64 players, estimated from samples.
///
/// # Returns
///
/// A [`SampledValue`]: estimates and their standard errors. There is no certificate for it. A run along orders that is
/// stopped gives the estimates it has by then, and says how many evaluations they took.
///
/// # Complexity
///
/// As many evaluations of the game as are admitted (default 100 000): n − 1 for each order; 2 for each stratified
/// sample.
///
/// # Numerics
///
/// Floats. The same seed gives the same bytes on any number of threads: every batch of orders and every stratum has
/// its own stream of ChaCha with 8 rounds. Estimates from orders are unbiased and sum to v(N) but for rounding.
/// With two stages the number of samples depends on samples that are counted too, a bias of a lower order than the
/// standard error.
///
/// # References
///
/// Castro, Gómez & Tejada (2009) for orders; Maleki et al. (2013) and Castro et al. (2017) for strata and two
/// stages; Mitchell et al. (2022) for reversed orders.
///
/// # Example
///
/// ```
/// use willing_game::Coalition;
/// use willing_game::tu::Oracle;
/// use willing_solver::values::SampledShapley;
///
/// // Fifty players, of whom a coalition of k earns k²: everybody's value is 50.
/// let game = Oracle::new(50, |coalition: Coalition| (coalition.len() as f64).powi(2));
/// let value = SampledShapley::new(7).evaluations(50_000).solve(&game)?;
/// assert!((value.values[3] - 50.0).abs() < 5.0 * value.standard_errors[3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SampledShapley {
    seed: u64,
    evaluations: u64,
    draw: Draw,
    run: Run,
}

/// An estimate of the Shapley value, and what it takes to repeat it.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledValue {
    /// The estimates, by seat, in the unit of the game.
    pub values: Vec<f64>,
    /// Their standard errors, estimated from the same samples.
    pub standard_errors: Vec<f64>,
    /// How often the game was evaluated.
    pub evaluations: u64,
    /// The seed.
    pub seed: u64,
    /// How samples were drawn.
    pub draw: Draw,
}

impl SampledShapley {
    /// With this seed, from orders.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, evaluations: 100_000, draw: Draw::default(), run: Run::new() }
    }

    /// At most this many evaluations of the game.
    #[must_use]
    pub fn evaluations(mut self, evaluations: u64) -> Self {
        self.evaluations = evaluations;
        self
    }

    /// Drawn this way.
    #[must_use]
    pub fn draw(mut self, draw: Draw) -> Self {
        self.draw = draw;
        self
    }

    /// Threads, stop and progress.
    #[must_use]
    pub fn run(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// An estimate for `game`.
    ///
    /// # Errors
    ///
    /// [`Error::Game`] for no player, more than 64, or a worth that is not finite; [`Error::TooFewEvaluations`] if
    /// no standard error could be had; [`Error::Cancelled`] if it was stopped before it had one.
    pub fn solve<G: CharacteristicFunction + Sync + ?Sized>(&self, game: &G) -> Result<SampledValue, Error> {
        let players = game.player_count();
        let most = Coalition::MAX_PLAYERS;
        if !(1..=most).contains(&players) {
            return Err(tu::Error::PlayerCount { got: players, least: 1, most }.into());
        }
        let game = Evaluated { game, players };
        let (estimates, evaluations) = match self.draw {
            Draw::Permutations => permutations::estimate(&game, self, 1)?,
            Draw::Antithetic => permutations::estimate(&game, self, 2)?,
            Draw::Stratified(allotment) => strata::estimate(&game, self, allotment)?,
        };
        let (values, standard_errors) = estimates.into_iter().unzip();
        Ok(SampledValue { values, standard_errors, evaluations, seed: self.seed, draw: self.draw })
    }

    /// The stream of this number.
    fn stream(&self, number: u64) -> ChaCha8Rng {
        let mut stream = ChaCha8Rng::seed_from_u64(self.seed);
        stream.set_stream(number);
        stream
    }
}

/// A game whose worths are checked as they come.
struct Evaluated<'a, G: ?Sized> {
    game: &'a G,
    players: usize,
}

impl<G: CharacteristicFunction + ?Sized> Evaluated<'_, G> {
    fn worth(&self, coalition: Coalition) -> Result<f64, Error> {
        let worth = self.game.worth(coalition);
        if worth.is_finite() { Ok(worth) } else { Err(tu::Error::WorthNotFinite { coalition, worth }.into()) }
    }

    fn grand(&self) -> Coalition {
        Coalition::from_bits(u64::MAX >> (64 - self.players))
    }

    fn seats(&self) -> Vec<u32> {
        (0u32..).take(self.players).collect()
    }
}

fn joined(coalition: Coalition, seat: u32) -> Coalition {
    coalition.with(Player::new(seat)).unwrap_or(coalition)
}

/// Brings `count` of the seats, all sets equally likely, to the front, in an order that is uniform too.
fn draw_front(seats: &mut [u32], count: usize, stream: &mut ChaCha8Rng) {
    for place in 0..count.min(seats.len()) {
        // Biased by less than 2⁻⁵⁸.
        let product = u128::from(stream.next_u64()) * (seats.len() - place) as u128;
        seats.swap(place, place + usize::try_from(product >> 64).unwrap_or(0));
    }
}
