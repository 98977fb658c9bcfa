//! Weighted potentials, and best replies that climb them.

use willing_check::monotone::{BestReplyCycle, PartialBestReplyPath, PotentialClimb};
use willing_check::structure::{NoPotential, WeightedPotential};
use willing_game::{AggregativeGame, Profile, Tier, Verdict};
use willing_risk::{Branch, CAPABILITY, RiskType, TierGame};

use crate::accession::{Accession, Error};

/// The weighted potential of a game that meets the conditions of [`WeightedPotential`]; O(n K).
///
/// # Errors
///
/// The condition that fails. The game may have a potential of another form.
pub fn weighted_potential(game: &TierGame) -> Result<WeightedPotential, NoPotential> {
    WeightedPotential::conditions(game)?;
    let players = 0..game.player_count();
    Ok(WeightedPotential {
        weights: players.clone().map(|player| weight(game, player)).collect(),
        stand_alone: players.map(|player| stand_alone(game, player)).collect(),
    })
}

/// Best replies from `start`, in order of capability, to an equilibrium, with the potential that they climb.
///
/// With a positive tolerance every move raises the potential by more than ε/w_i, so the path ends.
///
/// # Errors
///
/// [`Error::Misfit`] if `start` does not fit the game.
pub fn climb_potential(
    game: &TierGame,
    potential: WeightedPotential,
    start: Profile,
) -> Result<Verdict<PotentialClimb, BestReplyCycle, PartialBestReplyPath>, Error> {
    Ok(match Accession::new().start(start).solve(game)? {
        Verdict::Exists(path) => Verdict::Exists(PotentialClimb { potential, path }),
        Verdict::Impossible(cycle) => Verdict::Impossible(cycle),
        Verdict::Undecided(partial) => Verdict::Undecided(partial),
    })
}

/// The expected loss that success avoids, for those who can move its probability.
fn weight(game: &TierGame, player: usize) -> f64 {
    let mut capability =
        game.feasible(player).iter().map(|action| game.contribution(player, action)[CAPABILITY]);
    let first = capability.next().unwrap_or(0.0);
    if capability.all(|part| (part - first).abs() <= 0.0) {
        return 1.0;
    }
    let Some(state) = game.states().get(player) else { return 1.0 };
    let effects = game.method().effectiveness.iter().zip(&game.method().backlash);
    let hazards = state.hazards.iter().zip(effects);
    let avoided = |(hazard, (effectiveness, backlash)): (&willing_risk::Hazard, (&f64, &f64))| {
        let rises = (hazard.probability * (1.0 + backlash)).min(1.0) - hazard.probability;
        // Written as a sum of what each outcome changes: it is exactly 0 where neither does.
        let rises = if backlash.abs() <= 0.0 { 0.0 } else { rises };
        (rises + hazard.probability * effectiveness) * hazard.severity
    };
    hazards.map(avoided).sum()
}

/// g_i(t): all costs but security, which are the same in both branches.
fn stand_alone(game: &TierGame, player: usize) -> Vec<f64> {
    // Others do not matter for these costs: any totals will do.
    let others = [0.0; 4];
    let value = |action: usize| {
        let tier = u8::try_from(action).map(Tier::new).ok()?;
        let costs = game.costs(player, tier, &game.totals_with(player, tier, &others))?;
        let risks = RiskType::ALL.into_iter().filter(|&risk| risk != RiskType::Security);
        let total: f64 = risks.map(|risk| costs.of(risk, Branch::Success)).sum();
        Some(costs.values + costs.payment - total)
    };
    game.feasible(player).iter().filter_map(value).collect()
}
