//! Least and greatest equilibria by monotone iteration.

use willing_check::monotone::{Climb, Direction, ExtremalEquilibria, RunningTotals, Upgrade};
use willing_check::structure::{Chains, NotSupermodular, Supermodular};
use willing_check::tiers::rounding_allowance;
use willing_game::{AggregativeGame, Profile, Tier, Totals, Verdict};
use willing_risk::TierGame;

use crate::structure::SupermodularOrder;

/// The least and the greatest equilibrium of a supermodular game.
///
/// From everybody's least tier, each state in turn passes over the tiers that some tier further up
/// beats by more than ε; nobody ever comes back, so at most n (K − 1) moves lead to the least
/// equilibrium. Likewise down from the greatest tiers. With exact ties a state stops at the first tier
/// that nothing ahead strictly beats: the least equilibrium uses least best replies, the
/// greatest one greatest.
///
/// # Returns
///
/// [`ExtremalEquilibria`] with the proof that the game is supermodular and both climbs; or why it is not.
///
/// # Complexity
///
/// O(K) a state and sweep once totals are known; a few sweeps.
///
/// # References
///
/// Topkis (1979, 1998); Milgrom & Roberts (1990), theorem 5.
#[derive(Clone, Debug)]
pub struct MonotoneIteration {
    tolerance: f64,
    order: SupermodularOrder,
}

impl Default for MonotoneIteration {
    fn default() -> Self {
        Self { tolerance: 1e-12, order: SupermodularOrder::new() }
    }
}

impl MonotoneIteration {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// ε in payoff units (default 1e-12): a tier is passed over only if another gains more.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How to find out whether the game is supermodular.
    #[must_use]
    pub fn order(mut self, order: SupermodularOrder) -> Self {
        self.order = order;
        self
    }

    /// Both equilibria, after proving that the game is supermodular.
    pub fn solve(&self, game: &TierGame) -> Verdict<ExtremalEquilibria, NotSupermodular> {
        match self.order.solve(game) {
            Verdict::Exists(structure) => self.solve_proved(game, structure),
            Verdict::Impossible(why) => Verdict::Impossible(why),
            Verdict::Undecided(limit) => Verdict::Undecided(limit),
        }
    }

    /// Both equilibria, for a game that was proved supermodular before.
    pub fn solve_proved(
        &self,
        game: &TierGame,
        structure: Supermodular,
    ) -> Verdict<ExtremalEquilibria, NotSupermodular> {
        let chains = match Chains::of(game) {
            Ok(chains) => chains,
            Err(unordered) => return Verdict::Impossible(NotSupermodular::NoChain(unordered)),
        };
        let least = climb(game, &chains, self.tolerance, Direction::Up);
        let greatest = climb(game, &chains, self.tolerance, Direction::Down);
        Verdict::Exists(ExtremalEquilibria { tolerance: self.tolerance, structure, least, greatest })
    }
}

/// Sweeps until nobody moves.
#[expect(clippy::indexing_slicing, reason = "seats of the list itself")]
fn climb(game: &TierGame, chains: &Chains, tolerance: f64, direction: Direction) -> Climb {
    let mut paths: Vec<Path> = (0..game.player_count())
        .map(|player| Path::new(game, chains, player, tolerance, direction))
        .collect();
    let actions = paths.iter().map(|path| u8::try_from(path.current().place()).unwrap_or(u8::MAX));
    let mut end = Profile::new(actions.collect());
    let mut totals = RunningTotals::of(game, &end);
    let mut upgrades = Vec::new();
    let movable: Vec<usize> = (0..paths.len()).filter(|&player| paths[player].ahead.len() > 1).collect();
    // Everybody has stayed since the last move once as many stayed in a row as can move.
    let mut stayed = 0;
    for &player in movable.iter().cycle() {
        if stayed == movable.len() {
            break;
        }
        stayed += 1;
        let path = &mut paths[player];
        let from = path.current().place();
        let others = totals.without(&game.contribution(player, from));
        if path.advance(game, player, &others) {
            let to = path.current();
            totals.shift(game, player, from, to.place());
            end = end.with_action(player, to.place());
            upgrades.push(Upgrade { player, to });
            stayed = 1;
        }
    }
    Climb { upgrades, end }
}

/// The tiers that a player has not passed over, its current one last.
struct Path {
    ahead: Vec<Tier>,
    bar: f64,
}

impl Path {
    fn new(game: &TierGame, chains: &Chains, player: usize, tolerance: f64, direction: Direction) -> Self {
        let mut ahead = chains.tiers(player).to_vec();
        if direction == Direction::Up {
            ahead.reverse();
        }
        Self { ahead, bar: tolerance + rounding_allowance(game, player) }
    }

    fn current(&self) -> Tier {
        self.ahead.last().copied().unwrap_or(Tier::new(0))
    }

    /// Passes over every tier that one further on beats; whether there was any.
    fn advance(&mut self, game: &TierGame, player: usize, others: &Totals) -> bool {
        let mut best = f64::NEG_INFINITY;
        let mut stop = self.ahead.len();
        for (place, tier) in self.ahead.iter().enumerate() {
            let payoff = game.payoff(player, tier.place(), others);
            if best - payoff <= self.bar {
                stop = place;
            }
            best = best.max(payoff);
        }
        // The last place that nothing before it beats is the nearest to where the player stands.
        let passed = stop + 1 < self.ahead.len();
        self.ahead.truncate(stop + 1);
        passed
    }
}
