//! `willing council`: voting rules.

mod bargaining;
mod deadlock;
mod indices;
mod input;
mod structure;
mod what_if;
mod winning;

use willing::report::voting::{VotingAnswer, VotingReport, VotingTable};

use crate::exit::{Exit, Failure};
use crate::output;
use crate::typed::{CouncilCommand, CouncilOutput, CouncilTableName, Format};
use crate::{check, typed};

pub(crate) fn run(typed: &typed::Council) -> Result<Exit, Failure> {
    match &typed.command {
        CouncilCommand::Indices(typed) => indices::run(typed),
        CouncilCommand::Structure(typed) => structure::run(typed),
        CouncilCommand::Winning(typed) => winning::run(typed),
        CouncilCommand::Deadlock(typed) => deadlock::run(typed),
        CouncilCommand::Bargaining(typed) => bargaining::run(typed),
        CouncilCommand::WhatIf(typed) => what_if::run(typed),
        CouncilCommand::Check(typed) => check::run(typed),
    }
}

/// Prints an answer in the format asked for.
fn print(answer: &VotingAnswer, output: &CouncilOutput) -> Result<Exit, Failure> {
    let report = VotingReport::new(answer).rows(output.rows.unwrap_or(VotingReport::ROWS));
    let table = match output.table {
        CouncilTableName::Members => VotingTable::Members,
        CouncilTableName::Facts => VotingTable::Facts,
        CouncilTableName::Coalitions => VotingTable::Coalitions,
    };
    let text = match output.page.format {
        Format::Table => report.document().text(output::width(&output.page)),
        Format::Markdown => report.document().markdown(),
        Format::Csv => report.csv(table).map_err(Failure::of)?,
        Format::Json => answer.to_json().map_err(Failure::of)?,
    };
    output::write(&output.page, &text)?;
    Ok(if answer.is_undecided() { Exit::Undecided } else { Exit::Answer })
}
