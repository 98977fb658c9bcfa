//! Best replies in rounds, for any aggregative game.

use std::collections::BTreeMap;

use willing_check::monotone::{BestReplyCycle, BestReplyPath, Move, PartialBestReplyPath, RunningTotals};
use willing_game::{AggregativeGame, Limit, Profile, Verdict};

use super::Error;

/// Best replies in rounds, in a fixed order, from a given profile.
#[derive(Clone, Debug)]
pub struct BestReplyDynamics {
    order: Vec<usize>,
    start: Profile,
    tolerance: f64,
    round_limit: usize,
}

impl BestReplyDynamics {
    /// From `start`, players moving in this order.
    #[must_use]
    pub fn new(order: Vec<usize>, start: Profile) -> Self {
        Self { order, start, tolerance: 1e-12, round_limit: 1_000 }
    }

    /// ε in payoff units (default 1e-12): a player stays unless it gains more.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Stops after this many rounds (default 1,000).
    #[must_use]
    pub fn round_limit(mut self, rounds: usize) -> Self {
        self.round_limit = rounds;
        self
    }

    /// Moves until nobody gains more than ε plus its rounding `allowance`, or a profile comes back.
    ///
    /// # Errors
    ///
    /// [`Error`] if the order or the start does not fit the game.
    pub fn solve(
        &self,
        game: &impl AggregativeGame,
        allowance: impl Fn(usize) -> f64,
    ) -> Result<Verdict<BestReplyPath, BestReplyCycle, PartialBestReplyPath>, Error> {
        let players = game.player_count();
        let mut seats = self.order.clone();
        seats.sort_unstable();
        if !seats.into_iter().eq(0..players) {
            return Err(Error::Order { got: self.order.len(), players });
        }
        self.start.fits(game)?;
        let bars: Vec<f64> = (0..players).map(|player| self.tolerance + allowance(player)).collect();
        let mut state =
            State { game, totals: RunningTotals::of(game, &self.start), profile: self.start.clone() };
        let mut seen = BTreeMap::from([(self.start.clone(), 0)]);
        let mut rounds = Vec::new();
        while rounds.len() < self.round_limit {
            let moves = state.round(&self.order, &bars);
            if moves.is_empty() {
                return Ok(Verdict::Exists(self.path(rounds, state.profile)));
            }
            rounds.push(moves);
            if let Some(&returns_to) = seen.get(&state.profile) {
                let path = self.path(rounds, state.profile);
                return Ok(Verdict::Impossible(BestReplyCycle { path, returns_to }));
            }
            seen.insert(state.profile.clone(), rounds.len());
        }
        let path = self.path(rounds, state.profile);
        Ok(Verdict::Undecided(PartialBestReplyPath { limit: Limit::Iterations, path }))
    }

    fn path(&self, rounds: Vec<Vec<Move>>, end: Profile) -> BestReplyPath {
        let (order, start) = (self.order.clone(), self.start.clone());
        BestReplyPath { tolerance: self.tolerance, order, start, rounds, end }
    }
}

struct State<'a, G> {
    game: &'a G,
    totals: RunningTotals,
    profile: Profile,
}

impl<G: AggregativeGame> State<'_, G> {
    fn round(&mut self, order: &[usize], bars: &[f64]) -> Vec<Move> {
        let mut moves = Vec::new();
        for &player in order {
            let bar = bars.get(player).copied().unwrap_or(0.0);
            let from = self.profile.action(player);
            if let Some(to) = self.better_reply(player, from, bar) {
                self.totals.shift(self.game, player, from, to);
                self.profile = std::mem::take(&mut self.profile).with_action(player, to);
                moves.push(Move { player, from, to });
            }
        }
        moves
    }

    /// The best reply, if it gains more than `bar`.
    fn better_reply(&self, player: usize, from: usize, bar: f64) -> Option<usize> {
        let feasible = self.game.feasible(player);
        if feasible.len() < 2 {
            return None;
        }
        let others = self.totals.without(&self.game.contribution(player, from));
        let own = self.game.payoff(player, from, &others);
        let mut best = (from, own);
        for action in feasible.iter().filter(|&action| action != from) {
            let payoff = self.game.payoff(player, action, &others);
            if payoff > best.1 {
                best = (action, payoff);
            }
        }
        (best.1 - own > bar).then_some(best.0)
    }
}
