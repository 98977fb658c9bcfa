//! What if a member came or left?

use std::fmt::Write;

use willing::check::power::Swings;
use willing::council::{WeightedQuota, Weights};
use willing::game::Certificate;
use willing::solver::power::weighted::{SwingTable, WeightedPower};
use willing_bench::contest::{Entrant, Timing, runs};
use willing_bench::cooperative::Fit;
use willing_bench::voting::drawn_majority;
use willing_bench::{significant, timed};

use crate::Request;
use crate::answers::{game, same};
use crate::words::{Missing, because, ratio, spread};

/// The weight of who comes.
const NEWCOMER: u64 = 57;

/// Seats where weights grow.
const SEATS: usize = 200;

/// A member more, a member less, the swings at the old quota, a table from nothing.
type Times = [Result<Timing, Missing>; 4];

/// Growth with the quota, and the price beside a fresh table against the number of seats.
pub(crate) fn what_if(page: &mut String, _request: &Request, most: usize) -> Result<(), Missing> {
    let _ = write!(
        page,
        "\n## What if one member came or left\n\nA `SwingTable` of simple majority: with one member more of weight \
         {NEWCOMER}, without the last, the swings of everybody at a quota, and a table from nothing. The swings of each new \
         table are compared with those of the changed rule, which `willing-check` recounts. *q* is the quota; *a* of \
         time ≈ c · q^a, or c · n^a, fitted to all points.\n",
    );
    if SEATS <= most {
        let sizes = [50, 100, 200, 400, 800, 1600, 3200].map(|heaviest| (SEATS, heaviest));
        let title = format!("n = {SEATS}, weights from 1 to a limit that grows");
        table(page, &title, &sizes, |quota, _| quota)?;
    }
    let sizes: Vec<_> = [50, 100, 200, 400, 800].map(|seats| (seats, 100)).into_iter().collect();
    let sizes: Vec<_> = sizes.into_iter().filter(|(seats, _)| *seats <= most).collect();
    table(page, "weights from 1 to 100, and more seats", &sizes, |_, seats| seats)
}

/// A row a size, and the exponents against what `of` takes from quota and seats.
fn table(
    page: &mut String,
    title: &str,
    sizes: &[(usize, u64)],
    of: fn(usize, usize) -> usize,
) -> Result<(), Missing> {
    let _ = write!(
        page,
        "\n{title}:\n\n| n | q | member more | member less | swings at a quota | fresh table | fresh/more | fresh/less |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let mut points: [Vec<(usize, f64)>; 4] = Default::default();
    for &(seats, heaviest) in sizes {
        eprintln!("what-if: n = {seats}, weights up to {heaviest}");
        let rule = drawn_majority(seats, heaviest, 1).map_err(because)?;
        let times = times(&rule)?;
        let [more, less, swings, fresh] = &times;
        let quota = usize::try_from(rule.quota()).map_err(because)?;
        let _ = writeln!(
            page,
            "| {seats} | {quota} | {} | {} | {} | {} | {} | {} |",
            spread(more),
            spread(less),
            spread(swings),
            spread(fresh),
            ratio(fresh, more).0,
            ratio(fresh, less).0,
        );
        for (points, timing) in points.iter_mut().zip(&times) {
            points.extend(timing.as_ref().ok().map(|timing| (of(quota, seats), timing.median())));
        }
    }
    let exponents = points.map(|points| {
        Fit::polynomial(&points).map_or_else(|| "–".to_owned(), |fit| significant(fit.exponent))
    });
    let _ = writeln!(page, "| *a* | | {} | | |", exponents.join(" | "));
    Ok(())
}

fn times(rule: &WeightedQuota) -> Result<Times, Missing> {
    let (quota, weights) = (rule.quota(), rule.weights());
    let table = SwingTable::new(weights).map_err(because)?;
    let last = rule.seats() - 1;
    let more: Vec<u64> = weights.as_slice().iter().copied().chain([NEWCOMER]).collect();
    let less: Vec<u64> = weights.as_slice().iter().copied().take(last).collect();
    let (now, then, before) =
        (recounted(weights.as_slice(), quota)?, recounted(&more, quota)?, recounted(&less, quota)?);
    let at = |table: &SwingTable, expected: &Swings, seconds: f64| {
        same(&table.at_quota(quota).map_err(because)?, expected, seconds)
    };
    let entrants = vec![
        Entrant::new(9, || {
            let (table, seconds) = timed(|| table.with_member(NEWCOMER));
            at(&table.map_err(because)?, &then, seconds)
        }),
        Entrant::new(9, || {
            let (table, seconds) = timed(|| table.without_member(last));
            at(&table.map_err(because)?, &before, seconds)
        }),
        Entrant::new(9, || {
            let (swings, seconds) = timed(|| table.at_quota(quota));
            same(&swings.map_err(because)?, &now, seconds)
        }),
        Entrant::new(3, || {
            let (table, seconds) = timed(|| SwingTable::new(weights));
            at(&table.map_err(because)?, &now, seconds)
        }),
    ];
    let mut times = runs(entrants, 1).into_iter();
    let missing = Err(Missing::Because("not measured".to_owned()));
    Ok([(); 4].map(|()| times.next().unwrap_or(missing.clone())))
}

/// The swings of a rule, from no table of this kind, and verified.
fn recounted(weights: &[u64], quota: u64) -> Result<Swings, Missing> {
    let weights = Weights::new(weights.iter().copied()).map_err(because)?;
    let rule = WeightedQuota::of(weights, quota).map_err(because)?;
    let swings = WeightedPower::new().swings(&rule).map_err(because)?;
    swings.check(&game(&rule)?).map_err(because)?;
    Ok(swings)
}
