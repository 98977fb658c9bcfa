//! Whole crises: council, every method, prices, flips and counterfactuals.

use std::path::Path;

use willing::check::crisis::{Choices, CouncilParts, Counterfactuals, Crisis, CrisisAnswer, Sensitivities};
use willing::council::{Council, Matter, Thresholds, VotingBehaviour};
use willing::report::{AnswerFile, Labels, Report};
use willing::scenario::Scenario;
use willing::solver::crisis::CrisisSolver;

use crate::clock::{Span, Stopwatch};
use crate::definitions::{Error, ScenarioMeasure, ThreadsMeasure};
use crate::measure::Outcome;
use crate::summary::median;

/// How many seats with a veto a drawn council has.
const PERMANENT: usize = 5;

/// Width of the report that a whole solve ends in.
const WIDTH: usize = 100;

/// Medians over the runs of a scenario, each figure by itself.
#[derive(Clone, Debug)]
pub struct ScenarioTimes {
    /// How many states.
    pub states: usize,
    /// How many tier games the crisis itself has: each method, with and without authorization.
    pub cells: usize,
    /// Reading the file, solving, and the report as text: what the command-line tool does.
    pub whole: Span,
    /// Solving alone.
    pub solve: Span,
    /// Checking the answer against the crisis it embeds.
    pub check: Span,
    /// How it ended; the same in every run, or the first refusal.
    pub outcome: Outcome,
}

/// Solves and checks a scenario file of `folder` as often as the measure says, on one thread.
///
/// # Errors
///
/// [`Error::Scenario`], [`Error::NoCouncil`], [`Error::Crisis`].
pub fn scenario(measure: &ScenarioMeasure, folder: &Path) -> Result<ScenarioTimes, Error> {
    let path = folder.join(&measure.file);
    let counterfactuals =
        if measure.certified { Counterfactuals::Certified } else { Counterfactuals::Summarised };
    let solver = everything(1).counterfactuals(counterfactuals);
    let first = run(&path, &solver)?;
    // The first run only warms up what is shared; its outcome counts.
    let mut runs = Vec::new();
    for _ in 0..measure.runs {
        runs.push(run(&path, &solver)?);
    }
    let outcome = runs.iter().map(|run| &run.outcome).find(|outcome| **outcome != Outcome::Verified);
    let outcome = outcome.unwrap_or(&first.outcome).clone();
    let spans = |of: fn(&Run) -> Span| Span {
        processor: median(runs.iter().map(|run| of(run).processor)),
        wall: median(runs.iter().map(|run| of(run).wall)),
    };
    Ok(ScenarioTimes {
        states: first.states,
        cells: first.cells,
        whole: spans(|run| run.whole),
        solve: spans(|run| run.solve),
        check: spans(|run| run.check),
        outcome,
    })
}

/// The solver with everything the command-line tool computes.
fn everything(threads: usize) -> CrisisSolver {
    CrisisSolver::new()
        .counterfactuals(Counterfactuals::Summarised)
        .sensitivities(Sensitivities::Computed)
        .threads(threads)
}

struct Run {
    states: usize,
    cells: usize,
    whole: Span,
    solve: Span,
    check: Span,
    outcome: Outcome,
}

fn run(path: &Path, solver: &CrisisSolver) -> Result<Run, Error> {
    let watch = Stopwatch::start();
    let crisis = read(path)?;
    let solving = Stopwatch::start();
    let answer = solver.solve(&crisis)?;
    let solve = solving.span();
    let page = Report::new(&answer, &Labels::default()).document().text(WIDTH);
    let whole = watch.span();
    std::hint::black_box(page);
    let (outcome, check) = checked(&answer);
    let states = crisis.issue().states().len();
    Ok(Run { states, cells: answer.cells.len(), whole, solve, check, outcome })
}

fn checked(answer: &CrisisAnswer) -> (Outcome, Span) {
    let watch = Stopwatch::start();
    let result = answer.check_alone();
    let span = watch.span();
    let outcome = match result {
        Err(violation) => Outcome::Refused(violation.to_string()),
        Ok(()) if answer.is_undecided() => Outcome::Open,
        Ok(()) => Outcome::Verified,
    };
    (outcome, span)
}

fn read(path: &Path) -> Result<Crisis, Error> {
    let scenario = Scenario::read(path)?;
    let setup = scenario.council.ok_or_else(|| Error::NoCouncil { path: path.display().to_string() })?;
    let willing::scenario::CouncilSetup { council, matter, behaviour, absent, .. } = setup;
    let parts = CouncilParts { council, behaviour, matter, absent };
    Ok(Crisis::new(scenario.issue, Some(parts), Choices::default())?)
}

/// A crisis on one thread and on two, by turns.
#[derive(Clone, Debug)]
pub struct ThreadTimes {
    /// How many states.
    pub states: usize,
    /// Median on one thread.
    pub one: Span,
    /// Median on two threads.
    pub two: Span,
    /// Median over pairs of runs of wall time on two threads over that on one.
    pub ratio: f64,
    /// Whether all answers have the same bytes.
    pub equal: bool,
    /// Checking the answer.
    pub check: Span,
    /// How it ended.
    pub outcome: Outcome,
}

/// Solves a drawn crisis on one thread and on two by turns, and compares the answers byte by byte.
///
/// # Errors
///
/// [`Error::Game`], [`Error::Council`], [`Error::Crisis`], [`Error::Report`].
pub fn threads(measure: &ThreadsMeasure) -> Result<ThreadTimes, Error> {
    let crisis = drawn(measure)?;
    let (one, two) = (everything(1), everything(2));
    let answer = one.solve(&crisis)?;
    let (outcome, check) = checked(&answer);
    let bytes = json(answer)?;
    let mut equal = true;
    let mut pairs = Vec::new();
    for _ in 0..measure.rounds {
        let mut once = |solver: &CrisisSolver| -> Result<Span, Error> {
            let watch = Stopwatch::start();
            let answer = solver.solve(&crisis)?;
            let span = watch.span();
            equal &= json(answer)? == bytes;
            Ok(span)
        };
        pairs.push((once(&one)?, once(&two)?));
    }
    let spans = |of: fn(&(Span, Span)) -> Span| Span {
        processor: median(pairs.iter().map(|pair| of(pair).processor)),
        wall: median(pairs.iter().map(|pair| of(pair).wall)),
    };
    Ok(ThreadTimes {
        states: crisis.issue().states().len(),
        one: spans(|pair| pair.0),
        two: spans(|pair| pair.1),
        ratio: median(pairs.iter().map(|(one, two)| two.wall / one.wall)),
        equal,
        check,
        outcome,
    })
}

fn json(answer: CrisisAnswer) -> Result<String, Error> {
    Ok(AnswerFile { labels: Labels::default(), answer }.to_json()?)
}

fn drawn(measure: &ThreadsMeasure) -> Result<Crisis, Error> {
    let parts = measure.draw();
    let names: Vec<&str> =
        parts.states.iter().take(measure.council).map(|state| state.name.as_str()).collect();
    let council = if names.is_empty() {
        None
    } else {
        let permanent = names.iter().take(PERMANENT).copied().collect::<Vec<_>>();
        let council = Council::un_security_council(names, permanent)?;
        let behaviour = VotingBehaviour::uniform(council.seats(), Thresholds::default());
        Some(CouncilParts { council, behaviour, matter: Matter::Substantive, absent: Vec::new() })
    };
    Ok(Crisis::new(parts.issue("drawn")?, council, Choices::default())?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::definitions::Definitions;

    fn definitions() -> Definitions {
        Definitions::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/tiers.toml")).unwrap()
    }

    #[test]
    fn a_scenario_is_solved_and_verified() {
        let definitions = definitions();
        let kosovo = definitions.scenario.iter().find(|measure| measure.file == "kosovo_1999.toml").unwrap();
        let measure = ScenarioMeasure { runs: 1, ..kosovo.clone() };
        let times = scenario(&measure, &Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/scenarios"));
        let times = times.unwrap();
        assert_eq!(times.outcome, Outcome::Verified);
        assert!(times.states > 40 && times.cells > 0);
        assert!(times.whole.processor > times.solve.processor && times.check.wall > 0.0, "{times:?}");
    }

    #[test]
    fn two_threads_give_the_answer_of_one() {
        let definitions = definitions();
        let mut measure = definitions.threads.first().unwrap().clone();
        (measure.states, measure.rounds) = (20, 1);
        let times = threads(&measure).unwrap();
        assert_eq!((times.states, times.equal, &times.outcome), (20, true, &Outcome::Verified));
        assert!(times.ratio > 0.0);
    }
}
