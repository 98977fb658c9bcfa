//! Where evidence about winsets and deadlock fails.

use willing_council::Seat;
use willing_game::Rational;

/// Where evidence about a space of policies fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// Seats that do not exist or are listed twice.
    #[error(transparent)]
    Seats(#[from] willing_council::Error),
    /// A seat that does not exist.
    #[error("seat {seat} has no ideal point")]
    NoSuchSeat {
        /// The seat.
        seat: Seat,
    },
    /// A sector that does not start where the one before ends, or is not less than half a turn to the left.
    #[error("sector {sector} does not turn left by less than half a turn, from where the one before it ends")]
    NotJoined {
        /// The place of the sector in the list.
        sector: usize,
    },
    /// Sectors that go round more than once, or not at all.
    #[error("the sectors go round {turns} times: expected once")]
    Turns {
        /// How often.
        turns: usize,
    },
    /// A member that is said to gain but does not.
    #[error("seat {seat} does not gain")]
    NoGain {
        /// The member.
        seat: Seat,
    },
    /// A member that is said to block but gains.
    #[error("seat {seat} gains by some of the moves it is said to block")]
    Gains {
        /// The member.
        seat: Seat,
    },
    /// Members that are said to win but do not.
    #[error("the members who are said to carry the change do not win")]
    NotWinning,
    /// Members that are said to block, but without whom the others win.
    #[error("the others win without the members who are said to block")]
    NotBlocking,
    /// A pivot without whom the members who want more win, or with whom they still do not.
    #[error("seat {seat} is not the pivot there")]
    NotPivot {
        /// The member.
        seat: Seat,
    },
    /// An exact number that is another.
    #[error("a bound of {claimed}: expected {exact}")]
    Bound {
        /// What the evidence says.
        claimed: Rational,
        /// What it is.
        exact: Rational,
    },
    /// An interval or a point that contradicts its evidence.
    #[error("the ends do not fit the pivots")]
    Ends,
    /// A float that is off by more than it may be.
    #[error("a value of {claimed}: found {found}, which is off by more than {tolerance:e}")]
    Off {
        /// What the evidence says.
        claimed: f64,
        /// What the check finds.
        found: f64,
        /// By how much it may be off.
        tolerance: f64,
    },
    /// An offer that is beaten by another one, better for the setter, which would be accepted too.
    #[error("another offer would be accepted and is better for the setter")]
    BetterOffer,
    /// Corners that do not turn left all the way round, or outside of which a member lies.
    #[error("the corner at seat {seat} makes no convex hull of all the members meant")]
    NotHull {
        /// The corner.
        seat: Seat,
    },
    /// Weights of median lines that are negative or do not sum to 1.
    #[error("weights of median lines: expected numbers of at least 0 with sum 1")]
    LineWeights,
    /// An alternative that is missing, listed twice or out of range.
    #[error("alternative {alternative} is missing, listed twice or not there")]
    Alternative {
        /// Its place in the list of points.
        alternative: usize,
    },
    /// An alternative that is said to cover another but does not.
    #[error("alternative {by} does not cover {alternative}")]
    NotCovering {
        /// The one said to be covered.
        alternative: usize,
        /// The one said to cover it.
        by: usize,
    },
    /// An alternative that is said to be uncovered but has no defence against one that beats it.
    #[error("alternative {alternative} has no defence against {by}")]
    NoDefence {
        /// The one said to be uncovered.
        alternative: usize,
        /// The one that beats it.
        by: usize,
    },
    /// A point with a coordinate that is no number.
    #[error("a coordinate of {value}: expected a finite number")]
    NotFinite {
        /// The coordinate.
        value: f64,
    },
}
