//! Coalitions written out.

use std::collections::BTreeSet;

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::counts::recount;
use super::members::{indicator, winning, wins};

/// Which coalitions are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum CoalitionKind {
    /// They win, and lose when any member leaves.
    MinimalWinning,
    /// The others lose without them, and win when any member comes back.
    MinimalBlocking,
}

/// Coalitions of one kind: all of them, or as many as were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListedCoalitions {
    /// Of which kind.
    pub kind: CoalitionKind,
    /// The coalitions, each once.
    pub coalitions: Vec<Vec<Seat>>,
    /// Whether there are no others.
    pub complete: bool,
}

impl Certificate<SimpleGame> for ListedCoalitions {
    type Violation = Violation;

    /// One evaluation for each coalition and member; that the list is complete, by a count of all of the kind.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let dual;
        let game = match self.kind {
            CoalitionKind::MinimalWinning => game,
            CoalitionKind::MinimalBlocking => {
                dual = game.dual();
                &dual
            }
        };
        let mut known = BTreeSet::new();
        for coalition in &self.coalitions {
            let mut inside = winning(game, coalition)?;
            for seat in coalition {
                set(&mut inside, *seat, false);
                if wins(game, &inside) {
                    return Err(Violation::NotMinimal { coalition: coalition.clone(), seat: *seat });
                }
                set(&mut inside, *seat, true);
            }
            if !known.insert(indicator(game, coalition)?) {
                return Err(Violation::ListedTwice { coalition: coalition.clone() });
            }
        }
        if !self.complete {
            return Ok(());
        }
        let (got, (_, expected)) = (self.coalitions.len().into(), recount(game)?);
        if got == expected {
            Ok(())
        } else {
            Err(Violation::Count { what: "minimal coalitions", got, expected })
        }
    }
}

fn set(inside: &mut [bool], seat: Seat, to: bool) {
    if let Some(place) = inside.get_mut(seat.place()) {
        *place = to;
    }
}
