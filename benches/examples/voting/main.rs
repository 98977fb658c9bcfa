//! Voting power: beside the packages powerindex and power-bdd of PyPI, and what has a limit in itself.
//!
//! `cargo run --release -p willing-bench --example voting -- record DATE MACHINE` writes
//! `benches/record/DATE-voting-MACHINE.md`; with `--only peers` or `--most 50` a part of it goes to standard output.
//!
//! The packages run in a process of their own, `benches/peers/voting_peers.py`, under the interpreter that `--python`
//! names. To have them:
//!
//! ```sh
//! python3 -m venv peers
//! peers/bin/pip install powerindex==0.3.5 power-bdd==1.0.0
//! cargo run --release -p willing-bench --example voting -- record DATE MACHINE --python peers/bin/python
//! ```
//!
//! Without them, their columns say so.

mod answers;
mod large;
mod peers;
mod ratios;
mod record;
mod what_if;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Voting power: records, and times beside other packages", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures everything and writes benches/record/<DATE>-voting-<MACHINE>.md
    Record(Request),
}

/// What to measure, and with whom.
#[derive(clap::Args)]
pub(crate) struct Request {
    /// The date to file it under, e.g. 2026-11-27
    date: String,
    /// A name for the machine
    machine: String,
    /// Only the parts whose name starts with this; the page goes to standard output
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Only games of so many seats at most; the page goes to standard output
    #[arg(long, value_name = "SEATS")]
    most: Option<usize>,
    /// The interpreter that has the packages
    #[arg(long, value_name = "PATH", default_value = "python3")]
    python: String,
    /// Processor time after which a package gives up on a question
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    patience: f64,
}

fn main() -> ExitCode {
    let Command::Record(request) = Arguments::parse().command;
    match record::record(&request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
