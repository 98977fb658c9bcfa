//! What has a limit in itself: memory, the time of a proof, two threads.

use std::fmt::Write;
use std::process::Command;

use clap::ValueEnum;
use coopgame::Domain;
use willing::check::nucleolus::CertifiedNucleolus;
use willing::game::tu::TableGame;
use willing::game::tu::generate::{Benedek, BenedekFamily};
use willing::game::{Certificate, Verdict};
use willing::solver::Run;
use willing::solver::nucleolus::{Arithmetic, Nucleolus};
use willing_bench::contest::{median, milliseconds};
use willing_bench::cooperative::Memory;
use willing_bench::{Stopwatch, plain, timed, verdict};

use crate::peer;

/// Who solves in a process of its own.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Engine {
    /// Ours, floats.
    Floats,
    /// Ours, exact, on a table of integers, and the check.
    Exact,
    /// Ours, exact, on a table of floats, and the check.
    ExactFloats,
    /// The peer.
    Peer,
}

impl Engine {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Floats => ("floats", "ours, floats"),
            Self::Exact => ("exact", "ours, exact and checked, table of integers"),
            Self::ExactFloats => ("exact-floats", "ours, exact and checked, table of floats"),
            Self::Peer => ("peer", "peer"),
        }
    }
}

fn draw(family: BenedekFamily, players: usize) -> Result<TableGame, String> {
    Benedek { family, players, seed: 1 }.draw().map_err(|error| error.to_string())
}

fn solved(game: &TableGame, arithmetic: Arithmetic, run: Run) -> Result<CertifiedNucleolus, String> {
    let verdict = Nucleolus::new().arithmetic(arithmetic).run(run).solve(game);
    match verdict.map_err(|error| error.to_string())? {
        Verdict::Exists(nucleolus) => Ok(nucleolus),
        Verdict::Impossible(_) | Verdict::Undecided(_) => Err("no nucleolus".to_owned()),
    }
}

fn checked(answer: &CertifiedNucleolus, game: &TableGame) -> Result<(), String> {
    answer.check(game).map_err(|violation| violation.to_string())
}

/// Solves, and prints the bytes resident before, table included, and the most until the end.
pub(crate) fn memory_of(engine: Engine, players: usize) -> Result<(), String> {
    let drawn = draw(BenedekFamily::II, players)?;
    let game = match engine {
        Engine::Exact => drawn,
        Engine::Floats | Engine::ExactFloats | Engine::Peer => drawn.to_floats(),
    };
    let explicit = if matches!(engine, Engine::Peer) { Some(peer::explicit(&game)?) } else { None };
    let game = if explicit.is_some() { draw(BenedekFamily::II, 5)? } else { game };
    if !Memory::forget_peak() {
        return Err("the peak of memory can't be reset here".to_owned());
    }
    let before = Memory::now().ok_or("no report on memory here")?;
    if let Some(explicit) = &explicit {
        coopgame::nucleolus::nucleolus(explicit).map_err(|error| error.to_string())?;
    } else {
        let floats = matches!(engine, Engine::Floats);
        let arithmetic = if floats { Arithmetic::Float } else { Arithmetic::Exact };
        checked(&solved(&game, arithmetic, Run::new())?, &game)?;
    }
    let after = Memory::now().ok_or("no report on memory here")?;
    println!("{} {}", before.resident, after.peak);
    Ok(())
}

/// Memory of each engine in a process of its own.
pub(crate) fn memory(page: &mut String, most: usize) -> Result<(), String> {
    let players = most.min(25);
    let table = TableGame::bytes(players).unwrap_or_default();
    let mebibytes = |bytes: u64| plain(bytes as f64 / f64::from(1 << 20));
    let _ = write!(
        page,
        "\n## Memory\n\nNucleolus, family II, n = {players}, each in a process of its own: resident memory in MiB before, \
         with the table of {} MiB, and the peak until the answer is checked.\n\n\
         | engine | before | peak | beyond what was there before | target |\n|---|---|---|---|---|\n",
        mebibytes(table),
    );
    for engine in [Engine::Floats, Engine::Exact, Engine::ExactFloats, Engine::Peer] {
        let (word, name) = engine.words();
        eprintln!("memory: {name}");
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let output = Command::new(program).args(["memory", word, &players.to_string()]).output();
        let output = output.map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout);
        let numbers: Vec<u64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let [before, peak] = numbers.as_slice() else {
            return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)));
        };
        let beyond = peak.saturating_sub(*before);
        let target = if matches!(engine, Engine::Peer) {
            String::new()
        } else {
            format!("64 MiB: {}", verdict(beyond <= 64 << 20))
        };
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {target} |",
            mebibytes(*before),
            mebibytes(*peak),
            mebibytes(beyond)
        );
    }
    Ok(())
}

/// The time of an exact answer with its check, beside the peer's certificate.
pub(crate) fn exact(page: &mut String, most: usize) -> Result<(), String> {
    page.push_str(
        "\n## Exact answers and their proofs\n\nMilliseconds of processor time. *solve*: the exact nucleolus, with one check inside. \
         *check*: by `willing-check`. *certify*: the peer's check of its own answer in rational numbers, which stops at \
         20 players; its answer is not counted.\n\n\
         | n | table | family | solve | check | both | certify | certify/check | target |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (players, runs, limit) in [(15, 5, None), (20, 3, Some(1.0)), (25, 1, Some(10.0))] {
        for family in [BenedekFamily::I, BenedekFamily::II, BenedekFamily::IV] {
            if players > most {
                continue;
            }
            eprintln!("exact: n = {players}, family {family}");
            let integers = draw(family, players)?;
            let floats = integers.to_floats();
            for (name, game) in [("integers", &integers), ("floats", &floats)] {
                let (mut solves, mut checks, mut peers) = (Vec::new(), Vec::new(), None);
                for _ in 0..runs {
                    let (answer, solve) = timed(|| solved(game, Arithmetic::Exact, Run::new()));
                    let answer = answer?;
                    let (holds, check) = timed(|| checked(&answer, game));
                    holds?;
                    solves.push(solve);
                    checks.push(check);
                    if players <= 20 && peers.is_none() && name == "floats" {
                        peers = Some(certify(game)?);
                    }
                }
                let (solve, check) = (median(solves), median(checks));
                let over = peers.as_ref().and_then(|time| time.as_ref().ok()).map(|time| plain(time / check));
                let peer = peers.as_ref().map(milliseconds);
                let target = limit.map(|limit| format!("{limit} s: {}", verdict(solve + check < limit)));
                let _ = writeln!(
                    page,
                    "| {players} | {name} | {family} | {} | {} | {} | {} | {} | {} |",
                    plain(1e3 * solve),
                    plain(1e3 * check),
                    plain(1e3 * (solve + check)),
                    peer.unwrap_or_default(),
                    over.unwrap_or_default(),
                    target.unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}

/// The peer's check of its own answer: the seconds, or its objection.
fn certify(game: &TableGame) -> Result<Result<f64, String>, String> {
    let explicit = peer::explicit(game)?;
    let (amounts, _) = peer::nucleolus(game)?;
    let (report, seconds) = timed(|| coopgame::verify::certify(&explicit, &amounts, Domain::Imputation));
    Ok(match report {
        Ok(report) if report.satisfied => Ok(seconds),
        Ok(_) => Err("refuses its own answer".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

/// One thread and two.
pub(crate) fn threads(page: &mut String, most: usize) -> Result<(), String> {
    const ROUNDS: usize = 3;
    let players = most.min(25);
    let _ = write!(
        page,
        "\n## Two threads\n\nNucleolus, family II, n = {players}: seconds on the wall, medians of {ROUNDS} runs by turns.\n\n\
         | arithmetic | one thread | two threads | ratio | same bytes | target |\n|---|---|---|---|---|---|\n",
    );
    let game = draw(BenedekFamily::II, players)?;
    for (name, arithmetic) in [("floats", Arithmetic::Float), ("exact", Arithmetic::Exact)] {
        let (mut walls, mut answers) = ([Vec::new(), Vec::new()], Vec::new());
        for _ in 0..ROUNDS {
            for (threads, wall) in (1..).zip(&mut walls) {
                eprintln!("threads: {name}, {threads}");
                let watch = Stopwatch::start();
                let answer = solved(&game, arithmetic, Run::new().threads(threads))?;
                wall.push(watch.span().wall);
                checked(&answer, &game)?;
                answers.push(format!("{answer:?}"));
            }
        }
        let [one, two] = walls.map(median);
        let same = answers.windows(2).all(|pair| pair.first() == pair.last());
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | 1.5: {} |",
            plain(one),
            plain(two),
            plain(one / two),
            if same { "yes" } else { "**no**" },
            verdict(one / two >= 1.5 && same)
        );
    }
    Ok(())
}
