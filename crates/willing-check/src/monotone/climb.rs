//! Least and greatest equilibria of a supermodular game.

use willing_game::{AggregativeGame, Certificate, Profile, Tier};
use willing_risk::TierGame;

use super::{RunningTotals, Violation};
use crate::structure::{Chains, Supermodular};
use crate::tiers::rounding_allowance;

/// Which way tiers are left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From everybody's least tier, up to the least equilibrium.
    Up,
    /// From everybody's greatest tier, down to the greatest equilibrium.
    Down,
}

/// One player passes to a tier further on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Upgrade {
    /// The player's seat.
    pub player: usize,
    /// The tier it passes to.
    pub to: Tier,
}

/// A monotone sequence of forced moves and the equilibrium where it ends.
///
/// Each move leaves behind only tiers that some tier further on beats by more than ε given what the
/// others do at that moment. The gain can only grow as the others move on, and in every
/// ε-equilibrium they have moved at least that far; so no ε-equilibrium has the player at a tier left
/// behind, and every ε-equilibrium lies at or beyond the end.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Climb {
    /// The moves.
    pub upgrades: Vec<Upgrade>,
    /// Where they end: an (ε + 2 η)-equilibrium.
    pub end: Profile,
}

/// The least and the greatest equilibrium of a supermodular game, with proof that it is
/// supermodular and the moves that lead there.
///
/// Every ε-equilibrium lies between them, tier by tier; if they are the same it is the only one.
///
/// # References
///
/// Topkis (1979), *Equilibrium points in nonzero-sum n-person submodular games*; Milgrom & Roberts
/// (1990), theorem 5.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ExtremalEquilibria {
    /// ε, in payoff units.
    pub tolerance: f64,
    /// Why the game is supermodular.
    pub structure: Supermodular,
    /// The way to the least equilibrium.
    pub least: Climb,
    /// The way to the greatest equilibrium.
    pub greatest: Climb,
}

impl ExtremalEquilibria {
    /// Whether they are one profile, which then is the only equilibrium.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.least.end == self.greatest.end
    }
}

impl Certificate<TierGame> for ExtremalEquilibria {
    type Violation = Violation;

    fn check(&self, game: &TierGame) -> Result<(), Violation> {
        self.structure.check(game)?;
        let chains = Chains::of(game).map_err(crate::structure::Violation::from)?;
        self.least.check(game, &chains, self.tolerance, Direction::Up)?;
        self.greatest.check(game, &chains, self.tolerance, Direction::Down)
    }
}

impl Climb {
    /// Verifies the moves and the end, given that gains rise with the others' tiers; O(moves · K + n K).
    ///
    /// # Errors
    ///
    /// The first [`Violation`].
    pub fn check(
        &self,
        game: &TierGame,
        chains: &Chains,
        tolerance: f64,
        direction: Direction,
    ) -> Result<(), Violation> {
        super::path::check_tolerance(tolerance)?;
        self.end.fits(game)?;
        let mut places: Vec<usize> =
            (0..game.player_count()).map(|player| start(chains.tiers(player).len(), direction)).collect();
        let mut totals = RunningTotals::of(game, &profile(chains, &places));
        for (step, upgrade) in self.upgrades.iter().enumerate() {
            let player = upgrade.player;
            let wrong = Violation::Direction { step, player };
            let (Some(place), Some(to)) = (places.get_mut(player), chains.place(player, upgrade.to)) else {
                return Err(wrong);
            };
            let from = std::mem::replace(place, to);
            if !ahead(direction, from, to) {
                return Err(wrong);
            }
            let tiers = chains.tiers(player);
            let at = |place: usize| tiers.get(place).map_or(0, |tier| tier.place());
            let others = totals.without(&game.contribution(player, at(from)));
            let payoffs: Vec<f64> =
                tiers.iter().map(|tier| game.payoff(player, tier.place(), &others)).collect();
            let bar = tolerance + rounding_allowance(game, player);
            if let Some(left) = first_unforced(&payoffs, (from, to), bar, direction) {
                return Err(Violation::Unforced { step, player, tier: at(left) });
            }
            totals.shift(game, player, at(from), at(to));
        }
        self.check_end(game, &profile(chains, &places), &totals, tolerance)
    }

    fn check_end(
        &self,
        game: &TierGame,
        reached: &Profile,
        totals: &RunningTotals,
        tolerance: f64,
    ) -> Result<(), Violation> {
        let differs = |player: &usize| reached.action(*player) != self.end.action(*player);
        if let Some(player) = (0..reached.len()).find(differs) {
            let (reached, stated) = (reached.action(player), self.end.action(player));
            return Err(Violation::End { player, reached, stated });
        }
        (0..reached.len()).try_for_each(|player| {
            let bar = tolerance + rounding_allowance(game, player);
            super::path::check_stays(game, player, reached.action(player), totals, bar)
        })
    }
}

fn start(tiers: usize, direction: Direction) -> usize {
    match direction {
        Direction::Up => 0,
        Direction::Down => tiers.saturating_sub(1),
    }
}

fn ahead(direction: Direction, from: usize, to: usize) -> bool {
    match direction {
        Direction::Up => to > from,
        Direction::Down => to < from,
    }
}

fn profile(chains: &Chains, places: &[usize]) -> Profile {
    let action = |(player, &place): (usize, &usize)| {
        let tier = chains.tiers(player).get(place).map_or(0, |tier| tier.place());
        u8::try_from(tier).unwrap_or(u8::MAX)
    };
    Profile::new(places.iter().enumerate().map(action).collect())
}

/// The first place from `from` to before `to` that no place further on beats by more than `bar`.
fn first_unforced(
    payoffs: &[f64],
    (from, to): (usize, usize),
    bar: f64,
    direction: Direction,
) -> Option<usize> {
    let beaten = |place: usize| {
        let own = payoffs.get(place).copied().unwrap_or(f64::INFINITY);
        let further = |(other, payoff): (usize, &f64)| ahead(direction, place, other) && payoff - own > bar;
        payoffs.iter().enumerate().any(further)
    };
    match direction {
        Direction::Up => (from..to).find(|&place| !beaten(place)),
        Direction::Down => (to + 1..=from).find(|&place| !beaten(place)),
    }
}
