//! Where evidence about the bargaining set can fail.

use willing_game::{Coalition, Player, tu};

/// Where the evidence fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// An allocation of another length, one that is not efficient, or worths beyond exact arithmetic.
    #[error(transparent)]
    Game(#[from] tu::Error),
    /// More players than membership is checked for.
    #[error("{players} players: membership is checked for at most {most}", most = super::check::MOST_PLAYERS)]
    TooManyPlayers {
        /// How many there are.
        players: usize,
    },
    /// A player that is not there.
    #[error("player {player} in a game of {players}")]
    NoSuchPlayer {
        /// The player.
        player: Player,
        /// How many there are.
        players: usize,
    },
    /// A player that gets less than it earns alone.
    #[error("player {player} gets less than it earns alone")]
    BelowAlone {
        /// The player.
        player: Player,
    },
    /// A player that does not get less than it earns alone, where that is claimed.
    #[error("player {player} does not get less than it earns alone")]
    NotBelowAlone {
        /// The player.
        player: Player,
    },
    /// A coalition that does not hold the one player and miss the other.
    #[error("coalition {coalition:?} does not separate player {within} from player {outside}")]
    NotSeparating {
        /// The coalition.
        coalition: Coalition,
        /// Who should be in it.
        within: Player,
        /// Who should not.
        outside: Player,
    },
    /// Payments that are not one for each member.
    #[error("{got} payments for the {members} members of {coalition:?}")]
    PaymentCount {
        /// How many were given.
        got: usize,
        /// How many members there are.
        members: usize,
        /// The coalition.
        coalition: Coalition,
    },
    /// Payments that do not sum to the worth of the coalition.
    #[error("the payments do not sum to the worth of {coalition:?}")]
    PaymentSum {
        /// The coalition.
        coalition: Coalition,
    },
    /// A member that does not gain by the objection.
    #[error("player {player} does not gain by the objection")]
    DoesNotGain {
        /// The member.
        player: Player,
    },
    /// A counter-objection to what is claimed to be justified.
    #[error("coalition {coalition:?} can counter the objection")]
    Countered {
        /// T.
        coalition: Coalition,
    },
    /// Answers out of order, or twice to the same objections.
    #[error("answer {place} does not come after the one before")]
    Order {
        /// Its place.
        place: usize,
    },
    /// No reason why objections through a coalition are not justified.
    #[error("objections of {objector} against {target} through {coalition:?} are not answered")]
    Unanswered {
        /// i.
        objector: Player,
        /// j.
        target: Player,
        /// S.
        coalition: Coalition,
    },
    /// A weight below 0.
    #[error("coalition {coalition:?} counters with a negative weight")]
    NegativeWeight {
        /// T.
        coalition: Coalition,
    },
    /// Weights of more than 1 in sum on a member of the objecting coalition.
    #[error("player {player} carries a weight above 1 in the answer to {objector} through {coalition:?}")]
    WeightAboveOne {
        /// k.
        player: Player,
        /// i.
        objector: Player,
        /// S.
        coalition: Coalition,
    },
    /// Counters that lack too little together.
    #[error("the answer to {objector} through {coalition:?} leaves something to pay")]
    TooLittle {
        /// i.
        objector: Player,
        /// S.
        coalition: Coalition,
    },
}
