//! What was found about sharing risk.

use serde::{Deserialize, Serialize};
use willing_check::sharing::{Assessed, Incompatible, LinearExchange, SharedWorth, SharingTable};
use willing_game::{Limit, Verdict};
use willing_risk::sharing::Rule;

use super::Views;
use crate::game;

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
    /// An allocation of what everybody are worth, with who objects to it.
    Allocation(Box<Allocation>),
    /// Rules by which they might share instead, with what each is worth.
    Rules(Vec<RuleWorth>),
    /// What everybody gain if nobody may bet on an ally's harm, and who carries how much of whose risk; or the best ends that
    /// were found.
    Exchange(Exchange),
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

/// An allocation of what everybody are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// Where it comes from.
    pub basis: Basis,
    /// What each player gets, by seat, and whether a coalition objects: about the worths of all coalitions in the same answer.
    pub assessed: Assessed,
}

/// Where an allocation comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// What each has at the prices of the worth in the same answer.
    Equilibrium,
    /// What each holds, at those prices.
    Euler,
    /// Such prices averaged while all holdings grow from nothing. Only its standing is checked.
    AumannShapley,
    /// A concept of the game of worths, the middles of their ends.
    Concept(game::Finding),
    /// It was asked about.
    Given,
}

impl Basis {
    /// Its name, as the command line and files have it.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Equilibrium => "equilibrium".to_owned(),
            Self::Euler => "euler".to_owned(),
            Self::AumannShapley => "aumann-shapley".to_owned(),
            Self::Concept(finding) => finding.key(),
            Self::Given => "given".to_owned(),
        }
    }
}

/// A rule by which everybody might share what they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWorth {
    /// The rule.
    pub rule: Rule,
    /// Σ U_i(Y_i): what the players value what it gives them, in all.
    pub worth: f64,
}

/// What everybody gain if nobody may bet on an ally's harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchange {
    /// As closely as was asked for.
    Found(LinearExchange),
    /// Less closely.
    Undecided(LinearExchange),
}

impl Exchange {
    /// The shares and the ends.
    #[must_use]
    pub const fn found(&self) -> &LinearExchange {
        match self {
            Self::Found(exchange) | Self::Undecided(exchange) => exchange,
        }
    }
}

impl Finding {
    /// What it is about, as the command line and files have it.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Worth(_) => "worth",
            Self::Worths(_) => "worths",
            Self::Allocation(_) => "allocation",
            Self::Rules(_) => "rules",
            Self::Exchange(_) => "exchange",
            Self::Views(_) => "views",
            Self::Missing { concept, .. } => concept,
        }
    }

    /// Whether it claims all that was asked for: it is neither undecided nor missing.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Missing { .. }
                | Self::Worth(Verdict::Undecided(_))
                | Self::Worths(Verdict::Undecided(_))
                | Self::Exchange(Exchange::Undecided(_))
        )
    }

    /// Whether it is proved that there is none: no worth is finite.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::Worth(Verdict::Impossible(_)) | Self::Worths(Verdict::Impossible(_)))
    }
}
