//! What would have to change for a draft to pass.

/// Changes that would pass a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
pub enum Remedy<T> {
    /// These, in the order of the seats; none if it passes.
    Changes(Vec<T>),
    /// No change of votes can pass it: those that must abstain or are absent hold too much weight.
    Hopeless,
    /// The search for the least was given up: a rule of several parts with dozens of different weights.
    Unknown,
}

impl<T> Remedy<T> {
    /// The changes, if they are known.
    #[must_use]
    pub fn changes(&self) -> Option<&[T]> {
        match self {
            Self::Changes(changes) => Some(changes),
            Self::Hopeless | Self::Unknown => None,
        }
    }
}
