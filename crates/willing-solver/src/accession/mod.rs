//! Sequential accession from bystanders.

mod dynamics;

use willing_check::monotone::{BestReplyCycle, BestReplyPath, PartialBestReplyPath};
use willing_check::tiers::rounding_allowance;
use willing_game::{AggregativeGame, Profile, Tier, Verdict};
use willing_risk::TierGame;

pub use dynamics::BestReplyDynamics;

/// Settings of a path that do not fit the game.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The starting profile does not fit.
    #[error(transparent)]
    Misfit(#[from] willing_game::Error),
    /// The order does not name every seat once.
    #[error("an order of {got} seats: expected each of 0..{players} once")]
    Order {
        /// How many seats it names.
        got: usize,
        /// How many players there are.
        players: usize,
    },
}

/// How a coalition grows: everybody starts as a bystander, then states move one after the other,
/// round by round, each to its best reply to the others as they stand.
///
/// A state that may not be a bystander (the leader) starts at its tier of most credit. The
/// default order is by decreasing capability, ties by seat. A state moves only if that gains more
/// than ε; of equally good tiers it takes the first in the tier set.
///
/// # Returns
///
/// The path with its rounds, ending in an equilibrium; or a cycle, found exactly: the profile before a
/// round has come back; or what was done when rounds ran out.
///
/// # Complexity
///
/// O(n K) a round.
///
/// # References
///
/// Granovetter (1978), *Threshold models of collective behavior*, for the dynamics; Monderer & Shapley
/// (1996) and Milgrom & Roberts (1990) for when they must end.
#[derive(Clone, Debug)]
pub struct Accession {
    tolerance: f64,
    order: Option<Vec<usize>>,
    start: Option<Profile>,
    round_limit: usize,
}

impl Default for Accession {
    fn default() -> Self {
        Self { tolerance: 1e-12, order: None, start: None, round_limit: 1_000 }
    }
}

impl Accession {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε in payoff units (default 1e-12): a state stays unless it gains more.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The order of moving: every seat once.
    #[must_use]
    pub fn order(mut self, order: Vec<usize>) -> Self {
        self.order = Some(order);
        self
    }

    /// Where to start, instead of bystanders.
    #[must_use]
    pub fn start(mut self, start: Profile) -> Self {
        self.start = Some(start);
        self
    }

    /// Stops after this many rounds (default 1,000).
    #[must_use]
    pub fn round_limit(mut self, rounds: usize) -> Self {
        self.round_limit = rounds;
        self
    }

    /// The path of accession.
    ///
    /// # Errors
    ///
    /// [`Error`] if the order or the start does not fit the game.
    pub fn solve(
        &self,
        game: &TierGame,
    ) -> Result<Verdict<BestReplyPath, BestReplyCycle, PartialBestReplyPath>, Error> {
        let order = self.order.clone().unwrap_or_else(|| by_capability(game));
        let start = self.start.clone().unwrap_or_else(|| bystanders(game));
        BestReplyDynamics::new(order, start)
            .tolerance(self.tolerance)
            .round_limit(self.round_limit)
            .solve(game, |player| rounding_allowance(game, player))
    }
}

/// Seats by decreasing capability, ties by seat.
fn by_capability(game: &TierGame) -> Vec<usize> {
    let capability = |seat: usize| game.states().get(seat).map_or(0.0, |state| state.capability);
    let mut order: Vec<usize> = (0..game.player_count()).collect();
    order.sort_by(|&one, &other| capability(other).total_cmp(&capability(one)).then(one.cmp(&other)));
    order
}

/// Everybody a bystander; whoever may not be one, at its tier of most credit.
fn bystanders(game: &TierGame) -> Profile {
    let bystander = game.tiers().bystander();
    let credit = |tier: &Tier| game.parameters().credit.of(&game.tiers().point(*tier));
    let start = |player: usize| {
        let feasible = game.feasible(player);
        let tiers = game.tiers().tiers().filter(|tier| feasible.contains(tier.place()));
        let deepest = tiers.max_by(|one, other| credit(one).total_cmp(&credit(other)));
        let tier = if feasible.contains(bystander.place()) { Some(bystander) } else { deepest };
        tier.and_then(|tier| u8::try_from(tier.place()).ok()).unwrap_or(0)
    };
    Profile::new((0..game.player_count()).map(start).collect())
}
