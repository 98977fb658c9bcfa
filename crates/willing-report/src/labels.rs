//! What a scenario knows beyond the crisis itself, passed in as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where the parameters of states come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Origin {
    /// The file gives them directly.
    #[default]
    Direct,
    /// A mapping computed them from facts: hand-set coefficients, so that every report says so.
    Mapping {
        /// Its name.
        name: String,
    },
}

/// Names and words of a scenario that a report uses. The default has none: reports do without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The title of the scenario; the name of the issue if empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The unit of money, such as "billion US dollars"; "money" if empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub money: String,
    /// Where the parameters come from.
    #[serde(default)]
    pub origin: Origin,
    /// The name of each state for people, by its name in the issue, such as "France" for "FRA". A state
    /// that is not listed is called by its name in the issue.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// The treaty of each state with the leader, by the state's name, such as "NATO". A state that is
    /// not listed has the kind of treaty that the model knows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub treaties: BTreeMap<String, String>,
    /// What each state did in fact, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub observed: BTreeMap<String, String>,
}

impl Labels {
    /// What people call the state of this name.
    #[must_use]
    pub fn called<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }

    /// The unit of money, in words.
    #[must_use]
    pub fn money(&self) -> &str {
        if self.money.is_empty() { "money" } else { &self.money }
    }

    /// What every report must say about where its numbers come from.
    #[must_use]
    pub fn assumptions(&self) -> Option<String> {
        match &self.origin {
            Origin::Direct => None,
            Origin::Mapping { name } => Some(format!(
                "Computed under these assumptions, not a forecast: parameters come from facts by hand-set \
                 coefficients (mapping \"{name}\"), which predict worse than guessing by base rates."
            )),
        }
    }
}
