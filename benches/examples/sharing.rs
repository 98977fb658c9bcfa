//! Worths of sharing risk: how long they take, alone on one thread.
//!
//! `cargo run --release -p willing-bench --example sharing -- record DATE MACHINE` writes
//! `benches/record/DATE-sharing-MACHINE.md`; without `record` the page goes to standard output.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use willing::game::{Certificate, Player, Players, Verdict};
use willing::risk::Belief;
use willing::risk::sharing::{Attitude, Part, Portfolio, Preference};
use willing::solver::sharing::{AllWorths, Worth};
use willing_bench::{Machine, timed};

/// The kinds of members of a portfolio.
#[derive(Clone, Copy)]
enum Kind {
    /// Entropic, each with a belief of its own.
    Entropic,
    /// Entropic, CVaR, mean–variance, spectral measures and mixtures of two experts, in turn.
    Everything,
}

/// Beliefs that give every outcome some probability, holdings between −10 and 5, tolerances between 1 and 20.
fn portfolio(
    kind: Kind,
    players: usize,
    outcomes: usize,
    seed: u64,
) -> Result<Portfolio, Box<dyn std::error::Error>> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut belief = || -> Result<Belief, willing::risk::Error> {
        let weights: Vec<f64> = (0..outcomes).map(|_| random.random_range(1.0..10.0)).collect();
        let sum: f64 = weights.iter().sum();
        Belief::new(weights.iter().map(|weight| weight / sum).collect())
    };
    let mut preferences = Vec::new();
    for player in 0..players {
        let tolerance = 1.0 + 19.0 * player as f64 / players as f64;
        let entropic = Attitude::Entropic { tolerance };
        let own = belief()?;
        preferences.push(match (kind, player % 5) {
            (Kind::Entropic, _) | (Kind::Everything, 0) => Preference::new(entropic, own)?,
            (Kind::Everything, 1) => Preference::cvar(0.95, own)?,
            (Kind::Everything, 2) => Preference::mean_variance(tolerance, own)?,
            (Kind::Everything, 3) => Preference::spectral(&[(0.3, 0.0), (0.4, 0.9), (0.3, 0.97)], &own)?,
            (Kind::Everything, _) => Preference::mixture(vec![
                Part { weight: 0.5, attitude: entropic, belief: own },
                Part { weight: 0.5, attitude: Attitude::Cvar { level: 0.95 }, belief: belief()? },
            ])?,
        });
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed + 1);
    let held =
        (0..players).map(|_| (0..outcomes).map(|_| random.random_range(-10.0..5.0)).collect()).collect();
    Ok(Portfolio::new(Players::new((0..players).map(|player| format!("P{player}")))?, held, preferences)?)
}

/// A line of the page for all worths.
fn all(
    kind: Kind,
    players: usize,
    outcomes: usize,
    limit: f64,
) -> Result<String, Box<dyn std::error::Error>> {
    let portfolio = portfolio(kind, players, outcomes, 7)?;
    let (found, seconds) = timed(|| AllWorths::new().solve(&portfolio));
    let Verdict::Exists(table) = found? else { return Err("not all worths were found".into()) };
    let (checked, checking) = timed(|| table.check(&portfolio));
    checked?;
    let ends = table.low.iter().zip(&table.high).skip(1);
    let gap = ends.map(|(low, high)| (high - low) / high.abs().max(low.abs())).fold(0.0, f64::max);
    Ok(format!("{seconds:.3} | {limit} | {checking:.3} | {gap:.1e}"))
}

/// A line of the page for one worth, of everybody.
fn one(
    kind: Kind,
    players: usize,
    outcomes: usize,
    limit: f64,
) -> Result<String, Box<dyn std::error::Error>> {
    let portfolio = portfolio(kind, players, outcomes, 11)?;
    let everybody: Vec<Player> = (0..players).map(Player::from_seat).collect::<Result<_, _>>()?;
    let (found, seconds) = timed(|| Worth::new().solve(&portfolio, &everybody));
    let worth = match found? {
        Verdict::Exists(worth) => worth,
        Verdict::Impossible(_) => return Err("the worth is not finite: draw milder members".into()),
        Verdict::Undecided(worth) => {
            return Ok(format!(
                "{seconds:.3}, undecided | {limit} | - | {:.1e}",
                worth.gap() / worth.worth().abs()
            ));
        }
    };
    let (checked, checking) = timed(|| worth.check(&portfolio));
    checked?;
    let gap = worth.gap() / worth.worth().abs();
    Ok(format!("{seconds:.3} | {limit} | {checking:.3} | {gap:.1e}"))
}

fn page(date: &str, machine: &str) -> Result<String, Box<dyn std::error::Error>> {
    let here = Machine::here();
    let mut page = String::new();
    writeln!(page, "# Sharing risk: record of {date}, {machine}\n")?;
    writeln!(
        page,
        "{}, {} logical processors; {}; load before the run {}.\n\
         One thread; seconds of processor time of that thread, one run. Every answer is verified by `willing-check` after its \
         time; a wrong one ends the run. The gap is the greatest distance of two ends relative to the worth itself. Portfolios \
         are drawn from a fixed seed: beliefs of each member's own, holdings between −10 and 5, tolerances between 1 and 20.\n\
         Repeat with `cargo run --release -p willing-bench --example sharing -- record DATE MACHINE`.\n",
        here.processor, here.cores, here.compiler, here.load,
    )?;
    writeln!(page, "| what | members | players | outcomes | seconds | asked | check | gap |")?;
    writeln!(page, "|---|---|--:|--:|--:|--:|--:|--:|")?;
    let all_kinds = "entropic, CVaR, mean–variance, spectral, mixtures";
    writeln!(page, "| all worths | entropic | 20 | 32 | {} |", all(Kind::Entropic, 20, 32, 2.0)?)?;
    writeln!(page, "| all worths | {all_kinds} | 12 | 64 | {} |", all(Kind::Everything, 12, 64, 10.0)?)?;
    writeln!(page, "| one worth | entropic | 200 | 1000 | {} |", one(Kind::Entropic, 200, 1000, 1.0)?)?;
    writeln!(page, "| one worth | {all_kinds} | 200 | 1000 | {} |", one(Kind::Everything, 200, 1000, 1.0)?)?;
    Ok(page)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => page("today", "this machine").map(|page| print!("{page}")),
        ["record", date, machine] => page(date, machine).and_then(|page| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("record")
                .join(format!("{date}-sharing-{machine}.md"));
            std::fs::write(&path, page)?;
            eprintln!("wrote {}", path.display());
            Ok(())
        }),
        _ => Err("expected nothing, or: record DATE MACHINE".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
