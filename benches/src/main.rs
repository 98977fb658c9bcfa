//! `willing-bench record DATE MACHINE`: measures everything that the definitions name and writes the record.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use willing_bench::{Definitions, Error, Record};

#[derive(Parser)]
#[command(about = "Measurements of willing and their record", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs all measurements on one thread and writes benches/record/<DATE>-<MACHINE>.md
    Record {
        /// The date to file it under, e.g. 2026-11-22
        date: String,
        /// A name for the machine
        machine: String,
        /// Only measurements whose name starts with this; the page goes to standard output
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
        /// Another file of definitions
        #[arg(long, value_name = "FILE")]
        definitions: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let Arguments { command: Command::Record { date, machine, only, definitions } } = Arguments::parse();
    match record(&date, &machine, only.as_deref(), definitions) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("a certificate was refused: see the record");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Whether every certificate was accepted.
fn record(date: &str, machine: &str, only: Option<&str>, file: Option<PathBuf>) -> Result<bool, Error> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let definitions = Definitions::read(&file.unwrap_or_else(|| folder.join("definitions/tiers.toml")))?;
    let record = Record::measure(&definitions, only.unwrap_or_default())?;
    let page = record.markdown(date, machine);
    if only.is_some() {
        print!("{page}");
    } else {
        let path = folder.join("record").join(format!("{date}-{machine}.md"));
        let written = std::fs::write(&path, page);
        written.map_err(|source| Error::File { path: path.display().to_string(), source })?;
        eprintln!("wrote {}", path.display());
    }
    Ok(record.all_verified())
}
