//! Where evidence about surpluses and the kernel can fail.

use willing_game::{Coalition, Player, tu};

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// An allocation of another length, one that is not efficient, or worths beyond exact arithmetic.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// Surpluses of other pairs than all, in their order.
    #[error("{got} surpluses, or not in order: expected all pairs of {players} players, ordered by both")]
    Pairs {
        /// How many were given.
        got: usize,
        /// How many players there are.
        players: usize,
    },
    /// A player that is not there, or twice the same.
    #[error("players {of} and {over} in a game of {players}: expected two different ones")]
    NoSuchPair {
        /// One.
        of: Player,
        /// The other.
        over: Player,
        /// How many players there are.
        players: usize,
    },
    /// A coalition that does not hold the one player and miss the other.
    #[error(
        "coalition {coalition:?} does not separate player {of} from player {over} in a game of {players}"
    )]
    NotSeparating {
        /// The coalition.
        coalition: Coalition,
        /// Who should be in it.
        of: Player,
        /// Who should not.
        over: Player,
        /// How many players there are.
        players: usize,
    },
    /// A coalition that does not have the excess claimed.
    #[error("coalition {coalition:?} does not have the excess claimed as surplus of {of} over {over}")]
    NotAttained {
        /// The coalition.
        coalition: Coalition,
        /// The player in it.
        of: Player,
        /// The player outside.
        over: Player,
    },
    /// A coalition with a larger excess than the maximum claimed.
    #[error("coalition {coalition:?} has a larger excess than the surplus claimed of {of} over {over}")]
    NotMaximal {
        /// The coalition.
        coalition: Coalition,
        /// The player in it.
        of: Player,
        /// The player outside.
        over: Player,
    },
    /// Two players out of balance in what is claimed to be the prekernel or the kernel.
    #[error("player {of} outweighs player {over}")]
    Outweighs {
        /// The stronger.
        of: Player,
        /// The weaker.
        over: Player,
    },
    /// Two surpluses that are not those of one pair, or do not differ as claimed.
    #[error("player {of} is not shown to outweigh player {over}")]
    DoesNotOutweigh {
        /// The stronger, by the claim.
        of: Player,
        /// The weaker.
        over: Player,
    },
    /// A player that gets less than it earns alone.
    #[error("player {player} gets less than it earns alone")]
    BelowAlone {
        /// The player.
        player: Player,
    },
    /// A player that gets what it earns alone or more, where less is claimed.
    #[error("player {player} does not get less than it earns alone")]
    NotBelowAlone {
        /// The player.
        player: Player,
    },
    /// An outweighed player that gets no more than it earns alone: the kernel permits that.
    #[error("player {player} gets what it earns alone: the kernel lets it be outweighed")]
    AtAlone {
        /// The player.
        player: Player,
    },
}
