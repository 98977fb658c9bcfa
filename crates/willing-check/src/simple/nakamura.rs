//! The Nakamura number: how few winning coalitions have nobody in common.

use willing_council::{Seat, SimpleGame};
use willing_game::Certificate;

use super::Violation;
use super::majority::contained;
use super::members::{winning, wins_without};

/// The Nakamura number is finite: so many winning coalitions have an empty intersection, and fewer never do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EmptyIntersection {
    /// Winning coalitions that have no seat in common; their number is the Nakamura number.
    pub coalitions: Vec<Vec<Seat>>,
    /// Why fewer always have one.
    pub bound: MeetingBound,
}

/// Why fewer winning coalitions have a seat in common.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum MeetingBound {
    /// No coalitions, no intersection that could be empty: for the number 1.
    Single,
    /// A measure of seats, of which each winning coalition leaves out at most `outside`. Coalitions with an empty
    /// intersection leave out every seat between them: there are at least `total / outside`.
    Measure {
        /// By seat.
        measure: Vec<u64>,
        /// The most that a winning coalition leaves out.
        outside: u64,
    },
    /// All ways to spread the seats over fewer coalitions that leave them out have been tried; the check tries them
    /// again.
    Exhausted,
}

/// Winning coalitions always have a seat in common: the Nakamura number is infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub enum AlwaysMeet {
    /// All winning coalitions contain this seat.
    Veto {
        /// The seat.
        seat: Seat,
    },
    /// There are none.
    NothingWins,
}

/// The most steps of a search that is repeated.
const MOST_NODES: u64 = 1 << 22;

impl EmptyIntersection {
    /// The Nakamura number.
    #[must_use]
    pub fn number(&self) -> usize {
        self.coalitions.len()
    }

    /// Whether the core is not empty, whatever the preferences over so many alternatives are, as long as they are acyclic:
    /// iff there are fewer than the Nakamura number (Nakamura 1979), or just one.
    #[must_use]
    pub fn guarantees_core(&self, alternatives: usize) -> bool {
        alternatives < self.number().max(2)
    }

    /// In spaces of up to this dimension the core is not empty, whatever continuous convex preferences the seats have on a
    /// compact convex set of alternatives: ν − 2, if that is at least 0 (Greenberg 1979; Schofield 1984; Strnad 1985).
    #[must_use]
    pub fn greatest_stable_dimension(&self) -> Option<usize> {
        self.number().checked_sub(2)
    }
}

impl Certificate<SimpleGame> for AlwaysMeet {
    type Violation = Violation;

    /// One evaluation.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        match *self {
            Self::Veto { seat } if seat.place() >= game.seats() => {
                Err(Violation::NoSuchSeat { seat, seats: game.seats() })
            }
            Self::Veto { seat } if wins_without(game, seat.place()) => {
                Err(Violation::Role { seat, what: "a veto" })
            }
            Self::NothingWins if game.wins(|_| true) => {
                Err(Violation::Contradicted { what: "no coalition wins" })
            }
            _ => Ok(()),
        }
    }
}

impl Certificate<SimpleGame> for EmptyIntersection {
    type Violation = Violation;

    /// One evaluation a coalition, and a claim about all coalitions for the bound.
    fn check(&self, game: &SimpleGame) -> Result<(), Violation> {
        let mut common = vec![true; game.seats()];
        for coalition in &self.coalitions {
            let inside = winning(game, coalition)?;
            common.iter_mut().zip(inside).for_each(|(common, inside)| *common &= inside);
        }
        let number = self.number();
        if let Some((seat, _)) = (0u32..).zip(&common).find(|(_, common)| **common) {
            let seat = Seat::new(seat);
            return Err(if number == 0 { Violation::NoCoalitions } else { Violation::CommonSeat { seat } });
        }
        match &self.bound {
            MeetingBound::Single if number == 1 => Ok(()),
            MeetingBound::Single => Err(Violation::Length { what: "coalitions", got: number, expected: 1 }),
            MeetingBound::Measure { measure, outside } => check_measure(game, measure, *outside, number),
            MeetingBound::Exhausted => check_exhausted(game, number),
        }
    }
}

fn check_measure(
    game: &SimpleGame,
    measure: &[u64],
    outside: u64,
    coalitions: usize,
) -> Result<(), Violation> {
    let (got, expected) = (measure.len(), game.seats());
    if got != expected {
        return Err(Violation::Length { what: "measures", got, expected });
    }
    let total = willing_council::Weights::new(measure.iter().copied())?.total();
    let weak = u128::from(total) <= (coalitions as u128 - 1) * u128::from(outside);
    let inside = total.checked_sub(outside).filter(|_| !weak);
    let inside = inside.ok_or(Violation::WeakMeasure { total, outside, coalitions })?;
    let measured = SimpleGame::weighted(inside, measure)?;
    contained(game, &measured, "what a winning coalition leaves out")
}

/// Tries to leave every seat out of one of `coalitions` − 1 coalitions that all win.
fn check_exhausted(game: &SimpleGame, coalitions: usize) -> Result<(), Violation> {
    let too_large =
        Violation::TooLarge { what: "fewer coalitions with an empty intersection", most: 1 << 22 };
    let fewer = coalitions - 1;
    // One step of the search is one call deep.
    if game.seats() > 256 {
        return Err(too_large);
    }
    let mut groups = vec![vec![true; game.seats()]; fewer];
    match spread(game, &mut groups, 0, &mut 0) {
        Some(true) => Err(Violation::FewerMeetNowhere { fewer, claimed: coalitions }),
        Some(false) => Ok(()),
        None => Err(too_large),
    }
}

/// Whether the seats from `seat` on can be left out of one coalition each, so that all still win; `None` if that takes too
/// long.
fn spread(game: &SimpleGame, groups: &mut [Vec<bool>], seat: usize, nodes: &mut u64) -> Option<bool> {
    if seat == game.seats() {
        return Some(true);
    }
    *nodes += 1;
    if *nodes > MOST_NODES {
        return None;
    }
    for place in 0..groups.len() {
        let group = groups.get_mut(place)?;
        // Coalitions that leave out nobody yet are alike: the first will do.
        let untouched = group.iter().all(|inside| *inside);
        *group.get_mut(seat)? = false;
        if super::members::wins(game, group) && spread(game, groups, seat + 1, nodes)? {
            return Some(true);
        }
        *groups.get_mut(place)?.get_mut(seat)? = true;
        if untouched {
            break;
        }
    }
    Some(false)
}
