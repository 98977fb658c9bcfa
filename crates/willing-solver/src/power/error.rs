//! Why indices were not computed.

use super::weighted;

/// Why the voting power in a game could not be computed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// More seats than the route takes.
    #[error("{got} seats: {route} takes at most {most}")]
    TooManySeats {
        /// The route.
        route: &'static str,
        /// How many seats there are.
        got: usize,
        /// The most it takes.
        most: usize,
    },
    /// More profiles of kinds than the route takes.
    #[error("more than {most} profiles of kinds of seats")]
    TooManyProfiles {
        /// The most it takes.
        most: usize,
    },
    /// More counts in a decision diagram than the settings allow.
    #[error("the decision diagram keeps more than {most} counts")]
    TooManyCounts {
        /// The most it may keep.
        most: usize,
    },
    /// Johnston's index of several conditions, asked of the decision diagram: it does not tell how many members are
    /// critical.
    #[error(
        "Johnston's index of {got} seats of many kinds: it takes the enumeration of coalitions, of at most {most}"
    )]
    JohnstonByDiagram {
        /// How many seats there are.
        got: usize,
        /// The most that are enumerated.
        most: usize,
    },
    /// Shapley–Shubik indices by tables of sums that would take too long.
    #[error("Shapley-Shubik indices take about {steps} steps: at most {most} are allowed")]
    TooManySteps {
        /// About how many.
        steps: u128,
        /// The limit.
        most: u64,
    },
    /// A table of sums that can't be made.
    #[error(transparent)]
    Sums(weighted::Error),
    /// A game of several conditions, asked of tables of sums below one quota.
    #[error("{got} conditions: tables of sums take a single quota between 1 and the sum of its weights")]
    NoSingleQuota {
        /// How many conditions there are.
        got: usize,
    },
    /// A seat that is not in exactly one union.
    #[error("seat {seat} is in {got} unions: expected 1")]
    SeatInUnions {
        /// The place of the seat.
        seat: usize,
        /// In how many it is.
        got: usize,
    },
    /// A union of nobody.
    #[error("union {place} is empty")]
    EmptyUnion {
        /// Which.
        place: usize,
    },
    /// A seat that the game does not have.
    #[error("seat {seat} of a game with {seats}")]
    NoSuchSeat {
        /// The place of the seat.
        seat: usize,
        /// How many there are.
        seats: usize,
    },
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
}

impl From<weighted::Error> for Error {
    fn from(error: weighted::Error) -> Self {
        match error {
            weighted::Error::Cancelled => Self::Cancelled,
            other => Self::Sums(other),
        }
    }
}
