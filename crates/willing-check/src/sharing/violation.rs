//! Where claims about worths of sharing risk can fail.

use willing_game::{Coalition, Player};

/// Where a claim about sharing risk fails.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// Members that are not players of the portfolio, in the order of their seats, at least one.
    #[error("the members are not players of the portfolio, each once, in the order of their seats")]
    Members,
    /// A list of the wrong length.
    #[error("{got} {what}: expected {expected}")]
    Length {
        /// What the list holds.
        what: &'static str,
        /// How many there are.
        got: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A number that is NaN or infinite.
    #[error("the {what} of outcome {outcome} is {value}: expected a finite number")]
    NotFinite {
        /// What the number is.
        what: &'static str,
        /// Of which outcome.
        outcome: usize,
        /// The number.
        value: f64,
    },
    /// Densities without mass.
    #[error("the densities of player {player} sum to nothing")]
    NoMass {
        /// Whose part it is; the first member for the common density.
        player: Player,
    },
    /// A density outside a member's domain.
    #[error("the density of outcome {outcome} is outside the domain of part {part} of player {player}")]
    OutsideDomain {
        /// The member.
        player: Player,
        /// The part of its preference.
        part: usize,
        /// Where.
        outcome: usize,
    },
    /// A lower end that the allocation does not reach.
    #[error("the allocation is worth at least {proved} only, not {claimed}")]
    LowerEnd {
        /// As claimed.
        claimed: f64,
        /// What the check proves.
        proved: f64,
    },
    /// An upper end that the density does not prove.
    #[error("the density proves that the worth is at most {proved}, not {claimed}")]
    UpperEnd {
        /// As claimed.
        claimed: f64,
        /// What the check proves.
        proved: f64,
    },
    /// Promises that are not worth more than nothing.
    #[error("the promises are worth {proved} at least: expected more than 0")]
    WorthNothing {
        /// What the check proves.
        proved: f64,
    },
    /// A coalition without evidence whose worth has no formula.
    #[error("the worth of coalition {coalition:?} has neither evidence nor a formula")]
    NoEvidence {
        /// The coalition.
        coalition: Coalition,
    },
    /// Evidence about another coalition than it stands for.
    #[error("the evidence for coalition {coalition:?} is about other members")]
    OtherMembers {
        /// The coalition.
        coalition: Coalition,
    },
    /// A coalition whose claim fails.
    #[error("coalition {coalition:?}: {violation}")]
    Coalition {
        /// The coalition.
        coalition: Coalition,
        /// How.
        violation: Box<Violation>,
    },
    /// An objection that gains less than claimed, or nothing.
    #[error("the objection gains at least {proved} only: expected {claimed}, and more than 0")]
    NoObjection {
        /// As claimed.
        claimed: f64,
        /// What the check proves.
        proved: f64,
    },
    /// Amounts that do not share what everybody is worth.
    #[error("the amounts differ from the worth of everybody by up to {proved}: expected at most {within}")]
    NotShared {
        /// As claimed.
        within: f64,
        /// What they may differ by.
        proved: f64,
    },
    /// A coalition that does better by itself.
    #[error("coalition {coalition:?} may gain {gain} by itself: expected at most {within}")]
    Objects {
        /// The coalition.
        coalition: Coalition,
        /// What it may gain.
        gain: f64,
        /// As claimed.
        within: f64,
    },
    /// A share that is negative, NaN or infinite: of a risk, nobody carries less than nothing.
    #[error(
        "player {carrier} carries {value} of what player {holder} holds: expected a finite number of at least 0"
    )]
    Share {
        /// Who carries it.
        carrier: Player,
        /// Of whose holdings.
        holder: Player,
        /// The share.
        value: f64,
    },
    /// Holdings that nobody carries anything of.
    #[error("nobody carries what player {holder} holds: its shares sum to nothing")]
    NothingCarried {
        /// Whose holdings.
        holder: Player,
    },
}
