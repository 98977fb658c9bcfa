//! A member of a syndicate.

use crate::{Belief, Error};

use super::Utility;

/// How a member values money, and what it believes.
///
/// # Example
///
/// ```
/// use willing_risk::{Belief, syndicate::{Member, Utility}};
///
/// let member = Member::new(Utility::Crra { aversion: 2.0 }, Belief::new(vec![0.7, 0.3])?)?;
/// assert_eq!(member.belief().outcomes(), 2);
/// assert!(Member::new(Utility::Crra { aversion: 0.0 }, Belief::uniform(2)?).is_err());
/// # Ok::<(), willing_risk::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "MemberParts", into = "MemberParts")
)]
pub struct Member {
    utility: Utility,
    belief: Belief,
}

impl Member {
    /// A member with this utility and belief.
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for an aversion or tolerance out of range, NaN and infinities included.
    pub fn new(utility: Utility, belief: Belief) -> Result<Self, Error> {
        utility.validate("member")?;
        Ok(Self { utility, belief })
    }

    /// How it values money.
    #[must_use]
    pub const fn utility(&self) -> Utility {
        self.utility
    }

    /// What it believes.
    #[must_use]
    pub const fn belief(&self) -> &Belief {
        &self.belief
    }
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberParts {
    utility: Utility,
    belief: Belief,
}

#[cfg(feature = "serde")]
impl TryFrom<MemberParts> for Member {
    type Error = Error;

    fn try_from(parts: MemberParts) -> Result<Self, Error> {
        Self::new(parts.utility, parts.belief)
    }
}

#[cfg(feature = "serde")]
impl From<Member> for MemberParts {
    fn from(Member { utility, belief }: Member) -> Self {
        Self { utility, belief }
    }
}
