//! Why bargaining in a legislature was not solved.

use willing_council::LegislatureError;

/// Why an equilibrium was not found, or a legislature cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
    /// More coalitions, by numbers of interchangeable seats, than are looked at.
    #[error("more than {most} coalitions of interchangeable seats")]
    TooManyCoalitions {
        /// The limit.
        most: usize,
    },
    /// The iteration ended before conditions held well enough.
    #[error("the conditions of equilibrium still fail by {residual:e}: wanted at most {accuracy:e}")]
    NotConverged {
        /// By how much.
        residual: f64,
        /// What was wanted.
        accuracy: f64,
    },
    /// A quota or a number of vetoes that does not fit the seats.
    #[error("{what} of {got} among {seats} seats: it must be in {least}..={seats}")]
    Symmetric {
        /// Which number.
        what: &'static str,
        /// As given.
        got: usize,
        /// The least it may be.
        least: usize,
        /// How many seats there are.
        seats: usize,
    },
    /// No legislature.
    #[error(transparent)]
    Legislature(#[from] LegislatureError),
    /// The rule cannot be.
    #[error(transparent)]
    Rule(#[from] willing_council::Error),
}
