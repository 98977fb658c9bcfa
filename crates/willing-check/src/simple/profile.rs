//! Preferences under which every alternative is beaten.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::members::winning;

/// A profile of preferences without a core: a winning coalition prefers another alternative to each one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct CyclicProfile {
    /// By seat: the alternatives, numbered from 0, the best first.
    pub rankings: Vec<Vec<usize>>,
    /// By alternative: what beats it.
    pub beaten: Vec<BeatenAlternative>,
}

/// What beats an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BeatenAlternative {
    /// A better alternative.
    pub by: usize,
    /// A winning coalition whose members prefer that one.
    pub coalition: Vec<Seat>,
}

impl Certificate<SimpleGame> for CyclicProfile {
    type Violation = Violation;

    /// One evaluation an alternative, and a look at the rankings of the members.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let (got, expected) = (self.rankings.len(), game.seats());
        if got != expected {
            return Err(Violation::Length { what: "rankings", got, expected });
        }
        let alternatives = self.beaten.len();
        if alternatives == 0 {
            return Err(Violation::Length { what: "alternatives", got: 0, expected: 1 });
        }
        let ranks: Result<Vec<Vec<usize>>, Violation> = self
            .rankings
            .iter()
            .zip((0u32..).map(Seat::new))
            .map(|(ranking, seat)| ranks(ranking, seat, alternatives))
            .collect();
        let ranks = ranks?;
        for (alternative, beaten) in self.beaten.iter().enumerate() {
            winning(game, &beaten.coalition)?;
            for &seat in &beaten.coalition {
                let ranks = ranks.get(seat.place());
                let rank = |of: usize| ranks.and_then(|ranks| ranks.get(of));
                if !matches!((rank(beaten.by), rank(alternative)), (Some(better), Some(worse)) if better < worse)
                {
                    return Err(Violation::Preference { seat, over: beaten.by, alternative });
                }
            }
            // A coalition without members prefers anything to anything; it must still be another alternative.
            if beaten.by >= alternatives || beaten.by == alternative {
                return Err(Violation::Length {
                    what: "alternatives",
                    got: alternatives,
                    expected: beaten.by + 1,
                });
            }
        }
        Ok(())
    }
}

/// The place of each alternative in a ranking.
fn ranks(ranking: &[usize], seat: Seat, alternatives: usize) -> Result<Vec<usize>, Violation> {
    let wrong = Violation::Ranking { seat, alternatives };
    if ranking.len() != alternatives {
        return Err(wrong);
    }
    let mut ranks = vec![usize::MAX; alternatives];
    for (rank, &alternative) in ranking.iter().enumerate() {
        match ranks.get_mut(alternative) {
            Some(place) if *place == usize::MAX => *place = rank,
            _ => return Err(wrong),
        }
    }
    Ok(ranks)
}
