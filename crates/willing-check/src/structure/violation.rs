//! Where evidence about structure can fail.

use super::NotAChain;

/// Why evidence about the structure of a game is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A player's feasible tiers are not ordered.
    #[error(transparent)]
    NotAChain(#[from] NotAChain),
    /// The evidence is for another number of players.
    #[error("evidence for {got} players, but the game has {players}")]
    Players {
        /// How many the evidence is for.
        got: usize,
        /// How many there are.
        players: usize,
    },
    /// A cut outside its cell, in a dimension that does not exist, or a list that ends too early or too late.
    #[error("the cells of player {player} are no partition: entry {entry}")]
    Cells {
        /// The player's seat.
        player: usize,
        /// The place in its list of cuts.
        entry: usize,
    },
    /// On this cell nothing shows that the gain rises with the others' tiers.
    #[error(
        "player {player}: the gain of tier {upper} over tier {lower} is not shown to rise on cell {cell}"
    )]
    NotIncreasing {
        /// The player's seat.
        player: usize,
        /// The place of the lower tier.
        lower: usize,
        /// The place of the upper tier.
        upper: usize,
        /// The cell, counted in the order of the list.
        cell: usize,
    },
    /// A counterexample that names a player, a tier or a profile that does not fit the game.
    #[error("the counterexample does not fit the game")]
    Misfit,
    /// A counterexample in which the gain does not fall by more than rounding.
    #[error("the gain falls by {fall}: more than {allowance} is needed")]
    NoFall {
        /// By how much it falls.
        fall: f64,
        /// What rounding may do.
        allowance: f64,
    },
    /// Two ordered tiers are claimed to be unordered.
    #[error("the tiers {first} and {second} of player {player} are ordered or not feasible")]
    Ordered {
        /// The player's seat.
        player: usize,
        /// The place of one tier.
        first: usize,
        /// The place of the other.
        second: usize,
    },
    /// A condition for a weighted potential does not hold.
    #[error("no weighted potential is shown: {0}")]
    NoPotential(#[from] super::NoPotential),
    /// A weight or stand-alone value that the parameters do not give.
    #[error("player {player}: {quantity} is {got}, but the parameters give {expected}")]
    Value {
        /// The player's seat.
        player: usize,
        /// Which number.
        quantity: &'static str,
        /// The number in the evidence.
        got: f64,
        /// About what it should be.
        expected: f64,
    },
    /// A condition that is claimed to fail holds.
    #[error("the condition that is said to fail holds")]
    ConditionHolds,
}
