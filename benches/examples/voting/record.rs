//! The page.

use std::path::Path;

use willing_bench::Machine;

use crate::words::Missing;
use crate::{Request, large, ratios, what_if};

/// A part of the page: its name, and what measures it for games of so many seats at most.
type Part = (&'static str, fn(&mut String, &Request, usize) -> Result<(), Missing>);

const PARTS: [Part; 4] = [
    ("peers", ratios::peers),
    ("large", large::large),
    ("floats", large::floats),
    ("what-if", what_if::what_if),
];

/// Measures the parts whose name starts with `only` and writes the page; to standard output if it is not whole.
pub(crate) fn record(request: &Request) -> Result<(), String> {
    let Request { date, machine, only, most, .. } = request;
    let here = Machine::here();
    let mut page = format!(
        "# Voting power: record of {date}, {machine}\n\n\
         {}, {} logical processors; {}; load before the run {}.\n\
         One thread; times are milliseconds of processor time of that thread (CLOCK_THREAD_CPUTIME_ID), medians, with the \
         shortest and the longest run in brackets. Games are built before the clock starts; all runs of all engines on a \
         game are mixed, in an order from a fixed seed, after a warm-up each (none where there is one run).\n\
         An answer counts if it is right: `willing-check` recounts one answer of ours, outside the time, and every run \
         must give the same.\n\
         Drawn games: weights from 1 to 100, each as likely, a fixed seed; the quota is ⌊W/2⌋ + 1. Repeat with \
         `cargo run --release -p willing-bench --example voting -- record DATE MACHINE --python PYTHON`.\n",
        here.processor, here.cores, here.compiler, here.load,
    );
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.starts_with(only));
    if !PARTS.iter().any(|(name, _)| wanted(name)) {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no such part: expected one of {}", names.join(", ")));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("record");
    let path = folder.join(format!("{date}-voting-{machine}.md"));
    let partial = only.is_some() || most.is_some();
    let mut printed = 0;
    for (name, measure) in PARTS.iter().filter(|(name, _)| wanted(name)) {
        measure(&mut page, request, most.unwrap_or(usize::MAX))
            .map_err(|reason| format!("{name}: {reason}"))?;
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
