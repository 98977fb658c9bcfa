//! Why power was not computed.

/// Why power with abstention was not computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The caller asked to stop.
    #[error("stopped by the caller")]
    Cancelled,
    /// The votes have more different effects than there is room for.
    #[error("more than {most} states of the sums of votes")]
    TooManyStates {
        /// The limit.
        most: usize,
    },
}
