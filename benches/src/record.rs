//! The record of one run, as Markdown.

use crate::crisis_page::CrisisSection;
use crate::definitions::{Definitions, Error, IntegerMeasure, SearchMeasure};
use crate::machine::Machine;
use crate::measure::{
    DeviationCost, Outcome, Sample, deviation_cost, integer, search, six_state_solves, strong,
};
use crate::page::{plain, verdict, writeln_to};
use crate::summary::Summary;

/// Solves of six-state games per second and core that are aimed at.
const AIMED_SOLVES: f64 = 20_000.0;

/// A payoff counts as O(1) if it grows by no more than this from the smallest game to the largest.
const CONSTANT_GROWTH: f64 = 2.0;

/// What was measured, line by line.
#[derive(Clone, Debug)]
pub struct Record {
    machine: Machine,
    searches: Vec<Line>,
    others: Vec<Line>,
    solves_per_second: f64,
    deviations: Vec<DeviationCost>,
    crises: CrisisSection,
}

#[derive(Clone, Debug)]
struct Line {
    name: String,
    shows: String,
    summary: Summary,
    refusals: Vec<String>,
    median: Option<f64>,
    worst: Option<f64>,
    check_share: Option<f64>,
    /// The limit in seconds, where the share that was closed within it is stated.
    stated: Option<f64>,
    /// The seeds that a budget left out.
    left_out: u64,
}

impl Line {
    fn new(name: &str, shows: &str, samples: &[Sample]) -> Self {
        let refusal = |sample: &Sample| match &sample.outcome {
            Outcome::Refused(objection) => Some(objection.clone()),
            Outcome::Verified | Outcome::Open => None,
        };
        Self {
            name: name.to_owned(),
            shows: shows.to_owned(),
            summary: Summary::of(samples),
            refusals: samples.iter().filter_map(refusal).collect(),
            median: None,
            worst: None,
            check_share: None,
            stated: None,
            left_out: 0,
        }
    }

    fn of_integer(measure: &IntegerMeasure, samples: &[Sample]) -> Self {
        Self { worst: measure.worst, ..Self::new(&measure.name, &measure.shows, samples) }
    }

    fn of_search(measure: &SearchMeasure, samples: &[Sample]) -> Self {
        Self {
            median: measure.median,
            worst: measure.worst,
            check_share: measure.check_share,
            stated: measure.sigma.map(|_| measure.limit),
            left_out: measure.seeds.saturating_sub(samples.len() as u64),
            ..Self::new(&measure.name, &measure.shows, samples)
        }
    }

    /// Each target with "met" or "missed"; a game that is open or wrong misses every target for a time.
    fn target(&self) -> String {
        let summary = &self.summary;
        let target = |what, limit: Option<f64>, got: f64| {
            limit.map(|limit| {
                let met = got <= limit && summary.verified == summary.games;
                format!("{what} {} ms: {}", plain(limit), verdict(met))
            })
        };
        let check = self.check_share.map(|share| {
            let met = summary.verified > 0 && summary.ratio <= share;
            format!("check/solve {share}: {}", verdict(met))
        });
        let closed = self.stated.map(|limit| {
            let share = 100.0 * summary.verified as f64 / summary.games.max(1) as f64;
            format!("{} % closed in {} s", plain(share), plain(limit))
        });
        let bounded = (self.left_out > 0).then(|| {
            format!("budget spent: {} of {} seeds", summary.games, summary.games as u64 + self.left_out)
        });
        let all = [
            target("median", self.median, summary.solve_median),
            target("worst", self.worst, summary.solve_worst),
            check,
            closed,
            bounded,
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl Record {
    /// Measures everything whose name starts with `only`, and says so on standard error.
    ///
    /// # Errors
    ///
    /// Any [`Error`]: what games, scenarios, crises and reports refuse.
    pub fn measure(definitions: &Definitions, only: &str) -> Result<Self, Error> {
        let machine = Machine::here();
        let mut searches = Vec::new();
        for measure in definitions.search.iter().filter(|measure| measure.name.starts_with(only)) {
            searches.push(told(Line::of_search(measure, &search(measure)?)));
        }
        let mut others = Vec::new();
        for measure in definitions.integer.iter().filter(|measure| measure.name.starts_with(only)) {
            others.push(told(Line::of_integer(measure, &integer(measure)?)));
        }
        for measure in definitions.strong.iter().filter(|measure| measure.name.starts_with(only)) {
            others.push(told(Line::of_integer(measure, &strong(measure)?)));
        }
        let deviations = [10, 100, 1000, 10_000].map(deviation_cost);
        Ok(Self {
            machine,
            searches,
            others,
            solves_per_second: six_state_solves()?,
            deviations: deviations.into_iter().collect::<Result<Vec<_>, _>>()?,
            crises: CrisisSection::measure(definitions, only)?,
        })
    }

    /// Whether every certificate was accepted, and every answer the same on two threads.
    #[must_use]
    pub fn all_verified(&self) -> bool {
        self.crises.all_verified()
            && self.searches.iter().chain(&self.others).all(|line| line.summary.refused == 0)
    }

    /// The page for this date and machine.
    #[must_use]
    pub fn markdown(&self, date: &str, machine: &str) -> String {
        let mut page = format!("# Record of {date}, {machine}\n\n");
        let Machine { processor, cores, compiler, load } = &self.machine;
        let lines = [
            format!("{processor}, {cores} logical processors; {compiler}; load before the run {load}."),
            "One thread where nothing else is said. Times are processor time of that thread \
             (CLOCK_THREAD_CPUTIME_ID), in milliseconds; games are built before the clock starts, one warm-up per line."
                .to_owned(),
            "Every certificate was checked by `willing-check`; an answer that fails has no time. \
             *closed* counts the games solved within the limit. *check/solve* is the sum of all checks over the sum \
             of all solves of the same games in this run."
                .to_owned(),
            "Definitions: `benches/definitions/tiers.toml`. Repeat with \
             `cargo run --release -p willing-bench -- record DATE MACHINE`."
                .to_owned(),
        ];
        for line in lines {
            writeln_to(&mut page, &line);
        }
        page.push_str("\n## Complete search of tier games\n\n");
        table(&mut page, &self.searches);
        page.push_str("\n## Games with one integer total\n\n");
        table(&mut page, &self.others);
        page.push_str("\n## Small games and single deviations\n\n");
        self.small_games(&mut page);
        self.crises.write(&mut page);
        page.push_str("\n## What each line shows\n\n");
        for line in self.searches.iter().chain(&self.others) {
            writeln_to(&mut page, &format!("- **{}**: {}.", line.name, line.shows));
        }
        self.crises.explain(&mut page);
        for line in self.searches.iter().chain(&self.others) {
            for refusal in &line.refusals {
                writeln_to(&mut page, &format!("- refused in {}: {refusal}", line.name));
            }
        }
        page
    }

    fn small_games(&self, page: &mut String) {
        let met = verdict(self.solves_per_second >= AIMED_SOLVES);
        writeln_to(
            page,
            &format!(
                "Six states, eight tiers: {:.0} solves per second and core; target {AIMED_SOLVES:.0}: {met}.\n",
                self.solves_per_second
            ),
        );
        page.push_str("| states | totals of a profile, ns | payoff of one deviation, ns |\n|---|---|---|\n");
        for cost in &self.deviations {
            writeln_to(page, &format!("| {} | {:.0} | {:.0} |", cost.states, cost.totals, cost.payoff));
        }
        if let [first, .., last] = self.deviations.as_slice() {
            let growth = last.payoff / first.payoff;
            writeln_to(
                page,
                &format!(
                    "\nFrom {} to {} states the payoff of one deviation grows by a factor of {growth:.2}; target, for O(1): \
                     at most {CONSTANT_GROWTH}: {}.",
                    first.states,
                    last.states,
                    verdict(growth <= CONSTANT_GROWTH)
                ),
            );
        }
    }
}

fn told(line: Line) -> Line {
    let summary = &line.summary;
    eprintln!(
        "{}: {} of {} verified, median {} ms, worst {} ms, check/solve {:.2}",
        line.name,
        summary.verified,
        summary.games,
        plain(summary.solve_median),
        plain(summary.solve_worst),
        summary.ratio
    );
    line
}

fn table(page: &mut String, lines: &[Line]) {
    page.push_str(
        "| games | closed | solve median | 95 % | worst | check median | worst | check/solve | answers median / most \
         | bytes | target |\n|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        let Summary { games, verified, answers_most, .. } = line.summary;
        let s = &line.summary;
        writeln_to(
            page,
            &format!(
                "| {} | {verified}/{games} | {} | {} | {} | {} | {} | {:.3} | {} / {answers_most} | {} | {} |",
                line.name,
                plain(s.solve_median),
                plain(s.solve_high),
                plain(s.solve_worst),
                plain(s.check_median),
                plain(s.check_worst),
                s.ratio,
                plain(s.answers_median),
                plain(s.bytes_median),
                line.target()
            ),
        );
    }
}
