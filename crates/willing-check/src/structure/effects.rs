//! How the others' tiers move a player's gain from going one tier up.

use willing_game::{AggregativeGame, MAX_AGGREGATES, TotalsBox};
use willing_risk::{STANCE, TierGame};

use super::chain::Chains;
use super::side::{OthersBox, Setting, Side};
use super::slopes::gain_slopes;
use super::{NotAChain, Violation};
use crate::interval::Interval;

/// Bounds on the effect of others' moves up their chains on a player's gains.
///
/// Preparing it costs O(n K); one player, cell and pair of tiers costs O(1) where all slopes are of
/// one sign and O(n K) else.
#[derive(Debug)]
pub struct CrossEffects<'a> {
    game: &'a TierGame,
    chains: Chains,
    low: [Interval; MAX_AGGREGATES],
    high: [Interval; MAX_AGGREGATES],
}

impl<'a> CrossEffects<'a> {
    /// The effects in `game`.
    ///
    /// # Errors
    ///
    /// [`NotAChain`] if the feasible tiers of a player are not ordered.
    pub fn of(game: &'a TierGame) -> Result<Self, NotAChain> {
        let chains = Chains::of(game)?;
        let mut effects = Self { game, chains, low: [Interval::ZERO; 4], high: [Interval::ZERO; 4] };
        for player in 0..game.player_count() {
            let (least, greatest) = effects.extremes(player);
            effects.low.iter_mut().zip(least).for_each(|(sum, own)| *sum += Interval::point(own));
            effects.high.iter_mut().zip(greatest).for_each(|(sum, own)| *sum += Interval::point(own));
        }
        Ok(effects)
    }

    /// The chains of feasible tiers.
    #[must_use]
    pub fn chains(&self) -> &Chains {
        &self.chains
    }

    /// What `player` adds at the ends of its chain.
    fn extremes(&self, player: usize) -> ([f64; 4], [f64; 4]) {
        let tiers = self.chains.tiers(player);
        let end = |tier: Option<&willing_game::Tier>| {
            tier.map_or([0.0; 4], |tier| self.game.contribution(player, tier.place()))
        };
        (end(tiers.first()), end(tiers.last()))
    }

    /// A box with all totals that the others of `player` can reach.
    #[must_use]
    pub fn reachable(&self, player: usize) -> TotalsBox {
        let (least, greatest) = self.extremes(player);
        let mut reachable = TotalsBox::point([0.0; MAX_AGGREGATES]);
        for (dimension, (low, high)) in reachable.low.iter_mut().zip(&mut reachable.high).enumerate() {
            let (sum_low, own_low) = (self.low.get(dimension), least.get(dimension));
            let (sum_high, own_high) = (self.high.get(dimension), greatest.get(dimension));
            let rest = |sum: Option<&Interval>, own: Option<&f64>| {
                sum.copied().unwrap_or_default() - own.copied().unwrap_or_default()
            };
            // Only stances have a sign: the other totals are sums of numbers ≥ 0.
            let floor = if dimension == STANCE { f64::NEG_INFINITY } else { 0.0 };
            *low = rest(sum_low, own_low).lower().max(floor);
            *high = rest(sum_high, own_high).upper().max(*low);
        }
        reachable
    }

    /// The first pair of neighbouring tiers of `player` whose gain is *not* shown to rise, on this
    /// cell, with every single move of another player up its chain; `None` if all are.
    #[must_use]
    pub fn first_not_increasing(&self, player: usize, cell: &TotalsBox) -> Option<(usize, usize)> {
        let state = self.game.states().get(player)?;
        let setting = Setting::new(self.game, player, state);
        let mut others: OthersBox = [Interval::ZERO; 4];
        for (other, (&low, &high)) in others.iter_mut().zip(cell.low.iter().zip(&cell.high)) {
            *other = Interval::new(low, high);
        }
        let sides: Vec<(usize, Side)> = self
            .chains
            .tiers(player)
            .iter()
            .map(|&tier| {
                let own = self.game.contribution(player, tier.place());
                (tier.place(), Side::new(&setting, self.game.tiers().point(tier), own, &others))
            })
            .collect();
        sides.windows(2).find_map(|pair| match pair {
            [(lower, below), (upper, above)] => {
                let slopes = gain_slopes(&setting, below, above);
                (!self.rises(player, &slopes)).then_some((*lower, *upper))
            }
            _ => None,
        })
    }

    /// Whether a function with these slopes rises in every move of another player up its chain.
    fn rises(&self, player: usize, slopes: &[Interval; 4]) -> bool {
        if slopes.iter().all(|slope| slope.lower() >= 0.0) {
            return true;
        }
        (0..self.game.player_count()).filter(|&other| other != player).all(|other| {
            let steps = self.chains.tiers(other).windows(2);
            steps.into_iter().all(|step| match *step {
                [from, to] => {
                    let (before, after) = (
                        self.game.contribution(other, from.place()),
                        self.game.contribution(other, to.place()),
                    );
                    let moved = before.iter().zip(after).zip(slopes).map(|((&before, after), slope)| {
                        // The same number twice makes no step, not one of unknown sign.
                        let step = if (after - before).abs() <= 0.0 {
                            Interval::ZERO
                        } else {
                            (Interval::point(after) - before).max(Interval::ZERO)
                        };
                        // 0 · (−∞) is 0 here: a total that does not move has no effect.
                        step * *slope
                    });
                    moved.sum::<Interval>().lower() >= 0.0
                }
                _ => true,
            })
        })
    }

    /// Refuses a cell on which some gain is not shown to rise.
    pub(super) fn check_cell(&self, player: usize, cell: &TotalsBox, number: usize) -> Result<(), Violation> {
        match self.first_not_increasing(player, cell) {
            None => Ok(()),
            Some((lower, upper)) => Err(Violation::NotIncreasing { player, lower, upper, cell: number }),
        }
    }
}
