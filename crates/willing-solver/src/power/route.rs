//! Which way coalitions are counted.

use super::enumeration::MOST_SEATS;
use super::kinds::Kind;
use super::profiles::profiles;

/// Which way coalitions are counted; all give the same numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Route {
    /// The one that suits the game.
    #[default]
    Automatic,
    /// By how many of each kind of seats are in a coalition.
    Profiles,
    /// By a decision diagram: residual games, equal ones merged.
    Diagram,
    /// Every coalition, 64 at a time.
    Enumeration,
}

/// The most profiles for which nothing else is tried.
const FEW_PROFILES: usize = 1 << 12;

/// Up to this many seats enumeration takes less than a diagram may.
const FEW_SEATS: usize = 18;

impl Route {
    /// The way to go about a game of these kinds; `settles` says whether a diagram gives all that is asked for.
    pub(super) fn chosen(self, kinds: &[Kind], seats: usize, settles: bool, most_enumerated: usize) -> Self {
        match self {
            Self::Automatic => {}
            route => return route,
        }
        let enumerable = seats <= most_enumerated.min(MOST_SEATS);
        if profiles(kinds, FEW_PROFILES).is_some() {
            Self::Profiles
        } else if enumerable && (seats <= FEW_SEATS || !settles) {
            Self::Enumeration
        } else if !settles && profiles(kinds, super::indices::MOST_PROFILES).is_some() {
            Self::Profiles
        } else {
            Self::Diagram
        }
    }
}
