//! The `willing` command-line tool.
//!
//! Thin: parse what was typed, call the facade, print. Results go to stdout, everything else to
//! stderr; the exit code is 0 for an answer, 1 if it is proved that there is none, 2 for bad input or a
//! failed certificate, 3 for undecided.

mod backtest;
mod check;
mod compare;
mod council;
mod exit;
mod explain;
mod game;
mod input;
mod new;
mod output;
mod progress;
mod schema;
mod share;
mod solve;
mod typed;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use exit::{Exit, Failure};
use typed::{Command, CommandLine, Completions};

fn main() -> ExitCode {
    let run = match CommandLine::parse().command {
        Command::Solve(typed) => solve::run(&typed),
        Command::Check(typed) => check::run(&typed),
        Command::Explain(typed) => explain::run(&typed),
        Command::Compare(typed) => compare::run(&typed),
        Command::New(typed) => new::run(&typed),
        Command::Schema(typed) => schema::run(&typed),
        Command::Backtest(typed) => backtest::run(&typed),
        Command::Game(typed) => game::run(&typed),
        Command::Council(typed) => council::run(&typed),
        Command::Share(typed) => share::run(&typed),
        Command::Completions(typed) => completions(&typed),
    };
    run.unwrap_or_else(|failure| {
        for line in failure.lines() {
            output::talk(&format!("error: {line}"));
        }
        Exit::Bad
    })
    .into()
}

fn completions(typed: &Completions) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, &mut CommandLine::command(), "willing", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Answer)
}
