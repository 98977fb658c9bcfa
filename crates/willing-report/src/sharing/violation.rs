//! Where an answer about sharing risk fails.

use willing_check::sharing;

use crate::game::EvidenceViolation;

/// Where the evidence for one finding fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FindingViolation {
    /// About worths.
    #[error(transparent)]
    Sharing(#[from] sharing::Violation),
    /// About an allocation, as one of a game with transferable utility.
    #[error(transparent)]
    Game(#[from] EvidenceViolation),
    /// The portfolio refuses what is said of it.
    #[error(transparent)]
    Risk(#[from] willing_risk::Error),
    /// Evidence about some players where it should be about all.
    #[error("the evidence is about other members: expected all players")]
    OtherMembers,
    /// A claim about worths that the answer does not hold.
    #[error("the answer does not hold the worths of all coalitions that this is about")]
    NoWorths,
    /// Evidence of another kind than the finding it stands under.
    #[error("the evidence is not about what it stands under")]
    OtherConcept,
    /// Numbers that do not follow from the portfolio.
    #[error("the {what} do not follow from the portfolio")]
    Differs {
        /// What the numbers are.
        what: &'static str,
    },
}

/// Where an answer about sharing risk fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{concept}: {violation}")]
pub struct ShareViolation {
    /// What the finding is about.
    pub concept: String,
    /// Where it fails.
    pub violation: FindingViolation,
}
