//! Indices of a game with one quota, by tables of the sums of weights below it.

use willing_check::power::{MinimalCoalitions, PowerIndices};
use willing_council::{Formula, SimpleGame, WeightedQuota};

use super::Error;
use super::weighted::{self, WeightedPower};
use crate::Run;

/// The single quota of a game, unless nobody or everybody wins.
pub(super) fn quota(game: &SimpleGame) -> Option<WeightedQuota> {
    match game.formula() {
        Formula::One(condition) => {
            WeightedQuota::new(condition.weights.iter().copied(), condition.quota).ok()
        }
        _ => None,
    }
}

/// All but Johnston's index.
pub(super) fn indices(
    rule: &WeightedQuota,
    minimal: bool,
    most_steps: u64,
    run: &Run,
) -> Result<PowerIndices, Error> {
    let power = WeightedPower::new().run(run.clone());
    let steps = power.steps_of_orders(rule);
    if steps > u128::from(most_steps) {
        return Err(Error::TooManySteps { steps, most: most_steps });
    }
    let swings = power.swings(rule)?;
    let shapley_shubik = power.shapley_shubik(rule)?;
    let minimal = minimal.then(|| minimal_coalitions(&power, rule)).transpose()?;
    Ok(PowerIndices {
        winning: swings.winning,
        swings: swings.by_seat,
        shapley_shubik,
        minimal,
        johnston: None,
    })
}

fn minimal_coalitions(
    power: &WeightedPower,
    rule: &WeightedQuota,
) -> Result<MinimalCoalitions, weighted::Error> {
    let by_size = power.minimal_winning_by_size(rule)?;
    Ok(MinimalCoalitions {
        count: by_size.count.iter().sum(),
        memberships: by_size.by_seat.iter().map(|counts| counts.iter().sum()).collect(),
        deegan_packel: by_size.deegan_packel(),
    })
}
