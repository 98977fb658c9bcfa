//! Why an input was refused.

/// Why a noun could not be built. Every variant carries the offending values.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A name that is empty or only white space.
    #[error("player {seat} has an empty name: expected at least one visible character")]
    EmptyName {
        /// The seat, counted from 0.
        seat: usize,
    },
    /// Two players of one name.
    #[error("the name \"{name}\" stands at seats {first} and {second}: names must be unique")]
    DuplicateName {
        /// The name.
        name: String,
        /// Where it stands first.
        first: usize,
        /// Where it stands again.
        second: usize,
    },
    /// A name that no player has.
    #[error("no player is named \"{name}\"")]
    UnknownName {
        /// The name asked for.
        name: String,
    },
    /// More players than the type holds.
    #[error("{got} players, but at most {most} fit")]
    TooManyPlayers {
        /// The number asked for.
        got: usize,
        /// The most that fit.
        most: usize,
    },
    /// A seat that the game does not have.
    #[error("seat {seat} of a game with {players} players: expected 0..{players}")]
    NoSuchSeat {
        /// The seat asked for.
        seat: usize,
        /// How many players there are.
        players: usize,
    },
    /// A tier set with no tier or too many.
    #[error("a tier set of {got} tiers: expected 1..={most}")]
    TierCount {
        /// The number given.
        got: usize,
        /// The most that fit.
        most: usize,
    },
    /// A key that no tier has.
    #[error("unknown tier \"{key}\": expected one of {expected}")]
    UnknownTier {
        /// The key asked for.
        key: String,
        /// The keys there are, separated by commas.
        expected: String,
    },
    /// Two tiers of one key, or two keys of one point.
    #[error("tiers \"{first}\" and \"{second}\" are the same: keys and points must be unique")]
    DuplicateTier {
        /// The key that stands first.
        first: String,
        /// The key that repeats it.
        second: String,
    },
    /// A coordinate of a tier outside its range.
    #[error("tier \"{key}\": {coordinate} is {value}: expected {expected}")]
    TierCoordinate {
        /// The tier's key.
        key: String,
        /// Which coordinate: exposure, stance, access or finance.
        coordinate: &'static str,
        /// The value given.
        value: f64,
        /// The range it must lie in.
        expected: &'static str,
    },
    /// A tier set without the point (0, 0, 0, 0).
    #[error("the tier set has no bystander: expected one tier at exposure 0, stance 0, access 0, finance 0")]
    NoBystander,
    /// A profile of the wrong length.
    #[error("a profile of {got} actions for {players} players")]
    ProfileLength {
        /// How many actions were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// An action that the player may not choose.
    #[error("action {action} is not feasible for player {player}")]
    Infeasible {
        /// The player's seat.
        player: usize,
        /// The action given.
        action: usize,
    },
}
