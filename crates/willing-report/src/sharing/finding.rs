//! What was found about sharing risk.

use serde::{Deserialize, Serialize};
use willing_check::sharing::{Incompatible, SharedWorth, SharingTable};
use willing_game::{Limit, Verdict};

use super::Views;

/// What was found, with the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Finding {
    /// What everybody gain by sharing in the best way; promises that show that no worth is finite; or the best ends that were
    /// found, where they are finite.
    Worth(Verdict<SharedWorth, Incompatible, Option<SharedWorth>>),
    /// The worths of all coalitions; or of one that has no finite worth.
    Worths(Verdict<SharingTable, Incompatible, Limit>),
    /// How far apart the players' views of the danger are.
    Views(Views),
    /// Something that was asked for could not be found. It claims nothing.
    Missing {
        /// What was asked for.
        concept: String,
        /// Why it is missing.
        reason: String,
    },
}

impl Finding {
    /// What it is about, as the command line and files have it.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Worth(_) => "worth",
            Self::Worths(_) => "worths",
            Self::Views(_) => "views",
            Self::Missing { concept, .. } => concept,
        }
    }

    /// Whether it claims all that was asked for: it is neither undecided nor missing.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Missing { .. } | Self::Worth(Verdict::Undecided(_)) | Self::Worths(Verdict::Undecided(_))
        )
    }

    /// Whether it is proved that there is none: no worth is finite.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::Worth(Verdict::Impossible(_)) | Self::Worths(Verdict::Impossible(_)))
    }
}
