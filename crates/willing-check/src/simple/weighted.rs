//! Weights that say who wins, and trades that show that none do.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::majority::contained;
use super::members::{losing, winning};

/// A coalition wins iff it weighs at least the quota.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Representation {
    /// The quota.
    pub quota: u64,
    /// The weights, by seat.
    pub weights: Vec<u64>,
}

/// Winning coalitions that can trade members until as many coalitions lose: each seat is in as many of the ones as of the
/// others, so no weights tell them apart (Elgot 1961; Taylor & Zwicker 1992).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Trade {
    /// Coalitions that win.
    pub winning: Vec<TradedCoalition>,
    /// As many that lose.
    pub losing: Vec<TradedCoalition>,
}

/// A coalition and how often it appears in a trade.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct TradedCoalition {
    /// Its members.
    pub members: Vec<Seat>,
    /// How often it appears; at least once.
    pub times: u64,
}

impl Certificate<SimpleGame> for Representation {
    type Violation = Violation;

    /// Two claims about all coalitions: each game contains the other.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let (got, expected) = (self.weights.len(), game.seats());
        if got != expected {
            return Err(Violation::Length { what: "weights", got, expected });
        }
        let weighted = SimpleGame::weighted(self.quota, self.weights.clone())?;
        contained(game, &weighted, "winning coalitions weigh the quota")?;
        contained(&weighted, game, "coalitions that weigh the quota win")
    }
}

impl Certificate<SimpleGame> for Trade {
    type Violation = Violation;

    /// One evaluation a coalition, and sums.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let sums = |side: &[TradedCoalition], decide: Decide| {
            let mut sums = vec![0u64; game.seats()];
            let mut count = 0u64;
            for TradedCoalition { members, times } in side {
                // Sums of seats are at most the count, which is watched.
                count = count.checked_add(*times).filter(|_| *times > 0).ok_or(Violation::NoTrade)?;
                let inside = decide(game, members)?;
                sums.iter_mut().zip(inside).for_each(|(sum, inside)| *sum += if inside { *times } else { 0 });
            }
            Ok::<_, Violation>((count, sums))
        };
        let (winning, of_winning) = sums(&self.winning, winning)?;
        let (losing, of_losing) = sums(&self.losing, losing)?;
        if winning == 0 {
            return Err(Violation::NoTrade);
        }
        if winning != losing {
            return Err(Violation::TradeSizes { winning, losing });
        }
        for ((seat, winning), losing) in (0u32..).map(Seat::new).zip(of_winning).zip(of_losing) {
            if winning != losing {
                return Err(Violation::NotTraded { seat, winning, losing });
            }
        }
        Ok(())
    }
}

/// The indicator of a coalition, if it does what it should.
type Decide = fn(&SimpleGame, &[Seat]) -> Result<Vec<bool>, Violation>;
