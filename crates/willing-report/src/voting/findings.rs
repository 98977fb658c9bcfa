//! A council and what was found about it.

use serde::{Deserialize, Serialize};
use willing_council::{Council, Error as CouncilError, Matter, SimpleGame};

use super::Finding;

/// A council, what it votes on, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilFindings {
    name: String,
    council: Council,
    matter: Matter,
    findings: Vec<Finding>,
}

impl CouncilFindings {
    /// What was found about this council.
    ///
    /// # Errors
    ///
    /// Those of [`VotingRule::simple_game`](willing_council::VotingRule::simple_game), for parties of the matter that have
    /// no seat.
    pub fn new(
        name: impl Into<String>,
        council: Council,
        matter: Matter,
        findings: Vec<Finding>,
    ) -> Result<Self, CouncilError> {
        council.rule().simple_game(&matter)?;
        Ok(Self { name: name.into(), council, matter, findings })
    }

    /// The council's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The council.
    #[must_use]
    pub const fn council(&self) -> &Council {
        &self.council
    }

    /// What it votes on.
    #[must_use]
    pub const fn matter(&self) -> &Matter {
        &self.matter
    }

    /// What was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Who wins if nobody abstains.
    pub(super) fn game(&self) -> Result<SimpleGame, CouncilError> {
        self.council.rule().simple_game(&self.matter)
    }
}
