//! Where evidence about a game with one integer total can fail.

use super::Count;

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A player with no action, or with more than a profile can name.
    #[error("player {player} has {got} actions: expected 1..=256")]
    ActionCount {
        /// The player's seat.
        player: usize,
        /// How many actions the game gives it.
        got: usize,
    },
    /// Contributions so large that sums would overflow.
    #[error("contributions sum to more than 2^62 in size")]
    ContributionsTooLarge,
    /// More totals times players than are checked.
    #[error(
        "{totals} totals for {players} players: at most {most} totals and {cells} totals times players are checked",
        most = super::shape::MOST_TOTALS, cells = super::shape::MOST_CELLS
    )]
    TooLarge {
        /// How many totals there are.
        totals: u64,
        /// How many players there are.
        players: usize,
    },
    /// A tolerance or tie band that is negative or not finite.
    #[error("a tolerance of {value}: expected a finite number that is not negative")]
    Tolerance {
        /// The number claimed.
        value: f64,
    },
    /// A payoff that is not finite.
    #[error(
        "player {player} at action {action} and total {total} has payoff {payoff}: expected a finite number"
    )]
    PayoffNotFinite {
        /// The player's seat.
        player: usize,
        /// The action.
        action: usize,
        /// The total.
        total: i64,
        /// The payoff.
        payoff: f64,
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
    /// A player that the game does not have.
    #[error("player {player} of a game with {players} players")]
    NoSuchPlayer {
        /// The seat named.
        player: usize,
        /// How many players there are.
        players: usize,
    },
    /// The player does have a best reply at this total.
    #[error("player {player} has a best reply at total {total}")]
    HasBestReply {
        /// The total.
        total: i64,
        /// The player's seat.
        player: usize,
    },
    /// The sums of best replies do not miss the total on the side claimed.
    #[error(
        "best replies contribute {least} to {greatest} in sum, which does not miss total {total} as claimed"
    )]
    NotMissed {
        /// The total.
        total: i64,
        /// The sum of the least contributions.
        least: i64,
        /// The sum of the greatest.
        greatest: i64,
    },
    /// Best replies that contribute exactly the total, where none are claimed.
    #[error("best replies that contribute exactly {total} exist")]
    Reachable {
        /// The total.
        total: i64,
    },
    /// A total that holds equilibria has no description, or one that holds none has one.
    #[error("the cells described are not the totals that hold equilibria: mismatch at total {total}")]
    CellMissing {
        /// The total.
        total: i64,
    },
    /// The best replies described are not those of the game.
    #[error("the classes at total {total} do not have the best replies of player {player}")]
    Classes {
        /// The total.
        total: i64,
        /// The first player for whom they differ.
        player: usize,
    },
    /// The wrong number of equilibria at a total.
    #[error("total {total}: {claimed} equilibria claimed, {counted} counted")]
    CellCount {
        /// The total.
        total: i64,
        /// The number claimed.
        claimed: Count,
        /// The number counted.
        counted: Count,
    },
    /// The wrong number of equilibria in all.
    #[error("{claimed} equilibria claimed, {counted} counted")]
    TotalCount {
        /// The number claimed.
        claimed: Count,
        /// The number counted.
        counted: Count,
    },
    /// A list without equilibria, which is no list.
    #[error("a list of equilibria without a total that holds any")]
    NothingHolds,
    /// A proof of non-existence with a total that holds equilibria.
    #[error("a proof that there is no equilibrium has a total that holds some")]
    SomethingHolds,
    /// Listed profiles that repeat or do not ascend.
    #[error("listed profile {place} does not come after the one before")]
    Order {
        /// Its place in the list.
        place: usize,
    },
    /// A listed profile that the game does not have.
    #[error("listed profile {place} does not fit the game")]
    Profile {
        /// Its place in the list.
        place: usize,
    },
    /// A listed profile with another total than claimed.
    #[error("listed profile {place} has total {got}, not {claimed}")]
    ProfileTotal {
        /// Its place in the list.
        place: usize,
        /// The total claimed.
        claimed: i64,
        /// The total it has.
        got: i64,
    },
    /// A listed profile that is no equilibrium, or whose largest gain is another.
    #[error(
        "listed profile {place} has a largest gain of {got}: {claimed} claimed with tolerance {tolerance}"
    )]
    WorstGain {
        /// Its place in the list.
        place: usize,
        /// The largest gain claimed.
        claimed: f64,
        /// The largest gain it has.
        got: f64,
        /// The tolerance.
        tolerance: f64,
    },
    /// A tie flag that is wrong.
    #[error("listed profile {place} has the wrong tie flag")]
    TieFlag {
        /// Its place in the list.
        place: usize,
    },
    /// More or fewer profiles listed than counted.
    #[error("{listed} profiles listed, {counted} counted")]
    ListLength {
        /// How many are listed.
        listed: usize,
        /// How many were counted.
        counted: Count,
    },
}
