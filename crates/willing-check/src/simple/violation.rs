//! Where evidence about simple games fails.

use num_bigint::BigUint;
use willing_council::Seat;

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A seat that the game has not.
    #[error("there is no seat {seat}: there are {seats}")]
    NoSuchSeat {
        /// The seat.
        seat: Seat,
        /// How many there are.
        seats: usize,
    },
    /// A seat listed twice.
    #[error("seat {seat} is listed twice")]
    DuplicateSeat {
        /// The seat.
        seat: Seat,
    },
    /// Another number of entries than expected.
    #[error("{got} {what}: expected {expected}")]
    Length {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A coalition that should win loses.
    #[error("the coalition {coalition:?} loses: expected one that wins")]
    Loses {
        /// The coalition.
        coalition: Vec<Seat>,
    },
    /// A coalition that should lose wins.
    #[error("the coalition {coalition:?} wins: expected one that loses")]
    Wins {
        /// The coalition.
        coalition: Vec<Seat>,
    },
    /// A coalition that is not minimal.
    #[error("the coalition {coalition:?} does not need seat {seat}")]
    NotMinimal {
        /// The coalition.
        coalition: Vec<Seat>,
        /// Who could leave.
        seat: Seat,
    },
    /// A coalition listed twice.
    #[error("the coalition {coalition:?} is listed twice")]
    ListedTwice {
        /// The coalition.
        coalition: Vec<Seat>,
    },
    /// A coalition with a seat that should be outside it.
    #[error("seat {seat} is in a coalition that should be without it")]
    SeatInside {
        /// The seat.
        seat: Seat,
    },
    /// A seat has a role that is denied, or has not one that is claimed.
    #[error("seat {seat}: the claim about {what} is wrong")]
    Role {
        /// The seat.
        seat: Seat,
        /// The role.
        what: &'static str,
    },
    /// A claim about all coalitions fails for one of them.
    #[error("{what}: some coalition contradicts it")]
    Contradicted {
        /// The claim.
        what: &'static str,
    },
    /// A claim about all coalitions that the check cannot settle.
    #[error("{what}: the check would have to look at more than {most} sums of weights")]
    TooLarge {
        /// The claim.
        what: &'static str,
        /// The most it looks at.
        most: usize,
    },
    /// A count that is wrong.
    #[error("{what}: {got} are claimed, there are {expected}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// The claim.
        got: BigUint,
        /// The number.
        expected: BigUint,
    },
    /// An empty class of seats.
    #[error("a class without a seat")]
    EmptyClass,
    /// Two coalitions that should be disjoint share a seat.
    #[error("seat {seat} is in both coalitions")]
    SharedSeat {
        /// The seat.
        seat: Seat,
    },
    /// Weights that are no weights of the game's seats.
    #[error(transparent)]
    Weights(#[from] willing_council::Error),
    /// A trade without coalitions, or with a coalition that appears zero times, or too often to count.
    #[error("a trade needs coalitions that appear at least once, and no more of them than 64 bits count")]
    NoTrade,
    /// A trade after which a seat appears more or less often.
    #[error("seat {seat} is in {winning} winning and {losing} losing coalitions: expected as many of each")]
    NotTraded {
        /// The seat.
        seat: Seat,
        /// In how many winning coalitions it is.
        winning: u64,
        /// In how many losing ones.
        losing: u64,
    },
    /// Another number of winning than of losing coalitions.
    #[error("{winning} winning and {losing} losing coalitions: expected as many of each")]
    TradeSizes {
        /// How many winning ones.
        winning: u64,
        /// How many losing ones.
        losing: u64,
    },
    /// A family of coalitions that all have a seat in common.
    #[error("seat {seat} is in every coalition of the family")]
    CommonSeat {
        /// The seat.
        seat: Seat,
    },
    /// No coalitions at all.
    #[error("a family without coalitions")]
    NoCoalitions,
    /// A measure too small to prove what it should.
    #[error(
        "a measure of {total}, of which {outside} may be outside a winning coalition, proves nothing for {coalitions}"
    )]
    WeakMeasure {
        /// The measure of all seats.
        total: u64,
        /// The most outside a winning coalition.
        outside: u64,
        /// How many coalitions are said to be needed.
        coalitions: usize,
    },
    /// Fewer winning coalitions already have an empty intersection.
    #[error("{fewer} winning coalitions have an empty intersection: {claimed} are not needed")]
    FewerMeetNowhere {
        /// How many suffice.
        fewer: usize,
        /// The claim.
        claimed: usize,
    },
    /// A ranking that does not name each alternative once.
    #[error("the ranking of seat {seat} does not name each of {alternatives} alternatives once")]
    Ranking {
        /// The seat.
        seat: Seat,
        /// How many alternatives there are.
        alternatives: usize,
    },
    /// A seat that does not prefer what it is said to.
    #[error("seat {seat} does not prefer {over} to {alternative}")]
    Preference {
        /// The seat.
        seat: Seat,
        /// The alternative that is said to be better.
        over: usize,
        /// The other one.
        alternative: usize,
    },
}
