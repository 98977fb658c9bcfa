//! Answers of ours that were verified, and what others must be equal to.

use willing::check::power::{PowerIndices, Swings};
use willing::council::{SimpleGame, WeightedQuota};
use willing::game::Certificate;
use willing::solver::power::weighted::{Floats, WeightedPower};

use crate::words::{Missing, because};

/// Swings and Shapley–Shubik indices that `willing-check` has recounted.
pub(crate) fn verified(rule: &WeightedQuota) -> Result<PowerIndices, Missing> {
    let power = WeightedPower::new();
    let Swings { winning, by_seat: swings } = power.swings(rule).map_err(because)?;
    let shapley_shubik = power.shapley_shubik(rule).map_err(because)?;
    let indices = PowerIndices { winning, swings, shapley_shubik, minimal: None, johnston: None };
    indices.check(&game(rule)?).map_err(because)?;
    Ok(indices)
}

/// The same game, as the checker takes it.
pub(crate) fn game(rule: &WeightedQuota) -> Result<SimpleGame, Missing> {
    SimpleGame::weighted(rule.quota(), rule.weights().as_slice()).map_err(because)
}

/// The seconds, if the answer is this one.
pub(crate) fn same<T: PartialEq>(answer: &T, verified: &T, seconds: f64) -> Result<f64, Missing> {
    if answer == verified { Ok(seconds) } else { Err(Missing::Because("wrong".to_owned())) }
}

/// The largest distance to exact numbers, which are rounded once more here.
pub(crate) fn distance(floats: &[f64], exact: &[f64]) -> f64 {
    if floats.len() != exact.len() {
        return f64::INFINITY;
    }
    // A NaN must not hide: `max` would drop it.
    let distances = floats.iter().zip(exact).map(|(float, exact)| (float - exact).abs());
    distances.fold(0.0, |most, distance| if distance <= most { most } else { distance })
}

/// The seconds, if all floats are within their bound of the exact numbers, and a rounding to floats below 1.
pub(crate) fn within(answer: &Floats, exact: &[f64], seconds: f64) -> Result<f64, Missing> {
    let distance = distance(&answer.by_seat, exact);
    if distance <= answer.error + f64::EPSILON / 2.0 {
        Ok(seconds)
    } else {
        Err(Missing::Because(format!("off by {distance:e}, with a bound of {:e}", answer.error)))
    }
}
