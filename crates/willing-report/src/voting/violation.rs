//! Where an answer about voting rules fails.

use willing_check::{legislature, power, simple, winset};
use willing_council::{Error as CouncilError, LegislatureError, spatial};

/// Where the evidence for one finding fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FindingViolation {
    /// The rule is none for this matter.
    #[error(transparent)]
    Council(#[from] CouncilError),
    /// About power.
    #[error(transparent)]
    Power(#[from] power::Violation),
    /// About power with abstention.
    #[error(transparent)]
    Abstention(#[from] power::ternary::Violation),
    /// About coalitions and roles.
    #[error(transparent)]
    Simple(#[from] simple::Violation),
    /// Ideal points or status quo that are none.
    #[error(transparent)]
    Space(#[from] spatial::Error),
    /// About what beats the status quo.
    #[error(transparent)]
    Winset(#[from] winset::Violation),
    /// A legislature that is none.
    #[error(transparent)]
    Legislature(#[from] LegislatureError),
    /// About bargaining.
    #[error(transparent)]
    Bargaining(#[from] legislature::stationary::Violation),
    /// An estimate that cannot be: more deadlocks than samples, no samples, or deviations that are none.
    #[error(
        "{deadlocks} deadlocks of {samples} samples: expected at most as many, and a deviation for each seat"
    )]
    Estimate {
        /// How many are stated.
        deadlocks: u64,
        /// Of how many.
        samples: u64,
    },
}

/// Where an answer about voting rules fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{council}: {concept}: {violation}")]
pub struct VotingViolation {
    /// Of which council.
    pub council: String,
    /// What the finding is about.
    pub concept: String,
    /// Where it fails.
    pub violation: FindingViolation,
}
