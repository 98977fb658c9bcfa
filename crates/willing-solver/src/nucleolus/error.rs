//! Why no nucleolus was computed.

use willing_check::{core, nucleolus};

/// Why a game is refused, or an answer withheld.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Float worths so far apart that they can't be compared exactly.
    #[error("{0}; ask for floats, or give the worths as fractions")]
    Range(#[source] willing_game::tu::Error),
    /// More players than a concept is offered for.
    #[error("{players} players: {concept} is offered for at most {most}")]
    TooManyPlayers {
        /// What was asked for.
        concept: &'static str,
        /// How many players there are.
        players: usize,
        /// The most.
        most: usize,
    },
    /// A game without a coalition between the empty and the grand one.
    #[error("a game of one player has no proper coalition, so no highest excess")]
    NoProperCoalition,
    /// Worths that sum beyond what is computed with.
    #[error("worths of this size are beyond the integers that pairs of coalitions are compared in")]
    TooLarge,
    /// Floats were not enough.
    #[error("rounding hides the answer: ask for an exact one")]
    Numerics,
    /// The solver's own answer does not pass the check: a fault of this library.
    #[error("internal: the answer does not pass its check: {0}")]
    NotCertified(#[source] nucleolus::Violation),
    /// The same for a core or least core.
    #[error("internal: the answer does not pass its check: {0}")]
    NotCertifiedCore(#[source] core::Violation),
    /// The exact search did not end: a fault of this library.
    #[error("internal: the exact search ended without an answer")]
    Stuck,
}
