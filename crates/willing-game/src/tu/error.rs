//! Why a game with transferable utility is refused.

use crate::{Coalition, NumberError};

/// Why a game, an allocation or a structure on players could not be built.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A number of players that the type does not hold.
    #[error("{got} players: expected {least}..={most}")]
    PlayerCount {
        /// The number given.
        got: usize,
        /// The least.
        least: usize,
        /// The most.
        most: usize,
    },
    /// A table that would not fit the memory admitted.
    #[error("a table of {players} players takes {bytes} bytes: more than the {most} admitted")]
    TableTooLarge {
        /// The number of players.
        players: usize,
        /// What the table takes.
        bytes: u64,
        /// What is admitted.
        most: u64,
    },
    /// A list of worths whose length is no power of two.
    #[error("{got} worths: expected 2^n, one for each coalition, the empty one first")]
    WorthCount {
        /// The number given.
        got: usize,
    },
    /// A list of another length than there are players.
    #[error("{got} {what}: expected one for each of {players} players")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// A worth that is NaN or infinite.
    #[error("coalition {coalition:?} has worth {worth}: expected a finite number")]
    WorthNotFinite {
        /// The coalition.
        coalition: Coalition,
        /// Its worth.
        worth: f64,
    },
    /// A worth of the empty coalition that is not 0.
    #[error("the empty coalition has worth {worth}: expected 0")]
    EmptyWorth {
        /// Its worth.
        worth: String,
    },
    /// A worth that is no number.
    #[error("coalition {coalition:?}: {source}")]
    Worth {
        /// The coalition.
        coalition: Coalition,
        /// Why.
        source: NumberError,
    },
    /// Worths that have no common denominator within 63 bits.
    #[error(
        "coalition {coalition:?} has worth {worth}: over the common denominator of all worths, numerators \
         and denominator must fit 63 bits"
    )]
    ExactRange {
        /// The coalition at which the range is left.
        coalition: Coalition,
        /// Its worth.
        worth: String,
    },
    /// Float worths so far apart in size that their exact values do not fit 120 bits together.
    #[error("worths from 2^{low} to 2^{high} in size: exact arithmetic needs them within 120 bits")]
    FloatRange {
        /// The exponent of the lowest bit.
        low: i32,
        /// The exponent of the highest bit.
        high: i32,
    },
    /// A number of a structured game that is NaN, infinite or outside its range.
    #[error("{what} {place} is {value}: expected {expected}")]
    OutOfRange {
        /// What the number is.
        what: &'static str,
        /// Where it stands: a player, an edge, a row.
        place: usize,
        /// The number.
        value: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Amounts that do not sum to what there is to share.
    #[error("the amounts sum to {sum}: expected {worth}, the worth of the grand coalition")]
    NotEfficient {
        /// Their sum.
        sum: String,
        /// v(N).
        worth: String,
    },
    /// A player in two parts of a partition.
    #[error("player {player} is in two coalitions of the structure")]
    PlayerTwice {
        /// The player's seat.
        player: usize,
    },
    /// A player in no part of a partition.
    #[error("player {player} is in no coalition of the structure")]
    PlayerMissing {
        /// The player's seat.
        player: usize,
    },
    /// An empty part of a partition.
    #[error("coalition {place} of the structure is empty")]
    EmptyPart {
        /// Its place in the list.
        place: usize,
    },
    /// An edge to a player that is not there, or from a player to itself.
    #[error("edge {from}-{to} in a graph of {players} players: expected two different seats in 0..{players}")]
    Edge {
        /// One end.
        from: usize,
        /// The other end.
        to: usize,
        /// How many players there are.
        players: usize,
    },
    /// A coalition with a player that is not there.
    #[error("coalition {coalition:?} in a game of {players} players: expected seats in 0..{players}")]
    NoSuchCoalition {
        /// The coalition.
        coalition: Coalition,
        /// How many players there are.
        players: usize,
    },
    /// An empty coalition where players are needed.
    #[error("the coalition is empty: expected at least one player")]
    NobodyLeft,
    /// A network in which somebody cannot be reached.
    #[error("player {player} cannot be reached from the source")]
    Unreachable {
        /// The player's seat.
        player: usize,
    },
    /// A program without a greatest value.
    #[error("coalition {coalition:?} could earn without bound")]
    Unbounded {
        /// The coalition.
        coalition: Coalition,
    },
    /// A game in which nothing is gained by cooperation, so that it has no 0-1 normal form.
    #[error("the grand coalition has worth {worth}, single players {sum} together: expected less")]
    NotEssential {
        /// v(N).
        worth: String,
        /// Σ v({i}).
        sum: String,
    },
    /// Two players of one type who do not do the same for some coalition.
    #[error(
        "players {first} and {second} are of one type but differ in what they do for coalition {coalition:?}"
    )]
    NotInterchangeable {
        /// One seat.
        first: usize,
        /// The other seat.
        second: usize,
        /// A coalition S of others with v(S ∪ first) ≠ v(S ∪ second).
        coalition: Coalition,
    },
    /// Types with more profiles than a typed game holds.
    #[error("{got} profiles of types: expected at most {most}")]
    TooManyProfiles {
        /// How many there are.
        got: u128,
        /// The most.
        most: u128,
    },
    /// A name that no family of games bears.
    #[error("unknown family \"{name}\": expected {expected}")]
    UnknownFamily {
        /// The name.
        name: String,
        /// The names there are.
        expected: &'static str,
    },
}
