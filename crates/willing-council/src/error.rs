//! Why an input was refused.

use std::fmt;

use crate::Seat;

/// In what capacity a seat was named, for the message of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeatRole {
    /// As a permanent member.
    Permanent,
    /// As the holder of a veto.
    Veto,
    /// As a party to the dispute.
    Party,
    /// As a member of a coalition, or as a voter.
    Member,
}

impl fmt::Display for SeatRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Permanent => "permanent seat",
            Self::Veto => "veto seat",
            Self::Party => "party's seat",
            Self::Member => "seat",
        })
    }
}

/// Why a council, a rule or a vote was refused. Every variant carries the offending values.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number of the outside option out of its range.
    #[error(
        "{what} is {value}: expected finite costs and damage of at least 0, policies in [-1e12, 1e12] and probabilities that sum to 1"
    )]
    OutsideNumber {
        /// What the number is.
        what: &'static str,
        /// The value given.
        value: f64,
    },
    /// A rule without any seat.
    #[error("a voting rule for 0 seats: expected at least one")]
    NoSeats,
    /// More seats than a rule takes: [`Weights::MAX_SEATS`](crate::Weights::MAX_SEATS).
    #[error("{got} seats, but at most {most} fit")]
    TooManySeats {
        /// The number asked for.
        got: usize,
        /// The most that fit.
        most: usize,
    },
    /// A quota for a rule that is not a single one.
    #[error(
        "the rule has {parts} parts, or one that is no quota of yes votes: expected a single quota of yes votes"
    )]
    SeveralParts {
        /// How many parts the rule has.
        parts: usize,
    },
    /// No vote could reach the quota, or every vote would.
    #[error("quota {quota} with a total weight of {total}: expected 1..={total}")]
    QuotaOutOfReach {
        /// The quota asked for.
        quota: u64,
        /// The weight of all seats together.
        total: u64,
    },
    /// Weights whose sum does not fit 64 bits.
    #[error("the weights up to seat {seat} add up to more than 2^64 - 1")]
    WeightOverflow {
        /// The seat at which the sum leaves the range.
        seat: Seat,
    },
    /// An *and* or an *or* of nothing.
    #[error("an `and` or `or` of nothing: expected at least one requirement")]
    NoRequirement,
    /// Parts of a rule that weigh different numbers of seats.
    #[error("a requirement of {got} seats beside one of {expected} seats: expected the same number")]
    DifferentSeats {
        /// How many seats one weighs.
        got: usize,
        /// How many the first one weighs.
        expected: usize,
    },
    /// More quotas, shares, minorities and quorums than a rule takes.
    #[error("{got} requirements in one rule, but at most {most} fit")]
    TooManyParts {
        /// How many there are.
        got: usize,
        /// The most that fit.
        most: usize,
    },
    /// Requirements nested too deeply.
    #[error("requirements nested more than {most} deep")]
    TooDeep {
        /// The deepest.
        most: usize,
    },
    /// A fraction of votes that none or every vote meets.
    #[error(
        "a share of {numerator}/{denominator}: expected a fraction above 0 that can be reached, of numbers below 2^32"
    )]
    ShareOutOfRange {
        /// The numerator given.
        numerator: u64,
        /// The denominator given.
        denominator: u64,
    },
    /// A number of negative votes that no veto takes.
    #[error("{needed} vetoes needed of {held} held: expected 1..={held}")]
    VetoesNeeded {
        /// How many were said to be needed.
        needed: usize,
        /// How many seats hold one.
        held: usize,
    },
    /// Text that is no rule.
    #[error("at character {place}: found {found}, expected {expected}")]
    Notation {
        /// Where, in characters from 0.
        place: usize,
        /// What stands there.
        found: String,
        /// What could.
        expected: String,
    },
    /// A part of a text whose numbers were refused.
    #[error("at character {place}: {error}")]
    At {
        /// Where the part begins, in characters from 0.
        place: usize,
        /// What is wrong with its numbers.
        error: Box<Error>,
    },
    /// Text longer than any rule.
    #[error("a rule of {got} bytes, but at most {most} are read")]
    TooLong {
        /// How long it is.
        got: usize,
        /// The longest.
        most: usize,
    },
    /// A range of seats whose ends are the wrong way round.
    #[error("seats {first}-{last}: expected the lower one first")]
    SeatRange {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// A seat that the council does not have.
    #[error("{role} {seat} of a council with {seats} seats: expected 0..{seats}")]
    NoSuchSeat {
        /// In what capacity the seat was named.
        role: SeatRole,
        /// The seat named.
        seat: Seat,
        /// How many seats there are.
        seats: usize,
    },
    /// A seat named twice in one list.
    #[error("{role} {seat} is listed twice: expected each once")]
    DuplicateSeat {
        /// In what capacity the seat was named.
        role: SeatRole,
        /// The seat named again.
        seat: Seat,
    },
    /// A council whose rule counts other seats than it has members.
    #[error("{members} members under a voting rule for {seats} seats: expected as many")]
    RuleSize {
        /// How many members there are.
        members: usize,
        /// How many seats the rule counts.
        seats: usize,
    },
    /// An institution with a number of members that its charter does not provide.
    #[error("{got} members of the council: expected {expected}")]
    MemberCount {
        /// How many were given.
        got: usize,
        /// How many the charter provides.
        expected: usize,
    },
    /// An institution with a number of permanent members that its charter does not provide.
    #[error("{got} permanent members: expected {expected}")]
    PermanentCount {
        /// How many were given.
        got: usize,
        /// How many the charter provides.
        expected: usize,
    },
    /// A ballot that does not hold one vote for each seat.
    #[error("a ballot of {got} votes for {seats} seats")]
    BallotLength {
        /// How many votes were given.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// Supports that are not one for each seat.
    #[error("{got} supports for {seats} seats")]
    SupportCount {
        /// How many supports were given.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// Thresholds that are not one pair for each seat.
    #[error("thresholds of {got} members for {seats} seats")]
    ThresholdCount {
        /// How many were given.
        got: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// A support that is not a number.
    #[error("the support of seat {seat} is {value}: expected a finite number")]
    Support {
        /// The seat.
        seat: Seat,
        /// The value given.
        value: f64,
    },
    /// A band of indifference that is negative or not a number.
    #[error("band {value}: expected a finite number of at least 0")]
    Band {
        /// The value given.
        value: f64,
    },
    /// A cost of vetoing that is negative or not a number.
    #[error("veto cost {value}: expected a finite number of at least 0")]
    VetoCost {
        /// The value given.
        value: f64,
    },
    /// A band and a veto cost whose sum is not finite.
    #[error("band {band} and veto cost {veto_cost} add up to more than a float holds")]
    ThresholdOverflow {
        /// The band.
        band: f64,
        /// The cost of vetoing.
        veto_cost: f64,
    },
    /// Members' names that are empty, repeated or unknown.
    #[error(transparent)]
    Names(#[from] willing_game::Error),
}
