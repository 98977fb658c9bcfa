//! The contributions of a game, read once and validated.

use willing_game::{IntegerAggregativeGame, Profile};

use super::Error;

/// The most totals: what is kept for each must fit in memory.
const MOST_TOTALS: u64 = 1 << 26;

/// One player.
pub(crate) struct Seat {
    /// What each action contributes.
    pub(crate) contributions: Vec<i64>,
    /// The least contribution.
    pub(crate) least: i64,
    /// The greatest contribution.
    pub(crate) greatest: i64,
}

/// All players, with the least and the greatest total.
pub(crate) struct Table {
    pub(crate) seats: Vec<Seat>,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Table {
    pub(crate) fn of(game: &(impl IntegerAggregativeGame + ?Sized), cell_limit: u64) -> Result<Self, Error> {
        let seats =
            (0..game.player_count()).map(|player| Seat::of(game, player)).collect::<Result<Vec<_>, _>>()?;
        let size = |seat: &Seat| i128::from(seat.least).abs().max(i128::from(seat.greatest).abs());
        if seats.iter().map(size).sum::<i128>() > 1 << 62 {
            return Err(Error::ContributionsTooLarge);
        }
        let low = seats.iter().map(|seat| seat.least).sum();
        let high = seats.iter().map(|seat| seat.greatest).sum();
        let table = Self { seats, low, high };
        let (totals, players) = (table.totals(), table.seats.len());
        if totals > MOST_TOTALS || totals.saturating_mul(players as u64) > cell_limit {
            return Err(Error::TooManyCells { totals, players, limit: cell_limit });
        }
        Ok(table)
    }

    /// How many totals lie between the least and the greatest.
    pub(crate) fn totals(&self) -> u64 {
        self.high.abs_diff(self.low) + 1
    }

    /// The total of a profile that fits the game.
    pub(crate) fn total_of(&self, profile: &Profile) -> Result<i64, Error> {
        if profile.len() != self.seats.len() {
            return Err(Error::ProfileLength { got: profile.len(), players: self.seats.len() });
        }
        let mut total = 0;
        for (player, seat) in self.seats.iter().enumerate() {
            let action = profile.action(player);
            let own = seat.contributions.get(action);
            let actions = seat.contributions.len();
            total += own.ok_or(Error::NoSuchAction { player, action, actions })?;
        }
        Ok(total)
    }
}

impl Seat {
    fn of(game: &(impl IntegerAggregativeGame + ?Sized), player: usize) -> Result<Self, Error> {
        let actions = game.action_count(player);
        if !(1..=256).contains(&actions) {
            return Err(Error::ActionCount { player, got: actions });
        }
        let contributions: Vec<i64> = (0..actions).map(|action| game.contribution(player, action)).collect();
        let least = contributions.iter().copied().min().unwrap_or(0);
        let greatest = contributions.iter().copied().max().unwrap_or(0);
        Ok(Self { contributions, least, greatest })
    }
}

/// A payoff, refused if it is not finite.
pub(crate) fn payoff(
    game: &(impl IntegerAggregativeGame + ?Sized),
    player: usize,
    action: usize,
    total: i64,
) -> Result<f64, Error> {
    let payoff = game.payoff(player, action, total);
    if payoff.is_finite() {
        Ok(payoff)
    } else {
        Err(Error::PayoffNotFinite { player, action, total, payoff })
    }
}

/// Refuses a tolerance that is negative or not finite.
pub(crate) fn check_tolerance(value: f64) -> Result<(), Error> {
    if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(Error::Tolerance { value }) }
}
