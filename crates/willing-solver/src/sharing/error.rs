//! Why a question about sharing risk was refused.

/// Why a question about sharing risk was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A coalition of nobody.
    #[error("a coalition of nobody: expected at least one member")]
    NoMembers,
    /// A member that the portfolio does not have.
    #[error("there is no player {seat}: expected a seat below {players}")]
    UnknownPlayer {
        /// The seat asked for.
        seat: usize,
        /// How many players there are.
        players: usize,
    },
    /// A member named twice.
    #[error("player {seat} is named twice: expected each member once")]
    TwiceNamed {
        /// The seat.
        seat: usize,
    },
    /// More players than all coalitions can be listed for.
    #[error("{players} players: all coalitions are listed for at most {most}")]
    TooManyPlayers {
        /// How many there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
    /// A number out of range.
    #[error("{quantity} is {value}: expected {expected}")]
    OutOfRange {
        /// What the number is.
        quantity: &'static str,
        /// The number.
        value: f64,
        /// What it must be.
        expected: &'static str,
    },
}
