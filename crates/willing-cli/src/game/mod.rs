//! `willing game`: games with transferable utility.

mod build;
pub(crate) mod concepts;
pub(crate) mod file;
mod membership;
pub(crate) mod names;
mod properties;
mod solve;
mod voting;

pub(crate) use solve::start;

use willing::report::game::{GameAnswer, GameReport, GameTable};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::{Format, GameCommand, Page};
use crate::{check, typed};

pub(crate) fn run(typed: &typed::Game) -> Result<Exit, Failure> {
    match &typed.command {
        GameCommand::Solve(typed) => solve::run(typed),
        GameCommand::Check(typed) => check::run(typed),
        GameCommand::Properties(typed) => properties::run(typed),
        GameCommand::Membership(typed) => membership::run(typed),
        GameCommand::Voting(typed) => voting::run(typed),
        GameCommand::Generate(typed) => build::generate(typed),
        GameCommand::Build(typed) => build::run(typed),
        GameCommand::Convert(typed) => file::convert(typed),
    }
}

/// Prints an answer in the format asked for.
fn print(answer: &GameAnswer, page: &Page, table: GameTable, rows: Option<usize>) -> Result<(), Failure> {
    let report = GameReport::new(answer).rows(rows.unwrap_or(GameReport::ROWS));
    let text = match page.format {
        Format::Table => report.document().text(output::width(page)),
        Format::Markdown => report.document().markdown(),
        Format::Csv => report.csv(table).map_err(Failure::of)?,
        Format::Json => answer.to_json().map_err(Failure::of)?,
    };
    output::write(page, &text)
}

/// Undecided if anything is; "none" if all that was asked for provably does not exist.
fn exit(answer: &GameAnswer) -> Exit {
    if answer.is_undecided() {
        Exit::Undecided
    } else if !answer.findings.is_empty()
        && answer.findings.iter().all(willing::report::game::Finding::is_none)
    {
        Exit::NoAnswer
    } else {
        Exit::Answer
    }
}
