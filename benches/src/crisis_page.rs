//! The section on crises of a record.

use std::path::Path;

use crate::crisis::{ScenarioTimes, ThreadTimes, scenario, threads};
use crate::definitions::{Definitions, Error, ScenarioMeasure, ThreadsMeasure};
use crate::measure::Outcome;
use crate::page::{plain, verdict, writeln_to};

/// What was measured of crises.
#[derive(Clone, Debug)]
pub(crate) struct CrisisSection {
    scenarios: Vec<(ScenarioMeasure, ScenarioTimes)>,
    threads: Vec<(ThreadsMeasure, ThreadTimes)>,
}

impl CrisisSection {
    /// Measures the crises whose name starts with `only`, and says so on standard error.
    pub(crate) fn measure(definitions: &Definitions, only: &str) -> Result<Self, Error> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/scenarios");
        let mut section = Self { scenarios: Vec::new(), threads: Vec::new() };
        for measure in definitions.scenario.iter().filter(|measure| measure.name.starts_with(only)) {
            let times = scenario(measure, &folder)?;
            let whole = times.whole.processor;
            eprintln!("{}: {} ms, {}", measure.name, milliseconds(whole), ending(&times.outcome));
            section.scenarios.push((measure.clone(), times));
        }
        for measure in definitions.threads.iter().filter(|measure| measure.name.starts_with(only)) {
            let times = threads(measure)?;
            eprintln!("{}: ratio {:.2}, {}", measure.name, times.ratio, ending(&times.outcome));
            section.threads.push((measure.clone(), times));
        }
        Ok(section)
    }

    /// Whether no answer was refused, and all are the same on two threads.
    pub(crate) fn all_verified(&self) -> bool {
        let accepted = |outcome: &Outcome| !matches!(outcome, Outcome::Refused(_));
        self.scenarios.iter().all(|(_, times)| accepted(&times.outcome))
            && self.threads.iter().all(|(_, times)| times.equal && accepted(&times.outcome))
    }

    pub(crate) fn write(&self, page: &mut String) {
        page.push_str("\n## Crises\n\n");
        writeln_to(
            page,
            "Whole solves of `fixtures/scenarios`, one thread. *Whole* is reading the file, solving and the report as \
             text; *check* is `CrisisAnswer::check_alone`. Processor time is that of the process, all threads \
             (CLOCK_PROCESS_CPUTIME_ID); medians in milliseconds. Other load lengthens \
             the wall, hardly processor time. A *cell* is one method with or without \
             authorization.\n",
        );
        page.push_str(
            "| crisis | states | cells | runs | whole, processor | whole, wall | solve, processor | solve, wall | \
             check, processor | check, wall | check/solve | answer | target |\n\
             |---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        );
        for (measure, times) in &self.scenarios {
            writeln_to(page, &scenario_row(measure, times));
        }
        page.push_str("\n### One thread and two\n\n");
        writeln_to(
            page,
            "Solving only, one thread and two by turns; times are medians in milliseconds, *two/one* is the median over \
             pairs of runs of wall time. Answers are compared as JSON, byte by byte.\n",
        );
        page.push_str(
            "| crisis | states | council | pairs | one, wall | two, wall | two/one | one, processor | two, processor | \
             check, processor | same bytes | answer | target |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        );
        for (measure, times) in &self.threads {
            writeln_to(page, &threads_row(measure, times));
        }
    }

    pub(crate) fn explain(&self, page: &mut String) {
        let scenarios =
            self.scenarios.iter().map(|(measure, times)| (&measure.name, &measure.shows, &times.outcome));
        let threads =
            self.threads.iter().map(|(measure, times)| (&measure.name, &measure.shows, &times.outcome));
        for (name, shows, outcome) in scenarios.chain(threads) {
            writeln_to(page, &format!("- **{name}**: {shows}."));
            if let Outcome::Refused(objection) = outcome {
                writeln_to(page, &format!("- refused in {name}: {objection}"));
            }
        }
    }
}

fn scenario_row(measure: &ScenarioMeasure, times: &ScenarioTimes) -> String {
    let ScenarioTimes { states, cells, whole, solve, check, outcome } = times;
    let target = measure.processor.map_or_else(String::new, |limit| {
        let met = *outcome == Outcome::Verified && 1e3 * whole.processor <= limit;
        format!("whole, processor {} ms: {}", plain(limit), verdict(met))
    });
    // An answer that the checker refuses has no time.
    let figures = if matches!(outcome, Outcome::Refused(_)) {
        vec![String::new(); 7]
    } else {
        let spans = [whole, solve, check];
        let times =
            spans.into_iter().flat_map(|span| [milliseconds(span.processor), milliseconds(span.wall)]);
        times.chain([format!("{:.3}", check.processor / solve.processor)]).collect()
    };
    let (name, runs) = (&measure.name, measure.runs);
    format!(
        "| {name} | {states} | {cells} | {runs} | {} | {} | {target} |",
        figures.join(" | "),
        ending(outcome)
    )
}

fn threads_row(measure: &ThreadsMeasure, times: &ThreadTimes) -> String {
    let ThreadTimes { states, one, two, ratio, equal, check, outcome } = times;
    let target = measure.ratio.map_or_else(String::new, |limit| {
        let met = *equal && *outcome == Outcome::Verified && *ratio <= limit;
        format!("two/one {}, same bytes: {}", plain(limit), verdict(met))
    });
    format!(
        "| {} | {states} | {} | {} | {} | {} | {ratio:.3} | {} | {} | {} | {} | {} | {target} |",
        measure.name,
        measure.council,
        measure.rounds,
        milliseconds(one.wall),
        milliseconds(two.wall),
        milliseconds(one.processor),
        milliseconds(two.processor),
        milliseconds(check.processor),
        if *equal { "yes" } else { "**no**" },
        ending(outcome),
    )
}

fn milliseconds(seconds: f64) -> String {
    plain(1e3 * seconds)
}

const fn ending(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Verified => "verified",
        Outcome::Open => "undecided",
        Outcome::Refused(_) => "**refused**",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::clock::Span;

    fn iraq(processor: f64, outcome: Outcome) -> String {
        let measure = r#"name = "crisis x"
            shows = "x"
            file = "x.toml"
            runs = 3
            processor = 1000"#;
        let span = Span { processor, wall: processor };
        let times = ScenarioTimes { states: 98, cells: 4, whole: span, solve: span, check: span, outcome };
        scenario_row(&toml::from_str(measure).unwrap(), &times)
    }

    #[test]
    fn a_target_is_met_in_time_and_verified_only() {
        assert!(iraq(0.9, Outcome::Verified).ends_with("| whole, processor 1000 ms: met |"));
        assert!(iraq(1.1, Outcome::Verified).contains("**missed**"));
        assert!(iraq(0.9, Outcome::Open).contains("**missed**"));
        let refused = iraq(0.9, Outcome::Refused("wrong".into()));
        assert!(refused.contains("**missed**") && !refused.contains("900"), "{refused}");
    }

    #[test]
    fn answers_that_differ_miss_the_target() {
        let measure = r#"name = "crisis x"
            shows = "x"
            family = "zipf"
            states = 3
            seed = 1
            council = 0
            rounds = 3
            ratio = 1"#;
        let measure = toml::from_str(measure).unwrap();
        let span = Span { processor: 1.0, wall: 1.0 };
        let times = |ratio, equal| ThreadTimes {
            states: 3,
            one: span,
            two: span,
            ratio,
            equal,
            check: span,
            outcome: Outcome::Verified,
        };
        let met = |ratio, equal| !threads_row(&measure, &times(ratio, equal)).contains("**missed**");
        assert!(met(0.8, true) && !met(1.2, true) && !met(0.8, false));
        let section =
            CrisisSection { scenarios: Vec::new(), threads: vec![(measure.clone(), times(0.8, false))] };
        assert!(!section.all_verified());
    }
}
