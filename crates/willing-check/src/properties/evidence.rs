//! What is claimed about a property, and where the claim can fail.

use willing_game::{Coalition, Player, tu};

/// A property that a game with transferable utility has or has not. The table on the
/// [page of the module](super) says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Property {
    /// Disjoint coalitions lose nothing by joining.
    Superadditive,
    /// The larger a coalition, the more a player adds to it.
    Convex,
    /// Nobody is a burden.
    Monotone,
    /// Nobody adds less to a coalition than it earns alone.
    ZeroMonotone,
    /// Joining neither gains nor loses anything.
    Additive,
    /// Everybody together earn more than each alone.
    Essential,
    /// Coalitions win or lose; everybody together win; joining loses no vote.
    Simple,
    /// What a coalition earns, the others do not.
    ConstantSum,
    /// Players are interchangeable.
    Symmetric,
}

/// The claim that a game has a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Holds {
    /// The property.
    pub property: Property,
}

/// Where a game fails to have a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Counterexample {
    /// Not superadditive: v(first) + v(second) > v(first ∪ second), and they are disjoint.
    Superadditive {
        /// One coalition.
        first: Coalition,
        /// The other.
        second: Coalition,
    },
    /// Not convex: v(S∪one) + v(S∪other) > v(S∪one∪other) + v(S).
    Convex {
        /// S.
        coalition: Coalition,
        /// A player outside S.
        one: Player,
        /// Another.
        other: Player,
    },
    /// Not monotone: v(S) > v(S∪joining).
    Monotone {
        /// S.
        coalition: Coalition,
        /// A player outside S.
        joining: Player,
    },
    /// Not zero-monotone: v(S) + v({joining}) > v(S∪joining).
    ZeroMonotone {
        /// S.
        coalition: Coalition,
        /// A player outside S.
        joining: Player,
    },
    /// Not additive: v(S) is not what its members earn alone.
    Additive {
        /// S.
        coalition: Coalition,
    },
    /// Not essential: v(N) ≤ Σ v({i}).
    Essential,
    /// Not simple: a worth that is neither 0 nor 1.
    NeitherWinsNorLoses {
        /// The coalition of that worth.
        coalition: Coalition,
    },
    /// Not simple: v(N) ≠ 1.
    GrandCoalitionLoses,
    /// Not simple: S wins, and loses when a player joins.
    LosesByJoining {
        /// S.
        coalition: Coalition,
        /// A player outside S.
        joining: Player,
    },
    /// Not constant-sum: v(S) + v(N∖S) ≠ v(N).
    ConstantSum {
        /// S.
        coalition: Coalition,
    },
    /// Not symmetric: two coalitions of one size with different worths.
    Symmetric {
        /// One of them.
        first: Coalition,
        /// The other.
        second: Coalition,
    },
}

impl Counterexample {
    /// The property that fails.
    #[must_use]
    pub const fn property(&self) -> Property {
        match self {
            Self::Superadditive { .. } => Property::Superadditive,
            Self::Convex { .. } => Property::Convex,
            Self::Monotone { .. } => Property::Monotone,
            Self::ZeroMonotone { .. } => Property::ZeroMonotone,
            Self::Additive { .. } => Property::Additive,
            Self::Essential => Property::Essential,
            Self::NeitherWinsNorLoses { .. } | Self::GrandCoalitionLoses | Self::LosesByJoining { .. } => {
                Property::Simple
            }
            Self::ConstantSum { .. } => Property::ConstantSum,
            Self::Symmetric { .. } => Property::Symmetric,
        }
    }
}

/// Where evidence about a property fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// Worths that cannot be compared exactly.
    #[error(transparent)]
    Worths(#[from] tu::Error),
    /// The property does not hold.
    #[error("the game is not {property:?}: {counterexample:?}")]
    Fails {
        /// The property claimed.
        property: Property,
        /// Where it fails.
        counterexample: Counterexample,
    },
    /// A coalition with a player that is not there.
    #[error("coalition {coalition:?} in a game of {players} players")]
    NoSuchCoalition {
        /// The coalition.
        coalition: Coalition,
        /// How many players there are.
        players: usize,
    },
    /// A player that is not there.
    #[error("player {player} in a game of {players} players")]
    NoSuchPlayer {
        /// The player.
        player: Player,
        /// How many players there are.
        players: usize,
    },
    /// A player that joins a coalition it belongs to, or is named twice.
    #[error("player {player} is named twice")]
    PlayerTwice {
        /// The player.
        player: Player,
    },
    /// Two coalitions that share players.
    #[error("coalitions {first:?} and {second:?} are not disjoint")]
    NotDisjoint {
        /// One.
        first: Coalition,
        /// The other.
        second: Coalition,
    },
    /// Two coalitions of different sizes.
    #[error("coalitions {first:?} and {second:?} differ in size")]
    DifferentSizes {
        /// One.
        first: Coalition,
        /// The other.
        second: Coalition,
    },
    /// The worths named agree with the property.
    #[error("{counterexample:?} is no counterexample: the worths named agree with the property")]
    NoCounterexample {
        /// What was claimed to be one.
        counterexample: Counterexample,
    },
}
