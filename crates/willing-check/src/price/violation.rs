//! Where evidence about prices and flips can fail.

use willing_game::Tier;

use super::{Direction, Parameter};

/// Why evidence about the prices or sensitivities of a state was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A list of prices that is not one for each feasible tier, in order.
    #[error("player {player}: prices are not listed for each feasible tier in order")]
    Tiers {
        /// The player.
        player: usize,
    },
    /// A payoff or price that is not what the game gives.
    #[error("player {player}, tier {tier}: {quantity} is {stated}, not {actual}")]
    Price {
        /// The player.
        player: usize,
        /// The tier.
        tier: Tier,
        /// Payoff or price.
        quantity: &'static str,
        /// The number stated.
        stated: f64,
        /// The number found.
        actual: f64,
    },
    /// A parameter that the state does not have or that cannot be varied, listed twice, or out of order.
    #[error("player {player}: {parameter} is listed where it does not belong")]
    Listing {
        /// The player.
        player: usize,
        /// The parameter.
        parameter: Parameter,
    },
    /// A parameter that flips the state and is not listed.
    #[error(
        "player {player}: the tier does not hold as {parameter} moves ({direction:?}), which is not listed"
    )]
    Omitted {
        /// The player.
        player: usize,
        /// The parameter.
        parameter: Parameter,
        /// Which way.
        direction: Direction,
    },
    /// A number of a sensitivity that is not what it should be.
    #[error("player {player}, {parameter}: {quantity} is {stated}, not {actual}")]
    Number {
        /// The player.
        player: usize,
        /// The parameter.
        parameter: Parameter,
        /// Which number.
        quantity: &'static str,
        /// The number stated.
        stated: f64,
        /// The number found.
        actual: f64,
    },
    /// A cell of a grid on which the tier is not proved to hold, or a grid that runs the wrong way.
    #[error("player {player}, {parameter}: not proved between {from} and {to}")]
    Cell {
        /// The player.
        player: usize,
        /// The parameter.
        parameter: Parameter,
        /// One end.
        from: f64,
        /// The other.
        to: f64,
    },
    /// A flip at which the tier stated is not the best reply.
    #[error("player {player}, {parameter}: tier {tier} does not overtake at {to}")]
    NoFlip {
        /// The player.
        player: usize,
        /// The parameter.
        parameter: Parameter,
        /// The tier stated.
        tier: Tier,
        /// Where.
        to: f64,
    },
}
