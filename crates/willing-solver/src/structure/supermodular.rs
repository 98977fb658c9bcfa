//! Increasing differences along chains of tiers: proof by cells, or a counterexample.

use willing_check::structure::{CrossEffects, Cut, DecreasingDifferences, NotSupermodular, Supermodular};
use willing_check::tiers::rounding_allowance;
use willing_game::{AggregativeGame, Limit, MAX_AGGREGATES, Profile, Tier, Totals, TotalsBox, Verdict};
use willing_risk::TierGame;

/// Whether a tier game is supermodular in the order of tiers.
///
/// Bisects, for each player, the box of totals that its others can reach until the checker's
/// enclosures show on every cell that the gain from each tier to the next rises with the others'
/// tiers; looks for a profile where a gain falls whenever a cell resists.
///
/// # Returns
///
/// [`Supermodular`] with its cells; [`NotSupermodular`] with two unordered tiers or a profile where a
/// gain falls; [`Limit::Nodes`] if the cells are used up.
///
/// # Complexity
///
/// O(n K) for preparation, O(K) a cell where all slopes have one sign, O(n K²) else. Usually one
/// cell for each player.
///
/// # References
///
/// Topkis (1998); Milgrom & Roberts (1990).
#[derive(Clone, Debug)]
pub struct SupermodularOrder {
    cell_limit: usize,
    searches: usize,
}

impl Default for SupermodularOrder {
    fn default() -> Self {
        Self { cell_limit: 20_000, searches: 24 }
    }
}

impl SupermodularOrder {
    /// The default settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops after this many cells of all players together (default 20,000).
    #[must_use]
    pub fn cell_limit(mut self, cells: usize) -> Self {
        self.cell_limit = cells;
        self
    }

    /// Decides the question for `game`.
    pub fn solve(&self, game: &TierGame) -> Verdict<Supermodular, NotSupermodular> {
        let effects = match CrossEffects::of(game) {
            Ok(effects) => effects,
            Err(unordered) => return Verdict::Impossible(NotSupermodular::NoChain(unordered)),
        };
        let mut search = Search { game, effects, cells: self.cell_limit, searches: self.searches };
        let mut cuts = Vec::with_capacity(game.player_count());
        for player in 0..game.player_count() {
            match search.player(player) {
                Ok(own) => cuts.push(own),
                Err(Stop::Falls(falls)) => return Verdict::Impossible(NotSupermodular::Falls(*falls)),
                Err(Stop::Limit) => return Verdict::Undecided(Limit::Nodes),
            }
        }
        Verdict::Exists(Supermodular { cuts })
    }
}

enum Stop {
    Falls(Box<DecreasingDifferences>),
    Limit,
}

struct Search<'a> {
    game: &'a TierGame,
    effects: CrossEffects<'a>,
    cells: usize,
    searches: usize,
}

impl Search<'_> {
    fn player(&mut self, player: usize) -> Result<Vec<Cut>, Stop> {
        if self.effects.chains().tiers(player).len() < 2 {
            return Ok(Vec::new());
        }
        let root = self.effects.reachable(player);
        let mut cuts = Vec::new();
        let mut waiting = vec![root];
        while let Some(cell) = waiting.pop() {
            self.cells = self.cells.checked_sub(1).ok_or(Stop::Limit)?;
            let Some((lower, upper)) = self.effects.first_not_increasing(player, &cell) else {
                cuts.push(Cut::Cell);
                continue;
            };
            // Once for the whole box, and again when the search has come close to a point.
            if cuts.is_empty() || cuts.len() % 64 == 63 {
                self.counterexample(player, lower, upper)?;
            }
            let (dimension, at) = widest(&cell, &root).ok_or(Stop::Limit)?;
            cuts.push(Cut::At { dimension, at });
            let (mut below, mut above) = (cell, cell);
            if let (Some(high), Some(low)) = (below.high.get_mut(dimension), above.low.get_mut(dimension)) {
                (*high, *low) = (at, at);
            }
            waiting.extend([above, below]);
        }
        Ok(if cuts.len() == 1 { Vec::new() } else { cuts })
    }

    /// Looks for a fall of the gain of `upper` over `lower`: with everybody least, everybody greatest,
    /// and at a few profiles drawn by a fixed rule.
    fn counterexample(&mut self, player: usize, lower: usize, upper: usize) -> Result<(), Stop> {
        let Some(left) = self.searches.checked_sub(1) else { return Ok(()) };
        self.searches = left;
        let mut draw = 0x9E37_79B9_7F4A_7C15_u64 ^ (player as u64);
        for kind in 0..8 {
            let places = (0..self.game.player_count()).map(|other| {
                let most = self.effects.chains().tiers(other).len().saturating_sub(1);
                match kind {
                    0 => 0,
                    1 => most,
                    _ => next(&mut draw) % (most + 1),
                }
            });
            let tiers: Vec<Tier> = places
                .enumerate()
                .map(|(other, place)| {
                    self.effects.chains().tiers(other).get(place).copied().unwrap_or(Tier::new(0))
                })
                .collect();
            if let Some(falls) = self.fall_at(player, (lower, upper), &tiers) {
                return Err(Stop::Falls(Box::new(falls)));
            }
        }
        Ok(())
    }

    /// The greatest fall that one other's step up from or to `tiers` causes, if it exceeds rounding.
    fn fall_at(
        &self,
        player: usize,
        (lower, upper): (usize, usize),
        tiers: &[Tier],
    ) -> Option<DecreasingDifferences> {
        let game = self.game;
        let profile = Profile::new(tiers.iter().filter_map(|tier| u8::try_from(tier.place()).ok()).collect());
        let others = game.others(player, &profile, &game.totals(&profile));
        let gain = |others: &Totals| game.payoff(player, upper, others) - game.payoff(player, lower, others);
        let gain_with = |other: usize, tier: Tier| {
            let (old, new) =
                (game.contribution(other, profile.action(other)), game.contribution(other, tier.place()));
            let mut moved = others;
            moved.iter_mut().zip(old.iter().zip(new)).for_each(|(total, (old, new))| *total += new - old);
            gain(&moved)
        };
        let mut worst: Option<(f64, DecreasingDifferences)> = None;
        let (lower, upper) = (as_tier(lower)?, as_tier(upper)?);
        for other in (0..game.player_count()).filter(|&other| other != player) {
            for pair in self.effects.chains().tiers(other).windows(2) {
                let [from, to] = *pair else { continue };
                let fall = gain_with(other, from) - gain_with(other, to);
                if worst.as_ref().is_none_or(|(most, _)| fall > *most) {
                    let profile = profile.clone();
                    let falls = DecreasingDifferences { player, lower, upper, other, from, to, profile };
                    worst = Some((fall, falls));
                }
            }
        }
        // Four times the allowance is what the checker asks for; twice as much leaves it room.
        let allowance = 8.0 * rounding_allowance(game, player);
        worst.filter(|(_, falls)| falls.fall(game) > allowance).map(|(_, falls)| falls)
    }
}

fn as_tier(place: usize) -> Option<Tier> {
    u8::try_from(place).ok().map(Tier::new)
}

/// Where to cut: the dimension that is widest in proportion to its size, at its geometric middle if
/// it is positive. Shares are ratios: halving a total matters as much at 2 as at 200.
fn widest(cell: &TotalsBox, root: &TotalsBox) -> Option<(usize, f64)> {
    let mut best: Option<(f64, usize, f64)> = None;
    let ends = cell.low.iter().zip(&cell.high).zip(root.low.iter().zip(&root.high));
    for (dimension, ((&low, &high), (&least, &greatest))) in ends.enumerate().take(MAX_AGGREGATES) {
        let (relative, at) = if low > 0.0 {
            ((high / low).ln(), (low * high).sqrt())
        } else {
            ((high - low) / (greatest - least) * 4.0, f64::midpoint(low, high))
        };
        if relative > 1e-3 && low < at && at < high && best.is_none_or(|(most, ..)| relative > most) {
            best = Some((relative, dimension, at));
        }
    }
    best.map(|(_, dimension, at)| (dimension, at))
}

/// A fixed stream of numbers (Marsaglia's xorshift).
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap_or(0)
}
