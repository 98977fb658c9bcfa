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
    /// By tables of the sums of weights below a single quota. Other games have no such table.
    Sums,
    /// Every coalition, 64 at a time.
    Enumeration,
}

/// The most profiles for which nothing else is tried.
const FEW_PROFILES: usize = 1 << 12;

/// Up to this many seats enumeration takes less than a diagram may.
const FEW_SEATS: usize = 18;

impl Route {
    /// The way to go about a game of these kinds.
    ///
    /// # Arguments
    ///
    /// * `settles`: whether a diagram gives all that is asked for;
    /// * `sums`: how many sums of weights there are below a single quota, if there is one.
    pub(super) fn chosen(
        self,
        kinds: &[Kind],
        seats: usize,
        settles: bool,
        sums: Option<u64>,
        most_enumerated: usize,
    ) -> Self {
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
        } else if settles && sums.is_some_and(|sums| u64::from(sums.ilog2()) <= seats as u64 / 2) {
            // A level of a diagram has at most 2^(n/2) nodes, and no more than there are sums.
            Self::Sums
        } else {
            Self::Diagram
        }
    }
}
