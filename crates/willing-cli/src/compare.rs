//! `willing compare`.

use std::path::Path;

use willing::report::{Comparison, Report};

use crate::exit::{Exit, Failure};
use crate::input::{self, Settings};
use crate::output;
use crate::progress::stop_on_interrupt;
use crate::typed::{Changes, Compare, Format};

pub(crate) fn run(typed: &Compare) -> Result<Exit, Failure> {
    let cancel = stop_on_interrupt()?;
    let settings = Settings::of(&typed.run, &cancel);
    let unchanged = Changes { changes: Vec::new() };
    let open = |path: &Path, changes: &Changes| input::open(path, changes, &settings);
    let first = open(&typed.first, &unchanged)?;
    let second = open(typed.second.as_deref().unwrap_or(&typed.first), &typed.changes)?;
    let names = names(typed);
    let comparison = Comparison::new(
        (&first.answer, &first.labels),
        (&second.answer, &second.labels),
        [&names.0, &names.1],
    );
    let text = match typed.page.format {
        Format::Table => comparison.document(Report::ROWS).text(output::width(&typed.page)),
        Format::Markdown => comparison.document(Report::ROWS).markdown(),
        Format::Csv => comparison.csv().map_err(Failure::of)?,
        Format::Json => comparison.json().map_err(Failure::of)?,
    };
    output::write(&typed.page, &text)?;
    Ok(worse(first.exit(), second.exit()))
}

/// What the two are called: the files or, for one file with changes, the changes.
fn names(typed: &Compare) -> (String, String) {
    let stem = |path: &Path| {
        path.file_stem()
            .map_or_else(|| path.display().to_string(), |stem| stem.to_string_lossy().into_owned())
    };
    let changes: Vec<String> =
        typed.changes.changes.iter().map(|change| format!("{}={}", change.key, change.value)).collect();
    let first = stem(&typed.first);
    let second = match &typed.second {
        Some(path) if changes.is_empty() && stem(path) == first => {
            return (typed.first.display().to_string(), path.display().to_string());
        }
        Some(path) if changes.is_empty() => stem(path),
        Some(path) => format!("{} with {}", stem(path), changes.join(", ")),
        None => format!("with {}", changes.join(", ")),
    };
    (first, second)
}

/// Undecided if either is; else what the first says.
fn worse(first: Exit, second: Exit) -> Exit {
    if second == Exit::Undecided { second } else { first }
}
