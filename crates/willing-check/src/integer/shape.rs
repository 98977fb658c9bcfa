//! The sizes of a game with one integer total, and its best replies at one total after another.

use willing_game::IntegerAggregativeGame;

use super::Violation;

/// The most totals times players that are checked: minutes of work.
pub(crate) const MOST_CELLS: u64 = 1 << 32;

/// The most totals that are checked: a gigabyte of kept payoffs.
pub(crate) const MOST_TOTALS: u64 = 1 << 26;

/// What the game offers, read once.
pub(crate) struct Shape {
    /// What each action of each player contributes.
    pub(crate) contributions: Vec<Vec<i64>>,
    /// The least contribution of each player.
    pub(crate) least: Vec<i64>,
    /// The greatest contribution of each player.
    pub(crate) greatest: Vec<i64>,
    /// The players, those who can move the total most first.
    pub(crate) order: Vec<usize>,
    /// The sum of the least contributions.
    pub(crate) low: i64,
    /// The sum of the greatest contributions.
    pub(crate) high: i64,
}

impl Shape {
    pub(crate) fn of(game: &(impl IntegerAggregativeGame + ?Sized)) -> Result<Self, Violation> {
        let (mut contributions, mut least, mut greatest) = (Vec::new(), Vec::new(), Vec::new());
        let mut size = 0_i128;
        for player in 0..game.player_count() {
            let actions = game.action_count(player);
            if !(1..=256).contains(&actions) {
                return Err(Violation::ActionCount { player, got: actions });
            }
            let own: Vec<i64> = (0..actions).map(|action| game.contribution(player, action)).collect();
            let (low, high) =
                own.iter().fold((i64::MAX, i64::MIN), |(low, high), &c| (low.min(c), high.max(c)));
            size += i128::from(low).abs().max(i128::from(high).abs());
            contributions.push(own);
            least.push(low);
            greatest.push(high);
        }
        if size > 1 << 62 {
            return Err(Violation::ContributionsTooLarge);
        }
        let mut order: Vec<usize> = (0..contributions.len()).collect();
        order.sort_by_key(|&player| std::cmp::Reverse(greatest[player].abs_diff(least[player])));
        let (low, high) = (least.iter().sum(), greatest.iter().sum());
        let shape = Self { contributions, least, greatest, order, low, high };
        let (totals, players) = (shape.totals(), shape.players());
        if totals > MOST_TOTALS || totals.saturating_mul(players as u64) > MOST_CELLS {
            return Err(Violation::TooLarge { totals, players });
        }
        Ok(shape)
    }

    pub(crate) fn players(&self) -> usize {
        self.contributions.len()
    }

    /// How many totals lie between the least and the greatest.
    pub(crate) fn totals(&self) -> u64 {
        self.high.abs_diff(self.low) + 1
    }

    /// The total of a profile; `None` if it does not fit.
    pub(crate) fn total_of(&self, actions: &[u8]) -> Option<i64> {
        if actions.len() != self.players() {
            return None;
        }
        let own = actions.iter().zip(&self.contributions);
        own.map(|(&action, own)| own.get(usize::from(action)).copied()).sum()
    }
}

/// A payoff, refused if it is not finite.
pub(crate) fn payoff(
    game: &(impl IntegerAggregativeGame + ?Sized),
    player: usize,
    action: usize,
    total: i64,
) -> Result<f64, Violation> {
    let payoff = game.payoff(player, action, total);
    if payoff.is_finite() {
        Ok(payoff)
    } else {
        Err(Violation::PayoffNotFinite { player, action, total, payoff })
    }
}

/// The best replies of all players while the total ascends.
///
/// The best payoff of a player against a given sum of the others is kept while the total moves past
/// it, so that it is computed once: O(W n K) evaluations for W totals, n players, K actions.
pub(crate) struct Sweep<'a, G: ?Sized> {
    game: &'a G,
    shape: &'a Shape,
    tolerance: f64,
    /// For each player, the best payoff by the others' sum modulo the length, with that sum.
    best: Vec<Vec<(i64, f64)>>,
}

impl<'a, G: IntegerAggregativeGame + ?Sized> Sweep<'a, G> {
    pub(crate) fn new(game: &'a G, shape: &'a Shape, tolerance: f64) -> Self {
        let best = vec![Vec::new(); shape.players()];
        Self { game, shape, tolerance, best }
    }

    /// R_i(T): the actions that are compatible with `total` and gain at most the tolerance less than the best.
    pub(crate) fn replies(
        &mut self,
        player: usize,
        total: i64,
        replies: &mut Vec<u8>,
    ) -> Result<(), Violation> {
        replies.clear();
        for (action, &own) in self.shape.contributions[player].iter().enumerate() {
            let others = total - own;
            let compatible = self.shape.low - self.shape.least[player] <= others
                && others <= self.shape.high - self.shape.greatest[player];
            if compatible {
                let best = self.best(player, others)?;
                if best - payoff(self.game, player, action, total)? <= self.tolerance {
                    replies.push(u8::try_from(action).unwrap_or(u8::MAX));
                }
            }
        }
        Ok(())
    }

    fn best(&mut self, player: usize, others: i64) -> Result<f64, Violation> {
        let width = self.shape.greatest[player].abs_diff(self.shape.least[player]);
        let kept = &mut self.best[player];
        if kept.is_empty() {
            // No sum of others is as large as this: sizes are at most 2^62.
            kept.resize(usize::try_from(width).unwrap_or(usize::MAX).saturating_add(1), (i64::MAX, 0.0));
        }
        let modulus = i64::try_from(kept.len()).unwrap_or(i64::MAX);
        let place = usize::try_from(others.rem_euclid(modulus)).unwrap_or(0);
        if kept[place].0 != others {
            let mut best = f64::NEG_INFINITY;
            for (action, &own) in self.shape.contributions[player].iter().enumerate() {
                best = best.max(payoff(self.game, player, action, others + own)?);
            }
            kept[place] = (others, best);
        }
        Ok(kept[place].1)
    }
}
