//! Where evidence made of best replies can fail.

/// Why a sequence of moves is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// The game is not shown to be supermodular.
    #[error(transparent)]
    Structure(#[from] crate::structure::Violation),
    /// A profile, player or action that does not fit the game.
    #[error(transparent)]
    Misfit(#[from] willing_game::Error),
    /// A tolerance that is not a number ≥ 0.
    #[error("tolerance {value}: it must be a finite number ≥ 0")]
    Tolerance {
        /// The value given.
        value: f64,
    },
    /// A move that does not go in the direction of the climb.
    #[error("move {step}: player {player} does not move up its chain, or down it")]
    Direction {
        /// The move, counted from 0.
        step: usize,
        /// The player's seat.
        player: usize,
    },
    /// A move passes over a tier that nothing beats.
    #[error("move {step}: player {player} leaves tier {tier}, which nothing ahead of it beats")]
    Unforced {
        /// The move, counted from 0.
        step: usize,
        /// The player's seat.
        player: usize,
        /// The place of the tier.
        tier: usize,
    },
    /// The moves lead elsewhere.
    #[error("the moves end with player {player} at action {reached}, not {stated}")]
    End {
        /// The player's seat.
        player: usize,
        /// Where they lead.
        reached: usize,
        /// Where they are said to lead.
        stated: usize,
    },
    /// A player gains by deviating from what is said to be an equilibrium.
    #[error("player {player} gains {gain} by action {action}")]
    Gain {
        /// The player's seat.
        player: usize,
        /// The better action.
        action: usize,
        /// What it gains.
        gain: f64,
    },
    /// A move that does not raise the potential.
    #[error("round {round}: the move of player {player} changes the potential by {rise}")]
    NoRise {
        /// The round, counted from 0.
        round: usize,
        /// The player's seat.
        player: usize,
        /// By how much the potential changes.
        rise: f64,
    },
    /// The order of moving is not an order of all players.
    #[error("the order of moving is no permutation of {players} players")]
    Order {
        /// How many players there are.
        players: usize,
    },
    /// In this round the player does otherwise than its best reply says.
    #[error("round {round}: player {player} does not play its best reply")]
    NotBestReply {
        /// The round, counted from 0.
        round: usize,
        /// The player's seat.
        player: usize,
    },
    /// A round lists a move out of turn.
    #[error("round {round}: a move of player {player} out of turn")]
    OutOfTurn {
        /// The round, counted from 0.
        round: usize,
        /// The player's seat.
        player: usize,
    },
    /// The profile that is said to come back does not.
    #[error("the profile after the last round is not that before round {round}")]
    NoReturn {
        /// The round that the path is said to return to.
        round: usize,
    },
}
