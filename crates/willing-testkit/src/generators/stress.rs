//! Games at the edge of indifference: the hardest for a search.

use willing_game::{AggregativeGame, Profile, Tier};
use willing_risk::{Error, TierGame};

use super::default_ranges::DefaultRanges;
use crate::{Draws, GameParts};

/// Games in which side payments make all tiers of every state tie at the totals of a random profile,
/// up to σ · τ · N(0, 1) (money 15 in place of τ for a risk-neutral state). At σ = 0 the ties are
/// exact up to rounding.
///
/// # Example
///
/// ```
/// use willing_testkit::generators::{DefaultRanges, Family, Stress};
///
/// let games = Stress::new(DefaultRanges::new(Family::Flat, 20), 0.1);
/// let parts = games.draw(3)?;
/// assert!(parts.states.iter().skip(1).all(|state| state.payments.len() == 8));
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stress {
    ranges: DefaultRanges,
    sigma: f64,
}

/// What stands for τ in the noise of a risk-neutral state.
const NEUTRAL_SCALE: f64 = 15.0;

impl Stress {
    /// Stress of this σ ≥ 0 on games of these ranges.
    #[must_use]
    pub fn new(ranges: DefaultRanges, sigma: f64) -> Self {
        Self { ranges, sigma }
    }

    /// The game of this seed.
    ///
    /// # Errors
    ///
    /// What [`TierGame::new`] refuses, e.g. mixed tolerances under Borch shares.
    pub fn draw(&self, seed: u64) -> Result<GameParts, Error> {
        let mut parts = self.ranges.draw(seed);
        // Another stream than that of the game itself.
        let mut draws = Draws::seeded(seed ^ 0x5157_2e55);
        plant_ties(&mut parts, self.sigma, &mut draws)?;
        Ok(parts)
    }
}

/// Sets the side payments of every state that has a choice so that all its tiers tie at the totals of a random
/// profile, up to σ · τ · N(0, 1). Returns the profile.
///
/// # Errors
///
/// What [`TierGame::new`] refuses.
pub fn plant_ties(parts: &mut GameParts, sigma: f64, draws: &mut Draws) -> Result<Profile, Error> {
    for state in &mut parts.states {
        state.payments.clear();
    }
    let game = parts.game()?;
    let profile = random_profile(&game, draws);
    let totals = game.totals(&profile);
    for (player, state) in parts.states.iter_mut().enumerate() {
        let feasible = game.feasible(player);
        if feasible.len() < 2 {
            continue;
        }
        let others = game.others(player, &profile, &totals);
        let planted = game.payoff(player, profile.action(player), &others);
        let scale = if state.risk_tolerance.is_finite() { state.risk_tolerance } else { NEUTRAL_SCALE };
        let payment = |tier: Tier, noise: f64| {
            let gap = planted - game.payoff(player, tier.place(), &others);
            if feasible.contains(tier.place()) { gap + sigma * scale * noise } else { 0.0 }
        };
        state.payments = game.tiers().tiers().map(|tier| payment(tier, draws.normal())).collect();
    }
    Ok(profile)
}

fn random_profile(game: &TierGame, draws: &mut Draws) -> Profile {
    let action = |player| {
        let feasible: Vec<usize> = game.feasible(player).iter().collect();
        draws.pick(&feasible).and_then(|action| u8::try_from(action).ok()).unwrap_or(0)
    };
    Profile::new((0..game.player_count()).map(action).collect())
}
