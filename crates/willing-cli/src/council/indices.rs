//! `willing council indices`.

use willing::check::power::FloatIndices;
use willing::check::power::ternary::VoteChances;
use willing::council::{Council, Formula, Matter, SimpleGame, WeightedQuota};
use willing::game::tu::Amounts;
use willing::report::voting::{CouncilFindings, Finding, VotingAnswer};
use willing::solver::Run;
use willing::solver::power::ternary::{RollCall, TernaryBanzhaf};
use willing::solver::power::weighted::{Floats, WeightedPower};
use willing::solver::power::{Error, Indices};

use super::input::{self, Named};
use super::print;
use crate::exit::{Exit, Failure};
use crate::game::start;
use crate::typed::{self, Power};

pub(super) fn run(typed: &typed::Indices) -> Result<Exit, Failure> {
    let (run, _progress) = start(&typed.run, "counting coalitions")?;
    let councils = input::several(&typed.councils)?;
    let matter = input::matter(&typed.councils.rule);
    if typed.power.unions.is_some() && councils.len() > 1 {
        return Err(Failure::of("--unions: expected a single council, as they are named by its members"));
    }
    let found = |named: Named| {
        let findings = power(&named.council, &matter, &typed.power, &run)?;
        CouncilFindings::new(named.name, named.council, matter.clone(), findings).map_err(Failure::of)
    };
    let found: Vec<CouncilFindings> = councils.into_iter().map(found).collect::<Result<_, _>>()?;
    print(&VotingAnswer::new(found), &typed.output)
}

/// What was asked for of the power of a council's members.
pub(super) fn power(
    council: &Council,
    matter: &Matter,
    typed: &Power,
    run: &Run,
) -> Result<Vec<Finding>, Failure> {
    let game = council.rule().simple_game(matter).map_err(Failure::of)?;
    let mut findings = if typed.floats { cheap(&game, run)? } else { indices(&game, run)? };
    if let Some(unions) = &typed.unions {
        let unions = self::unions(council, unions)?;
        findings.push(match Indices::new().run(run.clone()).with_unions(&game, &unions) {
            Ok(indices) => Finding::Unions(indices),
            Err(error) => missing("unions", &error)?,
        });
    }
    if typed.abstention {
        let chances = chances(&typed.chances)?;
        let ternary = council.rule().ternary_game(matter).map_err(Failure::of)?;
        findings.push(match RollCall::new().chances(chances).run(run.clone()).solve(&ternary) {
            Ok(power) => Finding::RollCall(power),
            Err(willing::solver::power::ternary::Error::Cancelled) => return Err(stopped()),
            Err(error) => Finding::Missing { concept: "roll-call".to_owned(), reason: error.to_string() },
        });
        findings.push(match TernaryBanzhaf::new().run(run.clone()).solve(&ternary) {
            Ok(swings) => Finding::Abstention(swings),
            Err(willing::solver::power::ternary::Error::Cancelled) => return Err(stopped()),
            Err(error) => Finding::Missing { concept: "abstention".to_owned(), reason: error.to_string() },
        });
    }
    Ok(findings)
}

/// All indices, or as many as the size of the game allows.
fn indices(game: &SimpleGame, run: &Run) -> Result<Vec<Finding>, Failure> {
    let plain = Indices::new().run(run.clone());
    let mut left_out = None;
    for (asked, without) in [
        (plain.clone().minimal().johnston(), "Johnston's index"),
        (plain.clone().minimal(), "minimal winning coalitions"),
        (plain, "exact Shapley–Shubik indices"),
    ] {
        match asked.solve(game) {
            Ok(power) => return Ok(std::iter::once(Finding::Power(power)).chain(left_out).collect()),
            Err(error) => left_out = Some(missing(without, &error)?),
        }
    }
    let mut findings = cheap(game, run)?;
    findings.extend(left_out);
    Ok(findings)
}

/// Swings exactly, two indices as floats.
fn cheap(game: &SimpleGame, run: &Run) -> Result<Vec<Finding>, Failure> {
    let Formula::One(condition) = game.formula() else {
        return Ok(vec![match Indices::new().run(run.clone()).float(game) {
            Ok(floats) => Finding::Floats(floats),
            Err(error) => missing("floats", &error)?,
        }]);
    };
    let rule = WeightedQuota::new(condition.weights.iter().copied(), condition.quota).map_err(Failure::of)?;
    let power = WeightedPower::new().run(run.clone());
    let mut findings = Vec::new();
    match power.swings(&rule) {
        Ok(swings) => findings.push(Finding::Swings(swings)),
        Err(error) => findings.push(missing("swings", &error.into())?),
    }
    let amounts = |floats: Floats| {
        let bounds = vec![floats.error; floats.by_seat.len()];
        Amounts::Float { values: floats.by_seat, bounds }
    };
    match power.float_banzhaf(&rule).and_then(|banzhaf| Ok((banzhaf, power.float_shapley_shubik(&rule)?))) {
        Ok((banzhaf, orders)) => findings.push(Finding::Floats(FloatIndices {
            penrose_banzhaf: amounts(banzhaf),
            shapley_shubik: amounts(orders),
        })),
        Err(error) => findings.push(missing("floats", &error.into())?),
    }
    Ok(findings)
}

/// What a limit left out; a run that was stopped has no answer.
fn missing(concept: &str, error: &Error) -> Result<Finding, Failure> {
    match error {
        Error::Cancelled => Err(stopped()),
        Error::SeatInUnions { .. } | Error::EmptyUnion { .. } | Error::NoSuchSeat { .. } => {
            Err(Failure::of(format_args!("--unions: {error}")))
        }
        limit => Ok(Finding::Missing { concept: concept.to_owned(), reason: limit.to_string() }),
    }
}

pub(super) fn stopped() -> Failure {
    Failure::of("stopped before there was an answer")
}

/// Unions such as `a+b,c`, as places of seats; members left out are unions of their own.
fn unions(council: &Council, text: &str) -> Result<Vec<Vec<usize>>, Failure> {
    let mut unions = Vec::new();
    let mut left: Vec<bool> = vec![true; council.seats()];
    for union in text.split(',') {
        let places = union.split('+').map(|name| Ok(input::seat("--unions", council, name)?.place()));
        let places: Vec<usize> = places.collect::<Result<_, Failure>>()?;
        for place in &places {
            if let Some(left) = left.get_mut(*place) {
                *left = false;
            }
        }
        unions.push(places);
    }
    let alone = left.iter().enumerate().filter(|(_, left)| **left).map(|(place, _)| vec![place]);
    unions.extend(alone);
    Ok(unions)
}

fn chances(text: &str) -> Result<VoteChances, Failure> {
    const OPTION: &str = "--chances";
    let numbers = text.split(',').map(|number| input::number(OPTION, number));
    let numbers: Vec<_> = numbers.collect::<Result<_, _>>()?;
    let [yes, abstain, no] = <[_; 3]>::try_from(numbers).map_err(|numbers| {
        Failure::of(format_args!(
            "{OPTION}: {} numbers: expected three, of yes, abstention and no",
            numbers.len()
        ))
    })?;
    VoteChances::new(yes, abstain, no).map_err(|error| Failure::of(format_args!("{OPTION}: {error}")))
}
