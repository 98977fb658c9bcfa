//! Where evidence about deviations by groups can fail.

use crate::integer;

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A game with one integer total that cannot be checked, or a payoff of it that is not finite.
    #[error(transparent)]
    Integer(#[from] integer::Violation),
    /// A profile that the game does not have.
    #[error(transparent)]
    Profile(#[from] willing_game::Error),
    /// A profile that a game with one integer total does not have.
    #[error("the profile does not fit the game")]
    ProfileMisfit,
    /// A tolerance that is negative or not finite.
    #[error("a tolerance of {value}: expected a finite number that is not negative")]
    Tolerance {
        /// The number claimed.
        value: f64,
    },
    /// A payoff that is not finite.
    #[error("player {player} at action {action} has payoff {payoff}: expected a finite number")]
    PayoffNotFinite {
        /// The player's seat.
        player: usize,
        /// The action.
        action: usize,
        /// The payoff.
        payoff: f64,
    },
    /// A group without members.
    #[error("a deviating group without members")]
    NoMembers,
    /// Members that repeat or do not ascend.
    #[error("member {place} of the group does not come after the one before")]
    Order {
        /// The member's place in the group.
        place: usize,
    },
    /// A move to the same action, or to one that the player does not have.
    #[error("player {player} cannot move to action {action}")]
    Move {
        /// The member's seat.
        player: usize,
        /// The action named.
        action: usize,
    },
    /// A member that does not gain, or not what is claimed.
    #[error("player {player} gains {got}: {claimed} claimed with tolerance {tolerance}")]
    Gain {
        /// The member's seat.
        player: usize,
        /// The gain claimed.
        claimed: f64,
        /// The gain it has.
        got: f64,
        /// The tolerance.
        tolerance: f64,
    },
    /// The runs do not speak of exactly the totals of the game.
    #[error("{got} totals from {first}, but the game has {expected} from {lowest}")]
    Coverage {
        /// The first total of the evidence.
        first: i64,
        /// How many totals it speaks of.
        got: u64,
        /// The first total of the game.
        lowest: i64,
        /// How many totals it should speak of.
        expected: u64,
    },
    /// A run of no totals.
    #[error("run {place} is empty")]
    EmptyRun {
        /// Its place.
        place: usize,
    },
    /// A player would gain at a total where nobody is said to.
    #[error("player {player} would gain at total {total}")]
    SomebodyGains {
        /// The total.
        total: i64,
        /// The player's seat.
        player: usize,
    },
    /// The sums of those who would gain do not miss the total.
    #[error(
        "those who would gain can move the total by {least} to {greatest}, which does not miss total {total}"
    )]
    NotMissed {
        /// The total.
        total: i64,
        /// The least sum.
        least: i64,
        /// The greatest sum.
        greatest: i64,
    },
    /// A coalition can move to this total so that every member gains.
    #[error("a coalition can move to total {total} so that every member gains")]
    Blocked {
        /// The total.
        total: i64,
    },
    /// A size of groups that is not checked.
    #[error("groups of size {size}: expected 1..={most}", most = super::MAX_GROUP)]
    Size {
        /// The size claimed.
        size: usize,
    },
    /// A group of at most the size claimed gains.
    #[error("players {players:?} gain by moving to actions {actions:?}")]
    GroupGains {
        /// The members' seats.
        players: Vec<usize>,
        /// Their new actions.
        actions: Vec<usize>,
    },
}
