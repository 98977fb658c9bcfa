//! Cooperative games beside their strongest peer, the crate `coopgame`: answers and times.
//!
//! * `cargo run --release -p willing-bench --example cooperative -- record DATE MACHINE` writes
//!   `benches/record/DATE-cooperative-MACHINE.md`; with `--only nucleolus` or `--most 15` a part of it goes to
//!   standard output.
//! * `… -- agreement` compares the answers to some two hundred games and prints the list; with `--write` it replaces
//!   that of `docs/compare.md`.
//!
//! An example and not a command of the bench binary, because a peer is a dependency of development only.

mod agreement;
mod growth;
mod limits;
mod peer;
mod ratios;
mod record;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Cooperative games beside their strongest peer", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures everything and writes benches/record/<DATE>-cooperative-<MACHINE>.md
    Record {
        /// The date to file it under, e.g. 2026-11-27
        date: String,
        /// A name for the machine
        machine: String,
        /// Only the parts whose name starts with this; the page goes to standard output
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
        /// Only games of so many players at most; the page goes to standard output
        #[arg(long, value_name = "PLAYERS")]
        most: Option<usize>,
    },
    /// Compares the answers of both and prints the list
    Agreement {
        /// Replaces the list in docs/compare.md
        #[arg(long)]
        write: bool,
    },
    /// Solves one game in a process of its own and prints how much memory that took
    #[command(hide = true)]
    Memory {
        /// Who solves
        engine: limits::Engine,
        /// n
        players: usize,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Record { date, machine, only, most } => {
            record::record(&date, &machine, only.as_deref(), most)
        }
        Command::Agreement { write } => agreement::publish(write),
        Command::Memory { engine, players } => limits::memory_of(engine, players),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
