//! `willing council deadlock`.

use willing::check::winset::Whose;
use willing::council::spatial::{Alternatives, Line, Plane};
use willing::council::{Council, SimpleGame};
use willing::report::voting::{CouncilFindings, Finding, InPlane, OnLine, VotingAnswer};
use willing::solver::Run;
use willing::solver::deadlock::{DeadlockProbability, ProbabilityError, in_plane, on_line};
use willing::solver::winset::{
    Error, PlaneOffers, PlaneWinsets, UncoveredSets, Yolks, gridlock, line_hull, line_offer, line_winset,
    plane_hull,
};

use super::{indices, input, print};
use crate::exit::{Exit, Failure};
use crate::game::start;
use crate::typed::Deadlock;

const POSITIONS: &str = "--positions";

pub(super) fn run(typed: &Deadlock) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "looking for a deadlock")?;
    let named = input::one(&typed.council)?;
    let matter = input::matter(&typed.council.rule);
    let game = named.council.rule().simple_game(&matter).map_err(Failure::of)?;
    let dimension = if typed.status_quo.contains(':') { 2 } else { 1 };
    let finding = if dimension == 1 {
        Finding::OnLine(Box::new(line(typed, &named.council, game, &run)?))
    } else {
        Finding::InPlane(Box::new(plane(typed, &named.council, game, &run)?))
    };
    let found =
        CouncilFindings::new(named.name, named.council, matter, vec![finding]).map_err(Failure::of)?;
    print(&VotingAnswer::new(vec![found]), &typed.output)
}

fn line(typed: &Deadlock, council: &Council, game: SimpleGame, run: &Run) -> Result<OnLine, Failure> {
    if typed.alternatives.is_some() {
        return Err(Failure::of("--alternatives: expected positions in a plane, as in a=1:2"));
    }
    let ideals = input::by_member(POSITIONS, council, &typed.positions, |text| coordinate(POSITIONS, text))?;
    let status_quo = coordinate("--status-quo", &typed.status_quo)?;
    let line = Line::new(game, ideals.clone(), status_quo).map_err(Failure::of)?;
    let setter = typed.setter.as_deref().map(|text| coordinate("--setter", text)).transpose()?;
    let probability = estimate(typed, run);
    let deviations = deviations(typed, council);
    Ok(OnLine {
        ideals,
        status_quo,
        deadlock: on_line(&line),
        winset: line_winset(&line),
        gridlock: gridlock(&line),
        unanimity: line_hull(&line, Whose::Everyone),
        vetoes: line_hull(&line, Whose::VetoMembers),
        offer: setter.map(|setter| line_offer(&line, setter)).transpose().map_err(spatial)?,
        estimate: deviations
            .map(|deviations| probability.on_line(&line, &deviations))
            .transpose()
            .map_err(sampling)?,
    })
}

fn plane(typed: &Deadlock, council: &Council, game: SimpleGame, run: &Run) -> Result<InPlane, Failure> {
    let ideals = input::by_member(POSITIONS, council, &typed.positions, |text| point(POSITIONS, text))?;
    let status_quo = point("--status-quo", &typed.status_quo)?;
    let plane = Plane::new(game, ideals.clone(), status_quo).map_err(Failure::of)?;
    let setter = typed.setter.as_deref().map(|text| point("--setter", text)).transpose()?;
    let probability = estimate(typed, run);
    let alternatives = match &typed.alternatives {
        None => None,
        Some(text) => {
            let points = text.split(',').map(|text| point("--alternatives", text));
            let points: Vec<[f64; 2]> = points.collect::<Result<_, _>>()?;
            let alternatives = Alternatives::new(plane.clone(), points.clone()).map_err(Failure::of)?;
            let uncovered = UncoveredSets::new().run(run.clone()).solve(&alternatives).map_err(spatial)?;
            Some((points, uncovered))
        }
    };
    let yolk = match Yolks::new().run(run.clone()).solve(&plane) {
        Ok(yolk) => Some(yolk),
        Err(Error::NobodyWins | Error::NoMedianLine) => None,
        Err(error) => return Err(spatial(error)),
    };
    Ok(InPlane {
        ideals,
        status_quo,
        deadlock: in_plane(&plane).map_err(spatial)?,
        winset: PlaneWinsets::new().run(run.clone()).solve(&plane).map_err(spatial)?,
        unanimity: plane_hull(&plane, Whose::Everyone),
        vetoes: plane_hull(&plane, Whose::VetoMembers),
        yolk,
        offer: setter
            .map(|setter| PlaneOffers::new().run(run.clone()).solve(&plane, setter))
            .transpose()
            .map_err(spatial)?,
        alternatives,
        estimate: deviations(typed, council)
            .map(|deviations| probability.in_plane(&plane, &deviations))
            .transpose()
            .map_err(sampling)?,
    })
}

fn estimate(typed: &Deadlock, run: &Run) -> DeadlockProbability {
    DeadlockProbability::new().samples(typed.samples).seed(typed.seed).run(run.clone())
}

fn deviations(typed: &Deadlock, council: &Council) -> Option<Vec<f64>> {
    typed.deviation.map(|deviation| vec![deviation; council.seats()])
}

fn spatial(error: Error) -> Failure {
    if error == Error::Cancelled { indices::stopped() } else { Failure::of(error) }
}

fn sampling(error: ProbabilityError) -> Failure {
    Failure::of(error)
}

/// A number, finite.
fn coordinate(option: &str, text: &str) -> Result<f64, Failure> {
    let value = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| Failure::of(format_args!("{option}: {:?}: expected a finite number", text.trim())))
}

/// Two numbers, as in `1:2`.
fn point(option: &str, text: &str) -> Result<[f64; 2], Failure> {
    let (x, y) = text.split_once(':').ok_or_else(|| {
        Failure::of(format_args!("{option}: {:?}: expected two coordinates, as in 1:2", text.trim()))
    })?;
    Ok([coordinate(option, x)?, coordinate(option, y)?])
}
