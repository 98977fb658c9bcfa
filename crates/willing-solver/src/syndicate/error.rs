//! Why a question about a syndicate has no answer.

/// Why a question about a syndicate was refused. Players are counted by seat, outcomes from 0.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Weights or a division that do not fit the syndicate.
    #[error(transparent)]
    Risk(#[from] willing_risk::Error),
    /// Not a weight for each member.
    #[error("{got} weights: expected one for each of {members} members")]
    Length {
        /// How many there are.
        got: usize,
        /// How many members there are.
        members: usize,
    },
    /// A weight that is not positive and finite. A member without weight would consume nothing, or −∞.
    #[error("player {player} has weight {weight}: expected a positive finite number")]
    Weight {
        /// The player.
        player: usize,
        /// Its weight.
        weight: f64,
    },
    /// A division of more than there is.
    #[error("outcome {outcome}: {consumed} are consumed of {total}")]
    MoreThanAll {
        /// The outcome.
        outcome: usize,
        /// What is consumed.
        consumed: f64,
        /// What there is.
        total: f64,
    },
    /// A member that needs to consume, but owns nothing in any outcome that anybody believes in.
    #[error("player {player} owns nothing that is worth anything to anybody: it cannot buy")]
    OwnsNothing {
        /// The player.
        player: usize,
    },
    /// Two members whom no chain of wants joins: one may become worthless to the rest, or the markets fall apart.
    #[error(
        "player {player} wants nothing that player {owner} owns, nor do those whose goods it wants: \
         no equilibrium, or none that is determined"
    )]
    NotJoined {
        /// Whose wants were followed.
        player: usize,
        /// Whose endowment they do not reach.
        owner: usize,
    },
    /// An outcome so cheap beside the others that its price is no float.
    #[error("the price in outcome {outcome} is too small beside the others for a float")]
    VanishingPrice {
        /// The outcome.
        outcome: usize,
    },
}
