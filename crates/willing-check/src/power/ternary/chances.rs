//! How likely a member votes yes, abstains, or votes no.

use willing_game::Rational;

/// The chances of each vote, the same for every member and independent: not negative, with sum 1.
///
/// The default is a third each.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "ChancesData", into = "ChancesData"))]
pub struct VoteChances {
    yes: Rational,
    abstain: Rational,
    no: Rational,
}

/// Why three numbers are no chances.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChanceError {
    /// A chance below 0.
    #[error("a chance of {chance}: expected at least 0")]
    Negative {
        /// The chance.
        chance: Rational,
    },
    /// Chances that leave something over, or too little.
    #[error("the chances sum to {sum}: expected 1")]
    Sum {
        /// Their sum.
        sum: Rational,
    },
}

impl VoteChances {
    /// These chances.
    ///
    /// # Errors
    ///
    /// [`ChanceError`].
    pub fn new(yes: Rational, abstain: Rational, no: Rational) -> Result<Self, ChanceError> {
        if let Some(chance) = [&yes, &abstain, &no].into_iter().find(|chance| chance.is_negative()) {
            return Err(ChanceError::Negative { chance: chance.clone() });
        }
        let sum = [&yes, &abstain, &no].into_iter().sum::<Rational>();
        if sum == Rational::one() { Ok(Self { yes, abstain, no }) } else { Err(ChanceError::Sum { sum }) }
    }

    /// A third each.
    #[must_use]
    pub fn equal() -> Self {
        let third = || Rational::new(1, 3).unwrap_or_default();
        Self { yes: third(), abstain: third(), no: third() }
    }

    /// The chance of a yes.
    #[must_use]
    pub const fn yes(&self) -> &Rational {
        &self.yes
    }

    /// The chance of an abstention.
    #[must_use]
    pub const fn abstain(&self) -> &Rational {
        &self.abstain
    }

    /// The chance of a no.
    #[must_use]
    pub const fn no(&self) -> &Rational {
        &self.no
    }
}

impl Default for VoteChances {
    fn default() -> Self {
        Self::equal()
    }
}

/// Chances as they stand in a file.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ChancesData {
    yes: Rational,
    abstain: Rational,
    no: Rational,
}

#[cfg(feature = "serde")]
impl TryFrom<ChancesData> for VoteChances {
    type Error = ChanceError;

    fn try_from(data: ChancesData) -> Result<Self, ChanceError> {
        Self::new(data.yes, data.abstain, data.no)
    }
}

#[cfg(feature = "serde")]
impl From<VoteChances> for ChancesData {
    fn from(chances: VoteChances) -> Self {
        Self { yes: chances.yes, abstain: chances.abstain, no: chances.no }
    }
}
