//! Why a winset is not computed.

/// Why a question about a space of policies has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
    /// A point with a coordinate that is no number.
    #[error("a coordinate of {value}: expected a finite number")]
    NotFinite {
        /// The coordinate.
        value: f64,
    },
    /// A game that nobody can win has no median lines.
    #[error("no coalition wins: there is no median line")]
    NobodyWins,
    /// Two disjoint coalitions win, and a line separates them: no line in its direction has no winning coalition on either
    /// side.
    #[error("two coalitions win on either side of a line: there is no median line in its direction")]
    NoMedianLine,
}
