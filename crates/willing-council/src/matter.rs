//! What is put to the vote, as far as the rule cares.

use crate::Seat;

/// The kind of question, which decides who holds a veto and who must abstain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
#[non_exhaustive]
pub enum Matter {
    /// A decision such as the use of force: quota and vetoes.
    #[default]
    Substantive,
    /// A question of procedure: the quota alone, no veto.
    Procedural,
    /// The peaceful settlement of a dispute (Charter, chapter VI and article 52(3)): quota and vetoes, but a
    /// party to the dispute must abstain, a permanent member too. Only article 27(3) has this duty, so that
    /// a procedural question has no parties.
    Dispute {
        /// The seats of the parties; parties that are no members of the council are not listed.
        parties: Vec<Seat>,
    },
}

impl Matter {
    /// A dispute between these members (and others outside the council).
    #[must_use]
    pub fn dispute(parties: impl IntoIterator<Item = Seat>) -> Self {
        Self::Dispute { parties: parties.into_iter().collect() }
    }

    /// The seats that must abstain.
    #[must_use]
    pub fn parties(&self) -> &[Seat] {
        match self {
            Self::Dispute { parties } => parties,
            Self::Substantive | Self::Procedural => &[],
        }
    }

    /// Whether the member in `seat` must abstain.
    #[must_use]
    pub fn obliges(&self, seat: Seat) -> bool {
        self.parties().contains(&seat)
    }

    /// Whether a negative vote can be a veto.
    #[must_use]
    pub const fn admits_vetoes(&self) -> bool {
        !matches!(self, Self::Procedural)
    }
}
