//! Where evidence about voting power can fail.

/// Where claimed indices fail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A list of the wrong length.
    #[error("{got} {what}: expected one for each of {seats} seats")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many it holds.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// Another number than the game gives to all.
    #[error("{what}: {stated} stated, {actual} counted")]
    Number {
        /// Which number.
        what: &'static str,
        /// As stated.
        stated: String,
        /// As recounted.
        actual: String,
    },
    /// Another number than the game gives to a seat.
    #[error("{what} of seat {seat}: {stated} stated, {actual} counted")]
    Seat {
        /// Which number.
        what: &'static str,
        /// The place of the seat.
        seat: usize,
        /// As stated.
        stated: String,
        /// As recounted.
        actual: String,
    },
    /// Shapley–Shubik indices that do not sum to 1, or to 0 where nobody is ever critical.
    #[error("the Shapley-Shubik indices sum to {sum}")]
    ShapleyShubikSum {
        /// Their sum.
        sum: String,
    },
    /// A seat whose swings are odd where all have even ones, or the reverse: all η_i are as odd as |W|.
    #[error("seat {seat} has {swings} swings, but {winning} coalitions win: both must be odd or both even")]
    Parity {
        /// The place of the seat.
        seat: usize,
        /// As stated.
        swings: String,
        /// |W| as stated.
        winning: String,
    },
    /// Unions that do not hold each seat once.
    #[error("seat {seat} is in {got} unions: expected 1")]
    Unions {
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
    /// More than the check takes on; it says nothing about the evidence.
    #[error("{what}: more than {most}, which the check does not take on")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// The most it takes.
        most: usize,
    },
}
