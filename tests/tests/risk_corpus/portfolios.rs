//! Portfolios of the cases, and their worths with evidence.

use std::error::Error;

use willing::check::sharing::SharedWorth;
use willing::game::{Certificate, Player, Players};
use willing::risk::sharing::{Portfolio, Preference};
use willing::solver::sharing::Worth;

use crate::found::Found;

pub(crate) fn portfolio(
    endowments: Vec<Vec<f64>>,
    preferences: Vec<Preference>,
) -> Result<Portfolio, Box<dyn Error>> {
    let players = Players::new((0..preferences.len()).map(|seat| seat.to_string()))?;
    Ok(Portfolio::new(players, endowments, preferences)?)
}

/// The payoffs of losses.
pub(crate) fn payoffs(losses: &[f64]) -> Vec<f64> {
    losses.iter().map(|loss| 0.0 - loss).collect()
}

/// Members of these preferences who share one loss, which the first one has.
pub(crate) fn of_loss(loss: &[f64], preferences: Vec<Preference>) -> Result<Portfolio, Box<dyn Error>> {
    let mut endowments = vec![vec![0.0; loss.len()]; preferences.len()];
    if let Some(first) = endowments.first_mut() {
        *first = payoffs(loss);
    }
    portfolio(endowments, preferences)
}

pub(crate) fn everybody(portfolio: &Portfolio) -> Vec<Player> {
    (0..portfolio.players().len()).filter_map(|seat| Player::from_seat(seat).ok()).collect()
}

/// The worth of some members, its evidence checked.
pub(crate) fn worth(
    found: &mut Found,
    portfolio: &Portfolio,
    members: &[Player],
) -> Result<SharedWorth, Box<dyn Error>> {
    let worth = Worth::new().solve(portfolio, members)?.found()?;
    found.holds("worth", worth.check(portfolio));
    Ok(worth)
}

/// The density of a worth, which means its numbers divided by their sum.
pub(crate) fn density(worth: &SharedWorth) -> Vec<f64> {
    let mass: f64 = worth.density.iter().sum();
    worth.density.iter().map(|q| q / mass).collect()
}
