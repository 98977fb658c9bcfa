//! Where claims about a bargain can fail.

use willing_game::Rational;

/// Where a claim about a bargain fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// A list of the wrong length.
    #[error("{got} amounts: expected one for each of {parties} parties")]
    Length {
        /// How many there are.
        got: usize,
        /// How many parties there are.
        parties: usize,
    },
    /// A party with less than its floor.
    #[error("party {party} gets {amount}, less than its floor {floor}")]
    BelowFloor {
        /// Its place.
        party: usize,
        /// What it gets.
        amount: Rational,
        /// The least it agrees to.
        floor: Rational,
    },
    /// A division that is not on the frontier.
    #[error("the division is not on the frontier")]
    OffFrontier,
    /// A party that should get more at the expense of another.
    #[error("the product of gains rises if party {gains} gets more and party {loses} less")]
    NotGreatest {
        /// Who should get more.
        gains: usize,
        /// Who should get less.
        loses: usize,
    },
    /// A floor that is not what the party's disagreement and outside option make it.
    #[error("party {party} has floor {actual}, not {stated}")]
    Floor {
        /// Its place.
        party: usize,
        /// As stated.
        stated: Rational,
        /// As it is.
        actual: Rational,
    },
    /// Floors that can be met.
    #[error("the floors can be met")]
    FloorsCanBeMet,
}
