//! Why a crisis could not be built.

use willing_council::Seat;

/// Why a crisis was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A noun was refused.
    #[error(transparent)]
    Game(#[from] willing_game::Error),
    /// The issue was refused.
    #[error(transparent)]
    Risk(#[from] willing_risk::Error),
    /// The council was refused.
    #[error(transparent)]
    Council(#[from] willing_council::Error),
    /// A member of the council that plays no part in the issue.
    #[error(
        "council member \"{name}\" in seat {seat} is no state of the issue: expected a state or an absent member"
    )]
    MemberUnknown {
        /// Its seat.
        seat: Seat,
        /// Its name.
        name: String,
    },
    /// An absent member that has no seat.
    #[error("absent seat {seat} in a council of {seats}: expected a seat below {seats}")]
    AbsentSeat {
        /// The seat.
        seat: Seat,
        /// How many there are.
        seats: usize,
    },
    /// A seat listed as absent twice.
    #[error("seat {seat} is listed as absent twice")]
    AbsentTwice {
        /// The seat.
        seat: Seat,
    },
    /// An authorization that holds beforehand, and a council that would have to give it.
    #[error("authorized beforehand, but there is a council to ask: expected one of the two")]
    AuthorizedBeforehand,
    /// A number of the settings out of its range.
    #[error("{quantity} is {value}: expected {expected}")]
    Setting {
        /// Which setting.
        quantity: &'static str,
        /// Its value.
        value: f64,
        /// The range it must lie in.
        expected: &'static str,
    },
}
