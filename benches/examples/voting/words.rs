//! Numbers on the page.

use std::fmt::{self, Display};

use willing_bench::contest::Timing;
use willing_bench::significant;

/// Why an engine has no time.
#[derive(Clone, Debug)]
pub(crate) enum Missing {
    /// It gave up after so many seconds of processor time.
    LongerThan(f64),
    /// Something else.
    Because(String),
}

impl Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LongerThan(seconds) => write!(f, "longer than {}", significant(1e3 * seconds)),
            Self::Because(reason) => write!(f, "none: {reason}"),
        }
    }
}

/// Any other error.
pub(crate) fn because(error: impl Display) -> Missing {
    Missing::Because(error.to_string())
}

/// Median milliseconds, and the shortest and longest run if there are several; or why there are none.
pub(crate) fn spread(timing: &Result<Timing, Missing>) -> String {
    let timing = match timing {
        Ok(timing) => timing,
        Err(missing) => return missing.to_string(),
    };
    let [median, least, most] =
        [timing.median(), timing.least(), timing.most()].map(|seconds| significant(1e3 * seconds));
    if least == most { median } else { format!("{median} ({least}–{most})") }
}

/// How often one time goes into another, as words, and at least how often.
pub(crate) fn ratio(of: &Result<Timing, Missing>, over: &Result<Timing, Missing>) -> (String, Option<f64>) {
    let Ok(over) = over else { return ("–".to_owned(), None) };
    match of {
        Ok(of) => {
            let ratio = of.median() / over.median();
            (significant(ratio), Some(ratio))
        }
        Err(Missing::LongerThan(seconds)) => {
            let ratio = seconds / over.median();
            (format!("> {}", significant(ratio)), Some(ratio))
        }
        Err(Missing::Because(_)) => ("–".to_owned(), None),
    }
}
