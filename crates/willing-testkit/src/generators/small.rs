//! Games small enough for brute force, with every odd case among them.

use willing_game::ActionSet;
use willing_risk::{SharingRule, State};

use super::default_ranges::{Contest, DefaultRanges, Family, Interaction, Tolerances};
use super::stress::plant_ties;
use crate::{Draws, GameParts};

/// What is odd about a game: for tests that count whether they met each case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations, to be counted")]
pub struct Oddities {
    /// Ten tiers rather than eight.
    pub ten_tiers: bool,
    /// At least one risk-neutral state.
    pub risk_neutral: bool,
    /// Side payments make all tiers tie at one profile, up to some noise.
    pub near_ties: bool,
    /// As `near_ties`, without noise.
    pub exact_ties: bool,
    /// Two states differ only by name.
    pub twins: bool,
    /// The first state chooses too.
    pub free_leader: bool,
    /// No state takes any capability along: success does not depend on anybody.
    pub powerless: bool,
}

/// A small game and what is odd about it.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallGame {
    /// The parts.
    pub parts: GameParts,
    /// What is odd.
    pub oddities: Oddities,
}

/// Random games of three to five states: every family, sharing rule, eight and ten tiers, finite and
/// infinite tolerances, ties, twins, subsets of feasible tiers.
///
/// # Example
///
/// ```
/// use willing_testkit::generators::SmallGames;
///
/// let game = SmallGames::new().draw(0);
/// assert!((3..=5).contains(&game.parts.states.len()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SmallGames {
    least: usize,
    most: usize,
    profiles: usize,
}

impl Default for SmallGames {
    fn default() -> Self {
        Self { least: 3, most: 5, profiles: 5000 }
    }
}

impl SmallGames {
    /// Three to five states and at most 5,000 profiles.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Between `least` and `most` states, at least 1.
    #[must_use]
    pub fn states(mut self, least: usize, most: usize) -> Self {
        self.least = least.max(1);
        self.most = most.max(self.least);
        self
    }

    /// At most this many profiles: feasible tiers are taken away until it fits.
    #[must_use]
    pub fn profiles(mut self, most: usize) -> Self {
        self.profiles = most.max(1);
        self
    }

    /// The game of this seed. Always one that [`GameParts::game`] accepts.
    #[must_use]
    pub fn draw(&self, seed: u64) -> SmallGame {
        let mut draws = Draws::seeded(seed);
        let mut oddities = Oddities::default();
        let states = self.least + draws.below(self.most - self.least + 1);
        let sharing = draws.pick(&SharingRule::ALL).unwrap_or_default();
        let ranges = draw_ranges(&mut draws, states, sharing, &mut oddities);
        let mut parts = ranges.draw(seed);
        if draws.chance(0.2) {
            oddities.free_leader = true;
            if let Some(leader) = parts.states.first_mut() {
                leader.feasible = ActionSet::first(parts.tiers.len());
            }
        }
        if states > 2 && draws.chance(0.1) {
            oddities.twins = true;
            make_twins(&mut parts.states);
        }
        if draws.chance(0.05) {
            oddities.powerless = true;
            for state in &mut parts.states {
                (state.capability, state.asset_capability) = (0.0, 0.0);
            }
        }
        if draws.chance(0.1) {
            parts.parameters.military_licence = draws.unit();
        }
        if draws.chance(0.1) {
            // Every state sees the difficulty its own way; for some, success is certain.
            for state in &mut parts.states {
                let view = parts.method.difficulty * draws.uniform(-0.2, 2.0);
                state.difficulties = vec![Some(view.max(0.0))];
            }
        }
        let limit = draws.pick(&[self.profiles, self.profiles / 4 + 1, 64]).unwrap_or(self.profiles);
        trim(&mut parts.states, limit.min(self.profiles), &mut draws);
        draw_payments(&mut parts, &mut draws, &mut oddities);
        SmallGame { parts, oddities }
    }
}

fn draw_ranges(
    draws: &mut Draws,
    states: usize,
    sharing: SharingRule,
    oddities: &mut Oddities,
) -> DefaultRanges {
    let family = draws.pick(&[Family::Flat, Family::Zipf, Family::ZipfContested]).unwrap_or_default();
    let mut ranges = DefaultRanges::new(family, states).sharing(sharing);
    if draws.chance(0.35) {
        oddities.ten_tiers = true;
        ranges = ranges.with_finance();
    }
    if draws.chance(0.35) {
        ranges = ranges.interaction(Interaction::Strong);
    }
    if draws.chance(0.2) {
        ranges = ranges.contest(Contest::Steep);
    }
    if draws.chance(0.25) {
        oddities.risk_neutral = true;
        let weights_by_tolerance = matches!(sharing, SharingRule::Borch | SharingRule::Negotiated);
        let mixed = !weights_by_tolerance && draws.chance(0.5);
        ranges = ranges.tolerances(if mixed { Tolerances::Mixed } else { Tolerances::Infinite });
    }
    ranges
}

/// Makes the last state a copy of the one before.
fn make_twins(states: &mut [State]) {
    if let [.., first, second] = states {
        *second = State { name: second.name.clone(), ..first.clone() };
    }
}

/// Takes feasible tiers away at random, never the last of a state, until at most `limit` profiles are left.
fn trim(states: &mut [State], limit: usize, draws: &mut Draws) {
    let profiles = |states: &[State]| states.iter().map(|state| state.feasible.len()).product::<usize>();
    while profiles(states) > limit {
        let seat = draws.below(states.len());
        if let Some(state) = states.get_mut(seat)
            && state.feasible.len() > 1
        {
            let tiers: Vec<usize> = state.feasible.iter().collect();
            let dropped = draws.pick(&tiers).unwrap_or(0);
            state.feasible = state.feasible.without(dropped);
        }
    }
}

fn draw_payments(parts: &mut GameParts, draws: &mut Draws, oddities: &mut Oddities) {
    let Some(sigma) =
        draws.pick(&[None, None, None, Some(0.1), Some(0.02), Some(0.004), Some(0.0)]).flatten()
    else {
        return;
    };
    oddities.near_ties = true;
    oddities.exact_ties = sigma <= 0.0;
    // A game that cannot be built keeps no payments; draw_ranges never gives one.
    let planted = plant_ties(parts, sigma, draws);
    debug_assert!(planted.is_ok(), "{planted:?}");
}
