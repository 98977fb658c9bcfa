//! Rules as data: their text.

use crate::{Error, Requirement, VotingRule};

impl TryFrom<String> for Requirement {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Requirement> for String {
    fn from(requirement: Requirement) -> Self {
        requirement.to_string()
    }
}

impl TryFrom<String> for VotingRule {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<VotingRule> for String {
    fn from(rule: VotingRule) -> Self {
        rule.to_string()
    }
}
