//! The page.

use std::path::Path;

use willing_bench::Machine;

use crate::{growth, limits, ratios};

/// A part of the page: its name, and what measures it for games of so many players at most.
type Part = (&'static str, fn(&mut String, usize) -> Result<(), String>);

const PARTS: [Part; 8] = [
    ("nucleolus", ratios::nucleolus),
    ("values", ratios::values),
    ("least-core", ratios::least_core),
    ("exact", limits::exact),
    ("memory", limits::memory),
    ("threads", limits::threads),
    ("growth", growth::tables),
    ("structured", growth::no_tables),
];

/// Measures the parts whose name starts with `only` and writes the page; to standard output if it is not whole.
pub(crate) fn record(
    date: &str,
    machine: &str,
    only: Option<&str>,
    most: Option<usize>,
) -> Result<(), String> {
    let here = Machine::here();
    let mut page = format!(
        "# Cooperative games: record of {date}, {machine}\n\n\
         {}, {} logical processors; {}; load before the run {}.\n\
         The peer is the crate `coopgame` 0.3.1, built with the same settings and called on the same tables of floats in the \
         same process. One thread where nothing else is said; times are processor time of that thread \
         (CLOCK_THREAD_CPUTIME_ID). Games are built before the clock starts; all runs of all engines on a game are \
         mixed, in an order from a fixed seed, after a warm-up each (none where there is one run).\n\
         An answer counts if it is right: ours by its certificate, which `willing-check` verifies, the peer's by \
         agreeing with it to 1e-7.\n\
         Games: Benedek, Fliege & Nguyen (2021), with their generator. Repeat with \
         `cargo run --release -p willing-bench --example cooperative -- record DATE MACHINE`.\n",
        here.processor, here.cores, here.compiler, here.load,
    );
    let wanted = |name: &str| only.is_none_or(|only| name.starts_with(only));
    if !PARTS.iter().any(|(name, _)| wanted(name)) {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no such part: expected one of {}", names.join(", ")));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("record");
    let path = folder.join(format!("{date}-cooperative-{machine}.md"));
    let partial = only.is_some() || most.is_some();
    let mut printed = 0;
    for (name, measure) in PARTS.iter().filter(|(name, _)| wanted(name)) {
        measure(&mut page, most.unwrap_or(30)).map_err(|reason| format!("{name}: {reason}"))?;
        // Part by part, so that a later one that fails takes nothing away.
        if partial {
            print!("{}", page.get(printed..).unwrap_or_default());
            printed = page.len();
        } else {
            std::fs::write(&path, &page).map_err(|error| format!("{}: {error}", path.display()))?;
            eprintln!("wrote {name} to {}", path.display());
        }
    }
    Ok(())
}
