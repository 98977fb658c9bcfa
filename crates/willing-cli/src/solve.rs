//! `willing solve`.

use willing::report::{AnswerFile, Report, ReportTable};

use crate::exit::{Exit, Failure};
use crate::input::{self, Settings, Solved};
use crate::output;
use crate::progress::stop_on_interrupt;
use crate::typed::{Format, Output, Solve, TableName};

pub(crate) fn run(typed: &Solve) -> Result<Exit, Failure> {
    let cancel = stop_on_interrupt()?;
    let solved = input::solve(&typed.scenario, &typed.changes, &Settings::of(&typed.run, &cancel))?;
    output::write(&typed.output.page, &render(&solved, &typed.output)?)?;
    Ok(solved.exit())
}

/// The answer in the format asked for.
fn render(solved: &Solved, output: &Output) -> Result<String, Failure> {
    let Solved { answer, labels } = solved;
    let report = Report::new(answer, labels);
    let report = output.rows.map_or(report, |rows| report.rows(rows));
    match output.page.format {
        Format::Table => Ok(report.document().text(output::width(&output.page))),
        Format::Markdown => Ok(report.document().markdown()),
        Format::Csv => report.csv(table(output.table)).map_err(Failure::of),
        Format::Json => {
            let file = AnswerFile { labels: labels.clone(), answer: answer.clone() };
            file.to_json().map_err(Failure::of)
        }
    }
}

/// What the name of a table means.
fn table(name: TableName) -> ReportTable {
    match name {
        TableName::States => ReportTable::States,
        TableName::Ledger => ReportTable::Ledger,
        TableName::Methods => ReportTable::Methods,
        TableName::Votes => ReportTable::Votes,
        TableName::Power => ReportTable::Power,
        TableName::Blocking => ReportTable::Blocking,
        TableName::Responsibilities => ReportTable::Responsibilities,
        TableName::Fairness => ReportTable::Fairness,
        TableName::Staying => ReportTable::Staying,
        TableName::Treaties => ReportTable::Treaties,
        TableName::Prices => ReportTable::Prices,
        TableName::Flips => ReportTable::Flips,
        TableName::Indispensability => ReportTable::Indispensability,
        TableName::Leaders => ReportTable::Leaders,
    }
}
