//! What is claimed about deviations from a profile by groups.

use willing_game::{Limit, Profile};

/// The largest group of a bounded search.
pub const MAX_GROUP: usize = 4;

/// What one member of a deviating group does.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Move {
    /// The member's seat.
    pub player: usize,
    /// Its new action.
    pub action: usize,
    /// By how much its payoff rises when the whole group deviates. In payoff units.
    pub gain: f64,
}

/// Why no coalition can move a game with one integer total to T′ so that all members gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum BlockTag {
    /// No player has an action by which it would gain at T′: all D_i(T′) are empty.
    Nobody,
    /// The least and greatest sums of those who would gain miss T′ − T.
    Missed,
    /// No non-empty choice sums to T′ − T.
    Unreachable,
}

/// Consecutive totals of one tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BlockRun {
    /// How many totals; at least 1.
    pub totals: u64,
    /// Why each of them is out of reach.
    pub tag: BlockTag,
}

/// Proof that a profile of a game with one integer total is a strong equilibrium: no coalition of
/// whatever size, single players included, deviates so that each member gains more than the tolerance.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoBlockingCoalition {
    /// ε: a gain of at most this much is none. In payoff units.
    pub tolerance: f64,
    /// The profile.
    pub profile: Profile,
    /// The first total: the sum of everybody's least contributions.
    pub lowest: i64,
    /// Why no coalition can move to it and the totals that follow, without gaps.
    pub runs: Vec<BlockRun>,
}

/// A coalition that blocks a profile of a game with one integer total: by these moves, each member gains.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct BlockingCoalition {
    /// ε, as in [`NoBlockingCoalition`].
    pub tolerance: f64,
    /// The profile.
    pub profile: Profile,
    /// What the members do, by seat; never empty.
    pub moves: Vec<Move>,
}

/// What a search for a blocking coalition that hit a limit has proved.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PartialBlockSearch {
    /// The limit that was hit.
    pub limit: Limit,
    /// No coalition can move to the totals spoken of here.
    pub excluded: NoBlockingCoalition,
    /// How many totals, from the last one spoken of up, are open.
    pub open: u64,
}

/// A group that deviates from a profile of an aggregative game so that each member gains.
///
/// The others' totals of a member are its own at the profile plus, in the order of the moves, what
/// each other member's move changes; gains are differences of payoffs computed so.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct GroupDeviation {
    /// ε: a gain of at most this much is none. In payoff units.
    pub tolerance: f64,
    /// The profile.
    pub profile: Profile,
    /// What the members do, by seat; never empty.
    pub moves: Vec<Move>,
}

/// The claim that no group of at most this size deviates from a profile so that each member gains.
///
/// Its check evaluates all groups again: C(n, k) (K − 1)ᵏ combinations for n players of K actions and
/// size k, each until the first member that does not gain.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoGroupDeviation {
    /// The size of the largest groups looked at, 1..=[`MAX_GROUP`].
    pub size: usize,
    /// ε, as in [`GroupDeviation`].
    pub tolerance: f64,
    /// The profile.
    pub profile: Profile,
}

/// What a search for a deviating group that hit a limit has proved.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct PartialGroupSearch {
    /// The limit that was hit.
    pub limit: Limit,
    /// No group of up to some size gains, if the search got that far.
    pub excluded: Option<NoGroupDeviation>,
}
