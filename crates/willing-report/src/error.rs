//! What can go wrong while writing or reading a report.

/// Why a report could not be written, or an answer not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Writing comma-separated values failed.
    #[error("csv: {0}")]
    Csv(#[from] csv::Error),
    /// Text that is no JSON, or not that of an answer.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// A state that the answer does not have.
    #[error("no state is called {name:?}{}", suggestion(.close))]
    UnknownState {
        /// The name asked for.
        name: String,
        /// Names that are close to it.
        close: Vec<String>,
    },
    /// A table that a report does not have.
    #[error("no table is called {name:?}: it must be one of {expected}")]
    UnknownTable {
        /// The name asked for.
        name: String,
        /// The names there are.
        expected: String,
    },
    /// An answer file of another kind or version.
    #[error(
        "answer file of format {format:?} version {version}: it must be {expected:?} version {expected_version}"
    )]
    AnswerFormat {
        /// What it says it is.
        format: String,
        /// The version it says it has.
        version: u32,
        /// What it must be.
        expected: &'static str,
        /// The version it must have.
        expected_version: u32,
    },
}

fn suggestion(close: &[String]) -> String {
    if close.is_empty() { String::new() } else { format!(": did you mean {}?", close.join(", ")) }
}
