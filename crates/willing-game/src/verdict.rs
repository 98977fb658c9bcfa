//! Verdicts and certificates: what a solver learned, and how anybody can tell that it is true.

use std::fmt;

/// What a solver learned: a yes with its evidence, a no with its evidence, or neither.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use]
pub enum Verdict<Y, N, U = Limit> {
    /// It exists; here it is.
    Exists(Y),
    /// It does not; here is why.
    Impossible(N),
    /// A limit was hit first; here is what was learned by then.
    Undecided(U),
}

impl<Y, N, U> Verdict<Y, N, U> {
    /// The evidence of a yes, for callers who take anything else as a failure.
    ///
    /// # Errors
    ///
    /// [`NotFound`], which keeps the evidence of a no and what an undecided run learned.
    pub fn found(self) -> Result<Y, NotFound<N, U>> {
        match self {
            Self::Exists(yes) => Ok(yes),
            Self::Impossible(no) => Err(NotFound::Impossible(no)),
            Self::Undecided(partial) => Err(NotFound::Undecided(partial)),
        }
    }
}

/// Why [`Verdict::found`] has nothing to return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound<N, U = Limit> {
    /// There is none, and here is why.
    Impossible(N),
    /// A limit was hit first; here is what was learned by then.
    Undecided(U),
}

impl<N: fmt::Debug, U: fmt::Debug> fmt::Display for NotFound<N, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Impossible(_) => f.write_str("there is none"),
            Self::Undecided(_) => f.write_str("undecided within the limits of the run"),
        }
    }
}

impl<N: fmt::Debug, U: fmt::Debug> std::error::Error for NotFound<N, U> {}

/// The limit that ended a run before an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Limit {
    /// The bound on nodes of a search tree.
    Nodes,
    /// The bound on the number of answers listed.
    Answers,
    /// The bound on evaluations of the game.
    Evaluations,
    /// The caller asked to stop.
    Cancelled,
    /// The bound on iterations of a numerical method.
    Iterations,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nodes => "the bound on search nodes",
            Self::Answers => "the bound on answers listed",
            Self::Evaluations => "the bound on evaluations",
            Self::Cancelled => "the caller's request to stop",
            Self::Iterations => "the bound on iterations",
        })
    }
}

/// Evidence for a claim about a game `G`, checkable without knowing how it was found.
pub trait Certificate<G: ?Sized> {
    /// Where evidence of this kind can fail.
    type Violation: std::error::Error;

    /// Verifies the evidence against `game` alone.
    ///
    /// # Errors
    ///
    /// The first violation found.
    fn check(&self, game: &G) -> Result<(), Self::Violation>;
}
