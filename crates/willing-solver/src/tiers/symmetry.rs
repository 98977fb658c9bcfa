//! Identical players: classes, and how many profiles an ordered one stands for.

use std::collections::HashMap;

use willing_game::{AggregativeGame, Profile};
use willing_risk::{State, TierGame};

/// Classes of at least two players whose states agree in everything but the name, in the order of
/// their first members. O(n) comparisons by hash.
pub(super) fn classes(game: &TierGame) -> Vec<Vec<usize>> {
    let mut by_state: HashMap<Vec<u64>, Vec<usize>> = HashMap::new();
    for (player, state) in game.states().iter().enumerate() {
        by_state.entry(fingerprint(game, player, state)).or_default().push(player);
    }
    let mut classes: Vec<Vec<usize>> = by_state.into_values().filter(|class| class.len() > 1).collect();
    classes.sort_unstable();
    classes
}

/// All numbers that a payoff depends on, bit by bit: equal fingerprints are equal players.
fn fingerprint(game: &TierGame, player: usize, state: &State) -> Vec<u64> {
    let hazards = state.hazards.iter().flat_map(|hazard| [hazard.probability, hazard.severity]);
    let payments = (0..game.tiers().len()).map(|tier| state.payment(tier));
    let numbers = [
        state.risk_tolerance,
        state.capability,
        state.asset_capability,
        state.stance_weight,
        state.casualty_sensitivity,
        state.opposition,
        state.domestic_severity,
        state.international_severity,
        state.retaliation_severity,
        state.entrapment_severity,
        state.abandonment_probability,
        state.protection_value,
        state.affinity,
        state.projection_cost,
        game.burden_weight(player),
        game.difficulty(player),
    ];
    // Adding 0.0 turns −0 into 0, so that equal numbers have equal bits.
    let bits = numbers.into_iter().chain(hazards).chain(payments).map(|number| (number + 0.0).to_bits());
    bits.chain([state.treaty as u64, u64::from(game.feasible(player).bits())]).collect()
}

/// How many different profiles exchanges of identical players make of this one: a product of
/// multinomial coefficients, 1 without classes.
pub(super) fn orbit(profile: &Profile, classes: &[Vec<usize>]) -> f64 {
    classes.iter().map(|class| multinomial(profile, class)).product()
}

fn multinomial(profile: &Profile, class: &[usize]) -> f64 {
    let mut counts: HashMap<usize, u32> = HashMap::new();
    let mut ways = 1.0;
    for (placed, &player) in (1u32..).zip(class) {
        let count = counts.entry(profile.action(player)).or_default();
        *count += 1;
        ways = ways * f64::from(placed) / f64::from(*count);
    }
    ways.round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orbit_is_a_multinomial_coefficient() {
        let profile = Profile::new(vec![0, 0, 1, 2, 1]);
        assert!((orbit(&profile, &[vec![0, 1, 2, 4]]) - 6.0).abs() < 1e-12);
        assert!((orbit(&profile, &[]) - 1.0).abs() < 1e-12);
    }
}
