//! Time against the number of players.

use std::fmt::Write;

use willing_bench::contest::median;
use willing_bench::cooperative::{Fit, growths, structured};
use willing_bench::plain;

/// Seconds that one point may take before a solution is grown no further.
const LONGEST: f64 = 8.0;

/// Shorter times say more about the clock and fixed costs than about growth.
const SHORTEST: f64 = 1e-4;

/// Points that a fit rests on: fixed costs and linear programs hide growth in the first ones.
const LAST: usize = 5;

/// Solutions of tables.
pub(crate) fn tables(page: &mut String, most: usize) -> Result<(), String> {
    let sizes: Vec<usize> = (4..=most.min(24)).step_by(2).collect();
    page.push_str(
        "\n## Growth: tables\n\nMilliseconds of processor time, one thread; every answer was verified. *a* of \
         time ≈ c · 2^(a n), fitted to the last five points, as far as they took 0.1 ms; a row ends where the next point \
         would take more than 8 s, or with the most players it is measured for. *check* is the same for the \
         verification.\n\n| solution | table |",
    );
    for players in &sizes {
        let _ = write!(page, " {players} |");
    }
    page.push_str(" a | check: a | check at the last n |\n|---|---|");
    page.push_str(&"---|".repeat(sizes.len() + 3));
    page.push('\n');
    for growth in growths() {
        let _ = write!(page, "| {} | {} |", growth.name, growth.table.name());
        let (mut solves, mut checks) = (Vec::new(), Vec::new());
        for &players in &sizes {
            let enough = solves.last().is_some_and(|(_, seconds): &(usize, f64)| *seconds > LONGEST / 4.0);
            let trivial = players < 8 && growth.most > 12;
            if players > growth.most || trivial || enough {
                page.push_str(" |");
                continue;
            }
            eprintln!("growth: {}, n = {players}", growth.name);
            let game = growth.table.draw(players).map_err(|error| error.to_string())?;
            let first = growth.measure(&game).ok_or_else(|| format!("{}: not verified", growth.name))?;
            let runs = if first.0 + first.1 < 0.5 { 5 } else { 1 };
            let more: Vec<_> = (1..runs).filter_map(|_| growth.measure(&game)).chain([first]).collect();
            let solve = median(more.iter().map(|times| times.0).collect());
            solves.push((players, solve));
            checks.push((players, median(more.iter().map(|times| times.1).collect())));
            let _ = write!(page, " {} |", plain(1e3 * solve));
        }
        let last = checks.last().map(|(_, seconds)| plain(1e3 * seconds));
        let _ = writeln!(
            page,
            " {} | {} | {} |",
            exponent(&solves, Fit::exponential),
            exponent(&checks, Fit::exponential),
            last.unwrap_or_default()
        );
    }
    Ok(())
}

/// Solutions of games that are no tables.
pub(crate) fn no_tables(page: &mut String, _: usize) -> Result<(), String> {
    const SIZES: [usize; 5] = [8, 16, 32, 48, 64];
    page.push_str(
        "\n## Growth: structured games\n\nMilliseconds of processor time, one thread. *a* of time ≈ c · n^a, over all \
         points.\n\n| solution | 8 | 16 | 32 | 48 | 64 | a |\n|---|---|---|---|---|---|---|\n",
    );
    for solution in structured() {
        eprintln!("structured: {}", solution.name);
        let _ = write!(page, "| {} |", solution.name);
        let mut points = Vec::new();
        for players in SIZES {
            let times: Option<Vec<f64>> = (0..9).map(|_| solution.measure(players)).collect();
            let time = times.map(median).ok_or_else(|| format!("{}: not verified", solution.name))?;
            points.push((players, time));
            let _ = write!(page, " {} |", small(1e3 * time));
        }
        let fit = Fit::polynomial(&points);
        let _ =
            writeln!(page, " {} |", fit.map_or_else(|| "–".to_owned(), |fit| format!("{:.2}", fit.exponent)));
    }
    Ok(())
}

/// Three digits, however small.
fn small(value: f64) -> String {
    if value < 0.1 { format!("{value:.4}") } else { plain(value) }
}

fn exponent(points: &[(usize, f64)], fit: fn(&[(usize, f64)]) -> Option<Fit>) -> String {
    let last = points.iter().rev().take(LAST);
    let long: Vec<_> = last.copied().filter(|(_, seconds)| *seconds >= SHORTEST).collect();
    let fit = fit(&long).filter(|fit| fit.points > 2);
    fit.map_or_else(|| "–".to_owned(), |fit| format!("{:.2}", fit.exponent))
}
