//! `willing backtest`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use willing::check::crisis::{Choices, Crisis, CrisisAnswer};
use willing::check::quantal::Expectation;
use willing::game::{Player, Tier, Verdict};
use willing::report::backtest::{Backtest, Class, PredictionKind, Probabilities, ScoredCase, ScoredRow};
use willing::risk::Authorization;
use willing::scenario::{Scoring, StateRecord};
use willing::solver::quantal::LogitPath;

use crate::exit::{Exit, Failure};
use crate::input::{self, Depth, Settings};
use crate::output;
use crate::progress::{Talk, stop_on_interrupt};
use crate::typed::{self, BacktestTable, Format};

pub(crate) fn run(typed: &typed::Backtest) -> Result<Exit, Failure> {
    let settings = Settings {
        depth: Depth::Quick,
        choices: Choices::default(),
        seed: None,
        threads: usize::from(typed.threads.threads),
        talk: Talk::unless_quiet(typed.quiet),
        cancel: stop_on_interrupt()?,
    };
    let mut cases = Vec::new();
    let mut exit = Exit::Answer;
    for path in &typed.scenarios {
        let (case, decided) = case(path, typed, &settings)?;
        cases.push(case);
        if decided == Exit::Undecided {
            exit = decided;
        }
        if was_stopped(&settings.cancel) {
            break;
        }
    }
    let kind = match typed.precision {
        Some(precision) => PredictionKind::QuantalResponse { precision },
        None => PredictionKind::ComputedTier,
    };
    let test = Backtest::new(cases, kind);
    let text = match typed.page.format {
        Format::Table => test.document().text(output::width(&typed.page)),
        Format::Markdown => test.document().markdown(),
        Format::Csv => test.csv(table(&test, typed.table)).map_err(Failure::of)?,
        Format::Json => test.json().map_err(Failure::of)?,
    };
    output::write(&typed.page, &text)?;
    Ok(exit)
}

fn was_stopped(cancel: &Arc<AtomicBool>) -> bool {
    cancel.load(std::sync::atomic::Ordering::SeqCst)
}

fn table(test: &Backtest, name: BacktestTable) -> willing::report::Table {
    match name {
        BacktestTable::Scores => test.score_table(),
        BacktestTable::Confusion => test.confusion_table(),
        BacktestTable::Cases => test.case_table(),
        BacktestTable::Rows => test.row_table(),
    }
}

/// Solves one case and pairs what was computed with what was observed.
fn case(path: &Path, typed: &typed::Backtest, settings: &Settings) -> Result<(ScoredCase, Exit), Failure> {
    let scenario = input::read(path, &typed.changes, None)?;
    let (name, records, labels) = (scenario.name.clone(), scenario.states.clone(), input::labels(&scenario));
    let crisis = input::crisis(scenario, settings.choices).map_err(|error| Failure::at(path, error))?;
    let answer = input::solve_crisis(&crisis, labels.title.clone(), settings)
        .map_err(|error| Failure::at(path, error))?;
    let mixture = match typed.precision {
        None => None,
        Some(precision) => Some(respond(&crisis, &answer, precision, path)?),
    };
    let row = |(seat, record)| row(record, &answer, mixture.as_deref(), seat);
    let rows = records.iter().enumerate().filter_map(row).collect();
    let remark = remark(&answer);
    let exit = input::Solved { answer, labels }.exit();
    Ok((ScoredCase { name, remark, rows }, exit))
}

/// The quantal response in the tier game that is shown: probabilities of tiers by seat.
fn respond(
    crisis: &Crisis,
    answer: &CrisisAnswer,
    precision: f64,
    file: &Path,
) -> Result<Vec<Vec<f64>>, Failure> {
    let Some(cell) = answer.shown.and_then(|place| answer.cells.get(place)) else { return Ok(Vec::new()) };
    let game = crisis.game(cell.key()).map_err(|error| Failure::at(file, error))?;
    let path = LogitPath::new().precisions([precision]).expectation(Expectation::MeanTotals);
    match path.solve(&game).map_err(|error| Failure::at(file, error))? {
        Verdict::Exists(path) => {
            Ok(path.points.into_iter().next_back().map(|point| point.probabilities).unwrap_or_default())
        }
        Verdict::Impossible(never) => match never {},
        Verdict::Undecided(partial) => {
            let (reached, limit) = (partial.reached, partial.limit);
            let words =
                format_args!("the path of quantal responses was ended at precision {reached} by {limit}");
            Err(Failure::at(file, words))
        }
    }
}

/// What happens or, if the leader stays out, which play is scored instead: observed tiers are those of an
/// action that was taken.
fn remark(answer: &CrisisAnswer) -> String {
    let method = |place: usize| {
        answer.crisis.issue.methods.get(place).map_or("?", |method| method.name.as_str()).to_owned()
    };
    let shown = answer.shown.and_then(|place| answer.cells.get(place)).map(|cell| method(cell.method));
    match (answer.course.method(), shown) {
        (Some(place), _) => {
            let cell = answer.course.cell(answer.crisis.standing);
            let authorized = cell.is_some_and(|cell| cell.authorization == Authorization::Authorized);
            format!("{}, {}authorized", method(place), if authorized { "" } else { "not " })
        }
        (None, Some(shown)) => format!("leader stays out; scored as had it acted ({shown})"),
        (None, None) => "leader stays out".to_owned(),
    }
}

/// A row to score: observed, marked to be scored, and computed.
fn row(
    record: &StateRecord,
    answer: &CrisisAnswer,
    mixture: Option<&[Vec<f64>]>,
    seat: usize,
) -> Option<ScoredRow> {
    let observed = record.observed.as_ref().filter(|observed| observed.scoring == Scoring::Scored)?;
    let player = Player::from_seat(seat).ok()?;
    Some(ScoredRow {
        state: record.name.clone(),
        group: record.treaty.clone().unwrap_or_else(|| "none".to_owned()),
        observed: Class::of_observed(&input::word(&observed.tier))?,
        predicted: predicted(answer, mixture, player)?,
    })
}

/// Probabilities of the classes: those of `mixture` or, without one, certainty of the computed tier's.
/// Where the tier game has no pure equilibrium, its own mixture stands in.
fn predicted(answer: &CrisisAnswer, mixture: Option<&[Vec<f64>]>, player: Player) -> Option<Probabilities> {
    let tiers = &answer.crisis.issue.tiers;
    let class = |tier: Tier| Class::of_point(&tiers.point(tier));
    let own = answer.shown_play()?.mixture.as_ref().map(|mixture| mixture.probabilities.as_slice());
    let Some(mixture) = mixture.or(own) else {
        let state = answer.states.iter().find(|state| state.player == player)?;
        return Some(class(state.tier).certain());
    };
    let mut sums = [0.0; Class::ALL.len()];
    for (tier, probability) in tiers.tiers().zip(mixture.get(player.seat())?) {
        for (sum, one) in sums.iter_mut().zip(class(tier).certain()) {
            *sum += probability * one;
        }
    }
    Some(sums)
}
