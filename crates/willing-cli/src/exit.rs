//! How a run ends.

use std::fmt;
use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// There is an answer.
    Answer,
    /// It is proved that there is none.
    NoAnswer,
    /// The input is bad, or a certificate failed.
    Bad,
    /// A limit was hit first.
    Undecided,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Answer => 0,
            Exit::NoAnswer => 1,
            Exit::Bad => 2,
            Exit::Undecided => 3,
        })
    }
}

/// Why there is no result: lines for stderr, one a fault. Always exit code 2.
#[derive(Debug)]
pub(crate) struct Failure {
    lines: Vec<String>,
}

impl Failure {
    /// A single fault.
    pub(crate) fn of(fault: impl fmt::Display) -> Self {
        Self { lines: vec![fault.to_string()] }
    }

    /// Several faults, in order.
    pub(crate) fn all(faults: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        Self { lines: faults.into_iter().map(|fault| fault.to_string()).collect() }
    }

    /// A fault of a file.
    pub(crate) fn at(path: &std::path::Path, fault: impl fmt::Display) -> Self {
        Self::of(format_args!("{}: {fault}", path.display()))
    }

    /// The faults.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }
}
