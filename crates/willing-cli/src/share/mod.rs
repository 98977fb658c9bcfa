//! `willing share`: portfolios of those who may share risk.

mod allocate;
mod game;
mod input;
mod rules;
mod views;
mod worth;

use willing::report::sharing::{ShareAnswer, ShareReport, ShareTable};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::{Format, ShareCommand, ShareOutput, ShareTableName};
use crate::{check, typed};

pub(crate) fn run(typed: &typed::Share) -> Result<Exit, Failure> {
    match &typed.command {
        ShareCommand::Worth(typed) => worth::run(typed),
        ShareCommand::Game(typed) => game::run(typed),
        ShareCommand::Allocate(typed) => allocate::run(typed),
        ShareCommand::Rules(typed) => rules::run(typed),
        ShareCommand::Exchange(typed) => worth::exchange(typed),
        ShareCommand::Disagreement(typed) => views::run(typed),
        ShareCommand::Convert(typed) => input::convert(typed),
        ShareCommand::Check(typed) => check::run(typed),
    }
}

/// Prints an answer in the format asked for; the exit code says what came of it.
fn print(answer: &ShareAnswer, typed: &ShareOutput, otherwise: ShareTable) -> Result<Exit, Failure> {
    let report = ShareReport::new(answer).rows(typed.rows.unwrap_or(ShareReport::ROWS));
    let table = match typed.table {
        None => otherwise,
        Some(ShareTableName::Amounts) => ShareTable::Amounts,
        Some(ShareTableName::Standing) => ShareTable::Standing,
        Some(ShareTableName::Payoffs) => ShareTable::Payoffs,
        Some(ShareTableName::Worths) => ShareTable::Worths,
        Some(ShareTableName::Rules) => ShareTable::Rules,
        Some(ShareTableName::Shares) => ShareTable::Shares,
        Some(ShareTableName::Views) => ShareTable::Views,
    };
    let text = match typed.page.format {
        Format::Table => report.document().text(output::width(&typed.page)),
        Format::Markdown => report.document().markdown(),
        Format::Csv => report.csv(table).map_err(Failure::of)?,
        Format::Json => answer.to_json().map_err(Failure::of)?,
    };
    output::write(&typed.page, &text)?;
    Ok(if answer.is_none() {
        Exit::NoAnswer
    } else if answer.is_undecided() {
        Exit::Undecided
    } else {
        Exit::Answer
    })
}
