//! Where an answer about a game fails.

use willing_check::{bargaining, core, kernel, nucleolus, properties, values};
use willing_game::Rational;
use willing_game::tu::Error;

/// Where the evidence for one finding fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceViolation {
    /// About the core, the least core or the cost of stability.
    #[error(transparent)]
    Core(#[from] core::Violation),
    /// About the vertices of the core.
    #[error(transparent)]
    Vertex(#[from] core::VertexViolation),
    /// About the nucleolus or a relative.
    #[error(transparent)]
    Nucleolus(#[from] nucleolus::Violation),
    /// About a value.
    #[error(transparent)]
    Value(#[from] values::Violation),
    /// About a property.
    #[error(transparent)]
    Property(#[from] properties::Violation),
    /// About kinds of players.
    #[error(transparent)]
    Kinds(#[from] properties::KindViolation),
    /// About the kernel or prekernel.
    #[error(transparent)]
    Kernel(#[from] kernel::Violation),
    /// About the bargaining set.
    #[error(transparent)]
    Bargaining(#[from] bargaining::Violation),
    /// The game cannot be tabulated.
    #[error(transparent)]
    Game(#[from] Error),
    /// Evidence of another kind than the finding it stands under.
    #[error("the evidence is not about what it stands under")]
    OtherConcept,
    /// Evidence about another allocation.
    #[error("the evidence is not about the allocation that was asked about")]
    OtherAllocation,
    /// Another ε than the one asked for, or one that does not rule the ε-core out.
    #[error("the evidence has ε = {got}, which does not settle ε = {asked}")]
    Epsilon {
        /// ε of the evidence.
        got: Rational,
        /// ε asked for.
        asked: Rational,
    },
    /// A test of the prekernel, kernel or bargaining set that is there for an allocation that is not efficient.
    #[error("the allocation is not efficient, so nothing can be claimed about kernel and bargaining set")]
    NotEfficient,
    /// Typed evidence for a game that is no weighted voting game.
    #[error("evidence by types of players stands for weighted votes only")]
    NotByTypes,
    /// A table too large for a check of this kind.
    #[error("{players} votes: this is checked with a table, for at most {most}")]
    TooManyVotes {
        /// How many there are.
        players: usize,
        /// The most.
        most: usize,
    },
}

/// Where an answer about a game fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GameViolation {
    /// The evidence for a finding fails.
    #[error("{concept}: {violation}")]
    Evidence {
        /// The concept.
        concept: String,
        /// Where it fails.
        violation: EvidenceViolation,
    },
    /// A finding that stands under another name.
    #[error("{stated}: the evidence is about {actual}")]
    Concept {
        /// The name it stands under.
        stated: String,
        /// The name of what is claimed.
        actual: String,
    },
    /// A finding that is said to be better or otherwise known than it is.
    #[error("{concept}: said to be known as \"{stated}\", which is \"{actual}\"")]
    Known {
        /// The concept.
        concept: String,
        /// As stated.
        stated: String,
        /// As the evidence has it.
        actual: String,
    },
}
