//! Where a claimed equilibrium can fail.

use willing_game::Rational;

/// Where a claimed equilibrium of a legislature fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// The kinds are no partition of the seats.
    #[error("seat {seat} is in {times} kinds: expected 1")]
    Partition {
        /// The place of the seat.
        seat: usize,
        /// How often it is listed.
        times: usize,
    },
    /// A seat that there is not, or a kind without seats.
    #[error("kind {kind} has no seats, or seats that do not exist")]
    Kind {
        /// The place of the kind.
        kind: usize,
    },
    /// Seats of one kind that are not interchangeable.
    #[error("seats {one} and {other} are said to be alike, but differ in weights or recognition")]
    NotAlike {
        /// One seat.
        one: usize,
        /// The other.
        other: usize,
    },
    /// A list of the wrong length.
    #[error("{got} {what}: expected {expected}")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many it holds.
        got: usize,
        /// How many it should.
        expected: usize,
    },
    /// A value or chance below 0.
    #[error("kind {kind} has a value or chance below 0")]
    Negative {
        /// The place of the kind.
        kind: usize,
    },
    /// Chances of offers that do not sum to 1.
    #[error("the chances of the offers of kind {kind} sum to {sum}: expected 1")]
    Chances {
        /// The place of the kind.
        kind: usize,
        /// Their sum.
        sum: Rational,
    },
    /// An offer to more seats than there are, or to too few to win.
    #[error("offer {offer} of kind {kind} does not win, or names more seats than there are")]
    Loses {
        /// The kind of the proposer.
        kind: usize,
        /// The place of the offer.
        offer: usize,
    },
    /// An offer that costs more than another, beyond the residual.
    #[error("offer {offer} of kind {kind} costs {excess} more than the cheapest: the residual is {residual}")]
    Dear {
        /// The kind of the proposer.
        kind: usize,
        /// The place of the offer.
        offer: usize,
        /// By how much.
        excess: Rational,
        /// The residual.
        residual: Rational,
    },
    /// A value that the plans do not bear out, beyond the residual.
    #[error("kind {kind} has value {stated}, but the plans make it {actual}: the residual is {residual}")]
    Value {
        /// The place of the kind.
        kind: usize,
        /// As stated.
        stated: Rational,
        /// As the plans make it.
        actual: Rational,
        /// The residual.
        residual: Rational,
    },
    /// A residual below 0, or so large that it says nothing.
    #[error("a residual of {residual}: expected at least 0 and at most 1/1000000")]
    Residual {
        /// The residual.
        residual: Rational,
    },
    /// More coalitions than the check goes through.
    #[error("the check would go through more than {most} coalitions")]
    TooMany {
        /// How many it goes through.
        most: usize,
    },
}
