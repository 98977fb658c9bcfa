//! `willing explain`.

use willing::report::Report;

use crate::exit::{Exit, Failure};
use crate::input::{self, Settings, Solved};
use crate::output;
use crate::progress::stop_on_interrupt;
use crate::typed::{Explain, Format};

pub(crate) fn run(typed: &Explain) -> Result<Exit, Failure> {
    let cancel = stop_on_interrupt()?;
    let solved = input::open(&typed.source, &typed.changes, &Settings::of(&typed.run, &cancel))?;
    let Solved { answer, labels } = &solved;
    let report = Report::new(answer, labels);
    let document = report.explain(&typed.state).map_err(Failure::of)?;
    let text = match typed.page.format {
        Format::Table => document.text(output::width(&typed.page)),
        Format::Markdown => document.markdown(),
        Format::Csv => report.alternatives_csv(&typed.state).map_err(Failure::of)?,
        Format::Json => report.state_json(&typed.state).map_err(Failure::of)?,
    };
    output::write(&typed.page, &text)?;
    Ok(solved.exit())
}
